"""The messages to leads as drafts, and what is due when as a calendar file."""

import re
from datetime import date
from email import message_from_bytes
from email.policy import default

from planctl.plan.plan import load
from planctl.reports.calendar_file import calendar_file
from planctl.reports.reminder_drafts import draft
from planctl.reports.reminders import lead_messages, text_reminders
from planctl.summary.summary import Summary, summarise
from planctl.summary.updates_due import every_update_due
from plans import HEADER, texts
from returned import FULL

DAY = date(2019, 11, 1)
AGREED = """moves:
  - was: {}
    to: {}
    date: 2019-10-01
    reason: Late
    agreed_by: Board

"""


def summary(action: str = FULL) -> Summary:
    return summarise(load({**texts(a3_2=action), "p/plan.yaml": HEADER}), DAY)


def test_a_draft_has_the_message_and_what_is_attached() -> None:
    (message,) = lead_messages(every_update_due(summary()))
    raw = draft(message, "lead@example.invalid", [("return.docx", b"PK words")])
    assert draft(message, "lead@example.invalid", [("return.docx", b"PK words")]) == raw
    read = message_from_bytes(raw, policy=default)
    assert (read["To"], read["X-Unsent"]) == ("lead@example.invalid", "1")
    assert read["From"] is None
    assert read["Subject"] == message.subject
    body = read.get_body()
    assert body
    assert "send it back" in body.get_content()
    assert message.body.strip() in body.get_content().replace("\r\n", "\n")
    (attached,) = read.iter_attachments()
    assert attached.get_content() == b"PK words"
    alone = message_from_bytes(draft(message, "", []), policy=default)
    assert alone["To"] is None
    assert "attached" not in alone.get_content()
    assert message.subject in text_reminders(every_update_due(summary()))


def events(action: str) -> dict[str, list[str]]:
    """Return the day, the sequence and the status of each event, by the end of its id."""
    text = calendar_file(summary(action), "p").decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = re.findall(
        r"UID:p-2019-20-(\S+)@planctl\r\n.*?DTSTART;VALUE=DATE:(\d+)\r\n.*?"
        r"SEQUENCE:(\d)\r\nSTATUS:(\w+)",
        text,
        re.DOTALL,
    )
    return {key: rest for key, *rest in found}


def test_each_day_is_an_event_with_an_id_of_its_own() -> None:
    found = events(FULL)
    assert list(found)[:4] == ["updates-q1", "updates-q2", "updates-q3", "updates-q4"]
    assert found["updates-q2"] == ["20191014", "0", "CONFIRMED"]
    assert found["3.2-due"] == ["20191231", "0", "CONFIRMED"]
    assert len(found) == 7
    assert "3.2-due" not in events(FULL.replace("due: Q3 2019-20\n", "", 1))


def test_a_day_that_moved_is_the_same_event_on_the_new_day() -> None:
    moved = FULL.replace("due: Q3 2019-20\n", "due: 2020-02\n").replace(
        "milestones:", f"{AGREED.format('Q3 2019-20', '2020-02')}milestones:"
    )
    assert events(moved)["3.2-due"] == ["20200229", "1", "CONFIRMED"]


def test_a_day_that_there_is_no_more_is_cancelled() -> None:
    opened = FULL.replace("due: Q3 2019-20\n", "due: to be confirmed\n").replace(
        "milestones:", f"{AGREED.format('Q3 2019-20', 'to be confirmed')}milestones:"
    )
    assert events(opened)["3.2-due"] == ["20191231", "2", "CANCELLED"]
    never = FULL.replace("due: Q3 2019-20\n", "due: ongoing\n")
    assert "3.2-due" not in events(never)
    closed = FULL.replace(
        "  Q2:\n    rag:\n\n    status:\n", "  Q2:\n    rag:\n\n    status: closed\n"
    )
    assert events(closed)["3.2-due"][2] == "CANCELLED"
    assert "3.2-due" not in events("id: no action")


def test_long_words_are_folded_between_characters() -> None:
    named = FULL.replace("PLACEMENT STABILITY", "“é” " * 30 + "a, b; c")
    text = calendar_file(summary(named), "p").decode()
    assert "a\\, b\\; c is due" in text.replace("\r\n ", "")
