"""The JSON Schemas take what `planctl check` takes, and refuse what it refuses."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from check_jsonschema.parsers.yaml import construct_yaml_implementation
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml.error import YAMLError

from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.reports.records.schemas import schema

HEADER = "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
ACTION = 'id: "1.1"\ntitle: T\nlead: L\n'
LINE = f"{ACTION}measures:\n  - text: W\n"
MEASURE = f"{LINE}    id: m\n    unit: '%'\n"
PARTS = f"{LINE}    parts:\n      - "
MOVE = (
    f"{ACTION}due: 2020-03\nmoves:\n  - was: 2020-01\n    to: 2020-03\n    reason: So\n    date: "
)

VALUES = [
    *("78.20", "-5", "0", "43 of 55", "43  of  55", "not supplied", "Not  Supplied", "SUPPRESSED"),
    *("yes", "No", "'78'", "", "123456789012", "-0.5 of 0.25", "not due", "not available"),
    *(
        "abc",
        "78.2%",
        "£5",
        ".inf",
        "-.inf",
        "''",
        "5 of 0",
        "5 of -1",
        "5 of 0.0",
    ),
    *("1,234", "5 of", "of 5", "1234567890123", "'1234567890123'", "true", "[1]", "5 OF 6"),
    *("'0.1234567'", "not  here", "5 or 6", "' 7 '", "'-'", "4.5.6", "5 of 1000000000000"),
]
TARGETS = [
    *(
        "80",
        "45 to 55",
        "'45  to 55'",
        "at or below England",
        "At or above X Y",
        "better than baseline",
    ),
    *("Better  than the same quarter last year", "yes", "", "-5 to -1"),
    *(
        "lots",
        "at or below",
        "better than last year",
        "43 of 55",
        "45 -55",
        "not due",
        "80%",
        "true",
    ),
    *(".inf", "'1234567890123'", "to 70", "better than baselines", "not supplied"),
]
TOLERANCES = [
    *("2", "5%", "5 %", "to 70", "'to  -70'", "40 to 60", "0", "TO 5", "", "-5 to 5"),
    *(
        "a bit",
        "-1",
        "-5%",
        "'-1'",
        "to",
        "5 points",
        "5%%",
        "to 5%",
        "%",
        "yes",
        ".inf",
        "43 of 55",
    ),
]
DAYS = [
    *("2019-11-01", "2020-02-29", "2000-02-29", "2019-12-31", "2019-04-30", "2019-01-31"),
    *(
        "2020-02-30",
        "2019-02-29",
        "1900-02-29",
        "2019-04-31",
        "2019-13-01",
        "2019-00-10",
        "0000-01-01",
    ),
    *("2019-1-1", "01/02/2020", "yesterday", "2019", "2019-11", "true", "2019-11-00", "2019-11-32"),
]
DUES = [
    *("2020-03-31", "2020-03", "Q4 2019-20", "q1 2019/2020", "'Q4  2019-20'", "Q4 1999-00", ""),
    *("Q4 1999-2000", "2020-02-29", "Q4 2019-21", "2020-02-30", "Q4", "2020-13", "Q5 2019-20"),
    *("0999-01-01", "2020", "Q4 2019", "March 2020", "Q4 2099-2000", "Q4 2019-1920", "true"),
    *(
        "to be confirmed",
        "To  be confirmed",
        "ONGOING",
        "ongoing ",
        "tbc",
        "to be agreed",
        "confirmed",
    ),
]
YEARS = ["2019-20", "2019/20", "2019-2020", "1999-00", "1999-2000", "'  2019-20 '", "2099-00",
         "2019-21", "2019", "2019-20-21", "19-20", "2019-1920", "2099-2000", "true"]  # fmt: skip
TEXTS = ["words", "1", "1.5", "true", "' '", "''", "", "[a]", "{a: b}", "2020-01-01", "no", "-"]
LEADS = ("[]", "[a, b]", "[a, a]", "[a, ' ']", "[a, [b]]", "[1, true]", "[{a: b}]", "' a '")
AUDIENCES = (
    *(" public", " exempt", "\n  kind: internal", "\n  kind: exempt", "\n  paragraph: 3"),
    *("\n  kind: internal\n  because: So", "\n  kind: internal\n  because: ''"),
    *("\n  kind: public\n  paragraph: 3", "\n  kind: exempt\n  paragraph: 3\n  because:"),
    *("\n  kind: exempt\n  paragraph: 3\n  because: So", "\n  kind: exempt\n  because: So"),
    "\n  kind: exempt\n  paragraph:\n  because: So",
)
NAMES = (
    *("September board", "Gŵyl Dewi", "'3rd'", "a", "B (2)", f"a{'b' * 39}", "'7'", "2020-03-31"),
    *("'@x'", "50%", f"a{'b' * 40}", "' '", "'a:b'", "a_", "_a"),
)
ZONES = ("Europe/London", "UTC", " Europe/Dublin ", "", '""', "[]", "5", "British time")


def tries() -> Iterator[tuple[str, str]]:
    yield from (("action", f"{MEASURE}    actuals:\n      Q1: {each}\n") for each in VALUES)
    yield from (("action", f"{MEASURE}    baseline: {each}\n") for each in VALUES)
    yield from (("plan", f"{HEADER}calendar:\n  time_zone: {each}\n") for each in ZONES)
    yield from (("action", f"{MEASURE}    target: {each}\n") for each in TARGETS)
    yield from (("action", f"{MEASURE}    profile:\n      Q2: {each}\n") for each in TARGETS)
    yield from (("action", f"{MEASURE}    tolerance: {each}\n") for each in TOLERANCES)
    yield from (("action", f"{MOVE}{each}\n") for each in DAYS)
    yield from (("action", f"{ACTION}due: {each}\n") for each in DUES)
    yield from (("plan", HEADER.replace("2019-20", each)) for each in YEARS)
    yield from (("action", ACTION.replace("lead: L", f"lead: {each}")) for each in LEADS)
    for each in TEXTS:
        yield "action", ACTION.replace("title: T", f"title: {each}")
        yield "action", ACTION.replace("lead: L", f"lead: {each}")
        yield "action", f"{ACTION}owner: {each}\n"
        yield "action", f"{ACTION}links:\n  - {each}\n"
        yield "action", f"{ACTION}measures:\n  - {each}\n"
        yield "action", f"{ACTION}updates:\n  Q1:\n    commentary: {each}\n"
        yield "action", f"{ACTION}milestones:\n  {each.strip('[]{}') or 'a'}:\n    due: 2020-03\n"
        yield "action", f"{MEASURE}    source: {each}\n"
        yield "action", f"{MEASURE}    id: {each}\n".replace("    id: m\n", "")
        yield "plan", HEADER.replace("One", each)
        yield "plan", f"{HEADER}glossary:\n  DMT: {each}\n"
        yield "plan", f"{HEADER}leads:\n  L: {each}\n"
        yield "plan", f"{HEADER}fields:\n  budget: {each}\n"
        yield "plan", f"{HEADER}fields:\n  budget:\n    label: {each}\n"
        yield "plan", f"{HEADER}fields:\n  budget:\n    one_of: {each}\n"
        yield "plan", f"{HEADER}fields:\n  budget:\n    one_of: [{each or 'a'}]\n"
        yield "plan", f"{HEADER}ratings:\n  red:\n    label: {each}\n"
        yield "plan", f"{HEADER}calendar:\n  stages:\n    - {each}\n"
    for each in ("1", '"1"', "'  1'", "1.0", "1.5", "0", "6", "7", "12", "13", "60", "61", "x",
                 "", "-1", "true", "'01'", "'+1'"):  # fmt: skip
        yield "action", f"{MEASURE}    decimals: {each}\n"
        yield "plan", f"{HEADER}calendar:\n  first_month: {each}\n"
        yield "plan", f"{HEADER}calendar:\n  due_working_days: {each}\n"
    for each in ("1", '"1"', "999", "1000", "0", "x", "true", "", "'1.5'", "SG", "sg", "SG3"):
        yield "action", f"{ACTION}priority: {each}\n"
    for each in ("foo", '"@org/team"', '"@name"', "a@b.uk", "", "'@'", "5", "'@a b'"):
        yield "plan", f"{HEADER}leads:\n  L:\n    handle: {each}\n"
        yield "plan", f"{HEADER}leads:\n  L:\n    post: {each}\n"
    for each in ('"1.1"', "1.1", "'1'", "x", "", "' 1.1 '", "R12", "22PR", "'4.01.01'", "1E5",
                 "'1-1'", "'1.2.3.4.5'", "R12345678", "'R1.yml'", "SG3", "0x1F"):  # fmt: skip
        yield "action", ACTION.replace('"1.1"', each)
    for each in ('"2018-19/1.1"', "1.1", "2018-19/1.1", ""):
        yield "action", f"{ACTION}supersedes: {each}\n"
    for line in ("", "    id: m\n", "    unit: '%'\n", "    unit:\n", "    id:\n    unit: '%'\n",
                 "    parts: []\n", "    id: m\n    parts: []\n", LAST):  # fmt: skip
        yield "action", LINE + line
    for part in ("id: a\n", "name: a\n", "id:\n", "id: a\n    unit: '%'\n", "id: a\n    unit:\n"):
        yield "action", PARTS + part
    for field in ("benchmarks:\n      England:", "benchmarks:\n      England:\n        when: 5",
                  "last_year:\n      Q1:", "actuals:\n      Q1:\n        months:\n          May:",
                  "actuals:\n      Q1:\n        months:\n          Mai: 5", "unit: percent",
                  "actuals:\n      Q1:\n        value: 5 of 0", "actuals: 5", "profile: []",
                  "last_year:\n      Q1:\n        series_break: So"):  # fmt: skip
        yield "action", f"{LINE}    id: m\n    {field}\n"
    yield from (
        ("action", f"{ACTION}milestones:\n  Hub:{each}\n") for each in ("", " 5", "\n    due:")
    )


def tries_of_keys() -> Iterator[tuple[str, str]]:
    yield from (("action", f"{ACTION}visibility:{each}\n") for each in AUDIENCES)
    yield from (("plan", f"{HEADER}recommendations:\n  R1: {each}\n") for each in TEXTS)
    for each in NAMES:
        yield "plan", f"{HEADER}calendar:\n  periods:\n    - name: {each}\n      ends: 2020-03-31\n"


LAST = "    id: m\n    parts:\n"
HUBS = ("", " 5", "\n    due:")
TRIES = list(dict.fromkeys([*tries(), *tries_of_keys()]))


def taken_by_check(kind: str, text: str) -> bool:
    """Return whether the models take a text; the rules of numbers say more."""
    files = {"plan.yaml": HEADER, "1.1.yaml": ACTION}
    said = re.match(r"""id: ["' ]*([\w.-]+)""", text)
    own = f"{said[1]}.yaml" if said else "1.1.yaml"
    files["plan.yaml" if kind == "plan" else own] = text
    plan = load({name: each.encode() for name, each in files.items()})
    of_form = {"schema", "syntax", "id"}
    return not any(each.rule in of_form for each in check_plan(plan, date(2020, 5, 1)))


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind), format_checker=FormatChecker())


def taken_by_schema(kind: str, text: str) -> bool:
    try:
        data: Any = construct_yaml_implementation(typ="safe", pure=True).load(text)
    except YAMLError:
        return False
    as_json = json.loads(json.dumps(data))  # whose keys are texts
    return bool(validator(kind).is_valid(as_json))


def test_there_are_tries_enough() -> None:
    assert len(TRIES) > 400
    taken = sum(taken_by_check(*each) for each in TRIES)
    assert 150 < taken < len(TRIES) - 150


@pytest.mark.parametrize(("kind", "text"), TRIES)
def test_schema_and_check_say_the_same(kind: str, text: str) -> None:
    assert taken_by_schema(kind, text) == taken_by_check(kind, text)


def patterns(part: object) -> Iterator[dict[str, Any]]:
    match part:
        case dict():
            if "pattern" in part:
                yield part
            for each in part.values():
                yield from patterns(each)
        case list():
            for each in part:
                yield from patterns(each)


@pytest.mark.parametrize("kind", ["plan", "action"])
def test_each_pattern_says_in_english_what_to_write(kind: str) -> None:
    found = list(patterns(schema(kind)))
    assert found
    assert all(each["patternErrorMessage"].startswith("write ") for each in found)


@pytest.mark.parametrize("text", ["+5", "5.", "1e3", "0x1F", "0.1234567", "1_000", ".nan"])
def test_what_yaml_gives_a_schema_as_a_number_only_check_can_refuse(text: str) -> None:
    """The characters are gone by the time that a schema is asked."""
    tried = f"{MEASURE}    actuals:\n      Q1: {text}\n"
    assert taken_by_schema("action", tried)
    assert not taken_by_check("action", tried)
