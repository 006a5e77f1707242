"""A sign-off covers all that a signed paper says of its quarter, and nothing else."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.checks.run import check_plan
from planctl.edits.sign_off import NewSignOff, with_sign_off
from planctl.plan.plan import load
from planctl.plan.year import Year
from planctl.problem import Problem
from planctl.signoff.action_digest import ChangedPart, changed_parts, is_brief, signed_action
from planctl.signoff.digest import SignedDigests
from planctl.signoff.parts import SignedDay
from planctl.signoff.unrecorded_changes import digest_as, quarter_digests
from planctl.text.document import read
from planctl.text.edit_value import without_key
from quarters import Q1, Q2

FOLDER = Path(__file__).parents[1] / "cases" / "signed" / "v1"
EXAMPLE = Path(__file__).parents[2] / "examples" / "2025-26"
TODAY, DAY = date(2019, 11, 15), date(2019, 7, 19)
V1 = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.yaml"))}


def signed(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of a plan, Q1 of which is signed off by this version."""
    header, _ = read("plan.yaml", files["plan.yaml"])
    assert header
    header = without_key(header, "closed")
    digests = quarter_digests(load({**files, "plan.yaml": header.encoded()}), Q1, DAY)
    new = NewSignOff(Q1, DAY, "Chair", digests, {}, "", ())
    return {**files, "plan.yaml": with_sign_off(header, new).encoded()}


SIGNED = signed(V1)


def edited(files: Mapping[str, bytes], name: str, old: str, new: str) -> Mapping[str, bytes]:
    text = files[name].decode()
    assert old in text, old
    return {**files, name: text.replace(old, new, 1).encode()}


def told(files: Mapping[str, bytes]) -> list[Problem]:
    return [each for each in check_plan(load(files), TODAY) if each.rule == "closed"]


CHANGES = {
    "title": ("3.2", "PLACEMENT STABILITY", "HOMES", "title: HOMES"),
    "description": ("3.2", "a home that lasts", "a home", "description: "),
    "lead": ("3.2", "lead: Permanence", "lead: Early Help", "lead: "),
    "priority": ("3.2", "owner: ", 'priority: "1"\nowner: ', 'priority: "1"'),
    "owner": ("3.2", "Service Manager", "Team Manager", "owner: "),
    "accountable": ("3.2", "owner:", "accountable: Director\nowner:", "accountable: "),
    "source": ("3.2", "recommendation 4", "recommendation 5", "source: "),
    "supersedes": ("3.2", "links:", 'supersedes: "1.1"\n\nlinks:', "supersedes: "),
    "due": ("3.2", "due: 2020-03\n", "due: 2020-04\n", "due: 2020-04"),
    "original due": ("3.2", "moves:", "original_due: 2019-10\nmoves:", "original_due: "),
    "a move": ("3.2", "The tender was run again", "It was late", "  - was: 2019-12"),
    "who agreed a move": ("3.2", "agreed_by: Director", "agreed_by: Head", "  - was: 2019-12"),
    "a milestone": ("3.2", "done: 2019-06-20", "done: 2019-06-30", "The tender is let:"),
    "a milestone's date": ("3.2", "due: 2019-06\n", "due: 2019-05\n", "The tender is let:"),
    "a milestone ahead": ("3.2", "due: 2020-02\n", "due: 2020-01\n", "The new home opens:"),
    "a milestone ahead is gone": (
        "3.2",
        "  The new home opens:\n    due: 2020-02\n",
        "",
        "milestones:",
    ),
    "a milestone has another name": ("3.2", "new home opens", "home is open", "milestones:"),
    "a link": ("3.2", "Sufficiency", "Housing", "- Housing Strategy"),
    "one more link": ("3.2", "  - Sufficiency", "  - Housing\n  - Sufficiency", "  - Housing"),
    "one link less": ("3.2", "  - Sufficiency Strategy\n", "", "  - Corporate Parenting"),
    "an indicator": ("3.2", "move less often", "stay", "- Children stay."),
    "words of a measure": ("3.2", "or more placements", "placements", "- text: Children with"),
    "words alone": ("3.2", "Weekly spend", "Spend", "  - Spend on placements"),
    "a measure": ("3.2", "  - Weekly spend", "  - Costs\n  - Weekly spend", "  - Costs"),
    "its id": ("3.2", "id: three-placements", "id: three", "  - text: Children with"),
    "its unit": ("3.2", "unit: count", "unit: number", "unit: number"),
    "its unit's name": ("3.2", "unit_name: households", "unit_name: homes", "unit_name: "),
    "its decimals": ("3.2", "decimals: 1", "decimals: 2", "decimals: 2"),
    "its polarity": ("3.2", "polarity: lower", "polarity: higher", "polarity: higher"),
    "its basis": ("3.2", "rolling 12 months", "snapshot", "basis: snapshot"),
    "its source": ("3.2", "Placement register", "Case system", "source: Case system"),
    "its baseline": ("3.2", "value: 12\n", "value: 14\n", "baseline:"),
    "its target": ("3.2", "target: 10\n", "target: 15\n", "target: 15"),
    "its target is gone": ("3.2", "    target: 10\n", "", "baseline:"),
    "its profile": ("3.2", "Q1: 11\n", "Q1: 12\n", "Q1: 12"),
    "its tolerance": ("3.2", "tolerance: 1", "tolerance: 3", "tolerance: 3"),
    "its benchmark": ("3.2", "value: 10\n", "value: 9\n", "England:"),
    "last year": ("3.2", "Q1: 11.9", "Q1: 10.9", "Q1: 10.9"),
    "a part's target": ("3.2", "target: 5", "target: 7", "target: 7"),
    "its number": ("3.2", "Q1: 44 of 392", "Q1: 34 of 392", "Q1: 34 of 392"),
    "its number is gone": ("3.2", "Q1: 44 of 392", "Q1:", "      Q1:"),
    "how the year began": ("3.2", "rag: red", "rag: green", "rag: green"),
    "rating": ("3.2", "rag: amber", "rag: green", "rag: green"),
    "rating is gone": ("3.2", "    rag: amber\n", "", "  Q1:"),
    "commentary": ("3.2", "Six households", "Nine households", "commentary: |"),
    "a decision is asked for": (
        "3.2",
        "    next_steps: |",
        "    ask: Agree a second campaign.\n    next_steps: |",
        "ask: ",
    ),
    "evidence is gone": (
        "3.2",
        "    evidence: |\n      - Placement stability return, June 2019 (Performance Team).\n",
        "",
        "    next_steps: |",
    ),
    "the plan's title": ("plan", "Improvement Plan", "Plan", "title: "),
    "organisation": ("plan", "Aldermere Borough", "Another", "organisation: "),
    "a priority": ("plan", "without delay", "in time", "  3: Permanence in time"),
    "a lead's post": ("plan", "Permanence: Head", "Permanence: Director", "  Permanence: Dir"),
    "a lead's post is gone": ("plan", "  Permanence: Head of Permanence\n", "", "leads:"),
    "a label": ("plan", "label: At risk", "label: On track", "label: On track"),
    "a meaning": ("plan", "with a named remedy", "but fine", "meaning: "),
    "a rating is gone": (
        "plan",
        "ratings:\n  amber:\n    label: At risk\n    meaning: Slipping, with a named remedy.\n",
        "ratings:\n",
        "ratings:",
    ),
    "another label": (
        "plan",
        "  amber:\n",
        "  red:\n    label: On track\n  amber:\n",
        "label: On track",
    ),
    "first month": ("plan", "calendar:", "calendar:\n  first_month: 4", "first_month: 4"),
    "working days": ("plan", "calendar:", "calendar:\n  due_working_days: 20", "due_working"),
}
"""A file, what is changed in it, and the line that check tells."""


@pytest.mark.parametrize("what", CHANGES)
def test_a_later_change_is_found_with_its_file_and_line(what: str) -> None:
    name, old, new, line = CHANGES[what]
    found = told(edited(SIGNED, f"{name}.yaml", old, new))
    places = [(each.place.path, each.place.text) for each in found]
    assert places, what
    assert any(path == f"{name}.yaml" and line in text for path, text in places), places
    assert {path for path, _ in places} == {f"{name}.yaml"}
    assert len(places) <= 2, places


FREE = {
    "a glossary entry": ("plan", "DMT: Dep", "ICB: Integrated care board\n  DMT: Dep"),
    "a glossary entry's words": ("plan", "Departmental", "Directorate"),
    "a new priority": ("plan", "  3: Perm", "  4: Schools\n  3: Perm"),
    "a new lead": ("plan", "  Permanence: H", "  Schools: Head of Schools\n  Permanence: H"),
    "who is asked for reviews": (
        "plan",
        "Permanence: Head of Permanence",
        'Permanence:\n    post: Head of Permanence\n    handle: "@permanence"',
    ),
    "a stage of the calendar": ("plan", "    - DMT\n", "    - Heads\n    - DMT\n"),
    "the order of priorities": (
        "plan",
        "  1: Right help, right time\n  3: Permanence without delay\n",
        "  3: Permanence without delay\n  1: Right help, right time\n",
    ),
    "a comment": ("3.2", "title:", "# agreed at DMT\ntitle:"),
    "quotation marks": ("3.2", "title: PLACEMENT STABILITY", "title: 'PLACEMENT STABILITY'"),
    "the order of fields": (
        "3.2",
        "lead: Permanence\nowner: Service Manager\n",
        "owner: Service Manager\nlead: Permanence\n",
    ),
    "the order of a measure's fields": (
        "3.2",
        '    unit: "%"\n    decimals: 1\n',
        '    decimals: 1\n    unit: "%"\n',
    ),
    "a number with fields": ("3.2", "Q1: 44 of 392", "Q1:\n        value: 44 of 392"),
    "an empty field": ("3.2", "title:", "accountable:\ntitle:"),
    "the fields of an update that came later, empty": (
        "3.2",
        "    next_steps: |",
        "    ask:\n    if_continues:\n    back_to_green:\n    next_steps: |",
    ),
    "joined lines": ("3.2", "of 392.\n      Six", "of 392. Six"),
    "blank lines": ("3.2", "links:", "\n\nlinks:"),
    "Windows line ends": ("3.2", "\n", "\r\n"),
    "the next quarter's update": (
        "3.2",
        "  Q2:\n    rag:\n",
        "  Q2:\n    rag: red\n    commentary: Late.\n",
    ),
    "the next quarter's number": ("3.2", "      Q2:\n", "      Q2: 50 of 400\n"),
    "a later move": (
        "3.2",
        "due: 2020-03\nmoves:\n",
        "due: 2020-06\nmoves:\n",
        "milestones:",
        (
            "  - was: 2020-03\n    to: 2020-06\n    date: 2019-08-01\n    reason: R.\n"
            "    agreed_by: Chair\nmilestones:"
        ),
    ),
    "a move of the very day": (
        "3.2",
        "due: 2020-03\nmoves:\n",
        "due: 2020-06\nmoves:\n",
        "milestones:",
        (
            "  - was: 2020-03\n    to: 2020-06\n    date: 2019-07-19\n    reason: R.\n"
            "    agreed_by: Chair\nmilestones:"
        ),
    ),
    "a new milestone": ("3.2", "milestones:", "milestones:\n  The home is full:\n    due: 2020-06"),
    "a milestone is done later": ("3.2", "due: 2020-02", "due: 2020-02\n    done: 2019-10-01"),
    "a milestone moves later": (
        "3.2",
        "due: 2020-02",
        (
            "due: 2020-05\n    moves:\n      - was: 2020-02\n        to: 2020-05\n"
            "        date: 2019-09-01\n        reason: R.\n        agreed_by: Chair"
        ),
    ),
}
"""A file and what is changed in it, one thing after the other."""


@pytest.mark.parametrize("what", FREE)
def test_what_is_nobodys_business_is_not(what: str) -> None:
    name, *changes = FREE[what]
    files = SIGNED
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        files = edited(files, f"{name}.yaml", old, new)
    if what == "Windows line ends":
        files = {**files, "3.2.yaml": SIGNED["3.2.yaml"].replace(b"\n", b"\r\n")}
    plan = load(files)
    assert not plan.problems
    assert not told(files)


def test_a_new_action_is_nobodys_business() -> None:
    new = V1["1.1.yaml"].replace(b'"1.1"', b'"1.2"').partition(b"updates:")[0]
    assert not told({**SIGNED, "1.2.yaml": new})


OLD = {
    "the update": ("1.1", "Ninety-one", "Ninety-two", ["1.1.yaml:6"]),
    "a number": ("3.2", "44 of 392", "40 of 392", ["3.2.yaml:73"]),
    "a target": ("3.2", "target: 10\n", "target: 15\n", []),
    "a title": ("1.1", "FRONT DOOR", "MASH", []),
    "a priority": ("plan", "without delay", "in time", []),
    "a meaning": ("plan", "with a named remedy", "but fine", []),
    "the record": ("plan", "by: Chair", "by: Head", ["plan.yaml:30"]),
    "nothing": ("1.1", "FRONT DOOR", "FRONT DOOR", []),
}
"""What is changed after an earlier version signed, and what is told."""


@pytest.mark.parametrize("what", OLD)
def test_a_record_of_an_earlier_version_covers_what_it_covered(what: str) -> None:
    name, old, new, lines = OLD[what]
    found = told(edited(V1, f"{name}.yaml", old, new))
    assert [f"{each.place.path}:{each.place.line}" for each in found] == lines


def test_several_changes_at_once_are_each_named() -> None:
    files = SIGNED
    for name, old, new in (
        ("3.2.yaml", "target: 10\n", "target: 15\n"),
        ("3.2.yaml", "polarity: lower", "polarity: higher"),
        ("3.2.yaml", "Q1: 11.9", "Q1: 19.9"),
        ("3.2.yaml", "PLACEMENT", "HOME"),
        ("1.1.yaml", "Ninety-one", "Ninety-two"),
        ("plan.yaml", "label: At risk", "label: On track"),
    ):
        files = edited(files, name, old, new)
    assert [each.message for each in told(files)] == [
        "Q1 of 1.1 is not as it was signed off on 2019-07-19 by Chair: the commentary",
        "the title in 3.2 is not as it was signed off in Q1",
        "the polarity of three-placements in 3.2 is not as it was signed off in Q1",
        "the target of three-placements in 3.2 is not as it was signed off in Q1",
        "the last year of three-placements in 3.2 is not as it was signed off in Q1",
        "rating amber/label is not as it was signed off in Q1",
    ]


def test_what_turned_red_into_green_in_the_example_is_found() -> None:
    """The inputs by which trust was lost: each passed a check, and the paper said Green."""
    files: Mapping[str, bytes] = {path.name: path.read_bytes() for path in EXAMPLE.glob("*.yaml")}
    assert not told(files)
    moves = files["3.2.yaml"].decode().partition("moves:\n")[2].partition("milestones")[0]
    for old, new in (
        ("    target: 10\n", "    target: 15\n"),
        ("    polarity: lower", "    polarity: higher"),
        ("      Q1: 9.1", "      Q1: 19.1"),
        (f"moves:\n{moves}", ""),
    ):
        files = edited(files, "3.2.yaml", old, new)
    words = b"\nratings:\n  red:\n    label: On track\n    meaning: All is well.\n"
    files = {**files, "plan.yaml": files["plan.yaml"] + words}
    assert [each.message for each in told(files)] == [
        "something is gone, after the due date in 3.2, that was signed off in Q3 and Q4",
        "the due date in 3.2 is not as it was signed off in Q1 and Q2",
        "the polarity of three-placements in 3.2 is not as it was signed off in Q1, Q2, Q3 and Q4",
        "the target of three-placements in 3.2 is not as it was signed off in Q1, Q2, Q3 and Q4",
        "the last year of three-placements in 3.2 is not as it was signed off in Q1, Q2, Q3 and Q4",
        "rating red/label is not as it was signed off in Q1, Q2, Q3 and Q4",
        "rating red/meaning is not as it was signed off in Q1, Q2, Q3 and Q4",
    ]


def test_a_digest_that_is_brief_tells_the_action_alone() -> None:
    plan = load(SIGNED)
    day = SignedDay(DAY, DAY, Year(2019))
    document = plan.entry("3.2").document
    assert document
    brief = signed_action("3.2", "Q1", document.data, day).digest(brief=True)
    assert is_brief(brief)
    changed, _ = read("3.2.yaml", edited(SIGNED, "3.2.yaml", "PLACEMENT", "HOME")["3.2.yaml"])
    assert not changed_parts("3.2", "Q1", document.data, day, brief)
    assert changed
    assert changed_parts("3.2", "Q1", changed.data, day, brief) == [ChangedPart(())]
    assert digest_as(brief, "3.2", Q1, document.data, day) == brief


def test_a_change_that_a_brief_digest_finds_is_told_of_the_file() -> None:
    start = SIGNED["plan.yaml"].index(b'"3.2": v2-') + len(b'"3.2": v2-') + 32
    end = SIGNED["plan.yaml"].index(b"\n", start)
    files = {**SIGNED, "plan.yaml": SIGNED["plan.yaml"][:start] + SIGNED["plan.yaml"][end:]}
    messages = [
        each.message for each in told(edited(files, "3.2.yaml", "target: 10\n", "target: 9\n"))
    ]
    assert "something in 3.2 is not as it was signed off in Q1" in messages


def test_blanks_that_nobody_sees_are_not_signed_and_a_line_break_is() -> None:
    ends, broken = ("Six households were approved.", "of 392.")
    blanks = {each: f"{each}  " for each in (ends, broken)}
    files = signed(
        edited(edited(V1, "3.2.yaml", ends, blanks[ends]), "3.2.yaml", broken, blanks[broken])
    )
    assert not told(edited(files, "3.2.yaml", blanks[ends], ends))
    assert not told(edited(files, "3.2.yaml", blanks[broken], f"{broken}\\"))
    assert told(edited(files, "3.2.yaml", blanks[broken], broken))


def test_a_move_that_waited_may_be_decided_later() -> None:
    asked = """due: 2020-03
moves:
  - was: 2020-03
    to: 2020-06
    date: 2019-07-01
    reason: The builder left.
"""
    files = signed(edited(V1, "1.1.yaml", "updates:", f"{asked}updates:"))
    decided = edited(
        files, "1.1.yaml", "left.", "left.\n    agreed_by: Chair\n    decided: 2019-08-01"
    )
    decided = edited(decided, "1.1.yaml", "due: 2020-03", "due: 2020-06")
    assert not told(decided)
    assert told(edited(decided, "1.1.yaml", "The builder", "A builder"))


def test_a_milestone_whose_date_cannot_be_read_is_covered() -> None:
    files = signed(edited(V1, "3.2.yaml", "due: 2020-02", "due: soon"))
    assert [each.rule for each in check_plan(load(files), TODAY)] == ["schema"]
    assert told(edited(files, "3.2.yaml", "due: soon", "due: later"))


def test_digests_of_a_large_plan_are_brief_so_that_four_quarters_fit() -> None:
    many = {f"1.{number}.yaml": V1["3.2.yaml"] for number in range(1, 400)}
    digests = quarter_digests(load({**SIGNED, **many}), Q1, DAY)
    assert all(map(is_brief, digests.actions.values()))
    assert sum(map(len, digests.actions.values())) < 24 * 1024


@given(st.sampled_from(sorted({*CHANGES} - {"first month"})), st.sampled_from(sorted(FREE)))
@settings(max_examples=40)
def test_what_may_change_hides_no_other_change(what: str, free: str) -> None:
    name, *changes = FREE[free]
    files = SIGNED
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        files = edited(files, f"{name}.yaml", old, new)
    name, old, new, _ = CHANGES[what]
    if old in files[f"{name}.yaml"].decode():
        assert told(edited(files, f"{name}.yaml", old, new))


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(CHANGES) >= 40
    assert len(FREE) >= 20


def test_a_record_of_actions_alone_is_written_as_one() -> None:
    header, _ = read("plan.yaml", V1["plan.yaml"])
    assert header
    digests = SignedDigests({"3.2": "v1-00"}, {})
    new = NewSignOff(Q2, DAY, "Chair", digests, {}, "", ())
    written = load({"plan.yaml": with_sign_off(header, new).text.encode()}).require().closed["Q2"]
    assert (written.actions, written.plan) == ({"3.2": "v1-00"}, {})


def test_what_plan_yaml_does_not_say_is_not_signed() -> None:
    files = edited(V1, "plan.yaml", "leads:\n", "leads:\n  Education:\n")
    assert quarter_digests(load(files), Q1, DAY) == quarter_digests(load(V1), Q1, DAY)


def test_a_digest_is_made_again_in_the_way_in_which_it_was_made() -> None:
    record = load(V1).require().closed["Q1"]
    action, _ = read("3.2.yaml", V1["3.2.yaml"])
    assert action
    old = record.actions["3.2"]
    assert digest_as(old, "3.2", Q1, action.data, SignedDay(DAY, DAY, Year(2019))) == old
