"""Words that YAML takes for a comment are told of; a comment that is meant as one is not."""

import pytest

from checks.test_rules import ACTION, PLAN, problems


def comments(text: str, header: str = "") -> list[tuple[int, int, str]]:
    """Return where each comment stands that looks like words, in an action with some more lines."""
    texts = {"plan.yaml": PLAN + header.encode(), "3.2.yaml": f"{ACTION}{text}".encode()}
    found = [each for each in problems(texts) if each.rule == "comment"]
    return [(each.place.line, each.place.column, each.message.split("'")[1]) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("description: Two carers #2 approved\n", (4, 25, "#2 approved")),
        ("description: Two carers  #2 approved", (4, 26, "#2 approved")),
        ("description: Stay # safe campaign\n", (4, 19, "# safe campaign")),
        ("description: #OurVoice is asked\n", (4, 14, "#OurVoice is asked")),
        ("owner: Head of Service #1\n", (4, 24, "#1")),
        ("links:\n  - Priority #2 of the strategy\n", (5, 14, "#2 of the strategy")),
        ("description: 5 homes #2\n", (4, 22, "#2")),
        ("description: |\n  One.\n# Two.\n", (6, 1, "# Two.")),
        ("description: >-\n  One.\n # Two.", (6, 2, "# Two.")),
        ("description: |\r\n  One.\r\n\r\n # Two.\r\n", (7, 2, "# Two.")),
        ("description: |\n\n  One.\n  Two.\n#Three\nsource: x\n", (8, 1, "#Three")),
        ("links:\n  - |\n    One.\n  # Two.\n", (7, 3, "# Two.")),
    ],
)
def test_words_behind_a_sign_are_told_of(text: str, expected: tuple[int, int, str]) -> None:
    assert comments(text) == [expected]


def test_those_of_the_header_are_too() -> None:
    assert comments("", "glossary:\n  CIN: Child #1 in need\n") == [(8, 14, "#1 in need")]


@pytest.mark.parametrize(
    "text",
    [
        "description: Two carers were approved.  # at panel\n",
        "description: Two carers were approved. # at panel\n",
        "description: Two carers  # at panel\n",
        "description: 'Two carers' #2 approved\n",
        'description: "Two carers" # approved\n',
        "description:  # to be written\n",
        "description: carers#2\n",
        "owner: Head of Service # since May\n",
        "updates:\n  Q1:\n    rag: green #agreed\n    commentary: Done.\n",
        "description: |\n  One.\n  # Two.\n   # Three.\n",
        "description: |\n  One.\n\n# A note.\nsource: x\n",
        "description: |\n# A note.\nsource: x\n",
        "description: |\n",
        "# A note.\ndescription: One.\n# Another.\n",
        "description: |\n  One.\nsource: x\n# A note.\n",
    ],
)
def test_a_comment_that_is_meant_as_one_is_left_alone(text: str) -> None:
    assert comments(text) == []
