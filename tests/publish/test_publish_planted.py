"""A hundred marked secrets in a document of each house, and none of them in a version that may not have it."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from afterword.cli._bundle import bundled
from afterword.cli._versions import Derived, version_for
from afterword.cli.main import main
from afterword.houses import library
from afterword.publish.audiences.allowing import allowed
from afterword.publish.formats.loading import FORMATS, write

PLANTING = runpy.run_path(str(Path(__file__).with_name("planting.py")))
planted, seen_in, beside = PLANTING["planted"], PLANTING["seen_in"], PLANTING["beside"]
HOUSES = library.names()
# the others are as many PDFs again, sites, and bundles, and .ci/run makes them
AUDIENCES = [
    ("leadership", False),
    ("public", False),
    *(
        pytest.param(name, True, marks=pytest.mark.slow)
        for name in ("auditor", "leadership", "customer", "public", "interview")
    ),
]
SITE = "site"
KEYS_MARKS = ("ZQFRONT001X", "ZQFRONT002X")
KEYS = f"secret_note: {KEYS_MARKS[0]}\nmore: {{deep: [{KEYS_MARKS[1]}]}} # {KEYS_MARKS[0]}\n"


def files_of(document: Path, derived: Derived, *, has_all: bool) -> Iterator[tuple[str, bytes]]:
    """Every format of a version by its name, and if asked for a bundle, and all files of a site as one."""
    for target in FORMATS:
        yield target, write(derived.version, target).data
    if not has_all:
        return
    yield "bundle", bundled(str(document), derived)
    out = document.parent / "site"
    assert main(["site", str(document), "--audience", derived.view.allowed.audience.name, "-o", str(out)]) == 0
    yield SITE, b"\n".join(file.read_bytes() + file.name.encode() for file in sorted(out.rglob("*")) if file.is_file())


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize(("audience", "has_all"), AUDIENCES)
def test_no_field_is_in_a_version_that_may_not_have_it(
    house: str, audience: str, has_all: bool, tmp_path: Path
) -> None:
    """Every text of the record that the house does not allow is absent from the bytes of every format."""
    text, places = planted(house)
    assert len(places) > 100
    document = tmp_path / "postmortem.md"
    document.write_text(text, encoding="utf-8")
    may = allowed(audience, library.load(house), {}, {})
    secret = {mark for mark, path in places.items() if not may.shows(tuple(path.split(".")))}
    assert secret
    derived = version_for(str(document), audience, None)
    for target, data in files_of(document, derived, has_all=has_all):
        assert not {mark: places[mark] for mark in seen_in(data, secret)}, target
        if target != SITE:
            proof = derived.proof(data, f"x.{target}", target)
            assert proof.holds, (target, proof)


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize(("audience", "has_all"), AUDIENCES[:6])
def test_nothing_hides_in_what_is_allowed(house: str, audience: str, has_all: bool, tmp_path: Path) -> None:
    """Comments, marked spans, links, attributes, definitions, code, and pictures of an allowed text tell nothing."""
    inside, after, marks = beside(tmp_path)
    assert len(marks) > 45
    text = ALLOWED[house].format(text=inside, day="2026-01-02").replace("house:", f"{KEYS}house:", 1)
    marks |= set(KEYS_MARKS)
    document = tmp_path / "postmortem.md"
    document.write_text(text + after, encoding="utf-8")
    derived = version_for(str(document), audience, None)
    assert "Seen by all. Still seen. On." in " ".join(derived.view.text.split())
    for target, data in files_of(document, derived, has_all=has_all):
        assert not seen_in(data, marks), target
        if target != SITE:
            proof = derived.proof(data, f"x.{target}", target)
            assert proof.holds, (target, proof)
        assert b"Seen by all" in data or target in {"pdf", "docx", "summary", "bundle"}


ALLOWED = {
    "soc": "---\nhouse: soc\n---\n# Theft\n\n## 3. Incident Summary (Executive-Safe)\n\n**Summary:**  \n{text}\n",
    "sre": "---\nhouse: sre\n---\n**INCIDENT POSTMORTEM: Theft**\n\n**CUSTOMER COMMUNICATION**\n\n{text}\n",
    "seal": "---\nhouse: seal\n---\n# Post-Mortem: Theft\n\n## Summary\n\n{text}\n",
    "security": "---\nhouse: security\ntitle: Theft\n---\n\n## Incident Summary\n\n{text}\n",
    "cloud": "---\nhouse: cloud\n---\n# Post Mortem\n\n## Title:\n\nTheft\n\n## Summary:\n\n{text}\n",
}
