"""The messages to leads who owe something as drafts of e-mails, with the returns attached."""

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from planctl.reports.reminders import LeadMessage

_INTRODUCTION = "Fill in the document that is attached, and send it back; or use planctl:\n"


def draft(message: LeadMessage, address: str, attached: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a message as a draft that a mail program opens to be sent; planctl sends nothing."""
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["Subject"] = message.subject
    if address:
        made["To"] = address
    made["X-Unsent"] = "1"
    documents = list(attached)
    introduction = _INTRODUCTION if documents else ""
    made.set_content(f"{message.to}\n\n{introduction}{message.body}", cte="quoted-printable")
    for name, raw in documents:
        made.add_attachment(raw, maintype="application", subtype=_TYPES[name[-5:]], filename=name)
    if documents:
        made.set_boundary(f"planctl-{sha256(message.body.encode()).hexdigest()[:24]}")
    return bytes(made)


_TYPES = {
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
