"""What two people record at once is a plan that is right when git has merged it, or a conflict."""

from pathlib import Path

import pytest

from transcript import printed

pytestmark = pytest.mark.slow

_CORRECT = "planctl update {action} -q Q1 {words} --correct Why --by Chair --today 2026-06-01"
_OPEN = (
    "sed -i -e '/^  stages:/,/^$/d' -e '/^closed:/,$d' plan/2025-26/plan.yaml;"
    " for each in plan/2025-26/[1-6]*.yaml; do rm $each; git checkout -q $each; done"
)
_MOVE = "planctl reschedule 3.2 {about} --today 2026-06-01"
_ADD = "planctl add action --priority 3 --lead Permanence --title {title}"
_MILESTONE = "sed -i 's/^milestones:/&\\n  {name}:\\n    due: {due}/' plan/2025-26/3.2.yaml"
_RECORD = "planctl record 3.2 {about} -q Q4 --correct Why --by Chair --today 2026-06-01"
_ROLL = "planctl rollover 2026-27 --today 2026-06-01"
_CLOSE = "planctl close Q1 --by {by} --today 2026-06-01"

STOPS, IS_RIGHT = "stops", "is right"


@pytest.mark.parametrize(
    ("prepare", "ours", "theirs", "outcome"),
    [
        pytest.param(
            "true",
            _CORRECT.format(action="3.2", words="--impact Ours"),
            _CORRECT.format(action="3.2", words="--headline Theirs"),
            STOPS,
            id="two corrections of one action",
        ),
        pytest.param(
            "true",
            _CORRECT.format(action="3.1", words="--impact Ours"),
            _CORRECT.format(action="3.2", words="--headline Theirs"),
            IS_RIGHT,
            id="two corrections of two actions",
        ),
        pytest.param(
            "true",
            _RECORD.format(about="three-placements --value '60 of 411'"),
            _RECORD.format(about="placed-far --value 28"),
            STOPS,
            id="two records of one action, whose quarter is signed off",
        ),
        pytest.param(
            _OPEN,
            "planctl record 3.2 three-placements --value '60 of 411' -q Q4 --reason Late",
            "planctl record 3.2 three-placements --value '61 of 411' -q Q4 --reason Late",
            STOPS,
            id="two records of one measure",
        ),
        pytest.param(
            _OPEN,
            "planctl record 3.2 three-placements --value '60 of 411' -q Q4 --reason Late",
            "planctl record 3.2 placed-far --value 28 -q Q4 --reason Late",
            IS_RIGHT,
            id="two records of two measures",
        ),
        pytest.param(
            _OPEN,
            _CLOSE.format(by="Chair"),
            f"planctl update 3.2 -q Q1 --headline Theirs; {_CLOSE.format(by='Chair')}",
            STOPS,
            id="two closes",
        ),
        pytest.param(
            "true",
            _MOVE.format(about="--due 2027-06 --reason Ours --agreed-by Board"),
            _MOVE.format(about="--due 2027-06 --reason Theirs --agreed-by Board"),
            STOPS,
            id="two moves to one date",
        ),
        pytest.param(
            "true",
            _MOVE.format(about="--due 2027-06 --reason Ours --agreed-by Board"),
            _MOVE.format(about="--due 2027-09 --reason Theirs"),
            STOPS,
            id="a move, and one that waits",
        ),
        pytest.param(
            "true",
            _MOVE.format(about="--due 2027-06 --reason Ours --agreed-by Board"),
            _MOVE.format(about="--milestone 'The new' --due 2027-09 --reason T --agreed-by B"),
            IS_RIGHT,
            id="a move of the action and one of its milestone",
        ),
        pytest.param(
            "true",
            _ADD.format(title="Ours"),
            _ADD.format(title="Theirs"),
            STOPS,
            id="two actions with one number",
        ),
        pytest.param(
            "true",
            _MILESTONE.format(name="Staff are there", due="Q2 2026-27"),
            _MILESTONE.format(name="Keys are there", due="Q2 2026-27"),
            IS_RIGHT,
            id="two milestones",
        ),
        pytest.param(
            "true",
            _MILESTONE.format(name="Staff are there", due="Q2 2026-27"),
            _MILESTONE.format(name="Staff are there", due="Q1 2026-27"),
            STOPS,
            id="one milestone twice",
        ),
        pytest.param("true", _ROLL, _ROLL, IS_RIGHT, id="two rollovers"),
        pytest.param(
            "true",
            _ROLL,
            f"sed -i 's/^title: PLACEMENT.*/title: HOMES/' plan/2025-26/3.2.yaml; {_ROLL}",
            STOPS,
            id="two rollovers of what is not the same",
        ),
    ],
)
def test_a_merge_is_right_or_stops(
    tmp_path: Path, prepare: str, ours: str, theirs: str, outcome: str
) -> None:
    lines = [
        "planctl demo --finished council >/dev/null; cd council; git switch -qc main 2>/dev/null",
        f"{prepare}; planctl git setup >/dev/null; rm .git/hooks/pre-*commit",
        "git add --all; git commit -qm Plan",
        f"git switch -qc theirs; ({theirs}) >/dev/null; git add --all; git commit -qm Theirs",
        f"git switch -q main; ({ours}) >/dev/null; git add --all; git commit -qm Ours",
        "git merge -q theirs -m Both >/dev/null 2>&1",
        f"git ls-files --unmerged | grep -q . && {{ echo {STOPS}; exit; }}",
        f"planctl check --today 2026-06-05 && echo {IS_RIGHT}",
    ]
    text = printed("\n".join(lines), tmp_path)
    assert text.splitlines()[-1] == outcome, text
