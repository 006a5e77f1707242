"""How problems look in a terminal: each a frame with the line that is wrong, and what to do."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from planctl.problem import Problem, Severity, visible

_LONGEST_LINE = 120


def frames(problems: Iterable[Problem]) -> Iterator[Text]:
    """Yield each problem as a frame: what is wrong, the line, the wrong text, what to do."""
    for problem in problems:
        place = problem.place
        colour = "bold red" if problem.severity is Severity.ERROR else "bold yellow"
        margin = " " * len(str(place.line))
        frame = Text()
        frame.append(f"{problem.severity}[{problem.rule}]", colour)
        frame.append(f": {visible(problem.message)}\n", "bold")
        frame.append(f"{margin}--> {visible(place.path)}:{place.line}:{place.column}\n")
        if place.text:
            line, start, width = _excerpt(place.text, place.column - 1, place.width)
            frame.append(f"{margin} |\n{place.line} | {line}\n")
            frame.append(f"{margin} | {' ' * start}")
            frame.append(f"{'^' * width}\n", colour)
        if problem.hint:
            frame.append(f"{margin} = help: {visible(problem.hint)}\n")
        yield frame


def _excerpt(line: str, start: int, width: int) -> tuple[str, int, int]:
    """Return a line cut to what fits around its wrong text, and where that then begins."""
    before, wrong = visible(line[:start]), visible(line[start : start + width])
    cut = max(0, len(before) - _LONGEST_LINE // 2)
    shown = ("…" if cut else "") + before[cut:]
    after = visible(line[start + width :])
    room = max(1, _LONGEST_LINE - len(shown))
    text = f"{shown}{wrong}{after}".expandtabs(1)
    return text[:_LONGEST_LINE], len(shown), max(1, min(len(wrong), room))
