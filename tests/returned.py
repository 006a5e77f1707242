"""Returns for tests: those of a plan of two leads, filled in as Word does it, and read back."""

import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from planctl.exchange.return_document import ReturnRequest, return_document
from planctl.exchange.return_form import LeadReturn, lead_returns
from planctl.exchange.returned_document import FieldsRead
from planctl.exchange.returned_fields import ReturnedChanges, ReturnPlan, returned_changes
from planctl.exchange.returned_files import fields_returned, opened_return
from planctl.plan.period import Period
from planctl.plan.plan import load
from planctl.plan.scale import OWN, Scale
from planctl.plan.year import Year
from planctl.reports.zip_files import archive, members
from planctl.summary.summary import summarise
from planctl.text.document import read
from plans import ACTION, HEADER, texts
from quarters import Q2

MORE = """due: Q3 2019-20

milestones:
  Hub opens:
    due: 2019-08
  Long over:
    due: 2019-05
    done: 2019-05-20

measures:
  - text: Assessments on time
    id: assessments
    unit: "%"
    target: 85
    actuals:
      Q2: 43 of 55
"""
FULL = ACTION.replace("measures:\n  - Placements that ended early\n", MORE)
THEIRS = ACTION.replace("Permanence", "Education").replace("Two carers", "A secret of others")
OWN_SCALE = b"""scale:
  - code: at-risk
    label: At risk
    is: red
  - code: on-its-way
    label: On its way
    is: green
"""
DAY = date(2019, 10, 8)


def returns(action: str = FULL, quarter: Period = Q2, header: bytes = HEADER) -> list[LeadReturn]:
    """Return the returns of a plan of two actions with a lead each."""
    found = texts(a3_2=action, a4_1=THEIRS.replace('"3.2"', '"4.1"'))
    return lead_returns(summarise(load({**found, "p/plan.yaml": header}), DAY, quarter))


def mine(action: str = FULL, quarter: Period = Q2, header: bytes = HEADER) -> LeadReturn:
    """Return the return of Permanence."""
    return next(each for each in returns(action, quarter, header) if each.lead == "Permanence")


def document(of: LeadReturn, send_to: str = "", scale: Scale = OWN) -> bytes:
    return return_document(of, ReturnRequest(scale, send_to))


def xml_of(words: str) -> str:
    """Return a paragraph as Word writes one that somebody typed and came back to."""
    half = len(words) // 2
    runs = (
        f'<w:r w:rsidR="00A1"><w:t xml:space="preserve">{each}</w:t></w:r>'
        for each in (escape(words[:half]), escape(words[half:]))
        if each
    )
    return f'<w:p w:rsidR="00A1"><w:proofErr w:type="spellStart"/>{"".join(runs)}</w:p>'


def filled(raw: bytes, said: Mapping[str, str]) -> bytes:
    """Return a return with fields filled in by their tags; what is XML stands as it is."""
    xml = part(raw)
    for tag, words in said.items():
        head = rf'(<w:tag w:val="{re.escape(tag)}/[0-9a-f]{{8}}"/>(?:(?!<w:sdtContent>).)*)'
        found = re.search(rf"{head}<w:sdtContent>(.*?)</w:sdtContent>", xml, re.DOTALL)
        assert found, tag
        about = found[1].replace("<w:showingPlcHdr/>", "")
        block = xml_of(words)
        if "<w:p>" not in found[2]:
            block = block.partition("/>")[2].removesuffix("</w:p>")
        content = words if words.startswith("<w:") else block
        made = f"{about}<w:sdtContent>{content}</w:sdtContent>"
        xml = f"{xml[: found.start()]}{made}{xml[found.end() :]}"
    return with_part(raw, xml.encode())


def with_part(raw: bytes, content: bytes, name: str = "word/document.xml") -> bytes:
    """Return a document with another text of one of its parts."""
    kept = {each: old for each, old in members(raw) if each != name}
    return archive([*kept.items(), (name, content)])


def fields(raw: bytes, now: LeadReturn) -> FieldsRead:
    """Return what is in the fields of a return."""
    return fields_returned(opened_return(raw, "return"), now)


def changes(
    raw: bytes, *, now: str = FULL, header: bytes = HEADER, empties: bool = False
) -> ReturnedChanges:
    """Return what a return of Permanence changes in the plan as it is now."""
    document, _ = read("3.2.yaml", now.encode())
    assert document
    form = mine(now, header=header)
    scale = load({"p/plan.yaml": header}).scale
    plan = ReturnPlan({"3.2": document}, Year(2019), scale, DAY)
    read_back = fields(raw, form)
    return returned_changes(form, read_back.said, plan, empties=empties, plain=read_back.plain)


def part(raw: bytes, name: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(raw)) as archive:
        return archive.read(name).decode()
