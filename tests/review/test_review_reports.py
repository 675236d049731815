"""The forms in which findings are reported."""

import importlib
import json
from xml.etree import ElementTree as ET

import pytest

from afterword.model.span import Span
from afterword.review.diagnostic import Diagnostic
from afterword.review.reports.located import Located, located
from afterword.text.source import Source

TEXT = "# Höhe\r\n\r\nÄrger: the on-call should have <b>escalated</b> & \x0b left, 50% done.\r\n"


def findings(file: str = "post mortems/a,b:c.md") -> tuple[Located, ...]:
    """Two findings in a document that is hard to write."""
    start = TEXT.index("should")
    return located(
        file,
        Source(TEXT),
        (
            Diagnostic(
                code="LNG301",
                rule="counterfactual-should-have",
                severity="error",
                message="says\nwhat <should> have been: 50%",
                span=Span(start, start + 11),
                suggestion="What led there?",
            ),
            Diagnostic(code="XYZ999", rule="ours", severity="info", message="a note", span=Span(0, 0)),
        ),
    )


def report(form: str, found: tuple[Located, ...]) -> str:
    """The report in a form."""
    written = importlib.import_module(f"afterword.review.reports.{form}").write(found)
    assert isinstance(written, str)
    return written


def test_json_has_places_in_characters() -> None:
    """Lines and columns count from 1, columns in characters."""
    first, second = json.loads(report("json", findings()))
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (3, 20, 3, 31)
    assert (second["line"], second["column"]) == (1, 1)
    assert first["fix"] is None


def test_sarif_says_what_code_scanning_needs() -> None:
    """Rules, levels, places, and marks that survive moved lines."""
    (run,) = json.loads(report("sarif", findings()))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["LNG301", "XYZ999"]
    first = run["results"][0]
    assert (first["level"], run["results"][1]["level"]) == ("error", "note")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "post%20mortems/a%2Cb%3Ac.md"
    assert place["region"] == {"startLine": 3, "startColumn": 20, "endLine": 3, "endColumn": 31}
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]


def test_github_commands_cannot_be_broken_by_words() -> None:
    """Line ends, colons, and commas are escaped; one command a line."""
    lines = report("github", findings()).splitlines()
    assert len(lines) == 2
    assert lines[0] == (
        "::error file=post mortems/a%2Cb%3Ac.md,line=3,endLine=3,col=20,endColumn=30,"
        "title=LNG301 counterfactual-should-have::says%0Awhat <should> have been: 50%25"
    )
    assert lines[1].startswith("::notice ")


def test_gitlab_marks_differ_and_do_not_hang_on_lines() -> None:
    """The same finding further down has the same mark; two of the same have two."""
    first, second = json.loads(report("gitlab", findings()))
    assert first["fingerprint"] != second["fingerprint"]
    assert first["severity"] == "major"
    moved = Source("\n\n" + TEXT)
    old = findings()[0].diagnostic
    start = old.span.start + 2
    shifted = Diagnostic(
        code=old.code, rule=old.rule, severity="error", message=old.message, span=Span(start, start + 11)
    )
    (again,) = json.loads(report("gitlab", located("post mortems/a,b:c.md", moved, (shifted,))))
    assert again["fingerprint"] == first["fingerprint"]


def test_junit_is_well_formed_whatever_the_words() -> None:
    """Errors are failures, the rest is said."""
    root = ET.fromstring(report("junit", findings("a\x0b<&>.md")))  # noqa: S314  # our own
    cases = root.findall("./testsuite/testcase")
    assert len(cases) == 2
    assert cases[0].find("failure") is not None
    assert cases[1].find("failure") is None


def test_text_marks_the_trigger() -> None:
    """The line stands below the place, with the trigger marked."""
    text = report("text", findings())
    assert "LNG301" in text
    assert "^^^^^^^^^^^" in text
    assert "1 error, 1 note in 1 document" in text


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_no_findings_make_a_valid_report(form: str) -> None:
    """An empty list, an empty run, or a sentence."""
    text = report(form, ())
    if form in {"json", "sarif", "gitlab"}:
        json.loads(text)
    assert form == "github" or text
