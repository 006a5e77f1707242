"""Each command, as its transcripts in cases/commands say; REGENERATE=1 writes them anew."""

import os
import subprocess
from pathlib import Path

import pytest

from plans import ACTION, HEADER
from transcript import agrees, printed, rewritten, steps

CASES = sorted((Path(__file__).parents[1] / "cases" / "commands").glob("*.txt"))
_LONG = {"report-kinds", "site", "templates", "whole-quarter"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A git repository with a plan of three actions."""
    plan = tmp_path / "plan" / "2019-20"
    plan.mkdir(parents=True)
    plan.joinpath("plan.yaml").write_bytes(HEADER)
    for action_id, title in (("1.1", "SCHOOL READINESS"), ("3.2", None), ("3.10", "HEALTH")):
        text = ACTION.replace('"3.2"', f'"{action_id}"')
        text = (
            text.replace("PLACEMENT STABILITY", title).replace("Permanence", "Education")
            if title
            else text
        )
        plan.joinpath(f"{action_id}.yaml").write_text(text)
    for command in ("init", "add .", "-c user.name=A -c user.email=a@example.invalid commit -m A"):
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.stem, marks=[pytest.mark.slow] * (case.stem in _LONG))
        for case in CASES
    ],
)
def test_a_command_prints_what_its_transcript_says(case: Path, folder: Path) -> None:
    text = case.read_text(encoding="utf-8")
    if os.environ.get("REGENERATE"):
        case.write_text(rewritten(text, folder), encoding="utf-8")
        return
    for step in steps(text):
        actual = printed(step.command, folder)
        assert agrees(step.expected, actual), f"$ {step.command}\n{actual}"
