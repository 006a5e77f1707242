"""What a plan.yaml says of its sign-offs, as it is written there: read without the model."""

from collections.abc import Iterator, Mapping, Sequence

from planctl.plan.header_year import year_of
from planctl.plan.period import Period
from planctl.signoff.digest import SignedDigests, signed_correction, signed_record
from planctl.text.document import Document
from planctl.text.span import Keys

Record = Mapping[str, object]


def quarter_record(header: Document, quarter: Period) -> Record:
    """Return what is said of a quarter's sign-off, nothing where nothing is."""
    return _mapping(_mapping(header.data.get("closed")).get(quarter.key))


def day_closed(header: Document, quarter: Period) -> str:
    """Return the day on which a quarter was closed, "" if it is open."""
    return str(quarter_record(header, quarter).get("date") or "")


def signed_stages(said: Record) -> dict[str, Record]:
    """Return the stages that were signed, by their names."""
    return {name: _mapping(stage) for name, stage in _mapping(said.get("stages")).items()}


def recorded_corrections(said: Record) -> list[Record]:
    """Return the corrections that were made, in their order."""
    made = said.get("corrections")
    return [_mapping(each) for each in made] if isinstance(made, list) else []


def signed_digests(said: Record) -> SignedDigests:
    """Return the digests of the actions, and of what plan.yaml says, as they were signed."""
    actions, plan = _mapping(said.get("actions")), _mapping(said.get("plan"))
    return SignedDigests(_texts(actions), _texts(plan))


def expected_digests(said: Record) -> SignedDigests:
    """Return the digests that there should be: as signed, or as corrected since."""
    actions, plan = map(dict, signed_digests(said))
    for each in recorded_corrections(said):
        if action := each.get("action"):
            actions[str(action)] = str(each.get("update"))
        else:
            name = "/".join(str(each[key]) for key in ("field", "name") if each.get(key))
            plan[name] = str(each.get("update"))
    return SignedDigests(actions, plan)


def quarter_tag(header: Document, quarter: Period) -> str:
    """Return the name of the git tag on a quarter's sign-off."""
    return year_of(header.data).tag(quarter)


def digest_before(signed: Mapping[str, Record], order: Sequence[str], stage: str) -> str:
    """Return the digest of the stage before one, "" where there is none."""
    index = order.index(stage)
    return str(signed.get(order[index - 1], {}).get("digest") or "") if index else ""


def altered_entries(header: Document, quarter: Period) -> Iterator[Keys]:
    """Yield where in a closed quarter's record a digest does not fit what it is the digest of."""
    said, above = quarter_record(header, quarter), ("closed", quarter.key)
    own = str(said.get("digest") or "")
    if not signed_record(quarter_tag(header, quarter), said).fits(own):
        yield (*above, "digest")
    last: dict[str, str] = {}
    for number, each in enumerate(recorded_corrections(said)):
        action, digest = str(each.get("action") or ""), str(each.get("digest") or "")
        if not signed_correction(last.get(action, own), each).fits(digest):
            yield (*above, "corrections", number)
        last[action] = digest


def _mapping(value: object) -> Record:
    return value if isinstance(value, dict) else {}


def _texts(data: Record) -> dict[str, str]:
    return {key: str(each) for key, each in data.items()}
