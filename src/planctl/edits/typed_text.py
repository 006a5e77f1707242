"""What people type to be written into a plan, on one line, and what of it is refused."""

from planctl.problem import HIDDEN, Exit, UserError, visible

PLACEHOLDERS = frozenset({"…", "..."})
"""What stands for words of one's own in the commands that planctl suggests."""


def one_line(text: str, option: str) -> str:
    """Return a text on one line; UserError if it is empty or holds a hidden character."""
    line = " ".join(text.split())
    if not line:
        raise UserError(f"{option} is empty", "write something", Exit.USAGE)
    if HIDDEN.search(line):
        message = f"the text of {option} has a hidden character: '{visible(line)}'"
        raise UserError(message, "delete it", Exit.USAGE)
    return line


def require_printable(text: str) -> None:
    """Raise UserError for a text that cannot stand on one line of a report."""
    if not text.strip() or text.strip() in PLACEHOLDERS:
        what = f"only '{text.strip()}'" if text.strip() else "empty"
        raise UserError(f"a text is {what}", "write something", Exit.USAGE)
    if HIDDEN.search(text) or "\n" in text:
        message = f"'{visible(text)}' has a hidden character or a line break"
        raise UserError(message, "delete it", Exit.USAGE)
