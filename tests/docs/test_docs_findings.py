"""The page of findings names every code that the program can give, and no other."""

import re
from pathlib import Path

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
    files = sorted(file for file in (ROOT / "src" / "afterword").rglob("*.py") if rules not in file.parents)
    return {code for file in files for code in re.findall(r'"([A-Z]{2,3}\d{3})"', file.read_text(encoding="utf-8"))}


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
