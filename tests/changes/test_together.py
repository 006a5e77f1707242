"""A quarter in which a dozen people work at once, with git's own merge and with planctl's."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planctl.text.document import read
from plans import ACTION
from repositories import PLANCTL, Repository

pytestmark = pytest.mark.slow


def edited(quarter: str, field: str, value: str, text: str = ACTION) -> str:
    """Return an action's text with a field of a quarter that was empty."""
    head, mark, rest = text.partition(f"  {quarter}:\n")
    assert f"    {field}:\n" in rest
    return head + mark + rest.replace(f"    {field}:\n", f"    {field}: {value}\n", 1)


WORDS = "|\n      The support hub opened.\n      It has 12 members."
REFORMATTED = ACTION.replace("    ", "\t").replace("  ", "   ").replace("\t", "        ")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that is set up, but for the hooks, which test_git_setup.py is about."""
    top = tmp_path_factory.mktemp("prepared") / "plans"
    made = Repository(top, {"3.1": ACTION.replace("3.2", "3.1"), "3.2": ACTION})
    made.planctl("git", "setup")
    for hook in (top / ".git" / "hooks").glob("pre-*commit"):
        hook.unlink()
    made.commit("Set up")
    return top


@pytest.fixture
def repository(prepared: Path, tmp_path: Path) -> Repository:
    """A repository that is set up, in a folder with a space and a letter beyond ASCII."""
    shutil.copytree(prepared, tmp_path / "a plän")
    return Repository(tmp_path / "a plän")


def test_a_quarter_of_eight_branches_merges_cleanly(repository: Repository) -> None:
    other = ACTION.replace("3.2", "3.1")
    branches = {
        "one": [("3.1", edited("Q2", "rag", "amber", other))],
        "two": [("3.1", edited("Q3", "commentary", WORDS, other))],
        "three": [("3.2", edited("Q3", "rag", "green"))],
        "four": [("3.2", edited("Q4", "status", "on hold"))],
        "five": [("3.2", ACTION.replace("  - Corp", "  - Children's Plan\n  - Corp"))],
        "rating": [("3.2", edited("Q2", "rag", "red"))],
        "commentary": [("3.2", edited("Q2", "commentary", WORDS))],
        "format": [("3.2", REFORMATTED)],
    }
    for name, changes in branches.items():
        repository.branch(name, *changes)
    for name in branches:
        repository.git("merge", "--quiet", "--no-edit", name)
    expected = edited("Q4", "status", "on hold", edited("Q3", "rag", "green"))
    expected = edited("Q2", "commentary", WORDS, edited("Q2", "rag", "red", expected))
    expected = expected.replace("  - Corp", "  - Children's Plan\n  - Corp")
    assert _data(repository.text()) == _data(expected)
    assert "        rag: red\n" in repository.text()  # as the last branch indents
    wanted = edited("Q3", "commentary", WORDS, edited("Q2", "rag", "amber", other))
    assert repository.text("3.1") == wanted
    assert repository.git("status", "--porcelain") == ""


def test_a_true_conflict_is_marked_around_its_value(repository: Repository) -> None:
    repository.branch("red", ("3.2", edited("Q3", "rag", "green", edited("Q2", "rag", "red"))))
    repository.branch("amber", ("3.2", edited("Q2", "rag", "amber")))
    repository.git("merge", "--quiet", "red")
    done = repository.run("git", "merge", "amber")
    assert done.returncode == 1
    assert "CONFLICT (content)" in done.stdout
    marked = "<<<<<<< ours\n    rag: red\n=======\n    rag: amber\n>>>>>>> theirs"
    assert repository.text() == edited("Q3", "rag", "green").replace(
        "Q2:\n    rag:", f"Q2:\n{marked}"
    )
    assert "++<<<<<<< ours" in repository.git("diff")


def test_git_s_conflict_style_is_kept(repository: Repository) -> None:
    repository.git("config", "merge.conflictStyle", "diff3")
    repository.branch("red", ("3.2", edited("Q2", "rag", "red")))
    repository.branch("amber", ("3.2", edited("Q2", "rag", "amber")))
    repository.git("merge", "--quiet", "red")
    assert repository.run("git", "merge", "amber").returncode == 1
    assert "||||||| base\n    rag:\n=======\n" in repository.text()


@pytest.mark.parametrize("how", ["rebase", "cherry-pick", "stash", "octopus"])
def test_it_merges_whatever_the_way(repository: Repository, how: str) -> None:
    rated, explained = edited("Q2", "rag", "red"), edited("Q2", "status", "on hold")
    both = edited("Q2", "status", "on hold", rated)
    if how == "stash":
        repository.write("3.2", explained)
        repository.git("stash", "--quiet")
        repository.write("3.2", rated)
        repository.commit("rated")
        repository.git("stash", "pop", "--quiet")
    elif how == "octopus":
        repository.branch("one", ("3.2", rated))
        repository.branch("two", ("3.2", explained))
        repository.branch("three", ("3.1", ACTION.replace("3.2", "3.1").replace("P", "Q")))
        repository.git("merge", "--quiet", "--no-edit", "one", "three", "two")
    else:
        repository.branch("one", ("3.2", explained))
        repository.write("3.2", rated)
        repository.commit("rated")
        if how == "rebase":
            repository.git("switch", "--quiet", "one")
            repository.git("rebase", "--quiet", "main")
        else:
            repository.git("cherry-pick", "one")
    assert repository.text() == both


def test_a_file_that_both_created_is_one_file(repository: Repository) -> None:
    new = ACTION.replace("3.2", "3.3")
    repository.branch("one", ("3.3", edited("Q2", "rag", "red", new)))
    repository.branch("two", ("3.3", edited("Q2", "status", "on hold", new)))
    repository.git("merge", "--quiet", "one")
    repository.git("merge", "--quiet", "--no-edit", "two")
    assert repository.text("3.3") == edited(
        "Q2", "status", "on hold", edited("Q2", "rag", "red", new)
    )


def _apart(repository: Repository) -> str:
    """Make two branches that lines alone can merge, and return the text of both."""
    repository.branch("one", ("3.2", edited("Q2", "rag", "red")))
    repository.branch("two", ("3.2", edited("Q4", "rag", "amber")))
    return edited("Q4", "rag", "amber", edited("Q2", "rag", "red"))


def _against(repository: Repository) -> str:
    """Make two branches that no one can merge, and return git's own text of both."""
    repository.branch("one", ("3.2", edited("Q2", "rag", "red")))
    repository.branch("two", ("3.2", edited("Q2", "rag", "amber")))
    marked = "<<<<<<< {}\n    rag: red\n=======\n    rag: amber\n>>>>>>> {}"
    return ACTION.replace("Q2:\n    rag:", f"Q2:\n{marked}")


def _driver(repository: Repository, replacement: str) -> None:
    """Have the clone start another program instead of planctl."""
    driver = repository.git("config", "merge.planctl.driver")
    changed = driver.replace(str(PLANCTL), replacement).rstrip("\n")
    repository.git("config", "merge.planctl.driver", changed)


@pytest.mark.parametrize("driver", ["no settings", "gone", "broken", "killed", "stopped"])
def test_without_planctl_git_merges_as_it_always_does(repository: Repository, driver: str) -> None:
    match driver:
        case "no settings":
            repository.git("config", "--remove-section", "merge.planctl")
        case "gone":
            _driver(repository, "/no/such/planctl")
        case "broken":
            _driver(repository, "sh -c 'exit 1'")
        case "killed":
            _driver(repository, "sh -c 'kill -9 $$'")
        case "stopped":
            _driver(repository, "sh -c 'exit 130'")
    expected = _apart(repository)
    repository.git("merge", "--quiet", "one")
    repository.git("merge", "--quiet", "--no-edit", "two")
    assert repository.text() == expected


@pytest.mark.parametrize("driver", ["no settings", "gone", "broken", "killed"])
def test_without_planctl_git_marks_conflicts_as_it_always_does(
    repository: Repository, driver: str
) -> None:
    match driver:
        case "no settings":
            repository.git("config", "--remove-section", "merge.planctl")
        case "gone":
            _driver(repository, "/no/such/planctl")
        case "broken":
            _driver(repository, "sh -c 'exit 1'")
        case "killed":
            _driver(repository, "sh -c 'kill -9 $$'")
    _against(repository)
    repository.git("merge", "--quiet", "one")
    assert repository.run("git", "merge", "two").returncode == 1
    text = repository.text()
    assert "<<<<<<<" in text
    assert "    rag: red\n=======\n    rag: amber\n>>>>>>> " in text


def test_git_diff_and_log_read_well(repository: Repository) -> None:
    repository.write("3.2", edited("Q2", "commentary", WORDS).replace("title", "# new\ntitle"))
    diff = repository.git("diff")
    assert "+  Commentary:\n+    The support hub opened.\n+    It has 12 members.\n" in diff
    assert "# new" not in diff
    repository.commit("words")
    assert "+    The support hub opened." in repository.git("log", "-p", "-1")


def test_git_diff_shows_the_file_itself_where_planctl_is_gone(repository: Repository) -> None:
    textconv = repository.git("config", "diff.planctl.textconv").rstrip("\n")
    repository.git("config", "diff.planctl.textconv", textconv.replace(str(PLANCTL), "/no/such"))
    repository.write("3.2", edited("Q2", "rag", "amber"))
    assert "+    rag: amber\n" in repository.git("diff")


def test_a_setup_that_is_run_again_forgets_what_was_shown_without_planctl(
    repository: Repository,
) -> None:
    textconv = repository.git("config", "diff.planctl.textconv").rstrip("\n")
    repository.git("update-ref", "refs/notes/textconv/planctl", "HEAD")
    repository.planctl("git", "setup")
    assert repository.git("for-each-ref", "refs/notes") == ""
    assert repository.git("config", "diff.planctl.textconv").rstrip("\n") == textconv


def test_branches_that_merged_each_other_merge_again(repository: Repository) -> None:
    """Git then merges the two bases first, and marks conflicts in what it takes for the base."""
    repository.branch("one", ("3.2", edited("Q2", "rag", "red")))
    repository.branch("two", ("3.2", edited("Q2", "rag", "amber")))
    for name, other, value in (("x", "one", "two"), ("y", "two", "one")):
        repository.git("switch", "--quiet", "--create", name, other)
        assert repository.run("git", "merge", "--quiet", value).returncode == 1
        repository.write("3.2", edited("Q2", "rag", "green"))
        repository.commit(f"{name} settles it")
    repository.write("3.2", edited("Q3", "rag", "red", edited("Q2", "rag", "green")))
    repository.commit("and more")
    repository.git("merge", "--quiet", "--no-edit", "x")
    assert repository.text() == edited("Q3", "rag", "red", edited("Q2", "rag", "green"))


def _data(text: str) -> object:
    document, problems = read("3.2.yaml", text.encode())
    assert document, problems
    return document.data


def test_what_counts_merges_runs_on_the_plan_as_it_is() -> None:
    bench = Path(__file__).parents[2] / "bench" / "merges.py"
    done = subprocess.run(
        [sys.executable, bench, "10"], capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert "edits, with planctl" in done.stdout
