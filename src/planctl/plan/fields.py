"""The fields of an action and of its updates, and what people call them."""

WORD_FIELDS = ("rag", "status", "confidence")


TEXT_FIELDS = ("commentary", "impact", "next_steps", "evidence")


UPDATE_FIELDS = (
    "rag",
    "status",
    "headline",
    "commentary",
    "impact",
    "next_steps",
    "evidence",
    "confidence",
)
"""The fields of an update, in the order in which a file has them."""


FIELD_NAMES = {
    "lead": "Lead",
    "owner": "Owner",
    "accountable": "Accountable",
    "source": "Source",
    "due": "Due",
    "original_due": "Originally due",
    "moves": "Moves of the due date",
    "milestones": "Milestones",
    "supersedes": "Supersedes",
    "links": "Links with other plans and strategies",
    "indicators": "Indicators of success",
    "measures": "How performance is measured and tracked",
    "opening": "When the year began",
}
"""What people call the parts of an action, where the key alone does not say it."""
