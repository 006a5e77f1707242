"""The invented year on a day of its third quarter, and the commits by which it came to be so."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from planctl.store.new_repository import NewCommit

DAY = "2026-01-22"
"""The day: two days after the updates of the third quarter were due."""
BRANCH = "q3-education"
"""The branch that waits for review."""


class _Stage(NamedTuple):
    """A commit of the plan: the quarters it has updates of, and the actions late for the last."""

    day: str
    author: str
    message: str
    quarters: tuple[str, ...]
    late: Collection[str] = ()


_OFFICE = "Improvement Programme Manager <programme@example.invalid>"
_PERMANENCE = "Head of Permanence <permanence@example.invalid>"
_EDUCATION = "Head of Education and Inclusion <education@example.invalid>"
_LATE = ("2.3", "6.1", "6.2")
_THREE = ("Q1", "Q2", "Q3")
_STAGES = (
    _Stage("2025-04-14", _OFFICE, "The plan for 2025/26", ()),
    _Stage("2025-07-17", _OFFICE, "Q1: the updates", _THREE[:1]),
    _Stage("2025-09-10", _OFFICE, "Q1 is signed off", _THREE[:1]),
    _Stage("2025-10-24", _OFFICE, "Q2: the updates", _THREE[:2]),
    _Stage("2025-12-10", _OFFICE, "Q2 is signed off", _THREE[:2]),
    _Stage("2026-01-20", _OFFICE, "Q3: the updates that came in time", _THREE, (*_LATE, "3.2")),
    _Stage("2026-01-21", _PERMANENCE, "3.2: Q3, a day late", _THREE, _LATE),
)
_REVISED = "plan/2025-26/4.2.yaml"
_MESSAGE = "4.2: Q3 is amber, and says where suspensions rose"
_DRAFTS = (
    (_REVISED, "    rag: amber\n", "    rag: green\n"),
    (
        _REVISED,
        "Suspensions rose in the autumn, mostly in secondary schools",
        "The charter has 47 signatures",
    ),
    (
        _REVISED,
        (
            "      Secondary schools account for nearly all of the rise, and the monthly figures"
            " that we began to share on 1 October 2025 showed it within weeks.\n"
        ),
        "",
    ),
    ("plan/2025-26/6.2.yaml", "  Q3:\n    rag:\n", "  Q3:\n    rag: green\n"),
)
"""What is otherwise on the day than in the year as it ended: a path, those words and these."""
_EMPTY = "\n    rag:\n\n    status:\n\n    commentary:"
_MOVE = re.compile(r"\n( *)- was: (?P<was>.*)\n *to: (?P<to>.*)\n *date: (?P<day>.*)(?:\n\1  .*)*")
_DONE = re.compile(r"\n\n *done: (?P<day>.*)")
_CLOSED = re.compile(r"\n+  Q\d:\n    date: (?P<day>.*)(?:\n+    .*)*")
_ACTUALS = re.compile(r"\n\n    actuals:(?:\n+      .*)+")
_ACTUAL = re.compile(r"\n+      (?P<quarter>Q\d):.*(?:\n+        .*)*")
_UPDATE = re.compile(r"(?P<key>\n  (?P<quarter>Q\d):)\n    rag:.*(?:\n+    .*)*")
_EMPTY_KEY = re.compile(r"\n\n( *)(?:moves|actuals|closed):(?!\n+\1 )")


def on_the_day(finished: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of the year as they were on the day, given those of the finished year."""
    return _at(_STAGES[-1], finished)


def history(finished: Mapping[str, bytes]) -> Iterator[NewCommit]:
    """Yield the commits by which the year came to be as it was on the day, and the branch's."""
    for stage in _STAGES:
        yield NewCommit("main", stage.day, stage.author, stage.message, _at(stage, finished))
    revised = _cut(finished[_REVISED].decode(), DAY, _THREE).encode()
    files = {**on_the_day(finished), _REVISED: revised}
    yield NewCommit(BRANCH, DAY, _EDUCATION, _MESSAGE, files)


def _at(stage: _Stage, finished: Mapping[str, bytes]) -> Mapping[str, bytes]:
    files = dict(finished)
    for path, raw in finished.items():
        name = path.rpartition("/")[2].removesuffix(".yaml")
        if path.startswith("plan/"):
            quarters = stage.quarters[:-1] if name in stage.late else stage.quarters
            files[path] = _cut(raw.decode(), stage.day, quarters).encode()
    for path, words, drafted in _DRAFTS if stage.quarters == _THREE else ():
        files[path] = files[path].replace(words.encode(), drafted.encode())
    return files


def _cut(text: str, day: str, quarters: Collection[str]) -> str:
    """Return a file without what is dated after a day, and what other quarters recorded."""

    def known(found: re.Match[str]) -> str:
        return found[0] if found["day"] <= day else ""

    def recorded(found: re.Match[str]) -> str:
        return found[0] if found["quarter"] in quarters else ""

    for found in reversed(list(_MOVE.finditer(text))):
        if not known(found):
            text = text.replace(f"due: {found['to']}\n", f"due: {found['was']}\n", 1)
    for dated in (_MOVE, _DONE, _CLOSED):
        text = dated.sub(known, text)
    text = _ACTUALS.sub(lambda actuals: _ACTUAL.sub(recorded, actuals[0]), text)
    text = _UPDATE.sub(lambda found: recorded(found) or f"{found['key']}{_EMPTY}", text)
    return _EMPTY_KEY.sub("", text)
