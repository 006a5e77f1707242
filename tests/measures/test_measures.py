"""What the numbers of a measure say: worked cases, as councils publish them, and what always holds.

A case of tests/cases/measures is a title, then its source, then a measure as a plan has it and what
is said of each quarter of 2025-26 of which it records something. `Every quarter` in the title has
them all, and `on 2025-08-01` is the day; it is 1 May 2026 otherwise.
"""

import os
import re
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.measures.judgement import (
    Goal,
    Unknown,
    distance,
    forecast,
    goal,
    meets,
    shortfall,
    suggested_rating,
    total,
    travel,
    usual_tolerance,
)
from planctl.measures.phrases import reading_sentence, target_phrase, tolerance_phrase
from planctl.measures.readings import MeasureResults
from planctl.plan.figure import Figure, NumberStyle, Unit, rounded
from planctl.plan.measure import Measure, Polarity
from planctl.plan.measure_data import actuals_of_quarter, measure_texts, measures_by_id
from planctl.plan.plan import load
from planctl.plan.ratings import Rag
from planctl.plan.target import By, Number, Range, Share, To, Tolerance, Within
from planctl.plan.year import Year, names_period
from planctl.reports.records.measures import measure_record
from planctl.summary.summary import summarise
from quarters import Q1, Q4, QUARTERS, quarter_named

CASES = Path(__file__).parents[1] / "cases" / "measures"
YEAR = Year(2025)
_CASE = re.compile(r"== (?P<title>.+)\n(?P<source>(?:.+\n)+)\n(?P<given>(?:(?!=> |== ).*\n)+)")
_ACTION = 'id: "1.1"\ntitle: T\nlead: L\nmeasures:\n  - text: The words\n    id: m\n'


def read(given: str) -> Measure:
    """Return a measure from its lines in a plan."""
    text = _ACTION + indent(given, "    ")
    plan = load({"1.1.yaml": text.encode()})
    (action,) = plan.actions or pytest.fail("\n".join(map(str, plan.problems)))
    return action.measured[0]


def answer(title: str, given: str) -> list[str]:
    measure = read(given)
    day = re.search(r"on (\d{4}-\d\d-\d\d)", title)
    measured = MeasureResults(
        "The words", measure, YEAR, date.fromisoformat(day[1] if day else "2026-05-01")
    )
    wanted = QUARTERS if "Every quarter" in title else list(map(quarter_named, measure.actuals))
    return [f"=> {quarter} {reading_sentence(measured, quarter)}" for quarter in wanted]


def cases() -> list[tuple[str, str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("\n\n== "):
            title, _, rest = case.removeprefix("== ").partition("\n")
            source, _, body = rest.partition("\n\n")
            given, *said = re.split(r"^(?==> )", body.rstrip("\n") + "\n", flags=re.MULTILINE)
            found.append((f"{path.stem}: {title}", source, given, "".join(said)))
    return found


ALL = cases()


def test_there_are_cases_enough_and_each_has_a_title_of_its_own_and_a_source() -> None:
    assert len(ALL) >= 60
    assert len({title for title, *_ in ALL}) == len(ALL)
    assert all(source for _, source, *_ in ALL)


@pytest.mark.parametrize(("title", "given", "said"), [(a, c, d) for a, _, c, d in ALL])
def test_a_measure_says_what_its_case_has(title: str, given: str, said: str) -> None:
    assert answer(title, given) == said.splitlines()


@pytest.mark.parametrize("given", [given for _, _, given, _ in ALL])
def test_what_is_suppressed_is_nowhere_in_what_is_printed(given: str) -> None:
    measured = MeasureResults("The words", read(given), YEAR, date(2026, 5, 1))
    record = measure_record(measured)
    assert [each["sentence"] for each in record["readings"]] == [
        reading_sentence(measured, quarter) for quarter in QUARTERS
    ]
    for each in record["readings"]:
        if each["value"]["missing"] != "suppressed":
            continue
        assert each["value"]["number"] is None
        said = (each["restated_from"], each["rating"], each["distance"], each["forecast"])
        assert said == (None, None, None, None)
        assert each["travel"]["direction"] is None
        assert each["travel_in_year"]["direction"] is None


@pytest.mark.parametrize(
    ("tolerance", "said"),
    [
        ("2", "amber within 2 points of target"),
        ("5%", "amber within 5% of target"),
        ("to 70", "amber to 70%"),
        ("70 to 90", "amber within 70% to 90%"),
    ],
)
def test_a_tolerance_is_said_with_its_bound(tolerance: str, said: str) -> None:
    measure = read(f'unit: "%"\ntarget: 80\ntolerance: {tolerance}\n')
    measured = MeasureResults("The words", measure, YEAR, date(2026, 5, 1))
    assert tolerance_phrase(measured, measured.at(Q1)) == said


@pytest.mark.parametrize(
    "target", ["80", "75 to 80", "at or below England", "better than baseline"]
)
def test_a_target_without_a_polarity_is_said_as_it_was_written(target: str) -> None:
    measure = read(f"unit: count\ntarget: {target}\n")
    measured = MeasureResults("The words", measure, YEAR, date(2026, 5, 1))
    assert target_phrase(measured, measured.at(Q1)) == target


def test_points_are_those_of_months_where_there_are_any() -> None:
    given = "unit: count\nactuals:\n  Q1:\n    months:\n      June: 3\n  Q2: 4\n"
    measured = MeasureResults("The words", read(given), YEAR, date(2026, 5, 1))
    assert [each.label for each in measured.points] == ["April", "May", "June", "Q2", "Q3", "Q4"]
    assert measured.points[0].value == "not supplied"
    assert measured.name == "The words"


def test_a_summary_has_the_numbers_of_measures_and_none_of_words() -> None:
    header = b"title: T\norganisation: O\nyear: 2025-26\npriorities:\n  1: One\n"
    parts = "  - words\n  - text: two\n    parts:\n      - id: a\n        unit: count\n"
    texts = {
        "p/plan.yaml": header,
        "p/1.1.yaml": f"{_ACTION}    unit: days\n    last_year:\n{parts}".encode(),
        "p/1.2.yaml": b"[",
    }
    summary = summarise(load(texts), date(2026, 5, 1))
    found = {path: [each.measure.id for each in said] for path, said in summary.measured.items()}
    assert found == {"p/1.1.yaml": ["m", "a"], "p/1.2.yaml": []}


NUMBERS = st.decimals(-1000, 1000, places=2)
SPANS = st.tuples(NUMBERS, NUMBERS).map(sorted)
AMOUNTS = st.decimals(0, 100, places=2)
FACTORS = st.decimals("0.01", 1000, places=2)
POLARITIES = st.sampled_from([Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE, Polarity.DELIVERY])
RATINGS = [None, Rag.RED, Rag.AMBER, Rag.GREEN]


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    low, high = draw(SPANS)
    strict = draw(st.booleans())
    choices = [Goal(low, None, strict), Goal(None, high, strict), Goal(low, high)]
    return draw(st.sampled_from(choices))


@st.composite
def tolerances(draw: st.DrawFn) -> Tolerance:
    low, high = draw(SPANS)
    amount = draw(AMOUNTS)
    choices: list[Tolerance] = [By(amount), Share(amount), To(low), Within(low, high)]
    return draw(st.sampled_from(choices))


def scaled(aim: Goal, by: Decimal) -> Goal:
    low, high = (None if each is None else each * by for each in aim[:2])
    return Goal(low, high, aim.strict)


@given(NUMBERS, NUMBERS, goals(), tolerances())
def test_improving_a_value_never_worsens_its_rating(
    one: Decimal, other: Decimal, aim: Goal, tolerance: Tolerance
) -> None:
    """Of a range with one tolerance on both sides too; one side at a time where it has two ends."""
    before, after = sorted((one, other), key=lambda each: distance(each, aim))
    sides = {(each < aim.low if aim.low is not None else False) for each in (one, other)}
    if aim.low is not None and aim.high is not None and len(sides) > 1:
        return
    was, now = (suggested_rating(each, aim, tolerance) for each in (before, after))
    ranks = [RATINGS.index(None if isinstance(each, Unknown) else each) for each in (was, now)]
    assert ranks[0] <= ranks[1]


@given(NUMBERS, NUMBERS, goals(), AMOUNTS, FACTORS)
def test_units_scaled_alike_change_nothing(
    before: Decimal, after: Decimal, aim: Goal, amount: Decimal, by: Decimal
) -> None:
    many = scaled(aim, by)
    pairs: list[tuple[Tolerance, Tolerance]] = [
        (By(amount), By(amount * by)),
        (Share(amount), Share(amount)),
    ]
    for plain, large in pairs:
        assert suggested_rating(after, aim, plain) == suggested_rating(after * by, many, large)
    for polarity in (*Polarity, None):
        assert travel(before, after, polarity, aim) == travel(
            before * by, after * by, polarity, many
        )
    assert distance(after * by, many) == distance(after, aim) * by
    assert meets(after * by, many) == meets(after, aim)


@given(NUMBERS, NUMBERS, goals())
def test_what_improved_one_way_worsened_the_other(one: Decimal, other: Decimal, aim: Goal) -> None:
    opposite = {"improved": "worsened", "worsened": "improved", "same": "same"}
    for polarity in (Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE, Polarity.DELIVERY):
        there, back = travel(one, other, polarity, aim), travel(other, one, polarity, aim)
        assert isinstance(there, str)
        assert opposite[there] == back


@given(NUMBERS, goals())
def test_a_number_meets_its_target_where_it_is_not_short_of_it(number: Decimal, aim: Goal) -> None:
    is_tie = aim.strict and number in (aim.low, aim.high)
    assert meets(number, aim) == (not shortfall(number, aim) and not is_tie)
    assert (distance(number, aim) < 0) == (shortfall(number, aim) > 0)


@given(st.permutations(["Q1", "Q2", "Q3", "Q4"]), st.permutations(["April", "May", "June"]))
def test_the_order_of_recording_does_not_matter(quarters: list[str], names: list[str]) -> None:
    inner = indent("".join(f"{name}: {len(name)}\n" for name in names), "      ")
    said = {"Q1": f"  Q1:\n    months:\n{inner}", "Q2": "  Q2: 9\n", "Q3": "  Q3: suppressed\n"}
    said["Q4"] = "  Q4: {value: 4, restated_from: 5}\n"
    head = "unit: count\npolarity: lower\nbasis: in the period\nfrequency: monthly\ntarget: 10\n"
    made = read(f"{head}actuals:\n{''.join(said[quarter] for quarter in quarters)}")
    usual = read(f"{head}actuals:\n{''.join(said.values())}")
    day = date(2026, 5, 1)
    one, other = (MeasureResults("The words", each, YEAR, day) for each in (made, usual))
    assert one.readings == other.readings
    assert one.points == other.points


@given(st.integers(0, 10**6), st.integers(1, 10**6), NUMBERS, st.integers(0, 2))
def test_nothing_is_compared_after_rounding(
    numerator: int, denominator: int, bound: Decimal, decimals: int
) -> None:
    """As fractions, which know no rounding at all, have it."""
    number = Figure(Decimal(numerator), Decimal(denominator)).number(Unit.PERCENT)
    exact = Fraction(100 * numerator, denominator)
    aim = Goal(low=bound)
    assert meets(number, aim) == (exact >= Fraction(bound))
    assert (suggested_rating(number, aim, By(Decimal(5))) is Rag.RED) == (
        exact < Fraction(bound) - 5
    )
    shown = rounded(number, decimals)
    assert travel(number, number, Polarity.HIGHER, aim) == "same"
    assert abs(Fraction(shown) - exact) <= Fraction(1, 2 * 10**decimals)


@given(st.permutations([Decimal("0.1"), Decimal("0.2"), Decimal("999999999999.999999")]))
def test_a_sum_is_exact(numbers: list[Decimal]) -> None:
    assert total(numbers) == Decimal("1000000000000.299999")


@given(NUMBERS, AMOUNTS, FACTORS)
def test_a_profile_that_is_kept_is_met(expected: Decimal, more: Decimal, year: Decimal) -> None:
    found = forecast(expected, expected, Goal(low=year), grows=False)
    assert not isinstance(found, Unknown)
    assert (found.number, found.meets) == (year, True)
    grown = forecast(expected, expected, Goal(high=year + more), grows=True)
    assert isinstance(grown, Unknown) == (expected <= 0)
    assert isinstance(grown, Unknown) or grown.meets


def test_a_year_that_is_to_end_within_a_range_is_not_forecast() -> None:
    year = Goal(Decimal(1), Decimal(2))
    found = forecast(Decimal(1), Decimal(1), year, grows=False)
    assert found == Unknown("the profile is one of ranges")


def test_the_measures_of_a_file_are_read_whatever_is_there() -> None:
    assert measure_texts({}) == measure_texts({"measures": "text"}) == []
    lines = ["a", {"text": "b", "parts": "c"}, {"text": "d", "parts": [None, {"id": "e"}]}, None]
    assert measure_texts({"measures": lines}) == ["a", "b", "d", None]
    assert measures_by_id({"measures": lines}) == {"measures-1": {}, "e": {"id": "e"}}
    twice = [{"id": "e", "unit": "%"}, {"id": "e"}]
    assert list(measures_by_id({"measures": twice})) == ["e", "measures-1"]
    assert actuals_of_quarter({"measures": [{"id": "e", "actuals": "none"}]}, "Q1") == {}


def test_a_default_context_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 3
        assert distance(Decimal("123456.789"), Goal(low=Decimal("0.001"))) == Decimal("123456.788")


def test_what_a_target_asks_for_follows_polarity() -> None:
    number, both = Number(Decimal(5)), Range(Decimal(4), Decimal(6))
    assert (
        goal(number, Polarity.HIGHER, {})
        == goal(number, Polarity.DELIVERY, {})
        == Goal(low=Decimal(5))
    )
    assert goal(both, Polarity.LOWER, {}) == Goal(high=Decimal(6))
    assert goal(both, Polarity.RANGE, {}) == Goal(Decimal(4), Decimal(6))
    assert goal(both, Polarity.INFORMATION, {}) == Unknown("it is for information only")


def test_what_is_usual_depends_on_the_unit() -> None:
    aim, small = Goal(low=Decimal(20)), Goal(Decimal(-10), Decimal("19.9"))
    assert usual_tolerance(Unit.PERCENT, aim) == By(Decimal(5))
    assert usual_tolerance(Unit.PERCENT, small) == Share(Decimal(5))
    assert usual_tolerance(Unit.PERCENT, Unknown("none")) == By(Decimal(5))
    assert usual_tolerance(Unit.DAYS, aim) == Share(Decimal(5))
    assert usual_tolerance(Unit.YES_NO, aim) == By(Decimal(0))


def test_a_yearly_value_stands_in_later_quarters_as_at_its_own() -> None:
    given = "unit: count\nfrequency: annual\nbasis: snapshot\nactuals:\n  Q2: 5\n"
    measured = MeasureResults("The words", read(given), YEAR, date(2026, 5, 1))
    stands = [measured.standing(quarter).quarter.key for quarter in QUARTERS]
    assert stands == [
        "Q1",
        "Q2",
        "Q2",
        "Q2",
    ]
    usual = MeasureResults("W", read("unit: count\nactuals:\n  Q2: 5\n"), YEAR, date(2025, 11, 1))
    assert [usual.standing(quarter).quarter.key for quarter in QUARTERS] == ["Q1", "Q2", "Q3", "Q4"]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [("Q4 2024-25", [True]), ("q4  2024/2025", [True]), ("Q3 2024-25", [False]), ("Q4", [False])],
)
def test_a_text_may_name_a_quarter(text: str, is_named: list[bool]) -> None:
    assert [names_period(text, Q4, Year(2024))] == is_named


def test_a_range_without_a_target_range_has_no_direction() -> None:
    assert travel(Decimal(1), Decimal(2), Polarity.RANGE, Unknown("none")) == Unknown("none")


@pytest.mark.parametrize(
    ("style", "exact", "said"),
    [
        (NumberStyle(Unit.POUNDS), "0.5", "£0.50"),
        (NumberStyle(Unit.POUNDS, 0), "1250000", "£1,250,000"),
        (NumberStyle(Unit.OTHER, None, "weeks"), "3", "3 weeks"),
        (NumberStyle(Unit.YES_NO), "1", "yes"),
        (NumberStyle(Unit.YES_NO), "0.5", "0.5"),
        (NumberStyle(Unit.COUNT, 1), "2.25", "2.3"),
        (NumberStyle(Unit.COUNT, 1), "-0.04", "0.0"),
    ],
)
def test_a_number_is_printed_with_its_unit(style: NumberStyle, exact: str, said: str) -> None:
    assert style.printed(Figure(Decimal(exact))) == said


def test_a_term_belongs_to_one_quarter_whenever_the_year_begins() -> None:
    for first in range(1, 13):
        year = Year(2025, first)
        ends = [quarter.terms for quarter in year.periods]
        assert sorted(name for each in ends for name in each) == ["Autumn", "Spring", "Summer"]
        assert max(map(len, ends)) == 1
        assert len({name for quarter in year.periods for name in quarter.months}) == 12


def regenerate() -> None:
    """Write anew what each case has; read the difference."""
    for path in sorted(CASES.glob("*.txt")):
        made = []
        for title, source, body, _ in ALL:
            stem, _, name = title.partition(": ")
            if stem == path.stem:
                lines = "\n".join(answer(name, body))
                made.append(f"== {name}\n{source}\n\n{body.rstrip()}\n{lines}\n")
        path.write_text("\n".join(made), encoding="utf-8")


if __name__ == "__main__" and os.environ.get("REGENERATE"):
    regenerate()
