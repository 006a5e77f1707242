"""What changed between two versions of a plan: two texts, and the lines that say it."""

import re
from collections.abc import Mapping
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.changes.diff import (
    FileContent,
    PlanVersion,
    apply_changes,
    changes_of_quarter,
    diff,
    plan_version,
)
from planctl.changes.diff_lines import diff_lines, plain_text
from planctl.changes.word_diff import list_changes, word_changes
from planctl.plan.model import Action, Header, Update
from planctl.text.action_id import natural
from plans import ACTION, HEADER, action_texts

MARKS = {"removed": "[-{}-]", "added": "{{+{}+}}"}


def said(old: PlanVersion, new: PlanVersion) -> str:
    """Return what changed as lines, each indented, words marked as they are without colour."""
    return "".join(
        "  " * line.indent
        + "".join(MARKS.get(run.kind, "{}").format(run.text) for run in line.runs)
        + "\n"
        for line in diff_lines(diff(old, new))
    )


def plan(header: bytes = HEADER, **actions: str) -> PlanVersion:
    files = {f"p/{key[1:].replace('_', '.')}.yaml": text.encode() for key, text in actions.items()}
    return plan_version({"p/plan.yaml": header, **files})


Q2 = "  Q2:\n    rag:\n\n    status:\n\n    commentary:\n"
HEAD = "3.2 PLACEMENT STABILITY (Permanence)\n"

CASES = [
    ("", "", ""),
    (Q2, Q2.replace("rag:", "rag: amber"), "  Q2  No update → Amber\n"),
    ("rag: green  # agreed at DMT", "rag: red", "  Q1  Green → Red, worsened\n"),
    ("rag: green  # agreed at DMT", "rag: 'green'", ""),
    ("    status:\n", "    status: in progress\n", "  Q1 status: in progress\n"),
    ("    status:\n", "    status: complete\n", "  Q1  Green → Complete, improved\n"),
    ("Two carers were approved.", "Two carers\n      were approved.", ""),
    (
        "Two carers were approved.",
        "Three carers were approved in May.",
        (
            "  Q1 commentary\n    The campaign began in May.\n    [-Two-]{+Three+} carers were "
            "[-approved.-]{+approved in May.+}\n"
        ),
    ),
    (
        "      Two carers were approved.\n",
        "",
        "  Q1 commentary\n    The campaign began in May.\n    [-Two carers were approved.-]\n",
    ),
    (
        "      The campaign began in May.\n      Two carers were approved.\n",
        "      All of it was put off.\n      Recruitment stopped.\n",
        (
            "  Q1 commentary\n    [-The campaign began in May.-]\n"
            "    [-Two carers were approved.-]\n"
            "    {+All of it was put off.+}\n    {+Recruitment stopped.+}\n"
        ),
    ),
    ("title: PLACEMENT", 'title: "PLACEMENT"', None),
    ("lead: Permanence", "lead: ALL", "  Lead: [-Permanence-]{+ALL+}\n"),
    ("description: Improve", "description: Better", None),
    (
        "  - Corporate Parenting Strategy",
        "  - Sufficiency Strategy\n  - Corporate Parenting Strategy",
        "  Links with other plans and strategies\n    {+Sufficiency Strategy+}\n",
    ),
    (
        "  - Fewer placements end early.",
        "  - Fewer placements end too early.",
        "  Indicators of success\n    Fewer placements end {+too +}early.\n",
    ),
    (
        "\nmeasures:\n  - Placements that ended early\n",
        "",
        "  How performance is measured and tracked\n    [-Placements that ended early-]\n",
    ),
    ("lead: Permanence", "due: 2020-03-31\nlead: Permanence", "  Due: 2020-03-31\n"),
    (
        "  - Placements that ended early\n",
        """  - text: Placements that ended early
    id: ended-early
    unit: count
    actuals:
      Q1: 12
      Q2:
        months:
          July: 3
""",
        """  Measure ended-early, id: ended-early
  Measure ended-early, unit: count
  Measure ended-early, Q1: 12
  Measure ended-early, Q2 July: 3
""",
    ),
]
NUMBERS = ACTION.replace(
    "  - Placements that ended early\n",
    """  - text: Placements that ended early
    id: ended-early
    unit: count
    benchmarks:
      England:
    actuals:
      Q1: 12

      Q2:
  - text: Caseloads
    parts:
      - id: experienced
        actuals:
          Q1: 25
""",
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Q1: 12", "Q1: 11", "  Measure ended-early, Q1: [-12-]{+11+}\n"),
        ("Q1: 12", 'Q1: "12"  # counted', ""),
        ("      Q2:\n", "      Q2: not supplied\n", "  Measure ended-early, Q2: not supplied\n"),
        ("England:", "England: 9", "  Measure ended-early, benchmarks England: 9\n"),
        ("Q1: 25", "Q1: 24", "  Measure experienced, Q1: [-25-]{+24+}\n"),
        (
            "text: Placements that",
            "text: Homes that",
            (
                "  How performance is measured and tracked\n"
                "    [-Placements-]{+Homes+} that ended early\n"
            ),
        ),
    ],
)
def test_a_number_of_a_measure_is_named_by_its_id(before: str, after: str, expected: str) -> None:
    new = NUMBERS.replace(before, after, 1)
    changed = said(plan(a3_2=NUMBERS), plan(a3_2=new))
    assert changed == (HEAD + expected if expected else "")


def test_a_number_is_of_its_quarter() -> None:
    changes = diff(plan(a3_2=NUMBERS), plan(a3_2=NUMBERS.replace("Q1: 12", "Q1: 11")))
    assert [each.keys for each in changes_of_quarter(changes, "Q1").actions[0].changes] == [
        ("figures", "ended-early", "actuals", "Q1")
    ]
    assert not changes_of_quarter(changes, "Q2")


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_a_change_is_said_in_the_words_of_the_plan(
    before: str, after: str, expected: str | None
) -> None:
    new = ACTION.replace(before, after, 1)
    changed = said(plan(a3_2=ACTION), plan(a3_2=new))
    if expected is not None:
        head = HEAD.replace("Permanence", "ALL") if "lead: ALL" in new else HEAD
        assert changed == (head + expected if expected else "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"a3_2": ACTION}, "3.2 PLACEMENT STABILITY (Permanence), new\n"),
        ({"a3_2": ACTION}, {}, "3.2 PLACEMENT STABILITY (Permanence), removed\n"),
        (
            {"a3_2": ACTION},
            {"a3_10": ACTION.replace('"3.2"', '"3.10"')},
            "3.10 PLACEMENT STABILITY (Permanence), which was 3.2\n",
        ),
        (
            {"a3_2": ACTION},
            {"a3_10": 'id: "3.10"\nsupersedes: "3.2"\ntitle: OTHER\nlead: ALL\n'},
            "3.10 OTHER (ALL), which was 3.2\n",
        ),
    ],
)
def test_actions_come_and_go_and_change_their_number(
    old: Mapping[str, str], new: Mapping[str, str], expected: str
) -> None:
    versions = (plan(HEADER, **actions) for actions in (old, new))
    assert said(*versions).startswith(expected)


def test_the_same_words_are_surer_than_what_an_action_says_that_it_supersedes() -> None:
    kept = ACTION.replace("title:", 'supersedes: "1.1"\ntitle:')
    old = plan(a3_2=kept, a1_1="id: '1.1'\ntitle: OTHER\nlead: ALL\n")
    changes = diff(old, plan(a3_10=kept.replace('"3.2"', '"3.10"')))
    assert [(each.was, each.kind) for each in changes.actions] == [
        ("1.1", "removed"),
        ("3.2", "renumbered"),
    ]


def test_actions_stand_apart_and_a_new_order_is_told() -> None:
    two = ACTION.replace("  - Fewer", "  - One\n  - Fewer")
    changed = ACTION.replace("early.\n", "early.\n  - One\n")
    old, new = plan(a3_2=two, a1_1=two), plan(a3_2=changed, a1_1=changed)
    told = "PLACEMENT STABILITY (Permanence)\n  Indicators of success\n    in another order\n"
    assert "".join(plain_text(diff_lines(diff(old, new)))) == f"1.1 {told}\n3.2 {told}"


def test_the_header_is_compared_too() -> None:
    new = HEADER.replace(b"3: Permanence without delay", b"3: Permanence\n  4: Education")
    assert said(plan(), plan(new)) == (
        "The plan\n  Priorities 3: Permanence[- without delay-]\n  Priorities 4: Education\n"
    )


def test_a_recommendation_is_named_however_its_words_are_written() -> None:
    before, after = (
        plan(f"recommendations:\n  R7:{said}\n".encode())
        for said in (" Act.", "\n    text: Act now.\n    response: accepted")
    )
    assert said(before, after) == (
        "The plan\n  Recommendation R7, text: [-Act.-]{+Act now.+}\n"
        "  Recommendation R7, response: accepted\n"
    )
    assert not diff(before, plan(b"recommendations:\n  R7:\n    text: Act.\n"))


FIELDS = [
    *(f"{name}:" for name in Action.model_fields if name != "updates"),
    *(f"updates:\n  Q1:\n    {name}:" for name in Update.model_fields),
]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_an_action_is_compared(field: str) -> None:
    before, after = (plan(a3_2=f"{field} {value}\n") for value in ("a b", "a c"))
    (action,) = diff(before, after).actions
    (change,) = action.changes
    assert (change.before, change.after) == ("a b", "a c")
    assert change.keys[-1] == field.rsplit(maxsplit=1)[-1].removesuffix(":")
    assert said(before, after).count("\n") > 1


@pytest.mark.parametrize("field", Header.model_fields)
def test_every_field_of_the_header_is_compared(field: str) -> None:
    before, after = (plan(f"{field}: {value}\n".encode()) for value in ("a b", "a c"))
    (change,) = diff(before, after).header
    assert (change.keys, change.before, change.after) == ((field,), "a b", "a c")
    assert "{+c+}" in said(before, after)


def test_a_field_that_nobody_knows_is_compared_at_any_depth() -> None:
    before, after = (
        plan(a3_2=f"new:\n  - of: 1\n    things:\n      - deep: {value}\n") for value in "ab"
    )
    assert said(before, after) == (
        "3.2  ()\n  New\n    [-of: 1; things: deep: a-]\n    {+of: 1; things: deep: b+}\n"
    )


def test_what_cannot_be_read_is_named_and_the_rest_compared() -> None:
    old = plan(a3_2=ACTION, a1_1="id: [")
    new = plan(b"title: [", a3_2=ACTION.replace("Permanence", "ALL"), a1_1=ACTION)
    assert said(old, new) == (
        "p/1.1.yaml could not be read before, so it is not compared\n"
        "p/plan.yaml could not be read now, so it is not compared\n"
        "3.2 PLACEMENT STABILITY (ALL)\n  Lead: [-Permanence-]{+ALL+}\n"
    )


RENAMED = ({"id": "x", "y": "t"}, {"id": "x"})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["a", "b"], ["b", "a"], ((), (), (), True)),
        (["a", "b", "c"], ["a", "c"], ((), ("b",), (), False)),
        (["a one"], ["a two"], ((), (), (("a one", "a two"),), False)),
        (["a", "a one"], ["a two", "a"], ((), (), (("a one", "a two"),), True)),
        (None, "a", (("a",), (), (), False)),
        ([{"id": "x", "y": "t"}], [{"id": "x"}], ((), (), (RENAMED,), False)),
    ],
)  # fmt: skip
def test_a_list_changes_by_its_entries(
    before: object, after: object, expected: tuple[object, ...]
) -> None:
    assert tuple(list_changes(before, after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b", "c d", "[-a b-]{+c d+}"),
        ("a b", "a c", "a [-b-]{+c+}"),
        ("a b x", "c d x", "[-a b-]{+c d+} x"),
        ("a b x c", "d e x c", "[-a b-]{+d e+} x c"),
        ("a b x c", "d e x f", "[-a b x c-]{+d e x f+}"),
        ("a\nb c", "c\nb d", "[-a-]{+c+}\nb [-c-]{+d+}"),
        ("a b", "b", "[-a -]b"),
    ],
)
def test_words_that_follow_one_another_are_replaced_together(
    before: str, after: str, expected: str
) -> None:
    found = word_changes(before, after)
    assert "".join(MARKS.get(each.kind, "{}").format(each.text) for each in found) == expected


TEXTS = st.text(st.sampled_from("ab .\n"), max_size=12)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    found = list(word_changes(before, after))
    assert "".join(each.text for each in found if each.kind != "added") == before
    assert "".join(each.text for each in found if each.kind != "removed") == after


@given(TEXTS, TEXTS)
def test_a_piece_ends_where_a_word_or_a_gap_does(before: str, after: str) -> None:
    found = list(word_changes(before, after))
    for text, other in ((before, "added"), (after, "removed")):
        ends = {each.end() for each in re.finditer(r"\s+|\S+", text)}
        made = accumulate(len(each.text) for each in found if each.kind != other)
        assert ends.issuperset(made)


WORDS = st.sampled_from(["a", "b", "a b", "one. Two", "x\n\n- y"])
LISTS = st.lists(WORDS, min_size=1, max_size=3)
UPDATES = st.dictionaries(
    st.sampled_from(["Q1", "Q2"]),
    st.dictionaries(st.sampled_from(["rag", "commentary"]), WORDS, min_size=1),
    min_size=1,
)
IDS = st.sampled_from(["1.1", "1.2", "3.10"])
DATA = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "links": LISTS,
        "measures": LISTS,
        "updates": UPDATES,
        "supersedes": IDS,
        "other": WORDS,
    },
)
VERSIONS = st.builds(PlanVersion, DATA, st.dictionaries(IDS, DATA, max_size=3))


@given(VERSIONS, VERSIONS)
def test_the_changes_lead_from_the_old_version_to_the_new(
    old: PlanVersion, new: PlanVersion
) -> None:
    made = apply_changes(old, diff(old, new))
    assert not diff(made, new)
    assert meant(made) == meant(new)


@st.composite
def revised(draw: st.DrawFn) -> tuple[PlanVersion, PlanVersion]:
    """Return a version, and one in which actions are gone, renumbered or have lists shuffled."""
    old = draw(VERSIONS)
    actions: dict[str, FileContent] = {}
    for name, data in old.actions.items():
        fate = draw(st.sampled_from(["kept", "gone", "renumbered", "shuffled"]))
        if fate == "renumbered":
            actions[f"{name}0"] = data
        elif fate == "shuffled":
            actions[name] = {
                key: draw(st.permutations(value)) if isinstance(value, list) else value
                for key, value in data.items()
            }
        elif fate == "kept":
            actions[name] = data
    return old, PlanVersion(old.header, actions)


@given(revised())
def test_removals_reorderings_and_new_numbers_lead_there_too(
    versions: tuple[PlanVersion, PlanVersion],
) -> None:
    old, new = versions
    changes = diff(old, new)
    assert meant(apply_changes(old, changes)) == meant(new)
    assert all(each.kind != "added" for each in changes.actions)
    told = [each.id for each in changes.actions]
    assert told == sorted(told, key=natural)


def meant(given: PlanVersion) -> tuple[FileContent, dict[str, FileContent]]:
    return given.header, {name: data for name, data in given.actions.items() if data}


@given(action_texts(), action_texts())
def test_any_two_files_are_compared_and_the_changes_lead_there(one: str, other: str) -> None:
    old, new = plan(a3_2=one), plan(a3_2=other)
    if not old.unreadable + new.unreadable:
        assert not diff(apply_changes(old, diff(old, new)), new)


@given(action_texts())
def test_a_version_differs_in_nothing_from_itself(text: str) -> None:
    assert not diff(plan(a3_2=text), plan(a3_2=text))
