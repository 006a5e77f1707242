"""A SARIF 2.1.0 log, as code scanning services read it."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from planctl import __version__
from planctl.checks.formats.gitlab import fingerprints
from planctl.checks.rule import Rule
from planctl.checks.run import RULES, manual_page
from planctl.problem import Place, Problem, visible

NAME = "sarif"

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(problems: Sequence[Problem]) -> str:
    """Return a log of one run: every rule with its manual page, and a result for each problem."""
    driver = {"name": "planctl", "version": __version__, "rules": [_rule(each) for each in RULES]}
    named = zip(problems, fingerprints(problems), strict=True)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, fingerprint) for problem, fingerprint in named],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(check: Rule) -> dict[str, object]:
    manual = manual_page(check.NAME)
    first, _, rest = manual.partition("\n\n")
    return {
        "id": check.NAME,
        "shortDescription": {"text": first},
        "help": {"text": rest, "markdown": rest},
        "defaultConfiguration": {"level": check.SEVERITY},
    }


def _result(problem: Problem, fingerprint: str) -> dict[str, object]:
    said = "\n".join(filter(None, [problem.message, problem.hint]))
    return {
        "ruleId": problem.rule,
        "level": problem.severity,
        "message": {"text": visible(said)},
        "locations": [{"physicalLocation": _location(problem.place)}],
        "partialFingerprints": {"planctl/v1": fingerprint},
    }


def _location(place: Place) -> dict[str, object]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endColumn": place.column + place.width,
    }
    # The characters of a name that is not UTF-8 are lone surrogates.
    uri = quote(place.path.encode(errors="surrogatepass"))
    return {"artifactLocation": {"uri": uri}, "region": region}
