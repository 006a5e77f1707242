"""The laws of the house: its rooms, how large its parts are, and what they may be called."""

import ast
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import grimp

from house import floors_of_contract

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "planctl"

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_SUPPRESSIONS = 20
MOST_FLOORS = 10

# What a module of a kind is asked for: every rule has a `check`, every format a `render`.
PROTOCOL = frozenset(
    {"ask", "check", "command", "compare", "find", "link_targets", "main", "render", "sections"}
)

UNCLEAR = frozenset(
    {
        "said",
        "asked",
        "seen",
        "stand",
        "asked_of_numbers",
        "sight",
        "wiring",
        "graft",
        "whole",
        "wording",
        "reworded",
        "words",
        "seal",
        "ledger",
        "remarks",
    }
)

_NOT_CODE = frozenset(
    {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
)
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_REASON = re.compile(r"# noqa: .* - \S|# type: ignore\[.*\] # \S|# pragma: .* - \S")
_SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma)\b")


def python_in(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def code_lines(path: Path) -> frozenset[int]:
    """Return the numbers of the lines with code: no docstring, no comment, no blank line."""
    tokens = tokenize.generate_tokens(StringIO(path.read_text(encoding="utf-8")).readline)
    lines = {
        number
        for token in tokens
        if token.type not in _NOT_CODE
        for number in range(token.start[0], token.end[0] + 1)
    }
    return frozenset(lines.difference(*map(lines_of, docstrings(path))))


def lines_of(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def lines_of_body(node: "ast.FunctionDef | ast.AsyncFunctionDef") -> range:
    return range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)


def docstrings(path: Path) -> Iterator[ast.stmt]:
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.Module, ast.ClassDef, *_FUNCTION)):
            match node.body:
                case [ast.Expr(ast.Constant(str())) as docstring, *_]:
                    yield docstring


def public_names(path: Path) -> Iterator[str]:
    """Yield the names of the classes and functions that a module offers to others."""
    for node in tree(path).body:
        if isinstance(node, (ast.ClassDef, *_FUNCTION)) and not node.name.startswith("_"):
            yield node.name


def imported_names(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield the full name of what a module imports, and the alias that it has there."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", alias.asname) for alias in node.names)


def place(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def large_modules() -> set[str]:
    return {place(path) for path in python_in("src") if len(code_lines(path)) > MOST_LINES}


def large_functions() -> set[str]:
    """Return the functions of many lines; what a command's options are is not one of its lines."""
    """Return the functions that do much; the options of a command, a line each, are not counted."""
    return {
        f"{place(path)} {node.name}"
        for path in python_in("src")
        for node in ast.walk(tree(path))
        if isinstance(node, _FUNCTION)
        and len(code_lines(path).intersection(lines_of_body(node))) > MOST_LINES_OF_A_FUNCTION
    }


def names_with_two_homes() -> set[str]:
    homes = defaultdict(set)
    for path in python_in("src"):
        for name in public_names(path):
            homes[name].add(path)
    return {name for name, paths in homes.items() if len(paths) > 1} - PROTOCOL


def unclear_names() -> set[str]:
    found = set()
    for path in python_in("src"):
        names = [path.stem, *public_names(path)]
        names += [alias for _, alias in imported_names(path) if alias]
        found |= {f"{place(path)} {name}" for name in names if name.lower() in UNCLEAR}
    return found


def suppressions() -> list[str]:
    return [
        f"{place(path)}:{number}: {line.strip()}"
        for path in python_in("src")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if _SUPPRESSION.search(line)
    ]


def removed_libraries() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in python_in("src", "tests", "tools", "bench")
        for name, _ in imported_names(path)
        if name.split(".")[0] in {"click", "yaml"}
    }


def cycles() -> set[str]:
    graph = grimp.build_graph("planctl")
    return {
        module
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if graph.chain_exists(importer=imported, imported=module)
    }


def test_the_first_floor_has_the_rooms_of_the_contract_and_nothing_else() -> None:
    floors = floors_of_contract()
    assert len(floors) <= MOST_FLOORS
    rooms = {room for floor in floors for room in floor}
    modules = {"__init__", "__main__", "problem"}
    expected = {f"{name}.py" for name in modules} | {"py.typed"} | rooms - modules
    assert {path.name for path in SRC.iterdir()} - {"__pycache__"} == expected


def test_no_module_is_large() -> None:
    assert large_modules() == set()


def test_no_function_is_large() -> None:
    assert large_functions() == set()


def test_a_public_name_has_one_home() -> None:
    assert names_with_two_homes() == set()


def test_a_name_says_what_is_there() -> None:
    assert unclear_names() == set()


def test_a_check_is_rarely_suppressed_and_never_without_a_reason() -> None:
    found = suppressions()
    assert [line for line in found if not _REASON.search(line)] == []
    assert len(found) <= MOST_SUPPRESSIONS


def test_no_library_that_was_left_is_imported() -> None:
    assert removed_libraries() == set()


def test_no_import_leads_back() -> None:
    assert cycles() == set()
