"""What the model found wrong with a document, in the words of the person who must mend it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError

from planctl.plan.calendar import AS_LIST, AS_WORD
from planctl.plan.context import ReadingContext
from planctl.plan.ids import AN_ID
from planctl.plan.known_keys import known_keys
from planctl.plan.mistake_words import ALWAYS, NOT, NUMBERS
from planctl.plan.model import Action, Update
from planctl.plan.named_due_date import due_date_forms
from planctl.plan.personal import CASE_NUMBER_HINT
from planctl.plan.scale import Scale
from planctl.plan.scale_step import plain_word
from planctl.plan.word_lists import A_WORD, WORDS
from planctl.plan.year import Year
from planctl.problem import Place, Problem, Severity, did_you_mean, visible
from planctl.text.document import MOST_FAULTS, Document
from planctl.text.identifiers import masked
from planctl.text.span import Keys

_FEW = 8
_LONGEST = 60
_BARE_QUARTER = re.compile(r"[Qq][1-4]")
_TIGHT = re.compile(r"([A-Za-z_]\w*):(?=[^\s/])")
_RATED = ("rag", "confidence")


class _Mistake(NamedTuple):
    """One thing that pydantic found: of what kind, where in the data, and what was given."""

    kind: str
    loc: Keys
    given: object
    model: type[BaseModel]
    explained: str
    scale: Scale
    year: Year

    @property
    def name(self) -> str:
        """The last key on the way to it."""
        return str(self.loc[-1])

    @property
    def what(self) -> str:
        """The name of the value, or of the list whose entry it is."""
        is_entry = isinstance(self.loc[-1], int)
        return f"an entry of '{self.loc[-2]}'" if is_entry else f"'{short(self.name)}'"

    @property
    def said(self) -> str:
        """What was given, on one line that is not too long."""
        return short(str(self.given))


def problems(
    document: Document, model: type[BaseModel], error: ValidationError, context: ReadingContext
) -> Iterator[Problem]:
    """Yield a Problem for each thing that pydantic found, where it stands in the document."""
    known = {tuple(map(_visible, keys)): keys for keys in document.spans}
    plan = context.scale, context.year
    for details in error.errors(include_url=False)[:MOST_FAULTS]:
        kind = details["type"]
        loc = tuple(each for each in details["loc"] if each not in (AS_LIST, AS_WORD))
        of_key = kind == "extra_forbidden" or (loc not in known and loc[-1] == "[key]")
        if of_key and loc not in known:
            loc = loc[:-1]
        keys = known.get(loc, ())
        where = document.key_place(keys) if of_key else document.place(_nearest(loc, known))
        if kind == "literal_error" and not of_key:
            kind = "enum"
        mistake = _Mistake(kind, loc, details["input"], model, details["msg"], *plan)
        message, hint = _missing(mistake, where, keys) if kind == "missing" else _explained(mistake)
        shown = masked(visible(message)), where, masked(visible(hint))
        yield Problem("schema", Severity.ERROR, *shown)


def short(text: str) -> str:
    """Return a text on one line that is not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _visible(key: str | int) -> str | int:
    return visible(key) if isinstance(key, str) else key


def _nearest(loc: Keys, known: Mapping[Keys, Keys]) -> Keys:
    """Return the keys of what is at `loc`, or of the nearest thing above it that is there."""
    while loc not in known:
        loc = loc[:-1]
    return known[loc]


def _missing(mistake: _Mistake, where: Place, keys: Keys) -> tuple[str, str]:
    """Return that a key is missing, or that it is there and has no value."""
    hint = f"write `{mistake.name}: …`"
    if not keys:
        return f"{mistake.what} is missing", hint
    if "#" in where.text[where.column :]:
        hint += "; put quotation marks around a text that begins with '#'"
    return f"{mistake.what} is empty", hint


def _explained(mistake: _Mistake) -> tuple[str, str]:
    """Return what is wrong and what to do about it."""
    if mistake.loc[:1] == ("measures",) and (found := _of_measure(mistake)):
        return found
    if explained := _BY_KIND.get(mistake.kind):
        return explained(mistake)
    if always := ALWAYS.get(mistake.kind):
        return always
    if named := NOT.get(mistake.kind):
        return f"'{mistake.said}' is not {named[0]}", named[1]
    a_date = ("a date", "a day of the calendar, written like 2020-03-31")
    expected, hint = NUMBERS.get(mistake.name, a_date)
    is_text = isinstance(mistake.given, str)
    wrong = f"'{mistake.said}' is not {expected}" if is_text else _wrong_kind(mistake, expected)
    return wrong, hint


def _wrong_pattern(mistake: _Mistake) -> tuple[str, str]:
    if mistake.loc[0] == "published":
        hint = "put it back: git log -p of this file shows who changed it"
        return f"'{mistake.said}' is not what planctl publish writes", hint
    if mistake.loc[:1] == ("recommendations",) or mistake.loc[:1] == ("answers",):
        return f"'{mistake.said}' is not a recommendation's number", AN_ID
    if mistake.name in ("id", "action") or _of_action(mistake):
        return f"'{mistake.said}' is not an action's id", AN_ID
    if mistake.loc[0] == "fields":
        hint = "small letters, digits and _, beginning with a letter: budget_code"
        return f"'{mistake.said}' is not the key of a field", hint
    if mistake.name == "handle":
        hint = "@name, @organisation/team or an e-mail address"
        return f"'{mistake.said}' is not a handle", hint
    hint = "a whole number from 1 to 999, or capital letters: SG"
    return f"'{mistake.said}' is not a priority's number or letters", hint


def _too_short(mistake: _Mistake) -> tuple[str, str]:
    what = f"{mistake.what} is empty" if mistake.name else "an empty key"
    return what, _fill_hint(mistake)


def _no_text(mistake: _Mistake) -> tuple[str, str]:
    return _wrong_kind(mistake, "a text"), _text_hint(mistake)


def _no_list(mistake: _Mistake) -> tuple[str, str]:
    return _wrong_kind(mistake, "a list"), "write each entry on its own line, after `- `"


def _no_mapping(mistake: _Mistake) -> tuple[str, str]:
    return _wrong_kind(mistake, "keys and values"), _keys_hint(mistake.given)


def _unknown_key(mistake: _Mistake) -> tuple[str, str]:
    return f"unknown key {mistake.what}", _key_hint(mistake)


def _no_time_zone(mistake: _Mistake) -> tuple[str, str]:
    near = did_you_mean(str(mistake.given), available_timezones())
    hint = "a name of the time zone database: Europe/London"
    return f"'{mistake.said}' is not a time zone that this machine knows", near or hint


def _of_measure(mistake: _Mistake) -> tuple[str, str] | None:
    """Return what is wrong with a measure's numbers, None if it is nothing of their own."""
    match mistake.kind:
        case "figure" | "target" | "tolerance" as kind if isinstance(mistake.given, str):
            return f"'{mistake.said}' is not a {kind}", mistake.explained
        case "figure" | "target" | "tolerance" as kind:
            return _wrong_kind(mistake, f"a {kind}"), "write it beside its key"
        case "string_pattern_mismatch":
            hint = "small letters, digits and hyphens: placements-ended-early"
            return f"'{mistake.said}' is not a measure's id", hint
        case "measure_twice":
            twice = f"two measures have the id '{mistake.explained}'"
            return twice, "give each an id of its own"
    return _ODD_LINES.get(mistake.kind)


_ODD_LINES = {
    "measure_without_id": (
        "a measure with fields has no id",
        "write `id: …`, a short name that stays the same when the words change",
    ),
    "measure_and_parts": (
        "a line of several measures has fields of its own",
        "move them below `parts:`, to the measure that they are of",
    ),
}
"""What is wrong with a line of how performance is measured as a whole, and what to do."""


def _not_due(mistake: _Mistake) -> tuple[str, str]:
    has_quarters = mistake.year.noun == "quarter"
    hint = due_date_forms(mistake.year)
    if not isinstance(mistake.given, str):
        return _wrong_kind(mistake, "a date"), hint
    if has_quarters and _BARE_QUARTER.fullmatch(mistake.given.strip()):
        return f"'{mistake.said}' does not say of which year", "write it too: Q4 2019-20"
    return f"'{mistake.said}' is not a date", hint


def _of_action(mistake: _Mistake) -> bool:
    """Return whether it is a key of a mapping whose keys are actions' ids."""
    return mistake.loc[:1] == ("closed",)


def _wrong_word(mistake: _Mistake) -> tuple[str, str]:
    name, said = mistake.name, mistake.said.lower()
    if mistake.loc[0] == "priorities":
        return _wrong_position(mistake)
    if mistake.scale.own and name in _RATED:
        return _wrong_step(mistake)
    words = WORDS[name]
    if not isinstance(mistake.given, str):
        return _wrong_kind(mistake, "one word"), _one_of(words)
    message = f"'{mistake.said}' is not {A_WORD.get(name, 'a RAG rating')}"
    for field in (name, "rag", "status") if name in Update.model_fields else (name,):
        if said in WORDS[field]:
            return message, f"write `{field}: {said}`"
    return message, _near_or(did_you_mean(said, words), words)


def _wrong_step(mistake: _Mistake) -> tuple[str, str]:
    """Return what is wrong with a rating in a plan that has a scale of its own."""
    scale, said = mistake.scale, plain_word(mistake.said)
    steps = scale.rags if mistake.name == "rag" else scale.plain
    if not isinstance(mistake.given, str):
        return _wrong_kind(mistake, "one word"), _one_of([step.code for step in steps])
    message = f"'{mistake.said}' is not the code of a step of the plan's scale"
    for step in steps:
        if said in map(plain_word, (step.code, step.label, step.brief)):
            return message, f"write `{mistake.name}: {step.code}`"
    codes = [step.code for step in steps]
    return message, _near_or(did_you_mean(said, codes), codes)


def _wrong_position(mistake: _Mistake) -> tuple[str, str]:
    """Return what is wrong with the rating of a priority."""
    steps, said = mistake.scale.offered, plain_word(mistake.said)
    codes = [step.code for step in steps]
    if not isinstance(mistake.given, str):
        return _wrong_kind(mistake, "one word"), _one_of(codes)
    message = f"'{mistake.said}' is not a rating of this plan"
    for step in steps:
        if said in map(plain_word, (step.code, step.label, step.brief)):
            return message, f"write `{mistake.name}: {step.code}`"
    return message, _near_or(did_you_mean(said, codes), codes)


def _wrong_scale(mistake: _Mistake) -> tuple[str, str]:
    hint = "give each step a code, a label and a short label of its own"
    if "`ratings:`" in mistake.explained:
        hint = "take `ratings:` out: each step of the scale has a label and a meaning"
    return mistake.explained, hint


def _wrong_periods(mistake: _Mistake) -> tuple[str, str]:
    hint = "a list of periods has a `name:` and an end for each, in their order, within the year"
    return mistake.explained, hint


def _long_short(mistake: _Mistake) -> tuple[str, str]:
    return f"'{mistake.said}' has more than 12 characters", "write a shorter word, or leave it out"


def _wrong_kind(mistake: _Mistake, expected: str) -> str:
    match mistake.given:
        case dict():
            said = "holds keys and values"
        case list():
            said = "is a list"
        case None:
            return f"{mistake.what} is empty"
        case _:
            said = "is a text"
    return f"{mistake.what} {said} where {expected} should be"


def _fill_hint(mistake: _Mistake) -> str:
    is_entry = isinstance(mistake.loc[-1], int)
    return "write something, or delete the entry" if is_entry else "write something"


def _text_hint(mistake: _Mistake) -> str:
    match mistake.given:
        case None:
            return _fill_hint(mistake)
        case dict():
            return "put quotation marks around a text with a colon in it"
    return "write one text: after `|` if it has several lines, quoted if it begins with '['"


def _keys_hint(given: object) -> str:
    tight = _TIGHT.match(given) if isinstance(given, str) else None
    if tight:
        return f"write a space after the colon: `{tight[1]}: …`"
    return "write `key: value` lines below it, indented"


def _key_hint(mistake: _Mistake) -> str:
    *above, name = mistake.loc
    word = str(name).strip()
    if mistake.model is Action and not above and word in (*mistake.year.keys, *Update.model_fields):
        noun = mistake.year.noun
        return f"it belongs in an update: indent it, below `updates:` and a {noun}"
    known = known_keys(mistake.model, above) or [*mistake.year.keys]
    if word in known:
        return f"write `{word}:` with ordinary spaces before it"
    near = did_you_mean(word, known)
    return near if near and len(known) > _FEW else _near_or(near, known)


def _near_or(near: str, words: Sequence[str]) -> str:
    """Return which word is near, and all that there are."""
    return near or f"write {words[0]}" if len(words) == 1 else f"{near} {_one_of(words)}".lstrip()


def _one_of(words: Sequence[str]) -> str:
    return f"one of {', '.join(words)}"


_BY_KIND: Mapping[str, Callable[[_Mistake], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "literal_error": _unknown_key,
    "no_period": _unknown_key,
    "enum": _wrong_word,
    "string_too_short": _too_short,
    "string_type": _no_text,
    "tuple_type": _no_list,
    "dict_type": _no_mapping,
    "model_type": _no_mapping,
    "string_pattern_mismatch": _wrong_pattern,
    "case_number": lambda wrong: (f"'{wrong.said}' {wrong.explained}", CASE_NUMBER_HINT),
    "scale": _wrong_scale,
    "periods": _wrong_periods,
    "step_short": _long_short,
    "due_date": _not_due,
    "time_zone": _no_time_zone,
}
"""What explains each kind of mistake; what is of none of these is no date, or no number."""
