"""A code quality report, as GitLab shows it on a merge request."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from planctl.problem import Problem, Severity, visible

NAME = "gitlab"

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(problems: Sequence[Problem]) -> str:
    """Return a JSON list with an entry for each problem."""
    named = zip(problems, fingerprints(problems), strict=True)
    entries = [_entry(problem, fingerprint) for problem, fingerprint in named]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def fingerprints(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield a name for each problem, unlike any other's, that outlives edits of the lines above."""
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        facts = (problem.rule, problem.place.path, problem.message, problem.place.text.strip())
        seen[facts] += 1
        written = json.dumps([*facts, seen[facts]])
        yield sha256(written.encode()).hexdigest()


def _entry(problem: Problem, fingerprint: str) -> dict[str, object]:
    said = ": ".join(filter(None, [problem.message, problem.hint]))
    return {
        "description": visible(said),
        "check_name": problem.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": visible(problem.place.path), "lines": {"begin": problem.place.line}},
    }
