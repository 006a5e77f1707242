"""Measures that contradict themselves: what is written, the rule that finds it and what it says."""

from datetime import date
from textwrap import indent

import pytest

from planctl.checks.run import OF_NUMBERS, check_plan
from planctl.plan.plan import load
from planctl.problem import Problem

HEADER = b"title: T\norganisation: O\nyear: 2019-20\npriorities:\n  1: One\n"
ACTION = 'id: "1.1"\ntitle: T\nlead: L\nmeasures:\n  - text: Reviews on time\n    id: m\n'
USUAL = 'unit: "%"\npolarity: higher\nbasis: snapshot\n'
COUNT = "unit: count\npolarity: higher\nbasis: in the period\n"
YEARLY = COUNT.replace("in the period", "year to date")
MONTHLY = "frequency: monthly\n"
NAMES = {rule.NAME for rule in OF_NUMBERS}


def found(measure: str, today: date = date(2020, 5, 1), header: bytes = HEADER) -> list[Problem]:
    """Return what the rules of numbers find of a measure."""
    text = ACTION + indent(measure, "    ")
    plan = load({"plan.yaml": header, "1.1.yaml": text.encode()})
    assert not plan.problems, plan.problems
    return [each for each in check_plan(plan, today) if each.rule in NAMES]


def actuals(*lines: str) -> str:
    return "actuals:\n" + indent("\n".join(lines), "  ") + "\n"


CASES = [
    (USUAL + MONTHLY + actuals("Q1:", "  months:", "    July: 61.25"),
     "period", "'July' is recorded in Q1, and belongs to Q2"),
    (USUAL + "frequency: termly\n" + actuals("Q1:", "  terms:", "    Autumn: 61"),
     "period", "'Autumn' is recorded in Q1, and belongs to Q3"),
    (USUAL + "target: at or below Foo\nbenchmarks:\n  Foo: 10\n"
     + actuals("Q1: 8", "Q2: 9", "Q3: 12", "Q4: 17"),
     "target", "the target is at or below something, and the polarity is higher"),
    (USUAL.replace("higher", "lower") + "target: at or above Foo\nbenchmarks:\n  Foo: 10\n",
     "target", "the target is at or above something, and the polarity is lower"),
    (USUAL + "target: 40 to 60\n" + actuals("Q1: 95"),
     "target", "the target is a range, and the polarity is higher"),
    (USUAL + "profile:\n  Q1: 40 to 60\n",
     "target", "the target is a range, and the polarity is higher"),
    (USUAL + "target: yes\n" + actuals("Q1: 70"),
     "unit", "'yes' is no number, and the unit is %"),
    ("unit: yes/no\npolarity: delivery\ntarget: 100\n" + actuals("Q1: yes"),
     "unit", "'100' is neither yes nor no"),
    ("unit: yes/no\npolarity: delivery\n" + actuals("Q1: 1 of 2"),
     "unit", "'1 of 2' is neither yes nor no"),
    (COUNT + actuals("Q1: 43 of 55"), "unit", "'43 of 55' is a share, and the unit is count"),
    (USUAL + actuals("Q1: yes"), "unit", "'yes' is no number, and the unit is %"),
    ("polarity: higher\n" + actuals("Q1: 5"),
     "unit", "'m' has numbers and no unit: no report shows them"),
    (USUAL + actuals("Q1: 110 of 100"), "unlikely", "in Q1, 110 of 100 is more than all"),
    (USUAL + actuals("Q1: 250"), "unlikely", "in Q1, 250 is more than all"),
    (USUAL + actuals("Q1: -5"), "unlikely", "in Q1, -5 is less than nothing"),
    (USUAL + actuals("Q1: -5 of 3"), "unlikely", "in Q1, -5 of 3 is a share of less than nothing"),
    (USUAL + actuals("Q1:", "  value: 50", "  restated_from: 500", "  reason: A slip"),
     "unlikely", "in Q1, 500 is more than all"),
    (COUNT + actuals("Q1: -3"), "unlikely", "in Q1, -3 is fewer than none"),
    (COUNT + actuals("Q1: 2.5"),
     "unlikely", "in Q1, 2.5 is no whole number, and the unit is count"),
    (COUNT.replace("count", "rate per 10,000") + actuals("Q1: 5 of 3"),
     "unlikely", "in Q1, 5 of 3 is more than all"),
    (USUAL + "target: 80\ntolerance: 40 to 60\n" + actuals("Q1: 50"),
     "target", "the tolerance is a range, and the target is not"),
    (USUAL + "target: 80\ntolerance: to 90\n",
     "target", "the tolerance is to 90, which is better than the target"),
    (USUAL.replace("higher", "lower") + "target: 20\ntolerance: to 10\n",
     "target", "the tolerance is to 10, which is better than the target"),
    (USUAL.replace("higher", "target range") + "target: 40 to 60\ntolerance: 45 to 55\n",
     "target", "the tolerance is within the target's range"),
    (USUAL.replace("higher", "target range") + "target: 40 to 60\ntolerance: 30 to 55\n",
     "target", "the tolerance is within the target's range"),
    (USUAL.replace("higher", "target range") + "target: 40 to 60\ntolerance: to 30\n",
     "target", "the tolerance has one end, and the target two"),
    (USUAL.replace("higher", "target range") + "target: better than baseline\nbaseline: 5\n",
     "target", "better than something is not said by a target range"),
    (USUAL + "target: at or above Foo\nbenchmarks:\n  Fooo: 10\n",
     "target", "there is no benchmark 'Foo'"),
    (USUAL + "target: better than baseline\n",
     "target", "the target is better than baseline, and there is none"),
    (USUAL + "target: better than the same quarter last year\n",
     "target", "the target is better than last year, and there is none"),
    (COUNT + MONTHLY
     + actuals("Q1:", "  value: 90", "  months:", "    April: 10", "    May: 20", "    June: 30"),
     "months", "Q1 is 90, and its parts make 60"),
    (USUAL + MONTHLY
     + actuals("Q1:", "  value: 90", "  months:", "    April: 40", "    May: 40", "    June: 50"),
     "months", "Q1 is 90, and its parts make 50%"),
    (USUAL.replace("snapshot", "in the period") + MONTHLY
     + actuals("Q1:", "  value: 90", "  months:", "    April: 40", "    May: 40", "    June: 50"),
     "months", "Q1 is 90, and none of its months is so far"),
    (USUAL + actuals("Q1:", "  value: 70", "  supplied: 2030-01-01"),
     "supplied", "supplied on 1 January 2030, which is yet to come"),
    (USUAL + actuals("Q1:", "  value: 70", "  supplied: 2018-01-01"),
     "supplied", "supplied on 1 January 2018, which is before Q1 began"),
    (USUAL + MONTHLY
     + actuals("Q1:", "  months:", "    June:", "      value: 70", "      supplied: 2019-05-31"),
     "supplied", "supplied on 31 May 2019, which is before June began"),
    (USUAL + actuals("Q1:", "  value: 70", "  restated_from: 72"),
     "restated", "restated without a reason"),
    (USUAL + actuals("Q1:", "  value: 70", "  restated_from: 7 of 10", "  reason: So"),
     "restated", "restated from the same number"),
    (USUAL + actuals("Q1:", "  restated_from: 7", "  reason: So"),
     "restated", "restated, and there is no number now"),
    (USUAL + actuals("Q1:", "  value: suppressed", "  restated_from: 3"),
     "suppressed", "Q1 is suppressed, and what was reported before is here"),
    (COUNT + MONTHLY + actuals("Q1:", "  value: 17", "  months:", "    May: suppressed"),
     "suppressed", "a part of Q1 is suppressed, and its own value is here"),
    (USUAL + "frequency: quarterly\n" + actuals("Q1: not due"),
     "frequency", "Q1 has ended and is said to be not due"),
    (USUAL + "target: 80\nprofile:\n  Q1: 50\n  Q4: 60\n",
     "profile", "the target is 80, and the profile ends at 60"),
    (COUNT + "target: 80\nprofile:\n  Q1: 50\n  Q4: 60\n",
     "profile", "the target is 80, and the profile ends at 60"),
    (USUAL + actuals("Q1:", "  months:", "    June: 70"),
     "frequency", "'June' is recorded, and the measure is quarterly"),
    (USUAL + MONTHLY + actuals("Q2:", "  terms:", "    Summer: 70"),
     "frequency", "'Summer' is recorded, and the measure is monthly"),
    (USUAL + "frequency: annual\n" + actuals("Q1: 70"),
     "frequency", "Q1 has a value, and the measure is annual"),
    (USUAL + "frequency: six-monthly\n" + actuals("Q3: 70"),
     "frequency", "Q3 has a value, and the measure is six-monthly"),
    (USUAL + "tolerance: 5\n", "profile", "a tolerance of no target"),
    (USUAL.replace("higher", "lower") + actuals("Q1: 4.17", "Q2: 30.8"),
     "jump", "in Q2 it is 30.8, over seven times the 4.17 of Q1"),
    (USUAL + actuals("Q1: 78.2", "Q2: 7.82"),
     "jump", "in Q2 it is 7.82, less than a seventh of the 78.2 of Q1"),
    (COUNT + MONTHLY + actuals("Q1:", "  months:", "    June: 20", "Q2:", "  months:",
                               "    July: 200"),
     "jump", "in July it is 200, over seven times the 20 of June"),
    (USUAL + "baseline: 250\n", "unlikely", "in the baseline, 250 is more than all"),
    (USUAL + "benchmarks:\n  England: -2\n",
     "unlikely", "in benchmark England, -2 is less than nothing"),
    (COUNT + "last_year:\n  Q1: 2.5\n",
     "unlikely", "in Q1 last year, 2.5 is no whole number, and the unit is count"),
    (COUNT + MONTHLY + actuals("Q1:", "  value: suppressed", "  months:", "    April: 10",
                               "    May: 10", "    June: 10"),
     "suppressed", "Q1 is suppressed, and its parts, which make it, are here"),
    (USUAL + MONTHLY + actuals("Q1:", "  value: suppressed", "  months:", "    June: 10"),
     "suppressed", "Q1 is suppressed, and its parts, which make it, are here"),
    (USUAL + MONTHLY + actuals("Q1:", "  months:", "    April: not due"),
     "frequency", "April has ended and is said to be not due"),
    (USUAL + "frequency: termly\n" + actuals("Q3:", "  terms:", "    Autumn: not due"),
     "frequency", "Autumn has ended and is said to be not due"),
    (YEARLY + "target: 90\nprofile:\n  Q1: 50\n  Q3: 40\n  Q4: 90\n",
     "profile", "the profile of the year to date is less in Q3 than in Q1"),
    (USUAL + "baseline: 78.2\n" + actuals("Q1: 7.9"),
     "jump", "in Q1 it is 7.9, less than a seventh of the 78.2 of the baseline"),
    (COUNT + "baseline: 40\n" + actuals("Q2: 410"),
     "jump", "in Q2 it is 410, over seven times the 40 of the baseline"),
    (COUNT + "baseline:\n  value: 400\n  when: 2018-19\n" + actuals("Q1: 4000"),
     "jump", "in Q1 it is 4000, over seven times the 400 of the baseline"),
    (YEARLY + "baseline: 400\n" + actuals("Q1: 90", "Q2: 2900"),
     "jump", "in Q2 it is 2900, over seven times the 400 of the baseline"),
    (COUNT + MONTHLY + "baseline: 400\n" + actuals("Q1:", "  months:", "    April: 4000"),
     "jump", "in April it is 4000, over seven times the 400 of the baseline"),
    (USUAL + "last_year:\n  Q4: 8.1\nbaseline: 60\n" + actuals("Q1: 81"),
     "jump", "in Q1 it is 81, over seven times the 8.1 of Q4 last year"),
    (USUAL + actuals("Q1: 8.1", "Q2: not supplied", "Q3: 81"),
     "jump", "in Q3 it is 81, over seven times the 8.1 of Q1"),
    (USUAL + "frequency: termly\n" + actuals("Q3:", "  terms:", "    Autumn: 8.1", "Q4:",
                                             "  terms:", "    Spring: 81"),
     "jump", "in Spring it is 81, over seven times the 8.1 of Autumn"),
    (YEARLY + actuals("Q1: 120", "Q2: 24"),
     "jump", "in Q2 it is 24, less than the 120 of Q1, and it is of the year to date"),
]  # fmt: skip


@pytest.mark.parametrize(
    "measure",
    [
        USUAL + "baseline: 78.2\n" + actuals("Q1: 11.2"),
        USUAL + "target: 120\nbaseline: 110\n",
        COUNT
        + MONTHLY
        + actuals(
            "Q1:",
            "  value: suppressed",
            "  months:",
            "    April: 10",
            "    May: suppressed",
            "    June: 10",
        ),
        COUNT + "target: 90\nprofile:\n  Q1: 50\n  Q2: 40\n",
        YEARLY + "target: 90\nprofile:\n  Q1: 40\n  Q2: 40\n  Q4: 90\n",
        USUAL + "baseline: not supplied\n" + actuals("Q1: 70"),
        USUAL + "baseline: 7.9\n" + actuals("Q1:", "  value: 79", "  reason: The panel began."),
        USUAL + "baseline: 7.9\n" + actuals("Q1:", "  value: 79", "  series_break: All areas."),
        USUAL
        + "baseline: 7.9\n"
        + actuals("Q1:", "  value: not supplied", "  series_break: All areas.", "Q2: 79"),
        USUAL + actuals("Q1: 7.9", "Q2:", "  value: 79", "  series_break: All areas.", "Q3: 80"),
        COUNT + "baseline: 1\n" + actuals("Q1: 9"),
        COUNT + "baseline:\n  value: 400\n  when: 2018-19\n" + actuals("Q1: 40"),
        COUNT + MONTHLY + "baseline: 400\n" + actuals("Q1:", "  months:", "    April: 30"),
        YEARLY + "baseline: 400\n" + actuals("Q1: 40", "Q2: 400", "Q3: 400"),
        YEARLY + "last_year:\n  Q4: 400\n" + actuals("Q1: 40"),
        YEARLY + actuals("Q1: 40", "Q2:", "  value: 30", "  reason: Ten were counted twice."),
        USUAL + actuals("Q1: 40", "Q2: 30"),
    ],
)
def test_a_number_that_can_be_is_let_be(measure: str) -> None:
    assert found(measure) == []


@pytest.mark.parametrize(("measure", "rule", "message"), CASES)
def test_a_measure_that_contradicts_itself_is_found(measure: str, rule: str, message: str) -> None:
    (problem,) = found(measure)
    assert (problem.rule, problem.message) == (rule, message)


@pytest.mark.parametrize(
    "measure",
    [
        USUAL + "target: at or above Foo\nbenchmarks:\n  Foo:\n" + actuals("Q1: 3"),
        USUAL + "target: better than baseline\nbaseline:\n",
        USUAL + "target: better than the same quarter last year\nlast_year:\n",
        USUAL.replace("higher", "target range") + "target: 40 to 60\ntolerance: 30 to 70\n",
        USUAL.replace("higher", "target range") + "target: 40 to 60\ntolerance: 5\n",
        USUAL + "target: 80\ntolerance: to 80\n",
        USUAL.replace("higher", "information only") + "target: 80\ntolerance: to 90\n",
        USUAL + "target: 150\n" + actuals("Q1: 120"),
        USUAL + "target: -5\n" + actuals("Q1: -3"),
        USUAL.replace("higher", "target range") + "target: -5 to 5\n" + actuals("Q1: -3"),
        USUAL.replace("higher", "target range") + "target: 90 to 110\n" + actuals("Q1: 105"),
        COUNT + "decimals: 1\n" + actuals("Q1: 21.4"),
        "unit: days\n" + actuals("Q1: -2.5"),
        "unit: yes/no\ntarget: yes\n" + actuals("Q1: no", "Q2: 1", "Q3: not available"),
        "frequency: annual\n" + actuals("Q1:"),
        COUNT + "target: 110\nprofile:\n  Q1: 50\n  Q4: 60\n",
        COUNT + "profile:\n  Q1: 50\n  Q4: 60\ntolerance: 5\n",
        USUAL + "target: better than baseline\nbaseline: 3\nprofile:\n  Q4: 60\n",
        USUAL + actuals("Q1: 4", "Q2:", "  value: 40", "  reason: Two services joined"),
        USUAL + actuals("Q1: 4", "Q2:", "  value: 40", "  series_break: Another form"),
        USUAL + actuals("Q1: 0", "Q2: 40", "Q3: 5.8"),
        COUNT + actuals("Q1: 1", "Q2: 9"),
        YEARLY + actuals("Q1: 1", "Q2: 19"),
        USUAL + MONTHLY + actuals("Q1:", "  months:", "    June: 4", "Q2: 40"),
        USUAL + MONTHLY + actuals("Q1:", "  value: 71", "  months:", "    June: 5 of 7"),
        USUAL + MONTHLY + actuals("Q1:", "  value: 71", "  months:", "    May: 70"),
        USUAL.replace("snapshot", "in the period") + MONTHLY
        + actuals("Q1:", "  value: 45", "  months:", "    April: 40", "    May: 9", "    June: 50"),
        USUAL + actuals("Q1:", "  value: suppressed", "  reason: Small"),
        USUAL + actuals("Q1:", "  value: 5", "  restated_from: not supplied", "  reason: Came"),
    ],
)  # fmt: skip
def test_a_measure_that_holds_together_is_let_be(measure: str) -> None:
    assert found(measure) == []


def test_a_number_of_a_time_to_come_is_found() -> None:
    measure = USUAL + actuals("Q1: 70", "Q2: 71", "Q3: not supplied")
    (problem,) = found(measure, date(2019, 6, 30))
    assert problem.message == "a number of Q2, which begins on 1 July 2019"
    assert found(measure, date(2019, 7, 1)) == []


def test_a_benchmark_that_is_nearly_there_is_offered() -> None:
    (problem,) = found(USUAL + "target: at or above Englund\nbenchmarks:\n  England: 10\n")
    assert problem.hint == "did you mean 'England'?"


def test_a_quarter_that_is_signed_is_not_asked_about_a_jump() -> None:
    measure = USUAL + actuals("Q1: 4", "Q2: 40")
    assert found(measure)
    signed = HEADER + b"closed:\n  Q2:\n    date: 2019-10-10\n    by: DMT\n    digest: v1-1\n"
    assert found(measure, header=signed) == []
    assert found(measure, date(2019, 10, 10), header=signed) == []
    assert len(found(measure, date(2019, 10, 9), header=signed)) == 1


def test_without_a_readable_header_nothing_is_asked_of_numbers() -> None:
    text = ACTION + indent(USUAL + actuals("Q1: 250"), "    ")
    plan = load({"plan.yaml": b"[", "1.1.yaml": text.encode(), "1.2.yaml": b"["})
    assert not {each.rule for each in check_plan(plan, date(2020, 5, 1))} & NAMES
    plan = load({"plan.yaml": HEADER, "1.1.yaml": text.encode(), "1.2.yaml": b"["})
    assert "unlikely" in {each.rule for each in check_plan(plan, date(2020, 5, 1))}


def test_a_part_of_a_line_is_looked_at_in_its_place() -> None:
    text = ACTION.replace("    id: m\n", "    parts:\n      - id: a\n      - id: b\n")
    text += indent(USUAL + actuals("Q1: 250"), "        ")
    plan = load({"plan.yaml": HEADER, "1.1.yaml": text.encode()})
    (problem,) = check_plan(plan, date(2020, 5, 1))
    assert problem.place.text == "          Q1: 250"


def test_a_red_action_whose_measure_improved_since_the_baseline_is_asked_about() -> None:
    measure = USUAL + "baseline:\n  value: 77\n  when: Q4 2018-19\n" + actuals("Q1: 80", "Q2: 81")
    for quarter, values in {
        "Q1": "77% at the baseline, 80% in Q1",
        "Q2": "77% at the baseline, 80% in Q1, 81% in Q2",
    }.items():
        update = f"updates:\n  {quarter}:\n    rag: red\n    commentary: So.\n    next_steps: So.\n"
        text = ACTION + indent(measure, "    ") + update
        plan = load({"plan.yaml": HEADER, "1.1.yaml": text.encode()})
        (problem,) = [each for each in check_plan(plan, date(2020, 5, 1)) if each.rule == "red"]
        assert problem.message.endswith(f"'Reviews on time' has improved: {values}")


def test_a_line_whose_parts_are_an_empty_list_is_looked_at() -> None:
    assert found("parts: []\n" + USUAL + actuals("Q1: 70")) == []
