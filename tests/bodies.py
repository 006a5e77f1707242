"""Plans of bodies with scales and periods of their own: published counts, invented words."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

TODAY = date(2019, 8, 1)
"""A day on which the updates of Q1 are late."""


class BodyStep(NamedTuple):
    """A step of a scale, and how many actions were published with it."""

    label: str
    what: str
    number: int
    more: str = ""


class Body(NamedTuple):
    """A body's scale from worst to best."""

    organisation: str
    steps: tuple[BodyStep, ...]
    shares: str = ""
    """How it prints shares, if not in whole per cents."""

    @property
    def few(self) -> "Body":
        """The same with three actions at most for each step, where only words matter."""
        return self._replace(steps=tuple(e._replace(number=min(e.number, 3)) for e in self.steps))

    def texts(self, periods: "BodyPeriods | None" = None) -> Mapping[str, bytes]:
        """Return the files of its plan, in which all actions have been rated for one period."""
        of = periods or QUARTERLY
        lines = [f"title: Improvement plan\norganisation: {self.organisation}\nyear: {of.year}"]
        lines += [f"calendar:\n  {of.calendar}"] if of.calendar else []
        lines += [f"shares: {self.shares}"] if self.shares else []
        lines.append("priorities:\n  1: First\n  2: Second\nscale:")
        for at, step in enumerate(self.steps):
            quoted = step.label.replace("'", "''")
            lines.append(f"  - code: step-{at}\n    label: '{quoted}'\n    is: {step.what}")
            lines.append(f"    meaning: Meaning number {at}.")
            lines += [f"    {each}" for each in step.more.split("; ") if each]
        files = {"p/plan.yaml": "\n".join([*lines, ""]).encode()}
        rated = [at for at, step in enumerate(self.steps) for _ in range(step.number)]
        for number, at in enumerate(rated):
            action = f"{1 + number % 2}.{1 + number // 2}"
            files[f"p/{action}.yaml"] = _ACTION.format(
                action, number, at, _word(number), of.rated
            ).encode()
        return files


class BodyPeriods(NamedTuple):
    """The periods of a body's plan: what plan.yaml says of them, the one rated, and a day."""

    calendar: str
    rated: str
    today: date
    noun: str
    year: str = "2019-20"


QUARTERLY = BodyPeriods("", "Q1", TODAY, "quarter")

_ACTION = """\
id: "{0}"
title: Work {1}
lead: Care
updates:
  {4}:
    rag: step-{2}
    commentary: Sentence {3}.
    impact: Families see {3}.
    next_steps: The team writes {3}.
    evidence: Paper {3}, May 2019.
"""


def _word(number: int) -> str:
    """Return letters that are of one action alone, for no text may be another's copy."""
    return "".join(chr(ord("a") + int(digit)) * 3 for digit in str(number))


BODIES = {
    "sheffield": Body(
        "Sheffield",
        (
            BodyStep("Off Track", "red", 0, 'colour: "#b00020"'),
            BodyStep("On Track", "amber", 44),
            BodyStep("Complete", "complete", 26, 'colour: "#00703c"'),
            BodyStep("Complete & CSPI", "verified", 18, 'colour: "#005eb8"; short: CSPI'),
        ),
    ),
    "bromsgrove": Body(
        "Bromsgrove",
        (
            BodyStep("over one month behind", "red", 3, "short: over a month"),
            BodyStep("one month behind", "amber", 4, "short: one month"),
            BodyStep("on target", "green", 57),
            BodyStep(
                "re-scheduled or suspended with approval", "paused", 21, "short: re-scheduled"
            ),
        ),
        shares="one decimal",
    ),
    "rotherham": Body(
        "Rotherham",
        (
            BodyStep("Not met within 3 months", "red", 8),
            BodyStep("Delayed by less than 3 months", "amber", 16),
            BodyStep("On track", "green", 44),
            BodyStep("Complete", "complete", 21),
        ),
    ),
    "stockton": Body(
        "Stockton",
        (
            BodyStep("4", "red", 0),
            BodyStep("3", "amber", 0),
            BodyStep("2 On track", "green", 3),
            BodyStep("1 Fully Achieved", "complete", 2),
        ),
    ),
    "torbay": Body(
        "Torbay",
        (
            BodyStep("Red", "red", 1),
            BodyStep("Amber", "amber", 1),
            BodyStep("Yellow", "amber", 0, 'colour: "#ffee58"'),
            BodyStep("Green", "green", 0),
        ),
    ),
    "bromley": Body(
        "Bromley",
        (
            BodyStep("Red", "red", 23),
            BodyStep("Amber", "amber", 142),
            BodyStep("Green", "green", 133),
            BodyStep("Complete", "complete", 0),
        ),
    ),
    "of strange words": Body(
        "Ynys Môn",
        (
            BodyStep("<b>Coch</b> | *drwg*", "red", 1, "short: Coch"),
            BodyStep('Ŵyneb & "ŷd"', "red", 1, "shape: '‡'"),
            BodyStep("0", "amber", 1, "shape: '+'"),
            BodyStep("=SUM(1) [a](b) `c`", "green", 2, "shape: '='"),
            BodyStep(
                "Wedi'i gwblhau a'i gadarnhau gan bwyllgor craffu'r Cyngor llawn", "complete", 1
            ),
            BodyStep("Heb ddechrau", "not started", 1),
            BodyStep("Ar gau", "closed", 1),
        ),
    ),
}
"""Bodies by name: six as they published, and one whose words are awkward."""

PERIODS = {
    "sheffield": BodyPeriods("periods: months", "July", date(2019, 8, 20), "month"),
    "bromsgrove": BodyPeriods("periods: months", "April", date(2019, 5, 20), "month"),
    "rotherham": BodyPeriods("periods: half-years", "H1", date(2019, 12, 8), "half-year"),
    "stockton": BodyPeriods(
        "periods:\n    - {name: July committee, ends: 2019-07-18, due: 2019-07-10}\n"
        "    - {name: December committee, ends: 2019-12-12, due: 2019-12-04}",
        "July committee",
        date(2019, 7, 12),
        "period",
    ),
    "torbay": BodyPeriods(
        "periods:\n    - {name: Year 2019/20, ends: 2020-03-31}",
        "Year 2019/20",
        date(2020, 4, 20),
        "period",
    ),
    "bromley": BodyPeriods("periods: months", "April 2019", date(2019, 5, 20), "month", "2019-21"),
    "of strange words": BodyPeriods(
        "first_month: 9\n  periods: terms", "Autumn", date(2020, 1, 20), "term"
    ),
}
"""The periods of each body, as it has them."""
