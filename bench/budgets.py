"""What the commands cost beside the budgets that planctl keeps, for docs/performance.md."""

import argparse
import compileall
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

import planctl
from measuring import PLANCTL, PYTHON, Cost, in_turns, write_rich_plan

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
_TODAY = ("--today", "2026-05-20")
_SMALL_RUNS, _LARGE_RUNS = 15, 3
_TURNED_AMBER = 1_500
_ENV = shutil.which("env") or "env"
_SIZES = (1_000, 5_000, 20_000)
_PASS = 0.010  # seconds that `python -c pass` takes on the machine that the budgets are written for

_ABOUT = """\
# How fast it is

Made by `make bench`, which prints this table: {made}, on which `python -c pass` took {bare:.0f} ms.

Budgets in seconds are for a machine on which that takes {pass_:.0f} ms; here they are {pace:.1f}
times as long. Whole processes, run in turns, medians of {small} runs of the small ones and {large}
of the large.
The 21 actions are the council's own plan; the others are rich ones: the example's 3.2 renumbered,
7 KB each, with measures and their numbers, moves, a milestone and four quarters written.
Times vary by a third from hour to hour on a shared machine; ratios hardly do.

"""
_REST = """
`--grow` checks and reports plans of 1,000, 5,000 and 20,000 rich actions: what an action costs must
not rise with their number. `bench/merges.py` merges pairs of edits with git alone and with planctl.

A council's plan has 20 to 300 actions. Speed that nobody can feel is not worth a module:
[why](decisions/0003-speed.md).
"""


@dataclass(frozen=True)
class Figure:
    """One measured figure, in the unit of its budget."""

    what: str
    value: float
    budget: float
    unit: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Return the row of the table: what it is, its figure, its budget, whether that is met."""
        met = "met" if self.value <= self.budget else "**not met**"
        return self.what, self._shown(self.value), self._shown(self.budget), met

    def _shown(self, value: float) -> str:
        number = f"{value:,.0f}" if value >= 100 or not value else f"{value:.2g}"  # noqa: PLR2004
        return f"{number} {self.unit}"


def main() -> None:
    """Print the table of budgets and write the page that holds it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grow", action="store_true", help="check and report 1,000 to 20,000")
    parser.add_argument("--note", default="", help="words about the machine, for the page")
    asked = parser.parse_args()
    compileall.compile_dir(str(Path(planctl.__file__).parent), quiet=2)
    with TemporaryDirectory(prefix="planctl-bench-") as folder:
        if asked.grow:
            _print_growth(Path(folder))
            return
        small = _small(Path(folder))
        pace = small["bare"] / _PASS
        figures = [*_small_figures(small, pace), *_large(Path(folder), pace)]
    text = "".join(f"| {' | '.join(cells)} |\n" for cells in _rows(figures))
    print(text, end="")
    made = f"{os.cpu_count()} processors, Python {platform.python_version()}"
    about = _ABOUT.format(
        made=", ".join(filter(None, (made, asked.note))),
        bare=small["bare"] * 1000,
        pass_=_PASS * 1000,
        pace=pace,
        small=_SMALL_RUNS,
        large=_LARGE_RUNS,
    )
    PAGE.write_text(about + text + _REST, encoding="utf-8")


def _rows(figures: list[Figure]) -> Iterator[tuple[str, ...]]:
    yield "What", "Now", "Budget", ""
    yield "---", "---:", "---:", "---"
    yield from (figure.cells for figure in figures)


def _small(folder: Path) -> dict[str, float]:
    """Return the seconds that the commands take on the council's plan of 21 actions."""
    plan = folder / "small"

    def as_it_was() -> None:
        shutil.copytree(ROOT / "plan" / "2019-20", plan, dirs_exist_ok=True)

    there = ("--plan", str(plan))
    line = ("COMP_WORDS=planctl update 3.", "COMP_CWORD=2")
    asked = (_ENV, "-C", str(plan), "_PLANCTL_COMPLETE=complete_bash", *line)
    costs = in_turns(
        {
            "bare": (PYTHON, "-c", "pass"),
            "version": (PLANCTL, "--version"),
            "completion": (*asked, PLANCTL),
            "help": (PLANCTL, "--help"),
            "update": (PLANCTL, "update", "3.2", "-q", "Q2", "--rag", "amber", *there),
            "check": (PLANCTL, "check", *there),
            "report": (PLANCTL, "report", *there),
        },
        _SMALL_RUNS,
        as_it_was,
    )
    return {name: each.wall for name, each in costs.items()}


def _small_figures(wall: Mapping[str, float], pace: float) -> Iterator[Figure]:
    bare = "× `python -c pass`"
    yield Figure("`--version`", wall["version"] / wall["bare"], 1.5, bare)
    yield Figure("completion at a TAB", wall["completion"] / wall["bare"], 13, bare)
    yield Figure("`--help`", wall["help"] / wall["bare"], 13, bare)
    yield Figure("`update` of a rating", wall["update"] / wall["bare"], 20, bare)
    yield Figure("the same", wall["update"], 0.2 * pace, "s")
    yield Figure("`check`, 21 actions", wall["check"], 0.3 * pace, "s")
    yield Figure("`report` html, 21 actions", wall["report"] / wall["check"], 1.7, "× `check`")


def _large(folder: Path, pace: float) -> Iterator[Figure]:
    """Measure the commands on large plans of rich actions."""
    thousand = ("--plan", write_rich_plan(folder / "1000", 1_000), *_TODAY)
    three_hundred = ("--plan", write_rich_plan(folder / "300", 300), *_TODAY)
    repository = _repository(folder / "repository")
    site = folder / "site"
    publish = (PLANCTL, "report", "--format", "site", "--output", str(site), *thousand)
    costs = in_turns(
        {
            "check": (PLANCTL, "check", *thousand),
            "report": (PLANCTL, "report", *thousand),
            "pdf": (PLANCTL, "report", "--output", str(folder / "a.pdf"), *three_hundred),
            "diff": (_ENV, "-C", repository, PLANCTL, "diff", "HEAD~1", "HEAD"),
        },
        _LARGE_RUNS,
    )
    with pikepdf.open(folder / "a.pdf") as pdf:
        pages = len(pdf.pages)
    made = in_turns({"site": publish}, _LARGE_RUNS, lambda: shutil.rmtree(site, ignore_errors=True))
    yield from _rich("`check`", costs["check"], 1.2 * pace, 120)
    yield from _rich("`report` html", costs["report"], 1.6 * pace, 150)
    publishing = made["site"].processor
    yield Figure("site of 1,000 rich ones, made whole", publishing, 2.5 * pace, "s of processor")
    yield Figure("its files touched when it is made again", _touched(site, publish), 0, "files")
    yield Figure("`diff` of 5,000 rich ones, 1,500 changed", costs["diff"].wall, 0.6 * pace, "s")
    yield Figure("PDF of 300 rich ones, a page", costs["pdf"].wall * 1000 / pages, 14 * pace, "ms")
    yield Figure("its memory, a page", costs["pdf"].memory / pages, 2.8, "MB")


def _rich(what: str, found: Cost, seconds: float, memory: float) -> Iterator[Figure]:
    yield Figure(f"{what}, 1,000 rich ones", found.processor, seconds, "s of processor")
    yield Figure("its memory", found.memory, memory, "MB")


def _touched(site: Path, publish: tuple[str, ...]) -> int:
    """Return how many files of a site are written when it is made again from the same plan."""
    before = _stamps(site)
    subprocess.run(publish, check=True, capture_output=True)
    return len(before.items() ^ _stamps(site).items())


def _stamps(site: Path) -> dict[Path, tuple[int, int]]:
    found = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {path: (said.st_ino, said.st_mtime_ns) for path, said in found}


def _repository(folder: Path) -> str:
    """Return a new repository of a rich plan whose last commit turned many of its actions amber."""
    plan = Path(write_rich_plan(folder / "plan" / "2025-26", 5_000))
    for command in ("init --quiet", "add .", "commit --quiet -m Q1"):
        _git(folder, *command.split())
    for path in sorted(plan.glob("*.*.yaml"))[:_TURNED_AMBER]:
        text = path.read_text(encoding="utf-8").replace("    rag: red", "    rag: amber")
        path.write_text(text.replace("worst of the year", "worst for years"), encoding="utf-8")
    _git(folder, "commit", "--quiet", "-am", "Q2")
    return str(folder)


def _git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.invalid", "-c", "gc.auto=0")
    subprocess.run(["git", "-C", folder, *settings, *arguments], check=True)


def _print_growth(folder: Path) -> None:
    """Print what an action costs in plans of several sizes."""
    for size in _SIZES:
        plan = ("--plan", write_rich_plan(folder / str(size), size), *_TODAY)
        commands = {name: (PLANCTL, name, *plan) for name in ("check", "report")}
        for name, found in in_turns(commands, 1).items():
            each = found.processor / size * 1e6
            print(f"{name:<7} {size:>6,} actions {each:6.0f} µs each {found.memory:6.0f} MB")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
