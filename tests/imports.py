"""A document imported, and what must be so of every import: no word is lost, the plan is whole."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from planctl.exchange.document_title import Given
from planctl.exchange.import_report import report_text
from planctl.exchange.imported_files import plan_files
from planctl.exchange.plan_reading import ImportRequest, ReadPlan, plan_in
from planctl.exchange.source_file import source_of
from planctl.plan.model import Action
from planctl.plan.plan import Plan, plan_of
from planctl.problem import visible
from planctl.text.document import read

TODAY = date(2019, 7, 10)
_BULLETS = "•-–*\u00b7"


class Imported(NamedTuple):
    """What an import makes of a document."""

    read: ReadPlan
    files: Mapping[str, bytes]
    report: str

    @property
    def plan(self) -> Plan:
        """The plan that its files are."""
        documents = [read(f"plan/{name}", raw)[0] for name, raw in self.files.items()]
        plan = plan_of([each for each in documents if each])
        assert plan.problems == ()
        return plan

    @property
    def actions(self) -> dict[str, Action]:
        """Its actions by their ids."""
        return {each.action.id: each.action for each in self.plan.entries if each.action}

    @property
    def guesses(self) -> list[str]:
        """What was guessed."""
        return [f"{each.place}: {each.what}: {each.why}" for each in self.read.log.guesses]

    @property
    def questions(self) -> list[str]:
        """What only a person can say."""
        return [f"{each.place}: {each.what}: {each.why}" for each in self.read.log.questions]

    @property
    def left(self) -> dict[str, str]:
        """What was not taken, and what it is."""
        return {each.text: each.what for each in self.read.log.left}


def imported(
    raw: bytes, given: Given | None = None, fields: Mapping[str, str] | None = None
) -> Imported:
    """Return what an import makes of a document, having seen that it loses no word."""
    asked = ImportRequest(given or Given(), fields or {}, TODAY)
    name = "plan.docx" if raw.startswith(b"PK") else "plan.csv"
    made = plan_in(source_of(raw, name), asked)
    report = report_text(name, *made)
    found = Imported(made, plan_files(made.plan), report)
    lost = lost_words(raw, found)
    assert not lost, lost
    return found


def lost_words(raw: bytes, found: Imported) -> list[str]:
    """Return the words of a document that are in no file of the plan, nor in the report."""
    there = [*(each.decode() for each in found.files.values()), found.report]
    kept = set(re.split(r"[\s\"']+", " ".join(there)))
    kept |= {each.strip(",.;:[]()") for each in kept}
    return [
        word
        for text in (words_of_zip(raw) if raw.startswith(b"PK") else [raw.decode()])
        for word in re.split(r"[\s\"',;]+" if not raw.startswith(b"PK") else r"[\s\"']+", text)
        if word.strip(_BULLETS) and not kept & {visible(word), word.strip(",.;:[]()•")}
    ]


def words_of_zip(raw: bytes) -> Iterator[str]:
    """Yield the paragraphs of a Word document, or the texts of a workbook, each by itself."""
    with ZipFile(BytesIO(raw)) as archive:
        for name in archive.namelist():
            if not re.match(r"(word|xl)/.*\.xml$", name) or "theme" in name or "styles" in name:
                continue
            root = fromstring(archive.read(name))
            paragraphs = [each for each in root.iter() if _local(each) in ("p", "si", "is")]
            for each in paragraphs:
                yield "".join(_pieces(each))


def _pieces(element: Element) -> Iterator[str]:
    for each in element:
        if _local(each) in ("t", "delText"):
            yield (each.text or "").replace("_x000D_", " ")
        elif _local(each) in ("br", "tab", "cr", "noBreakHyphen"):
            yield "\u2011" if _local(each) == "noBreakHyphen" else " "
        elif _local(each) not in ("p", "instrText", "rPh"):
            yield from _pieces(each)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
