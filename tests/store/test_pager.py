"""Which program a person reads long answers in."""

from pathlib import Path

import pytest

from planctl.store.pager import pager


@pytest.mark.parametrize(("there", "command"), [("less", "less"), ("more", "")])
def test_without_one_of_their_own_it_is_less_where_that_is_there(
    there: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.delenv("PLANCTL_PAGER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / there).touch(0o755)
    assert pager() == command
