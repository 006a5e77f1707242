"""What is signed is what was checked: a file that changes meanwhile is not signed off unread."""

from datetime import date
from pathlib import Path

import pytest

from planctl.edits.sign_off import NewSignOff
from planctl.plan.periods import Quarter
from planctl.problem import UserError
from planctl.signoff.digest import SignedDigests
from planctl.workspace.sign_off import write_sign_off
from plans import ACTION, HEADER


def test_a_file_that_changes_meanwhile_is_not_signed_off(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(HEADER)
    (tmp_path / "3.2.yaml").write_text(ACTION.replace("Two", "Nine"))
    read = {f"{tmp_path}/plan.yaml": HEADER, f"{tmp_path}/3.2.yaml": ACTION.encode()}
    signing = NewSignOff(Quarter.Q1, date(2019, 7, 19), "Head", SignedDigests({"3.2": "v1-ab"}, {}))
    with pytest.raises(UserError, match=r"3\.2\.yaml was changed meanwhile; nothing was written"):
        write_sign_off(str(tmp_path), read, signing, print)
    assert (tmp_path / "plan.yaml").read_bytes() == HEADER
