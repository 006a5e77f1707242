"""What was done about each recommendation: its actions, how they stand, and what is missing."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from planctl.measures.phrases import reading_sentence
from planctl.plan.days import in_words
from planctl.plan.recommendation import Recommendation
from planctl.summary.action_summary import ActionSummary
from planctl.summary.evidence_age import old_evidence
from planctl.summary.missing import gap, missing_fields
from planctl.summary.rating_count import RatingCount
from planctl.summary.slippage import milestone_lines
from planctl.summary.summary import Summary

GapKind = Literal[
    "no action", "no measure", "no update", "no evidence", "old evidence", "deadline past"
]


_BULLETS = ("- ", "* ")


class RecommendationGap(NamedTuple):
    """What is missing of what a recommendation asks for; of which action, "" if of all."""

    kind: GapKind
    action: str
    phrase: str

    @property
    def line(self) -> str:
        """It in words, as the entry of a list: 3.2: no commentary for Q2."""
        return ": ".join(filter(None, [self.action, self.phrase]))


class AnsweredRecommendation(NamedTuple):
    """A recommendation with the actions that answer it, and what is missing of them."""

    id: str
    said: Recommendation
    rows: tuple[ActionSummary, ...]
    counts: RatingCount
    gaps: tuple[RecommendationGap, ...]

    @property
    def measures(self) -> int:
        """How many lines its actions have on how performance is measured."""
        return sum(len(row.action.measures) for row in self.rows if row.action)


def answered_recommendations(summary: Summary) -> tuple[AnsweredRecommendation, ...]:
    """Return each recommendation of a summary with its actions, in the plan's order."""
    found = []
    for counts in summary.by_recommendation:
        said = summary.header.recommendations[counts.name]
        rows = tuple(row for row in summary.rows if counts.name in row.answers)
        gaps = tuple(_gaps(said, rows, summary))
        found.append(AnsweredRecommendation(counts.name, said, rows, counts, gaps))
    return tuple(found)


def recommendations_sentence(found: tuple[AnsweredRecommendation, ...]) -> str:
    """Return how many recommendations there are, and of how many something is missing."""
    if not found:
        return "The plan lists no recommendations."
    number = len(found)
    without = sum(any(gap.kind == "no action" for gap in each.gaps) for each in found)
    lacking = sum(bool(each.gaps) for each in found)
    counted = "1 recommendation" if number == 1 else f"{number} recommendations"
    none = f"; no action answers {without} of them" if without else ""
    missing = f"; something is missing for {lacking}" if lacking else ""
    return f"{counted}{none}{missing}."


def recommendation_facts(said: Recommendation) -> Mapping[str, str]:
    """Return what is known of a recommendation, by what each is called; nothing that is empty."""
    made = ", ".join(
        filter(None, [said.body, said.source, in_words(said.date) if said.date else ""])
    )
    response = ": ".join(filter(None, [(said.response or "").capitalize(), said.response_text]))
    facts = {
        "Recommended by": made,
        "Must or should": (said.must_or_should or "").capitalize(),
        "Response": response,
        "Deadline": in_words(said.deadline) if said.deadline else "",
        f"Position{f', as {said.body} sees it' if said.body else ''}": "\n".join(
            f"{in_words(day)}: {words}" for day, words in sorted(said.position.items())
        ),
    }
    return {name: words for name, words in facts.items() if words}


def shown_by(rows: tuple[ActionSummary, ...], summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield each thing that shows how an action stands, after the action and quarter: 3.2, Q2."""
    for row in rows:
        position = row.at(summary.quarter)
        said = summary.year.keys.get(position.since) if position.since else summary.quarter
        evidence = row.at(said).update.evidence if said else ""
        is_list = evidence.startswith(_BULLETS)
        for entry in evidence.splitlines() if is_list else filter(None, [evidence]):
            yield f"{row.id}, {said}", entry.removeprefix("- ").removeprefix("* ")


def measured_by(rows: tuple[ActionSummary, ...], summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield the id of an action and how it is measured, with what the numbers say."""
    for row in rows:
        lines = row.action.measures if row.action else ()
        yield from ((row.id, line.text) for line in lines if not line.measures)
        for each in summary.measured[row.path]:
            yield row.id, f"{each.name}: {reading_sentence(each, summary.quarter)}"


def steps_of(rows: tuple[ActionSummary, ...]) -> Iterator[tuple[str, str]]:
    """Yield the id of an action and a milestone of it, each in words."""
    return ((row.id, line) for row in rows if row.action for line in milestone_lines(row.action))


def _gaps(
    said: Recommendation, rows: tuple[ActionSummary, ...], summary: Summary
) -> Iterator[RecommendationGap]:
    if not rows:
        if said.response != "not accepted":
            yield RecommendationGap("no action", "", "no action answers it")
        return
    if not any(row.action.measures for row in rows if row.action):
        yield RecommendationGap("no measure", "", "none of its actions has a measure")
    late = said.deadline and said.deadline < summary.today
    still_open = [row.id for row in rows if not row.at(summary.quarter).rating.finished]
    if late and said.deadline and still_open:
        words = f"its deadline, {in_words(said.deadline)}, is past, and {', '.join(still_open)}"
        is_open = "is not finished" if len(still_open) == 1 else "are not finished"
        yield RecommendationGap("deadline past", "", f"{words} {is_open}")
    for row in rows:
        yield from _gaps_of_action(row, summary)


def _gaps_of_action(row: ActionSummary, summary: Summary) -> Iterator[RecommendationGap]:
    quarter = summary.quarter
    if (missing := gap(row, quarter)) and quarter.ended(summary.today):
        lacks = " and no ".join(missing.lacks)
        yield RecommendationGap("no update", row.id, f"no {lacks} for {quarter}")
    position = row.at(quarter)
    if not position.since and "evidence" in missing_fields(position.update):
        words = f"{position.step.plain_word} for {quarter}, and no evidence"
        yield RecommendationGap("no evidence", row.id, words)
    if last := old_evidence(row, quarter, summary.year):
        since = position.since or quarter.key
        words = f"{position.step.plain_word} in {since}, and its evidence is of {in_words(last)}"
        yield RecommendationGap("old evidence", row.id, words)
