"""What must not widen what an audience sees, and what must not end in a traceback."""

import base64
import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.errors import InputError, UsageError
from afterword.houses.library import load
from afterword.learning.recurrence import rules
from afterword.model.plain import Plain
from afterword.publish.audiences.allowing import allowed
from afterword.publish.audiences.audience import audiences
from afterword.publish.audiences.marks import unmarked
from afterword.publish.audiences.tidying import renamed, tidied
from afterword.publish.bundle.checking import verify
from afterword.publish.bundle.packing import MANIFEST
from afterword.publish.leaktest.files.opening import places


@pytest.mark.parametrize(
    "line",
    [
        "- Ran `purge on all <!-- only: internal --> as Wolverine",
        "- Ran ``purge` on all <!-- only: internal --> as Wolverine",
        "- Ran `purge` and `more <!-- only: internal --> as Wolverine",
    ],
)
def test_a_lone_tick_takes_no_mark_away(line: str) -> None:
    """A tick that no other ends opens no code, and the mark behind it hides its entry."""
    seen = unmarked(f"# T\n\n{line}\n", audiences()["public"], tuple(audiences()))
    assert "Wolverine" not in seen.text


def test_a_mark_in_code_is_shown_as_code() -> None:
    """Between ticks that belong together a mark is an example."""
    seen = unmarked("# T\n\nWrite `<!-- only: internal -->` there.\n", audiences()["public"], tuple(audiences()))
    assert "`<!-- only: internal -->` there" in seen.text


def test_what_the_house_does_not_list_is_shown_only_with_a_reason() -> None:
    """Where a house has no list for an audience, neither the team nor the document adds fields without saying why."""
    house = replace(load("soc"), settings={})
    bare: dict[str, Plain] = {"audience": {"public": ["title", "summary"]}}
    may = allowed("public", house, {}, bare)
    assert not may.paths
    assert "gives no reason" in may.refused[0]
    assert not allowed("public", house, bare, {}).paths
    told: dict[str, Plain] = {"audience": {"public": {"allow": ["title"], "reason": "It is known."}}}
    assert allowed("public", house, {}, told).paths == {("title",)}


def test_organisations_are_shown_only_with_a_reason() -> None:
    """An audience hides what those around it hide, and none hides less than before without a reason."""
    assert audiences()["interview"].hides == {"organisations"}
    assert audiences({"guests": {"within": "interview"}})["guests"].hides == {"organisations"}
    with pytest.raises(UsageError, match="hide less"):
        audiences({"interview": {"hides": []}})
    assert not audiences({"interview": {"hides": [], "reason": "They signed."}})["interview"].hides
    with pytest.raises(UsageError, match="hides 'weather'"):
        audiences({"guests": {"within": "internal", "hides": "weather"}})


def test_a_known_audience_moves_only_with_a_reason() -> None:
    """Who sees the version of whom is not turned round without a word on why."""
    moved: dict[str, Plain] = {"within": "public"}
    inner: dict[str, Plain] = {"customer": {"within": "internal", "reason": "They are apart."}}
    with pytest.raises(UsageError, match="needs a reason"):
        audiences(inner, {"auditor": moved})
    known = audiences(inner, {"auditor": {**moved, "reason": "All is public here."}})
    assert "auditor" in known["public"].within


@pytest.mark.parametrize(("reason", "shows"), [("", False), ("We tell why.", True)])
def test_an_own_audience_adds_to_a_known_one_only_with_a_reason(reason: str, shows: bool) -> None:
    """An audience that a document makes up within the public shows the public no more without a word on why."""
    made: dict[str, Plain] = {"within": "public", "allow": ["title", "analysis"], "reason": reason}
    house = replace(load("sre"), settings={"audience": {"public": ["title"]}})
    may = allowed("public", house, {}, {"audience": {"friends": made}})
    assert may.shows(("analysis", "root_cause")) is shows
    assert may.shows(("title",))
    assert bool(may.refused) is not shows


def test_an_audience_is_within_one_audience() -> None:
    """A list in place of a name is told, not raised through."""
    with pytest.raises(UsageError, match="no audience around it"):
        audiences({"partners": {"within": ["customer"]}})


def test_a_rule_counts_one_thing() -> None:
    """A list of what a rule counts is told in words."""
    with pytest.raises(ValueError, match="a rule needs"):
        rules({"own": {"counts": ["class"], "times": 2}})


def test_a_damaged_archive_is_told() -> None:
    """Compressed bytes that mean nothing are an error of the file, in a bundle and in any archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, "words " * 400)
    data = bytearray(made.getvalue())
    start = 30 + len(MANIFEST)
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(InputError, match="cannot be read"):
        verify(bytes(data))
    with pytest.raises(InputError, match="cannot be read"):
        list(places(bytes(data)))


def test_the_map_of_pseudonyms_goes_to_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Standard output carries the version, and never who is who."""
    (tmp_path / "a.md").write_text("---\nhouse: sre\n---\n# T\n\n## Summary\nIt failed.\n", encoding="utf-8")
    assert main(["export", str(tmp_path / "a.md"), "--to", "md", "--audience", "public", "--pseudonyms", "-"]) == 2
    assert not capfd.readouterr().out


@pytest.mark.parametrize("part", ["[", "![", "[a![b", "[x\n", "[![x]("])
def test_brackets_that_nothing_closes_take_no_time(part: str) -> None:
    """Each of many openings is looked at up to the next one, not up to the end of the text."""
    text = part * 40_000
    assert tidied(text, {}) == text
    assert renamed(text, {}, lambda _: "") == text


def test_pictures_with_brackets_in_their_words_get_names() -> None:
    """Brackets in pairs within the words of a picture do not keep its file name."""
    names: dict[str, str] = {}
    assert renamed("![Load [p99]](secret/a.png)", names, lambda _: ".png") == "![Load [p99]](image-1.png)"
    assert names == {"image-1.png": "secret/a.png"}


def test_a_broken_gzip_file_is_refused() -> None:
    """What cannot be looked into is never taken for clean; bytes in a text that only look like it are."""
    broken = gzip.compress(b"words " * 50)[:-20]
    with pytest.raises(InputError, match="gzip file cannot be read"):
        list(places(broken))
    assert list(places(b"see " + base64.b64encode(broken)))


@pytest.mark.parametrize(
    "piece", ["`", "` ", "[", "![", "*", "a*", "<", "<!", "<a href=x>", "<a x='", "&a", "[a](", "~~"]
)
def test_endless_marks_are_no_trap(piece: str) -> None:
    """A hundred thousand marks that nothing closes are gone through like other words."""
    assert tidied(f"x {piece * 100_000} y", {}).startswith("x")


def test_addresses_that_act_are_words() -> None:
    """An address in angle brackets is a link only where it leads somewhere; controls of terminals go."""
    assert (
        tidied("<javascript:a(1)> <https://x.example> a\x1b[31mb", {}) == "javascript:a(1) <https://x.example> a[31mb"
    )
