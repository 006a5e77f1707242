"""What libyaml cannot read is explained by what a person wrote; cases/bad has the many ways."""

from planctl.text.yaml_mistakes import ParserStop, YamlMistake, conflict_markers, mistake_at

TEXT = "a: b\nc: d\n"


def test_what_libyaml_has_never_said_before_is_passed_on() -> None:
    stop = ParserStop("while doing this found that", 5, 5, (0, 0, ""))
    fault = mistake_at(TEXT, stop)
    assert fault == YamlMistake(
        5,
        6,
        "not YAML: while doing this found that",
        "check the quotation marks and the indentation",
    )


def test_a_text_without_markers_has_no_conflict() -> None:
    for line in ("<<<<<<", "<<<<<<<<", "x <<<<<<< y", "  =======", "=======x", "<<<<<<<y"):
        assert not list(conflict_markers(f"a: b\n{line}\nc: d\n")), line


def test_a_marker_is_found_whatever_the_line_end() -> None:
    for end in ("\n", "\r\n", ""):
        (fault,) = conflict_markers(f"a: b\n>>>>>>> other{end}")
        assert (fault.start, fault.end, fault.rule) == (5, 18, "conflict")
