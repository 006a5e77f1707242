"""JSON Schemas, made from the models: of plan files for editors, of records for programs."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from planctl.plan.base import PlanPart
from planctl.plan.descriptions import descriptions
from planctl.plan.model import Action, Header
from planctl.reports.records.actions import List, Show
from planctl.reports.records.challenge import ChallengeList
from planctl.reports.records.changes import Diff, Log
from planctl.reports.records.due import DueList
from planctl.reports.records.measures import Measures
from planctl.reports.records.report import ReportRecord
from planctl.reports.records.slippage import SlippageList
from planctl.reports.records.status import StatusRecord

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, type[PlanPart]] = {"plan": Header, "action": Action}
_PRINTED = {
    "list": List,
    "show": Show,
    "status": StatusRecord,
    "due": DueList,
    "measures": Measures,
    "slippage": SlippageList,
    "challenge": ChallengeList,
    "diff": Diff,
    "log": Log,
    "report": ReportRecord,
}
NAMES = (*_FILES, *_PRINTED)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of that name, one of NAMES.

    That of a plan file lets every optional field be empty, as YAML's null is.
    """
    if name in _FILES:
        made = _FILES[name].model_json_schema(schema_generator=_Described)
        return {"$schema": _DRAFT, **_with_empties(made)}
    return {"$schema": _DRAFT, **TypeAdapter(_PRINTED[name]).json_schema()}


class _Described(GenerateJsonSchema):
    """Makes schemas in which each property says what it is."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model."""
        made = super().model_schema(schema)
        for name, about in descriptions(schema["cls"]).items():
            made["properties"][name]["description"] = about
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
    if "propertyNames" in part and "additionalProperties" in part:
        mended["additionalProperties"] = _or_null(mended["additionalProperties"])
    return mended


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
