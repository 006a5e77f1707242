"""The command that changes a plan: update."""

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from posixpath import join
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planctl.cli.next_steps import say_next
from planctl.cli.options import Words, plan_folder, plan_option, quarter_option, said, today_option
from planctl.edits.settings import Setting, apply, written
from planctl.plan.fields import UPDATE_FIELDS, WORD_FIELDS
from planctl.plan.ids import require
from planctl.plan.periods import Quarter, Year, year_of
from planctl.plan.ratings import Rag, Status, rag, status
from planctl.problem import Exit, UserError, visible
from planctl.store.folder import one
from planctl.store.locate import action_files
from planctl.store.write import rewrite
from planctl.text.document import Document
from planctl.workspace.corrections import permitted, recorded, say_signed
from planctl.workspace.open import document_of, reported

if TYPE_CHECKING:
    from planctl.edits.sign_off import Why

_EXAMPLES = """\b
Examples:
  planctl update 3.2 --quarter Q2 --rag amber
  planctl update 3.2 -q Q2 --commentary "The support hub opened."
  planctl update 3.2 4.1 -q Q2 --status complete --dry-run
  planctl update 3.2 --edit
  planctl update 3.2 -q Q1 --rag green --correct "A placement was counted twice"
"""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _text(field: str, about: str) -> Callable[[_Command], _Command]:
    return click.option(f"--{field.replace('_', '-')}", field, metavar="TEXT", help=about)


@click.command("update", epilog=_EXAMPLES)
@click.argument("ids", nargs=-1, required=True, metavar="ACTION...")
@quarter_option
@click.option("--rag", type=Words("rating", rag, Rag), help="red, amber or green; none empties it.")
@click.option(
    "--status",
    type=Words("status", status, Status),
    help="not started, in progress, complete, embedded, on hold or closed; none empties it.",
)
@click.option("--confidence", type=Words("rating", rag, Rag), help="Will the outcome be achieved?")
@_text("headline", "One line for the board.")
@_text("commentary", "Progress this quarter, in Markdown.")
@click.option("--commentary-file", metavar="FILE", help="The same, from a file; - is stdin.")
@_text("impact", "So what: the difference made for children.")
@_text("next_steps", "What will be done, by whom and by when.")
@_text("evidence", "What shows it: kind, date and source.")
@click.option("--edit", is_flag=True, help="Write it in your editor, beside last quarter's.")
@click.option("--correct", "reason", metavar="REASON", help="Change a closed quarter; say why.")
@click.option("--by", "post", metavar="POST", help="The post that allows the correction.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@plan_option
@today_option
def update_command(
    ids: tuple[str, ...],
    quarter: str | None,
    commentary_file: str | None,
    reason: str | None,
    post: str | None,
    folder: str | None,
    today: date,
    *,
    edit: bool,
    dry_run: bool,
    **fields: str | None,
) -> int:
    """Set the rating and words of a quarter.

    A quarter that is closed is left as it is, unless --correct says why it is to be changed.
    """
    where = plan_folder(folder)
    known = [name.removesuffix(".yaml") for name in action_files(where)]
    names = [f"{require(action_id, known)}.yaml" for action_id in dict.fromkeys(ids)]
    header = _read(where, "plan.yaml")
    year = year_of(header.data)
    of = reported(year, quarter, today)
    why = permitted(header, of, today, reason, post)
    values = {field: value for field, value in fields.items() if value is not None}
    if commentary_file is not None:
        values["commentary"] = _file(commentary_file)
    if not values and not edit:
        raise UserError("say what to set", "such as --rag amber, or --edit", Exit.USAGE)
    wanted = {name: _Wanted(of, values) for name in names}
    if edit:
        wanted = {name: _asked(where, name, want, year) for name, want in wanted.items()}
    made = _made(where, wanted, header, why, dry_run=dry_run)
    click.echo(f"{of}, {year.months(of)}" + ("" if quarter else ": the quarter being reported"))
    named = f" --plan {shlex.quote(folder)}" if folder else ""
    for name, (before, after) in made.items():
        _say(name.removesuffix(".yaml"), of, before, after, named, dry_run=dry_run)
    if any(before != after for before, after in made.values()):
        say_signed(header, of, why, dry_run=dry_run)
        if not dry_run:
            say_next(where, f"{', '.join(dict.fromkeys(ids))}: {of}", f"{of.lower()}-{ids[0]}")
    return Exit.DONE


@dataclass(frozen=True)
class _Wanted:
    """What is to be set in one action, and the form it was written on, if any."""

    quarter: Quarter
    values: Mapping[str, str]
    form: str = ""
    base: bytes | None = None

    def applied(self, document: Document) -> Document:
        """Return the document with everything set."""
        settings = (Setting(self.quarter, field, value) for field, value in self.values.items())
        return apply(document, settings)


def _asked(folder: str, name: str, want: _Wanted, year: Year) -> _Wanted:
    """Return what is wanted with the answers of the form, which shows what was given already."""
    from planctl.edits.form import answers, form
    from planctl.store.git import edit_text

    base = one(folder, name)
    shown = want.applied(document_of(join(folder, name), base))
    text = form(shown, want.quarter, year)
    filled = edit_text(text, ".md")
    with _kept(filled):
        said = answers(filled, shown, want.quarter, year) if filled != text else {}
    return replace(want, values={**want.values, **said}, form=filled, base=base)


def _made(
    folder: str,
    wanted: Mapping[str, _Wanted],
    header: Document,
    why: "Why | None",
    *,
    dry_run: bool,
) -> dict[str, tuple[Document, Document]]:
    """Make the changes and return each action's document before and after.

    What is recorded of corrections is written together with them.
    """
    made: dict[str, tuple[Document, Document]] = {}

    def change(texts: dict[str, bytes]) -> dict[str, bytes]:
        if texts["plan.yaml"] != header.encoded():
            message = f"{header.path} was changed meanwhile"
            raise UserError(message, "run the command again")
        for name, want in wanted.items():
            raw = texts[name]
            if want.base not in (None, raw):
                message = f"{join(folder, name)} was changed while its form was open"
                raise UserError(message, "run the command again, and paste what you wrote")
            before = document_of(join(folder, name), raw)
            made[name] = (before, want.applied(before))
        of = next(want.quarter for want in wanted.values())
        new = {name: after.encoded() for name, (_, after) in made.items()}
        return {**new, "plan.yaml": recorded(header, of, made, why)}

    with _kept("\n\n".join(want.form for want in wanted.values())):
        names = [*wanted, "plan.yaml"]
        if dry_run:
            change({name: one(folder, name) for name in names})
        else:
            rewrite(folder, names, change, say=said)
    return made


@contextmanager
def _kept(text: str) -> Iterator[None]:
    """Keep what was written in an editor in a file of its own if it cannot be used."""
    try:
        yield
    except UserError as error:
        if not text.strip():
            raise
        from planctl.store.git import keep_text

        hint = f"{error.hint}; what you wrote is kept in {keep_text(text, '.md')}"
        raise UserError(error.message, hint.lstrip("; "), error.status) from None


def _say(
    action_id: str,
    quarter: Quarter,
    before: Document,
    after: Document,
    named: str,
    *,
    dry_run: bool,
) -> None:
    """Print what changed in an action, and what its quarter still lacks."""
    click.echo(visible(f"{action_id} {after.data.get('title') or ''}"))
    changed = False
    for field in UPDATE_FIELDS:
        old, new = written(before, quarter, field), written(after, quarter, field)
        if old != new:
            changed = True
            click.echo(visible(f"  {field}: {_changed(field, old, new)}"))
    if not changed:
        click.echo("  nothing changed")
    elif dry_run:
        click.echo("  nothing was written: this was a dry run")
    for lack, remedy in _lacks(after, quarter):
        command = f"planctl update {action_id} --quarter {quarter} {remedy}{named}"
        click.echo(f"  {quarter} has no {lack} yet: {command}")


def _changed(field: str, old: str, new: str) -> str:
    if old and new and field not in WORD_FIELDS:
        return f"reworded, now {_brief(field, new)}"
    return f"{_brief(field, old)} → {_brief(field, new)}"


def _brief(field: str, text: str) -> str:
    """Return a word as it is, and how much there is of a longer text."""
    if not text or field in WORD_FIELDS:
        return text or "empty"
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return f"{words} words" if words != 1 else "1 word"


def _lacks(document: Document, quarter: Quarter) -> Iterator[tuple[str, str]]:
    """Yield what a quarter's update lacks, and the option that supplies it."""
    said = {field: written(document, quarter, field) for field in UPDATE_FIELDS}
    if not said["rag"] and said["status"] in ("", Status.IN_PROGRESS):
        yield "rating", "--rag …"
    if not said["commentary"]:
        yield "commentary", "--edit"
    settled = said["status"] not in ("", Status.IN_PROGRESS)
    if said["rag"] in (Rag.RED, Rag.AMBER) and not said["next_steps"] and not settled:
        yield "next steps", "--next-steps …"


def _read(folder: str, name: str) -> Document:
    return document_of(join(folder, name), one(folder, name))


def _file(name: str) -> str:
    """Return the text of a file, or of standard input for `-`."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else _bytes(name)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{visible(name)} is not UTF-8 text (byte {error.start + 1})"
        raise UserError(message, "save it as UTF-8 text") from None
    except OSError as error:
        message = f"{visible(name)} cannot be read: {error.strerror}"
        raise UserError(message, "--commentary-file names a text file, or - for stdin") from None


def _bytes(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()
