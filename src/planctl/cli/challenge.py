"""The command that asks where ratings and evidence disagree: challenge."""

import json
from datetime import date

import click

from planctl.cli.options import (
    at_option,
    chosen,
    json_option,
    plan_folder,
    plan_option,
    quarter_option,
    said,
    today_option,
)
from planctl.plan.periods import parse_quarter

_EXAMPLES = """\b
Examples:
  planctl challenge
  planctl challenge --quarter Q2 --lead Permanence
  planctl challenge --priority 3 --json
"""


@click.command("challenge", epilog=_EXAMPLES)
@quarter_option
@click.option("--lead", help="Only this lead's actions.")
@click.option("--priority", metavar="N", help="Only this priority's actions.")
@json_option
@at_option
@plan_option
@today_option
def challenge_command(
    quarter: str | None,
    lead: str | None,
    priority: str | None,
    at: str | None,
    folder: str | None,
    today: date,
    *,
    as_json: bool,
) -> int:
    """List what a chair might ask: where rating and evidence disagree.

    Each question has the numbers or words that it comes from, and the rule that planctl explain
    has a page of.
    """
    from planctl.checks.challenge import challenges
    from planctl.cli.status import unreadable
    from planctl.summary.summary import summarise
    from planctl.workspace.open import open_plan
    from planctl.workspace.selection import chosen_rows

    plan, today, _ = open_plan(plan_folder(folder), at, today, dated=chosen("today"))
    of = parse_quarter(quarter, plan.require().period) if quarter else None
    summary = summarise(plan, today, of)
    rows = chosen_rows(summary, priority, lead)
    asked = challenges(summary, rows)
    if as_json:
        from planctl.reports.records.challenge import challenge_list

        click.echo(json.dumps(challenge_list(summary, rows, asked), indent=2, ensure_ascii=False))
        return unreadable(plan)
    when = f"{summary.quarter}, {summary.year.months(summary.quarter)}"
    if not asked:
        click.echo(f"Nothing to challenge in {when}.")
        return unreadable(plan)
    from planctl.cli.terminal import questions, show

    click.echo(f"Questions on {when}")
    show(*questions(asked, summary))
    about = len({challenge.row.path for challenge in asked})
    number = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
    said(f"{number} on {about} of {len(rows)} action{'' if len(rows) == 1 else 's'}")
    return unreadable(plan)
