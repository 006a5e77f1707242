"""The words of a Word paragraph as its reader sees them; what he does not see is put aside."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from planctl.exchange.source_tables import Passage, SourceLine
from planctl.exchange.word_numbers import WordNumbers
from planctl.exchange.xml_tree import Element

_GONE = ("w:del", "w:moveFrom")
_CAME = ("w:ins", "w:moveTo")
_WITHIN = (*_CAME, "w:hyperlink", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo",
           "w:sdtContent", "oMath", "oMathPara", "r", "w:ruby", "w:rubyBase")  # fmt: skip
_PRIVATE = 0xF000
_SYMBOLS = {
    **dict.fromkeys((0xB7, 0xA7, 0x6C, 0x6E, 0x76, 0xD8), "•"),
    **dict.fromkeys((0xFC, 0xFE, 0x50, 0x52), "✓"),
    **dict.fromkeys((0xFB, 0xFD, 0x4F, 0x51), "✗"),
    **dict.fromkeys((0xA8, 0x6F, 0xA3), "☐"),
    0xE0: "→",
}
"""What the symbols of Wingdings and Symbol are that stand in lists and in ratings."""


_AS_TEXT = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
}


class WordContext(NamedTuple):
    """What is met while a document is read: lists count on, and what is no text is put aside."""

    numbers: WordNumbers
    aside: list[Passage]
    done: Counter[str]
    """How often each thing was done so that a text could be read."""
    boxes: list[tuple[str, Element]]
    """Text boxes, each with the place that it is fixed to."""
    counts: Counter[str]
    """How many tables and paragraphs there were so far."""
    notes: dict[tuple[str, str], str]
    """Where comments and footnotes belong, by their kind and id."""

    def put_aside(self, place: str, text: str, what: str) -> None:
        """Keep words that are not taken."""
        if text.strip():
            self.aside.append(Passage(place, text.strip(), what))


def paragraph_lines(paragraph: Element, place: str, context: WordContext) -> list[SourceLine]:
    """Return the lines of a paragraph, the first with the mark that Word puts before it."""
    mark = context.numbers.mark(paragraph)
    lines = "".join(_texts(paragraph, place, context)).split("\n")
    end = " " * (is_joined(paragraph) and lines[-1].endswith(" "))
    lines = [line.strip() for line in lines]
    lines[-1] += end
    made = [SourceLine(line, mark * (at == 0)) for at, line in enumerate(lines)]
    return [line for line in made if line.text or line.mark]


def is_joined(paragraph: Element) -> bool:
    """Return whether a tracked change deleted the end of a paragraph, so that the next goes on."""
    marks = paragraph.first("w:pPr", "w:rPr")
    return marks.has("w:del") or marks.has("w:moveFrom")


def chosen(alternatives: Element) -> Element:
    """Return the one of several ways to show the same that is read."""
    choice = alternatives.first("Choice")
    return choice if choice.children else alternatives.first("Fallback")


def is_placeholder(control: Element) -> bool:
    """Return whether a content control shows only what is to be filled in."""
    return control.first("w:sdtPr").has("w:showingPlcHdr")


def all_text(element: Element) -> str:
    """Return every word in an element, seen or not."""
    parts = (each.text if each.children == [] else "" for each in _leaves(element))
    return " ".join("".join(parts).split())


def _leaves(element: Element) -> Iterator[Element]:
    for each in element.children:
        if each.name in ("w:p", "w:tab", "w:br", "w:tc"):
            yield _SPACE
        if each.name in ("w:t", "w:delText", "t", "v"):
            yield each
        else:
            yield from _leaves(each)


_SPACE = Element("space")
_SPACE.text = " "


def _texts(element: Element, place: str, context: WordContext) -> Iterator[str]:
    """Yield the pieces of what a reader sees of a paragraph, or of a part of one."""
    for each in element.children:
        if each.name == "w:r":
            yield from _run(each, place, context)
        elif each.name in _GONE:
            context.done["tracked deletion"] += 1
            context.put_aside(place, all_text(each), "deleted by a tracked change")
        elif each.name in _WITHIN:
            context.done["tracked insertion"] += each.name in _CAME
            yield from _texts(each, place, context)
        elif each.name == "w:sdt":
            yield from _control(each, place, context)
        elif each.name == "AlternateContent":
            yield from _texts(chosen(each), place, context)
        elif each.name in ("t", "f", "e", "num", "den", "sup", "sub"):
            yield each.text or "".join(_texts(each, place, context))
        elif each.name == "w:commentRangeStart":
            context.notes["comment", each.get("id")] = place


def _control(control: Element, place: str, context: WordContext) -> Iterator[str]:
    """Yield what a content control says, a drop-down list for one; not what it asks for."""
    content = control.first("w:sdtContent")
    if is_placeholder(control):
        context.put_aside(place, all_text(content), "what is to be filled in")
        return
    context.done["content control"] += 1
    yield from _texts(content, place, context)


def _run(run: Element, place: str, context: WordContext) -> Iterator[str]:
    properties = run.first("w:rPr")
    pieces = "".join(piece for each in run.children for piece in _piece(each, place, context))
    if properties.has("w:vanish"):
        context.put_aside(place, pieces, "hidden text")
        return
    context.done["passage that is struck through"] += properties.has("w:strike") and bool(pieces)
    yield pieces


def _piece(each: Element, place: str, context: WordContext) -> Iterator[str]:
    match each.name:
        case "w:t" | "w:delText":
            yield each.text
        case name if name in _AS_TEXT:
            yield _AS_TEXT[name]
        case "w:sym":
            yield _symbol(each)
        case "w:commentReference" | "w:footnoteReference" | "w:endnoteReference":
            context.notes[each.name[2:-9], each.get("id")] = place
        case "w:fldChar":
            yield _chosen_of_form(each)
        case "AlternateContent":
            for inner in chosen(each).children:
                yield from _piece(inner, place, context)
        case _:
            _put_drawing_aside(each, place, context)


def _symbol(symbol: Element) -> str:
    try:
        code = int(symbol.get("char"), 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(code & 0xFF, f"[{symbol.get('font')} {code:X}]")


def _chosen_of_form(field: Element) -> str:
    """Return what a form field of an older kind says, whose words stand in no text."""
    data = field.first("w:ffData")
    words = [each.get("val") for each in data.first("w:ddList").all("w:listEntry")]
    at = data.first("w:ddList", "w:result").get("val", "0")
    if words and at.isdecimal() and int(at) < len(words):
        return words[int(at)]
    box = data.first("w:checkBox")
    if not box.children:
        return ""
    return "☒" if box.has("w:checked") else "☐"


def _put_drawing_aside(drawing: Element, place: str, context: WordContext) -> None:
    for box in drawing.all("w:txbxContent"):
        context.boxes.append((place, box))
    for each in drawing.all("docPr"):
        context.put_aside(place, each.get("descr"), "the description of a picture")
