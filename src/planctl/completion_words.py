"""The commands, their options and words, for completion; made by `make docs`."""

Options = dict[str, tuple[tuple[str, ...] | None, str]]

COMMANDS: dict[str, tuple[Options, tuple[str, ...], str]] = {
    "": (
        {
            "--version": (None, "Show the version and exit."),
            "--help": (None, "Show this message and exit."),
        },
        ("command",),
        "Run an improvement plan kept in git: update it, check it, see where it...",
    ),
    "status": (
        {
            "--quarter": (("Q1", "Q2", "Q3", "Q4"), "Q1 to Q4"),
            "-q": (("Q1", "Q2", "Q3", "Q4"), "Q1 to Q4"),
            "--json": (None, "Print JSON, for programs."),
            "--at": (
                (),
                "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
            ),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Show the board's view of a quarter.",
    ),
    "list": (
        {
            "--priority": ((), "Only this priority's actions."),
            "--lead": ((), "Only this lead's actions."),
            "--rating": (
                (
                    "Red",
                    "Amber",
                    "Green",
                    "Complete",
                    "Embedded",
                    "On hold",
                    "Closed",
                    "Not started",
                    "Not rated",
                    "No update",
                    "Not due yet",
                    "Cannot be read",
                ),
                "Only actions rated so in the quarter.",
            ),
            "--quarter": (("Q1", "Q2", "Q3", "Q4"), "Only this quarter's ratings."),
            "-q": (("Q1", "Q2", "Q3", "Q4"), "Only this quarter's ratings."),
            "--json": (None, "Print JSON, for programs."),
            "--at": (
                (),
                "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
            ),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "List actions with their leads and ratings.",
    ),
    "show": (
        {
            "--quarter": (("Q1", "Q2", "Q3", "Q4"), "Only this quarter's update."),
            "-q": (("Q1", "Q2", "Q3", "Q4"), "Only this quarter's update."),
            "--json": (None, "Print JSON, for programs."),
            "--at": (
                (),
                "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
            ),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        ("action",),
        "Show an action whole, quarter by quarter.",
    ),
    "update": (
        {
            "--quarter": (("Q1", "Q2", "Q3", "Q4"), "Q1 to Q4"),
            "-q": (("Q1", "Q2", "Q3", "Q4"), "Q1 to Q4"),
            "--rag": (("red", "amber", "green"), "red, amber or green"),
            "--status": (
                ("not started", "in progress", "complete", "embedded", "on hold", "closed"),
                "not started, in progress, complete, embedded, on hold or closed",
            ),
            "--confidence": (("red", "amber", "green"), "Will the outcome be achieved?"),
            "--headline": ((), "One line for the board."),
            "--commentary": ((), "Progress this quarter, in Markdown."),
            "--commentary-file": ((), "The same, from a file"),
            "--impact": ((), "So what: the difference made for children."),
            "--next-steps": ((), "What will be done, by whom and by when."),
            "--evidence": ((), "What shows it: kind, date and source."),
            "--edit": (None, "Write it in your editor, beside last quarter's."),
            "--dry-run": (None, "Say what would change, and write nothing."),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        ("action",),
        "Set the rating and words of a quarter.",
    ),
    "check": (
        {
            "--format": (("human", "github", "gitlab", "sarif", "junit", "json"), "For whom."),
            "--json": (None, "The same as --format json."),
            "--strict": (None, "Warnings count as errors."),
            "--since": ((), "Only what came in, or was touched, since this work left BASE."),
            "--at": (
                (),
                "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
            ),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Report all that is wrong with the plan.",
    ),
    "explain": (
        {
            "--help": (None, "Show this message and exit."),
        },
        (
            "file",
            "syntax",
            "conflict",
            "schema",
            "id",
            "hidden",
            "priority",
            "lead",
            "early",
            "rating",
            "commentary",
            "next-steps",
            "repeated",
            "finished",
            "evidence",
        ),
        "Print a rule's manual page, or list the rules.",
    ),
    "diff": (
        {
            "--exit-code": (None, "Exit with 1 if anything changed."),
            "--format": (("human", "json"), "For whom."),
            "--json": (None, "The same as --format json."),
            "--plan": ((), "The plan's folder"),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Say what changed in the plan, in the plan's own words.",
    ),
    "log": (
        {
            "--quarter": (("Q1", "Q2", "Q3", "Q4"), "Only what was said of this quarter."),
            "-q": (("Q1", "Q2", "Q3", "Q4"), "Only what was said of this quarter."),
            "--limit": ((), "At most so many changes."),
            "-n": ((), "At most so many changes."),
            "--plan": ((), "The plan's folder"),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Say when the plan or an action changed, who changed it, and what, the latest...",
    ),
    "report": (
        {
            "--format": (("html", "markdown"), "Else the suffix of --output."),
            "--quarter": (("Q1", "Q2", "Q3", "Q4"), "Q1 to Q4"),
            "-q": (("Q1", "Q2", "Q3", "Q4"), "Q1 to Q4"),
            "--output": ((), "Where to write it"),
            "--template": ((), "A Jinja template to use instead."),
            "--templates": (
                (),
                "The plan, or checkout, whose templates to use instead of this plan's",
            ),
            "--at": (
                (),
                "The plan as it stood on a day, at a quarter's sign-off, or at a revision of git.",
            ),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Make the paper: the whole plan, with commentary.",
    ),
    "init": (
        {
            "--title": ((), "The plan's title as printed."),
            "--organisation": ((), "The council or partnership whose plan it is."),
            "--year": ((), "Its financial year, such as 2025-26."),
            "--priority": ((), "A priority"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Start a new plan, asking for what is not given.",
    ),
    "add": (
        {
            "--help": (None, "Show this message and exit."),
        },
        ("command",),
        "Add an action or a priority to a plan.",
    ),
    "add action": (
        {
            "--priority": ((), "The priority it belongs to."),
            "--title": ((), "Its name as printed."),
            "--lead": ((), "The service area that answers for it."),
            "--description": ((), "What it is to do."),
            "--link": ((), "A linked plan"),
            "--indicator": ((), "An indicator of success"),
            "--measure": ((), "How it is measured"),
            "--plan": ((), "The plan's folder"),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Add an action to a priority.",
    ),
    "add priority": (
        {
            "--plan": ((), "The plan's folder"),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Add a priority to the plan.",
    ),
    "demo": (
        {
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Make an invented plan to try things on.",
    ),
    "rollover": (
        {
            "--dry-run": (None, "Say what would be carried forward"),
            "--plan": ((), "The plan's folder"),
            "--today": ((), "The day to work for, instead of today."),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Start next year's plan with the actions of this one that are not finished.",
    ),
    "git": (
        {
            "--help": (None, "Show this message and exit."),
        },
        ("command",),
        "Have git merge, compare and check plans.",
    ),
    "git setup": (
        {
            "--undo": (None, "Make this clone as it was."),
            "--dry-run": (None, "Say what would change, and write nothing."),
            "--plan": ((), "The plan's folder"),
            "--help": (None, "Show this message and exit."),
        },
        (),
        "Set up this clone: merging by meaning, readable diffs, a check before each...",
    ),
    "ci": (
        {
            "--branch": ((), "The branch of the agreed plan."),
            "--pages": (None, "Publish the report of that branch on Pages."),
            "--install": ((), "What installs planctl there instead."),
            "--force": (None, "Overwrite without asking."),
            "--help": (None, "Show this message and exit."),
        },
        ("github", "gitlab"),
        "Write workflows that check each change of the plan.",
    ),
    "codeowners": (
        {
            "--check": (None, "Write nothing"),
            "--plan": ((), "The plan's folder"),
            "--help": (None, "Show this message and exit."),
        },
        ("github", "gitlab"),
        "Write CODEOWNERS, so that each service area reviews its own actions.",
    ),
    "schema": (
        {
            "--help": (None, "Show this message and exit."),
        },
        ("plan", "action", "list", "show", "status"),
        "Print a JSON Schema, of plan files or of --json.",
    ),
    "completion": (
        {
            "--help": (None, "Show this message and exit."),
        },
        ("bash", "zsh", "fish", "powershell"),
        "Print the script that completes words in a shell.",
    ),
}
