"""A newer document taken into a plan that has moved on: what only it changed; the rest is told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planctl.edits.plan_fields import FieldSetting, Setting, with_fields
from planctl.edits.update_fields import FieldValue, set_fields
from planctl.exchange.import_base import ImportBase, Said
from planctl.plan.base import keys_of
from planctl.plan.context import ReadingContext
from planctl.plan.measure_data import measure_texts
from planctl.plan.model import Action, Header
from planctl.plan.scale import Scale
from planctl.plan.typed_ratings import typed_rag
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.text.document import Document
from planctl.text.edit_mapping import put, removed
from planctl.text.edit_value import child
from planctl.text.sentences import same_text

_HEADER = "plan.yaml"


class Difference(NamedTuple):
    """A field that a newer document has otherwise: what was, what the plan says, what it says."""

    of: str
    field: str
    was: Said
    plan: Said
    document: Said
    why: str = ""
    """Why it was not taken; "" where it was."""


class NewerDocument(NamedTuple):
    """Two documents, one newer: what each says; and the plan's year, what is closed, the day."""

    base: ImportBase
    now: ImportBase
    year: Year
    closed: frozenset[str]
    today: date
    scale: Scale

    def taken_into(
        self, documents: Mapping[str, Document]
    ) -> tuple[dict[str, Document], list[Difference]]:
        """Return the plan's files as they are to be, and each difference, taken or not."""
        files = dict(documents)
        told = list(self._priorities(files))
        for action, fields in self.now.actions.items():
            name = f"{action}.yaml"
            if name not in files:
                if action in self.base.actions:
                    told.append(_gone(action, "it was removed from the plan"))
                continue
            for field, said in fields.items():
                found = self._difference(action, field, said, files[name])
                if found and not found.why:
                    files[name], found = self._set(files[name], found)
                told.extend([found] if found else [])
            told.extend(self._emptied(action, fields))
        gone = [each for each in self.base.actions if each not in self.now.actions]
        why = "it is no longer in the document; the plan keeps it"
        told.extend(_gone(each, why) for each in gone if f"{each}.yaml" in files)
        return files, told

    def new_actions(self, documents: Mapping[str, Document]) -> list[str]:
        """Return the ids of actions that only the newer document has."""
        there = {*self.base.actions, *(name.removesuffix(".yaml") for name in documents)}
        return [each for each in self.now.actions if each not in there]

    def _emptied(self, action: str, fields: Mapping[str, Said]) -> Iterator[Difference]:
        """Yield the fields that the older document had, and the newer has no more."""
        why = "the document no longer says it; the plan keeps it"
        for field, was in self.base.actions.get(action, {}).items():
            if field not in fields and not field.startswith("updates."):
                yield Difference(action, field, was, was, "", why)

    def _priorities(self, files: dict[str, Document]) -> Iterator[Difference]:
        for key, text in self.now.priorities.items():
            there = child(files[_HEADER].data.get("priorities"), key)
            plan = there.get("text") if isinstance(there, dict) else there
            was, ours = self.base.priorities.get(key, ""), str(plan or "")
            if same_text(text, was) or same_text(text, ours):
                continue
            name = f"priorities.{key}"
            found = Difference("plan", name, was, ours, text, self._why(was, ours, "priorities"))
            if not found.why:
                files[_HEADER], found = self._in_header(files[_HEADER], found, text)
            yield found

    def _in_header(
        self, header: Document, found: Difference, text: str
    ) -> tuple[Document, Difference]:
        by = Setting(Header, ReadingContext(self.year, self.scale), self.today)
        try:
            return with_fields(header, [FieldSetting(found.field, text)], by)[0], found
        except UserError as error:
            return header, found._replace(why=error.message)

    def _difference(
        self, action: str, field: str, said: Said, document: Document
    ) -> Difference | None:
        """Return how the newer document differs from both the older one and the plan."""
        was = self.base.actions.get(action, {}).get(field, [] if isinstance(said, list) else "")
        ours = _said_in(document, field)
        if _same(said, was) or _same(said, ours):
            return None
        why = self._why(was, ours, field)
        return Difference(action, field, was, ours, said, why)

    def _why(self, was: Said, ours: Said, field: str) -> str:
        """Return why what a newer document says is not taken, "" where it is."""
        if not _same(was, ours):
            return "the plan was changed since"
        period = field.split(".")[1] if field.startswith("updates.") else ""
        if period in self.closed or (self.closed and not period):
            return f"{period or 'a quarter'} is signed off"
        return ""

    def _set(self, document: Document, found: Difference) -> tuple[Document, Difference]:
        """Return an action's file with what the newer document says; or why that cannot be."""
        try:
            return self._with(document, found.field, found.document), found
        except UserError as error:
            return document, found._replace(why=f"{error.message}: {error.hint}")

    def _with(self, document: Document, field: str, said: Said) -> Document:
        if isinstance(said, list):
            entries = document.data.get(field)
            if isinstance(entries, list) and not all(isinstance(e, str) for e in entries):
                message = "what the plan keeps with its entries would be lost"
                raise UserError(message, "planctl edit opens the file")
            value = said if len(said) > 1 or field != "lead" else said[0]
            without = removed(document, (field,)) if field in document.data else document
            return put(without, (field,), value, keys_of(Action), gap=field != "lead")
        if field.startswith("updates."):
            _, period, name = field.split(".")
            said = typed_rag(said, self.scale.at(period)).code if name == "rag" else said
            return set_fields(document, [FieldValue(self.year.keys[period], name, said)])
        by = Setting(Action, ReadingContext(self.year, self.scale), self.today)
        return with_fields(document, [FieldSetting(field, said)], by)[0]


def difference_lines(differences: Sequence[Difference], *, taken: bool) -> list[str]:
    """Return what was taken of a newer document, or what was not, each in a line."""
    lines = []
    for each in differences:
        if taken == bool(each.why):
            continue
        told = f"{each.of} {each.field}: " if each.field else f"{each.of}: "
        if not each.field:
            lines.append(f"{told}{each.why}")
        elif taken:
            lines.append(f"{told}{_words(each.document)}; it was: {_words(each.was)}")
        else:
            says = f"it says: {_words(each.plan)}; the document now: {_words(each.document)}"
            lines.append(f"{told}{each.why}; {says}")
    return lines


def _gone(action: str, why: str) -> Difference:
    return Difference(action, "", "", "", "", why)


def _said_in(document: Document, field: str) -> Said:
    """Return what an action's file says in a field."""
    if field == "measures":
        return [str(each) for each in measure_texts(document.data)]
    there: object = document.data
    for key in field.split("."):
        there = child(there, key)
    if isinstance(there, list):
        return [str(each) for each in there]
    text = there.rstrip("\n") if isinstance(there, str) else ""
    return [text] * bool(text) if field == "lead" else text


def _same(one: Said, other: Said) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return list(one) == list(other) or (not one and not other)
    return same_text(one, other)


def _words(said: Said) -> str:
    return " · ".join(said) if isinstance(said, list) else said or "nothing"
