"""Which actions are meant by what is typed: ids, patterns, priorities, words, a lead; and why."""

from collections.abc import Iterable, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple

from planctl.plan.ids import priority_of
from planctl.plan.model import Header
from planctl.plan.plan import Plan
from planctl.problem import Exit, UserError, did_you_mean, known_word, unknown, visible
from planctl.summary.action_summary import ActionSummary
from planctl.summary.summary import Summary, summarise
from planctl.text.action_id import is_id
from planctl.workspace.documents import ids_as_named, refuse_unread
from planctl.workspace.open import read_plan

_LISTS = "planctl list names them"
_SHORT = 4
"""How long a word of a title is that may be meant by one that is mistyped."""


class NamedAction(NamedTuple):
    """An action by what it is chosen by."""

    id: str
    title: str
    leads: tuple[str, ...]
    priority: str
    answers: tuple[str, ...] = ()


_Named = NamedAction | ActionSummary
_Actions = Sequence[NamedAction] | Sequence[ActionSummary]


class Choice(NamedTuple):
    """What was typed of the actions that are meant; all are where nothing was.

    `typed` are ids, patterns such as 3.*, priorities, or words of a title, with commas between.
    """

    typed: Sequence[str] = ()
    lead: str | None = None
    priority: str | None = None
    recommendation: str | None = None

    @property
    def parts(self) -> list[str]:
        """What was typed, each part by itself."""
        return [part.strip() for each in self.typed for part in each.split(",") if part.strip()]

    @property
    def is_made(self) -> bool:
        """Whether anything was typed."""
        return bool(self.typed) or self.of != (None, None, None)

    @property
    def of(self) -> tuple[str | None, str | None, str | None]:
        """The lead, the priority and the recommendation whose actions alone are meant."""
        return self.lead, self.priority, self.recommendation


def chosen_ids(actions: _Actions, choice: Choice, header: Header | None) -> list[str]:
    """Return the ids of the actions that are meant, in the order in which they are named.

    UserError, with the nearest, for what means none: an id, a pattern, words, a lead or a priority
    that the plan does not have; and where none is all of what was typed.
    """
    parts, priority, lead = choice.parts, choice.priority, choice.lead
    if choice.typed and not parts:
        raise UserError("say which action", _LISTS, Exit.USAGE)
    priority = priority and known_word(priority, _priorities(actions, header), "priority")
    lead = lead and known_lead(actions, lead, header)
    answered = choice.recommendation and known_recommendation(header, choice.recommendation)
    found = [each for part in parts for each in _meant(part, actions, header)]
    left = {
        each.id: None
        for each in (found if parts else actions)
        if priority in (None, each.priority)
        and lead in (None, *each.leads)
        and answered in (None, *each.answers)
    }
    if parts and not left:
        who = ("led by {}", "of priority {}", "answering {}")
        said = [way.format(each) for way, each in zip(who, choice.of, strict=True) if each]
        message = f"{', '.join(parts)}: none is {' and '.join(said)}"
        raise UserError(visible(message), _LISTS, Exit.PROBLEMS)
    return list(left)


def chosen_rows(summary: Summary, choice: Choice) -> list[ActionSummary]:
    """Return the actions that are meant, in the order of the plan; UserError as `chosen_ids`."""
    ids = frozenset(chosen_ids(summary.rows, choice, summary.header))
    return [row for row in summary.rows if row.id in ids]


def _meant(part: str, actions: _Actions, header: Header | None) -> Sequence[_Named]:
    """Return the actions that one part of what was typed means; UserError if it means none."""
    typed = part.lower()
    alike = [each for each in actions if each.id.lower() == typed]
    if alike:
        return [each for each in alike if each.id == part] or alike
    known = {each.lower(): each for each in _priorities(actions, header)}
    if typed in known and "*" not in part:
        return [each for each in actions if each.priority == known[typed]]
    if "*" in part:
        found = [each for each in actions if fnmatchcase(each.id.lower(), typed)]
    else:
        words = [] if is_id(part) else typed.split()
        found = [
            each for each in actions if words and all(map(each.title.lower().__contains__, words))
        ]
        if len(found) > 1:
            message = f"'{visible(part)}' is in the titles of {len(found)} actions"
            which = ", ".join(f"{each.id} {each.title}" for each in found)
            raise UserError(message, visible(f"one of {which}"), Exit.PROBLEMS)
    if not found:
        raise _unknown(part, actions)
    return found


def _unknown(part: str, actions: _Actions) -> UserError:
    titles = [each.title for each in actions]
    words = (word for title in titles for word in title.split() if len(word) > _SHORT)
    near = did_you_mean(part, [each.id for each in actions])
    near = near or did_you_mean(part, [*titles, *words])
    hint = visible(near) or "planctl list shows them all"
    return unknown("action", part, (), hint, Exit.PROBLEMS)


def _priorities(actions: _Actions, header: Header | None) -> list[str]:
    said = header.priorities if header else {}
    return list(dict.fromkeys([*said, *(each.priority for each in actions)]))


def known_lead(actions: _Actions, typed: str, header: Header | None) -> str:
    """Return a lead as the plan spells it: one that it names, or who leads an action."""
    leads = {*(header.leads if header else ()), *(lead for each in actions for lead in each.leads)}
    return known_word(typed, sorted(leads), "lead")


def selected_summary(summary: Summary, choice: Choice) -> Summary:
    """Return the summary of the actions that were asked for, all of them where none was."""
    if not choice.is_made:
        return summary
    rows, header = chosen_rows(summary, choice), summary.header
    scope, lead = _scope(summary, choice, rows), ""
    if choice.lead is not None:
        lead = known_lead(summary.rows, choice.lead, header)
    answered = choice.recommendation and known_recommendation(header, choice.recommendation)
    if not rows and len(scope) > 1:
        raise no_actions(summary, choice)
    return summary.only(rows, " and ".join(scope), lead, answered)


def no_actions(summary: Summary, choice: Choice) -> UserError:
    """Return the refusal of a choice that the plan knows, and that is of no action."""
    words = " and ".join(_scope(summary, choice, ())) or "in the plan"
    return UserError(visible(f"there are no actions {words}"), _LISTS, Exit.PROBLEMS)


def _scope(summary: Summary, choice: Choice, rows: Sequence[ActionSummary]) -> list[str]:
    """Return which actions are meant, each part in words: led by Permanence."""
    header, scope = summary.header, []
    if choice.parts:
        scope.append(f"numbered {' and '.join(row.id for row in rows)}")
    if choice.priority is not None:
        known = _priorities(summary.rows, header)
        scope.append(f"of priority {known_word(choice.priority, known, 'priority')}")
    if choice.lead is not None:
        scope.append(f"led by {known_lead(summary.rows, choice.lead, header)}")
    if choice.recommendation:
        scope.append(f"answering {known_recommendation(header, choice.recommendation)}")
    return scope


def named_actions(plan: Plan) -> list[NamedAction]:
    """Return the actions of a plan by what they are chosen by; one that is unreadable by its id."""
    return [
        NamedAction(
            entry.id, entry.action.title, tuple(entry.action.lead), entry.action.priority_id
        )
        if entry.action
        else NamedAction(entry.id, "", (), priority_of(entry.id))
        for entry in plan.entries
    ]


class ChosenActions(NamedTuple):
    """Which actions of one plan of several are meant, all where it is None; or why none is."""

    ids: frozenset[str] | None
    refusal: UserError | None = None

    def has(self, action_id: str) -> bool:
        """Return whether an action is meant."""
        return self.ids is None or action_id in self.ids


def chosen_in(plan: Plan, choice: Choice, gone: Iterable[NamedAction] = ()) -> ChosenActions:
    """Return which actions are meant, of a plan and of those that are gone from it."""
    if not choice.is_made:
        return ChosenActions(None)
    try:
        return ChosenActions(
            frozenset(chosen_ids([*named_actions(plan), *gone], choice, plan.header))
        )
    except UserError as error:
        return ChosenActions(frozenset(), error)


def require_chosen(found: Sequence[ChosenActions]) -> None:
    """Raise the first reason why no action is meant, where none is in any plan."""
    refusals = [each.refusal for each in found if each.refusal]
    if refusals and len(refusals) == len(found):
        raise refusals[0]


def selected_ids(folder: str, choice: Choice, today: date) -> list[str]:
    """Return the ids of the actions of a plan in a folder that are meant.

    The plan is read only where ids alone do not say it. UserError where none is named, and why the
    file of one that is named cannot be read.
    """
    if not choice.is_made:
        raise UserError("say which action", _LISTS, Exit.USAGE)
    if choice.of == (None, None, None) and (plain := ids_as_named(folder, choice.parts)):
        return plain
    for part in choice.parts:
        refuse_unread(folder, part)
    summary = summarise(read_plan(folder), today)
    found = chosen_ids(summary.rows, choice, summary.header)
    if not found:
        raise no_actions(summary, choice)
    return found


def selected_id(folder: str, typed: str, today: date) -> str:
    """Return the id of the one action that is meant, or raise UserError."""
    found = selected_ids(folder, Choice((typed,)), today)
    if len(found) > 1:
        message = f"'{visible(typed)}' is {len(found)} actions: {', '.join(found)}"
        raise UserError(message, "name one of them", Exit.USAGE)
    return found[0]


def known_recommendation(header: Header | None, typed: str) -> str:
    """Return the number of a recommendation that the plan has; UserError if it has none such."""
    known = list(header.recommendations) if header else []
    hint = "planctl trace lists them" if known else _NONE_MADE
    return known_word(typed, known, "recommendation", hint)


_NONE_MADE = "the plan has none; they stand below `recommendations:` in plan.yaml"
