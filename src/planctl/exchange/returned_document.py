"""What is in a return that came back as a Word document: its fields, and what is beside them."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.exchange.office_file import OfficeFile
from planctl.exchange.return_form import TICK, FieldKind, LeadReturn, Reference, ReturnField, digest
from planctl.exchange.return_marks import (
    BACK,
    BOOKMARK,
    NAMESPACE,
    NOTHING,
    PLACEHOLDERS,
    REFERENCE,
    TICKED,
    bookmark_of,
    lines_outside,
    reference_in,
    tag_in,
)
from planctl.exchange.returned_fields import FieldSaid
from planctl.exchange.returned_prose import (
    WordSource,
    as_returned,
    list_levels,
    markdown_of,
    plain_words,
)
from planctl.exchange.xml_tree import Element
from planctl.plan.fields import TEXT_FIELDS
from planctl.problem import UserError, visible

_TICKS = (TICKED, "☑", "✓", "✔", "[x]", "[X]")
_OF_WORD = ("Click or tap here to enter text.", "Choose an item.", "Click or tap to enter a date.")
_WORDS_OF_NONE = frozenset((*PLACEHOLDERS.values(), *_OF_WORD))
_MET = {
    "tracked insertion": "taken as accepted",
    "tracked deletion": "taken as accepted",
    "picture": "left out",
    "text box": "left out",
    "symbol": "written as [symbol]",
    "hidden character": "left out",
    "passage of hidden text": "left out",
    "table": "read as Markdown",
}
_KINDS = {TICK: FieldKind.TICK, **dict.fromkeys(TEXT_FIELDS, FieldKind.TEXT)}
"""How fields are filled in of actions that are another lead's now."""

_Key = tuple[str, str]


class ReturnSource(NamedTuple):
    """A document that came back: what it is of, its body, and what words in it are read by.

    `frozen` has the digests of the lines around its fields as they were sent; None if lost.
    """

    reference: Reference
    frozen: frozenset[str] | None
    body: Element
    words: WordSource
    comments: Sequence[str]


class FieldsRead(NamedTuple):
    """The fields of a return by action and slot, and what there is to say of how it was read."""

    said: Mapping[_Key, FieldSaid]
    remarks: Sequence[str]
    plain: bool = False
    """Whether texts came as they stand in the plan, and not as paragraphs of Word."""

    @property
    def touched(self) -> bool:
        """Whether anything is other than it was sent."""
        return any(each.touched for each in self.said.values())


def return_source(file: OfficeFile, shown: str) -> ReturnSource:
    """Return what is in a Word document; UserError where it is no return that planctl made."""
    main = file.main()
    body = file.tree(main).first("w:body")
    about = _about(file)
    line = next(filter(None, map(reference_in, _all_lines(body))), None)
    related = file.related(main)
    parts = {kind: target for kind, target in related.values() if target in file.parts}
    numbering, styles = (file.tree(parts.get(each, "")) for each in ("numbering", "styles"))
    links = {key: target for key, (kind, target) in related.items() if kind == "hyperlink"}
    words = WordSource(list_levels(numbering, styles), links, Counter(), [], _WORDS_OF_NONE)
    notes = ("comments", "footnotes", "endnotes")
    comments = [each for name in notes for each in _notes(file.tree(parts.get(name, "")))]
    if about:
        reference = Reference(*(str(about.get(key, "")) for key in Reference._fields))
        frozen = about.get("frozen")
        known = frozenset(map(str, frozen)) if isinstance(frozen, list) else None
        return ReturnSource(reference, known, body, words, comments)
    if line is None:
        message = f"{shown} is no return that planctl made"
        raise UserError(message, "planctl returns make makes them")
    return ReturnSource(line, None, body, words, comments)


def _about(file: OfficeFile) -> Mapping[str, object]:
    """Return what the part says that planctl put into a return, nothing if it is lost."""
    for name, raw in file.parts.items():
        if name.startswith("customXml/") and NAMESPACE.encode() in raw:
            try:
                said = json.loads(file.tree(name).text)
            except ValueError:
                continue
            if isinstance(said, dict):
                return said
    return {}


def _notes(notes: Element) -> Iterator[str]:
    for each in notes.children:
        if words := " ".join(_all_lines(each)):
            yield f"a comment or note is not taken: '{visible(words)}'"


def _all_lines(element: Element) -> Iterator[str]:
    for each in element.all("w:p"):
        words = plain_words([each], NOTHING)
        if words:
            yield words


def fields_of_return(source: ReturnSource, form: LeadReturn, frozen: Collection[str]) -> FieldsRead:
    """Return the fields of a return, by their tags, or where these are lost by their headings.

    `frozen` has digests of the lines around the fields, for a return that has lost its own.
    """
    source = source._replace(words=source.words._replace(met=Counter(), deleted=[]))
    fields = {(action.id, each.slot): each for action in form.actions for each in action.fields}
    controls = list(_tagged(source.body))
    if controls:
        said, remarks = _by_tags(controls, fields, source.words)
        outside = list(lines_outside(source.body))
    else:
        found = _Headings(form)
        said = found.read(source)
        outside, remarks = found.outside, ["its fields have lost their tags: read by headings"]
    known = frozen if source.frozen is None else source.frozen
    strange = [line for line in outside if digest(line) not in known and not line.startswith(BACK)]
    told = [f"written outside the fields, and not taken: '{visible(each)}'" for each in strange]
    return FieldsRead(said, [*remarks, *told, *_met(source.words), *source.comments])


def _met(words: WordSource) -> Iterator[str]:
    for what, done in _MET.items():
        if number := words.met[what]:
            yield f"{number} {what}{'s' * (number != 1)}: {done}"
    yield from (
        f"words that are deleted or in a drawing: '{visible(each)}'" for each in words.deleted
    )


def _by_tags(
    controls: Iterable[tuple[re.Match[str], Element]],
    fields: Mapping[_Key, ReturnField],
    words: WordSource,
) -> tuple[dict[_Key, FieldSaid], list[str]]:
    said: dict[_Key, FieldSaid] = {}
    remarks = []
    for found, control in controls:
        key = (found[1], found[2])
        kind = fields[key].kind if key in fields else _KINDS.get(found[2], FieldKind.LINE)
        content = control.first("w:sdtContent").children
        blocks = content if any(map(_is_block, content)) else [_line(content)]
        is_empty = control.first("w:sdtPr").has("w:showingPlcHdr")
        text = "" if is_empty else _text(blocks, kind, words)
        if key in said and said[key].text != text:
            remarks.append(
                f"{found[1]} {found[2]} is there twice: the first is taken, not '{visible(text)}'"
            )
        said.setdefault(key, FieldSaid(text, found[3]))
    lost = [f"{action} {slot}" for action, slot in fields.keys() - said.keys()]
    if lost:
        remarks.append(f"fields that are gone, and so stay as they are: {', '.join(sorted(lost))}")
    return said, remarks


def _text(blocks: Sequence[Element], kind: FieldKind, words: WordSource) -> str:
    if kind is FieldKind.TEXT:
        return markdown_of(blocks, words)
    text = plain_words(blocks, words)
    if kind is FieldKind.TICK:
        return ticked(text)
    return text


def ticked(text: str, also: Collection[str] = ()) -> str:
    """Return a tick for a text that has one, or is one of other words, "" for any other."""
    return TICKED if any(each in text for each in _TICKS) or text.lower() in also else ""


def _is_block(element: Element) -> bool:
    """Return whether an element is of paragraphs, and not of words within one."""
    return element.name in ("w:p", "w:tbl") or (
        element.name == "w:sdt" and any(True for _ in element.all("w:p"))
    )


def _line(runs: Sequence[Element]) -> Element:
    made = Element("w:p")
    made.children = list(runs)
    return made


def _tagged(element: Element) -> Iterator[tuple[re.Match[str], Element]]:
    """Yield each field that has its tag."""
    for each in element.children:
        if found := tag_in(each):
            yield found, each
        else:
            yield from _tagged(each)


def _as_sent(text: str, field: ReturnField) -> str:
    """Return the words of a field; as they were sent, where only their looks were lost.

    LibreOffice loses bold and links in the first paragraph of a field.
    """
    if field.kind is not FieldKind.TEXT:
        return text
    sent = as_returned(field.text)
    return sent if _bare(sent) == _bare(text) else text


def _bare(text: str) -> str:
    return re.sub(r"\]\(<[^>]*>\)|[*\\\[\]]", "", " ".join(text.split()))


class _Headings:
    """Reads a document whose fields have lost their tags: by bookmarks, else by headings."""

    def __init__(self, form: LeadReturn) -> None:
        self._form = form
        self._actions = {action.heading: action for action in form.actions}
        self._marks = {
            bookmark_of(action.id, each).split("_")[1]: (action.id, each)
            for action in form.actions
            for each in action.fields
        }
        self.outside: list[str] = []

    def read(self, source: ReturnSource) -> dict[_Key, FieldSaid]:
        """Return the fields, having kept the lines that are in none."""
        marked = any(map(self._marked, source.body.all("w:bookmarkStart")))
        parts: dict[_Key, list[Element]] = {}
        sent: dict[_Key, str] = {}
        fields: dict[_Key, ReturnField] = {}
        action, key = "", None
        for block in _flat(source.body):
            words = plain_words([block], NOTHING)
            found = self._begun(block, words, action, marked=marked)
            if words in self._actions:
                action, key = self._actions[words].id, None
                self.outside.append(words)
            elif found:
                action, field, digested = found
                key = (action, field.slot)
                fields[key], sent[key] = field, digested
                parts.setdefault(key, [])
            elif words == REFERENCE or key is None:
                key = None
                self.outside += [words] * bool(words)
            elif words not in _WORDS_OF_NONE | {fields[key].hint}:
                parts[key].append(block)
        return {
            key: FieldSaid(
                _as_sent(_text(blocks, fields[key].kind, source.words), fields[key]), sent[key]
            )
            for key, blocks in parts.items()
        }

    def _marked(self, mark: Element) -> tuple[str, ReturnField, str] | None:
        found = BOOKMARK.fullmatch(mark.get("name"))
        if not found or found[1] not in self._marks:
            return None
        return *self._marks[found[1]], found[2]

    def _begun(
        self, block: Element, words: str, action: str, *, marked: bool
    ) -> tuple[str, ReturnField, str] | None:
        """Return the field that a heading begins, and the digest of what was sent."""
        if marked:
            return next(filter(None, map(self._marked, block.all("w:bookmarkStart"))), None)
        if "eading" not in block.first("w:pPr", "w:pStyle").get("val"):
            return None
        fields = (each for of in self._form.actions if of.id == action for each in of.fields)
        return next(((action, each, "") for each in fields if each.label == words), None)


def _flat(element: Element) -> Iterator[Element]:
    for each in element.children:
        if each.name in ("w:p", "w:tbl"):
            yield each
        else:
            yield from _flat(each)
