"""What people may type for a rating or a status: the plan's words for it, however they are put."""

import re
from collections.abc import Iterable, Mapping, Sequence

from planctl.plan.ratings import Status
from planctl.plan.scale import Scale, Step
from planctl.plan.scale_step import plain_word
from planctl.problem import Exit, UserError, did_you_mean, visible

ON_TRACK = "on track"
"""What says a status and a rating in one: in progress, and green."""
_OTHER_STATUS_WORDS: Mapping[str, Status] = {
    **dict.fromkeys(("done", "completed", "finished", "delivered"), Status.COMPLETE),
    **dict.fromkeys(("started", "ongoing", "underway", "under way", ON_TRACK), Status.IN_PROGRESS),
    **dict.fromkeys(("paused", "deferred"), Status.ON_HOLD),
    **dict.fromkeys(("stopped", "cancelled", "superseded"), Status.CLOSED),
    "not begun": Status.NOT_STARTED,
}
"""Other words that people type for a status."""
_BETWEEN = re.compile(r"\s*(?:[/,&+-]|\band\b|\bor\b|\bto\b)\s*")


def typed_rag(typed: str, scale: Scale) -> Step:
    """Return the step that was typed after `--rag`, or raise UserError with a suggestion."""
    if not scale.own and _is_status(plain_word(typed)):
        message = f"'{visible(typed)}' is a status, not a RAG rating"
        known = ", ".join(step.code for step in scale.rags)
        hint = f"say it as the status (--status); a rating is one of {known}"
        raise UserError(message, hint, Exit.USAGE)
    return _meant(typed, scale.rags, "rating of this plan" if scale.own else "RAG rating")


def typed_confidence(typed: str, scale: Scale) -> Step:
    """Return the confidence that was typed, or raise UserError with a suggestion."""
    return _meant(typed, scale.plain, "confidence of this plan" if scale.own else "RAG rating")


def typed_position(typed: str, scale: Scale) -> Step:
    """Return where something was typed to stand (`amber`, `complete`), or raise UserError."""
    return _meant(typed, scale.offered, "rating of this plan")


def typed_rating(typed: str, scale: Scale) -> Step:
    """Return the printed rating that was typed (`not rated`, `red`), or raise UserError."""
    return _meant(typed, scale.steps, "rating")


def typed_status(typed: str) -> Status:
    """Return the status that was typed (`On-Hold`, `comp`, `done`), or raise UserError."""
    if meant := _OTHER_STATUS_WORDS.get(plain_word(typed)):
        return meant
    return Status(_one_of(typed, {each.value: (each.value,) for each in Status}, "status"))


def _is_status(word: str) -> bool:
    """Return whether a word is a status, or another word for one, whole."""
    return word in _OTHER_STATUS_WORDS or word in map(plain_word, Status)


def _meant(typed: str, steps: Sequence[Step], what: str) -> Step:
    words = {step.name if step.own else step.code: _words(step) for step in steps}
    return dict(zip(words, steps, strict=True))[_one_of(typed, words, what)]


def _words(step: Step) -> tuple[str, ...]:
    """Return the words by which a step is typed; of planctl's own, its code."""
    return (step.label, step.code, step.brief) if step.own else (step.code,)


def _one_of(typed: str, known: Mapping[str, Iterable[str]], what: str) -> str:
    """Return the one whose word was typed, or the beginning of it and of no other's."""
    word = plain_word(typed)
    spelt = {name: set(map(plain_word, words)) for name, words in known.items()}
    exact = [name for name, words in spelt.items() if word in words]
    begun = [
        name for name, words in spelt.items() if word and any(w.startswith(word) for w in words)
    ]
    found = exact or begun
    if word and len(found) == 1:
        return found[0]
    said = [plain_word(part) for part in _BETWEEN.split(typed.lower())]
    if len(said) > 1 and set(said) <= set().union(*spelt.values()):
        raise UserError(f"'{visible(typed)}' is more than one {what}", "say one", Exit.USAGE)
    near = did_you_mean(typed, [word for words in known.values() for word in words])
    hint = f"{near} one of {', '.join(known)}".lstrip()
    raise UserError(f"'{visible(typed)}' is not a {what}", hint, Exit.USAGE)
