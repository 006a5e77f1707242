"""The plan in plan/2019-20 is the council's, word for word: compared with its published text."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from unicodedata import normalize

import pytest

from planctl.plan.measure import Frequency
from planctl.plan.model import Action
from planctl.plan.plan import Plan, load
from quarters import QUARTERS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests" / "source" / "plan-2019-20.txt"
CELLS = ("action", "lead", "links", "indicators", "measures")
FIELDS = ("title", "description", *CELLS[1:])
HEADINGS = {
    "DEPARTMENT": "priority",
    "ACTION": "action",
    "Lead": "lead",
    "Links": "links",
    "Indicators": "indicators",
    "How": "measures",
    "RAG": "rating",
}
_ID = re.compile(r"(\d+\.\d+)(?: (.*))?")
_PRIORITY = re.compile(r"(\d+)(?: (.*))?")


@dataclass
class Published:
    """What the published text says, as the words of each cell."""

    title: list[str] = field(default_factory=list)
    priorities: dict[str, list[str]] = field(default_factory=dict)
    actions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)


def published() -> Published:
    """Read the source text: its rows, with what a page break cut in two joined again."""
    said = Published()
    columns: list[str] = []
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        cells = [_words(cell) for cell in line.split("\t")]
        first = [cell[0] if cell else "" for cell in cells]
        if any(cell[:2] == ["Quarterly", "Progress"] for cell in cells):
            said.others.update(chain(*cells))
        elif "ACTION" in first:
            columns = [HEADINGS.get(word, "") for word in first]
            said.others.update(chain(*cells))
        elif not columns:
            said.title += chain(*cells)
        else:
            _read_row(said, cells, columns)
    return said


def _read_row(said: Published, cells: list[list[str]], columns: list[str]) -> None:
    """Read a row of an action; one without an action's number goes on with the last."""
    for index, cell in enumerate(cells):
        found = _ID.fullmatch(" ".join(cell))
        if found:
            _read_priority(said, cells[:index])
            beside = [found[2].split()] if found[2] else []
            values = beside + cells[index + 1 :]
            said.actions[found[1]] = dict(zip(CELLS, values, strict=False))
            said.others[found[1]] += 1
            return
    action = list(said.actions.values())[-1] if said.actions else {}
    for name, cell in zip(columns, cells, strict=False):
        if cell and name == "priority":
            list(said.priorities.values())[-1].extend(cell)
        elif cell:
            action[name] = action[name] + cell


def _read_priority(said: Published, cells: list[list[str]]) -> None:
    found = _PRIORITY.fullmatch(" ".join(chain(*cells)))
    if found:
        said.priorities[found[1]] = (found[2] or "").split()
        said.others[found[1]] += 1


def _words(cell: str) -> list[str]:
    text = re.sub(r"<[^>]*>", " ", normalize("NFC", cell))
    return text.replace("\u2022", " ").split()


PUBLISHED = published()


@pytest.fixture(scope="module")
def plan() -> Plan:
    folder = ROOT / "plan" / "2019-20"
    return load({path.name: path.read_bytes() for path in folder.glob("*.yaml")})


def test_the_plan_has_the_published_actions_and_priorities(plan: Plan) -> None:
    assert plan.problems == ()
    assert [entry.id for entry in plan.entries] == list(PUBLISHED.actions)
    assert list(plan.require().priorities) == list(PUBLISHED.priorities)
    assert (len(PUBLISHED.actions), len(PUBLISHED.priorities)) == (21, 10)


@pytest.mark.parametrize("action_id", PUBLISHED.actions)
@pytest.mark.parametrize("name", FIELDS)
def test_every_word_of_a_cell_is_there_in_order(plan: Plan, action_id: str, name: str) -> None:
    action = plan.entry(action_id).action
    assert action
    assert _said(action, name) == _published(action_id, name)


@pytest.mark.parametrize("number", PUBLISHED.priorities)
def test_every_word_of_a_priority_is_there_in_order(plan: Plan, number: str) -> None:
    assert plan.require().priority_words(number).split() == PUBLISHED.priorities[number]


def test_the_title_is_as_published(plan: Plan) -> None:
    assert plan.require().title.split() == PUBLISHED.title


def test_no_word_of_the_published_text_is_left_over() -> None:
    everything = Counter(chain(*map(_words, SOURCE.read_text(encoding="utf-8").splitlines())))
    cells = chain(*(action.values() for action in PUBLISHED.actions.values()))
    read = Counter(chain(PUBLISHED.title, *PUBLISHED.priorities.values(), *cells))
    assert read + PUBLISHED.others == everything


def test_an_entry_of_a_list_begins_where_its_authors_began_it(plan: Plan) -> None:
    for action in plan.actions:
        for entry in (*action.links, *action.indicators, *(line.text for line in action.measures)):
            assert re.match(r"[A-Z%0-9]|increase in ", entry), f"{action.id}: {entry}"


NUMBERS = {
    "3.1": {"regional-information-group": "77% Q4 2018/19"},
    "3.2": {"three-placements": "at or below the national benchmark"},
    "7.2": {"send-exclusions": "comparison with the national average"},
    "9.1": {"caseloads-experienced": "not exceed 25", "caseloads-asye": "18 for ASYEs"},
}
FREQUENCIES = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter|qtrly",
    Frequency.TERMLY: "termly",
    Frequency.SIX_MONTHLY: "6 monthly",
    Frequency.ANNUAL: "annual",
}


def test_a_number_is_only_where_the_published_words_have_one(plan: Plan) -> None:
    found = {
        action.id: {
            each.id: line.text for line in action.measures for each in line.measures if each.unit
        }
        for action in plan.actions
    }
    assert {name: set(said) for name, said in found.items() if said} == {
        name: set(said) for name, said in NUMBERS.items()
    }
    for name, said in NUMBERS.items():
        assert all(words in found[name][each] for each, words in said.items())


def test_a_frequency_is_only_where_the_published_words_name_it(plan: Plan) -> None:
    for line in (line for action in plan.actions for line in action.measures):
        named = {each for each, word in FREQUENCIES.items() if re.search(word, line.text.lower())}
        given = {each.frequency for each in line.measures if each.frequency}
        assert given <= named, line.text
        assert given or not named, line.text


def test_no_actual_value_is_invented(plan: Plan) -> None:
    for measure in (measure for action in plan.actions for measure in action.measured):
        assert not measure.actuals
        assert not measure.last_year
        assert all(dated.value is None for dated in measure.benchmarks.values())


def test_nothing_is_rated_or_written_that_the_council_has_not(plan: Plan) -> None:
    for action in plan.actions:
        assert list(action.updates) == [quarter.key for quarter in QUARTERS]
        assert all(action.update(quarter).empty for quarter in QUARTERS)


@pytest.mark.parametrize("action_id", PUBLISHED.actions)
def test_every_file_has_the_same_layout(action_id: str) -> None:
    text = (ROOT / "plan" / "2019-20" / f"{action_id}.yaml").read_bytes().decode()
    assert re.fullmatch(_layout(action_id), text)


def test_every_abbreviation_explained_is_one_that_the_plan_uses(plan: Plan) -> None:
    used = SOURCE.read_text(encoding="utf-8")
    for abbreviation in plan.require().glossary:
        assert re.search(rf"(?<![A-Za-z]){abbreviation}(?:'?s)?(?![A-Za-z])", used)


def _published(action_id: str, name: str) -> list[str]:
    """Return the words of a field; the first colon of an action's cell ends its title."""
    cells = PUBLISHED.actions[action_id]
    title, _, description = " ".join(cells["action"]).partition(":")
    return {**cells, "title": title.split(), "description": description.split()}[name]


def _said(action: Action, name: str) -> list[str]:
    value = getattr(action, name)
    if name == "measures":
        value = [line.text for line in action.measures]
    return " ".join([value] if isinstance(value, str) else value).split()


def _layout(action_id: str) -> str:
    """Return the pattern of a whole file: an item to a line, and every quarter with its fields."""
    schema = re.escape("# yaml-language-server: $schema=../../schema/action.schema.json")
    texts = r"title: .*\S\ndescription:(?: .*\S)?\nlead: .*\S\n"
    lists = "".join(rf"{name}:\n(?:  - .*\S\n)+\n" for name in FIELDS[3:-1])
    lists += r"measures:\n(?:  - (?!text: ).*\S\n|  - text: .*\S\n(?:(?:    .*\S)?\n)+?)+\n"
    fields = "\n\n".join(f"    {name}:" for name in ("rag", "status", "commentary"))
    updates = "\n\n".join(f"  {quarter}:\n{fields}" for quarter in QUARTERS)
    return f'{schema}\nid: "{re.escape(action_id)}"\n{texts}\n{lists}updates:\n{updates}\n'
