"""Words that say nothing are told of, and counted as missing; short sentences are neither."""

import pytest

from checks.test_rules import rules, said
from planctl.plan.placeholders import says_nothing

NOTHING = [
    *(
        ".",
        "-",
        "--",
        "–",
        "…",
        "?",
        "***",
        "-" * 90,
        "TBC",
        "tbc.",
        "T.B.C",
        "TBA",
        "[TBC]",
        "*TBC*",
    ),
    *("n/a", "N/A.", "N/a", "NA", "n.a.", "Not applicable", "Nil", "Nil return", "None", "none."),
    *("Nothing to report", "No update", "No updates to report", "No change.", "No changes"),
    *("No change since last quarter", "Unchanged", "Unchanged from Q1", "Same as above"),
    *("As above", "as above.", "As before", "As last quarter", "As previous", "As per Q1"),
    *("see Q1", "See Q4 2018/19.", "(see above)", "Please see below", "See commentary above"),
    *("See attached", "Refer to previous update", "ditto", "xxx", "XX", "To follow"),
    *("Update to follow", "More to come.", "Details to follow", "Update awaited", "Pending"),
    *("To be confirmed", "to be advised", "Awaiting update", "todo", "To do", "Commentary below"),
    *("Click or tap here to enter text.", "[Insert text here]", "Lorem ipsum", "- TBC\n- n/a"),
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod.",
]
SOMETHING = [
    *(
        "Closed.",
        "On track for March.",
        "Done",
        "Delivered.",
        "Yes",
        "92%",
        "3",
        "Met",
        "Improving",
    ),
    *("No change in the number of carers: 41.", "None of the carers left.", "No child waited."),
    *("Not applicable to under-fives", "See the audit of 3 May 2019", "Nana", "Minutes of DMT"),
    *("As above, and two more were approved", "TBC by the board on 3 May", "The update is late"),
    *(
        "Pending the court's decision",
        "Same carers as in Q1, all reviewed",
        "Nothing to report from",
    ),
    *(
        "To follow up missed reviews",
        "To be agreed by DMT in May",
        "Extra staff",
        "- n/a\n- Hub open",
    ),
    *("Q1", "中文", "Ar y trywydd iawn", "Naomi House", "Xx House opened", "Unchanged at 41"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_words_that_say_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("update", "found"),
    [
        ("rag: red\n    commentary: TBC\n    next_steps: n/a", ["placeholder", "placeholder"]),
        ("rag: red\n    commentary: Late.\n    next_steps: Ask again", []),
        (
            "status: complete\n    commentary: Done.\n    impact: X.\n    evidence: None",
            ["placeholder"],
        ),
        (
            "status: complete\n    commentary: Done.\n    impact: X.\n    evidence: Visit, 3 May",
            [],
        ),
        ("status: closed\n    commentary: Merged.\n    next_steps: None", []),
        ("rag: green\n    commentary: Good.\n    next_steps: None", ["placeholder"]),
        ("rag: green\n    commentary: |\n      To follow", ["placeholder"]),
        ("rag: green\n    commentary: |\n      To follow up reviews", []),
    ],
)
def test_each_text_of_an_update_is_looked_at_once(update: str, found: list[str]) -> None:
    assert rules(said(update)) == found
