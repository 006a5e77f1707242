"""`make mutants` finds all that the tests read, and works on rooms and tests that are there."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOL = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
MUTANTS = TOOL["mutmut"]


def test_what_the_package_ships_is_in_the_copy_that_the_tests_are_run_in() -> None:
    shipped = TOOL["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert {Path(each).parts[0] for each in shipped} - {"src"} <= set(MUTANTS["also_copy"])


def test_its_rooms_and_their_tests_are_there() -> None:
    chosen = [each for each in MUTANTS["pytest_add_cli_args_test_selection"] if "/" in each]
    for each in (*MUTANTS["only_mutate"], *chosen):
        path = each.removesuffix("/*").removeprefix("--deselect=").partition("::")[0]
        assert (ROOT / path).exists(), each
