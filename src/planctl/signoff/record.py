"""What a plan.yaml says of its sign-offs, as it is written there: read without the model."""

from collections.abc import Iterator, Mapping, Sequence

from planctl.plan.periods import Quarter, year_of
from planctl.signoff import digest as seal
from planctl.text.document import Document
from planctl.text.span import Keys

Said = Mapping[str, object]


def record(header: Document, quarter: Quarter) -> Said:
    """Return what is said of a quarter's sign-off, nothing where nothing is."""
    return _mapping(_mapping(header.data.get("closed")).get(quarter.value))


def day_closed(header: Document, quarter: Quarter) -> str:
    """Return the day on which a quarter was closed, "" if it is open."""
    return str(record(header, quarter).get("date") or "")


def stages(said: Said) -> dict[str, Said]:
    """Return the stages that were signed, by their names."""
    return {name: _mapping(stage) for name, stage in _mapping(said.get("stages")).items()}


def corrections(said: Said) -> list[Said]:
    """Return the corrections that were made, in their order."""
    made = said.get("corrections")
    return [_mapping(each) for each in made] if isinstance(made, list) else []


def actions(said: Said) -> dict[str, str]:
    """Return the digest of each action's update as it was signed."""
    return {key: str(each) for key, each in _mapping(said.get("actions")).items()}


def expected(said: Said) -> dict[str, str]:
    """Return the digest that each action's update should have: as signed, or as corrected since."""
    found = actions(said)
    for each in corrections(said):
        found[str(each.get("action"))] = str(each.get("update"))
    return found


def tag(header: Document, quarter: Quarter) -> str:
    """Return the name of the git tag on a quarter's sign-off."""
    return year_of(header.data).tag(quarter)


def digest_before(signed: Mapping[str, Said], order: Sequence[str], stage: str) -> str:
    """Return the digest of the stage before one, "" where there is none."""
    index = order.index(stage)
    return str(signed.get(order[index - 1], {}).get("digest") or "") if index else ""


def misfits(header: Document, quarter: Quarter) -> Iterator[Keys]:
    """Yield where in a closed quarter's record a digest does not fit what it is the digest of."""
    said, above = record(header, quarter), ("closed", quarter.value)
    own = str(said.get("digest") or "")
    if own != seal.of_record(tag(header, quarter), said):
        yield (*above, "digest")
    last: dict[str, str] = {}
    for number, each in enumerate(corrections(said)):
        action, digest = str(each.get("action")), str(each.get("digest") or "")
        if digest != seal.of_correction(last.get(action, own), each):
            yield (*above, "corrections", number)
        last[action] = digest


def _mapping(value: object) -> Said:
    return value if isinstance(value, dict) else {}
