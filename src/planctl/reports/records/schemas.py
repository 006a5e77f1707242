"""JSON Schemas, made from the models: of plan files for editors, of records for programs."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from planctl.checks.formats.json import CheckRecord
from planctl.plan.base import PlanPart
from planctl.plan.descriptions import descriptions
from planctl.plan.measure import MEASURE_ID
from planctl.plan.model import Action, Header
from planctl.plan.named_due_date import named_example
from planctl.plan.own_field import OwnField, labels_of_fields
from planctl.plan.patterns import DUE, spaced_pattern
from planctl.plan.period import in_noun
from planctl.plan.period_key import ANY_YEAR
from planctl.plan.scale import Scale, Step
from planctl.plan.year import Year
from planctl.reports.records.actions import List, Show
from planctl.reports.records.challenge import ChallengeList
from planctl.reports.records.changes import Diff, Log
from planctl.reports.records.due import DueList
from planctl.reports.records.found import FindRecord
from planctl.reports.records.measures import Measures
from planctl.reports.records.recommendations import TraceRecord
from planctl.reports.records.report import ReportRecord
from planctl.reports.records.slippage import SlippageList
from planctl.reports.records.status import StatusRecord
from planctl.text.action_id import ID

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, type[PlanPart]] = MappingProxyType({"plan": Header, "action": Action})
"""The files of a plan, by the names of their schemas."""
_PRINTED = {
    "list": List,
    "show": Show,
    "status": StatusRecord,
    "due": DueList,
    "trace": TraceRecord,
    "measures": Measures,
    "slippage": SlippageList,
    "challenge": ChallengeList,
    "diff": Diff,
    "log": Log,
    "find": FindRecord,
    "report": ReportRecord,
    "check": CheckRecord,
}
NAMES = (*FILES, *_PRINTED)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of that name, one of NAMES.

    That of a plan file lets every optional field be empty, as YAML's null is.
    """
    if name in FILES:
        made = FILES[name].model_json_schema(schema_generator=_Described)
        return {"$schema": _DRAFT, **_with_empties(made)}
    return {"$schema": _DRAFT, **TypeAdapter(_PRINTED[name]).json_schema()}


def schema_for(
    name: str, year: Year, scale: Scale, fields: Mapping[str, OwnField]
) -> dict[str, Any]:
    """Return the JSON Schema of a plan's own files: it knows its periods, ratings and fields."""
    made = _action_schema(scale, fields) if name == "action" else schema(name)
    return made if year.keys == ANY_YEAR.keys else _in_periods(made, year)


def _in_periods(part: object, year: Year) -> Any:  # noqa: ANN401 - a part of a schema
    """Return a part of a schema with the periods of a plan in place of quarters."""
    if part == [*ANY_YEAR.keys]:
        return [*year.keys]
    if isinstance(part, list):
        return [_in_periods(each, year) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("patternErrorMessage") == DUE["patternErrorMessage"] and named_example(year):
        return _own_due(part, year)
    return {
        key: in_noun(each, year.noun)
        if key in _TOLD and isinstance(each, str)
        else _in_periods(each, year)
        for key, each in part.items()
    }


def _own_due(part: dict[str, Any], year: Year) -> dict[str, Any]:
    """Return the schema of a due date that may also name a period of the plan's."""
    names = "|".join(re.escape(key) for key in year.keys)
    noun, of_year = f"(?:\\s+{year.noun})?", r"\s+[12][0-9]{3}(?:[-/](?:[0-9]{2}|[0-9]{4}))?"
    may_be_alone = "?" if year.named or year.length > 1 else ""
    pattern = f"(?:{names})(?:{noun}{of_year}){may_be_alone}"
    message = f"{part['patternErrorMessage']}, or a {year.noun}: {named_example(year)}"
    return {
        **part,
        "pattern": f"{part['pattern']}|{spaced_pattern(pattern)}",
        "patternErrorMessage": message,
    }


_TOLD = ("description", "patternErrorMessage")
"""What of a schema an editor tells a person."""


def _action_schema(scale: Scale, fields: Mapping[str, OwnField]) -> dict[str, Any]:
    """Return the JSON Schema of an action's file of a plan: it knows its ratings and its fields."""
    made = schema("action")
    if fields:
        labels = labels_of_fields(fields)
        about = made["properties"]["fields"]["description"]
        known = {key: _own_field(labels[key], each.one_of) for key, each in fields.items()}
        of_plan = {"type": "object", "additionalProperties": False, "properties": known}
        made["properties"]["fields"] = _or_null({"description": about, **of_plan})
    if not any(step.own for step in scale.steps):
        return made
    told = {"rag": scale.rags, "confidence": scale.plain}
    for name in ("Update", "Opening"):
        said = made["$defs"][name]["properties"]
        for field, steps in told.items():
            about = said[field]["description"] if field != "rag" else "The step of the scale."
            said[field] = _or_null({"description": about, **_one_of(steps)})
        if scale.own:
            empty = "Empty: the step of the scale says it."
            said["status"] = {"description": empty, "type": "null"}
        said["back_to_green"]["description"] = _WAY_BACK
    return made


def _own_field(label: str, words: Sequence[str]) -> dict[str, Any]:
    """Return the schema of what an action says in a column of a body's own."""
    kind: dict[str, Any] = {"type": ["string", "number", "boolean"]}
    numbers = [int(word) for word in words if word.isdecimal()]
    return _or_null({"description": label, **({"enum": [*words, *numbers]} if words else kind)})


def _one_of(steps: Sequence[Step]) -> dict[str, Any]:
    """Return the schema of the code of one of some steps, beside which an editor shows its label.

    A code of digits alone may be read as a number.
    """
    codes: list[object] = [step.code for step in steps]
    numbers = [int(step.code) for step in steps if step.code.isdecimal()]
    labels = [step.label for step in steps]
    return {"enum": [*codes, *numbers], "markdownEnumDescriptions": labels}


_WAY_BACK = "When it will be where it should be, and what that rests on."


class _Described(GenerateJsonSchema):
    """Makes schemas in which each property says what it is."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model."""
        made = super().model_schema(schema)
        model = schema["cls"]
        for name, about in descriptions(model).items():
            key = model.model_fields[name].alias or name
            made["properties"][key]["description"] = about
        return made


def _with_empties(part: dict[str, Any]) -> dict[str, Any]:
    """Return a schema in which each property that is not required may be null."""
    mended: dict[str, Any] = {key: _within(value) for key, value in part.items() if key != "title"}
    if isinstance(part.get("properties"), dict):
        required = part.get("required", [])
        mended["properties"] = {
            key: _with_empties(value) if key in required else _or_null(_with_empties(value))
            for key, value in part["properties"].items()
        }
    if "patternProperties" in part:
        mended["additionalProperties"] = False
    if "enum" in part.get("propertyNames", {}):  # they are fields, which may be empty
        mended["additionalProperties"] = _or_null(mended["additionalProperties"])
    return _as_characters(mended)


def _as_characters(part: dict[str, Any]) -> dict[str, Any]:
    """Return a schema in which a text may look like a number or true: it is read as written."""
    if "pattern" in part and (message := _MESSAGES.get(part["pattern"])):
        types = ["string", "boolean"] if part["pattern"] == MEASURE_ID else "string"
        spaced = spaced_pattern(part["pattern"][1:-1])
        return {**part, "type": types, "pattern": spaced, "patternErrorMessage": message}
    made = {key: each for key, each in part.items() if key != "minLength"}
    if part.get("minLength"):
        made.update(pattern=r"\S", patternErrorMessage="write something")
    is_any = part.get("type") == "string" and not part.keys() & {"enum", "pattern", "const"}
    if is_any and part.get("minLength") != 0:
        made["type"] = ["string", "number", "boolean"]
    return made


_AN_ID = 'write letters and digits, with dots between one to four parts, as "3.2" or "R12"'
_MESSAGES = {
    f"^{ID}$": _AN_ID,
    f"^(?:{ID})?$": _AN_ID,
    MEASURE_ID: "write small letters, digits and hyphens: placements-ended-early",
}
"""What an editor says of a text that is not of a pattern."""


def _within(value: object) -> object:
    match value:
        case list():
            return [_within(each) for each in value]
        case dict():
            return _with_empties(value)
    return value


def _or_null(part: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {key: part[key] for key in ("description", "default") if key in part}
    rest = {key: value for key, value in part.items() if key not in about}
    options = rest["anyOf"] if list(rest) == ["anyOf"] else [rest]
    if {"type": "null"} not in options:
        options = [*options, {"type": "null"}]
    return {**about, "anyOf": options}
