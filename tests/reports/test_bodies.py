"""Papers of bodies with scales of their own: the published counts, and no word of another scale."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations

import pytest

from bodies import BODIES, TODAY, Body
from planctl.checks.challenge import Challenge, challenges
from planctl.checks.run import check_plan
from planctl.plan.looks import PAPER, contrast
from planctl.plan.plan import load
from planctl.plan.ratings import Rating
from planctl.reports.formats import render
from planctl.reports.kinds import KINDS
from planctl.reports.records.status import status_record
from planctl.reports.report import ReportRequest
from planctl.summary.summary import Summary, summarise

PUBLISHED = {
    "sheffield": {
        "Off Track": "0 are Off Track (0%)",
        "On Track": "44 are On Track (50%)",
        "Complete": "26 are Complete (30%)",
        "Complete & CSPI": "18 are Complete & CSPI (20%)",
    },
    "bromsgrove": {
        "over one month behind": "3 are over one month behind (3.5%)",
        "one month behind": "4 are one month behind (4.7%)",
        "on target": "57 are on target (67.1%)",
        "re-scheduled or suspended with approval": "(24.7%)",
    },
    "rotherham": {
        "Not met within 3 months": "8 are Not met within 3 months (9%)",
        "Delayed by less than 3 months": "16 are Delayed by less than 3 months (18%)",
        "On track": "44 are On track (49%)",
        "Complete": "21 are Complete (24%)",
    },
    "stockton": {"2 On track": "3 are 2 On track (60%)", "1 Fully Achieved": "(40%)"},
    "torbay": {"Red": "1 is Red (50%)", "Amber": "1 is Amber (50%)", "Yellow": "0 are Yellow"},
    "bromley": {"Red": "23 are Red (8%)", "Amber": "142 are Amber (48%)", "Green": "(45%)"},
}
OTHER_WORDS = (
    *("Red", "Amber", "Green", "RAG", "Embedded", "On hold", "Closed", "Not started"),
    *("On track", "Complete", "Completed"),
)


def _summary(body: Body) -> Summary:
    return summarise(load(body.texts()), TODAY)


@pytest.mark.parametrize("name", BODIES)
def test_a_plan_in_its_body_s_own_words_checks_clean(name: str) -> None:
    plan = load(BODIES[name].texts())
    assert [f"{each.place}: {each.message}" for each in check_plan(plan, TODAY)] == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_counts_are_printed_with_their_shares(name: str) -> None:
    summary = _summary(BODIES[name])
    for words in PUBLISHED[name].values():
        assert words in summary.sentence
    for kind in ("highlight", "exceptions", "scorecard", "full"):
        text = _text(summary, kind, "markdown")
        for label, words in PUBLISHED[name].items():
            assert label in text
            assert words in text.replace("\\", "")


@pytest.mark.parametrize("name", BODIES)
def test_no_word_of_planctls_own_scale_is_in_anything_that_is_printed(name: str) -> None:
    body, summary = BODIES[name], _summary(BODIES[name].few)
    own = " ".join(step.label for step in body.steps)
    words = [each for each in OTHER_WORDS if not _has(own, each)]
    asked = "\n".join(f"{each.question} {each.evidence}" for each in _challenges(summary))
    told = [_text(summary, kind, form) for kind in KINDS for form in ("markdown", "html")]
    for text in (*told, asked, summary.sentence):
        for word in words:
            assert not (found := _has(text, word)), (word, text[found.start() - 60 :][:120])


@pytest.mark.parametrize("name", BODIES)
def test_every_format_takes_the_words_of_a_body(name: str) -> None:
    summary = _summary(BODIES[name].few)
    for form in ("docx", "xlsx", "csv", "json", "parquet", "pdf"):
        assert b"".join(render(ReportRequest(summary, "full"), form))


@pytest.mark.parametrize("name", BODIES)
def test_a_body_s_steps_can_be_read_and_told_apart(name: str) -> None:
    steps = [step for step in _summary(BODIES[name]).scale.steps if step.own]
    for step in steps:
        assert contrast(step.look.ink, step.look.ground) >= 4.5
        assert contrast(step.look.edge, PAPER) >= 3
    for one, other in combinations(steps, 2):
        assert one.shape != other.shape or one.label != other.label
        assert one.slug != other.slug


def test_sums_and_what_compares_plans_go_by_what_a_step_is() -> None:
    counted = _summary(BODIES["sheffield"]).overall.ratings
    assert counted[Rating.AMBER.value] == 44
    assert counted[Rating.EMBEDDED.value] == 18
    assert _summary(BODIES["bromsgrove"]).overall.ratings["On hold"] == 21


def test_what_moved_is_told_in_a_body_s_own_words() -> None:
    texts = dict(BODIES["sheffield"].texts())
    for action, now in (("1.1", 0), ("2.1", 2)):
        path = f"p/{action}.yaml"
        said = f"  Q2:\n    rag: step-{now}\n    commentary: It moved.\n"
        texts[path] = texts[path] + said.encode()
    summary = summarise(load(texts), date(2019, 10, 20))
    text = _text(summary, "highlight", "markdown")
    assert "Off Track, or worse than before: 1" in text
    assert "Complete or Complete & CSPI: 1" in text.replace("\\", "").replace("&amp;", "&")
    told = {each["id"]: each for each in status_record(summary)["movements"]}
    assert told["1.1"]["before_label"] == "On Track"
    assert told["1.1"]["after_label"] == "Off Track"


def _challenges(summary: Summary) -> Iterable[Challenge]:
    return challenges(summary, summary.rows)


def _text(summary: Summary, kind: str, form: str) -> str:
    made = b"".join(render(ReportRequest(summary, kind), form)).decode()
    return re.sub(r"<script>.*?</script>", "", made, flags=re.DOTALL)


def _has(text: str, word: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)
