"""An action's file that cannot be read is told of wherever the action would be, with status 1."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planctl.text.document import MAX_BYTES
from plans import ACTION, HEADER
from transcript import printed

LISTS = ("due", "due --json", "measures", "challenge", "slippage --json")
PAPERS = (
    "status",
    "status --json",
    "list --json",
    "show 3.2 --json",
    "report --format markdown",
    "report --format html",
    "report --format json",
    "report --format csv",
    "report --kind highlight --format markdown",
    "report --kind exceptions --format markdown",
    "report 3.2 --format markdown",
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The folder of a plan of two actions, in git."""
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    folder.joinpath("plan.yaml").write_bytes(HEADER)
    for number in ("3.2", "3.10"):
        folder.joinpath(f"{number}.yaml").write_text(ACTION.replace('"3.2"', f'"{number}"'))
    recorded(folder)
    return folder


def recorded(folder: Path) -> None:
    who = "-c user.name=A -c user.email=a@example.invalid"
    for command in ("init -q", "add .", f"{who} commit -qm A"):
        subprocess.run(["git", *command.split()], cwd=folder.parent.parent, check=True)


def renamed(name: str) -> Callable[[Path], None]:
    def rename(path: Path) -> None:
        path.rename(path.with_name(name))

    return rename


def moved(folder: str) -> Callable[[Path], None]:
    def move(path: Path) -> None:
        (path.parent / folder).mkdir(parents=True)
        path.rename(path.parent / folder / path.name)

    return move


def linked(target: str) -> Callable[[Path], None]:
    def link(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return link


def folder_of_it(path: Path) -> None:
    path.unlink()
    path.mkdir()
    path.joinpath("x").touch()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


FAULTS = {
    "3.2.yml": renamed("3.2.yml"),
    "3.2.YAML": renamed("3.2.YAML"),
    "3.2.yaml.txt": renamed("3.2.yaml.txt"),
    "3.2.yaml.bak": renamed("3.2.yaml.bak"),
    "3.2.yaml~": renamed("3.2.yaml~"),
    "3.2.txt": renamed("3.2.txt"),
    "3.2": renamed("3.2"),
    ".3.2.yaml": renamed(".3.2.yaml"),
    "._3.2.yaml": renamed("._3.2.yaml"),
    ".3.2.yaml.bak": renamed(".3.2.yaml.bak"),
    "archive/": moved("archive"),
    ".trash/": moved(".trash"),
    "archive/2018/old/": moved("archive/2018/old"),
    "3.2.toml": renamed("3.2.toml"),
    "large": lambda path: os.truncate(path, MAX_BYTES + 1),
    "latin": lambda path: path.write_bytes(ACTION.encode().replace(b"PLACEMENT", b"\xe9")),
    "link out": linked("../../../elsewhere"),
    "link to nothing": linked("nowhere.txt"),
    "link to itself": linked("3.2.yaml"),
    "folder": folder_of_it,
    "pipe": pipe,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_stands_in_the_list_and_is_counted(plan: Path, fault: str) -> None:
    FAULTS[fault](plan / "3.2.yaml")
    said = printed("planctl list", plan)
    assert "! Cannot be read" in said
    assert "2 of 2 actions\n1 action cannot be read: planctl check says why" in said
    assert said.endswith("[exit status 1]")
    shown = printed("planctl show 3.2", plan)
    assert "This action's file cannot be read: " in shown
    assert shown.endswith("[exit status 1]")


@pytest.mark.parametrize("command", PAPERS)
def test_whatever_shows_actions_has_a_row_of_it(plan: Path, command: str) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yml")
    said = printed(f"planctl {command} --today 2019-08-01 2>/dev/null", plan)
    assert "annot be read" in said
    assert said.endswith("[exit status 1]")


@pytest.mark.parametrize(
    "name", [".3.2.yaml", "3.2.yml", "3.2.yaml.bak", "archive/3.2.yaml", "archive/2018/3.2.yaml"]
)
def test_its_history_says_since_when(plan: Path, name: str) -> None:
    (plan / "archive" / "2018").mkdir(parents=True)
    (plan / "3.2.yaml").rename(plan / name)
    recorded(plan)
    expected = f"plan/2019-20/{name} could not be read now, so it is not compared"
    assert expected in printed("planctl log --limit 1", plan)
    said = printed("planctl log 3.2", plan)
    assert expected in said
    assert said.count("could not be read") == 1
    assert "3.2 PLACEMENT" in said
    assert "could not be read" not in printed("planctl log 3.10", plan)
    (plan / name).rename(plan / "3.2.yaml")
    recorded(plan)
    assert printed("planctl log 3.2", plan) == said


@pytest.mark.parametrize("command", LISTS)
def test_whatever_lists_something_else_says_so_beside_it(plan: Path, command: str) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yml")
    said = printed(f"planctl {command} --today 2019-08-01", plan)
    assert "cannot be read: planctl check says why" in said
    assert said.endswith("[exit status 1]")


def test_a_scorecard_says_that_measures_may_be_left_out_of_its_counts(plan: Path) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yml")
    said = printed("planctl report --kind scorecard --format markdown", plan)
    assert "No measure has numbers. 1 is in words alone. 1 of 2 actions cannot be read." in said
    assert said.count("- 3.2 ./3.2.yml&#58; Cannot be read !") == 1


def test_a_site_has_a_page_of_it(plan: Path) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yml")
    (plan / "3.10.yml").write_text(ACTION)
    assert printed("planctl report --format site --output s", plan).endswith("[exit status 1]")
    assert sum("3.10" in path.name for path in (plan / "s").glob("action-*")) == 1
    assert "3.10.yml" in (plan / "s" / "index.html").read_text()
    assert "annot be read" in (plan / "s" / "action-3.2.html").read_text()


@pytest.mark.parametrize(
    "name", ["3.2.yml", "3.2.YAML", "3.2 - Copy.yaml", "3.3.yaml", "copy.yaml"]
)
def test_the_second_of_two_files_of_an_action_cannot_be_read(plan: Path, name: str) -> None:
    (plan / name).write_text(ACTION)
    said = printed("planctl list", plan)
    assert said.count("! Cannot be read") == 4
    assert said.count("● Green") == 2
    assert "3 of 3 actions\n1 action cannot be read" in said
    assert "3.2.yaml" in printed("planctl check", plan)


def test_a_file_like_that_of_an_action_which_has_one_is_nobodys_business(plan: Path) -> None:
    for name in ("2020-21", "archive", "evidence"):
        (plan / name).mkdir()
    of_another_plan = ("2020-21/plan.yaml", "2020-21/3.9.yaml", "2020-21/old/3.9.yaml")
    deep = (".git/objects/3.9.yaml", "evidence/a/b/c/3.9.yaml")
    for name in ("2020-21/old", ".git/objects", "evidence/a/b/c"):
        (plan / name).mkdir(parents=True)
    kept = ("archive/3.2.yaml", "archive/notes.yaml", "evidence/3.9.md", "evidence/3.9.docx")
    beside = ("3.2.yaml.orig", "3.10.yaml~", "3.2.txt", "3.9.docx", "3.9 evidence.pdf", "x.bak")
    hidden = (".3.2.yaml", ".3.9.yaml.0123abcd.tmp")
    for name in (*of_another_plan, *deep, *kept, *beside, *hidden):
        (plan / name).touch()
    assert printed("planctl check", plan).endswith("in 2 actions")


def test_a_revision_says_the_same(plan: Path) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yaml.bak")
    recorded(plan)
    said = printed("planctl list --at HEAD", plan)
    assert "2 of 2 actions\n1 action cannot be read" in said
    expected = "./3.2.yaml.bak could not be read now, so it is not compared"
    assert printed("planctl diff HEAD~1 HEAD", plan).startswith(expected)
    (plan / "3.2.yaml.bak").rename(plan / "3.2.yaml")
    recorded(plan)
    assert printed("planctl diff HEAD~1 HEAD", plan).startswith(expected.replace("now", "before"))
    (plan / "3.2.yaml.bak").write_text("note")
    recorded(plan)
    assert printed("planctl diff HEAD~1 HEAD", plan) == "nothing changed"


@pytest.mark.parametrize("name", ["human", "markdown", "html", "json"])
def test_what_changed_says_so_in_every_format(plan: Path, name: str) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yml")
    said = printed(f"planctl diff --format {name}", plan)
    assert "3.2.yml" in said
    assert said.endswith("[exit status 1]")


def test_what_is_staged_says_the_same(plan: Path) -> None:
    path = plan / "3.2.yaml"
    folder_of_it(path)
    subprocess.run(["git", "add", "-A"], cwd=plan, check=True)
    assert "3.2.yaml is no ordinary file" in printed("planctl git pre-commit", plan.parent.parent)


@pytest.mark.parametrize("command", PAPERS)
def test_an_action_that_was_signed_off_and_is_gone_has_a_row_all_the_same(
    plan: Path, command: str
) -> None:
    printed("planctl close Q1 --by Chair --today 2019-07-20", plan)
    (plan / "3.2.yaml").rename(plan.parent / "3.2.yaml")
    said = printed(f"planctl {command} --today 2019-08-01 2>/dev/null", plan)
    assert "annot be read" in said
    assert said.endswith("[exit status 1]")


def test_it_is_one_error_however_many_quarters_were_signed(plan: Path) -> None:
    for number in ("3.2", "3.10"):
        printed(
            f"planctl update {number} -q Q2 --rag green --commentary So --today 2019-10-2", plan
        )
    for quarter, day in (("Q1", "2019-07-20"), ("Q2", "2019-10-20")):
        printed(f"planctl close {quarter} --by Chair --today {day}", plan)
    (plan / "3.2.yaml").unlink()
    said = printed("planctl check --today 2019-11-01", plan)
    assert said.count("3.2 was signed off in Q2, and its file is gone") == 1
    assert said.count("error[") == 1
    shown = printed("planctl show 3.2", plan)
    assert "This action's file cannot be read: 3.2 was signed off in Q2" in shown
    refused = printed("planctl close Q3 --by X --today 2020-01-20", plan)
    assert "its file is gone" in refused
    assert "has errors" in printed("planctl rollover 2020-21 --today 2020-04-01", plan)
    (plan / "3.9.yaml").write_text(ACTION)
    assert "1 action cannot be read" not in printed("planctl list", plan)


def test_an_action_moved_away_is_told_before_it_is_committed(plan: Path) -> None:
    moved("archive")(plan / "3.2.yaml")
    subprocess.run(["git", "add", "-A"], cwd=plan, check=True)
    said = printed("planctl git pre-commit", plan.parent.parent)
    assert "archive/3.2.yaml is not read: it is not in the plan's own folder" in said
    assert "help: move it to 3.2.yaml; what is no longer pursued has the status closed" in said


def test_what_would_change_it_says_why_it_cannot(plan: Path) -> None:
    (plan / "3.2.yaml").rename(plan / "3.2.yml")
    said = printed("planctl update 3.2 --rag red", plan)
    assert "3.2.yml is not read: its name does not end in .yaml" in said
    assert "help: name it 3.2.yaml" in said
    assert "there is no action '3.9'" in printed("planctl update 3.9 --rag red", plan)
