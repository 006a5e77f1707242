"""What plan.yaml may say of small numbers, and of who may see a part."""

import pytest
from pydantic import ValidationError

from planctl.plan.disclosure import SmallNumbers
from planctl.plan.model import Header
from planctl.plan.visibility import Visibility

HEADER = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"1": "One"}}


@pytest.mark.parametrize(
    ("said", "rule", "largest"),
    [
        (None, SmallNumbers.DFE, 5),
        ("Ofqual", SmallNumbers.OFQUAL, 4),
        ("NHS hospital episodes", SmallNumbers.NHS, 7),
        ({"rule": "ONS Longitudinal Study"}, SmallNumbers.ONS, 9),
        ({}, SmallNumbers.DFE, 5),
    ],
)
def test_a_rule_says_which_numbers_are_small(
    said: object, rule: SmallNumbers, largest: int
) -> None:
    found = Header.model_validate({**HEADER, "disclosure": said}).disclosure
    assert found
    assert (found.rule, found.rule.largest) == (rule, largest)


@pytest.mark.parametrize(
    ("said", "is_taken"),
    [
        ({"kind": "exempt", "paragraph": 3, "because": "A contract."}, True),
        ({"kind": "exempt", "paragraph": 3}, False),
        ({"kind": "exempt", "because": "A contract."}, False),
        ({"kind": "internal"}, True),
        ({"kind": "internal", "paragraph": 3}, False),
        ({"kind": "public", "because": "A contract."}, False),
    ],
)
def test_what_is_exempt_alone_has_a_paragraph_and_a_reason(
    said: dict[str, object], *, is_taken: bool
) -> None:
    if is_taken:
        assert Visibility.model_validate(said).kind == said["kind"]
        return
    with pytest.raises(ValidationError):
        Visibility.model_validate(said)
