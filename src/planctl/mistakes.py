"""What the model found wrong with a document, in the words of the person who must mend it."""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planctl.document import Document, Keys
from planctl.model import Calendar, Header, RatingWords, Update
from planctl.problem import Problem, Severity, visible
from planctl.words import Rag, Status, did_you_mean

_WORDS = {"rag": Rag, "status": Status, "confidence": Rag}
_TEXT = "write one text; put quotation marks around it if YAML reads it as something else"


def problems(
    document: Document, model: type[BaseModel], error: ValidationError
) -> Iterator[Problem]:
    """Yield a Problem for each thing that pydantic found, where it stands in the document."""
    for details in error.errors(include_url=False):
        loc = details["loc"]
        keys = tuple(part for index, part in enumerate(loc) if loc[: index + 1] in document.spans)
        name = str(next(part for part in reversed(loc) if part != "[key]"))
        message, hint = _said(details, model, keys, name)
        of_key = details["type"] == "extra_forbidden" or loc[-1] == "[key]"
        where = document.key_place(keys) if of_key else document.place(keys)
        yield Problem("schema", Severity.ERROR, visible(message), where, visible(hint))


def _said(  # noqa: C901, PLR0911 - a case for each kind of mistake that pydantic finds
    details: ErrorDetails, model: type[BaseModel], keys: Keys, name: str
) -> tuple[str, str]:
    """Return what is wrong and what to do about it."""
    given = details.get("input")
    match details["type"]:
        case "missing":
            empty = "empty" if keys and keys[-1] == name else "missing"
            return f"'{name}' is {empty}", f"write `{name}: …`"
        case "extra_forbidden":
            return f"unknown key '{name}'", _known(name, _fields(model, keys[:-1]))
        case "literal_error":
            expected = re.findall(r"'([^']*)'", details.get("ctx", {}).get("expected", ""))
            return f"unknown key '{name}'", _known(name, expected)
        case "enum":
            words = _WORDS[name]
            what = "status" if name == "status" else "RAG rating"
            return f"'{given}' is not a {what}", _known(str(given), list(words))
        case "string_type":
            what = "an entry of the list" if name.isdecimal() else f"'{name}'"
            return f"{what} is {_kind(given)} where a text is expected", _TEXT
        case "string_too_short":
            return "an empty text", "write something, or delete the entry"
        case "string_pattern_mismatch" if model is Header or keys[-1] == "priority":
            return f"'{name if keys[-1] == name else given}' is not a priority's number", (
                "a whole number from 1 to 999"
            )
        case "string_pattern_mismatch":
            return f"'{given}' is not an action's id", 'numbers with a dot between: "3.2"'
        case "value_error":
            return f"'{given}' is not a year", "two years that follow each other: 2019-20"
        case "tuple_type":
            return f"'{name}' is {_kind(given)} where a list is expected", (
                "write each entry on a line of its own, after `- `"
            )
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"'{name}' is {_kind(given)} where keys and values are expected", (
                "write `key: value` lines below it, indented"
            )
    return f"'{given}': {details['msg'][:1].lower()}{details['msg'][1:]}", ""


def _kind(given: object) -> str:
    match given:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "empty"
    return "a text"


def _known(word: str, known: Iterable[str]) -> str:
    close = did_you_mean(word, known)
    return f"{close} one of {', '.join(known)}".lstrip()


def _fields(model: type[BaseModel], keys: Keys) -> list[str]:
    """Return the keys that may stand in the mapping found at `keys` of a model's document."""
    match keys:
        case ("updates", _):
            model = Update
        case ("ratings", _):
            model = RatingWords
        case ("calendar",):
            model = Calendar
    return list(model.model_fields)
