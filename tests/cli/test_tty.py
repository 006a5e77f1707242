"""What is different at a terminal: questions, colour, being interrupted, a reader that leaves."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from plans import ACTION, HEADER
from repositories import ENVIRON, Repository

pytestmark = pytest.mark.slow

PLANCTL = [sys.executable, "-m", "planctl"]
_TRIES = 30
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = tmp_path / "plan" / "2019-20"
    plan.mkdir(parents=True)
    plan.joinpath("plan.yaml").write_bytes(HEADER)
    plan.joinpath("3.2.yaml").write_text(ACTION)
    return tmp_path


def at_terminal(
    arguments: list[str], folder: Path, typed: Iterable[str] = (), **environ: str
) -> tuple[int, str]:
    """Run planctl at a terminal of its own; return its exit status and all that is shown there.

    Each text is typed when a question is asked, that is, when what is shown ends in a colon.
    """
    answers = iter(typed)
    ours, theirs = pty.openpty()
    unset = ("NO_COLOR", "FORCE_COLOR", "CI")
    kept = {key: value for key, value in os.environ.items() if key not in unset}
    environment = {**kept, "TERM": "xterm-256color", "COLUMNS": "100", "PAGER": "cat", **environ}
    with subprocess.Popen(
        [*PLANCTL, *arguments],
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - only a child can take its terminal
    ) as running:
        os.close(theirs)
        shown = b""
        last = ""
        while more := _more(ours, last):
            shown += more
            if shown.endswith(b": "):
                last = next(answers, "")
                os.write(ours, last.encode())
        try:
            running.wait(_TRIES)
        finally:
            running.kill()
    os.close(ours)
    return running.returncode, shown.decode().replace("\r\n", "\n")


def _take_terminal() -> None:
    """Make Ctrl-C at its terminal stop it, even if whoever runs the tests ignores that."""
    import fcntl  # noqa: PLC0415 - in the child
    import termios  # noqa: PLC0415 - in the child

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _more(terminal: int, last: str) -> bytes:
    """Return what is shown next; a key that came before its question waited is pressed again."""
    for _ in range(_TRIES):
        if select.select([terminal], [], [], 2)[0]:
            break
        os.write(terminal, (last if last in {"\x03", "\x04"} else "").encode())
    else:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # its other end is closed
        return b""


def test_init_asks_for_what_is_not_given(tmp_path: Path) -> None:
    answers = ["Improvement Plan", "Aldermere Council", "2025/26", "Right help", "Right time", ""]
    typed = [f"{answer}\n" for answer in answers]
    status, shown = at_terminal(["init"], tmp_path, typed)
    assert status == 0
    assert "Priority 3 (empty to end):" in shown
    text = (tmp_path / "plan/2025-26/plan.yaml").read_text()
    assert "organisation: Aldermere Council\nyear: 2025-26\n" in text
    assert "priorities:\n  1: Right help\n  2: Right time\n" in text


def test_init_offers_the_year_that_it_is(tmp_path: Path) -> None:
    typed = ["Improvement Plan\n", "Aldermere Council\n", "\n", "Right help\n", "\n"]
    status, _ = at_terminal(["init", "--today", "2026-05-01"], tmp_path, typed)
    assert status == 0
    assert (tmp_path / "plan/2026-27/plan.yaml").exists()


def test_a_number_that_is_there_is_replaced_with_the_reason_that_is_typed(folder: Path) -> None:
    action = folder / "plan/2019-20/3.2.yaml"
    measure = "measures:\n  - text: Contacts\n    id: contacts\n    unit: count\n"
    text = f"{measure}    actuals:\n      Q1: 4\nupdates:\n"
    action.write_text(
        re.sub(r"(?m)^measures:\n(?: .*\n|\n)*", "", ACTION).replace("updates:\n", text)
    )
    arguments = ["record", "3.2", "contacts", "-q", "Q1", "--value", "5"]
    status, shown = at_terminal(arguments, folder, ["It was mistyped\n"])
    assert (status, "Q1 has 4 already. Why is it 5?: " in shown) == (0, True)
    assert "Q1:\n        value: 5\n        reason: It was mistyped\n" in action.read_text()


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_whoever_stops_answering_leaves_nothing_behind(key: str, tmp_path: Path) -> None:
    status, shown = at_terminal(["init"], tmp_path, ["Improvement Plan\n", key])
    assert (status, shown.splitlines()[-1]) == (130, "planctl: stopped")
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_shows_ratings_in_colour_and_the_same_words(folder: Path) -> None:
    command = ["status", "--today", "2019-08-01"]
    status, coloured = at_terminal(command, folder)
    plain = subprocess.run(
        [*PLANCTL, *command],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        check=True,
    )
    assert status == 0
    assert COLOUR.search(coloured)
    assert COLOUR.sub("", coloured).split() == plain.stdout.decode().split()


def test_a_narrow_terminal_leaves_out_the_leads_and_no_title(folder: Path) -> None:
    _, shown = at_terminal(["status", "--today", "2019-08-01"], folder, COLUMNS="80")
    assert re.search("3.2 +PLACEMENT +", shown)
    assert not re.search("PLACEMENT.* Permanence", shown)


@pytest.mark.parametrize(
    ("environ", "shown"),
    [({}, "Lead: PermanenceALL"), ({"NO_COLOR": "1"}, "[-Permanence-]{+ALL+}")],
)
def test_words_that_changed_are_told_by_colour_or_by_marks(
    environ: dict[str, str], shown: str, folder: Path
) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.invalid"]
    for command in (["init"], ["add", "."], ["commit", "-m", "A"]):
        subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True)
    path = folder / "plan" / "2019-20" / "3.2.yaml"
    path.write_text(path.read_text().replace("lead: Permanence", "lead: ALL"))
    status, printed = at_terminal(["diff"], folder, **environ)
    assert status == 0
    assert shown in COLOUR.sub("", printed)
    assert bool(re.search(r"\x1b\[[0-9;]*[34][0-9]", printed)) is not bool(environ)


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(environ: dict[str, str], folder: Path) -> None:
    _, shown = at_terminal(["status", "--today", "2019-08-01"], folder, **environ)
    assert "● Green" in shown
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9]", shown)


def test_a_terminal_is_not_shown_what_it_cannot_show(folder: Path) -> None:
    status, shown = at_terminal(["report", "--format", "xlsx"], folder)
    assert status == 2
    assert "a terminal cannot show xlsx" in shown


def test_what_nobody_reads_is_not_complained_about(folder: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*PLANCTL, "report"], cwd=folder, stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


def test_a_sheet_is_taken_back_if_its_person_agrees(folder: Path) -> None:
    path = folder / "plan" / "2019-20" / "3.2.yaml"
    measure = "  - text: Ended early\n    id: ended-early\n    unit: count\n"
    path.write_text(ACTION.replace("  - Placements that ended early\n", measure))
    head = "action,measure,quarter,period,value,numerator,denominator"
    folder.joinpath("filled.csv").write_text(f"{head}\n3.2,ended-early,Q2,,7,,\n")
    arguments = ["measures", "import", "filled.csv", "--today", "2019-11-01"]
    status, shown = at_terminal(arguments, folder, ["n\n"])
    assert status == 0
    assert "Record 1 value?" in shown
    assert "nothing was written" in shown
    assert "Q2: 7" not in path.read_text()
    status, shown = at_terminal(arguments, folder, ["y\n"])
    assert status == 0
    assert "1 value recorded in 1 action" in shown
    assert "      Q2: 7\n" in path.read_text()


@pytest.mark.parametrize(
    ("meanwhile", "status", "told"),
    [
        (("# end", "# meanwhile"), 0, "1 value recorded in 1 action"),
        (("Q2: 5", "Q2: 6"), 3, "was changed meanwhile"),
    ],
)
def test_a_sheet_is_not_taken_back_over_a_number_that_somebody_wrote_meanwhile(
    meanwhile: tuple[str, str], status: int, told: str, folder: Path
) -> None:
    path = folder / "plan" / "2019-20" / "3.2.yaml"
    measure = (
        "  - text: Ended early\n    id: ended-early\n    unit: count\n    actuals:\n      Q2: 5\n"
    )
    text = ACTION.replace("  - Placements that ended early\n", measure) + "# end\n"
    path.write_text(text)
    head = "action,measure,quarter,period,value,numerator,denominator"
    folder.joinpath("filled.csv").write_text(f"{head}\n3.2,ended-early,Q2,,7,,\n")

    def answers() -> Iterator[str]:
        path.write_text(text.replace(*meanwhile))
        yield "y\n"

    arguments = ["measures", "import", "filled.csv", "--today", "2019-11-01"]
    ended, shown = at_terminal(arguments, folder, answers())
    assert (ended, told in shown) == (status, True), shown
    assert meanwhile[1] in path.read_text()


@pytest.mark.parametrize(
    ("answer", "meanwhile", "status", "told"),
    [
        ("n\n", "", 0, "nothing was written"),
        ("y\n", "", 0, "1 update written"),
        ("y\n", "Another word.", 3, "was changed meanwhile"),
    ],
)
def test_a_sheet_of_words_is_taken_back_if_its_person_agrees(
    answer: str, meanwhile: str, status: int, told: str, folder: Path
) -> None:
    path = folder / "plan" / "2019-20" / "3.2.yaml"
    sheet = "action,quarter,commentary\n3.2,Q1,Two carers.\n"
    folder.joinpath("filled.csv").write_text(sheet)

    def answers() -> Iterator[str]:
        path.write_text(path.read_text().replace("The campaign began in May.", meanwhile or "A."))
        yield answer

    path.write_text(ACTION.replace("The campaign began in May.", "A."))
    arguments = ["updates", "import", "filled.csv", "--today", "2019-11-01"]
    if meanwhile:
        path.write_text(ACTION)
    ended, shown = at_terminal(arguments, folder, answers())
    assert (ended, told in shown) == (status, True), shown
    assert ("      Two carers.\n" in path.read_text()) == (told == "1 update written")


def test_a_doubtful_number_of_a_sheet_is_told_once(folder: Path) -> None:
    path = folder / "plan" / "2019-20" / "3.2.yaml"
    measure = (
        "  - text: Ended early\n    id: ended-early\n    unit: count\n    actuals:\n      Q1: 5\n"
    )
    path.write_text(ACTION.replace("  - Placements that ended early\n", measure))
    head = "action,measure,quarter,period,value,numerator,denominator"
    folder.joinpath("filled.csv").write_text(f"{head}\n3.2,ended-early,Q2,,70,,\n")
    arguments = ["measures", "import", "filled.csv", "--today", "2019-11-01"]
    status, shown = at_terminal(arguments, folder, ["y\n"])
    assert (status, shown.count("warning:")) == (0, 1), shown


def test_a_long_making_shows_how_far_it_is(folder: Path) -> None:
    for number in range(1, 190):
        action = folder / "plan" / "2019-20" / f"1.{number}.yaml"
        action.write_text(ACTION.replace("3.2", f"1.{number}"))
    command = ["report", "--format", "site", "--output", "public", "--today", "2019-08-01"]
    status, shown = at_terminal(command, folder)
    assert status == 0
    assert "Making pages" in shown
    assert "100%" in shown
    assert re.search(r"public has (\d+) files, \1 of which were written", shown)


def test_a_file_with_something_wrong_is_opened_again_or_kept(folder: Path) -> None:
    path = folder / "plan/2019-20/3.2.yaml"
    wrong = {"EDITOR": "sed -i s/green/puce/"}
    status, shown = at_terminal(["edit", "3.2"], folder, ["y\n", "n\n"], **wrong)
    assert status == 3
    assert COLOUR.sub("", shown).count("'puce' is not a RAG rating") == 2
    kept = re.search(r"what you wrote is kept in (\S+)", shown)
    assert kept
    assert Path(kept[1]).read_text() == ACTION.replace("green", "puce")
    assert path.read_text() == ACTION


def test_a_question_that_is_not_answered_keeps_the_text(folder: Path) -> None:
    status, shown = at_terminal(["edit", "3.2"], folder, ["\x04"], EDITOR="sed -i s/green/puce/")
    assert status == 130
    assert "what you wrote is kept in" in shown


def test_a_file_that_was_wrong_before_is_mended_bit_by_bit(folder: Path) -> None:
    path = folder / "plan/2019-20/3.2.yaml"
    path.write_text(ACTION.replace("green", "puce"))
    status, shown = at_terminal(
        ["edit", "3.2"], folder, ["n\n"], EDITOR="sed -i s/STABILITY/HOMES/"
    )
    assert status == 0, shown
    assert path.read_text() == ACTION.replace("green", "puce").replace("STABILITY", "HOMES")


def test_what_is_longer_than_the_screen_is_read_in_the_persons_pager(folder: Path) -> None:
    small = {"LINES": "10", "PLANCTL_PAGER": "sed 's/^/> /'"}
    status, shown = at_terminal(["show", "3.2"], folder, **small)
    assert status == 0
    assert all(line.startswith("> ") for line in shown.splitlines())
    assert "PLACEMENT STABILITY" in shown
    plain = at_terminal(["show", "3.2", "--no-pager"], folder, **small)[1]
    assert not plain.startswith("> ")
    assert at_terminal(["show", "3.2"], folder, **{**small, "LINES": "900"})[1] == plain
    assert at_terminal(["show", "3.2"], folder, LINES="10", PLANCTL_PAGER="")[1] == plain
    missing = {"LINES": "10", "PLANCTL_PAGER": "none-such"}
    assert at_terminal(["show", "3.2"], folder, **missing)[1].endswith(plain)


def test_a_page_of_the_manual_is_shown_as_it_is_to_look(folder: Path) -> None:
    status, shown = at_terminal(["help", "quarter"], folder)
    assert status == 0
    assert "```" not in COLOUR.sub("", shown)


def test_what_is_sent_is_shown_and_asked_first(tmp_path: Path) -> None:
    top = Repository(tmp_path / "top").top
    at_terminal(["set", "3.2", "owner=Head"], top)
    who = {key: value for key, value in ENVIRON.items() if key.startswith("GIT_")}
    status, shown = at_terminal(["send"], top, ["n\n"], **who)
    assert (status, "nothing was sent" in shown) == (3, True)
    status, shown = at_terminal(["send"], top, ["y\n"], **who)
    assert (status, "It is committed on 3.2-owner" in shown) == (0, True)
