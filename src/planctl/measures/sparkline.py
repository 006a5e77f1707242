"""How a measure went in a year, as a line of small bars."""

from collections.abc import Iterator

from planctl.measures.judgement import Unknown
from planctl.measures.readings import MeasureResults, Reading
from planctl.plan.figure import Figure

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def sparkline(measured: MeasureResults) -> str:
    """Return a bar for each value of the year, the least the lowest; a dot where there is none."""
    unit = measured.style.unit
    values = [
        each.value.number(unit) if isinstance(each.value, Figure) else None
        for each in measured.points
    ]
    known = [each for each in values if each is not None]
    if not known:
        return ""
    least, span = min(known), max(known) - min(known)
    last = len(_BARS) - 1
    return "".join(
        _GAP if each is None else _BARS[int((each - least) * last / span) if span else last // 2]
        for each in values
    ).rstrip(_GAP)


def directions_of_travel(reading: Reading) -> Iterator[str]:
    """Yield the direction since the period before, and since the same quarter last year."""
    last_year = reading.quarter.last_year
    for since, found in ((reading.since, reading.travel), (last_year, reading.travel_in_year)):
        if not isinstance(found, Unknown):
            yield f"the same as {since}" if found == "same" else f"{found} since {since}"
