"""The page of findings names every code that the program can give, and no other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.cli._findings import meanings
from afterword.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| `([A-Z]{2,3}\d{3})` \| (.+) \| (.+) \|$",
    (ROOT / "docs" / "reference" / "findings.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def codes_of_the_program() -> set[str]:
    """The codes that stand as literals in the source."""
    # the rules of the review have a page of their own, made from themselves
    rules = ROOT / "src" / "afterword" / "review" / "rules"
    of_rules = {code for file in rules.glob("*.py") for code in _codes(file)}
    files = sorted(file for file in (ROOT / "src" / "afterword").rglob("*.py") if rules not in file.parents)
    return {code for file in files for code in _codes(file)} - of_rules


def _codes(file: Path) -> list[str]:
    return re.findall(r'"([A-Z]{2,3}\d{3})"', file.read_text(encoding="utf-8"))


def test_every_code_is_explained() -> None:
    """Whoever meets a code finds it on the page."""
    assert codes_of_the_program() - {code for code, _, _ in ROWS} == set()


def test_no_code_is_explained_that_nothing_gives() -> None:
    """The page promises nothing that the program lacks, and each code stands there once."""
    codes = [code for code, _, _ in ROWS]
    assert set(codes) - codes_of_the_program() == set()
    assert len(codes) == len(set(codes))


def test_the_codes_stand_in_order() -> None:
    """Within a family the numbers rise, so that a code is found by eye."""
    for family in {code[:2] for code, _, _ in ROWS}:
        numbers = [code for code, _, _ in ROWS if code.startswith(family)]
        assert numbers == sorted(numbers)


def test_the_program_carries_the_page(golden: Callable[[Path, str], None]) -> None:
    """`explain` reads a copy of the page, which ``--accept`` makes."""
    page = ROOT / "docs" / "reference" / "findings.md"
    golden(ROOT / "src" / "afterword" / "cli" / "findings.md", page.read_text(encoding="utf-8"))


def test_the_program_explains_every_code(capfd: pytest.CaptureFixture[str]) -> None:
    """Each code of the page is explained in words without addresses, also where it is written in lower case."""
    assert meanings().keys() == {code for code, _, _ in ROWS}
    for code, _, _ in ROWS:
        assert main(["explain", code.lower()]) == 0
        out = capfd.readouterr().out
        assert out.startswith(f"{code} (")
        assert "](" not in out


def test_a_code_that_nothing_gives_is_refused_with_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    """A slip of the fingers is told from a code."""
    assert main(["explain", "RD9411"]) == 2
    assert capfd.readouterr().err == "afterword: there is no code RD9411; RD411?\n"
