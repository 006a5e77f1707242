"""The schemas that editors read: current, and judged by a validator that is not ours."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planctl.changes.diff import diff, plan_version
from planctl.changes.plan_changes import PlanChanges
from planctl.cli.schema import command, offered
from planctl.reports.records.changes import diff_record
from planctl.reports.records.schemas import NAMES, schema
from plans import ACTION, HEADER

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["plan/2019-20", "examples/2025-26"])
def test_the_plans_here_are_valid_to_another_validator(folder: str) -> None:
    plan = ROOT / folder
    actions = sorted(str(path) for path in plan.glob("[0-9]*.yaml"))
    assert _validator("action", *actions) == 0
    assert _validator("plan", str(plan / "plan.yaml")) == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("action", "id: 3.2\ntitle: T\nlead: L\n"),
        ("action", 'id: "3.2"\ntitle: T\nlead: L\nled: x\n'),
        ("action", 'id: "3.2"\ntitle: T\nlead: L\nupdates:\n  Q5:\n'),
        ("action", 'id: "3.2"\ntitle: T\nlead: L\nupdates:\n  Q1:\n    rag: ambr\n'),
        ("action", 'id: "3.2"\ntitle:\nlead: L\n'),
        ("plan", "title: T\norganisation: O\nyear: 2019-20\n"),
        ("plan", "title: T\norganisation: O\nyear: 2019-20\npriorities:\n  x: y\n"),
    ],
)
def test_what_planctl_refuses_another_validator_refuses(
    name: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text)
    assert _validator(name, str(path)) == 1


@pytest.mark.parametrize("name", ["list", "show", "status", "challenge", "check"])
def test_what_is_printed_for_programs_is_as_its_schema_says(name: str, tmp_path: Path) -> None:
    plan = ["--plan", str(ROOT / "examples/2025-26")]
    arguments = [name, *(["3.2"] if name == "show" else []), "--json", *plan]
    path = tmp_path / "printed.json"
    with path.open("wb") as file:
        subprocess.run([sys.executable, "-m", "planctl", *arguments], stdout=file, check=True)
    assert json.loads(path.read_text())["schema"] == f"planctl/{name}/1"
    assert _validator(name, str(path)) == 0


def test_what_changed_is_printed_as_its_schema_says(tmp_path: Path) -> None:
    old = plan_version({"p/plan.yaml": HEADER, "p/3.2.yaml": ACTION.encode(), "p/1.1.yaml": b"["})
    text = ACTION.replace("rag: green", "rag: red")
    text = text.replace("  - Fewer placements end", "  - Children know why\n  - No placements end")
    text = text.replace("  - Placements that ended early", "  - text: Moves\n    unit: children")
    new = plan_version({"p/plan.yaml": HEADER + b'  4: "\\e[2J"\n', "p/3.2.yaml": text.encode()})
    printed = json.dumps(diff_record([PlanChanges("p", "p", diff(old, new))]))
    path = tmp_path / "printed.json"
    path.write_text(printed)
    assert _validator("diff", str(path)) == 0
    found = json.loads(printed)
    assert [each["after"] for each in found["header"]] == ["\\x1b[2J"]
    assert found["unreadable"] == {"before": ["p/1.1.yaml"], "after": []}
    (action,) = found["actions"]
    moved = {"quarter": "Q1", "before": "Green", "after": "Red", "direction": "worsened"}
    assert action["ratings"] == [moved]
    assert action["changes"][1]["entries"]["added"] == ["Moves"]
    assert action["changes"][0] == {
        "keys": ["indicators"],
        "name": "Indicators of success",
        "before": ["Fewer placements end early."],
        "after": ["Children know why", "No placements end early."],
        "entries": {
            "added": ["Children know why"],
            "removed": [],
            "reworded": [
                {"before": "Fewer placements end early.", "after": "No placements end early."}
            ],
            "reordered": False,
        },
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_published_schema_is_the_one_the_models_make(name: str) -> None:
    published = ROOT / "schema" / f"{name}.schema.json"
    assert json.loads(published.read_text()) == schema(name)


def test_every_schema_can_be_printed_and_completed(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted(offered()) == sorted(NAMES)
    for name in NAMES:
        assert command(name=name) == 0
        assert json.loads(capsys.readouterr().out) == schema(name)


def _validator(name: str, *paths: str) -> int:
    arguments = ["--schemafile", str(ROOT / "schema" / f"{name}.schema.json"), *paths]
    program = Path(sys.executable).parent / "check-jsonschema"
    return subprocess.run([program, *arguments], capture_output=True, check=False).returncode
