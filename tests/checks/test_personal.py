"""What could tell who a person is, is found wherever it stands, and is shown nowhere.

Every number is of a range that is never issued: NHS numbers from 999 000 0000, pupil numbers of
local authority 999, National Insurance numbers that begin with QQ, telephones set aside for drama.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from planctl.changes.diff import diff, plan_version
from planctl.changes.diff_lines import diff_lines, plain_text
from planctl.checks.formats import FORMATS, render
from planctl.checks.personal import PERSONAL, brought
from planctl.checks.run import check_plan
from planctl.cli.problem_frames import frames
from planctl.plan.plan import Plan, load
from planctl.problem import Problem
from planctl.text.folded import folded
from planctl.text.identifiers import (
    identifiers,
    is_learner_number,
    is_nhs_number,
    is_pupil_number,
    masked,
)

SENTENCES = Path(__file__).parents[1] / "cases" / "personal" / "sentences.txt"
KINDS = {"E": {"error"}, "W": {"warning"}, "–": set()}
TODAY = date(2019, 11, 15)
HEADER = """title: T
organisation: O
year: 2019-20
priorities:
  3: Stable homes
personal:
  allowed:
    - ZZ99 3WZ
    - hart@example.org
    - Child Q
  case_numbers:
    - LCS \\d{6}
    - "[A-C]-\\\\d{2,4} ?X"
"""
ACTION = 'id: "3.2"\ntitle: STABILITY\nlead: Permanence\n'
NAMES = {rule.NAME for rule in PERSONAL}


def problems(action: str, header: str = HEADER) -> list[Problem]:
    texts = {"plan.yaml": header.encode(), "3.2.yaml": action.encode()}
    return list(check_plan(load(texts), TODAY))


def found(sentence: str) -> list[str]:
    """Return what is found in a sentence of a commentary: the rule, and what it says."""
    text = f"{ACTION}updates:\n  Q1:\n    rag: green\n    commentary: |\n      {sentence}\n"
    return [f"{each.rule}: {each.message}" for each in problems(text) if each.rule in NAMES]


def shown(told: list[Problem]) -> str:
    """Return all that is printed of some problems, in every format."""
    return "\n".join(
        [*(str(frame) for frame in frames(told)), *(render(each.NAME, told) for each in FORMATS)]
    )


@pytest.mark.parametrize("number", ["9990000018", "9990000026", "9990000034"])
def test_an_nhs_number_has_its_check_digit(number: str) -> None:
    assert is_nhs_number(number)
    assert not is_learner_number(number)
    assert not is_nhs_number(f"{number[:-1]}{(int(number[-1]) + 1) % 10}")


@pytest.mark.parametrize("number", ["9276308686", "1000102504"])
def test_a_learner_number_has_its_check_digit(number: str) -> None:
    assert is_learner_number(number)
    assert not is_nhs_number(number)


@pytest.mark.parametrize(
    "number", ["P999999919001", "K999000019001", "A99999991900A", "C99999991901B"]
)
def test_a_pupil_number_has_its_check_letter(number: str) -> None:
    assert is_pupil_number(number)
    assert not is_pupil_number(f"B{number[1:]}")


def test_a_number_of_one_digit_over_and_over_is_none() -> None:
    assert not is_nhs_number("9999999999")
    assert not is_learner_number("0000000000")
    assert not is_pupil_number("A000000000000")


@pytest.mark.parametrize(
    "written",
    [
        "999 000 0018",
        "9990000018",
        "999-000-0018",
        "999\u2013000\u20110018",
        "999\u00a0000\u202f0018",
        "９９９ ０００ ００１８",
        "٩٩٩ ٠٠٠ ٠٠١٨",
        "9 9 9 0 0 0 0 0 1 8",
        "999\n      000 0018",
        "99900\u200b00018",
        "**999** 000 0018",
        "999&nbsp;000&#160;0018",
        "NHS9990000018",
        "NHS number: 999 000 0019",
        "ULN 9276308686",
        "learner number 1000000000",
        "P 9999 9991 9001",
        "upn of B999999919001",
        "A99999991900A",
        "QQ 12 34 56 A",
        "qq123456c",
        "QQ12\n      3456 A",
    ],
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert [each.partition(":")[0] for each in found(f"The form has {written} on it.")] == [
        "identifier"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Order 9434765919 for laptops was delivered.",
        "The invoice, 943 476 5919, was paid.",
        "The paper is at https://example.org/9434765919 now.",
        "In 2019 2020 21 and 12 14 15 18 20 there were more.",
        "Numbers such as 9990000019 and 99900000180 are none.",
        "Budget code 0161 496 is closed.",
        "It cost £9990000018 in all.",
        "All 0000000000 and X123456789012.",
        "By 22 12 19 AB we had 12 34 56 A.",
    ],
)
def test_another_number_is_none(sentence: str) -> None:
    assert found(sentence) == []


def test_what_is_found_is_told_by_its_place() -> None:
    assert found("Matched on 999 000 0018 after that.") == [
        "identifier: a ten-digit number that could be an NHS number, characters 18–29"
    ]
    assert found("Matched on 999\n      000 0018.")[0].endswith(
        "characters 18–20 and on in the next line"
    )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("case-number", "Case LCS 900123 was stepped down."),
        ("case-number", "Case lcs\n      900123 was stepped down."),
        ("case-number", "Then B\u2011123X closed."),
        ("case-number", "Then B-12 X closed."),
        ("case-number", "Person ID 1234567 moved."),
        ("birth", "Born on 7 May 2011, she has had four moves."),
        ("birth", "She was born in hospital on 7th May, 2011."),
        ("birth", "The form has D.O.B.: 07/05/2011."),
        ("birth", "Her date of birth is 2011-05-07."),
        ("birth", "Her birthday, May 7 2011, was kept."),
        ("birth", "The boy turns 18 on 7.5.20 and leaves care."),
        ("birth", "The date 07-05-2011 is her date of birth."),
        ("birth", "He was born at home on\n      7 May 2011."),
        ("postcode", "The home at ZZ99 3VZ takes its second young person."),
        ("postcode", "She lives at 12 Example Street, bb1 1aa, with carers."),
        ("postcode", "The boy moved to BB1\n      1AA in May."),
        ("contact", "Write to the father at example.person@example.org."),
        ("contact", "Write to jo [at] example.com about it."),
        ("contact", "Call 01632 960123 and ask for the grandmother."),
        ("contact", "Call (01632)\u00a0960\u2013123."),
        ("contact", "Ring her on +44 (0)7700 900123 at the office."),
        ("contact", "His number is 07700 900 123."),
        ("initials", "Child B's plan was ended."),
        ("initials", "The plan of child A was ended."),
        ("initials", "For Child\n      A it went well."),
        ("initials", "Child\u2010C has moved."),
        ("initials", "Young Person 2 has moved."),
        ("initials", "YP “D” has moved."),
        ("initials", "J.T. has settled in school."),
        ("initials", "We saw T. J. K. again."),
        ("initials", "Mrs K was at the meeting."),
    ],
)
def test_what_names_somebody_is_found(rule: str, sentence: str) -> None:
    assert [each.partition(":")[0] for each in found(sentence)] == [rule]


@pytest.mark.parametrize(
    "sentence",
    [
        "The focused visit was on 12 June 2019.",
        "Children born since 1 April 2019 are seen within ten days.",
        "She was born in the borough.",
        "The idea was born on 7 May 2011 at an away day.",
        "The office is at BB1 1AA.",
        "The children's centre at BB1 1AA is open.",
        "Children are seen at ZZ99 3WZ.",
        "Write to mash@example.gov.uk or hart@example.org.",
        "The helpline on 01632 960999 took 118 calls.",
        "Budget 01632 960123 is closed.",
        "Call 0808 157 0123.",
        "Plan B was used for group A, and children I know.",
        "A parent A-level course, Tier B and child A&E visits.",
        "Child Q was a national review.",
        "The U.K. and I.T. at 9 a.m.",
        "The date is T.B.C., and the D.C.S. says who.",
        "Every child. A plan follows.",
        "Child 1 of 2, and Child 3.2.",
    ],
)
def test_what_names_nobody_is_left(sentence: str) -> None:
    assert found(sentence) == []


PLANTED = "999 000 0026"
PLACES = (
    'id: "3.2"\ntitle: {}\nlead: L\n',
    ACTION + "# {}\n",
    ACTION + "description: x {}\n",
    ACTION + "owner: Head, {}\n",
    ACTION + "links:\n  - {}\n",
    ACTION + "milestones:\n  Home {} opens:\n    due: 2020-03\n",
    ACTION + "due: 2020-03\nmoves:\n  - was: 2020-01\n    to: 2020-03\n    date: 2019-11-01\n"
    "    reason: as {}\n    agreed_by: Head\n",
    ACTION + "measures:\n  - text: M {}\n    id: m\n",
    ACTION + "measures:\n  - text: M\n    id: m\n    unit: {}\n",
    ACTION + "measures:\n  - text: M\n    id: m\n    actuals:\n      Q1:\n        value: 3\n"
    "        note: by {}\n",
    ACTION + "updates:\n  Q1:\n    rag: {}\n",
    ACTION + "updates:\n  Q1:\n    rag: green\n    next_steps: See {}\n",
    ACTION + 'updates:\n  Q1:\n    rag: green\n    impact: "as\\u00a0{}"\n',
    ACTION + "updates:\n  Q1:\n    rag: green\n    evidence: >\n      x\n      {}\n",
    ACTION + "{}: x\n",
    ACTION + "broken: [ {}\n",
    ACTION + "broken: {} : x\n\n- y",
)


@pytest.mark.parametrize("text", PLACES)
def test_no_output_has_the_value_wherever_it_stands(text: str) -> None:
    told = problems(text.replace("{}", PLANTED))
    assert told
    printed = shown(told)
    assert PLANTED not in printed
    assert "000 0026" not in printed
    assert json.loads(render("json", told))["counts"]["errors"] >= 1


def test_no_output_has_a_value_of_plan_yaml() -> None:
    header = HEADER + f"glossary:\n  LCS 900123: the case of {PLANTED}\n"
    told = problems(ACTION, header)
    assert [each.rule for each in told] == ["case-number", "identifier"]
    assert not [each for each in ("900123", PLANTED) if each in shown(told)]


def test_a_value_over_two_lines_is_masked_in_both() -> None:
    text = ACTION + 'links:\n  - "See 999\u202e 000\n    0026\u202e"\n'
    told = problems(text)
    assert [(each.rule, each.place.line) for each in told] == [
        ("identifier", 5),
        ("hidden", 5),
        ("hidden", 6),
    ]
    assert all("999" not in each.place.text for each in told)
    assert all("0026" not in each.place.text for each in told)


def test_the_end_of_one_value_and_the_next_key_are_no_number() -> None:
    assert problems(ACTION + "links:\n  - 9990000\nglossary018: x\n")[0].rule == "schema"
    text = ACTION + "measures:\n  - text: 99900\n    id: m\n"
    assert problems(text) == []


def test_a_word_that_is_quoted_by_another_rule_is_masked_there() -> None:
    told = problems(ACTION + f"updates:\n  Q1:\n    rag: {PLANTED}\n")
    assert [each.message for each in told] == [
        "'▒▒▒ ▒▒▒ ▒▒▒▒' is not a RAG rating",
        "a ten-digit number that could be an NHS number, characters 10–21",
    ]
    assert told[0].place.text == "    rag: ▒▒▒ ▒▒▒ ▒▒▒▒"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (".*", "'.*' is not a pattern of case numbers"),
        ("(a+)+b", "'(a+)+b' is not a pattern of case numbers"),
        ("LCS", "'LCS' would find words, or take long"),
        ("\\d{2}", "'\\d{2}' would find words, or take long"),
        ("\\d{6,60}", "'\\d{6,60}' would find words, or take long"),
        ("\\d{1,20}\\d{1,20}", "'\\d{1,20}\\d{1,20}' would find words, or take long"),
    ],
)
def test_a_pattern_that_could_run_long_is_refused(pattern: str, message: str) -> None:
    header = HEADER.partition("personal:")[0] + f"personal:\n  case_numbers:\n    - {pattern}\n"
    assert [each.message for each in problems(ACTION, header)] == [message]


def test_a_line_is_masked_as_long_as_it_was() -> None:
    assert masked("See 999 000 0018, QQ123456A.") == "See ▒▒▒ ▒▒▒ ▒▒▒▒, ▒▒▒▒▒▒▒▒▒."
    assert masked("nothing \udc80") == "nothing \udc80"


@pytest.mark.parametrize(
    "text", ["a\\x39 \\u0039\\U0001D7D7", "①②", "\\\n   x&nbsp;y", "\u200bx\\u200b", "İ x", "plain"]
)
def test_each_plain_character_has_its_place(text: str) -> None:
    plain = folded(text)
    places = [plain.origin(at) for at in range(len(plain.text))]
    assert places == sorted(places)
    assert not places or places[-1] < len(text)
    assert len(plain.lowered) == len(plain.text)


def test_escapes_are_read_as_what_they_stand_for() -> None:
    assert folded("\\x39\\u0039\\U0001D7D7 \\_\\-").text == "999  -"


def test_a_text_without_any_is_passed_over() -> None:
    assert list(identifiers(folded("Two of the plans were late."))) == []


@pytest.mark.parametrize("line", SENTENCES.read_text(encoding="utf-8").splitlines())
def test_a_sentence_is_found_or_left(line: str) -> None:
    """Every second sentence was written down and looked at only when the rules were done."""
    kind, sentence = line.split(" ", 1)
    text = f"{ACTION}updates:\n  Q1:\n    rag: green\n    commentary: |\n      {sentence}\n"
    told = [each for each in problems(text) if each.rule in NAMES]
    severities = {str(each.severity) for each in told}
    assert KINDS[kind] <= severities
    assert kind != "–" or not severities
    if kind == "E":
        printed = [*map(str, frames(told)), render("json", told)]
        numbers = {word for word in sentence.split() if any(map(str.isdigit, word))}
        long = {word for word in numbers if len(word) > len("2019")}
        assert not [word for word in long if any(word in each for each in printed)]


def test_only_what_a_change_brings_in_is_told() -> None:
    def plan(title: str) -> Plan:
        return load(
            {"plan.yaml": HEADER.encode(), "3.2.yaml": f"{ACTION}owner: {title}\n".encode()}
        )

    old = plan("Child K, and two girls")
    told = brought(old, plan("the two girls, Child K, 999 000 0018 and\n  Child K"))
    assert [(each.rule, each.place.column) for each in told] == [
        ("identifier", 32),
        ("initials", 3),
    ]
    assert list(brought(old, old)) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("few", "Two\n      young people moved."),
        ("few", "Three\u00a0children moved."),
        ("few", "We saw (two girls) there."),
        ("few", "Both of these very young, new children left."),
        ("few", "Numbers of children at risk fell from 4 to 12."),
        ("few", "Our eldest care leaver has moved."),
        ("siblings", "His younger half-brothers and his sister moved."),
        ("siblings", "The large sibling group moved."),
        ("described", "A girl, 12, was seen."),
        ("described", "A 17-year-old from Darwen was seen."),
        ("school", "A pupil from Testbury High School was seen."),
        ("name", "Zorah Qamaj and her mother came."),
        ("name", "Dr Who met us."),
        ("name", "Chloe, aged 9, wrote a poem."),
        ("subtracted", "All but 3 of 64 plans were done."),
        ("subtracted", "There were 30 reviews and of these 28 were in time."),
        ("subtracted", "2 of 40 reviews were late."),
    ],
)
def test_what_a_parent_could_know_is_found(rule: str, sentence: str) -> None:
    assert rule in [each.partition(":")[0] for each in found(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Both children and their carers came.",
        "The youngest children have a play area.",
        "A bed for a boy of ten is kept, and on 3 May 2019 the birth plan began.",
        "Every boy of ten is offered a place, and homes for three siblings are needed.",
        "A twins club, and sibling groups of all sizes.",
        "St. George is a parish, and Anna Freud trains staff.",
        "Alice Smith School and Emily Road.",
        "The Virtual School works with nine children.",
        "Testbury High School saw up to ten pupils a day.",
        "Between 12 June and 5 July 40 reviews were held.",
        "Action 12 children in care, with 3 of them.",
        "There were 90 reviews, and three of the teams helped.",
        "After one delay 40 reviews were held.",
        "Of 40 reviews in 12 weeks 20 were in June; they began on 3 May.",
        "In all 30 children and 29 adults came.",
    ],
)
def test_what_a_parent_could_not_know_is_left(sentence: str) -> None:
    assert found(sentence) == []


WAIVED = """personal:
  waived:
    - rule: few
      action: "3.2"
      field: links/0
      text: {}
      reason: They agreed.
      by: Director
      date: 2019-08-01
"""


def test_what_is_waived_is_not_told_until_its_text_is_another() -> None:
    header = HEADER.partition("personal:")[0]
    action = ACTION + "links:\n  - Two girls\n    went abroad\n"
    told = problems(action, header)
    assert [each.rule for each in told] == ["few"]
    text = told[0].hint.rpartition(" ")[2]
    waived = header + WAIVED.format(text)
    assert problems(action, waived) == []
    assert problems(action.replace("\n    went", " went").replace("Two girls", "Ten girls"), waived)
    assert problems(action.replace("Two girls", "One young"), waived)[0].rule == "waiver"
    changed = problems(action.replace("abroad", "away"), waived)
    assert [each.rule for each in changed] == ["few", "waiver"]


def test_a_waiver_of_plan_yaml_has_no_action_and_of_a_key_its_keys() -> None:
    header = HEADER.partition("personal:")[0] + "glossary:\n  QQ123456A: words\n"
    told = problems(ACTION, header)
    assert told[0].hint.startswith("take it out")
    field, text = told[0].hint.rpartition("; or waive ")[2].split(", ")
    assert field == "glossary/▒▒▒▒▒▒▒▒▒"
    assert "QQ123456A" not in shown(told)
    assert len(text) == len("4c16fc440cc6")


def test_what_stands_in_a_comment_cannot_be_waived() -> None:
    told = problems(ACTION + "# Two girls went abroad\n")
    assert [each.rule for each in told] == ["few"]
    assert "waive" not in told[0].hint


def test_a_plan_whose_header_cannot_be_read_has_no_waivers() -> None:
    assert "waiver" not in {each.rule for each in problems(ACTION, "title: T\n")}


def test_a_diff_shows_no_number_and_keeps_the_rest() -> None:
    old, new = (
        plan_version({"3.2.yaml": f"{ACTION}owner: {owner}\n".encode()})
        for owner in ("Head, 999 000 0018 or so", "Head, 999 000 0026 or so")
    )
    printed = "".join(plain_text(diff_lines(diff(old, new))))
    assert "or so" in printed
    assert "▒" in printed
    assert not [each for each in ("0018", "0026", "999") if each in printed]
