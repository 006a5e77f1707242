"""CODEOWNERS: each action's file and who is asked to review it, all else in it as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.plan.model import Lead
from planctl.plan.plan import Plan, load
from planctl.problem import UserError
from planctl.reports.code_owners import code_owners_path, code_owners_text, leads_without_handle
from plans import ACTION, HEADER

LEADS = b'leads:\n  Permanence:\n    handle: "@a/permanence"\n  Education: Head\n'


def plan(header: bytes = LEADS) -> Plan:
    files = {
        "p/plan.yaml": HEADER + header,
        "p/3.2.yaml": ACTION.encode(),
        "p/3.10.yaml": ACTION.replace('"3.2"', '"3.10"').encode(),
        "p/1.1.yaml": ACTION.replace('"3.2"', '"1.1"').replace("Permanence", "Education").encode(),
        "p/1.2.yaml": b"title: [",
    }
    return load(files)


BLOCK = """# planctl codeowners: begin /p/
# Made of `leads` in plan.yaml; write lines of your own outside.
# Lead: Education (no handle in plan.yaml)
# Lead: Permanence
/p/3.2.yaml @a/permanence
/p/3.10.yaml @a/permanence
# planctl codeowners: end /p/
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", BLOCK),
        ("* @all\n", f"* @all\n\n{BLOCK}"),
        ("* @all", f"* @all\n\n{BLOCK}"),
        (f"* @all\n{BLOCK}/docs @me\n", f"* @all\n{BLOCK}/docs @me\n"),
        (BLOCK.replace("@a", "@old").replace("/p/3.10.yaml", "/p/9.9.yaml"), BLOCK),
        ("* @all\r\n", "* @all\r\n\r\n" + BLOCK.replace("\n", "\r\n")),
        (BLOCK.replace("/p/", "/q/"), BLOCK.replace("/p/", "/q/") + "\n" + BLOCK),
    ],
)
def test_planctl_keeps_its_own_lines_and_no_others(before: str, after: str) -> None:
    assert code_owners_text(before, plan(), "p") == after
    assert code_owners_text(after, plan(), "p") == after


def test_leads_whom_no_handle_reaches_are_named() -> None:
    assert leads_without_handle(plan()) == ("Education",)
    assert leads_without_handle(plan(b"")) == ("Education", "Permanence")


def test_a_block_that_does_not_end_is_refused() -> None:
    with pytest.raises(UserError, match="codeowners: end /p/' is missing"):
        code_owners_text(
            BLOCK.replace("# planctl codeowners: end /p/\n", "/docs @me\n"), plan(), "p"
        )


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("plan/2019-20", "/plan/2019-20/3.2.yaml "),
        (".", "/3.2.yaml "),
        ("", "/3.2.yaml "),
        ("our plan#1", "/our\\ plan\\#1/3.2.yaml "),
        ("[x]*?!\\é", "/\\[x\\]\\*\\?\\!\\\\é/3.2.yaml "),
    ],
)
def test_a_path_is_a_pattern_that_means_it_alone(folder: str, pattern: str) -> None:
    assert f"\n{pattern}@a/permanence\n" in code_owners_text("", plan(), folder)


@given(st.text(st.sampled_from("ab #@\n\u2028:"), max_size=30))
def test_whatever_was_there_stays(before: str) -> None:
    after = code_owners_text(before, plan(), "p")
    assert not before.strip() or after.startswith(before)
    assert code_owners_text(after, plan(), "p") == after


def test_the_name_of_a_lead_cannot_end_the_block() -> None:
    name = "planctl codeowners: end /p/"
    header = f'leads:\n  "{name}": Head\n  Permanence:\n    handle: "@a"\n'.encode()
    files = {"p/plan.yaml": HEADER + header, "p/3.2.yaml": ACTION.encode(),
             "p/3.1.yaml": f'id: "3.1"\ntitle: T\nlead: "{name}"\n'.encode()}  # fmt: skip
    once = code_owners_text("", load(files), "p")
    assert code_owners_text(once, load(files), "p") == once
    assert once.splitlines().count(f"# {name}") == 1


@pytest.mark.parametrize("handle", ["@a", "@bwd/permanence", "@a/b/c", "head@bwd.gov.uk", ""])
def test_a_handle_is_a_name_a_team_or_an_address(handle: str) -> None:
    assert Lead(handle=handle).handle == handle


@pytest.mark.parametrize(
    "handle", ["a", "@", "@a b", "@a\n* @b", "@a/", "a@b", "@a #", "@é", "@-a"]
)
def test_what_is_no_handle_is_refused(handle: str) -> None:
    header = (
        b"leads:\n  Permanence:\n    handle: " + repr(handle).replace("'", '"').encode() + b"\n"
    )
    found = load({"p/plan.yaml": HEADER + header})
    assert [each.hint for each in found.problems] == [
        "@name, @organisation/team or an e-mail address"
    ]


def test_a_lead_may_be_a_post_or_say_more() -> None:
    header = plan().require()
    assert header.post("Education") == "Head"
    assert header.post("Permanence") == ""
    assert header.post("Nobody") == ""


def test_a_file_that_is_there_is_kept_where_it_is() -> None:
    assert code_owners_path("github", []) == ".github/CODEOWNERS"
    assert code_owners_path("github", ["docs/CODEOWNERS"]) == "docs/CODEOWNERS"
    assert code_owners_path("gitlab", []) == "CODEOWNERS"
