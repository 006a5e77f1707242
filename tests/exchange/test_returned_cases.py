"""Returns that are rare: without their parts, of months to come, in e-mails that are none."""

import re
import time
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from planctl.exchange.return_marks import NAMESPACE
from planctl.exchange.returned_fields import FieldSaid, ReturnPlan, returned_changes
from planctl.exchange.returned_files import attached, opened_return
from planctl.plan.scale import OWN
from planctl.plan.year import Year
from planctl.problem import UserError
from planctl.text.document import read
from quarters import Q3
from returned import FULL, changes, document, fields, filled, mine, part, with_part

SENT = document(mine())
PART = "customXml/planctl.xml"


@pytest.mark.parametrize("said", ["{oops", "[]"])
def test_a_return_whose_own_part_is_broken_is_known_by_its_last_line(said: str) -> None:
    raw = with_part(SENT, f'<return xmlns="{NAMESPACE}">{said}</return>'.encode(), PART)
    assert opened_return(raw, "return").reference == mine().reference
    assert fields(raw, mine()).remarks == []


def test_a_document_without_either_is_no_return() -> None:
    bare = part(SENT).replace(" · ", " ")
    raw = with_part(with_part(SENT, b"<gone/>", PART), bare.encode())
    with pytest.raises(UserError, match="is no return that planctl made"):
        opened_return(raw, "letter.docx")


def test_a_list_may_be_one_by_its_style() -> None:
    numbers = '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>'
    style = f'<w:style w:styleId="Mine">{numbers}</w:style>'
    raw = filled(
        SENT,
        {
            "3.2/commentary": '<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr><w:r><w:t>one</w:t>'
            "</w:r></w:p>"
        },
    )
    styles = part(raw, "word/styles.xml").replace("</w:styles>", f"{style}</w:styles>")
    raw = with_part(raw, styles.encode(), "word/styles.xml")
    assert changes(raw).updates == {"3.2": {"commentary": "1. one"}}


def test_a_month_to_come_has_no_number_yet() -> None:
    monthly = FULL.replace("    target: 85\n", "    target: 85\n    frequency: monthly\n")
    monthly = monthly.replace("    actuals:\n      Q2: 43 of 55\n", "")
    found, _ = read("3.2.yaml", monthly.encode())
    assert found
    form = mine(monthly)
    august = next(each for each in form.actions[0].fields if "August" in each.name)
    plan = ReturnPlan({"3.2": found}, Year(2019), OWN, date(2019, 7, 15))
    said = {("3.2", august.slot): FieldSaid("5", ""), ("9.9", "nothing"): FieldSaid("", "")}
    assert [each.message for each in returned_changes(form, said, plan).refused] == [
        "August has not begun"
    ]


def test_a_number_written_otherwise_is_the_same_number() -> None:
    number = next(each for each in mine().actions[0].fields if each.name[0] == "value")
    assert not any(changes(filled(SENT, {f"3.2/{number.slot}": "043 of 55"})))


def test_a_return_asks_only_for_what_there_is() -> None:
    plain = FULL.replace("description: Improve placement stability and choice\n", "")
    plain = plain.replace('    unit: "%"\n    target: 85\n    actuals:\n      Q2: 43 of 55\n', "")
    form = mine(plain, Q3)
    assert form.actions[0].last_time == "Last time: Q1, Green"
    assert not [each for each in form.actions[0].fields if each.name[0] == "value"]
    assert "Improve placement" not in part(document(form))


def test_an_e_mail_that_is_none_is_refused() -> None:
    nested = b"Content-Type: multipart/mixed; boundary=b0\n\n"
    for number in range(1200):
        nested += b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (number, number + 1)
    with pytest.raises(UserError, match="is no e-mail that can be read"):
        list(attached(nested, "deep.eml"))


def test_a_document_in_an_e_mail_within_an_e_mail_is_found() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.add_attachment(SENT, maintype="application", subtype="x", filename="Return.docx")
    outer.add_attachment(inner)
    assert list(attached(bytes(outer), "mail.eml")) == [("mail.eml: Return.docx", SENT)]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><x>&b;</x>'
HOSTILE = {
    "is a Word document of before 2007": OLE + "WordDocument".encode("utf-16-le"),
    "has a password": OLE + "EncryptedPackage".encode("utf-16-le"),
    "has macros": with_part(SENT, b"x", "word/vbaProject.bin"),
    "document type": with_part(SENT, LAUGHS),
    "a part outside itself": with_part(SENT, b"<x/>", "../../slip.xml"),
    "far larger inside": b"",
}


@pytest.mark.parametrize("message", HOSTILE)
def test_a_hostile_file_is_refused_by_name_within_a_second(message: str) -> None:
    raw = HOSTILE[message]
    if not raw:
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b" " * 60_000_000)
        raw = made.getvalue()
    began = time.monotonic()
    with pytest.raises(UserError, match=message):
        opened_return(raw, "return.docx")
    assert time.monotonic() - began < 1


def test_without_tags_a_table_and_a_bookmark_of_word_are_no_matter() -> None:
    rows = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    raw = filled(SENT, {"3.2/commentary": f'<w:p><w:bookmarkStart w:name="_GoBack"/></w:p>{rows}'})
    bare = re.sub(r"</?w:sdt(Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", part(raw))
    found = changes(with_part(raw, bare.encode()))
    assert found.updates == {"3.2": {"commentary": "| cell |\n| --- |"}}


def test_what_is_no_known_kind_of_file_is_no_return() -> None:
    with pytest.raises(UserError, match="is no Word document and no workbook"):
        opened_return(b"Dear all", "form")
