"""No small number can be worked out from all that is public, and few others are hidden for it."""

import json
import re
from decimal import Decimal

import pytest

from planctl.measures.judgement import Unknown
from planctl.measures.readings import MeasureResults, measure_results
from planctl.plan.disclosure import SmallNumbers
from planctl.plan.figure import Figure, Missing, Value
from planctl.plan.plan import Plan, load
from planctl.privacy.edition import edition_of
from planctl.privacy.hidden_parts import Edition
from privacy.readers_who_count import fewest_hidden, recovered, recovered_by_lines
from privacy.small_plans import QUARTERS, small_plan
from privacy.test_editions import HEAVY, MANY, QUICK, made

FEW = 2_000 if MANY > 100 else 16
SEEDS = (*range(FEW), 20, 52)
"""In the last two a number was put right, and two papers laid beside each other tell more."""
MOST = 16
"""Of how many numbers the fewest that must be hidden are looked for by trying all."""


def test_no_whole_numbers_but_the_hidden_ones_are_ruled_out_by_a_paper_or_by_all_of_a_year() -> (
    None
):
    ours = fewest = 0
    for seed in SEEDS:
        plan = small_plan(seed)
        seen = plan.seen()
        assert not recovered(plan, seen, plan.small), seed
        earlier = {path: each for paper in range(4) for path, each in plan.seen(paper + 1).items()}
        assert not recovered(plan, earlier, plan.small), seed
        places = {path[:2] for path in plan.values}
        if len(places) <= MOST:
            hidden = len(places - {path[:2] for path in seen})
            ours, fewest = ours + hidden, fewest + fewest_hidden(plan, hidden)
    assert ours <= 1.3 * fewest


def test_linear_programming_finds_no_small_number_in_larger_plans() -> None:
    for seed in range(FEW // 4):
        plan = small_plan(seed, large=True)
        if len(plan.values) <= 120:
            every = {
                path: each for paper in range(4) for path, each in plan.seen(paper + 1).items()
            }
            assert not recovered_by_lines(plan, every, plan.small), seed


CANARIES = ("71003", "72004", "73005", "74006", "zq")
"""Numbers and a word that a public paper must not have."""


def _with_canaries() -> Plan:
    small = _measure("small", "3", "90", baseline={"value": "4", "when": "2018-19"}, target="50")
    put_right = {"value": "71003", "restated_from": "72004", "reason": "zq was counted twice"}
    large = _measure("large", actuals={"Q1": put_right, "Q2": "80"}, last_year={"Q1": "75000"})
    whole = {"value": "71006", "restated_from": "72007", "reason": "It was added up again"}
    total = _measure("all", actuals={"Q1": whole, "Q2": "170"}, total_of=["small", "large"])
    share = _measure("share", "2 of 73005", "74004 of 74006", unit="%", polarity="higher")
    return _plan([small, large, total, share], disclosure={})


def _found(plan: Plan, formats: tuple[str, ...]) -> list[str]:
    papers = made(edition_of(plan, Edition.PUBLIC), formats)
    texts = [(name, re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)) for name, text in papers]
    assert all("80" in text for _, text in texts)
    return [f"{name}: {canary}" for name, text in texts for canary in CANARIES if canary in text]


def test_what_is_hidden_is_in_no_byte_of_a_paper() -> None:
    assert _found(_with_canaries(), QUICK) == []


@pytest.mark.slow
def test_nor_of_one_that_is_packed() -> None:
    assert _found(_with_canaries(), HEAVY) == []


def test_those_who_count_find_what_is_left_open() -> None:
    plan = small_plan(0)
    found = [
        bool(solve(plan, plan.values, plan.small[:1])) for solve in (recovered, recovered_by_lines)
    ]
    assert found == [True, True]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_said_of_a_hidden_number_nor_compared_with_it(seed: int) -> None:
    plan = edition_of(load(small_plan(seed, large=True).texts()), Edition.PUBLIC)
    for measure in _results(plan):
        for reading in measure.readings:
            if reading.value is Missing.CONFIDENTIAL:
                told = (reading.rating, reading.distance, reading.travel, reading.forecast)
                assert all(isinstance(each, Unknown) for each in told)
                assert reading.restated_from is None
            if reading.value_before is Missing.CONFIDENTIAL:
                assert isinstance(reading.travel, Unknown)


def _results(plan: Plan) -> tuple[MeasureResults, ...]:
    year, scale = plan.require().period, plan.scale
    return measure_results(plan.actions[0].measures, year, year.last.last_day, scale)


def _plan(measures: list[dict[str, object]], **header: object) -> Plan:
    said = {"title": "Plan", "organisation": "Council", "year": "2019-20", "priorities": {"1": "A"}}
    action = {"id": "1.1", "title": "One", "lead": "Ann", "measures": measures}
    texts = {"p/plan.yaml": said | header, "p/1.1.yaml": action}
    plan = load({path: json.dumps(each).encode() for path, each in texts.items()})
    assert not plan.problems
    return plan


def _measure(name: str, *quarters: str, **more: object) -> dict[str, object]:
    actuals = dict(zip(QUARTERS, quarters, strict=False))
    return {"id": name, "text": name, "unit": "count", "actuals": actuals, **more}


def _public(plan: Plan, edition: Edition = Edition.PUBLIC) -> dict[str, list[Value | None]]:
    return {
        measure.id: [each.value for each in measure.actuals.values()]
        for measure in edition_of(plan, edition).actions[0].measured
    }


C = Missing.CONFIDENTIAL


def _written(found: dict[str, list[Value | None]]) -> dict[str, list[str]]:
    return {
        name: [each.written if isinstance(each, Figure) else str(each) for each in values]
        for name, values in found.items()
    }


@pytest.mark.parametrize(
    ("disclosure", "shown"),
    [
        ({}, ["0", "c", "c", "c"]),
        ("DfE children in need", ["0", "c", "c", "c"]),
        ("Ofqual", ["0", "c", "5", "c"]),
        ({"rule": "NHS hospital episodes"}, ["0", "c", "c", "c"]),
    ],
)
def test_each_rule_hides_the_counts_that_it_names(disclosure: object, shown: list[str]) -> None:
    plan = _plan([_measure("a", "0", "1", "5", "3")], disclosure=disclosure)
    assert _written(_public(plan)) == {"a": shown}


def test_the_key_alone_names_the_rule_of_the_dfe() -> None:
    header = b"title: A\norganisation: B\nyear: 2019-20\npriorities:\n  1: C\ndisclosure:\n"
    found = load({"p/plan.yaml": header}).require().disclosure
    assert found
    assert (found.rule, found.rule.largest) == (SmallNumbers.DFE, 5)


def test_a_share_is_hidden_for_its_numerator_its_complement_and_what_it_is_of() -> None:
    shares = ("3 of 40", "37 of 40", "0 of 4", "20 of 40")
    plan = _plan([_measure("a", *shares, unit="%")], disclosure={})
    assert _written(_public(plan)) == {"a": ["c", "c", "c", "20 of 40"]}


def test_every_edition_but_the_internal_one_hides_them_and_a_plan_that_names_no_rule_none() -> None:
    measures = [_measure("a", "3")]
    for edition, shown in {"public": "c", "exempt": "c", "internal": "3"}.items():
        found = _public(_plan(measures, disclosure={}), Edition(edition))
        assert _written(found) == {"a": [shown]}
    assert _written(_public(_plan(measures))) == {"a": ["3"]}


def test_the_smallest_further_number_is_hidden_but_none_of_nought() -> None:
    total = _measure("all", "33", total_of=["a", "b", "none", "big"])
    parts = [_measure("a", "4"), _measure("b", "9"), _measure("none", "0"), _measure("big", "20")]
    shown = _written(_public(_plan([total, *parts], disclosure={})))
    assert shown == {"all": ["33"], "a": ["c"], "b": ["c"], "none": ["0"], "big": ["20"]}


def test_a_measure_may_be_excepted_and_is_hidden_for_others_all_the_same() -> None:
    excepted = {"measure": "schools", "reason": "Schools are counted.", "by": "Director"}
    measures = [_measure("schools", "3"), _measure("children", "4")]
    plan = _plan(measures, disclosure={"exceptions": [excepted]})
    assert _written(_public(plan)) == {"schools": ["3"], "children": ["c"]}
    total = _measure("all", "29", total_of=["schools", "children"], actuals={"Q1": "7"})
    plan = _plan([*measures, total], disclosure={"exceptions": [excepted]})
    assert _written(_public(plan)) == {"schools": ["c"], "children": ["c"], "all": ["7"]}


def test_an_older_version_hides_by_the_rule_of_now_what_is_hidden_now() -> None:
    old = _plan([_measure("a", "3", "20"), _measure("b", "20")])
    now = _plan([_measure("a", "3", "20"), _measure("b", "4")], disclosure={})
    found = edition_of(old, Edition.PUBLIC, now).actions[0].measured
    values = [each.value for measure in found for each in measure.actuals.values()]
    assert values == [C, Figure(Decimal(20)), C]


def test_what_was_agreed_of_a_hidden_number_is_not_told() -> None:
    agreed = {"date": "2019-05-05", "reason": "One", "agreed_by": "Board", "was": "4", "now": "6"}
    changes = [{**agreed, "field": f"measures.a.{field}"} for field in ("baseline", "target")]
    plan = _plan([_measure("a", baseline={"value": "4"})], disclosure={})
    (entry,) = plan.entries
    assert entry.document
    action = {**entry.document.data, "agreed_changes": changes}
    header = plan.document.data if plan.document else {}
    texts = {"p/plan.yaml": header, "p/1.1.yaml": action}
    made = load({path: json.dumps(each).encode() for path, each in texts.items()})
    (change,) = edition_of(made, Edition.PUBLIC).actions[0].agreed_changes
    assert change.field == "measures.a.target"


IN_PERIOD, SO_FAR = {"basis": "in the period"}, {"basis": "year to date"}


def _months(*numbers: str) -> dict[str, object]:
    return {"Q1": {"months": dict(zip(QUARTERS["Q1"], numbers, strict=True))}}


def _seen(plan: Plan) -> dict[str, list[str]]:
    """Return what is public of the first quarter of each measure: its months, and itself."""
    found = {}
    for measure in _results(edition_of(plan, Edition.PUBLIC)):
        months = [each.value for each in measure.points]
        values = [*months, measure.readings[0].value]
        found[measure.measure.id] = [
            each.written if isinstance(each, Figure) else each.value for each in values[:3]
        ] + [values[-1].written if isinstance(values[-1], Figure) else values[-1].value]
    return found


def test_a_year_to_date_is_held_against_the_months_that_make_it() -> None:
    later = ({"Q2": {"months": {"July": each}}} for each in ("54", "10"))
    so_far, new = (_months(*each) for each in (("10", "14", "44"), ("10", "4", "30")))
    total = _measure("so-far", actuals=so_far | next(later), total_of=["new"], **SO_FAR)
    months = _measure("new", actuals=new | next(later), frequency="monthly", **IN_PERIOD)
    found = _seen(_plan([total | {"frequency": "monthly"}, months], disclosure={}))
    assert found["new"] == ["10", "c", "c", "c"]
    assert found["so-far"] == ["10", "c", "44", "44"]


def test_the_numbers_of_the_year_before_are_held_against_that_years() -> None:
    last_year = dict(zip(QUARTERS, ("20", "3", "9", "30"), strict=True))
    of_year = _measure("a", baseline={"value": "62", "when": "2018-19"}, last_year=last_year)
    of_quarter = {"baseline": {"value": "4", "when": "Q4 2018-19"}, "last_year": {"Q4": "4"}}
    plan = _plan([of_year | IN_PERIOD, _measure("b", **of_quarter)], disclosure={})
    first, second = edition_of(plan, Edition.PUBLIC).actions[0].measured
    shown = [each.value for each in first.last_year.values()]
    assert shown == [Figure(Decimal(20)), C, C, Figure(Decimal(30))]
    assert [second.baseline and second.baseline.value, second.last_year["Q4"].value] == [C, C]


def test_a_term_is_hidden_with_its_quarter() -> None:
    terms = {"Q2": {"value": "4", "terms": {"Summer": "4"}}}
    plan = _plan([_measure("a", actuals=terms, frequency="termly")], disclosure={})
    (measure,) = edition_of(plan, Edition.PUBLIC).actions[0].measured
    assert measure.actuals["Q2"].value is C
    assert measure.actuals["Q2"].terms["Summer"].value is C


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (("30", "suppressed", "27"), ["30", "c", "c"]),
        (("suppressed", "2", "1"), ["c", "c", "c"]),
        (("30", "suppressed", "suppressed"), ["30", "suppressed", "suppressed"]),
    ],
)
def test_what_was_recorded_as_suppressed_cannot_be_worked_out(
    numbers: tuple[str, ...], shown: list[str]
) -> None:
    names = ("all", "a", "b")
    measures = [_measure(name, number) for name, number in zip(names, numbers, strict=True)]
    plan = _plan([measures[0] | {"total_of": ["a", "b"]}, *measures[1:]], disclosure={})
    assert _written(_public(plan)) == {
        name: [each] for name, each in zip(names, shown, strict=True)
    }


def test_shares_and_numbers_alone_do_not_add_up_nor_do_parts_that_are_not_there() -> None:
    total = _measure("all", "75", unit="%", total_of=["a"])
    share = _measure("a", "3 of 4", unit="%")
    alone = _measure("b", "9", total_of=["c", "nobody"])
    missing = _measure("d", "3 of 4", unit="%", total_of=["e"])
    withheld = _measure("e", "suppressed", unit="%")
    plan = _plan([total, share, alone, _measure("c", "4"), missing, withheld], disclosure={})
    shown = {"all": ["75"], "a": ["c"], "b": ["9"], "c": ["c"], "d": ["c"], "e": ["suppressed"]}
    assert _written(_public(plan)) == shown


def test_a_year_to_date_that_did_not_grow_does_not_tell_what_is_hidden_in_it() -> None:
    numbers = {"a": ("10", "10", "10"), "b": ("10", "14", "30"), "c": ("10", "30", "50")}
    parts = [_measure(name, *each, **SO_FAR) for name, each in numbers.items()]
    total = _measure("all", "30", "54", "90", total_of=[*numbers], **SO_FAR)
    shown = _written(_public(_plan([total, *parts], disclosure={})))
    assert (shown["a"], shown["b"][1]) == (["10", "c", "c"], "c")
