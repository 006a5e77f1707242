"""The council's plan as Word documents and workbooks, in the layouts that councils give it."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.table import Table, _Cell
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from planctl.plan.model import Action
from planctl.workspace.open import read_plan

COUNCIL = Path(__file__).parents[1] / "plan" / "2019-20"
TITLE = "Children's Services Service Development & Practice Improvement Plan 2019/20"
HEADINGS = (
    "DEPARTMENT PRIORITY",
    "ACTION",
    "Lead service area",
    "Links with other plans / strategies / depts",
    "Indicators of success",
    "How Performance is Measured / Tracked",
    "RAG rating",
)
AGAIN = (
    "DEPARTMENT",
    "ACTION",
    "Lead",
    "Links with other plans / strategies",
    "Indicators of success",
    "How Performance is Measured / Tracked",
    "RAG rating",
)
COMMENTARY = "Quarterly Progress Commentary:"
COLONS = ("7.1",)
"""The actions whose title is printed with a colon after it, and nothing more."""


class CouncilAction(NamedTuple):
    """An action of the council's plan, as it is printed."""

    id: str
    priority: str
    words: str
    lead: str
    links: Sequence[str]
    indicators: Sequence[str]
    measures: Sequence[str]

    @property
    def lists(self) -> tuple[Sequence[str], ...]:
        """Its three lists, in the order of the columns."""
        return self.links, self.indicators, self.measures


def council() -> list[CouncilAction]:
    """Return the actions of the council's plan, as they are printed."""
    plan = read_plan(str(COUNCIL))
    priorities = {key: each.text for key, each in plan.require().priorities.items()}
    return [_printed(each.action, priorities) for each in plan.entries if each.action]


def _printed(action: Action, priorities: Mapping[str, str]) -> CouncilAction:
    colon = f": {action.description}" if action.description else ":" * (action.id in COLONS)
    return CouncilAction(
        action.id,
        f"{action.priority_id} {priorities[action.priority_id]}",
        f"{action.title}{colon}",
        action.lead[0],
        action.links,
        action.indicators,
        [line.text for line in action.measures],
    )


def document(title: str = TITLE) -> Document:
    """Return a new Word document with a title."""
    made = docx.Document()
    made.add_heading(title, 0)
    return made


def saved(made: Document | Workbook) -> bytes:
    """Return the bytes of a document or a workbook."""
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()


def fill(cell: _Cell, lines: Sequence[str], *, listed: bool = False) -> None:
    """Write paragraphs into a cell, as a list's where they are one."""
    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not at else cell.add_paragraph()
        paragraph.add_run(line)
        if listed:
            paragraph.style = "List Bullet"


def header(table: Table, headings: Sequence[str], *, wide_action: bool = True) -> None:
    """Write a header row; the action's heading stands over its number and its words."""
    cells = table.add_row().cells
    if wide_action:
        cells[1].merge(cells[2])
        cells = [cells[0], cells[1], *cells[3:]]
    for cell, heading in zip(cells, headings, strict=True):
        fill(cell, [heading])


def as_printed(actions: Sequence[CouncilAction]) -> bytes:
    """Return the plan as the council printed it: priorities merged down, commentary rows."""
    made = document()
    table = made.add_table(0, 8)
    header(table, HEADINGS)
    first, last = None, ""
    for action in actions:
        row = table.add_row()
        own = action_row(row.cells, action)
        below = table.add_row().cells
        below[1].merge(below[7]).paragraphs[0].add_run(COMMENTARY)
        if action.priority != last:
            fill(own, action.priority.split(" ", 1))
            first, last = own, action.priority
        if first is not None:
            first.merge(below[0])
    return saved(made)


def action_row(cells: Sequence[_Cell], action: CouncilAction) -> _Cell:
    """Write the cells of an action, its priority's apart, which is returned."""
    fill(cells[1], [action.id])
    fill(cells[2], [action.words])
    fill(cells[3], [action.lead])
    for cell, entries in zip(cells[4:7], action.lists, strict=True):
        fill(cell, entries, listed=cell is not cells[4])
    return cells[0]


def paged(actions: Sequence[CouncilAction]) -> bytes:
    """Return the plan with its header again on each page, in other words, and rows cut by them.

    As the council printed it: 3.1, 3.2, 6.1 and 8.2 go on over a page, 6.1 with its commentary.
    """
    made = document()
    table = made.add_table(0, 8)
    header(table, HEADINGS)
    last = ""
    for action in actions:
        cells = table.add_row().cells
        number, words = action.priority.split(" ", 1)
        if action.priority != last:
            fill(cells[0], [number] if action.id == "3.1" else [number, words])
        last = action.priority
        cut = CUT.get(action.id)
        top, rest = _halves(action, cut) if cut else (action, None)
        action_row(cells, top)
        if action.id == "6.1":
            _commentary(table)
        if rest:
            if action.id != "3.1":
                table = made.add_table(0, 8)
            header(table, AGAIN)
            more = table.add_row().cells
            if action.id == "3.1":
                fill(more[0], [words])
            fill(more[2], [rest.words] if rest.words else [])
            for cell, entries in zip(more[4:7], rest.lists, strict=True):
                fill(cell, entries)
        _commentary(table)
    return saved(made)


CUT = {
    "3.1": ("", 0, (0, "permanence for children"), (1, "national data)")),
    "3.2": ("", 0, (8, ""), None),
    "6.1": ("", 0, (8, ""), None),
    "8.2": ("the opportunities and benefits", (1, "Strategy"), None, None),
}
"""Where each row is cut: before which words of the action, of which entry of its lists."""


def _halves(action: CouncilAction, cut: tuple[object, ...]) -> tuple[CouncilAction, CouncilAction]:
    words, *lists = cut
    at = action.words.index(str(words)) if words else len(action.words)
    halves = [_half(each, where) for each, where in zip(action.lists, lists, strict=True)]
    top = action.words[:at].strip()
    (a, b), (c, d), (e, f) = halves
    return (
        action._replace(words=top, links=a, indicators=c, measures=e),
        action._replace(words=action.words[at:], links=b, indicators=d, measures=f),
    )


def _half(entries: Sequence[str], where: object) -> tuple[list[str], list[str]]:
    if not isinstance(where, tuple):
        return list(entries), []
    number, words = where
    entry = entries[number]
    if not words:
        return list(entries[:number]), list(entries[number:])
    at = entry.index(words)
    return [*entries[:number], entry[:at].strip()], [entry[at:], *entries[number + 1 :]]


def _commentary(table: Table) -> None:
    cells = table.add_row().cells
    cells[1].merge(cells[7]).paragraphs[0].add_run(COMMENTARY)


def merged(actions: Sequence[CouncilAction]) -> bytes:
    """Return the plan with leads merged down too, and the priority as a row of its own."""
    made = document()
    table = made.add_table(0, 8)
    header(table, HEADINGS)
    priority, lead = "", ""
    led: _Cell | None = None
    for action in actions:
        if action.priority != priority:
            cells = table.add_row().cells
            cells[0].merge(cells[7]).paragraphs[0].add_run(f"Priority {action.priority}")
            priority, lead = action.priority, ""
        cells = table.add_row().cells
        action_row(cells, action)
        if led is not None and lead == action.lead:
            cells[3].paragraphs[0].clear()
            led.merge(cells[3])
        else:
            led, lead = cells[3], action.lead
    return saved(made)


def by_priority(actions: Sequence[CouncilAction]) -> bytes:
    """Return the plan with a table for each priority, below the priority as a heading."""
    made = document()
    for number in dict.fromkeys(each.priority for each in actions):
        made.add_heading(f"Priority {number}", 1)
        table = made.add_table(0, 7)
        header(table, ["No.", *HEADINGS[1:]], wide_action=False)
        for action in (each for each in actions if each.priority == number):
            cells = table.add_row().cells
            fill(cells[0], [action.id])
            fill(cells[1], [action.words])
            fill(cells[2], [action.lead])
            for cell, entries in zip(cells[3:6], action.lists, strict=True):
                fill(cell, entries, listed=True)
    return saved(made)


def flattened(actions: Sequence[CouncilAction]) -> bytes:
    """Return the plan with its lists flattened to lines and bullets typed into one paragraph."""
    made = document()
    table = made.add_table(0, 7)
    header(table, HEADINGS, wide_action=False)
    for action in actions:
        cells = table.add_row().cells
        fill(cells[0], [action.priority])
        fill(cells[1], [f"{action.id} {action.words}"])
        fill(cells[2], [action.lead])
        fill(cells[3], ["\n".join(action.links)])
        fill(cells[4], ["\n".join(f"• {each}" for each in action.indicators)])
        fill(cells[5], [" • ".join(["", *action.measures]).strip()])
    return saved(made)


def as_sheet(actions: Sequence[CouncilAction], *, lines: str = "\n") -> bytes:
    """Return the plan as a sheet, with a title above, and its priorities merged down."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Plan"
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(["Department priority", "Ref", *HEADINGS[1:]])
    begun, last = 4, ""
    for action in actions:
        at = sheet.max_row + 1
        lists = [lines.join(each) for each in action.lists]
        sheet.append([action.priority, action.id, action.words, action.lead, *lists])
        if action.priority == last:
            sheet.cell(at, 1).value = None
        elif last and at - 1 > begun:
            sheet.merge_cells(f"A{begun}:A{at - 1}")
        if action.priority != last:
            begun, last = at, action.priority
    return saved(made)


def sheets_by_priority(actions: Sequence[CouncilAction]) -> bytes:
    """Return the plan as a workbook with a sheet for each priority, which its first row names."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for number in dict.fromkeys(each.priority for each in actions):
        sheet = made.create_sheet(number.split()[0])
        sheet.append([f"Priority {number}"])
        sheet.merge_cells(f"A1:{get_column_letter(6)}1")
        sheet.append(["Action no.", "Action", "Lead", *HEADINGS[3:6]])
        for each in (action for action in actions if action.priority == number):
            lists = ["\n".join(f"- {entry}" for entry in entries) for entries in each.lists]
            sheet.append([each.id, each.words, each.lead, *lists])
    return saved(made)


def rewritten_parts(raw: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a zip file whose members were changed; one of which None is made is left out."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()
