"""Plans for tests: texts of plan files, plain and odd, and what hypothesis makes of them."""

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from planctl.changes.diff import diff, plan_version
from planctl.checks.rule import Readings
from planctl.checks.run import undone
from planctl.edits.typed_text import PLACEHOLDERS
from planctl.plan.fields import UPDATE_FIELDS
from planctl.plan.plan import load
from planctl.problem import Problem

HEADER = b"""title: Improvement Plan
organisation: Aldermere Council
year: 2019-20

priorities:
  1: Right help, right time
  3: Permanence without delay
"""

ACTION = """# yaml-language-server: $schema=../../schema/action.schema.json
id: "3.2"
title: PLACEMENT STABILITY
description: Improve placement stability and choice
lead: Permanence

links:
  - Corporate Parenting Strategy

indicators:
  - Fewer placements end early.

measures:
  - Placements that ended early

updates:
  Q1:
    rag: green  # agreed at DMT

    status:

    commentary: |
      The campaign began in May.
      Two carers were approved.

  Q2:
    rag:

    status:

    commentary:

  Q3:
    rag:

    status:

    commentary:

  Q4:
    rag:

    status:

    commentary:
"""


def texts(**actions: str) -> Mapping[str, bytes]:
    """Return the files of a plan with these actions, keyed `a3_2` for 3.2.yaml."""
    named = {f"p/{key[1:].replace('_', '.')}.yaml": text.encode() for key, text in actions.items()}
    return {"p/plan.yaml": HEADER, **named}


def lost(before: Mapping[str, bytes], after: Mapping[str, bytes], today: date) -> list[Problem]:
    """Return what was to stay, and is gone or rewritten between two readings of a plan's files."""
    changes = diff(plan_version(before), plan_version(after))
    older, newer = load(before), load(after)
    numbers = changes.numbers(entry.id for entry in older.entries)
    return list(undone(Readings(older, newer, numbers), today))


PROSE = st.text(
    st.sampled_from("abc XYZ 0123 .:;,#'\"-*|>&!?%@`{}[]()é—’£\\\t\n"), min_size=1, max_size=80
).filter(lambda text: text.strip() and text.strip() not in PLACEHOLDERS)

_COMMENTS = st.sampled_from(["", "  # a note", " # rag: red", "   "])
_LINES = st.sampled_from(["", "    # between\n", "\n", "\n\n", "  # less indented\n"])


@st.composite
def _field(draw: st.DrawFn, name: str, indent: str) -> str:
    comment = draw(_COMMENTS)
    shape = draw(
        st.sampled_from(["empty", "word", "single", "double", "literal", "folded", "plain"])
    )
    if shape == "empty":
        return f"{indent}{name}:{comment}\n"
    if name in ("rag", "status", "confidence"):
        quote = {"single": "'", "double": '"'}.get(shape, "")
        return f"{indent}{name}: {quote}amber{quote}{comment}\n"
    if shape in ("literal", "folded"):
        mark = draw(st.sampled_from(["", "-", "+"]))
        deep = indent + " " * draw(st.integers(1, 5))
        body = "".join(f"{deep}{line}\n" if line else "\n" for line in ("One: 1.", "", "- two #3"))
        return f"{indent}{name}: {'|' if shape == 'literal' else '>'}{mark}{comment}\n{body}"
    if shape == "plain":
        return f"{indent}{name}: some words\n{indent}  more words{comment}\n"
    return f"""{indent}{name}: {'"said: so"' if shape == "double" else "'it''s # so'"}{comment}\n"""


@st.composite
def _update(draw: st.DrawFn, quarter: str, indent: str) -> str:
    shape = draw(st.sampled_from(["block", "block", "block", "flow", "null", "empty flow"]))
    comment = draw(_COMMENTS)
    if shape == "flow":
        return f'{indent}{quarter}: {{rag: red, status: , "commentary": "so, it is"}}{comment}\n'
    if shape == "null":
        return f"{indent}{quarter}:{comment}\n"
    if shape == "empty flow":
        return f"{indent}{quarter}: {{}}{comment}\n"
    deeper = indent + " " * draw(st.integers(1, 4))
    names = draw(st.lists(st.sampled_from(UPDATE_FIELDS), min_size=1, unique=True))
    fields = (draw(_field(name, deeper)) + draw(_LINES) for name in names)
    return f"{indent}{quarter}:{comment}\n{''.join(fields)}"


@st.composite
def action_texts(draw: st.DrawFn) -> str:
    """Make the text of an action's file as a person might have left it."""
    head = draw(st.sampled_from(['id: "3.2"\n', "---\nid: '3.2'   # the id\n", '"id": "3.2"\n']))
    indent = " " * draw(st.integers(1, 4))
    quarters = draw(st.lists(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), unique=True))
    updates = "".join(draw(_update(quarter, indent)) for quarter in quarters)
    body = draw(
        st.sampled_from(["title: A & B\n\n", "# c\ntitle: >-\n  folded\n  title\nlead: 'L'\n"])
    )
    tail = draw(st.sampled_from(["", "\n\n", "# the end", "\n# the end\n", "owner: Head\n"]))
    comment = draw(_COMMENTS)
    keyed = f"updates:{comment}\n{updates}" if bool(quarters) or draw(st.booleans()) else ""
    text = head + body + keyed + tail
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text
