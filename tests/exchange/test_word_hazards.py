"""What Word does to a plan's tables: whatever it is, no word is lost and no row shifts."""

from imports import Imported, imported
from planctl.exchange.known_columns import field_of
from word_parts import cell, control, part, row, run, span, table, word, words

HEAD = row("No.", "Action", "Lead", "By when", "RAG", "Progress")
DELETED = '<w:del><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del>'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id='1' descr='A chart of moves'/>"
    "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
    "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="x"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>',
)
STYLES = part(
    "styles",
    '<w:style w:styleId="Base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>',
)


def numbered(text: str, number: int, depth: int = 0) -> str:
    return words(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def of(*rows: str, head: str = HEAD, parts: dict[str, str] | None = None) -> Imported:
    return imported(word(table(head, *rows), parts))


def test_a_tracked_change_is_accepted_and_what_it_deleted_is_listed() -> None:
    inserted = (
        f"<w:p><w:ins>{run('Open two ')}</w:ins>{DELETED.format('three ')}{run('hubs')}</w:p>"
    )
    moved = (
        f"<w:p><w:moveFrom>{run('old place ')}</w:moveFrom><w:moveTo>{run('Here')}</w:moveTo></w:p>"
    )
    found = of(
        row("1.1", cell(inserted), "Early Help", "", "", cell(moved)),
        row("1.2", "Gone", "Nobody", properties="<w:del/>"),
        row("1.3", "Train staff", "Education", properties="<w:ins/>"),
    )
    assert [each.title for each in found.actions.values()] == ["Open two hubs", "Train staff"]
    assert found.actions["1.1"].updates["Q1"].commentary == "Here"
    assert found.left["three"] == "deleted by a tracked change"
    assert found.left["1.2 Gone Nobody"] == "a row deleted by a tracked change"
    assert "3 × tracked insertion: accepted" in found.report
    assert "3 × tracked deletion: accepted" in found.report


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Open two ')}</w:p>"
    title = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>"
    found = of(
        row("1.1", cell(joined, "hubs"), "Early Help"),
        row("1.2", cell(joined, "<w:p/>"), "Early Help"),
        row("1.3", cell(title, "Train"), "Early Help"),
    )
    titles = [each.title for each in found.actions.values()]
    assert titles == ["Open two hubs", "Open two", "Train"]
    beside = imported(word(f"{joined}{words('hubs')}{table(HEAD, row('1', 'Act', 'A'))}"))
    assert beside.plan.require().priorities["1"].text == "Open two hubs"


def test_rows_and_cells_in_content_controls_are_read_in_their_place() -> None:
    choice = control(words("Amber"), "<w:dropDownList/>")
    found = of(
        control(row("1.1", control(cell("Open hubs")), "Early Help", "", cell(choice), "Slow")),
        row("1.2", control(cell("Choose"), "<w:showingPlcHdr/>"), "Education"),
        row(
            "1.3",
            "Train",
            "Education",
            "",
            cell(f"<w:p>{control(run('Choose an item.'), '<w:showingPlcHdr/>')}</w:p>"),
            cell(f"<w:p>{control(run('Slow too'))}</w:p>"),
        ),
        row("1.4", cell(control(words("Click here."), "<w:showingPlcHdr/>"), "Plan"), "A"),
    )
    first, second, third, last = found.actions.values()
    assert first.updates["Q1"].rag is not None
    assert first.updates["Q1"].rag.code == "amber"
    assert first.updates["Q1"].commentary == "Slow"
    assert (second.title, second.lead) == ("Action 1.2", ("Education",))
    assert third.updates["Q1"].rag is None
    assert third.updates["Q1"].commentary == "Slow too"
    assert last.title == "Plan"
    assert found.left["Choose an item."] == "what is to be filled in"
    assert found.left["Click here."] == "what is to be filled in"


def test_a_table_within_a_cell_is_lines_of_that_cell() -> None:
    inner = table(row("Hub one", "Hub two"), row(cell("both", properties=span(2))))
    found = of(
        row("1.1", "Open hubs", "A", cell(inner, "<w:p/>"), ""),
        head=row("No.", "Action", "Lead", "Outcomes", "RAG"),
    )
    assert found.actions["1.1"].indicators == ("Hub one", "Hub two", "both")
    assert "1 × table within a cell" in found.report


def test_a_table_within_a_table_of_the_layout_is_a_table_of_its_own() -> None:
    outer = table(row(cell(words("Priority 2: Early help"), table(HEAD, row("2.1", "Open", "A")))))
    found = imported(word(outer))
    assert found.actions["2.1"].title == "Open"
    assert found.plan.require().priorities["2"].text == "Early help"


def test_a_text_box_is_listed_and_a_table_in_it_is_read() -> None:
    box = f"<w:p>{BOX.format(words('Draft'), words('Draft'))}</w:p>"
    with_table = f"<w:p>{BOX.format(table(HEAD, row('1.1', 'Open', 'A')), '')}</w:p>"
    found = imported(word(box + with_table))
    assert found.actions["1.1"].title == "Open"
    assert found.left["Draft"] == "a text box"
    assert found.left["A chart of moves"] == "the description of a picture"


def test_comments_footnotes_and_headers_are_listed_with_their_places() -> None:
    noted = (
        f"<w:p><w:commentRangeStart w:id='0'/>{run('Open')}<w:r><w:commentReference w:id='0'/>"
        "<w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    comment = f"<w:comment w:id='0' w:author='A Reader'>{words('Is it?')}</w:comment>"
    notes = f"<w:footnote w:id='2'>{words('By a report.')}</w:footnote>{words('stray')}"
    found = of(
        row("1.1", cell(noted), "A"),
        parts={
            "comments": part("comments", comment),
            "footnotes": part("footnotes", notes),
            "endnotes": part("endnotes", f"<w:endnote w:id='9'>{words('At the end.')}</w:endnote>"),
            "word/header1.xml": part("hdr", words("OFFICIAL")),
            "word/charts/chart1.xml": "<c><v>12</v><v>13</v></c>",
        },
    )
    places = {each.text: (each.place, each.what) for each in found.read.log.left}
    assert places["Is it?"] == ("table 1, row 2, cell 2", "comment by A Reader")
    assert places["By a report."] == ("table 1, row 2, cell 2", "footnote")
    assert places["At the end."] == ("endnotes", "endnote")
    assert places["OFFICIAL"] == ("header1", "beside the text")
    assert "1213" in places


def test_hidden_words_and_rows_are_listed_and_not_taken() -> None:
    secret = (
        f"<w:p>{run('Open')}{run(' secretly', '<w:vanish/>')}{run(' late', '<w:strike/>')}</w:p>"
    )
    found = of(row("1.1", cell(secret), "A"), row("1.2", "Hidden", "B", properties="<w:hidden/>"))
    assert [each.title for each in found.actions.values()] == ["Open late"]
    assert found.left["secretly"] == "hidden text"
    assert found.left["1.2 Hidden B"] == "a hidden row"
    assert "1 × passage that is struck through" in found.report


def test_cells_merged_down_and_across_are_one() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = imported(
        word(
            table(
                row("Priority", "No.", "Action", "Lead", "Outcomes", "Success"),
                row(
                    cell("1 Early help", properties=begin),
                    cell("1.1", properties=begin),
                    cell("Open", properties=begin),
                    cell("A", properties=begin),
                    cell("Soon", properties=span(2)),
                ),
                row(
                    cell("", properties=go_on),
                    cell("", properties=go_on),
                    cell("", properties=go_on),
                    cell("", properties=go_on),
                    "Later",
                    cell("", properties='<w:vMerge w:val="continue"/>'),
                ),
                row(
                    cell("", properties=go_on),
                    "1.2",
                    "Train",
                    cell("", properties=go_on),
                    cell("P", properties='<w:hMerge w:val="restart"/>'),
                    cell("Q", properties='<w:hMerge w:val="continue"/>'),
                ),
                row(cell("2 Homes", properties=begin), "2.1", "Find", "B"),
                row("2.2", "Keep", "B", properties='<w:gridBefore w:val="1"/>'),
            )
        )
    )
    one, two, three, four = found.actions.values()
    assert (one.indicators, one.lead) == (("Soon", "Later"), ("A",))
    assert (two.indicators, two.lead, two.priority_id) == (("P", "Q"), ("A",), "1")
    assert (three.title, four.title, four.priority_id) == ("Find", "Keep", "2")


def test_words_own_numbers_are_ids_and_its_lists_are_entries() -> None:
    head = row("No.", "Action", "Lead", "Outcomes")
    found = imported(
        word(
            table(
                head,
                row(
                    cell(numbered("", 1, 1)),
                    "Open",
                    "A",
                    cell(numbered("First", 2), numbered("Inner", 2, 1), numbered("x", 3, 2)),
                ),
                row(cell(words("", '<w:pStyle w:val="Own"/>')), "Train", "A"),
                row(cell(numbered("", 4)), "House", "A", cell(numbered("Next", 3))),
                row(cell(words("9", '<w:numPr><w:numId w:val="77"/></w:numPr>')), "Home", "A"),
            ),
            {"numbering": NUMBERING, "styles": STYLES},
        )
    )
    assert list(found.actions) == ["3.1", "3.2", "7", "9"]
    assert found.actions["3.1"].indicators == ("First", "Inner", "x")
    assert found.actions["7"].indicators == ("Next",)


def test_numbers_before_the_words_of_an_action_are_its_id() -> None:
    found = of(
        row("", cell(numbered("Open", 1, 1)), "A"),
        row("", "3.2. Train", "A"),
        row("", "R7) House", "A"),
        parts={"numbering": NUMBERING},
    )
    assert {key: each.title for key, each in found.actions.items()} == {
        "3.1": "Open",
        "3.2": "Train",
        "R7": "House",
    }


def test_symbols_fields_and_breaks_are_words() -> None:
    form = (
        "<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='Red'/>"
        "<w:listEntry w:val='Green'/></w:ddList></w:ffData></w:fldChar></w:r>"
    )
    box = "<w:r><w:fldChar><w:ffData><w:checkBox><w:{}/></w:checkBox></w:ffData></w:fldChar></w:r>"
    odd = "".join(
        f"<w:r><w:sym w:font='Wingdings' w:char='{code}'/></w:r>" for code in ("F0FC", "F021", "zz")
    )
    more = "<w:r><w:t>Co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:tab/><w:t>shop</w:t></w:r>"
    maths = (
        "<m:oMath><m:r><m:t>x</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f>"
        "</m:oMath>"
    )
    linked = f"<w:hyperlink>{run('site')}</w:hyperlink>"
    choice = f"<mc:AlternateContent><mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"
    found = of(
        row(
            "1.1",
            cell(f"<w:p>{more}{linked}{maths}{choice}</w:p>"),
            "A",
            "",
            cell(f"<w:p>{form}</w:p>"),
            cell(f"<w:p>{odd}{box.format('checked')}{box.format('default')}</w:p>"),
        )
    )
    action = found.actions["1.1"]
    assert action.title == "Co\u2011op shopsitex1old"
    assert action.updates["Q1"].rag is not None
    assert action.updates["Q1"].commentary == "✓[Wingdings F021]☒☐"


def test_a_colour_alone_is_a_guess_by_the_legend_or_by_its_name() -> None:
    def colour(fill: str) -> str:
        return cell("", properties=f'<w:shd w:fill="{fill}"/>')

    legend = table(row(colour("FFC000"), "On track"), row(colour("00B050"), "Complete"))
    marked = "<w:p><w:r><w:rPr><w:highlight w:val='red'/></w:rPr><w:t> </w:t></w:r></w:p>"
    ink = "<w:p>" + run("●", "<w:color w:val='C00000'/>") + "</w:p>"
    shaded = "<w:p>" + run(" ", "<w:shd w:fill='FF0000'/>") + "</w:p>"
    plain = "<w:p>" + run("●", "<w:color w:val='auto'/>") + "</w:p>"
    rows = (
        row("1.1", "A", "L", "", colour("FFC000")),
        row("1.2", "B", "L", "", colour("00B050")),
        row("1.3", "C", "L", "", cell(marked)),
        row("1.4", "D", "L", "", cell(ink)),
        row("1.5", "E", "L", "", cell(shaded)),
        row("1.6", "F", "L", "", colour("zz")),
        row("1.7", "G", "L", "", colour("D9D9D9")),
        row("1.8", "H", "L", "", cell(plain)),
    )
    found = imported(word(legend + table(HEAD, *rows)))
    said = {key: each.updates["Q1"] for key, each in found.actions.items()}
    ratings = [each.rag.code if each.rag else each.status for each in said.values()]
    assert ratings == ["on-track", "complete", "red", "red", "red", None, None, None]
    bare = imported(word(table(HEAD, *rows))).actions["1.1"].updates["Q1"]
    assert bare.rag
    assert bare.rag.code == "amber"


def test_a_legend_may_be_of_words() -> None:
    colour = cell("", properties='<w:shd w:fill="FFC000"/>')
    legend = table(row("Amber", "At risk"), row("Grey", "Not rated"))
    found = imported(word(legend + table(HEAD, row("1.1", "Open", "L", "", colour))))
    assert any("the legend says: At risk" in each for each in found.guesses)


def test_headers_stand_again_after_a_page_break_in_other_words() -> None:
    again = row("No.", "Action", "Lead officer", "Deadline", "Stage", "Quarterly update")
    found = of(
        row("1.1", "Open", "A", "May 2019", "Red", "Late"),
        again,
        row("1.2", "Train", "B", "June 2019", "G", "Early"),
    )
    assert [each.lead for each in found.actions.values()] == [("A",), ("B",)]
    assert found.actions["1.2"].updates["Q1"].commentary == "Early"
    assert any("it stands where 'RAG' does" in each for each in found.guesses)


def test_whatever_a_page_break_cut_is_put_together() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = of(
        row("1.1", "Open", "Director of", "31 March", "", "It was slow"),
        row("", "", "Children's Services", "2020", "", "at first."),
        row("1.2", cell("Train", properties=begin), "Education", "", "", "Begun."),
        row("", cell("", properties=go_on), "Health", "", "", "Done."),
    )
    one, two = found.actions.values()
    assert one.lead == ("Director of Children's Services",)
    assert one.due is not None
    assert one.due.words == "31 March 2020"
    assert one.updates["Q1"].commentary == "It was slow at first."
    assert two.lead == ("Education", "Health")
    assert two.updates["Q1"].commentary == "Begun.\n\nDone."


def test_two_header_rows_name_a_column_together() -> None:
    head = row(
        "", "", "", cell("Quarter 1", properties=span(2)), cell("Quarter 2", properties=span(2))
    )
    below = row("No.", "Action", "Lead", "RAG", "Progress", "RAG", "Progress")
    found = imported(word(table(head, below, row("1", "Open", "A", "Red", "Late", "G", "Done"))))
    action = found.actions["1"]
    assert action.updates["Q1"].commentary == "Late"
    assert action.updates["Q2"].commentary == "Done"
    merged = '<w:vMerge w:val="restart"/>'
    upper = row(
        cell("Action", properties=merged),
        cell("Lead", properties=merged),
        cell("Progress", properties=span(2)),
    )
    under = row(cell("", properties="<w:vMerge/>"), cell("", properties="<w:vMerge/>"), "Q1", "Q2")
    other = imported(word(table(upper, under, row("Open", "A", "Late", "Two open"))))
    assert other.actions["1.1"].updates["Q2"].commentary == "Two open"


def test_a_full_width_row_is_commentary_or_a_heading() -> None:
    wide = "It was slow at first, for the lease came late and the builders were not to be had."
    found = of(
        row(cell("Priority 1: Early help", properties=span(6))),
        row("1.1", "Open", "A"),
        row(cell("Quarterly Progress Commentary: Two are open.", properties=span(6))),
        row("1.2", "Train", "A"),
        row("Progress:", cell("All are trained.", properties=span(5))),
        row("1.3", "House", "A"),
        row(cell(wide, properties=span(6))),
        row(cell("Homes", properties=span(6))),
        row("2.1", "Find", "A"),
    )
    said = {key: each.updates["Q1"].commentary for key, each in found.actions.items()}
    assert said["1.1"] == "Two are open."
    assert said["1.2"] == "All are trained."
    assert said["1.3"] == wide
    assert found.plan.require().priorities["2"].text == "Homes"


def test_updates_in_a_cell_go_to_their_quarters() -> None:
    found = of(
        row(
            "1.1",
            "Open",
            "A",
            "",
            "",
            cell("Q1: Begun.", "Well.", "Update July 2019: Two open.", "Q3 2018/19: Old.", "Q4:"),
        )
    )
    updates = found.actions["1.1"].updates
    assert updates["Q1"].commentary == "Begun.\n\nWell."
    assert updates["Q2"].commentary == "Two open."
    assert found.left["Q3 2018/19: Old."] == "'Q3 2018/19:' is in no quarter of 2019-20"
    assert found.left["Q4:"] == "nothing is said"


def test_two_leads_and_two_dates_are_told_and_open_dates_are_open() -> None:
    found = of(
        row("1.1", "Open", "Chair / DCS", "TBC"),
        row("1.2", "Train", cell("Education", "Health"), "ongoing"),
        row("1.3", "House", "Education and Health", "May 2019 / June 2019"),
        row("1.4", "Home", "Education", "Spring"),
        row("1.5", "Heal", "Health", "by end of March 2020"),
        row("1.6", "Hold", "", "TBC after the review"),
    )
    leads = [each.lead for each in found.actions.values()]
    assert leads[:3] == [("Chair", "DCS"), ("Education", "Health"), ("Education", "Health")]
    assert leads[5] == ("To be confirmed",)
    dates = [each.due.words if each.due else None for each in found.actions.values()]
    assert dates == ["to be confirmed", "ongoing", None, None, "March 2020", "to be confirmed"]
    assert any(
        "when 1.3 is due: 'May 2019 / June 2019' has two dates" in each for each in found.questions
    )
    assert any("who leads 1.6" in each for each in found.questions)


def test_what_stands_between_is_read_too() -> None:
    """Custom XML, changes of whole paragraphs, styles that are based on themselves, form fields."""
    style = "<w:style w:styleId='S'><w:basedOn w:val='S'/></w:style>"
    field = "<w:p><w:r><w:fldChar><w:ffData/></w:fldChar></w:r><w:r><w:drawing><wp:docPr/>"
    field += f"</w:drawing></w:r>{run('Open')}</w:p>"
    inserted = f"<w:ins>{words('Quickly')}</w:ins><mc:AlternateContent><mc:Choice>"
    inserted += f"{words('Now')}</mc:Choice></mc:AlternateContent>"
    last = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('The end')}</w:p>"
    empty = cell("", properties='<w:shd w:fill="FFC000"/>')
    body = table(HEAD, row("1.1", cell(field), "A", empty, "", empty), row("1.2", cell(inserted)))
    raw = word(body + words("", "<w:pStyle w:val='S'/>") + last, {"styles": part("styles", style)})
    found = imported(raw)
    assert found.actions["1.1"].title == "Open"
    assert found.actions["1.2"].description == "Now"
    assert found.left["The end"] == "it stands in no table"


def test_a_heading_is_known_by_what_councils_call_it() -> None:
    known = {
        "What?": "title",
        "Who?": "lead",
        "Lead officer": "lead",
        "Responsible Officer": "owner",
        "By When?": "due",
        "Timescale": "due",
        "BRAG": "rag",
        "Status": "rag",
        "Indicators of Success": "indicators",
        "Outcome / Impact": "indicators",
        "How will we know?": "measures",
        "Links with other plans / strategies / depts": "links",
        "Recommendation": "title",
        "Priority rating": "",
        "Resources": "",
    }
    assert {each: field_of(each) for each in known} == known
