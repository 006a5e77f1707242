"""A change of wording, indicator or target that somebody agreed."""

from planctl.plan.base import Day, PlanPart, Text
from planctl.plan.days import in_words
from planctl.plan.fields import label


class AgreedChange(PlanPart):
    """A field that was changed by agreement: from what to what, who agreed it and why."""

    date: Day
    """The day on which it was agreed."""
    field: Text
    """The field, as planctl set names it: title, indicators.2, measures.placements.target."""
    was: str = ""
    """What it said before; nothing where an entry was added."""
    now: str = ""
    """What it says since."""
    reason: Text
    """Why it was changed."""
    agreed_by: Text
    """The post or the board that agreed it."""

    @property
    def name(self) -> str:
        """What people call the field: target of placements, title."""
        first, *rest = self.field.split(".")
        if first == "measures":
            return " of ".join(reversed([rest[0], *(each.replace("_", " ") for each in rest[1:])]))
        return " ".join([label(first).lower(), *rest])

    @property
    def sentence(self) -> str:
        """It in words: what was changed, from what to what, who agreed it and why."""
        changed = f"from {self.was} to {self.now}" if self.was else f"{self.now} added"
        said = f"{self.name}: {changed}, agreed by {self.agreed_by} on {in_words(self.date)}"
        return " ".join(f"{said}: {self.reason}".split())
