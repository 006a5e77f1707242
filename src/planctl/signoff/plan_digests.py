"""The digests of what plan.yaml says of a quarter that is signed, and where it says other words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from planctl.plan.header_year import year_of
from planctl.plan.ids import priority_of
from planctl.plan.leads import leads_in
from planctl.plan.measure_data import Data
from planctl.plan.period_key import ANY_YEAR
from planctl.plan.scale_step import holds
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.signoff.action_digest import VERSION, ChangedPart
from planctl.signoff.digest import hex_digest, normal_form
from planctl.text.sentences import as_read
from planctl.text.span import Keys

_LENGTH = 32
_FREE = frozenset({"stages", "periods"})
_WORDS = ("label", "meaning", "is")
"""What is signed of a step; how it looks is not."""
_OF_ACTIONS = ("priorities/", "leads/", "fields/")
_MAY_BE_ADDED = (*_OF_ACTIONS, "recommendations/")


def plan_digests(header: Data, actions: Iterable[Data], quarter: str) -> dict[str, str]:
    """Return the digests of what a plan.yaml says of some actions, by the keys of each thing.

    Of a body's own scale there are the words of the steps that are used in the quarter. Of
    priorities, leads and fields there are those of the actions, a lead without a post too. Where
    whoever made a recommendation says that it stands is said after the quarter, and is not signed.
    """
    said = {name: value for name, _, value in _things(header, quarter)}
    used = {name for action in actions for name in _used(action)}
    kept = {name for name in said if _is_kept(name, used)} | used
    return {name: _digest(name, said.get(name)) for name in sorted(kept)}


def digest_of(header: Data, name: str, quarter: str) -> str:
    """Return the digest of one thing that a plan.yaml says, or not, by its keys."""
    return _digest(name, {key: value for key, _, value in _things(header, quarter)}.get(name))


def changed_things(
    header: Data, expected: Mapping[str, str], quarter: str
) -> Iterator[ChangedPart]:
    """Yield what a plan.yaml says otherwise than was signed.

    A priority, a lead, a field or a recommendation that nobody had signed may say what it likes;
    but a priority is not rated later for a quarter that was signed.
    """
    found = list(_things(header, quarter))
    for name, keys, value in found:
        may_be = name not in expected and name.startswith(_MAY_BE_ADDED) and not _is_rating(name)
        if not may_be and _digest(name, value) != expected.get(name):
            yield ChangedPart(keys)
    missing = expected.keys() - {name for name, _, _ in found}
    for name in sorted(missing):
        if _digest(name, "") != expected[name]:
            yield ChangedPart(tuple(name.split("/", 1)))


def _digest(name: str, value: object) -> str:
    return f"{VERSION}{hex_digest(['plan', name, value or ''])[:_LENGTH]}"


def _things(header: Data, quarter: str) -> Iterator[tuple[str, Keys, object]]:
    """Yield each thing that is said: its name, its keys and what it says; nothing that is empty."""
    for keys, said in _said(header):
        if value := normal_form(said, as_read):
            yield "/".join(keys), keys, value
    ratings = _priority_ratings(header, quarter)
    for name, way, said in (*_steps(header, quarter), *_period(header, quarter), *ratings):
        if value := normal_form(said, as_read):
            yield name, way, value


def _steps(header: Data, quarter: str) -> Iterator[tuple[str, Keys, object]]:
    """Yield the words of each step of a body's own scale that is used in a quarter."""
    scale = header.get("scale")
    quarters = _quarters(header, quarter)
    for at, step in enumerate(scale if isinstance(scale, list) else ()):
        if isinstance(step, dict) and holds(
            step.get("since"), step.get("until"), quarter, quarters
        ):
            for key in _WORDS:
                yield f"scale/{step.get('code')}/{key}", ("scale", at, key), step.get(key)


def _priority_words(number: str, said: object) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what is said of a priority; who answers for it apart, which may be said later."""
    fields = said if isinstance(said, dict) else {"text": said}
    yield ("priorities", number), fields.get("text")
    for key in ("lead", "accountable"):
        yield ("priorities", number, key), fields.get(key)


def _priority_ratings(header: Data, quarter: str) -> Iterator[tuple[str, Keys, object]]:
    """Yield how the lead of each priority rates it in a quarter."""
    for number, said in _mapping(header, "priorities").items():
        fields = said if isinstance(said, dict) else {}
        keys = ("priorities", number, "ratings", quarter)
        yield "/".join(keys), keys, _mapping(fields, "ratings").get(quarter)


def _is_kept(name: str, used: Collection[str]) -> bool:
    """Return whether a thing is signed: of priorities, leads and fields those of the actions."""
    if not name.startswith(_OF_ACTIONS) or _is_rating(name):
        return True
    return name.startswith("priorities/") and "/".join(name.split("/")[:2]) in used


def _is_rating(name: str) -> bool:
    return name.startswith("priorities/") and "/ratings/" in name


def _period(header: Data, quarter: str) -> Iterator[tuple[str, Keys, object]]:
    """Yield the days of the period that is signed, where they are not those of a quarter.

    So a plan may go on in other periods, and what was signed of those before still stands.
    """
    try:
        year = year_of(header)
    except UserError:
        return
    found, usual = (_days(each, quarter) for each in (year, Year(year.start, year.first_month)))
    if found and found != usual:
        yield f"calendar/periods/{quarter}", ("calendar", f"periods/{quarter}"), found


def _days(year: Year, quarter: str) -> list[str]:
    """Return the days of a period and its deadline if it names one; nothing where it is none."""
    period = year.keys.get(quarter)
    return (
        [str(each or "") for each in (period.first_day, period.last_day, period.due)]
        if period
        else []
    )


def _quarters(header: Data, quarter: str) -> Sequence[str]:
    """Return the quarters of the plan's year in their order; that alone where it has none such."""
    try:
        order = year_of(header).first.order
    except UserError:
        order = ANY_YEAR.first.order
    return order if quarter in order else (quarter,)


def _said(header: Data) -> Iterator[tuple[tuple[str, ...], object]]:
    for key in ("title", "organisation"):
        yield (key,), header.get(key)
    for number, said in _mapping(header, "priorities").items():
        yield from _priority_words(number, said)
    for lead, said in _mapping(header, "leads").items():
        yield ("leads", lead), said.get("post") if isinstance(said, dict) else said
    for key, said in _mapping(header, "fields").items():
        yield ("fields", key), said.get("label") if isinstance(said, dict) else said
    for rating in _mapping(header, "ratings"):
        for key, words in _mapping(_mapping(header, "ratings"), rating).items():
            yield ("ratings", rating, key), words
    for key, said in _mapping(header, "calendar").items():
        if key not in _FREE:
            yield ("calendar", key), said
    for number, said in _mapping(header, "recommendations").items():
        fields = said if isinstance(said, dict) else {"text": said}
        kept = {key: each for key, each in fields.items() if key != "position"}
        yield ("recommendations", number), kept


def _mapping(data: Data, key: str) -> Data:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _used(action: Data) -> list[str]:
    """Return the things that an action uses, of those that may be added later."""
    fields = [f"fields/{key}" for key, said in _mapping(action, "fields").items() if said]
    return [_priority(action), *_leads(action), *fields]


def _priority(action: Data) -> str:
    return f"priorities/{action.get('priority') or priority_of(str(action.get('id')))}"


def _leads(action: Data) -> list[str]:
    return [f"leads/{lead}" for lead in leads_in(action.get("lead"))]
