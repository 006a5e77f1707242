"""A paper that is changed, or that no second person approved, does not get out: way by way."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from planctl.cli.app import run
from planctl.plan.plan import Plan
from planctl.problem import UserError
from planctl.signoff.issue_records import issue_digest, issue_records, named_person
from planctl.text.document import read
from planctl.workspace.publication import Numbered, actor, issue
from plans import ACTION

DAY = "2019-10-14"
ANN, BOB = ("Ann", "ann@example.invalid"), ("Bob", "bob@example.invalid")
HEADER = """title: Improvement Plan
organisation: Aldermere Council
year: 2019-20

priorities:
  1: Right help, right time
  3: Permanence without delay

leads:
  Permanence:
    post: Head of Permanence
    handle: permanence@example.invalid
"""
INTERNAL = """id: "3.3"
title: FOSTERING
lead: Permanence
visibility: internal
"""
PROPOSE = "propose --format markdown --quarter Q2 --by Officer"
PAPER = "published/2019-20-1-full.md"


class Council:
    """A repository with a plan, in which several people publish."""

    def __init__(self, top: Path) -> None:
        """Find it in a folder."""
        self.top, self.plan = top, top / "plan" / "2019-20"

    def by(self, person: tuple[str, str]) -> "Council":
        """Have git know another person."""
        for who in ("AUTHOR", "COMMITTER"):
            os.environ[f"GIT_{who}_NAME"], os.environ[f"GIT_{who}_EMAIL"] = person
        return self

    def commit(self, person: tuple[str, str] = ANN) -> "Council":
        """Commit all that is there, as somebody."""
        self.by(person)
        subprocess.run(["git", "add", "--all"], cwd=self.top, check=True)
        subprocess.run(["git", "commit", "--quiet", "-m", "-"], cwd=self.top, check=True)
        return self

    def publish(self, words: str, day: str = DAY) -> int:
        """Run a command, and return its exit status."""
        before, place = Path.cwd(), os.environ.get("PLANCTL_TODAY")
        os.chdir(self.top)
        os.environ["PLANCTL_TODAY"] = day
        try:
            return run(["publish", *words.split()] if words[:6] != "check " else words.split())
        finally:
            os.chdir(before)
            os.environ.pop("PLANCTL_TODAY")
            if place:
                os.environ["PLANCTL_TODAY"] = place

    def change(self, old: str, new: str, name: str = "3.2") -> "Council":
        """Change a text in a file of the plan."""
        path = self.plan / f"{name}.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return self

    def forge(self, old: str, new: str) -> "Council":
        """Change the record of issue 1, and make its digest fit, as planctl would."""
        self.change(old, new, "plan")
        path = self.plan / "plan.yaml"
        document, _ = read("plan.yaml", path.read_bytes())
        assert document
        record = issue_records(document)["1"]
        path.write_text(path.read_text().replace(str(record["digest"]), issue_digest("1", record)))
        return self

    def remove(self, name: str) -> "Council":
        """Remove a file of the plan."""
        (self.plan / f"{name}.yaml").unlink()
        return self

    def put(self, text: str) -> None:
        """Write another text where the paper is to be written."""
        self.paper.parent.mkdir()
        self.paper.write_text(text)

    @property
    def paper(self) -> Path:
        """The file of issue 1."""
        return self.top / PAPER


@pytest.fixture(autouse=True)
def _as_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ):
        monkeypatch.setenv(name, "-")


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The council's repository at each step of a round: begun, proposed, approved, issued."""
    kept = dict(os.environ)
    made: dict[str, Path] = {}
    top = tmp_path_factory.mktemp("round") / "begun"
    council = Council(top)
    council.plan.mkdir(parents=True)
    council.plan.joinpath("plan.yaml").write_text(HEADER)
    council.plan.joinpath("3.2.yaml").write_text(ACTION)
    council.plan.joinpath("3.3.yaml").write_text(INTERNAL)
    subprocess.run(["git", "init", "--quiet", top], check=True)
    council.commit()
    made["begun"] = top
    for name, words, person in (
        ("proposed", PROPOSE, ANN),
        ("approved", "approve 1 --by Governance", BOB),
        ("issued", "issue 1 --by Clerk", BOB),
        ("withdrawn", "withdraw 1 --why Wrong --by Clerk", BOB),
    ):
        last, top = top, top.parent / name
        shutil.copytree(last, top)
        council = Council(top).by(person)
        assert council.publish(words) == 0
        council.commit(person)
        made[name] = top
    os.environ.clear()
    os.environ.update(kept)
    return made


Do = Callable[[Council], object]
SAME: Do = lambda _: None  # noqa: E731 - a table of small deeds
EARLIER = "The campaign began in May."
APPROVAL = "    approved:\n      date: 2019-10-14\n      by: Governance\n      person: {}\n"


def _approved_by_hand(council: Council, person: tuple[str, str]) -> Council:
    said = APPROVAL.format(f'"{named_person(*person)}"')
    return council.forge("    digest: ", f"{said}    digest: ")


def _template(council: Council) -> Council:
    own = council.plan / "templates" / "report.md.j2"
    own.parent.mkdir()
    own.write_text(
        '{% extends "planctl/report.md.j2" %}\n{% block head %}All is well\n{% endblock %}'
    )
    return council.commit()


def _squashed(council: Council) -> Council:
    council.by(BOB).publish("approve 1 --by Governance")
    subprocess.run(["git", "reset", "--quiet", "--soft", "HEAD~1"], cwd=council.top, check=True)
    return council.commit(BOB)


class Way(NamedTuple):
    """A way to get a paper out: at which step, what is done, then which command says what."""

    at: str
    what: str
    do: Do
    command: str
    says: str
    status: int = 1
    day: str = DAY


ISSUE, VERIFY = "issue 1", f"verify {PAPER}"
NOT_APPROVED = "the paper is not the one that was approved"
WAYS = (
    # the plan, or what makes the paper, is changed after the approval
    Way(
        "approved",
        "a rating is changed",
        lambda c: c.change("rag: green", "rag: red").commit(),
        ISSUE,
        f"{NOT_APPROVED}: the plan says otherwise: 3.2 PLACEMENT STABILITY (Permanence)",
    ),
    Way(
        "approved",
        "a word is changed",
        lambda c: c.change("in May", "in June").commit(),
        ISSUE,
        NOT_APPROVED,
    ),
    Way(
        "approved",
        "a title is changed",
        lambda c: c.change("STABILITY", "CHOICE").commit(),
        ISSUE,
        NOT_APPROVED,
    ),
    Way(
        "approved",
        "it is changed and not committed",
        lambda c: c.change("in May", "in June"),
        ISSUE,
        "there are changes that are not committed: 3.2.yaml",
        3,
    ),
    Way(
        "approved",
        "an action is hidden from the public since",
        lambda c: c.change("lead: Permanence", "lead: Permanence\nvisibility: internal").commit(),
        ISSUE,
        NOT_APPROVED,
    ),
    Way(
        "approved",
        "an action is shown since",
        lambda c: c.change("visibility: internal\n", "", "3.3").commit(),
        ISSUE,
        NOT_APPROVED,
    ),
    Way(
        "approved",
        "an action is removed",
        lambda c: c.remove("3.2").commit(),
        ISSUE,
        NOT_APPROVED,
    ),
    Way(
        "approved",
        "a template of the council's own is added",
        _template,
        ISSUE,
        f"{NOT_APPROVED}: a template, ",
    ),
    Way(
        "approved",
        "another version of planctl made it",
        lambda c: c.forge("planctl: ", "planctl: 0.0.1 #").forge("kind: full", "kind: lead"),
        "draft 1",
        "planctl 0.0.1 made it, and this is ",
    ),
    Way(
        "approved",
        "the commit that it was made from is gone",
        lambda c: c.forge("commit: ", "commit: 0123456789 #").forge("kind: full", "kind: lead"),
        "draft 1",
        "what changed cannot be said, for ",
    ),
    Way(
        "approved",
        "a comment has a number that names a person",
        lambda c: c.change("lead: Permanence", "lead: Permanence # NHS 999 000 0018").commit(),
        ISSUE,
        "it may not be published: plan/2019-20/3.2.yaml:",
    ),
    Way(
        "approved",
        "the plan has an error",
        lambda c: c.change("year:", "yaer:", "plan").commit(),
        ISSUE,
        "planctl: ",
    ),
    # the record is changed by hand
    Way(
        "approved",
        "its digest is changed",
        lambda c: c.change("sha256: ", "sha256: 00#", "plan"),
        ISSUE,
        "planctl: ",
    ),
    Way(
        "approved",
        "its day is changed",
        lambda c: c.change(f"as_at: {DAY}", "as_at: 2019-10-15", "plan").commit(),
        ISSUE,
        "the record of issue 1 is not as planctl wrote it",
    ),
    Way(
        "approved",
        "its day is changed, and its digest made to fit",
        lambda c: c.forge(f"as_at: {DAY}", "as_at: 2019-10-15").commit(),
        ISSUE,
        NOT_APPROVED,
    ),
    Way(
        "approved",
        "another paper's digest is put in, and its own made to fit",
        lambda c: c.forge("sha256: ", f"sha256: {'0' * 64} #").commit(),
        ISSUE,
        "the proposal and the approval of issue 1 are one commit",
    ),
    Way(
        "approved",
        "its kind is a path",
        lambda c: c.change("kind: ", "kind: ../ #", "plan"),
        "check --plan plan/2019-20",
        "'../' is not what planctl publish writes",
    ),
    Way(
        "approved",
        "its commit is an option of git",
        lambda c: c.change("commit: ", "commit: --output=x #", "plan"),
        "check --plan plan/2019-20",
        "'--output=x' is not what planctl publish writes",
    ),
    # nobody approved it, or not somebody else
    Way("proposed", "nobody approved it", SAME, ISSUE, "issue 1 is not approved"),
    Way(
        "proposed",
        "who proposed it approves it",
        lambda c: c.by(ANN),
        "approve 1 --by Governance",
        "issue 1 was proposed by you",
    ),
    Way(
        "proposed",
        "by another name, from the same address",
        lambda c: c.by(("Bob", ANN[1])),
        "approve 1 --by Governance",
        "issue 1 was proposed by you",
    ),
    Way(
        "proposed",
        "by the same name, from another address",
        lambda c: c.by(("ANN", BOB[1])),
        "approve 1 --by Governance",
        "issue 1 was proposed by you",
    ),
    Way(
        "proposed",
        "by another, for the same post",
        lambda c: c.by(BOB),
        "approve 1 --by officer",
        "issue 1 was proposed by Officer, who cannot approve it",
    ),
    Way(
        "proposed",
        "the service area that leads an action approves it",
        lambda c: c.by(BOB),
        "approve 1 --by Permanence",
        "Permanence leads 3.2, which issue 1 reports",
    ),
    Way(
        "proposed",
        "from the address of a lead",
        lambda c: c.by(("Cat", "permanence@example.invalid")),
        "approve 1 --by Governance",
        "permanence@example.invalid leads 3.2, which issue 1 reports",
    ),
    Way(
        "approved",
        "who approved it leads an action since",
        lambda c: c.change("Head of Permanence", "Governance", "plan").commit(),
        ISSUE,
        "Governance leads 3.2, which issue 1 reports",
    ),
    Way(
        "proposed",
        "the approval is not committed",
        lambda c: c.by(BOB).publish("approve 1 --by Governance"),
        ISSUE,
        "the approval of issue 1 is not committed",
    ),
    Way(
        "proposed",
        "who proposed it commits the approval",
        lambda c: (c.by(BOB).publish("approve 1 --by Governance"), c.commit(ANN)),
        ISSUE,
        "Ann committed the proposal and the approval of issue 1",
    ),
    Way(
        "proposed",
        "who proposed it writes the approval by hand",
        lambda c: _approved_by_hand(c, BOB).commit(ANN),
        ISSUE,
        "Ann committed the proposal and the approval of issue 1",
    ),
    Way(
        "proposed",
        "the approval is by the same person, by hand",
        lambda c: _approved_by_hand(c, ANN).commit(BOB),
        "check --plan plan/2019-20",
        "issue 1 is approved by the person who proposed it",
    ),
    Way(
        "proposed",
        "proposal and approval are squashed into one",
        _squashed,
        ISSUE,
        "the proposal and the approval of issue 1 are one commit",
    ),
    Way(
        "proposed",
        "the plan is changed before the approval",
        lambda c: c.change("in May", "in June").commit().by(BOB),
        "approve 1 --by Governance",
        "the paper is not the one that was proposed",
    ),
    Way(
        "approved",
        "another proposal takes its place",
        lambda c: (c.change("in May", "in June").commit(), c.publish(PROPOSE), c.commit()),
        ISSUE,
        "issue 1 is not approved",
    ),
    Way(
        "approved",
        "it is approved twice",
        lambda c: c.by(BOB),
        "approve 1 --by Governance",
        "issue 1 was approved on 14 October 2019 by Governance",
        3,
    ),
    Way(
        "approved",
        "it is issued for a day before the approval",
        SAME,
        ISSUE,
        "which is after 13 October 2019",
        3,
        "2019-10-13",
    ),
    Way(
        "approved",
        "it was withdrawn",
        lambda c: c.by(BOB).publish("withdraw 1 --why Wrong"),
        ISSUE,
        "issue 1 was withdrawn on 14 October 2019 by Bob",
    ),
    Way(
        "proposed",
        "it was withdrawn before the approval",
        lambda c: c.publish("withdraw 1 --why Wrong"),
        "approve 1",
        "issue 1 was withdrawn on 14 October 2019 by Bob",
    ),
    Way(
        "issued",
        "it is approved after it was issued",
        lambda c: c.by(("Cat", "c@example.invalid")),
        "approve 1",
        "issue 1 was issued on 14 October 2019",
        3,
    ),
    Way("approved", "there is no such issue", SAME, "issue ../2", "there is no issue ../2"),
    # what may not be proposed
    Way("begun", "an internal edition", SAME, "propose --edition internal", "internal", 2),
    Way("begun", "a form", SAME, "propose --kind blank", "blank", 2),
    Way(
        "begun",
        "a sheet as a kind of paper",
        SAME,
        "propose --format csv --kind lead",
        "do nothing for csv",
        2,
    ),
    Way(
        "begun",
        "what is not committed",
        lambda c: c.change("in May", "in June"),
        PROPOSE,
        "there are changes that are not committed: 3.2.yaml",
        3,
    ),
    Way(
        "begun",
        "what is in plan.yaml and not committed",
        lambda c: c.change("Right help", "Good help", "plan"),
        PROPOSE,
        "there are changes that are not committed: plan.yaml",
        3,
    ),
    Way(
        "begun",
        "a family that could be known",
        lambda c: c.change(EARLIER, "Both siblings of one family were placed.").commit(),
        PROPOSE,
        "it may not be published: plan/2019-20/3.2.yaml:",
    ),
    # where it is written
    Way(
        "approved",
        "over another file",
        lambda c: c.put("Another"),
        ISSUE,
        "is there already, and is another file",
        3,
    ),
    Way(
        "approved",
        "among the plan's files",
        SAME,
        "issue 1 --output plan/2019-20",
        "would stand among the plan's own files",
        3,
    ),
    Way("approved", "into a file", SAME, "issue 1 --output plan/2019-20/plan.yaml", "is a file", 3),
    # what is out
    Way(
        "issued",
        "a character is changed",
        lambda c: c.paper.write_text(c.paper.read_text().replace("Q2", "Q3", 1)),
        VERIFY,
        "It was altered: it has the name of issue 1, and other bytes",
    ),
    Way(
        "issued",
        "its line ends are changed",
        lambda c: c.paper.write_bytes(c.paper.read_bytes().replace(b"\n", b"\r\n")),
        VERIFY,
        "It was altered: it is issue 1 but for its line ends",
    ),
    Way(
        "issued",
        "it is changed and renamed",
        lambda c: (c.top / "x.md").write_text(c.paper.read_text() + "More"),
        "verify x.md",
        "It is no issue of the plan in plan/2019-20",
    ),
    Way(
        "approved",
        "what was read is handed on as if issued",
        lambda c: c.publish("draft 1 --output d.md"),
        "verify d.md",
        "which is approved and not issued",
    ),
    Way("withdrawn", "what was withdrawn is handed on", SAME, VERIFY, "which was withdrawn"),
    Way(
        "approved",
        "it is issued and not committed",
        lambda c: c.publish("issue 1"),
        VERIFY,
        "but that is not committed yet",
    ),
    Way(
        "issued",
        "its record is changed",
        lambda c: c.change("by: Governance", "by: Board", "plan"),
        VERIFY,
        "but its record is not as planctl wrote it",
    ),
    Way(
        "issued",
        "its approval is in the record alone",
        lambda c: c.forge("by: Governance", "by: Board"),
        VERIFY,
        "but the approval of issue 1 is not committed",
    ),
    Way("issued", "it is no file", SAME, "verify nothing.md", "nothing.md is not there"),
    Way(
        "withdrawn",
        "it is withdrawn twice",
        lambda c: c.by(BOB),
        "withdraw 1 --why Again",
        "issue 1 was withdrawn on 14 October 2019 by Clerk",
    ),
    Way("issued", "it is withdrawn without a reason", SAME, "withdraw 1", "--why is not given", 2),
    # the record is undone
    Way(
        "issued",
        "its record is taken out",
        lambda c: c.plan.joinpath("plan.yaml").write_text(HEADER),
        "check --since HEAD --plan plan/2019-20",
        "issue 1, issued on 2019-10-14, is gone",
    ),
    Way(
        "issued",
        "its record is made anew",
        lambda c: c.forge("by: Governance", "by: Board"),
        "check --since HEAD --plan plan/2019-20",
        "the record of issue 1, issued on 2019-10-14, was rewritten",
    ),
    Way(
        "withdrawn",
        "the withdrawal is taken out",
        lambda c: c.forge("because: Wrong", "because: Right"),
        "check --since HEAD --plan plan/2019-20",
        "the record of issue 1, withdrawn on 2019-10-14, was rewritten",
    ),
    Way(
        "issued",
        "its number is another",
        lambda c: c.change('"1":\n    kind', '"2":\n    kind', "plan"),
        "check --plan plan/2019-20",
        "issue 1 is not on record, and a later one is",
    ),
    Way(
        "proposed",
        "it is issued by hand",
        lambda c: c.forge(
            "    digest: ",
            APPROVAL.replace("approved", "issued").format(f'"{named_person(*BOB)}"')
            + "    digest: ",
        ),
        "check --plan plan/2019-20",
        "issue 1 is issued, and nobody has approved it",
    ),
)


@pytest.mark.parametrize("way", [pytest.param(each, id=each.what) for each in WAYS])
def test_no_changed_or_unapproved_paper_gets_out(
    way: Way, stages: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = tmp_path / "council"
    shutil.copytree(stages[way.at], top)
    council = Council(top).by(BOB)
    way.do(council)
    capsys.readouterr()
    issued = council.paper.exists()
    assert council.publish(way.command, way.day) == way.status
    said = "".join(capsys.readouterr())
    assert way.says in said, said
    assert council.paper.exists() == issued, "nothing is written"


def test_a_whole_round_is_on_record(
    stages: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    council = Council(stages["issued"]).by(BOB)
    assert council.publish(VERIFY) == 0
    said = capsys.readouterr().out
    assert "as it was issued\nProposed on 14 October 2019 by Officer\n" in said
    assert "In git it was proposed by Ann, commit " in said
    assert "In git it was approved by Bob, commit " in said
    assert council.publish("issue 1") == 0
    assert "already, and written again" in capsys.readouterr().out


def test_the_manifest_of_a_later_issue_says_what_its_readers_may_know_of_the_change(
    stages: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = tmp_path / "council"
    shutil.copytree(stages["issued"], top)
    council = Council(top).change("in May", "in June").change("FOSTERING", "SECRET", "3.3").commit()
    assert council.publish(PROPOSE) == 0
    assert council.commit().by(BOB).publish("approve 2 --by Governance") == 0
    assert council.commit(BOB).publish("issue 2 --output out") == 0
    said = (top / "out" / "2019-20-2-manifest.txt").read_text()
    assert "What changed since issue 1, as at 14 October 2019:" in said
    assert "The campaign began in [-May.-]{+June.+}" in said
    assert "SECRET" not in said
    council.commit(BOB).publish(VERIFY)
    assert "Issue 2 of 14 October 2019 is a later one of the same paper" in capsys.readouterr().out
    for old, new in (
        (f"      date: {DAY}\n      by: Clerk", f"      date: {DAY}\n      by: Other"),
    ):
        council.change(old, new, "plan")
    assert council.publish("withdraw 1 --why Wrong") == 1, "its record was changed by hand"


def test_a_manifest_says_when_the_commit_of_the_last_issue_is_gone(
    stages: dict[str, Path], tmp_path: Path
) -> None:
    top = tmp_path / "council"
    shutil.copytree(stages["issued"], top)
    council = Council(top).forge("commit: ", "commit: 0123456789 #").commit()
    assert council.publish(PROPOSE) == 0
    assert council.commit().by(BOB).publish("approve 2 --by Governance") == 0
    assert council.commit(BOB).publish("issue 2") == 0
    said = (top / "published" / "2019-20-2-manifest.txt").read_text()
    assert "  That cannot be said: " in said


def test_a_template_that_makes_the_same_voids_nothing(
    stages: dict[str, Path], tmp_path: Path
) -> None:
    top = tmp_path / "council"
    shutil.copytree(stages["approved"], top)
    own = top / "plan" / "2019-20" / "templates" / "report.html.j2"
    own.parent.mkdir()
    own.write_text("Another format's")
    council = Council(top).commit()
    subprocess.run(["git", "checkout", "--quiet", "--detach"], cwd=top, check=True)
    assert council.publish("issue 1") == 0


def test_what_another_program_changes_meanwhile_is_not_issued(
    stages: dict[str, Path], tmp_path: Path
) -> None:
    top = tmp_path / "council"
    shutil.copytree(stages["approved"], top)
    council = Council(top).by(BOB)
    folder, day = str(council.plan), date(2019, 10, 14)

    def change(_plan: Plan, _made: Numbered) -> None:
        council.change("in May", "in June")

    with pytest.raises(UserError, match="was changed meanwhile"):
        issue(folder, "1", actor(folder, None, day), print, change)
