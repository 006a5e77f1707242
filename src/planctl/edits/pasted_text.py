"""What is pasted from Word or an e-mail, as the Markdown that was meant: its bullets are a list."""

import re

_SPACE = "[ \\t\\xa0]"
_BULLET = re.compile(
    rf"{_SPACE}*(?:(?P<mark>[•●▪■‣\u2043∙·◦○]){_SPACE}*|(?P<letter>[o§]){_SPACE}*\t{_SPACE}*)(?=\S)"
)
"""A bullet as Word writes it; its o and § are bullets only where a tab follows."""


def with_lists(text: str) -> str:
    """Return a text in which lines that begin with a bullet are the entries of a Markdown list.

    A bullet of another shape below one begins a list within it.
    """
    lines: list[str] = []
    shapes: list[str] = []
    for line in text.split("\n"):
        found = _BULLET.match(line)
        if not found:
            shapes = shapes if not line.strip() else []
            lines.append(line)
            continue
        shape = found["mark"] or found["letter"]
        shapes = shapes[: shapes.index(shape)] if shape in shapes else shapes
        lines.append(f"{'  ' * len(shapes)}- {line[found.end() :]}")
        shapes = [*shapes, shape]
    return "\n".join(lines)
