"""Two versions of a repository have the same plans, whatever their folders are called."""

import subprocess
from pathlib import Path

import pytest

from planctl.store.revisions import resolve
from planctl.workspace.plan_pairs import PlanPair, folder_in_git, plan_pairs
from plans import HEADER
from repositories import Repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with the plan of 2019-20, in which the commands are run."""
    made = Repository(tmp_path / "council")
    monkeypatch.chdir(made.top)
    return made


def pairs(*folders: str, head: str = "", named: bool = False) -> list[PlanPair]:
    """Return the plans of the last commit, or the one before a head, and of what is there."""
    old = resolve(".", f"{head}~1" if head else "HEAD")
    return plan_pairs(folders, old, resolve(".", head) if head else None, named=named)


def test_a_plan_that_stays_is_one(repository: Repository) -> None:
    assert repository.plan.exists()
    assert pairs("plan/2019-20") == [PlanPair("plan/2019-20", "plan/2019-20")]


def test_the_plans_beside_it_are_compared_unless_one_is_named(repository: Repository) -> None:
    next_year = repository.top / "plan" / "2020-21"
    next_year.mkdir()
    next_year.joinpath("plan.yaml").write_bytes(HEADER.replace(b"2019-20", b"2020-21"))
    repository.commit("The next year")
    both = [PlanPair(f"plan/{each}", f"plan/{each}") for each in ("2019-20", "2020-21")]
    assert pairs("plan/2019-20", "plan/2020-21") == both
    assert pairs("plan/2020-21", named=True) == both[1:]
    assert pairs("plan/2020-21", head="HEAD") == [both[0], PlanPair("", "plan/2020-21")]


@pytest.mark.parametrize("place", ["plan/last year", "children/plan/2019-20", "plan.d"])
def test_a_plan_is_followed_wherever_it_went(repository: Repository, place: str) -> None:
    (repository.top / place).parent.mkdir(parents=True, exist_ok=True)
    repository.git("mv", "plan/2019-20", place)
    followed = [PlanPair("plan/2019-20", place)]
    assert pairs(place) == followed
    repository.commit("Moved")
    assert pairs(place, head="HEAD") == followed


def test_another_year_is_another_plan(repository: Repository) -> None:
    repository.git("mv", "plan/2019-20", "plan/2020-21")
    header = repository.top / "plan" / "2020-21" / "plan.yaml"
    header.write_bytes(HEADER.replace(b"2019-20", b"2020-21"))
    assert pairs("plan/2020-21") == [PlanPair("plan/2019-20", ""), PlanPair("", "plan/2020-21")]


def test_where_plan_yaml_says_no_year_the_name_of_the_folder_does(repository: Repository) -> None:
    (repository.plan / "plan.yaml").write_text("title: [")
    repository.commit("Broken")
    (repository.top / "children" / "plan").mkdir(parents=True)
    repository.git("mv", "plan/2019-20", "children/plan/2019-20")
    moved = "children/plan/2019-20"
    assert pairs(moved) == [PlanPair("plan/2019-20", moved)]
    repository.git("mv", moved, "children/plan/x")
    assert pairs("children/plan/x") == [PlanPair("", "children/plan/x")]


def test_a_plan_that_is_gone_is_found_where_plans_are(repository: Repository) -> None:
    repository.git("rm", "-qr", "plan")
    assert pairs() == [PlanPair("plan/2019-20", "")]


def test_the_top_of_a_repository_may_be_a_plan(repository: Repository) -> None:
    repository.git("mv", "plan/2019-20/plan.yaml", "plan/2019-20/3.2.yaml", ".")
    assert pairs(".") == [PlanPair("plan/2019-20", ".")]
    repository.commit("At the top")
    assert pairs(".") == [PlanPair(".", ".")]


def test_before_the_first_commit_a_folder_is_in_git_what_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    monkeypatch.chdir(tmp_path)
    assert folder_in_git("plan/2019-20") == "plan/2019-20"
