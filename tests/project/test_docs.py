"""The docs run: every command shown in them prints what they say it prints."""

import re
import shutil
from pathlib import Path

import pytest

from generate import generated
from transcript import agrees, printed, steps
from word_parts import small_plan

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "docs/tutorial.md",
    "docs/import.md",
    "docs/reviewing.md",
    "docs/returns.md",
    "README.md",
)

_PAPERS = ("pdf", "reports", "word")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.slow
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    if name == "README.md":
        shutil.copytree(ROOT / "plan", tmp_path / "plan")
    tmp_path.joinpath("plan.docx").write_bytes(small_plan())
    tmp_path.joinpath("newer.docx").write_bytes(small_plan(newer=True))
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = "".join(re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    for step in steps(shown):
        actual = printed(step.command, tmp_path)
        assert agrees(step.expected, actual), f"$ {step.command}\n{actual}"


@pytest.mark.parametrize(
    "name",
    ["measures", "site", *(pytest.param(each, marks=pytest.mark.slow) for each in _PAPERS)],
)
def test_the_commands_of_a_page_are_done_on_the_example_before_it_is_signed_off(
    name: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "examples" / "2025-26", tmp_path / "plan" / "2025-26")
    header = tmp_path / "plan" / "2025-26" / "plan.yaml"
    signed = header.read_text(encoding="utf-8")
    header.write_text(re.sub(r"^closed:\n(?:[ \n].*\n?)*", "", signed, flags=re.MULTILINE))
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    assert shown
    for step in steps(re.sub(r"^planctl ", "$ planctl ", shown, flags=re.MULTILINE)):
        actual = printed(f"export PLANCTL_TODAY=2026-04-21; {step.command}", tmp_path)
        assert "[exit status" not in actual, f"$ {step.command}\n{actual}"
        assert not step.expected or agrees(step.expected, actual), actual


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_what_is_made_from_the_program_is_current() -> None:
    for path, text in generated():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make docs`"


@pytest.mark.parametrize("name", ["docs/architecture.md", "README.md", "CONTRIBUTING.md"])
def test_every_file_and_folder_that_is_named_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    outside_blocks = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    places = re.findall(r"`([\w.-]+/[\w./-]*|\w+\.(?:py|toml|md))`", outside_blocks)
    assert places
    for place in places:
        assert (ROOT / place).exists() or (ROOT / "src/planctl" / place).exists(), place
