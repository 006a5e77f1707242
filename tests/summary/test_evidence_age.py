"""Evidence is too old where its latest date is before the quarter of what it is to show."""

from datetime import date

import pytest

from planctl.plan.plan import load
from planctl.summary.evidence_age import old_evidence
from planctl.summary.summary import summarise
from plans import texts
from quarters import Q2, Q3

TODAY = date(2020, 1, 15)
ACTION = 'id: "3.2"\ntitle: T\nlead: L\nupdates:\n  Q2:\n'


@pytest.mark.parametrize(
    ("update", "old"),
    [
        ("    rag: green\n    evidence: Audit, March 2019\n", "2019-03-31"),
        ("    rag: green\n    evidence: Audits, March 2019 and 2 July 2019\n", None),
        ("    rag: amber\n    evidence: Audit, March 2019\n", None),
        ("    rag: green\n    evidence: An audit\n", None),
        ("    rag: green\n", None),
        ("    status: complete\n    evidence: Audit, 30 June 2019\n", "2019-06-30"),
    ],
)
def test_evidence_from_before_the_quarter_is_old(update: str, old: str | None) -> None:
    summary = summarise(load(texts(a3_2=ACTION + update)), TODAY)
    (row,) = summary.rows
    found = old_evidence(row, Q2, summary.year)
    assert (str(found) if found else None) == old


def test_what_was_shown_once_need_not_be_shown_again() -> None:
    update = "    status: complete\n    evidence: Audit, 2 July 2019\n"
    summary = summarise(load(texts(a3_2=ACTION + update)), TODAY)
    assert old_evidence(summary.rows[0], Q3, summary.year) is None
    older = summarise(load(texts(a3_2=ACTION + update.replace("July", "June"))), TODAY)
    assert old_evidence(older.rows[0], Q3, older.year) == date(2019, 6, 2)


def test_what_was_complete_before_the_year_is_not_asked() -> None:
    opening = "opening:\n  quarter: Q4 2018-19\n  status: complete\n  evidence: Audit, March 2018\n"
    text = f'id: "3.2"\ntitle: T\nlead: L\n{opening}'
    summary = summarise(load(texts(a3_2=text)), TODAY)
    assert old_evidence(summary.rows[0], Q2, summary.year) is None
