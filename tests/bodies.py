"""Plans of bodies with scales of their own: the scale and the published counts, invented words."""

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

    def texts(self) -> Mapping[str, bytes]:
        """Return the files of its plan, in which all actions have been rated for Q1."""
        lines = [f"title: Improvement plan\norganisation: {self.organisation}\nyear: 2019-20"]
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
            files[f"p/{action}.yaml"] = _ACTION.format(action, number, at, _word(number)).encode()
        return files


_ACTION = """\
id: "{0}"
title: Work {1}
lead: Care
updates:
  Q1:
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
