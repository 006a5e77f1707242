"""What an edition does not show is in no byte of what is made of it, in any format.

A plan is generated in which each thing that may be hidden has a word and a number of its own.
"""

import io
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pikepdf import Pdf
from pyarrow import parquet

from planctl.plan.plan import Plan, Texts, load
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.report import ReportRequest
from planctl.reports.site.site import Site
from planctl.summary.summary import summarise

TODAY = date(2019, 11, 20)
QUICK = ("markdown", "html", "json", "csv")
HEAVY = ("docx", "xlsx", "parquet", "pdf")
_FEW = 3
MANY = 200 if settings().max_examples > 1_000 else _FEW
"""How many plans are tried: many in the long profile, few each time."""
_AUDIENCES = st.sampled_from(["", "", "", "internal", "exempt"])


Data = dict[str, Any]


class Canary(NamedTuple):
    """A word of something, and the editions in which it may be."""

    word: str
    editions: frozenset[Edition]


@dataclass(frozen=True, repr=False)
class Generated:
    """The files of a plan, its canaries, and the ids of the actions that are not public."""

    texts: Texts
    canaries: list[Canary]
    hidden: list[str]


class Canaries:
    """Gives each thing a word of its own, which says who may see it."""

    def __init__(self, words: list[Canary], *around: str) -> None:
        """Begin with the words so far; what is around hides what is within."""
        self.words, self._around = words, around

    def within(self, *audiences: str) -> "Canaries":
        """Return what gives words within something that some alone may see."""
        return Canaries(self.words, *self._around, *audiences)

    def word(self) -> str:
        """Return another word."""
        made, around = f"zq{len(self.words):04}x", {*self._around}
        seen = {Edition.INTERNAL} if "colleagues" not in around else set()
        if not around & {"internal", "colleagues"}:
            seen.add(Edition.EXEMPT)
        if not around & {"internal", "colleagues", "exempt"}:
            seen |= {Edition.PUBLIC, Edition.PLAIN}
        self.words.append(Canary(made, frozenset(seen)))
        return made

    def number(self) -> str:
        """Return a number that is nowhere else: its digits are those of a word."""
        return f"7{self.word()[2:6]}3"

    def mark(self, audience: str) -> Data:
        """Return what says of something that some alone may see it."""
        if audience != "exempt":
            return {"visibility": audience} if audience else {}
        because = self.within("exempt").word()
        return {"visibility": {"kind": "exempt", "paragraph": "3", "because": because}}


def _measures(draw: st.DrawFn, made: Canaries) -> list[object]:
    """Return the measures of an action: words alone, two with numbers, two parts of a line."""
    found: list[object] = [made.word()]
    for name in ("m0", "m1"):
        audience = draw(_AUDIENCES)
        own = made.within(audience)
        recorded = {"value": own.number(), "reason": own.word()}
        measure = {"text": own.word(), "id": name, "unit": "count", "polarity": "higher"}
        found.append(
            {
                **measure,
                "source": own.word(),
                "baseline": own.number(),
                "target": own.number(),
                "actuals": {"Q1": own.number(), "Q2": recorded},
                **own.mark(audience),
            }
        )
    parts = []
    for name in ("p0", "p1"):
        audience = draw(_AUDIENCES)
        own = made.within(audience)
        part = {"id": name, "name": own.word(), "unit": "count", "actuals": {"Q1": own.number()}}
        parts.append({**part, **own.mark(audience)})
    return [*found, {"text": made.word(), "parts": parts}]


def _milestones(draw: st.DrawFn, made: Canaries) -> Data:
    found: Data = {}
    for _ in range(2):
        audience = draw(_AUDIENCES)
        own = made.within(audience)
        moved = {"was": "2019-06", "to": "2019-12", "date": "2019-05-05"}
        moves = [{**moved, "reason": own.word(), "agreed_by": own.word()}]
        found[own.word()] = {"due": "2019-12", "moves": moves, **own.mark(audience)}
    return found


def _agreed(made: Canaries, title: str) -> list[Data]:
    of_title = {"date": "2019-12-12", "field": "title", "was": made.word(), "now": title}
    return [{**of_title, "reason": made.word(), "agreed_by": made.word()}]


def _updates(made: Canaries, short: str) -> Data:
    said = {key: made.word() for key in ("headline", "next_steps", "ask", "evidence", "impact")}
    return {
        "Q1": {"rag": "green", "commentary": made.word()},
        "Q2": {"rag": "red", "commentary": f"{made.word()} {short}", **said},
    }


def _words(made: Canaries) -> Data:
    texts = {key: made.word() for key in ("description", "owner", "accountable", "source")}
    plain = {"title": made.word(), "summary": made.word()}
    return {**texts, "plain": plain, "indicators": [made.word()]}


@st.composite
def plans(draw: st.DrawFn) -> Generated:
    """Return the files of a plan, its canaries, and the ids of the actions that are not public."""
    made, hidden = Canaries([]), list[str]()
    colleagues = made.within("colleagues")
    columns = {"budget": draw(_AUDIENCES), "risk": "internal"}
    header: dict[str, Data] = {
        "fields": {
            key: {"label": made.within(each).word(), **made.mark(each)}
            for key, each in columns.items()
        },
        **{key: {} for key in ("priorities", "leads", "glossary", "recommendations")},
    }
    accepted: Data = {}
    corrections, files = [], dict[str, Data]()
    for name in ("QA", "QB"):
        audiences = [draw(_AUDIENCES) for _ in range(3)]
        of, *own_ones = audiences
        left = ("internal",) if all(of or each for each in own_ones) else ()
        text = made.within(of, *(("exempt",) if left else ())).word()
        header["priorities"][name] = {"text": text, **made.mark(of)}
        for at, audience in enumerate(own_ones):
            number, own = f"{name}7{at}", made.within(of, audience)
            hidden += [number] if of or audience else []
            lead, short, title = own.word(), own.word(), own.word()
            header["leads"][lead] = own.word()
            header["glossary"][short] = own.word()
            header["recommendations"][f"R{number}"] = {"text": own.word(), "source": own.word()}
            accepted[number] = {"lacks": own.word(), "reason": own.word()}
            corrected = {"date": "2019-09-09", "action": number, "field": "commentary"}
            digests = {"update": colleagues.word(), "digest": colleagues.word()}
            corrections.append({**corrected, "reason": own.word(), **digests})
            files[number] = {
                "id": number,
                "title": title,
                "lead": lead,
                "priority": name,
                "answers": [f"R{number}"],
                "supersedes": f"2018-19/{number}",
                "links": [own.word(), *(f"Action {other}" for other in hidden)],
                **own.mark(audience),
                **_words(own),
                "fields": {key: own.within(each).word() for key, each in columns.items()},
                "milestones": _milestones(draw, own),
                "measures": _measures(draw, own),
                "agreed_changes": _agreed(own, title),
                "opening": {"quarter": "Q4 2018-19", "rag": "red", "commentary": own.word()},
                "updates": _updates(own, short),
            }
    signed = {"date": "2019-08-08", "by": "Chair", "digest": colleagues.word()}
    record = {
        **signed,
        "stages": {"DMT": {**signed, "digest": colleagues.word()}},
        "accepted": accepted,
        "corrections": corrections,
        "actions": {number: f"v2-{colleagues.word()}" for number in files},
    }
    plan = {"title": "A plan", "organisation": "Aldermere", "year": "2019-20", **header}
    said = {"plan": {**plan, "closed": {"Q1": record}}, **files}
    comment = f"\n# {colleagues.word()}\n"
    texts = {f"p/{name}.yaml": (json.dumps(each) + comment).encode() for name, each in said.items()}
    return Generated(texts, made.words, hidden)


def decoded(name: str, raw: bytes) -> str:
    """Return everything that stands in a file, unpacked, as one text."""
    match name:
        case "docx" | "xlsx":
            with ZipFile(io.BytesIO(raw)) as packed:
                parts = [each.encode() + packed.read(each) for each in packed.namelist()]
            return b"\n".join(parts).decode(errors="replace")
        case "parquet":
            table = parquet.read_table(io.BytesIO(raw))
            return f"{table.schema.metadata} {table.schema} {table.to_pylist()}"
        case "pdf":
            shown = subprocess.run(
                ["pdftotext", "-", "-"], input=raw, capture_output=True, check=True
            )
            with Pdf.open(io.BytesIO(raw)) as pdf:
                objects = [repr(each) for each in pdf.objects]
            return shown.stdout.decode() + "\n".join(objects)
    return raw.decode()


def made(plan: Plan, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is made of a plan in some formats, and its site, each with its name."""
    summary = summarise(plan, TODAY)
    for name in names:
        kinds = KINDS if name == "markdown" and MANY > _FEW else ("full", "action")
        for kind in kinds:
            raw = b"".join(render(ReportRequest(summary, kind), name))
            yield f"{kind} {name}", decoded(name, raw)
    pages = Site(plan, summary).pages()
    yield "site", "\n".join(f"{each.name} {each.content.decode()}" for each in pages)


def leaks(plan: Plan, edition: Edition, said: list[Canary], names: tuple[str, ...]) -> list[str]:
    """Return the canaries that are in an edition and may not be."""
    forbidden = [each.word for each in said if edition not in each.editions]
    found = []
    for name, text in made(edition_of(plan, edition), names):
        plain = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text.casefold())
        found += [
            f"{name}: {word}"
            for word in forbidden
            if word in plain or re.search(rf"(?<![0-9])7{word[2:6]}3(?![0-9])", plain)
        ]
    return found


@settings(max_examples=MANY, phases=[Phase.generate])
@given(plans(), st.sampled_from([Edition.PUBLIC, Edition.PUBLIC, Edition.EXEMPT, Edition.PLAIN]))
def test_nothing_that_is_hidden_is_in_a_file(said: Generated, edition: Edition) -> None:
    plan = load(said.texts)
    assert not plan.problems
    assert leaks(plan, edition, said.canaries, QUICK) == []
    public = dict(made(edition_of(plan, Edition.PUBLIC), ("markdown", "json")))
    for number in said.hidden:
        assert not re.search(rf"\b{number}\b", "".join(public.values())), number


@pytest.mark.slow
@settings(max_examples=max(1, MANY // 3), phases=[Phase.generate])
@given(plans())
def test_nor_in_a_file_that_is_packed(said: Generated) -> None:
    assert leaks(load(said.texts), Edition.PUBLIC, said.canaries, HEAVY) == []


@settings(max_examples=MANY, phases=[Phase.generate])
@given(plans())
def test_the_internal_edition_has_everything(
    said: Generated,
) -> None:
    plan, canaries = load(said.texts), said.canaries
    inside = edition_of(plan, Edition.INTERNAL)
    shown = "".join(text for _, text in made(inside, ("json",)))
    assert inside.entries == plan.entries
    assert sum(each.word in shown for each in canaries) > len(canaries) / 2
