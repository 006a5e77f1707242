"""Which action of one version of a plan is which of another, whatever numbers they have."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planctl.text.action_id import natural
from planctl.text.sentences import as_read

_Actions = Mapping[str, Mapping[str, object]]
"""What actions say, by their numbers."""

_LONG = 20
"""How many characters a sentence has by which an action is known."""
_MANY = 8
"""How many actions may say the same for it to tell one from others."""
_HALF = 0.5


def same_actions(before: _Actions, after: _Actions) -> dict[str, str]:
    """Return the number that each action had before, by the one that it has now.

    It is the same under another number where it says the same, says that it supersedes the other,
    has its title, or says half of what that said. Under its own number it is another only where
    its title changed, and the title or most of the words are found elsewhere. What is new is left
    out.
    """
    there = {name for name in after if name in before}
    kept = {name for name in there if _title(before[name]) == _title(after[name])}
    titles = {_title(each) for name, each in before.items() if name not in kept}
    titles &= {_title(each) for name, each in after.items() if name not in kept}
    kept |= {
        name
        for name in there - kept
        if titles.isdisjoint({_title(before[name]), _title(after[name])})
        and _has_half(before[name], after[name])
    }
    old = {name: before[name] for name in sorted(before.keys() - kept, key=natural)}
    new = {name: after[name] for name in sorted(after.keys() - kept, key=natural)}
    found = {name: name for name in after if name in kept}
    for matches in (_of_same_words, _superseded, _alike, _of_same_number):
        for name, was in matches(old, new):
            found[name] = was
            del old[was], new[name]
    return found


def _has_half(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    """Return whether half of what an action said is said now."""
    words = _sentences(old)
    return sum(words[each] for each in words.keys() & _sentences(new)) >= _HALF * sum(
        words.values()
    )


def _of_same_words(old: _Actions, new: _Actions) -> Iterator[tuple[str, str]]:
    """Yield which say the same, surer than `supersedes`, which may name one of the year before."""
    left = dict(old)
    for name, data in tuple(new.items()):
        same = [was for was, before in left.items() if _but_number(before) == _but_number(data)]
        if same:
            named = data.get("supersedes")
            was = str(named) if named in same else same[0]
            del left[was]
            yield name, was


def _superseded(old: _Actions, new: _Actions) -> Iterator[tuple[str, str]]:
    left = set(old)
    for name, data in tuple(new.items()):
        named = data.get("supersedes")
        if isinstance(named, str) and named in left:
            left.remove(named)
            yield name, named


def _alike(old: _Actions, new: _Actions) -> Iterator[tuple[str, str]]:
    """Yield which have one title, or half of the words of the older; the most alike first."""
    likeness = sorted(_likeness(old, new), key=lambda each: -each[0])
    seen: set[str] = set()
    taken: set[str] = set()
    for _, name, was in likeness:
        if name not in seen and was not in taken:
            seen.add(name)
            taken.add(was)
            yield name, was


def _likeness(old: _Actions, new: _Actions) -> Iterator[tuple[float, str, str]]:
    """Yield how alike two actions are, from a half to 1, and 1 more where they have one title."""
    sizes = {was: sum(_sentences(data).values()) for was, data in old.items()}
    saying: dict[str, list[str]] = defaultdict(list)
    titled: dict[str, list[str]] = defaultdict(list)
    for was, data in old.items():
        titled[_title(data)].append(was)
        for sentence in _sentences(data):
            saying[sentence].append(was)
    for name, data in new.items():
        shared: dict[str, float] = dict.fromkeys(titled[_title(data)], 1) if _title(data) else {}
        for sentence, size in _sentences(data).items():
            for was in saying[sentence] if len(saying[sentence]) <= _MANY else ():
                shared[was] = shared.get(was, 0) + size / sizes[was]
        yield from ((share, name, was) for was, share in shared.items() if share >= _HALF)


def _of_same_number(old: _Actions, new: _Actions) -> Iterator[tuple[str, str]]:
    """Yield what is left under one number: no other is it."""
    return ((name, name) for name in tuple(new) if name in old)


def _title(data: Mapping[str, object]) -> str:
    return " ".join(str(data.get("title", "")).casefold().split())


def _sentences(data: object) -> dict[str, int]:
    """Return the sentences by which an action is known, each with its length."""
    every = (each for text in _texts(data) for each in as_read(text).split("\n"))
    return {each: len(each) for each in every if len(each) >= _LONG}


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
        return
    inner = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    for each in inner:
        yield from _texts(each)


def _but_number(data: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if key not in ("id", "supersedes")}
