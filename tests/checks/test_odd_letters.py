"""Broken, unseen and deceiving characters are told of; names and signs of any language are not."""

from collections.abc import Mapping

import pytest

from checks.test_rules import ACTION, PLAN, problems

RULES = ("garbled", "lookalike", "escape")


def plan(*texts: str) -> Mapping[str, bytes]:
    """Return a plan whose one action has these lines as links."""
    links = "".join(f"  - {text}\n" for text in texts)
    return {"plan.yaml": PLAN, "3.2.yaml": f"{ACTION}links:\n{links}".encode()}


def found(*texts: str) -> list[tuple[str, int, int]]:
    """Return which rule finds something, in which line from 1, and where in the text from 1."""
    told = (each for each in problems(plan(*texts)) if each.rule in RULES)
    return [(each.rule, each.place.line - 4, each.place.column - 4) for each in told]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("caf\ufffd", 4),
        ("\ufffd\ufffd lost", 1),
        ("a \ue001 sign", 3),
        ("\U000f0001", 1),
        ("\U00100000", 1),
        ("Car\ufe0fer", 4),
        ("Carer\ufe00", 6),
        ("3\ufe0f carers", 2),
        ("\ufe0f", 1),
        ("x\U000e0101", 2),
        ("Ca\u034frer", 3),
        ("\u3164", 1),
        ("\u2800", 1),
        ("\ufffc", 1),
        ("a\u206a", 2),
        ("Z\u0300\u0301\u0302\u0303 x", 2),
        ("e" + "\u0489" * 9, 2),
        ("b\u064b\u064c\u064d\u064e", 2),
        ("caf\xc3\xa9", 4),
        ("carers\xe2€™ caf", 7),
        ("\xe2€œsaid\xe2€", 1),
        ("\xc2£100", 1),
        ("10 \xc2°C", 4),
        ("\xc5‚\xc3³d\u017a", 1),
        ("Ll\xc5·r", 3),
        ("\xf0Ÿ˜€", 1),
        ("\xef»¿start", 1),
        ("\xef¿½", 1),
        ("\xd0¿\xd1€\xd0¸", 1),
        ("caf√©", 4),
        ("carers‚Äô", 7),
        ("\xc3–sterreich", 1),
    ],
)
def test_what_was_broken_is_told_of(text: str, column: int) -> None:
    first, *_ = found(f"'{text}'")
    assert first == ("garbled", 1, column + 1)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("C\u0430rer", 2),
        ("\u0421arer", 1),
        ("Care\u0433", 5),
        ("\u041d\u041d\u041dS", 1),
        ("C\u03bfrer", 2),
        ("\u0391ction", 1),
        ("\uff23arer", 1),
        ("\U0001d402arer", 1),
        ("s\u0585me", 2),
        ("\u13a0ction", 1),
        ("c\u0251rer", 2),
        ("\u216dare", 1),
        ("\u212aent", 1),
    ],
)
def test_a_letter_of_another_alphabet_in_a_word_is_told_of(text: str, column: int) -> None:
    first, *_ = found(text)
    assert first == ("lookalike", 1, column)


def test_a_word_with_its_accents_in_two_ways_is_told_of_once_it_is_there_in_both() -> None:
    assert found("Zoe\u0308 Hart") == []
    assert found("Zoe\u0308 Hart", "Zo\xeb Hart") == [("lookalike", 1, 1)]
    assert found("Ll\u0177r", "at Lly\u0302r") == [("lookalike", 2, 4)]
    other = {
        **plan("e\u0301t\xe9"),
        "3.3.yaml": ACTION.replace("3.2", "3.3").encode() + "description: \xe9t\xe9\n".encode(),
    }
    assert [each.rule for each in problems(other)] == ["lookalike"]


@pytest.mark.parametrize(
    "text",
    [
        "S:\\new\\tracker",
        "\\\\server\\new",
        "plans\\new\\tracker",
        "see plans\\new.docx",
        "Z:\\_old",
        "S:\\x41rchive",
        "one\\ttwo",
        "C:\\/new",
    ],
)
def test_a_backslash_of_a_path_that_yaml_changes_is_told_of(text: str) -> None:
    assert [rule for rule, *_ in found(f'"{text}"')] == ["escape"]
    assert found(f"'{text}'") == found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rhŷs Llŷr, Siân, Gŵyl, TŶ’R GRŴP, GWLÂN, RHYDDHÂD, “TÂ”, Tŷ Gwyn",
        "Łukasz Wójcik, ŻÓŁĆ, “RADIÓ”, Świętosława",
        "CAFÉ’S and «CAFÉ» – NÃO, SÃO PAULO, MANHÃ… Ångström, ÅRE",
        "Nguyễn Thị Ánh, Trâ\u0300n Vu\u0303",
        "محمد علی, مُحَمَّد, اردو ہے",
        "می\u200cخواهم, क्\u200dष, श्री\u200cमान, नमस्ते, क्षमा, হ্যালো, ਪੰਜਾਬੀ",
        "Нина Ковальчук, Αθήνα, α and β, Ω",
        "5 μg of 3 kΩ, Δx, β-blocker, µm, Нью-York",
        "❤️ ☎️ ©️ 1️⃣ #️⃣ ‼️ 👨‍👩‍👧 ✈︎ 👍🏽 🏳️‍🌈",
        "葛\U000e0100, ᠠ\u180b, 한국어, 日本語, ไม่ได้, שָׁלוֹם",
        "£5 · 20°C ½ … “quoted” ‘so’ — naïve façade, Zoë, 50€, ≥ 3, →, ✓, √9",
        "\xa0a non-breaking space\xa0in Å and Ã o",
    ],
)
def test_names_and_signs_of_any_language_are_left_alone(text: str) -> None:
    assert problems(plan(f"'{text}'")) == []


@pytest.mark.parametrize(
    "text",
    ['"One line.\\nAnother."', '"One\\nTwo\\nThree"', '"S:\\\\new"', '"a \\"b\\" c"', '"so"'],
)
def test_an_escape_that_is_meant_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["Car\u200cer", "Car\u200der", "\u0645\u200c x", "x\u200c\u0645", "\u200d"]
)
def test_a_joiner_where_nothing_is_joined_is_hidden(text: str) -> None:
    assert [each.rule for each in problems(plan(f"'{text}'"))] == ["hidden"]
