"""A program that sets a field of plan files as `planctl update` does, for tests that disturb it.

    python rewriting.py FOLDER NAME[,NAME…] QUARTER FIELD VALUE…

It sets each value in turn, and ends with status 1 if somebody else undid the one before.
"""

import sys
from collections.abc import Sequence

from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.problem import UserError
from planctl.store.write import rewrite
from planctl.text.document import read
from quarters import quarter_named


class Lost(Exception):  # noqa: N818 - it is news, not an error of this program
    """A value that was written is gone."""


def main(folder: str, names: str, quarter: str, field: str, *values: str) -> int:
    """Set the values and return the exit status, as the command line does."""
    try:
        before = ""
        for value in values:
            _set(folder, names.split(","), FieldValue(quarter_named(quarter), field, value), before)
            before = value
    except Lost as lost:
        _say(f"lost: {lost}")
        return 1
    except UserError as error:
        _say(f"{error.message} ({error.hint})")
        return error.status
    except KeyboardInterrupt:
        _say("stopped; nothing was changed")
        return 130
    return 0


def _say(message: str) -> None:
    sys.stdout.write(f"{message}\n")


def _set(folder: str, names: Sequence[str], setting: FieldValue, before: str) -> None:
    def edit(texts: dict[str, bytes]) -> dict[str, bytes]:
        return {name: _edited(name, raw, setting, before) for name, raw in texts.items()}

    rewrite(folder, names, edit, say=_say)


def _edited(name: str, raw: bytes, setting: FieldValue, before: str) -> bytes:
    document, problems = read(name, raw)
    if not document:
        raise UserError(problems[0].message)
    if before and field_text(document, setting.quarter, setting.field) != before:
        raise Lost(f"{name} {setting.quarter} {setting.field} {before}")
    return set_fields(document, [setting]).encoded()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
