"""What a text in the layout that planctl writes says, read without a YAML parser.

Most plan files are laid out so, and are read several times as fast. Of any other text it is not
known here what it says: whatever might be read in another way is left to the parser.
"""

import re

from planctl.text.yaml_mistakes import conflicts

_DEEPEST = 4
_COMMON = bytes(range(ord(" "), 0x7F)) + b"\n"
_QUOTES = frozenset("\"'")
# A word begins with no sign that means something to YAML, and has no ": " and no " #".
_WORD = r"""(?:[\w(£][^\n:\#]*(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#]*)*|"[^"\\\n]*"|'[^'\n]*')\n"""
_BETWEEN = r"\n*(?:\#.*\n+)*"
# A key with a word on its line, or below it a block or a list of words, or nothing yet.
_PART = re.compile(
    rf"""(
    (?:\A{_BETWEEN})?
    (?P<indent>(?:\ \ ){{0,{_DEEPEST - 1}}})(?P<key>[A-Za-z0-9_]{{1,64}}):
    (?:
        \ (?P<word>{_WORD})
        | \ \|\n(?P<block>(?P=indent)\ \ \S.*\n+(?:(?P=indent)\ \ .*\n+)*)
        | \n(?P<entries>(?:(?P=indent)\ \ -\ {_WORD})*)
    )
    {_BETWEEN}
    )""",
    re.VERBOSE,
)


def tidy(text: str) -> tuple[dict[str, object], frozenset[str]] | None:
    """Return what a text says, and the keys of its top whose values are plain words or empty.

    None if it is laid out in any other way, or anything is wrong with it.
    """
    if not _shown(text) or next(conflicts(text), None):
        return None
    above: list[dict[str, object]] = [{} for _ in range(_DEEPEST)]
    marked: set[str] = set()
    last, opened, length = 0, "", 0
    for part, indent, key, word, block, entries in _PART.findall(text):
        depth = len(indent) // 2
        if depth > last:
            if depth > last + 1 or not opened:
                return None
            above[last][opened] = above[depth] = {}
        if key in above[depth]:
            return None
        last, opened = depth, ""
        length += len(part)
        if word:
            quoted = word[0] in _QUOTES
            above[depth][key] = word[1:-2] if quoted else word[:-1]
        elif block or entries:
            quoted = True
            above[depth][key] = _block(indent, block) if block else _entries(indent, entries)
        else:
            quoted = False
            above[depth][key], opened = None, key
        if quoted and not depth:
            marked.add(key)
    top = above[0]
    if length < len(text) or not top:
        return None
    return top, frozenset(key for key in top.keys() - marked if not isinstance(top[key], dict))


def _shown(text: str) -> bool:
    """Return whether there are only characters that are seen, and no space ends a line."""
    if " \n" in text:
        return False
    return text.encode().translate(None, _COMMON).decode().isprintable()


def _block(indent: str, block: str) -> str:
    lines = block[len(indent) + 2 :].replace(f"\n{indent}  ", "\n")
    return lines.rstrip("\n") + "\n"


def _entries(indent: str, entries: str) -> list[str]:
    """Return the words of a list, or what is between their quotation marks."""
    words = entries[len(indent) + 4 : -1].split(f"\n{indent}  - ")
    return [word[1:-1] if word[0] in _QUOTES else word for word in words]
