"""The measures of an action as its file says them, by their ids: read without the model."""

from collections.abc import Iterator, Mapping

Data = Mapping[str, object]
"""The data of a document, or a part of them."""

MeasureKeys = tuple[str | int, ...]
"""The keys to a measure from the top: ("measures", 3), or ("measures", 3, "parts", 0)."""

_OF_LINE = frozenset({"text", "parts"})


def measures_by_id(action: Data) -> dict[str, Data]:
    """Return what is said of each measure that has fields, without the words of its line."""
    found: dict[str, Data] = {}
    for way, said in measure_keys(action):
        name = str(said.get("id") or "-".join(map(str, way)))
        fields = {key: value for key, value in said.items() if key not in _OF_LINE}
        found[name if name not in found else "-".join(map(str, way))] = fields
    return found


def measure_texts(action: Data) -> list[object]:
    """Return how performance is measured, in words alone."""
    lines = action.get("measures")
    if not isinstance(lines, list):
        return []
    return [line.get("text") if isinstance(line, dict) else line for line in lines]


def actuals_of_quarter(action: Data, quarter: str) -> dict[str, object]:
    """Return what was recorded of each measure for a quarter, where anything was."""
    found: dict[str, object] = {}
    for name, said in measures_by_id(action).items():
        actuals = said.get("actuals")
        if isinstance(actuals, dict) and (value := actuals.get(quarter)):
            found[name] = value
    return found


def measure_keys(action: Data) -> Iterator[tuple[MeasureKeys, Data]]:
    """Yield where each measure that has fields stands, and what is said of it."""
    lines = action.get("measures")
    for at, line in enumerate(lines if isinstance(lines, list) else ()):
        if not isinstance(line, dict):
            continue
        parts = line.get("parts")
        if not isinstance(parts, list):
            yield ("measures", at), line
            continue
        for number, part in enumerate(parts):
            if isinstance(part, dict):
                yield ("measures", at, "parts", number), part
