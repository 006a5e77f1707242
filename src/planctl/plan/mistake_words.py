"""What is wrong and what to do about it, for the kinds of mistake of which little is to be said."""

from planctl.plan.figure import MOST_DECIMALS
from planctl.plan.visibility import EXEMPT_HINT, MOST_PARAGRAPHS

NUMBERS = {
    "first_month": ("a month's number", "a whole number from 1 to 12"),
    "due_working_days": ("a number of working days", "a whole number from 0 to 60"),
    "months_late": ("a number of months", "a whole number from 0 to 60"),
    "percent_done": ("a number of per cent", "a whole number from 0 to 100"),
    "paragraph": (
        "a paragraph of Schedule 12A",
        f"the number of a paragraph of its Part 1, from 1 to {MOST_PARAGRAPHS}",
    ),
    "decimals": ("a number of decimals", f"a whole number from 0 to {MOST_DECIMALS}"),
}
"""What a whole number is that is wrong, and what to write, by the name of its field."""

NOT = {
    "value_error": (
        "a year",
        "two that follow each other, a calendar year, or several: 2019-20, 2019, 2019-22",
    ),
    "period_name": (
        "the name of a period",
        "letters, digits and spaces, at most 40 characters: September board",
    ),
    "step_code": (
        "the code of a step",
        "small letters, digits and hyphens, such as on-track, and not none",
    ),
    "step_colour": ("a colour", 'six digits after #, in quotes: "#b00020"'),
    "step_shape": (
        "a shape",
        "one character that is no letter and no markup, such as ▲ ▼ ◆ ● ✓ ■ ○",
    ),
}
"""What a text is not that is wrong, and what to write, by the kind of the mistake."""

ALWAYS = {
    "stage_twice": ("two stages have the same name", "give each stage a name of its own"),
    "lead_twice": ("a lead is there twice", "name each lead once"),
    "word_twice": ("a text is there twice", "name each once"),
    "exempt": ("what is exempt needs its paragraph and the reason", EXEMPT_HINT),
    "not_exempt": (
        "a paragraph and a reason are only of what is exempt",
        "write `kind: exempt`, or take `paragraph` and `because` out",
    ),
}
"""What is wrong and what to do about it, where that is always the same."""
