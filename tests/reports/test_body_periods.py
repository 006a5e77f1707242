"""Papers of bodies with periods of their own: no word of them is of quarters, or of others."""

import re

import pytest

from bodies import BODIES, PERIODS
from planctl.checks.challenge import challenges
from planctl.checks.run import check_plan
from planctl.plan.plan import load
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.records.report import report_record
from planctl.reports.report import ReportRequest
from planctl.summary.summary import Summary, summarise

_NOUNS = ("quarter", "month", "half-year", "term")
_HIDDEN = re.compile(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", re.DOTALL)


def _summary(name: str) -> Summary:
    of = PERIODS[name]
    return summarise(load(BODIES[name].few.texts(of)), of.today)


@pytest.mark.parametrize("name", PERIODS)
def test_a_plan_in_its_body_s_own_periods_checks_clean(name: str) -> None:
    of = PERIODS[name]
    plan = load(BODIES[name].texts(of))
    assert [f"{each.place}: {each.message}" for each in check_plan(plan, of.today)] == []
    assert summarise(plan, of.today).quarter.key == of.rated


@pytest.mark.parametrize("name", PERIODS)
def test_no_paper_has_a_word_of_other_periods(name: str) -> None:
    summary, noun = _summary(name), PERIODS[name].noun
    asked = [f"{each.question} {each.evidence}" for each in challenges(summary, summary.rows)]
    told = [_text(summary, kind, form) for kind in KINDS for form in ("markdown", "html")]
    for text in (*told, *asked, summary.sentence):
        assert not (found := re.search(r"\bQ[1-4]\b", text)), text[found.start() - 60 :][:120]
        for other in {*_NOUNS} - {noun}:
            word = rf"(?<![\w-]){other}s?(?!\w| months)"
            found = re.search(word, text.replace("3 months", "").replace("one month", ""))
            assert not found, (other, text[found.start() - 60 :][:120])


@pytest.mark.parametrize("name", PERIODS)
def test_every_format_takes_a_body_s_periods(name: str) -> None:
    summary = _summary(name)
    for form in ("docx", "xlsx", "csv", "json", "parquet", "pdf"):
        assert b"".join(render(ReportRequest(summary, "full"), form))
    assert [each["quarter"] for each in report_record(summary, "")["quarters"]] == [
        each.key for each in summary.year.periods
    ]


def _text(summary: Summary, kind: str, form: str) -> str:
    made = b"".join(render(ReportRequest(summary, kind), form)).decode()
    return _HIDDEN.sub(" ", made)
