"""Each format says every problem, is what its readers read, and lets no text escape into it."""

import json
import pkgutil
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped, TestSuite
from pydantic import BaseModel, ConfigDict, TypeAdapter

from planctl import __version__
from planctl.checks import formats
from planctl.checks.run import RULES, manual_page
from planctl.problem import Exit, Place, Problem, Severity, UserError

NAMES = [each.NAME for each in formats.FORMATS]
LINE = "    rag: ambr"
WRONG = Problem(
    "schema",
    Severity.ERROR,
    "'ambr' is not a RAG rating",
    Place("plan/2019-20/3.2.yaml", 41, 10, 4, LINE),
    "did you mean 'amber'?",
)
UNSAID = Problem(
    "commentary",
    Severity.WARNING,
    "Q2 is green and has no commentary",
    Place("plan/2019-20/3.3.yaml", 12, 10, 5, "    rag: green"),
)
HOSTILE = "\x1b[31m\u202e]]>&<!--\"'%0A\r\n::error::owned\n##[error]x,:\ufffe\uffff\ud800\0"
_TEXT = st.text(st.characters() | st.sampled_from("%:,\r\n<>&]\"'\ufffe\ud800\x1b"), max_size=30)
_PLACES = st.builds(Place, _TEXT, st.integers(1, 99), st.integers(1, 99), st.integers(1, 9), _TEXT)
_RULES = st.sampled_from([check.NAME for check in RULES])
PROBLEMS = st.lists(
    st.builds(Problem, _RULES, st.sampled_from(list(Severity)), _TEXT, _PLACES, _TEXT), max_size=30
)


def hostile(problem: Problem = WRONG) -> Problem:
    where = Place(HOSTILE, 1, 1, 1, HOSTILE)
    return Problem(problem.rule, problem.severity, HOSTILE, where, HOSTILE)


def many(errors: int, warnings: int) -> list[Problem]:
    return [UNSAID] * warnings + [WRONG] * errors


def github(problems: Sequence[Problem]) -> list[str]:
    return formats.render("github", problems).splitlines()


def loaded(name: str, problems: Sequence[Problem]) -> Any:  # noqa: ANN401 - JSON is anything
    return json.loads(formats.render(name, problems))


def suite(problems: Sequence[Problem]) -> TestSuite:
    (found,) = JUnitXml.fromstring(formats.render("junit", problems).encode())
    assert isinstance(found, TestSuite)
    return found


def test_every_format_is_listed() -> None:
    modules = {
        f"planctl.checks.formats.{each.name}" for each in pkgutil.iter_modules(formats.__path__)
    }
    assert {vars(each)["__name__"] for each in formats.FORMATS} == modules


def test_a_format_that_does_not_exist_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UserError, match="there is no format 'gitlub'") as refused:
        formats.render("gitlub", [])
    assert refused.value.hint.startswith("did you mean 'gitl")
    assert refused.value.status == Exit.USAGE


@pytest.mark.parametrize("name", NAMES)
@given(problems=PROBLEMS)
def test_no_text_is_too_odd(name: str, problems: Sequence[Problem]) -> None:
    rendered = formats.render(name, problems)
    rendered.encode()
    assert rendered == "" or rendered.endswith("\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", rendered)


# GitHub


def test_github_is_told_where_and_what_and_how_to_mend_it() -> None:
    (line,) = github([WRONG])
    properties = "file=plan/2019-20/3.2.yaml,line=41,col=10,endColumn=14,title=planctl%3A schema"
    message = "'ambr' is not a RAG rating%0Adid you mean 'amber'?"
    assert line == f"::error {properties}::{message}"


def test_github_is_told_errors_before_warnings() -> None:
    lines = github([UNSAID, WRONG, UNSAID])
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::warning"]


def test_github_is_told_how_many_it_would_drop() -> None:
    lines = github(many(11, 13))
    assert len(lines) == 21
    assert lines[-1] == "and 1 more error and 3 more warnings: `planctl check` shows them all"


def test_github_is_told_nothing_more_when_it_shows_all() -> None:
    assert len(github(many(10, 10))) == 20
    assert github([]) == []


def test_github_takes_nothing_in_a_plan_for_a_command() -> None:
    (line,) = github([hostile()])
    assert line.startswith("::error file=\\x1b[31m\\u202e]]>")
    properties, data = line.removeprefix("::error ").split("::", 1)
    assert "%3A%3Aerror%3A%3Aowned" in properties
    assert re.sub("%25|%0A|%0D|%3A|%2C", "", properties + data).count("%") == 0


@given(PROBLEMS)
def test_every_line_for_github_is_an_annotation_or_the_count(problems: Sequence[Problem]) -> None:
    lines = formats.render("github", problems).split("\n")
    *annotations, end = lines
    assert end == ""
    for line in annotations:
        assert re.match(r"::(error|warning) file=[^:]*::|and \d+ more ", line)


# GitLab


class _Lines(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    begin: int


class _Location(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    path: str
    lines: _Lines


class _Issue(BaseModel):
    """What GitLab's documentation asks of each entry of a code quality report."""

    model_config = ConfigDict(extra="forbid", strict=True)
    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: _Location


def fingerprints(problems: Sequence[Problem]) -> list[str]:
    return [issue["fingerprint"] for issue in loaded("gitlab", problems)]


@given(PROBLEMS)
def test_gitlab_is_told_each_problem_once(problems: Sequence[Problem]) -> None:
    issues = TypeAdapter(list[_Issue]).validate_json(formats.render("gitlab", problems))
    assert len(issues) == len(problems)
    assert len({issue.fingerprint for issue in issues}) == len(problems)
    assert {issue.severity for issue in issues} <= {"major", "minor"}


def test_gitlab_is_told_where_and_what_and_how_to_mend_it() -> None:
    (issue,) = loaded("gitlab", [WRONG])
    assert issue["description"] == "'ambr' is not a RAG rating: did you mean 'amber'?"
    assert issue["location"] == {"path": "plan/2019-20/3.2.yaml", "lines": {"begin": 41}}
    assert (issue["check_name"], issue["severity"]) == ("schema", "major")
    assert loaded("gitlab", [UNSAID])[0]["severity"] == "minor"


def test_a_problem_keeps_its_fingerprint_when_lines_are_added_above_it() -> None:
    place = WRONG.place._replace(line=99)
    lower = Problem(WRONG.rule, WRONG.severity, WRONG.message, place, WRONG.hint)
    assert fingerprints([WRONG]) == fingerprints([lower])
    assert fingerprints([WRONG]) != fingerprints([UNSAID])


# SARIF


def test_sarif_has_every_rule_with_its_page() -> None:
    log = loaded("sarif", [])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["results"] == []
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("planctl", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [check.NAME for check in RULES]
    for rule in driver["rules"]:
        page = f"{rule['shortDescription']['text']}\n\n{rule['help']['markdown']}"
        assert page == manual_page(rule["id"])


def test_sarif_is_told_where_and_what_and_how_to_mend_it() -> None:
    (result,) = loaded("sarif", [WRONG])["runs"][0]["results"]
    assert result["message"]["text"] == "'ambr' is not a RAG rating\ndid you mean 'amber'?"
    assert (result["ruleId"], result["level"]) == ("schema", "error")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "plan/2019-20/3.2.yaml"},
        "region": {"startLine": 41, "startColumn": 10, "endColumn": 14},
    }


@pytest.mark.parametrize(
    "path", ["my plan/3.2.yaml", "c#/100%/é.yaml", "p/\udce9.yaml", "a:b.yaml"]
)
def test_a_path_in_sarif_is_a_uri(path: str) -> None:
    problem = Problem("file", Severity.ERROR, "is a link", Place(path))
    (result,) = loaded("sarif", [problem])["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)
    assert unquote_to_bytes(uri) == path.encode(errors="surrogatepass")


# JUnit


def test_junit_is_told_errors_as_failures_and_warnings_as_skipped() -> None:
    found = suite([WRONG, UNSAID])
    failed, skipped = found
    assert (found.tests, found.failures, found.skipped, found.errors) == (2, 1, 1, 0)
    assert failed.classname == "plan/2019-20/3.2.yaml"
    assert failed.name == "plan/2019-20/3.2.yaml:41:10 schema: 'ambr' is not a RAG rating"
    (failure,) = failed.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("schema", "'ambr' is not a RAG rating")
    assert failure.text == (
        "plan/2019-20/3.2.yaml:41:10: 'ambr' is not a RAG rating\ndid you mean 'amber'?"
    )
    assert isinstance(skipped.result[0], Skipped)


def test_junit_is_told_of_a_good_plan_as_one_test_that_passed() -> None:
    found = suite([])
    (case,) = found
    assert (found.tests, found.failures) == (1, 0)
    assert case.is_passed


@given(PROBLEMS)
def test_junit_can_always_be_read_back(problems: Sequence[Problem]) -> None:
    found = suite(problems)
    assert found.tests == max(1, len(problems))
    assert len(list(found)) == found.tests


# JSON


def test_json_has_everything_that_is_known() -> None:
    assert loaded("json", [WRONG, UNSAID]) == {
        "schema": "planctl/check/1",
        "problems": [
            {
                "rule": "schema",
                "severity": "error",
                "message": "'ambr' is not a RAG rating",
                "hint": "did you mean 'amber'?",
                "path": "plan/2019-20/3.2.yaml",
                "line": 41,
                "column": 10,
                "width": 4,
                "text": "    rag: ambr",
            },
            {
                "rule": "commentary",
                "severity": "warning",
                "message": "Q2 is green and has no commentary",
                "hint": "",
                "path": "plan/2019-20/3.3.yaml",
                "line": 12,
                "column": 10,
                "width": 5,
                "text": "    rag: green",
            },
        ],
        "counts": {"errors": 1, "warnings": 1},
    }
