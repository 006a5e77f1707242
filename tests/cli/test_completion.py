"""What a shell completes: typer's scripts, and what planctl answers at a TAB."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planctl.checks.formats import FORMATS
from planctl.checks.run import RULES
from planctl.cli import completed_words
from plans import ACTION, HEADER
from transcript import printed

PLANCTL = str(Path(sys.executable).parent / "planctl")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan of one action, to work in."""
    folder = tmp_path / "plan" / "2019-20"
    folder.mkdir(parents=True)
    folder.joinpath("plan.yaml").write_bytes(HEADER)
    folder.joinpath("3.2.yaml").write_text(ACTION)
    monkeypatch.chdir(tmp_path)
    return folder


def asked(line: str, shell: str = "fish", **environ: str) -> "subprocess.CompletedProcess[str]":
    """Return what planctl answers a shell that is at the end of a line."""
    return subprocess.run(
        [PLANCTL],
        env={
            **os.environ,
            "_PLANCTL_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def offered(line: str) -> list[str]:
    """Return the words that are offered at the end of a line, with what each is."""
    return [word for word in asked(line).stdout.splitlines() if word]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("planctl roll", ["rollover\tStart next year's plan from this one."]),
        ("planctl --v", ["--version"]),
        ("planctl add a", ["action\tAdd an action to a priority."]),
        ("planctl add p", ["priority\tAdd a priority to the plan."]),
        ("planctl update 3", ["3.2\tPLACEMENT STABILITY"]),
        ("planctl status Q", ["Q1", "Q2", "Q3", "Q4"]),
        ("planctl slippage Q", []),
        ("planctl measures 3", ["3.2\tPLACEMENT STABILITY"]),
        ("planctl measures im", ["import\tTake back a sheet that was filled in: csv..."]),
        ("planctl show --plan plan/2019-20 ", ["3.2\tPLACEMENT STABILITY"]),
        ("planctl show --plan 2019-20 ", ["3.2\tPLACEMENT STABILITY"]),
        ("planctl show --plan nowhere ", []),
        ("planctl list --plan nowhere --lead ", []),
        ("planctl update 3.2 --quarter ", ["Q1", "Q2", "Q3", "Q4"]),
        ("planctl update 3.2 --rag a", ["amber"]),
        ("planctl update 3.2 --status in", ["in progress"]),
        ("planctl update --com", ["--commentary", "--commentary-file"]),
        (
            "planctl list --rating Not",
            ["Not started", "Not rated", "Not due yet", "Not in the plan yet"],
        ),
        ("planctl list --lead ", ["Permanence", "Early Help"]),
        ("planctl report --priority ", ["3\tPermanence without delay"]),
        (
            "planctl trace ",
            ["R7\tReduce the number of moves.", "R8\tVisit children within five working days."],
        ),
        ("planctl report --kind high", ["highlight"]),
        ("planctl report --format m", ["markdown"]),
        ("planctl check --format g", ["github", "gitlab"]),
        ("planctl explain lea", ["lead", "lead-spelling"]),
        ("planctl schema sl", ["slippage"]),
        ("planctl ci git", ["github", "gitlab"]),
        ("planctl templates copy report.c", ["report.css"]),
        ("planctl completion z", ["zsh"]),
    ],
)
def test_a_word_is_completed(line: str, words: list[str], plan: Path) -> None:
    header = plan / "plan.yaml"
    header.write_text(
        "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  3: Permanence without delay\n"
        "leads:\n  Permanence: Head\n  Early Help: Head\n  Not $(plain): Head\n"
        "recommendations:\n  R7:\n    text: Reduce the number of moves.\n"
        "  R8: Visit children within five working days.\n"
    )
    found = [
        each.partition("\t")[0] if "\t" not in "".join(words) else each for each in offered(line)
    ]
    assert found == words


def test_an_action_whose_file_cannot_be_read_is_offered_without_a_title(plan: Path) -> None:
    plan.joinpath("3.3.yaml").mkdir()
    plan.joinpath("3.4.yaml").symlink_to("nowhere")
    plan.joinpath("3.5.yaml").write_bytes(b"id: x\n")
    assert offered("planctl show 3.") == ["3.2\tPLACEMENT STABILITY", "3.3", "3.4", "3.5"]


def test_no_title_is_read_of_very_many_actions(plan: Path) -> None:
    for number in range(1, 202):
        plan.joinpath(f"1.{number}.yaml").write_text(ACTION)
    assert offered("planctl show 3") == ["3.2"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_what_a_shell_would_run_is_not_in_what_it_is_told(shell: str, plan: Path) -> None:
    plan.joinpath("3.2.yaml").write_text(
        ACTION.replace("PLACEMENT STABILITY", r"\$(touch pwned) `id` [/] \"x\"")
    )
    answer = asked("planctl show 3", shell, COMP_WORDS="planctl show 3", COMP_CWORD="2")
    assert "3.2" in answer.stdout
    assert not set("$`[") & set(answer.stdout.replace("_arguments '*: ((", ""))


@pytest.mark.parametrize(
    "header", [None, b"leads:\n  - Permanence\n", b"leads: [", b"\xff", b"title: T\n"]
)
def test_a_plan_that_cannot_be_read_offers_nothing_and_says_nothing(
    header: bytes | None, plan: Path
) -> None:
    path = plan / "plan.yaml"
    path.unlink() if header is None else path.write_bytes(header)
    answer = asked("planctl list --lead ")
    assert (answer.stdout.strip(), answer.stderr) == ("", "")


def test_a_plan_that_does_not_say_its_year_offers_the_quarters_of_any_year(plan: Path) -> None:
    plan.joinpath("plan.yaml").write_bytes(b"title: T\n")
    assert offered("planctl list --quarter ") == ["Q1", "Q2", "Q3", "Q4"]


@pytest.mark.usefixtures("plan")
def test_whatever_goes_wrong_is_kept_from_a_person_who_is_writing() -> None:
    answer = asked("planctl show ", "bash", COMP_WORDS="planctl show ", COMP_CWORD="nonsense")
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", "")


@pytest.mark.parametrize(("line", "status"), [("planctl show 3", 0), ("planctl show 9", 1)])
@pytest.mark.usefixtures("plan")
def test_fish_is_told_whether_there_is_anything(line: str, status: int) -> None:
    assert asked(line, _TYPER_COMPLETE_FISH_ACTION="is-args").returncode == status


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("planctl update 3.2 --status in", r"in\ progress"),
        (r"planctl update 3.2 --status in\ p", r"in\ progress"),
        ("planctl update 3.2 --rag a", "amber"),
        ("planctl update 9", ""),
    ],
)
def test_bash_completes(words: str, completed: str, plan: Path) -> None:
    script = f"""
        source <(planctl completion bash)
        COMP_WORDS=({words.replace(chr(92), chr(92) * 3)}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _planctl_completion planctl
        echo "${{COMPREPLY[@]}}"
    """
    assert printed(f"bash -c '{script}'", plan) == completed


def test_the_names_of_modules_are_those_of_what_they_hold() -> None:
    assert completed_words.modules("checks/rules") == sorted(check.NAME for check in RULES)
    assert completed_words.modules("checks/formats") == sorted(each.NAME for each in FORMATS)


@pytest.mark.usefixtures("plan")
def test_completing_imports_neither_the_models_nor_rich() -> None:
    code = (
        "import sys\nfrom planctl.cli.app import run\nrun([])\nprint(*sys.modules, file=sys.stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "_PLANCTL_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_ARGS": "planctl update 3.2 --quarter ",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"pydantic", "rich.text", "jinja2"} & set(done.stdout.split())


def test_branches_are_completed_where_a_revision_is_taken(plan: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.invalid"]
    for command in (["init", "-qb", "main"], ["add", "."], ["commit", "-qm", "A"]):
        subprocess.run([*git, *command], cwd=plan, check=True)
    assert offered("planctl diff ma") == ["main"]
    assert offered("planctl diff main 3") == ["3.2\tPLACEMENT STABILITY"]
    assert offered("planctl check --since ma") == ["main"]
    assert not offered("planctl diff --plan nowhere ma")
    assert offered("planctl list --color a") == ["auto", "always"]


def test_the_measures_of_an_action_are_completed(plan: Path) -> None:
    measure = "  - text: Moves (target 5)\n    id: moves\n    unit: number\n"
    head, key, rest = ACTION.partition("measures:\n")
    plan.joinpath("3.2.yaml").write_text(head + key + measure + rest)
    assert offered("planctl record 3.2 ") == ["moves"]
    assert not offered("planctl record 9.9 ")
