"""The end of a quarter: the command that signs it off."""

import shlex
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.options import (
    PlanOption,
    TodayOption,
    date_option,
    day,
    flag_option,
    named_plan,
    note,
    plan_folder,
    quarter_argument,
    text_option,
    texts_option,
)
from planctl.plan.days import in_words
from planctl.plan.header_year import year_of
from planctl.plan.period import Period
from planctl.plan.typed_period import parse_period
from planctl.problem import Exit, UserError, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planctl.edits.sign_off import NewSignOff
    from planctl.plan.plan import Plan
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.sign_off import Obstacles


def command(
    *,
    quarter: Annotated[str, quarter_argument()],
    post: Annotated[str | None, text_option("--by", "The post that signs it off.", "POST")] = None,
    on: Annotated[
        date | None, date_option("--on", "The day of the sign-off, if not today.")
    ] = None,
    stage: Annotated[
        str | None, text_option("--stage", "The stage that signs; if left out, the next one.")
    ] = None,
    accepts: Annotated[
        list[str],
        texts_option("--accept", "Accept what an action lacks; repeat for more.", "ACTION=REASON"),
    ],
    correct: Annotated[
        str | None,
        text_option(
            "--correct",
            "Sign a closed quarter again, with what changed since by agreement.",
            "REASON",
        ),
    ] = None,
    tag: Annotated[
        bool, flag_option("--tag", "Commit plan.yaml alone, and tag the commit.")
    ] = False,
    folder: PlanOption = None,
    today: TodayOption = None,
) -> int:
    """Sign a quarter off, so that it cannot change unseen.

    Refused, with a list, while something is missing or wrong. What is missing can be accepted by
    name with a reason, which every report of the quarter then prints. Without --by, --tag tags
    what was signed off and committed before.

    What is not as it was signed, such as a title, a target or a due date, is an error of planctl
    check. If it was changed by agreement, --correct signs it again: every report of the quarter
    prints what it is, and the reason.

    For example:
      planctl close Q2 --by "Director of Children's Services"
      planctl close Q2 --by "Improvement Board" --on 2025-10-21 --accept "1.3=the post is vacant"
      planctl close Q2 --by "Director of Children's Services" --stage DMT
      planctl close Q2 --tag
      planctl close Q1 --correct "The board agreed another target on 3 August" --by "Chair"
    """
    from planctl.edits.typed_text import one_line
    from planctl.workspace.corrections import CorrectionRequest
    from planctl.workspace.sign_off import is_signed_so, write_sign_off

    where = plan_folder(folder, today, quarter)
    today = day(today, where)
    if correct is not None:
        if on or stage or accepts or tag:
            message = "--correct goes with --by alone"
            raise UserError(
                message, "what was signed keeps its day, its stages and its gaps", Exit.USAGE
            )
        return _signed_again(where, quarter, CorrectionRequest(today, correct, post))
    if not post:
        return _tagged(where, quarter, wanted=tag)
    signing = _Signing(where, quarter, one_line(post, "--by"), stage, on, today, accepts, tag)
    decided: list[_Decided] = []

    def decide(plan: "Plan") -> "NewSignOff | None":
        of = parse_period(quarter, plan.require().period)
        if is_signed_so(plan, of, signing.post, stage, on or today):
            decided[:] = [_Decided(plan, of, None)]
        else:
            decided[:] = [_decided(plan, of, signing)]
        return decided[0].new

    header = write_sign_off(where, decide, note)
    plan, of, new, obstructed = decided[0]
    if obstructed:
        return Exit.PROBLEMS
    if new and header:
        _say(plan, new)
        if not tag:
            _say_next(new, where)
            return Exit.DONE
    else:
        _say_signed(plan, of, signing.post)
        if not tag:
            return Exit.DONE
    return _committed(where, of, signing.post)


class _Signing(NamedTuple):
    """What was typed of a sign-off."""

    folder: str
    quarter: str
    post: str
    stage: str | None
    on: date | None
    today: date
    accepts: "Sequence[str]"
    tag: bool


class _Decided(NamedTuple):
    """The plan that was decided on, and the sign-off if there is to be one."""

    plan: "Plan"
    quarter: Period
    new: "NewSignOff | None"
    obstructed: bool = False


def _decided(plan: "Plan", of: Period, signing: _Signing) -> _Decided:
    """Return the sign-off that is to be written, having said what keeps it from that."""
    from planctl.workspace.sign_off import new_sign_off, open_before, with_accepted

    today = signing.today
    new = new_sign_off(plan, of, signing.post, signing.stage, signing.on or today, today)
    for before in open_before(plan, of):
        note(f"{before} is still open: planctl close {before} signs it off")
    new, obstacles = with_accepted(plan, new, signing.accepts, today)
    if any(obstacles):
        _say_obstacles(of, obstacles)
        return _Decided(plan, of, None, obstructed=True)
    if signing.tag:
        _refuse_untaggable(signing.folder, new, plan.require().period.tag(of))
    return _Decided(plan, of, new)


def _committed(folder: str, of: Period, post: str) -> int:
    """Commit plan.yaml where it is all that is to be committed, and tag that."""
    from planctl.store.repository import commit_alone
    from planctl.store.uncommitted import uncommitted

    if uncommitted(folder) == ["plan.yaml"]:
        commit_alone(folder, "plan.yaml", f"{of} is signed off by {post}")
    return _tagged(folder, of.key, wanted=True)


def _signed_again(folder: str, typed: str, request: "CorrectionRequest") -> int:
    """Sign again what was changed by agreement, and say what that is."""
    from planctl.cli.next_steps import say_next
    from planctl.workspace.documents import HEADER, document_in
    from planctl.workspace.sign_again import sign_again

    quarter = parse_period(typed, year_of(document_in(folder, HEADER).data))
    made = sign_again(folder, quarter, request, note)
    typer.echo(f"{quarter} is signed again, with what was changed since")
    for each in made.what:
        typer.echo(visible(f"  {each}"))
    say_next(folder)
    return Exit.DONE


def _say_obstacles(quarter: Period, obstacles: "Obstacles") -> None:
    """Say all that keeps a quarter from being signed off, and what to do about it."""
    errors, gaps = obstacles
    note(f"planctl: {quarter} cannot be signed off yet")
    for error in errors:
        note(f"  {error.place.path}:{error.place.line}: {error.message}")
    for gap in gaps:
        note(f"  {gap.row.id} {gap.row.title} ({gap.row.lead}): no {' and no '.join(gap.lacks)}")
    if errors:
        note("   = help: planctl check shows each error and what to do")
    if gaps:
        note(f"   = help: planctl due {quarter.flag} says whose they are, and by when")
        note(
            f'   = help: --accept "{gaps[0].row.id}=REASON" signs it off without that, and says so'
        )


def _say(plan: "Plan", new: "NewSignOff") -> None:
    of = new.quarter
    what = "signed off" if new.closes else f"signed by {new.stage}:"
    by = f"by {new.by}" if new.closes else new.by
    line = f"{of.aside} is {what} {by} on {in_words(new.day)}"
    typer.echo(visible(line))
    titles = {entry.id: entry.action.title for entry in plan.entries if entry.action}
    for action, (lacks, reason) in new.accepted.items():
        typer.echo(visible(f"  accepted: {action} {titles[action]}, without {lacks}: {reason}"))


def _say_signed(plan: "Plan", of: Period, post: str) -> None:
    """Say that a post has signed a quarter, and how it signs for the next stage."""
    from planctl.signoff.standing import quarter_sign_off

    typer.echo(visible(f"{post} has signed {of} already: nothing was changed"))
    if following := quarter_sign_off(plan, of).next:
        note(f"   = help: --stage {shlex.quote(following)} signs it for that")


def _say_next(new: "NewSignOff", folder: str) -> None:
    """Say what comes after a sign-off that is written and not committed."""
    from planctl.cli.next_steps import send_command

    of, named = new.quarter, named_plan()
    steps = list(filter(None, [send_command(folder)]))
    if not new.closes:
        after = new.stages[new.stages.index(new.stage) + 1]
        steps.append(f"then {after} signs: planctl close {of.typed} --by POST{named}")
    elif steps:
        steps.append(f"once that is merged, planctl close {of.typed} --tag{named}")
    if steps:
        note(f"Next: {'; '.join(steps)}")


def _refuse_untaggable(folder: str, new: "NewSignOff", tag: str) -> None:
    """Raise UserError if what is about to be signed could not be tagged."""
    from planctl.store.repository import require_untagged
    from planctl.store.uncommitted import uncommitted

    if not new.closes:
        message = f"{new.stage} is not the last stage, so there is nothing to tag yet"
        raise UserError(message, f"{new.stages[-1]} closes the {new.quarter.noun}", Exit.USAGE)
    require_untagged(folder, tag)
    changed = uncommitted(folder)
    if changed:
        message = f"there are changes that are not committed: {', '.join(changed)}"
        raise UserError(
            message, "commit them, or undo them, and run this again; nothing was signed off"
        )


def _tagged(folder: str, quarter: str, *, wanted: bool) -> int:
    """Tag the commit that holds a sign-off; UserError if there is none that does."""
    from planctl.signoff.standing import quarter_sign_off
    from planctl.store.repository import make_tag, require_untagged, tag_says
    from planctl.store.uncommitted import uncommitted
    from planctl.store.work_tree import first_remote
    from planctl.workspace.open import read_plan

    plan = read_plan(folder)
    year = plan.require().period
    of, tag = parse_period(quarter, year), year.tag(parse_period(quarter, year))
    standing = quarter_sign_off(plan, of)
    record = standing.record
    if not wanted or not record.date:
        hint = f"planctl close {of.typed} --by POST signs {of} off"
        if wanted:
            raise UserError(f"{of} is not signed off", hint, Exit.PROBLEMS)
        raise UserError("--by is not given", hint, Exit.USAGE)
    if not standing.stands:
        message = f"{of} is not as it was signed off, so it is not tagged"
        raise UserError(message, "planctl check shows what was changed", Exit.PROBLEMS)
    if tag_says(folder, tag, f"digest {record.digest}"):
        typer.echo(f"{tag} is tagged already")
        return Exit.DONE
    require_untagged(folder, tag)
    changed = uncommitted(folder)
    if changed:
        message = f"the sign-off is recorded, but not all is committed: {', '.join(changed)}"
        raise UserError(message, f"commit that first; then planctl close {of.typed} --tag")
    words = f"{of} signed off on {record.date} by {record.by}\n\ndigest {record.digest}"
    make_tag(folder, tag, words)
    typer.echo(f"{tag} is tagged")
    if remote := first_remote(folder):
        note(f"Next: git push {remote} {tag}")
    return Exit.DONE
