"""What libyaml cannot read is explained by what a person wrote; cases/bad has the many ways."""

from planctl.text.yaml_mistakes import Fault, Stop, conflicts, explained

TEXT = "a: b\nc: d\n"


def test_what_libyaml_has_never_said_before_is_passed_on() -> None:
    stop = Stop("while doing this found that", 5, 5, (0, 0, ""))
    fault = explained(TEXT, stop)
    assert fault == Fault(
        5,
        6,
        "not YAML: while doing this found that",
        "check the quotation marks and the indentation",
    )


def test_a_text_without_markers_has_no_conflict() -> None:
    for line in ("<<<<<<", "<<<<<<<<", "x <<<<<<< y", "  =======", "=======x", "<<<<<<<y"):
        assert not list(conflicts(f"a: b\n{line}\nc: d\n")), line


def test_a_marker_is_found_whatever_the_line_end() -> None:
    for end in ("\n", "\r\n", ""):
        (fault,) = conflicts(f"a: b\n>>>>>>> other{end}")
        assert (fault.start, fault.end, fault.rule) == (5, 18, "conflict")
