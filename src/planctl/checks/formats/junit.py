"""A test report in JUnit's XML: a case for each problem, or one that passed."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planctl.problem import Problem, Severity, visible

NAME = "junit"

_NOT_XML = re.compile("[\ufffe\uffff]")


def render(problems: Sequence[Problem]) -> str:
    """Return a suite in which errors are failures and warnings are skipped."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    counts = {
        "tests": str(max(1, len(problems))),
        "failures": str(errors),
        "errors": "0",
        "skipped": str(len(problems) - errors),
    }
    suites = Element("testsuites", counts)
    suite = SubElement(suites, "testsuite", {"name": "planctl check", **counts, "time": "0"})
    for problem in problems:
        _add(suite, problem)
    if not problems:
        SubElement(suite, "testcase", {"classname": "planctl", "name": "no problems", "time": "0"})
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add(suite: Element, problem: Problem) -> None:
    path, line, column, *_ = problem.place
    message, where = _text(problem.message), _text(f"{path}:{line}:{column}")
    name = {"classname": _text(path), "name": f"{where} {problem.rule}: {message}", "time": "0"}
    case = SubElement(suite, "testcase", name)
    kind = "failure" if problem.severity is Severity.ERROR else "skipped"
    detail = SubElement(case, kind, {"type": problem.rule, "message": message})
    detail.text = "\n".join(filter(None, [f"{where}: {message}", _text(problem.hint)]))


def _text(text: str) -> str:
    """Return a text without the characters that XML does not allow."""
    return _NOT_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", visible(text))
