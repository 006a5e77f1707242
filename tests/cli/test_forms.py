"""The forms of updates: what was written on one is kept, however the command ends."""

from pathlib import Path

import pytest

from planctl.cli.forms import FormRequest, kept_text
from planctl.edits.form import FormContext
from planctl.plan.scale import OWN
from planctl.plan.year import Year

YEAR = Year(2019)


def test_what_was_written_is_kept_where_the_person_stops_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    of = FormContext(YEAR.first, YEAR, OWN)
    asked = FormRequest("plan/2019-20", ["3.2"], of, {}, None, edit=True)
    with pytest.raises(KeyboardInterrupt), kept_text("The hub opened.\n", asked):
        raise KeyboardInterrupt
    said = capfd.readouterr().err
    assert "planctl update 3.2 --quarter Q1 --from " in said
    kept = Path(said.split("--from ")[1].split(",")[0])
    assert kept.read_text() == "The hub opened.\n"
