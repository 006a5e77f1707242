"""The Markdown form on which an update is written in an editor."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from planctl.edits.update_fields import field_text
from planctl.plan.fields import TEXT_FIELDS, label
from planctl.plan.leads import lead_words, leads_in
from planctl.plan.period import Period
from planctl.plan.ratings import Rating, Status
from planctl.plan.scale import Scale, either
from planctl.plan.year import Year
from planctl.problem import UserError, did_you_mean, visible
from planctl.text.document import Document

_DIVIDER = "======== {} ========"
_ANY_DIVIDER = re.compile(r"^======== (\S+) ========[ \t]*\n", re.MULTILINE)
_SCISSORS = "------------------------ >8 ------------------------"
_RATINGS = ("rag", "confidence")
_ANY_HEADING = re.compile(r"^## +(.*?)[ \t]*$", re.MULTILINE)


class FormContext(NamedTuple):
    """The quarter that a form is for, its year, and the plan's ratings in its own words."""

    quarter: Period
    year: Year
    scale: Scale

    @property
    def sections(self) -> Mapping[str, str]:
        """The heading of each part of the form, by the field that it is for."""
        status = () if self.scale.own else ("status",)
        fields = (*status, "confidence", "headline", *TEXT_FIELDS)
        own = self.scale.own
        return {"rag": "Rating", **{field: label(field, own_scale=own) for field in fields}}

    def shown(self, document: Document, field: str) -> str:
        """Return what a field says now, a rating in the plan's own word."""
        text = field_text(document, self.quarter, field)
        return self.scale.at(self.quarter.key).word_of(text) if field in _RATINGS else text


def update_form(document: Document, of: FormContext) -> str:
    """Return the form for an action's quarter: what it says now, and what was said before."""
    above = "\n".join(
        f"## {title}\n\n{of.shown(document, field)}\n" for field, title in of.sections.items()
    )
    return f"{above}\n{_SCISSORS}{_below(document, of)}"


def joined_forms(forms: Mapping[str, str]) -> str:
    """Return the forms of some actions, by their ids, as one text; a single one as it is."""
    if len(forms) == 1:
        return next(iter(forms.values()))
    return "\n".join(f"{_DIVIDER.format(action)}\n{form}" for action, form in forms.items())


def parted_forms(filled: str, actions: Collection[str]) -> Mapping[str, str]:
    """Return the forms in a text by their actions' ids; one that is left out is "".

    Raises UserError where a form is of none of the actions, or something is above the first.
    """
    above, *parts = _ANY_DIVIDER.split(filled.replace("\r\n", "\n"))
    if not parts and len(actions) == 1:
        return dict.fromkeys(actions, filled)
    ids = parts[::2]
    for each in ids:
        if each not in actions or ids.count(each) > 1:
            said = "there twice" if each in actions else "not one of those to be updated"
            raise UserError(f"the form of '{visible(each)}' is {said}", "name its action, too")
    if above.strip():
        message = f"something stands above the first form: '{visible(above.split(chr(10))[0])}'"
        raise UserError(message, f"each form is below its line, {_DIVIDER.format('3.2')}")
    return {each: dict(zip(ids, parts[1::2], strict=True)).get(each, "") for each in actions}


def form_answers(filled: str, document: Document, of: FormContext) -> Mapping[str, str]:
    """Return the fields that a filled form changes: none if it is emptied or as it was.

    Raises UserError where the line with the scissors is gone, or something was written where no
    part of the form is.
    """
    fields = {title: field for field, title in of.sections.items()}
    heading_of_part = re.compile(rf"^## ({'|'.join(fields)})[ \t]*$", re.MULTILINE)
    above, scissors, rest = filled.replace("\r\n", "\n").partition(_SCISSORS)
    if not filled.strip():
        return {}
    if not scissors:
        message = "the line with the scissors (>8) is gone, so the form cannot be read"
        raise UserError(message, "leave that line where it is, and write above it")
    lost, *parts = heading_of_part.split(above)
    given = _below(document, of).splitlines()
    if lost.strip() or any(line.strip() and line not in given for line in rest.splitlines()):
        message = "something stands above the first heading, or below the line with the scissors"
        raise UserError(message, "write below a line that begins with ##, such as ## Commentary")
    for heading in _ANY_HEADING.findall(above):
        if heading not in fields and did_you_mean(heading, fields):
            message = f"the form has no part '{visible(heading)}'"
            raise UserError(message, did_you_mean(heading, fields))
    said = {fields[title]: text.strip("\n") for title, text in zip(*[iter(parts)] * 2, strict=True)}
    if not any(text.strip() for text in said.values()):
        return {}
    return {field: text for field, text in said.items() if text != of.shown(document, field)}


def _below(document: Document, of: FormContext) -> str:
    """Return what stands below the scissors."""
    background = "\n".join(_background(document, of))
    return f"\nWrite above this line; nothing below it is kept.\n\n{background}\n"


def _background(document: Document, of: FormContext) -> Iterator[str]:
    """Yield the action, its rating, and what its last update said and promised."""
    data, (quarter, year, scale) = document.data, of
    yield f"{data.get('id')} {data.get('title')} ({lead_words(leads_in(data.get('lead')))})"
    yield str(data.get("description") or "")
    yield quarter.described
    earlier = year.periods[: quarter.number - 1][::-1]
    said = (each for each in earlier if field_text(document, each, "commentary"))
    before = next(said, None)
    if before:
        yield f"\nCommentary of {before}, {_rating(document, before, scale)}:\n"
        yield field_text(document, before, "commentary")
        if steps := field_text(document, before, "next_steps"):
            yield f"\nNext steps of {before}: say what became of each\n\n{steps}"
    rated = scale.at(quarter.key)
    words, sure = (either([step.plain_word for step in each]) for each in (rated.rags, rated.plain))
    yield f"\nRating: {words}. Confidence that the outcome will be achieved: {sure}."
    if "status" in of.sections:
        yield f"Status: {either([*Status])}."
    yield "Headline: one line for the board."
    yield "Commentary: what was done, how well, and what changed. One sentence to a line."
    off_track, way_back = scale.listed(Rating.RED, Rating.AMBER), of.sections["back_to_green"]
    where = f", where {off_track}" if off_track else ""
    yield f"Impact: so what, for children. If it continues: its likely impact{where}."
    yield f"Next steps: what, who, by when. {way_back}: when, and what that rests on."
    yield "Decision asked for: of the board, if any. Evidence: what shows it."


def _rating(document: Document, quarter: Period, scale: Scale) -> str:
    said = [field_text(document, quarter, "rag"), field_text(document, quarter, "status")]
    words = map(scale.at(quarter.key).word_of, said)
    return ", ".join(filter(None, words)) or "not rated"
