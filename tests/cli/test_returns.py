"""Returns made, filled in and read by the program, as the transcripts in cases/returns say."""

import os
import shlex
import subprocess
import time
from datetime import date
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest

from planctl.cli import returned
from planctl.exchange.returned_files import opened_return
from planctl.problem import UserError
from planctl.workspace.corrections import CorrectionRequest
from plans import ACTION, HEADER
from quarters import Q2
from returned import FULL, document, filled, mine
from transcript import Step, agrees, printed, steps

CASES = Path(__file__).parents[1] / "cases" / "returns"


def plan(folder: Path, **actions: str) -> None:
    """Commit a plan of these actions in a folder, and nothing else."""
    where = folder / "plan" / "2019-20"
    where.mkdir(parents=True)
    where.joinpath("plan.yaml").write_bytes(HEADER)
    for name, text in actions.items():
        where.joinpath(f"{name[1:].replace('_', '.')}.yaml").write_text(text)
    for command in ("init", "add .", "-c user.name=A -c user.email=a@example.invalid commit -m A"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True, capture_output=True)


def fill(folder: Path, name: str, *said: str) -> None:
    """Fill in a return by its tags."""
    path = folder / name
    path.write_bytes(filled(path.read_bytes(), dict(each.split("=", 1) for each in said)))


def mail(folder: Path, name: str, *attached: str) -> None:
    """Save an e-mail with documents attached."""
    message = EmailMessage()
    message["Subject"] = "My return"
    message.set_content("Here it is.")
    for each in attached:
        path = folder / each
        raw = path.read_bytes()
        message.add_attachment(raw, maintype="application", subtype="msword", filename=path.name)
        path.unlink()
    folder.joinpath(name).write_bytes(bytes(message))


OWN = {"fill": fill, "mail": mail}
"""What a transcript does beside commands: returns are filled in, and sent back."""


def done(step: Step, folder: Path) -> str:
    """Do what a step says, and return what it prints."""
    command, *words = shlex.split(step.command)
    if command not in OWN:
        return printed(step.command, folder)
    OWN[command](folder, *words)
    return ""


def follow(name: str, folder: Path) -> None:
    """Do what a transcript says; REGENERATE=1 writes what is printed anew."""
    case = CASES / f"{name}.txt"
    text = case.read_text(encoding="utf-8")
    about, parts = text.partition("$ ")[0], []
    for step in steps(text):
        actual = done(step, folder)
        if not os.environ.get("REGENERATE"):
            assert agrees(step.expected, actual), f"$ {step.command}\n{actual}"
        said = step.expected if agrees(step.expected, actual) else actual
        parts.append(f"$ {step.command}\n{said}\n")
    case.write_text(about + "\n".join(parts), encoding="utf-8")


@pytest.mark.parametrize("name", ["quarter", "conflicts", "late", "milestone", "strange"])
def test_returns_are_made_and_read_as_a_transcript_says(name: str, tmp_path: Path) -> None:
    theirs = ACTION.replace('"3.2"', '"1.1"').replace("Permanence", "Education")
    plan(tmp_path, a3_2=FULL, a1_1=theirs)
    follow(name, tmp_path)


def test_what_changed_after_somebody_agreed_is_not_written(tmp_path: Path) -> None:
    plan(tmp_path, a3_2=FULL)
    raw = filled(document(mine()), {"3.2/headline": "Ours", "3.2/impact": "It helped."})
    where = tmp_path / "plan" / "2019-20"
    correction = CorrectionRequest(date(2019, 10, 14))
    asked = returned.ReadRequest(str(where), [], "Q2", correction, *[False] * 4)
    each = returned.ReturnFile("return.docx", opened_return(raw, "return.docx"))
    told: list[returned.Told] = []
    write = partial(returned.write_returned, each, Q2, asked, told, print, late=False)
    write(dry_run=True)
    path = where / "3.2.yaml"
    theirs = path.read_text().replace("  Q2:\n", "  Q2:\n    headline: Theirs\n")
    path.write_text(theirs)
    with pytest.raises(UserError, match="was changed meanwhile"):
        write()
    assert path.read_text() == theirs


@pytest.mark.slow
def test_a_round_of_twenty_leads_is_read_in_five_seconds(tmp_path: Path) -> None:
    leads = {f"{number:02}": f"3.{number}" for number in range(1, 21)}
    actions = {
        f"a{each.replace('.', '_')}": FULL.replace('"3.2"', f'"{each}"').replace(
            "lead: Permanence", f"lead: Service {number}"
        )
        for number, each in leads.items()
    }
    plan(tmp_path, **actions)
    done(Step("planctl returns make --quarter Q2 --today 2019-10-08", ""), tmp_path)
    for number, each in list(leads.items())[:18]:
        words = [f"{each}/rag=Green", f"{each}/commentary=Service {number} did what it promised."]
        fill(tmp_path, f"returns/2019-20-q2-service-{number}.docx", *words)
    began = time.monotonic()
    follow("round", tmp_path)
    assert time.monotonic() - began < 10  # it is read twice
