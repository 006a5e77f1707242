"""Which values are put together sentence by sentence, and which are one thing."""

import pytest

from planctl.changes.merge.data_merge import reads_as_prose

LONG = "One.\nTwo."


@pytest.mark.parametrize(
    ("keys", "ours", "theirs", "base", "prose"),
    [
        (("updates", "Q1", "commentary"), "One.", "Two.", "", True),
        (("updates", "Q1", "commentary"), None, "Two.", "", False),
        (("updates", "Q1", "commentary"), "One.", None, "", False),
        (("updates", "Q1", "commentary"), "One.", ["Two."], "", False),
        (("updates", "Q1", "rag"), "red", "green", "amber", False),
        (("title",), LONG, LONG, LONG, True),
        (("title",), "One.", LONG, LONG, False),
        (("title",), LONG, "One.", LONG, False),
        (("title",), LONG, LONG, "One.", False),
        (("commentary", "title"), "One.", "Two.", "", False),
    ],
)
def test_a_value_reads_as_prose_by_its_field_or_its_lines(
    keys: tuple[str, ...], ours: object, theirs: object, base: object, prose: bool
) -> None:
    assert reads_as_prose(keys, ours, theirs, base) is prose
