"""What changed in a sign-off is told in sentences, and never by its digests."""

import pytest

from planctl.changes.diff import diff, plan_version
from planctl.changes.diff_lines import diff_lines, plain_text

SIGNED = "date: 2019-07-20, by: Chair, digest: v1-a"
STAGE = "stages: {DMT: {date: 2019-07-19, by: Director, digest: v1-b}}"
LEFT = (
    "{date: 2019-08-01, action: '3.2', field: rag, was: red, now: amber, reason: A slip, by: Chair}"
)
ACCEPTED = "accepted: {'3.2': {lacks: a rating, reason: The post is vacant}}"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", SIGNED, "Q1 is signed off, by Chair on 20 July 2019"),
        (SIGNED, "", "Q1 is no longer signed off; it was by Chair on 20 July 2019"),
        (SIGNED, SIGNED.replace("Chair", "Board"), "Q1 is signed off, by Board; it was by Chair"),
        (
            SIGNED,
            SIGNED.replace("2019-07-20", "soon"),
            "Q1 is signed off, on soon; it was on 20 July 2019",
        ),
        ("", STAGE, "Q1 is signed by DMT, by Director on 19 July 2019"),
        (STAGE, "", "Q1 is no longer signed by DMT; it was by Director on 19 July 2019"),
        ("", ACCEPTED, "3.2 is accepted in Q1, without a rating: The post is vacant"),
        (ACCEPTED, ACCEPTED.replace("The post", "It"), "3.2 is accepted in Q1, It is vacant"),
        (ACCEPTED, "", "What 3.2 lacks is not accepted in Q1 any more"),
        (
            "",
            f"corrections: [{LEFT}]",
            "Q1 is corrected: 3.2 rating from red to amber: A slip (Chair), on 1 August 2019",
        ),
        (
            f"corrections: [{LEFT}]",
            "corrections: [x]",
            (
                "Q1 is corrected: nobody can read which\n"
                "  The correction of Q1 is gone: "
                "3.2 rating from red to amber: A slip (Chair), on 1 August 2019"
            ),
        ),
        (
            "",
            "corrections: [{field: title, reason: New, date: 2019-08-01}]",
            "Q1 is corrected: title: New, on 1 August 2019",
        ),
        ("digest: v1-a", "digest: v1-b", "What was signed of Q1 is recorded anew"),
    ],
)
def test_a_change_of_a_sign_off_is_a_sentence(before: str, after: str, said: str) -> None:
    old, new = (
        plan_version({"plan.yaml": f"title: A\nclosed: {{Q1: {{{each}}}}}\n".encode()})
        for each in (before, after)
    )
    assert "".join(plain_text(diff_lines(diff(old, new)))) == f"The plan\n  {said}\n"
