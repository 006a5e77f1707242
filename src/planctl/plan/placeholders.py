"""Words that stand where something was to be said, and say nothing."""

from planctl.text.late_pattern import LatePattern

_MOST = 60
"""How many characters a placeholder has at most; a longer text says something."""

_EARLIER = (
    r"(?:above|below|before|previous(?:ly)?|q[1-4](?: \d{4}[-/]\d{2,4})?"
    r"|(?:the )?(?:last|previous) (?:quarter|time|update|period))"
)
_ELSEWHERE = r"(?:the )?(?:attached|comments?|commentary|next steps|report|updates?|notes?)"
_KINDS = (
    r"t\.?b\.?[acd]",
    r"n ?[/.\\]? ?a",
    r"not applicable|none|nil(?: return)?|nothing(?: to (?:report|add))?",
    r"no (?:further )?(?:updates?|changes?|comments?)(?: to report)?",
    rf"(?:no change|unchanged|same)(?: (?:since|from|as|on|in))? {_EARLIER}|unchanged",
    rf"(?:please )?(?:as|see|as per|as in|as for|refer to) (?:{_EARLIER}|{_ELSEWHERE})",
    rf"(?:please )?(?:see )?{_ELSEWHERE} (?:above|below)",
    r"ditto|idem|x{2,}|to ?do|fixme",
    r"to be (?:confirmed|advised|agreed|decided|determined|completed|updated|added|supplied)",
    rf"(?:(?:further )?(?:{_ELSEWHERE}|details?|more) )?(?:to (?:follow|come)|awaited|pending)",
    r"awaiting (?:an )?updates?",
    r"(?:click or tap here to )?(?:enter|insert|type) (?:text|commentary|update)(?: here)?",
)
_PLACEHOLDER = LatePattern("|".join(_KINDS))
_FILLER = "lorem ipsum"
_EDGES = " \t\r\n.,;:!?…()[]{}<>*_~`'\"‘’“”-\N{EN DASH}—•#"


def says_nothing(text: str) -> bool:
    """Return whether a text is empty, or each of its lines is a placeholder: TBC, as above."""
    words = text.strip(_EDGES)[: _MOST + 1].lower()
    if words.startswith(_FILLER):
        return True
    return len(words) <= _MOST and all(map(_is_placeholder, words.splitlines()))


def _is_placeholder(line: str) -> bool:
    words = " ".join(line.split()).strip(_EDGES)
    return not any(map(str.isalnum, words)) or _PLACEHOLDER.fullmatch(words) is not None
