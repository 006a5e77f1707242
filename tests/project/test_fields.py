"""What a field of an action says is in every place where its kind belongs: none was forgotten.

Each text of the model, also one that is added tomorrow, says a word of its own. The words are
looked for in all that planctl prints of an action, and in what it makes of its file.
"""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from planctl.plan.fields import FACT_FIELDS, LIST_FIELDS, TEXT_FIELDS, UPDATE_FIELDS, WORD_FIELDS
from planctl.plan.model import Action, Update
from repositories import PLANCTL, Repository

Keys = tuple[str, ...]
TODAY = ("--today", "2019-07-20")

NOT_SEARCHED = frozenset({"supersedes", "opening"})
"""What is told of the year before, in which nobody looks for the action of this year."""


def fields(model: type[Action | Update], kind: object) -> list[str]:
    """Return the fields of a model that hold a value of that kind."""
    return [name for name, field in model.model_fields.items() if field.annotation == kind]


LISTS = [*fields(Action, Action.model_fields["links"].annotation), "measures"]
UPDATE = fields(Update, str)
KEYS: list[Keys] = [
    *((name,) for name in (*fields(Action, str), *LISTS) if name != "id"),
    *(("opening", name) for name in UPDATE),
    *(("updates", name) for name in UPDATE),
]
WORDS = {keys: f"zq{number}z" for number, keys in enumerate(KEYS, 1)}
"""The word that each field says, by the keys that lead to it."""


def action(said: dict[Keys, str]) -> str:
    """Return the file of an action in which these fields say these words."""
    texts = [name for name in Action.model_fields if (name,) in said]
    lines = [f"{name}:{_ENTRY * (name in LISTS)} {said[name,]}" for name in texts]
    parts = ['id: "3.2"', *lines]
    for name, head, margin in (
        ("opening", "quarter: Q4 2018-19", "  "),
        ("updates", "Q1:", "    "),
    ):
        inner = [f"{margin}{field}: {said[name, field]}" for field in UPDATE]
        parts.append("\n".join([f"{name}:", f"  {head}", f"{margin}rag: amber", *inner]))
    return "\n\n".join(parts) + "\n"


_ENTRY = "\n  -"
"""What makes a list of one entry."""


def missing(text: str, *but: str) -> list[Keys]:
    """Return the fields whose words are not in a text, but for some that need not be."""
    return [keys for keys, word in WORDS.items() if word not in text and not {*but} & {*keys}]


def _members(path: Path) -> str:
    """Return what all files within a zip file say."""
    with zipfile.ZipFile(path) as zipped:
        return "\n".join(zipped.read(name).decode(errors="replace") for name in zipped.namelist())


def _pdf(path: Path) -> str:
    if not shutil.which("pdftotext"):
        assert os.environ.get("CI") != "true", "pdftotext is missing"
        pytest.skip("there is no pdftotext; `make poppler` installs it")
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()


FORMATS: dict[str, Callable[[Path], str]] = {
    **dict.fromkeys(("html", "markdown", "csv", "json"), Path.read_text),
    **dict.fromkeys(("docx", "xlsx"), _members),
    "pdf": _pdf,
    "parquet": lambda path: str(parquet.read_table(path).to_pylist()),
}
"""What is to be read in a report of each format."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A plan of one action, in which every text says its word."""
    return Repository(tmp_path_factory.mktemp("fields") / "plan", {"3.2": action(WORDS)})


@pytest.fixture
def copied(repository: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository, to change things in."""
    return Repository(shutil.copytree(repository.top, tmp_path / "copied"))


def test_the_lists_of_fields_are_those_of_the_models() -> None:
    assert list(UPDATE_FIELDS) == list(Update.model_fields)
    assert [*fields(Update, str)] == [f for f in UPDATE_FIELDS if f not in WORD_FIELDS]
    assert {"headline", *TEXT_FIELDS} == set(UPDATE)
    named = {"id", "title", "description", "supersedes", *FACT_FIELDS}
    assert named == set(fields(Action, str))
    assert ["lead", *LIST_FIELDS, "measures"] == LISTS


def test_every_field_is_read_and_a_misspelt_one_is_told(
    repository: Repository, tmp_path: Path
) -> None:
    repository.planctl("check", *TODAY)
    misspelt = [f"{name}s" for name, *inner in KEYS if not inner]
    text = "\n".join([*(f"{name}: x" for name in misspelt), action(WORDS)])
    top = Repository(tmp_path / "misspelt", {"3.2": text})
    said = top.run(str(PLANCTL), "check").stdout
    assert [each for each in misspelt if f"did you mean '{each[:-1]}'" not in said] == []


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["", "--json"])
def test_show_says_every_field(repository: Repository, options: Keys) -> None:
    assert missing(repository.planctl("show", "3.2", *options, *TODAY)) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_says_every_field(repository: Repository, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"report.{name}"
    repository.planctl("report", "--format", name, "--output", str(path), *TODAY)
    assert missing(FORMATS[name](path)) == []


def test_the_site_says_every_field_and_finds_it(repository: Repository, tmp_path: Path) -> None:
    site = tmp_path / "site"
    repository.planctl("report", "--format", "site", "--output", str(site), *TODAY)
    assert missing((site / "action-3.2.html").read_text()) == []
    assert missing((site / "search-index.js").read_text(), *NOT_SEARCHED) == []
    tables = [path.read_text() for path in site.glob("*.csv")]
    assert missing("\n".join(tables)) == []


@pytest.mark.parametrize("options", [(), ("--format", "json")], ids=["", "--format json"])
def test_what_is_said_otherwise_is_told(copied: Repository, options: Keys) -> None:
    copied.write("3.2", action({keys: f"was {word}" for keys, word in WORDS.items()}))
    assert missing(copied.planctl("diff", *options)) == []


def test_what_two_people_say_is_put_together(copied: Repository) -> None:
    """Lines that stand beside each other are changed by one or the other: git alone cannot."""
    copied.planctl("git", "setup")
    copied.commit("Set up")
    odd, even = (
        {keys: f"{'new ' * (n % 2 == by)}{WORDS[keys]}" for n, keys in enumerate(KEYS)}
        for by in (0, 1)
    )
    copied.branch("theirs", ("3.2", action(odd)))
    copied.write("3.2", action(even))
    copied.commit("ours")
    copied.git("merge", "theirs")
    new = {keys: f"new {word}" for keys, word in WORDS.items()}
    assert copied.text() == action(new)


def test_the_next_year_s_action_says_what_is_not_of_this_year(copied: Repository) -> None:
    copied.planctl("rollover", "2020-21", *TODAY)
    text = (copied.plan.parent / "2020-21" / "3.2.yaml").read_text()
    assert missing(text, "supersedes", "opening") == []
    keys = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert keys == [name for name in Action.model_fields if name in keys]


@pytest.mark.parametrize("name", ["action", "show", "report"])
def test_a_schema_names_every_field(repository: Repository, name: str) -> None:
    parts = json.loads(repository.planctl("schema", name))
    named = [
        each["properties"].keys()
        for each in (parts, *parts["$defs"].values())
        if "properties" in each
    ]
    for of in ([keys[0] for keys in KEYS], UPDATE_FIELDS):
        assert any({*of} <= names for names in named)
