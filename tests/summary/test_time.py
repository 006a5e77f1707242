"""The law of time: a paper says what was so on its day, whenever it is made."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.model import Action, Header
from planctl.plan.period import Period
from planctl.plan.plan import Entry, Plan
from planctl.plan.ratings import Rating
from planctl.plan.scale import OWN
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.paper.options import LastSeen, PaperOptions
from planctl.reports.report import ReportRequest, paper
from planctl.reports.templates.template import Sources
from planctl.signoff.statement import sign_off_sentence
from planctl.summary.action_in_quarter import ActionInQuarter
from planctl.summary.action_summary import ActionSummary
from planctl.summary.exceptions import exceptions
from planctl.summary.summary import Summary, summarise
from planctl.summary.updates_due import every_update_due
from quarters import Q1, Q2, Q3, Q4

JULY = date(2019, 7, 20)
Said = dict[str, Any]


def plan(*actions: Said, **header: object) -> Plan:
    """Return a plan of 2019-20 with these actions; what is not said of them is made up."""
    head = {"title": "T", "organisation": "O", "year": "2019-20", "priorities": {"1": "One"}}
    entries = []
    for number, said in enumerate(actions, 1):
        action = {"id": f"1.{number}", "title": f"A{number}", "lead": "L", **said}
        path = f"p/1.{number}.yaml"
        entries.append(Entry(f"1.{number}", path, Action.model_validate(action)))
    return Plan("p", Header.model_validate({**head, **header}), None, tuple(entries))


def seen(day: date, quarter: Period | None, *actions: Said, **header: object) -> Summary:
    """Return the summary of such a plan as seen on a day."""
    return summarise(plan(*actions, **header), day, quarter)


def move(was: str, to: str, day: str, **said: str) -> Said:
    """Return a move that was agreed on a day, unless something else is said."""
    decided = {} if said else {"agreed_by": "DMT"}
    return {"was": was, "to": to, "date": day, "reason": f"The reason of {day}", **decided, **said}


_DAYS = st.dates(date(2019, 4, 1), date(2020, 6, 30))
_RAGS = st.sampled_from(["red", "amber", "green"])
_STATUSES = st.sampled_from(["complete", "embedded", "closed", "on hold", "not started"])
_UPDATES = st.fixed_dictionaries(
    {},
    optional={
        "rag": _RAGS,
        "status": _STATUSES,
        "commentary": st.just("Words."),
        "evidence": st.just("A visit."),
    },
)
_QUARTERS = st.dictionaries(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), _UPDATES)
_DUE = ("2019-05", "2019-08", "2019-11", "2020-02", "2020-05")


@st.composite
def _dated(draw: st.DrawFn) -> Said:
    """Return when something is due, with moves from date to date in the order of their days."""
    days = sorted(draw(st.lists(_DAYS, max_size=4, unique=True)))
    moves: list[Said] = []
    due = 0
    for day in days:
        kind = draw(st.sampled_from(["agreed", "refused", "waiting", "decided"]))
        decided = {"agreed_by": "DMT", "decided": str(day + timedelta(3))}
        by = {"agreed": {"agreed_by": "DMT"}, "refused": {"refused_by": "DMT"}}
        said = by.get(kind, decided if kind == "decided" else {"agreed_by": ""})
        moves.append(move(_DUE[due], _DUE[due + 1], str(day), **said))
        due += bool(moves[-1].get("agreed_by"))
    return {"due": _DUE[due], "moves": moves}


def _decided(each: Said) -> str:
    return str(each.get("decided") or each["date"])


def _dated_then(said: Said, day: date) -> Said:
    """Return what was said on a day of when something is due: a reading of its own."""
    due = said["due"]
    moves: list[Said] = []
    for each in reversed(said["moves"]):
        known = _decided(each) <= str(day)
        if each.get("agreed_by") and not known:
            due = each["was"]
        if each["date"] <= str(day):
            kept = {"agreed_by", "refused_by", "decided"} if not known else set()
            moves.insert(0, {key: value for key, value in each.items() if key not in kept})
    return {"due": due, "moves": moves}


@st.composite
def histories(draw: st.DrawFn) -> tuple[date, date, list[Said], list[Said]]:
    """Return a day, a later one, and some actions as they were said on both; Q1 was signed."""
    signed = draw(st.dates(date(2019, 7, 1), date(2019, 12, 31)))
    later = draw(st.dates(signed, date(2021, 1, 1)))
    now, then = [], []
    for _ in range(draw(st.integers(1, 3))):
        updates, own, step = draw(_QUARTERS), draw(_dated()), draw(_dated())
        done = draw(st.none() | _DAYS)
        opening = draw(st.none() | _UPDATES)
        numbers = draw(st.dictionaries(st.sampled_from(["Q1", "Q2", "Q3"]), st.integers(1, 99)))
        measure = {"text": "M", "id": "m", "unit": "count", "target": "50", "polarity": "lower"}
        said: Said = {"opening": {"quarter": "Q4 2018-19", **opening}} if opening else {}
        now.append(
            {
                **said, **own, "updates": updates,
                "milestones": {"Step": {**step, "done": done and str(done)}},
                "measures": [{**measure, "actuals": {q: str(n) for q, n in numbers.items()}}],
            }
        )  # fmt: skip
        was_done = str(done) if done and done <= signed else None
        first = {quarter: each for quarter, each in updates.items() if quarter == "Q1"}
        value = {"Q1": str(numbers["Q1"])} if "Q1" in numbers else {}
        then.append(
            {
                **said, **_dated_then(own, signed), "updates": first,
                "milestones": {"Step": {**_dated_then(step, signed), "done": was_done}},
                "measures": [{**measure, "actuals": value}],
            }
        )  # fmt: skip
    return signed, later, then, now


@given(histories(), st.sampled_from(list(KINDS)))
def test_a_paper_is_as_it_was_on_the_day_of_its_sign_off(
    history: tuple[date, date, list[Said], list[Said]], kind: str
) -> None:
    signed, later, then, now = history
    record = {"date": str(signed), "by": "Chair", "digest": "v1-"}
    accepted = {"1.1": {"lacks": "rating", "reason": "The post is vacant"}}
    after = {**record, "date": str(max(later, signed + timedelta(1))), "accepted": accepted}
    was = seen(signed, Q1, *then, closed={"Q1": record})
    made = seen(later, Q1, *now, closed={"Q1": record, "Q2": after})
    assert paper(made, kind) == paper(was, kind)


def test_a_correction_is_told_in_the_paper_of_its_quarter_from_its_day_on() -> None:
    correction = {
        "date": "2019-09-02", "action": "1.1", "field": "rag", "was": "green", "now": "red",
        "reason": "Typed wrongly", "update": "v1-", "digest": "v1-",
    }  # fmt: skip
    record = {"date": "2019-07-20", "by": "Chair", "digest": "v1-", "corrections": [correction]}
    action = {"updates": {"Q1": {"rag": "red", "commentary": "W."}}}
    told = [
        len(paper(seen(day, Q1, action, closed={"Q1": record}), "full").plan.sign_off.corrections)
        for day in (JULY, date(2019, 9, 1), date(2019, 9, 2), date(2020, 9, 2))
    ]
    assert told == [0, 0, 1, 1]


def test_a_number_that_came_late_is_not_known_before() -> None:
    late = {"value": "12", "supplied": "2019-08-05"}
    put_right = {"value": "12", "restated_from": "10", "reason": "A slip", "supplied": "2019-08-05"}
    for actual, known in ((late, ["None", "12"]), (put_right, ["10", "12"])):
        measures = [
            {"text": "M", "id": "m", "unit": "count", "actuals": {"Q1": actual}},
            {"text": "N", "parts": [{"id": "n", "unit": "count", "actuals": {"Q1": actual}}]},
            "words alone",
        ]
        for day, value in zip((date(2019, 8, 4), date(2019, 8, 5)), known, strict=True):
            (row,) = seen(day, None, {"measures": measures}).rows
            assert row.action
            values = [each.actuals["Q1"].value for each in row.action.measured]
            shown = [getattr(each, "said", None) for each in values]
            assert [str(each) for each in shown] == [value] * 2


def test_of_a_year_that_has_not_begun_nothing_is_told_but_that() -> None:
    action = {"updates": {"Q1": {"rag": "red"}, "Q3": {"rag": "red"}}}
    summary = seen(date(2018, 1, 1), None, action)
    assert summary.sentence == "2019-20 begins on 1 April 2019."
    assert (summary.overall.rated, summary.attention) == (0, ())
    assert seen(JULY, None, action).rows[0].at(Q3).update.empty


def test_a_sign_off_is_not_told_before_its_day() -> None:
    stages = {
        "DMT": {"date": "2019-07-16", "by": "D", "digest": "v1-"},
        "Board": {"date": "2019-07-20", "by": "B", "digest": "v1-"},
    }
    record = {"date": "2019-07-20", "by": "B", "digest": "v1-", "stages": stages}
    said = [
        sign_off_sentence(seen(date(2019, 7, day), None, {}, closed={"Q1": record}).sign_off)
        for day in (15, 16, 20)
    ]
    assert said[0] == "Not signed off."
    assert said[1].startswith("Not signed off yet. DMT has signed")
    assert said[2] == "Signed off on 20 July 2019 by B."


def test_an_update_is_due_until_its_day_is_past_and_only_then_missing() -> None:
    deadline = date(2019, 7, 12)
    for day, rating, reasons in (
        (deadline, Rating.NOT_DUE, ()),
        (deadline + timedelta(1), Rating.NO_UPDATE, ("No update was supplied for Q1",)),
    ):
        summary = seen(day, None, {})
        assert summary.rows[0].at(Q1).rating is rating
        assert [each.reasons for each in exceptions(summary)] == [reasons] * bool(reasons)
        told = _told(summary, "full")
        assert ("Due by 12 July" in told) is (day == deadline)
        assert ("No commentary supplied" in told) is (day != deadline)
        assert f"What is {'due for Q1 by 12 July' if not reasons else 'missing for Q1'}" in told
        (owed,) = every_update_due(summary)
        assert (owed.overdue, owed.late) == (bool(reasons), 0)  # it is a Saturday


def test_words_without_a_rating_are_an_exception_once_they_are_late() -> None:
    action = {"updates": {"Q1": {"commentary": "Words."}}}
    found = [exceptions(seen(date(2019, 7, day), None, action)) for day in (12, 13)]
    assert [len(each) for each in found] == [0, 1]


def test_every_open_quarter_is_owed_the_oldest_first() -> None:
    record = {"Q2": {"date": "2019-10-20", "by": "Chair", "digest": "v1-"}}
    said = {"updates": {"Q1": {"rag": "green", "commentary": "W."}}}
    for day, quarters in (
        (date(2019, 9, 30), ["Q1"]),
        (date(2019, 10, 1), ["Q1", "Q2"]),
        (date(2020, 1, 2), ["Q1", "Q3"]),
    ):
        owed = every_update_due(seen(day, None, {}, said, closed=record))
        assert [each.quarter.key for each in owed] == quarters
        assert [gap.row.id for gap in owed[0].gaps] == ["1.1"]
        assert owed[0].overdue


def test_what_started_in_the_year_is_not_in_the_plan_before() -> None:
    """The letter of 7 January 2019 came in the fourth quarter of its year."""
    day = date(2020, 1, 30)
    update = {"updates": {"Q4": {"rag": "red", "commentary": "W."}}}
    for summary in (
        seen(day, Q4, update, starts="2020-01-07"),
        seen(day, Q4, {**update, "starts": "2020-01-07"}),
    ):
        first = Rating.NOT_IN_PLAN
        assert [each.rating for each in summary.rows[0].positions] == [*[first] * 3, Rating.RED]
        assert (len(every_update_due(summary)), summary.movements) == (1, ())
        told = _told(summary, "full") + _told(summary, "year-end")
        assert "Not in the plan yet" in told
        assert "No commentary supplied" not in told
    started = {"starts": "2019-10-01", "updates": {"Q3": {"rag": "green"}}}
    totals = [seen(day, each, started, {}).overall.total for each in (Q2, Q3)]
    assert totals == [1, 2]
    assert seen(day, Q2, started).sentence == (
        "No action of the plan had started by the end of Q2."
    )
    other = {"updates": {"Q2": {"rag": "green"}, "Q3": {"rag": "green"}}}
    assert "New: 1" in _told(seen(day, Q3, started, other), "highlight")


def test_an_action_that_came_later_is_not_in_the_paper_of_a_signed_quarter() -> None:
    record = {"Q1": {"date": "2019-07-20", "by": "Chair", "digest": "v1-"}}
    summary = seen(date(2020, 1, 2), Q1, {}, {"starts": "2019-11-01"}, closed=record)
    assert paper(summary, "full").plan.total == 1


def test_red_is_as_before_only_where_there_is_a_before() -> None:
    red = {"rag": "red", "commentary": "W.", "next_steps": "N."}
    opening = {"opening": {"quarter": "Q4 2018-19", **red}}
    for said, quarter, words, why in (
        ({"updates": {"Q1": red}}, Q1, "in the first quarter", "Rated red"),
        (
            {"updates": {"Q1": red}, **opening}, Q1,
            "as when the year began", "Rated red since Q4 2018-19",
        ),
        (
            {"updates": {"Q1": red, "Q2": red}}, Q2,
            "as in the quarter before", "Rated red since Q1",
        ),
        (
            {"updates": {"Q2": red}, "starts": "2019-08-01"}, Q2,
            "in its first quarter", "Rated red",
        ),
        ({"updates": {"Q2": red}}, Q2, "was No update", "Rated red"),
    ):  # fmt: skip
        summary = seen(date(2019, 10, 30), quarter, said)
        assert words in _told(summary, "full")
        assert [each.reasons for each in exceptions(summary)] == [(why,)]


def test_a_first_report_has_nothing_to_be_compared_with() -> None:
    said = {"updates": {"Q2": {"rag": "red", "commentary": "W."}}}
    first = "there is nothing to compare it with"
    told = _told(seen(date(2019, 10, 30), None, said, said), "highlight")
    assert first in told
    assert "## Off track: 2" in told
    before = {"updates": {"Q1": {"rag": "green"}, "Q2": {"rag": "red"}}}
    told = _told(seen(date(2019, 10, 30), None, before, said), "highlight")
    assert first not in told
    moved = {**said, "due": "2020-01", "moves": [move("2019-12", "2020-01", "2019-08-01")]}
    told = _told(seen(date(2019, 10, 30), None, moved), "highlight")
    assert "Dates moved: 1" in told


def test_what_was_said_of_the_running_quarter_is_counted_in_status_and_papers() -> None:
    said = {"updates": {"Q2": {"rag": "green"}}}
    day = date(2019, 8, 1)
    assert seen(day, None, {}, {}).so_far == ""
    assert seen(day, Q2, {}).so_far == "Q2 so far: 0 of 1 action have an update."
    assert seen(date(2020, 5, 1), None, said).so_far == ""
    summary = seen(day, None, said, said, {}, {"starts": "2019-10-01"})
    assert summary.so_far == "Q2 so far: 2 of 3 actions have an update."
    assert summary.so_far in _told(summary, "highlight")
    record = {"Q1": {"date": "2019-07-20", "by": "Chair", "digest": "v1-"}}
    assert "so far" not in _told(seen(day, None, said, closed=record), "full")


def test_the_paper_of_an_earlier_quarter_tells_nothing_of_those_that_follow() -> None:
    said = {"updates": {"Q1": {"rag": "red"}, "Q2": {"rag": "green"}}}
    summary = seen(date(2019, 10, 20), Q1, said).as_reported()
    assert [each.rating for each in summary.rows[0].positions] == [
        Rating.RED, *[Rating.NOT_DUE] * 3,
    ]  # fmt: skip
    assert (summary.as_at, summary.so_far) == (date(2019, 9, 30), "")
    now = seen(date(2019, 9, 30), Q1, said).as_reported()
    assert now.so_far == "Q2 so far: 1 of 1 action has an update."


def test_months_of_a_running_quarter_are_shown_as_far_as_they_go() -> None:
    day = date(2019, 12, 7)
    added = {"basis": "in the period", "unit": "count"}
    for said, months, shown in (
        (added, {"October": "5"}, "5 (in the period, as at October)"),
        (added, {"October": "5", "November": "7"}, "12 (in the period, as at November)"),
        (added, {"November": "7"}, "7 (in the period, November alone)"),
        (
            {"basis": "in the period", "unit": "%"},
            {"October": "5"},
            "5% (in the period, October alone)",
        ),
        (
            {"basis": "snapshot", "unit": "%"},
            {"October": "75", "November": "not available"},
            "75% (snapshot, as at October)",
        ),
        ({"unit": "days"}, {"November": "4"}, "4 days (as at November)"),
    ):
        measure = {
            "text": "M",
            "id": "m",
            "frequency": "monthly",
            "target": "50",
            "polarity": "lower",
            **said,
        }
        action = {"measures": [{**measure, "actuals": {"Q3": {"months": months}}}]}
        told = _told(seen(day, Q3, action), "scorecard")
        assert f"| {shown} |" in told
        assert "| the quarter is not over |" in told
        assert "1 of 1 measures have numbers for Q3" in told
        before = _told(seen(day, None, action), "scorecard")
        assert "0 of 1 measures have numbers for Q2" in before
        assert "Q3 so far: 0 of 1 action have an update, 1 of 1 measure a number." in (
            seen(day, None, action).so_far
        )
    none = {"measures": [{**measure, "actuals": {"Q3": {"months": {"October": "not supplied"}}}}]}
    assert seen(day, None, none, none).so_far == ""
    known = {**none["measures"][0], "actuals": {"Q3": {"months": {"October": "5"}}}}
    assert seen(day, None, {"measures": [known, {**known, "id": "n", "actuals": {}}]}).so_far == (
        "Q3 so far: 0 of 1 action have an update, 1 of 2 measures a number."
    )


def test_a_move_that_waits_is_a_decision_asked_for() -> None:
    wait = move("2019-12", "2020-03", "2019-09-02", agreed_by="")
    action = {"due": "2019-12", "moves": [wait]}
    step = {"milestones": {"Hub": {"due": "2019-12", "moves": [wait]}}}
    told = _told(seen(date(2019, 10, 30), None, action, step), "highlight")
    assert "A2, 'Hub' to be moved from December 2019 to March 2020, asked for on" in told
    assert told.count("The reason of 2019-09-02") == 2


def test_a_rating_that_holds_is_found_where_it_was_given() -> None:
    opening = {"opening": {"quarter": "Q4 2018-19", "status": "complete"}}
    words = {"updates": {"Q2": {"commentary": "W."}}}
    given = {"updates": {"Q1": {"status": "complete"}, **words["updates"]}}
    for said, quarter, keys in (
        ({**opening, **words}, Q2, ("opening", "status")),
        ({**opening, **given}, Q2, ("updates", "Q1", "status")),
        (given, Q1, ("updates", "Q1", "status")),
    ):
        summary = seen(date(2019, 10, 30), quarter, said)
        (row,) = summary.rows
        assert row.action
        assert ActionInQuarter(row.action, row, quarter, summary).rating_keys == keys


def test_an_overdue_milestone_is_an_exception_that_names_it() -> None:
    said = {"Q2": {"rag": "green", "commentary": "W."}}
    step = {"milestones": {"Hub": {"due": "2019-09-01"}}, "updates": said}
    summary = seen(date(2019, 10, 30), None, step)
    (found,) = exceptions(summary)
    assert found.reasons == ("Overdue: 'Hub' was to be done by 1 September 2019, 59 days ago",)
    told = "| Overdue: 'Hub' was to be done by 1 September 2019, 59 days ago. |"
    assert told in _told(summary, "highlight")
    assert "Off track" not in _told(summary.only((), "of nobody"), "highlight")


def test_both_sections_of_a_highlight_compare_with_what_the_board_saw() -> None:
    """The move was made before the quarter reported; its reason is its own."""
    day = date(2019, 10, 30)
    then, now = ({"Q2": {"rag": rag, "next_steps": "Do it."}} for rag in ("green", "amber"))
    moves = [move("2019-12", "2020-03", "2019-06-20"), move("2020-03", "2020-06", "2019-06-21")]
    moved = {"due": "2020-06", "moves": moves, "updates": now}
    last = LastSeen(seen(date(2019, 6, 10), Q2, {"due": "2019-12", "updates": then}), "May")
    last = last._replace(summary=replace(last.summary, rows=_rated_green(last.summary)))
    asked = PaperOptions(last_seen=last)
    told = _told(seen(day, None, moved), "highlight", asked)
    assert "Went red or worse: 1" in told
    assert "| Rated amber, which is worse than green. | Do it |" in told
    assert "| December 2019 | June 2020 | The reason of 2019-06-21" in told
    signed = {"Q1": {"date": "2019-06-20", "by": "Chair", "digest": "v1-"}}
    told = _told(seen(day, None, moved, closed=signed), "highlight")
    assert "| March 2020 | June 2020 | The reason of 2019-06-21" in told


def _rated_green(summary: Summary) -> tuple[ActionSummary, ...]:
    """Return the actions of a summary as green in its quarter."""
    return tuple(
        row._replace(
            positions=tuple(each._replace(step=OWN.of(Rating.GREEN)) for each in row.positions)
        )
        for row in summary.rows
    )


def _told(summary: Summary, kind: str, asked: PaperOptions | None = None) -> str:
    """Return a paper as Markdown."""
    made = ReportRequest(summary, kind, asked or PaperOptions(), "", Sources(""))
    return b"".join(render(made, "markdown")).decode()


def test_a_recommendation_and_what_is_said_of_it_are_not_told_before_their_day() -> None:
    position = {"2019-10-01": "Little progress.", "2020-01-22": "Some progress."}
    later = {"text": "Act again.", "date": "2019-10-02"}
    recommended = {"R7": {"text": "Act.", "position": position}, "R8": later}
    made = seen(date(2019, 10, 1), Q1, {"updates": {}}, recommendations=recommended)
    (known,) = made.header.recommendations.values()
    assert list(known.position.values()) == ["Little progress."]
