"""Two people who change a plan at the same moment are both done."""

import os
from pathlib import Path
from shutil import copytree

import pytest

from transcript import printed

pytestmark = pytest.mark.slow

_EXAMPLE = Path(__file__).parents[2] / "examples" / "2025-26"
_TODAY = " --today 2026-06-01"
_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
_UPDATE = 'update 1.2 -q Q4 --headline "H{}" --correct x --by y'
PAIRS = {
    "add, update": ('add priority "P{}"', _UPDATE),
    "add, add": (
        'add action --priority 2 --title "A{}" --lead ALL',
        'add action --priority 2 --title "B{}" --lead ALL',
    ),
    "record, reschedule": (
        'record 1.2 dip-sample-good -q Q4 --value "{} of 50" --correct x --by y',
        'reschedule 2.1 --due "20{}-12-15" --reason R --agreed-by DMT',
    ),
    "update, reschedule": (
        _UPDATE,
        'reschedule 2.1 --due "20{}-12-15" --reason R --agreed-by DMT',
    ),
}
"""Two commands, which say which time it is."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copytree(_EXAMPLE, tmp_path / "plan" / "2025-26")
    return tmp_path


@pytest.mark.parametrize("pair", PAIRS)
def test_both_are_done(pair: str, project: Path) -> None:
    for time in range(27, 39 if _LONG or pair == "add, update" else 31):
        one, other = (
            f"planctl {each.format(time)}{'' if each.startswith('add') else _TODAY}"
            for each in PAIRS[pair]
        )
        said = printed(f"({one} >a 2>&1 || cat a) & ({other} >b 2>&1 || cat b); wait", project)
        assert said == "", time
