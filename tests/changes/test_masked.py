"""A number that could name a person is in nothing that a change is printed as."""

import json
from datetime import date

from planctl.changes.diff import diff, plan_version
from planctl.changes.plan_changes import PlanChanges
from planctl.changes.pull_request_comment import comment
from planctl.changes.review import review
from planctl.changes.web_page import review_page
from planctl.plan.plan import load
from planctl.reports.records.changes import diff_record
from planctl.summary.summary import summarise
from plans import ACTION, texts

NUMBER = "999 000 0018"
SAID = ACTION.replace("PLACEMENT STABILITY", f"HOMES {NUMBER}").replace(
    "lead: Permanence", f"lead: Permanence {NUMBER}"
)
AFTER = SAID.replace("in May.", f"in May. The NHS number is {NUMBER}.").replace(
    "  - Corporate Parenting Strategy", f"  - Corporate Parenting Strategy\n  - The {NUMBER}"
)


def test_a_changed_text_and_the_names_of_what_changed_are_masked() -> None:
    before, after = texts(a3_2=ACTION), texts(a3_2=AFTER)
    changes = diff(plan_version(before), plan_version(after))
    made = review(changes, summarise(load(after), date(2019, 10, 14)))
    for printed in (
        comment([made], "p"),
        "".join(review_page([made])),
        json.dumps(diff_record([PlanChanges("p", "p", changes)]), ensure_ascii=False),
    ):
        assert NUMBER not in printed
        assert "HOMES ▒▒▒ ▒▒▒ ▒▒▒▒" in printed
        assert "0018" not in printed
