"""What a shell completes, and that a real shell asks for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from planctl.cli.shell.completions import answer
from plans import ACTION, HEADER
from transcript import printed


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan of one action, to work in."""
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    folder.joinpath("plan.yaml").write_bytes(HEADER)
    folder.joinpath("3.2.yaml").write_text(ACTION)
    monkeypatch.chdir(tmp_path)
    return folder


def test_an_action_is_offered_with_its_title(plan: Path) -> None:
    assert answer(["update", "3"]) == "3.2\tPLACEMENT STABILITY\n"
    assert answer(["show", "--plan", str(plan), ""]) == "3.2\tPLACEMENT STABILITY\n"


def test_an_action_whose_file_cannot_be_read_is_offered_without_a_title(plan: Path) -> None:
    plan.joinpath("3.3.yaml").mkdir()
    plan.joinpath("3.4.yaml").symlink_to("nowhere")
    plan.joinpath("3.5.yaml").write_bytes(b"title: \x1b[31m\n")
    plan.joinpath("3.6.yaml").write_bytes(b"id: x\n")
    assert all(not line.partition("\t")[2] for line in answer(["show", "3."]).splitlines()[1:])


def test_no_title_is_read_of_very_many_actions(plan: Path) -> None:
    for number in range(1, 202):
        plan.joinpath(f"1.{number}.yaml").write_text(ACTION)
    assert answer(["show", "3"]) == "3.2\t\n"


def test_nothing_is_offered_without_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert answer(["show", ""]) == ""
    assert answer([]).startswith("status\t")


def test_bash_completes_words_that_hold_a_space(plan: Path) -> None:
    words = "planctl update 3.2 --status in"
    script = f"""
        source <(planctl completion bash)
        COMP_WORDS=({words}); COMP_CWORD=4
        _planctl
        echo "${{COMPREPLY[@]}}"
    """
    assert printed(f"bash -c '{script}'", plan) == r"in\ progress"


def test_completing_imports_no_library() -> None:
    code = (
        "import sys; from planctl.cli.shell.completions import answer; answer(['up']);"
        " print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"re", "enum", "click", "yaml", "pydantic", "rich"} & set(done.stdout.split())
