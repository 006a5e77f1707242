"""What a return changes: what somebody filled in, exactly, and nothing that nobody touched."""

import re
import string
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planctl.edits.update_fields import FieldValue, field_text, set_fields
from planctl.exchange.return_form import ReturnField
from planctl.exchange.returned_fields import ReturnedChanges, with_source
from planctl.exchange.returned_prose import as_returned
from planctl.reports.commentary import first_words
from planctl.text.document import read
from plans import HEADER
from quarters import Q2
from returned import (
    FULL,
    OWN_SCALE,
    changes,
    document,
    fields,
    filled,
    mine,
    part,
    with_part,
    xml_of,
)

SENT = document(mine())
FIELDS = {each.name: each for each in mine().actions[0].fields}
NUMBER, HUB = FIELDS["value", "assessments", ""], FIELDS["done", "Hub opens"]
SAID = FULL.replace(
    "  Q2:\n    rag:\n\n    status:\n\n    commentary:\n",
    "  Q2:\n    rag: amber\n    status: in progress\n    commentary: |\n"
    "      The hub opened.\n      It is **busy**.\n\n      - one _x_\n      - two\n\n"
    "      A table:\n\n      | a | b |\n      | --- | --- |\n      | 1 | 2 |\n",
)


def tag(field: ReturnField) -> str:
    return f"3.2/{field.slot}"


def is_empty(found: ReturnedChanges) -> bool:
    return not any(found)


def test_a_return_that_nobody_touched_changes_nothing() -> None:
    assert is_empty(changes(SENT))
    assert is_empty(changes(document(mine(SAID)), now=SAID))
    assert fields(SENT, mine()).remarks == []


def test_every_kind_of_field_is_taken_as_its_own_command_takes_it() -> None:
    found = changes(
        filled(
            SENT,
            {
                "3.2/rag": "Amber",
                "3.2/status": "On hold",
                "3.2/headline": "One  line",
                "3.2/commentary": "“Smart” words – here.",
                "3.2/back_to_green": "By March.",
                "3.2/confidence": "Red",
                tag(NUMBER): "44 of 55",
                tag(HUB): "1 September 2019",
                "3.2/due": "March 2020",
                "3.2/reason": "Carers are few",
            },
        )
    )
    assert found.updates == {
        "3.2": {
            "rag": "amber",
            "status": "on hold",
            "headline": "One line",
            "commentary": "“Smart” words – here.",
            "back_to_green": "By March.",
            "confidence": "red",
        }
    }
    (value,) = found.values
    assert (value.measure, value.place.quarter, value.value.value) == (
        "assessments",
        Q2,
        "44 of 55",
    )
    assert found.done == {"3.2": {"Hub opens": "2019-09-01"}}
    assert (found.moves["3.2"].to.written, found.moves["3.2"].reason) == (
        "2020-03",
        "Carers are few",
    )
    assert found.actions == ("3.2",)
    assert (found.conflicts, found.refused, found.emptied) == ((), (), ())


def test_the_words_of_a_body_s_own_scale_are_taken() -> None:
    now = FULL.replace("rag: green", "rag: on-its-way")
    scale = HEADER + OWN_SCALE
    sent = document(mine(now, header=scale))
    for word in ("At risk", "at risk"):
        found = changes(filled(sent, {"3.2/rag": word}), now=now, header=scale)
        assert found.updates == {"3.2": {"rag": "at-risk"}}


BOLD = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">bold </w:t></w:r>'
OFF = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>not</w:t></w:r>'
LINE = "<w:p>{}<w:r><w:t>{}</w:t></w:r></w:p>"
NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr>'
    "<w:r><w:t>{}</w:t></w:r></w:p>"
)


def cell(words: str) -> str:
    return f"<w:tc>{LINE.format('', words)}</w:tc>"


WRITTEN = {
    f"<w:p>{BOLD}{OFF}</w:p>": "**bold** not",
    LINE.format("", "one") + LINE.format("", "") + LINE.format("", "two"): "one\n\ntwo",
    "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>": "a\\\nb c",
    LINE.format("", "- one") + LINE.format("", "• two") + LINE.format("", "–"): "- one\n- two\n\n–",
    LINE.format("", "1. one") + LINE.format("", "2) two"): "1. one\n2. two",
    LINE.format("", "2019. It began"): "2019\\. It began",
    LINE.format("", "5 * 3 &lt; 16 * 1 and a_b_c"): "5 * 3 < 16 * 1 and a_b_c",
    LINE.format("", "*not strong*"): "\\*not strong*",
    LINE.format("", "| not | a table"): "| not | a table",
    LINE.format("", "+ not a list"): "\\+ not a list",
    "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>": "a\u2011b",
    "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
    "</w:del></w:p>": "new",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p>"
    + LINE.format("", "line"): "one line",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>last</w:t></w:r></w:p>": "last",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>above</w:t></w:r></w:p>"
    f"<w:tbl><w:tr>{cell('x')}</w:tr></w:tbl>": "above\n\n| x |\n| --- |",
    f"<w:tbl><w:tr>{cell('a')}{cell('b|c')}</w:tr><w:tr>{cell('1')}</w:tr></w:tbl>"
    + LINE.format("", "below"): "| a | b\\|c |\n| --- | --- |\n| 1 |  |\n\nbelow",
    "<w:tbl></w:tbl>" + LINE.format("", "x"): "x",
    f"<w:sdt><w:sdtContent>{LINE.format('', 'nested')}</w:sdtContent></w:sdt>": "nested",
    '<w:p><w:r><w:rPr><w:rStyle w:val="Muted"/></w:rPr><w:t>Write hereMore</w:t></w:r>'
    "</w:p>": "More",
    "<w:p><w:r><w:t>x</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>(b)</w:t></w:r>"
    "<w:r><w:t>c</w:t></w:r></w:p>": "x(b)c",
    LINE.format('<w:pPr><w:pStyle w:val="Quote"/></w:pPr>', "said"): "> said",
    LINE.format('<w:pPr><w:pStyle w:val="ListContinue"/></w:pPr>', "alone"): "- alone",
}


@pytest.mark.parametrize("xml", WRITTEN)
def test_what_word_writes_comes_back_as_markdown(xml: str) -> None:
    found = changes(filled(SENT, {"3.2/commentary": xml}))
    assert found.updates == {"3.2": {"commentary": WRITTEN[xml]}}


LISTS = {
    "w:abstractNum": '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="{1}"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="{1}"/></w:lvl>'
    '<w:lvl w:ilvl="x"/></w:abstractNum>',
}


def numbering() -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "".join(
        LISTS["w:abstractNum"].format(number, kind)
        for number, kind in ((1, "bullet"), (2, "lowerLetter"))
    )
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{over}</w:num>'
        for number, of, over in (
            (1, 1, ""),
            (2, 2, ""),
            (3, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'),
        )
    )
    return f'<w:numbering xmlns:w="{w}">{kinds}{nums}</w:numbering>'.encode()


def test_the_lists_of_word_come_back_as_lists() -> None:
    entries = [(0, 1, "a"), (1, 2, "b"), (1, 2, "c"), (0, 1, "d"), (0, 3, "e"), (0, 3, "f"),
               (0, 2, "g")]  # fmt: skip
    xml = "".join(NUMBERED.format(*each) for each in entries)
    raw = with_part(filled(SENT, {"3.2/commentary": xml}), numbering(), "word/numbering.xml")
    assert changes(raw).updates["3.2"]["commentary"] == (
        "- a\n  1. b\n  2. c\n- d\n\n4. e\n5. f\n6. g"
    )


def test_a_link_comes_back_with_its_address() -> None:
    xml = '<w:p><w:hyperlink r:id="rX"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    raw = filled(SENT, {"3.2/commentary": xml})
    related = part(raw, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rX" TargetMode="External" Target="https://example.org/"'
        ' Type="http://x/hyperlink"/></Relationships>',
    )
    raw = with_part(raw, related.encode(), "word/_rels/document.xml.rels")
    assert changes(raw).updates["3.2"]["commentary"] == "[here](<https://example.org/>)"


def test_what_is_beside_the_words_is_told() -> None:
    xml = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new"
        "</w:t></w:r></w:ins><w:del/><w:r><w:drawing/></w:r><w:r><w:pict><w:t>boxed</w:t></w:pict>"
        "</w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:sym/></w:r>"
        "<w:r><w:t>a\u200bb</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing/>"
        "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:tbl><w:tr>{cell('x')}</w:tr></w:tbl>"
    ).replace("<mc:AlternateContent", '<mc:AlternateContent xmlns:mc="urn:mc"')
    raw = filled(SENT, {"3.2/commentary": xml})
    outside = part(raw).replace("Improve placement stability", "Improve it all", 1)
    found = fields(with_part(raw, outside.encode()), mine())
    assert found.said["3.2", "commentary"].text == "new[symbol]ab\n\n| x |\n| --- |"
    assert found.remarks == [
        "written outside the fields, and not taken: 'Improve it all and choice'",
        "1 tracked insertion: taken as accepted",
        "2 tracked deletions: taken as accepted",
        "2 pictures: left out",
        "1 text box: left out",
        "1 symbol: written as [symbol]",
        "1 hidden character: left out",
        "1 passage of hidden text: left out",
        "1 table: read as Markdown",
        "words that are deleted or in a drawing: 'gone'",
        "words that are deleted or in a drawing: 'boxed'",
    ]


def test_comments_are_told() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    said = f'<w:comments xmlns:w="{w}"><w:comment>{LINE.format("", "Is it so?")}</w:comment>'
    said += "<w:comment/>"
    raw = with_part(SENT, f"{said}</w:comments>".encode(), "word/comments.xml")
    related = part(raw, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rX" Target="comments.xml" Type="http://x/comments"/></Relationships>',
    )
    raw = with_part(raw, related.encode(), "word/_rels/document.xml.rels")
    assert fields(raw, mine()).remarks == ["a comment or note is not taken: 'Is it so?'"]


def test_a_tick_says_that_there_is_nothing_to_add() -> None:
    for mark in ("☒", "☑", "[x]"):
        assert changes(filled(SENT, {"3.2/nothing": mark})).ticked == ("3.2",)
    assert changes(filled(SENT, {"3.2/nothing": "☐"})).ticked == ()


def test_what_the_plan_says_already_changes_nothing() -> None:
    raw = filled(SENT, {"3.2/rag": "Amber", tag(NUMBER): "43 of 55.0"})
    now = FULL.replace("  Q2:\n    rag:", "  Q2:\n    rag: amber")
    assert changes(raw, now=now).updates == {}
    assert changes(filled(SENT, {tag(NUMBER): "43  of 55"}), now=now).values == ()


def test_a_field_that_changed_on_both_sides_is_left_alone_with_both_texts() -> None:
    raw = filled(SENT, {"3.2/commentary": "Theirs.", "3.2/rag": "Red"})
    found = changes(raw, now=SAID)
    assert found.updates == {}
    assert [(each.label, each.now.split()[0], each.returned) for each in found.conflicts] == [
        ("Rating", "Amber", "Red"),
        ("Commentary", "The", "Theirs."),
    ]
    assert {each.why for each in found.conflicts} == {
        "the plan was changed since the return was sent"
    }


def test_a_text_too_long_for_a_return_is_left_alone() -> None:
    long = SAID.replace("The hub opened.", "The hub opened. " + "word " * 5000)
    found = changes(filled(document(mine(long)), {"3.2/commentary": "Short."}), now=long)
    assert [each.why for each in found.conflicts] == [
        "it is longer in the plan than a return can be"
    ]


def test_a_field_that_came_back_empty_is_emptied_only_if_asked() -> None:
    sent = document(mine(SAID))
    raw = filled(sent, {"3.2/commentary": "<w:p></w:p>", "3.2/rag": " "})
    found = changes(raw, now=SAID)
    assert [each.label for each in found.emptied] == ["Rating", "Commentary"]
    assert found.updates == {}
    assert changes(raw, now=SAID, empties=True).updates == {"3.2": {"commentary": "", "rag": ""}}


REFUSED: list[tuple[Mapping[str, str], str]] = [
    ({"3.2/rag": "purple"}, "'purple' is not a RAG rating"),
    ({"3.2/status": "sleeping"}, "'sleeping' is not a status"),
    ({"3.2/commentary": "…"}, "it stands for words of your own"),
    ({tag(NUMBER): "many"}, "it is no value of this measure"),
    ({tag(HUB): "soon"}, "'soon' is not a day of the calendar"),
    ({tag(HUB): "1 December 2019"}, "the day is yet to come"),
    ({"3.2/due": "March 2020"}, "there is no reason for the new date"),
    ({"3.2/reason": "Late"}, "no new date is asked for"),
    ({"3.2/due": "soon", "3.2/reason": "Late"}, "'soon' is not a date"),
]


@pytest.mark.parametrize(("said", "message"), REFUSED)
def test_what_cannot_be_taken_is_refused_by_its_field(
    said: Mapping[str, str], message: str
) -> None:
    (refused,) = changes(filled(SENT, said)).refused
    assert refused.message == message
    assert refused.hint


def test_a_number_is_not_emptied_nor_recorded_of_a_month_to_come() -> None:
    raw = filled(SENT, {tag(NUMBER): " "})
    (refused,) = changes(raw, empties=True).refused
    assert refused.message == "a number is not emptied"
    monthly = FULL.replace("    target: 85\n", "    target: 85\n    frequency: monthly\n")
    monthly = monthly.replace("    actuals:\n      Q2: 43 of 55\n", "")
    form = mine(monthly, quarter=Q2)
    july, *_ = (each for each in form.actions[0].fields if each.name[0] == "value")
    found = changes(filled(document(form), {tag(july): "50"}), now=monthly)
    assert [each.place.period for each in found.values] == ["July"]


def test_a_move_that_waits_is_not_asked_for_again() -> None:
    move = "was: Q3 2019-20\n    to: Q4 2019-20\n    date: 2019-10-01\n    reason: Late"
    now = FULL.replace("milestones:", f"moves:\n  - {move}\n\nmilestones:")
    found = changes(filled(document(mine(now)), {"3.2/due": "May 2020"}), now=now)
    assert [each.message for each in found.refused] == ["a move waits for a decision"]


def test_fields_of_an_action_that_is_another_s_now_are_told() -> None:
    raw = filled(SENT, {"3.2/headline": "Ours"})
    moved = part(raw).replace('w:val="3.2/', 'w:val="9.9/')
    (refused,) = changes(with_part(raw, moved.encode())).refused
    assert refused.message == "9.9 is not asked of Permanence for Q2"


def test_a_field_that_is_there_twice_or_gone_is_told() -> None:
    raw = filled(SENT, {"3.2/headline": "Ours"})
    control = re.search(r'<w:sdt><w:sdtPr><w:alias w:val="Headline.*?</w:sdt>', part(raw))
    assert control
    again = part(raw).replace(control[0], control[0] + control[0].replace("Ou", "Th"))
    assert fields(with_part(raw, again.encode()), mine()).remarks == [
        "3.2 headline is there twice: the first is taken, not 'Thrs'"
    ]
    gone = part(raw).replace(control[0], "")
    assert fields(with_part(raw, gone.encode()), mine()).remarks == [
        "fields that are gone, and so stay as they are: 3.2 headline"
    ]


def without_tags(raw: bytes, *, bookmarks: bool = True) -> bytes:
    """Return a return as a program saves it that knows no tags, or no bookmarks either."""
    xml = re.sub(r"</?w:sdt(Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", part(raw))
    if not bookmarks:
        xml = re.sub(r"<w:bookmark[^>]*>", "", xml)
        raw = with_part(raw, b"<gone/>", "customXml/planctl.xml")
    return with_part(raw, xml.encode())


@pytest.mark.parametrize("bookmarks", [True, False])
def test_without_tags_a_return_is_read_by_its_headings(*, bookmarks: bool) -> None:
    raw = filled(
        SENT, {"3.2/commentary": "Impact", "3.2/rag": "Red", tag(NUMBER): "1", "3.2/nothing": "☒"}
    )
    lost = without_tags(raw, bookmarks=bookmarks)
    found = changes(lost)
    assert found.updates == {"3.2": {"rag": "red", "commentary": "Impact"}}
    assert found.ticked == ("3.2",)
    assert fields(lost, mine()).remarks == ["its fields have lost their tags: read by headings"]
    if bookmarks:
        assert [each.value.value for each in found.values] == ["1"]
    else:
        assert [each.why for each in found.conflicts] == ["what it said when it was sent is lost"]
    assert is_empty(changes(without_tags(SENT, bookmarks=bookmarks)))


def test_a_paragraph_that_nobody_changed_is_kept_as_the_plan_writes_it() -> None:
    source = "One _x_ `y`.\nTwo.\n\n- a\n- b\n\nLast."
    returned = as_returned(source).replace("Last.", "At last.")
    assert with_source(returned, source) == "One _x_ `y`.\nTwo.\n\n- a\n- b\n\nAt last."


WORDS = st.text(string.ascii_letters + " .,;!?'\"“”–£%()&<>*_[]#|-+123", min_size=1, max_size=40)
PARAGRAPHS = st.lists(
    WORDS.map(lambda text: " ".join(text.split())).filter(bool),
    min_size=1,
    max_size=3,
)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "rag": st.sampled_from(["Red", "Amber", "Green"]),
        "headline": PARAGRAPHS.map(lambda each: each[0]),
        "commentary": PARAGRAPHS,
        "impact": PARAGRAPHS,
        "next_steps": PARAGRAPHS,
        tag(NUMBER).partition("/")[2]: st.integers(0, 100).map(str),
    },
)


def plain(paragraphs: list[str]) -> list[str]:
    """Return paragraphs as they are read, without what somebody typed to begin a list."""
    return [re.sub(r"^(?:[-*•–]|[1-9][0-9]?[.)])[ \t]+(?=\S)", "", each) for each in paragraphs]


@settings(max_examples=max(10, settings().max_examples // 3))
@given(EDITS, EDITS)
def test_what_is_filled_in_comes_back_as_exactly_that(
    edits: Mapping[str, str | list[str]], theirs: Mapping[str, str | list[str]]
) -> None:
    """No word is lost or in a wrong field, and every field that both changed is found."""
    said = {
        f"3.2/{slot}": each if isinstance(each, str) else "".join(map(xml_of, each))
        for slot, each in edits.items()
    }
    now = with_edits({slot: each for slot, each in theirs.items() if slot in TEXTS})
    found = changes(filled(SENT, said), now=now)
    taken = {**found.updates.get("3.2", {})}
    both = {each.label for each in found.conflicts}
    placeholders = {each.label for each in found.refused}
    for slot in TEXTS & edits.keys():
        label = FIELDS[slot,].label
        words = edits[slot]
        assert isinstance(words, list)
        if slot in theirs:
            assert label in both or words == theirs[slot] or slot not in taken
            assert slot not in taken
        elif label not in placeholders:
            assert first_words(taken.pop(slot)) == plain(words)
    if "rag" in edits:
        assert taken.pop("rag") == str(edits["rag"]).lower()
    if "headline" in edits and "Headline" not in placeholders:
        assert taken.pop("headline") == edits["headline"]
    assert not taken
    assert not both - {FIELDS[slot,].label for slot in edits.keys() & theirs.keys() & TEXTS}


TEXTS = {"commentary", "impact", "next_steps"}


def with_edits(said: Mapping[str, str | list[str]]) -> str:
    """Return the plan with texts set meanwhile."""
    found, _ = read("3.2.yaml", FULL.encode())
    assert found
    values = [
        FieldValue(Q2, slot, "\n\n".join(f"Their {each}" for each in words))
        for slot, words in said.items()
    ]
    made = set_fields(found, values)
    assert all(field_text(made, Q2, slot) for slot in said)
    return made.text
