"""The shape of the project: nothing left out of a registry or the wheel, nothing of one machine."""

import ast
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from planctl.checks import rules
from planctl.checks.run import RULES
from planctl.reports import formats as reports
from planctl.reports import kinds as papers
from planctl.store.shipped import manual_pages

ROOT = Path(__file__).parents[2]

REGISTRY_HOST = re.compile(r"\b(?:pypi|files\.pythonhosted|registry\.npmjs|deb\.debian)\.org\b")
MACHINE_PATH = re.compile(r"(?<![\w.~}-])/(?:home|root|tmp|work|Users)/\w")


def modules_in(package: ModuleType) -> set[str]:
    return {
        f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)
    }


def names(registry: tuple[object, ...]) -> set[str]:
    return {vars(module)["__name__"] for module in registry}


def project_files() -> list[str]:
    """Return the paths that git keeps, or would if everything were added now."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in listed.split("\0") if (ROOT / path).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate((ROOT / path).read_text("utf-8", "replace").split("\n"), 1)
        if pattern.search(line)
    ]


def test_every_rule_is_listed() -> None:
    assert names(RULES) == modules_in(rules)


def test_every_report_format_is_listed() -> None:
    assert {f"planctl.reports.formats.{name}" for name in reports.FORMATS} == modules_in(reports)


def test_every_kind_of_paper_is_listed() -> None:
    listed = {f"planctl.reports.kinds.{name.replace('-', '_')}" for name in papers.KINDS}
    assert listed == modules_in(papers)


OWN_NAMES = ("highlight", "scorecard", "year-end", "docx", "pdf", "xlsx", "parquet")
"""The kinds of paper and formats whose names are words of nothing else."""


def test_no_other_module_names_a_kind_of_paper_or_a_format() -> None:
    """What differs between them is asked of their rows; reading a workbook is another matter."""
    registries = {ROOT / "src/planctl/reports/kinds/__init__.py", Path(reports.__file__)}
    naming = {
        path.relative_to(ROOT / "src/planctl").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if path not in registries and path.stem not in OWN_NAMES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in OWN_NAMES
    }
    assert naming <= {"exchange/workbook.py", "cli/shell/words.py"}, "the second is generated"
    for path in [*(ROOT / "templates").glob("*.j2"), *(ROOT / "templates").glob("*.typ")]:
        text = path.read_text(encoding="utf-8")
        assert [name for name in OWN_NAMES if f'"{name}"' in text] == [], path.name


@pytest.fixture(scope="module")
def in_wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the paths within the wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["templates", "fonts", "schema", "starters", "examples/2025-26"])
def test_the_wheel_has_every_file_of(folder: str, in_wheel: set[str]) -> None:
    expected = {f"planctl/{path}" for path in project_files() if path.startswith(f"{folder}/")}
    assert expected
    assert expected <= in_wheel


def test_the_wheel_has_the_manual(in_wheel: set[str]) -> None:
    assert {f"planctl/docs/{name}.md" for name in manual_pages()} <= in_wheel
    assert any(name.endswith("/data/share/man/man1/planctl.1") for name in in_wheel)
    assert not any("docs/images" in name or "docs/decisions" in name for name in in_wheel)


def test_the_wheel_says_that_it_is_typed(in_wheel: set[str]) -> None:
    assert "planctl/py.typed" in in_wheel


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert lines_with(REGISTRY_HOST) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []
