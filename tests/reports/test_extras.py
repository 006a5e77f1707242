"""Extras: each has its library, and without it the format says how to get it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from planctl.reports.formats import FORMATS, extra

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import sys
sys.modules[sys.argv[2]] = None
sys.path.insert(0, sys.argv[3])
from filled import summary
from planctl.problem import UserError
from planctl.reports.formats import render
from planctl.reports.report import ReportRequest
try:
    next(render(ReportRequest(summary()), sys.argv[1]))
except UserError as error:
    print(error.message, error.hint, sep="\\n")
    sys.exit(error.status)
"""


def project() -> dict[str, list[str]]:
    extras: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    return extras


def test_each_extra_begins_with_its_library_and_all_is_all_of_them() -> None:
    extras = project()
    everything = extras.pop("all")
    assert {name: each[0].partition(">=")[0] for name, each in extras.items()} == {
        name: each.library.name for name, each in FORMATS.items() if each.library
    }
    assert sorted(everything) == sorted(each for libraries in extras.values() for each in libraries)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("xlsx", "Excel needs XlsxWriter, which is not installed"),
        ("parquet", "Parquet needs pyarrow, which is not installed"),
    ],
)
def test_without_its_library_a_format_says_how_to_get_it(name: str, said: str) -> None:
    library = FORMATS[name].library
    assert library
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", WITHOUT, name, library.module, tests]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    hint = (
        f'in the checkout of planctl: pipx install --force ".[{name}]", or'
        f' uv tool install ".[{name}]"; ".[all]" is for every format'
    )
    assert done.stdout.splitlines() == [said, hint]


def test_what_else_is_missing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ModuleNotFoundError), extra("xlsx"):
        import planctl.nowhere  # type: ignore[import-not-found] # noqa: F401, PLC0415
