"""Draw the house: its rooms in the order of the contract, and how often each asks another."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import wrap

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
_WIDTH = 96
_BLOCK = re.compile(r"(?<=<!-- made by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)


def page() -> str:
    """Return docs/architecture.md with the house drawn as it is now."""
    return _BLOCK.sub(lambda _: drawing(), PAGE.read_text(encoding="utf-8"), count=1)


def drawing() -> str:
    """Return the picture of the house as a block of Markdown, then the rooms within rooms."""
    graph = grimp.build_graph("planctl")
    arrows = _arrows(graph)
    floors = [
        "".join(_lines(room, graph, arrows) for room in floor) + f"└{'─' * _WIDTH}┘\n"
        for floor in floors_of_contract()
    ]
    inner = [f"- `{room.replace('.', '/')}/` {_caption(room)}\n" for room in _inner_rooms(graph)]
    return f"```text\n{''.join(floors)}```\n\nRooms within rooms:\n\n{''.join(inner)}"


def floors_of_contract() -> list[list[str]]:
    """Return the rooms from the top down, as the first contract of pyproject.toml lists them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.split(" | ") for layer in layers]


def _arrows(graph: grimp.ImportGraph) -> Counter[tuple[str, str]]:
    """Return how many modules of one room are imported by modules of another, each time counted."""
    found: Counter[tuple[str, str]] = Counter()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            found[_room(importer), _room(imported)] += 1
    return found


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _lines(room: str, graph: grimp.ImportGraph, arrows: Counter[tuple[str, str]]) -> str:
    """Return the part of the picture that is one room's."""
    modules = len(graph.find_descendants(f"planctl.{room}"))
    asked = [
        f"{other} {arrows[room, other]}"
        for floor in floors_of_contract()
        for other in floor
        if other != room and arrows[room, other]
    ]
    title = f" {room}/ " if modules else f" {room}.py "
    texts = [
        *wrap(_caption(room), _WIDTH - 2),
        *wrap(f"→ {' · '.join(asked)}" if asked else "", _WIDTH - 4),
    ]
    return f"┌{title:─<{_WIDTH}}┐\n" + "".join(f"│ {text:<{_WIDTH - 2}} │\n" for text in texts)


def _caption(room: str) -> str:
    """Return the first paragraph of what a room says that it is."""
    about = import_module(f"planctl.{room}").__doc__ or ""
    return " ".join(about.split("\n\n")[0].split())


def _inner_rooms(graph: grimp.ImportGraph) -> Iterator[str]:
    """Yield the packages within the rooms, by their names within planctl."""
    for module in sorted(graph.modules):
        if module.count(".") > 1 and graph.find_children(module):
            yield module.removeprefix("planctl.")
