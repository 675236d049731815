"""The pages hang together."""

import re
from pathlib import Path

import pytest

from afterword.cli.main import program

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    """A relative link names a file that exists, and an anchor a heading of it."""
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name) if name else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_says_what_was_chosen_and_rejected(page: Path) -> None:
    """Each has its number in name and title, and the four parts in order."""
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.name[:4]}: ")
    assert re.findall(r"^\*\*(\w+)\.\*\*$", text, re.MULTILINE) == ["Context", "Choice", "Rejected", "Consequence"]


def test_the_decisions_are_numbered_without_gaps() -> None:
    """Numbers are never reused and never left out."""
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


def test_every_command_that_a_page_names_exists() -> None:
    """A page never promises a command that is not there."""
    commands = set(program.list_commands(program.make_context("afterword", ["init"], resilient_parsing=True)))
    named = {
        (page.name, word)
        for page in PAGES
        if page.name != "CHANGELOG.md"
        for word in re.findall(r"(?:^\$ |`)afterword ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {(page, word) for page, word in named if word not in commands} == set()
