"""The lens keeps its laws: over generated records, every house, and every document at hand (DESIGN, "Laws")."""

import runpy
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from afterword.errors import RefusedEdit
from afterword.houses import lens, library
from afterword.houses.comparing import comparable, without_form
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record

ROOT = Path(__file__).resolve().parents[2]
STRATEGIES = runpy.run_path(str(Path(__file__).with_name("records.py")))
RECORDS: st.SearchStrategy[Record] = STRATEGIES["records"]()
DERIVED = STRATEGIES["DERIVED"]
HOUSES = library.names()
EXAMPLES = sorted((ROOT / "examples").rglob("*.md"))
SHARED = ROOT.parent / "shared"
REAL = [*sorted((SHARED / "corpus" / "postmortems").glob("*.md")), *sorted((SHARED / "houses").glob("*.md"))]

# Records take long to shrink, and what differs is named by its field anyway.
few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
many = settings(few, max_examples=60)

# What documents are made of, broken in every way that comes to mind; any order of any of them is a document.
FRAGMENTS = [
    *(
        "# Post-Mortem: Outage",
        "## Summary",
        "## Timeline",
        "**TIMELINE**",
        "**ACTION ITEMS**",
        "## Action Items:",
        "#",
    ),
    *("## 4. Incident Timeline (Authoritative Record)", "Summary", "=======", "-------", "###### Deep", "#no heading"),
    *(
        "text",
        "  two spaces",
        "\tafter a tab",
        "    code",
        " \t ",
        "",
        "",
        "line  ",
        "line\\",
        "\u00a0",
        "\u2028",
        "\x0c",
    ),
    *("```", "```yaml", "~~~~", "````", "   ```", "- ```", "> ```"),
    *("- item", "  - nested", "    - deeper", "* star", "1. first", "2) second", "- [ ] open", "- [x] ticked", "-"),
    *("| a | b |", "|---|---|", "| 10:35 | x \\| y |", "|", "| ragged |", "| 1 | 2 | 3 | 4 |", "---|---", "a | b"),
    *("| Time (UTC) | Event |", "| 2024-02-15 10:35 | Detected |", "|  | Detected |", "| Field | Value |"),
    *("- 10:35 UTC: it broke", "10:35 - it broke", "**June 25, 2021:**", "11:48 - text <!-- phase: detected -->"),
    *("<div>", "</div>", "<!-- open", "-->", "<!-- internal -->", "<!-- /internal -->", "<script>", "<br>", "&amp;"),
    *("---", "***", "...", "title: x", "house: sre", "tags: [a, b]", "a: &a [*a]", "date: 2024-02-15"),
    *("> quote", ">> more", "> | a | b |", "[^e1]", "[^e1]: `app.log` line 1", "[a]: https://example.com", "[x](y"),
    *("Owner: me", "**Severity:** P1", "Why 1: why?", "Answer: so", "A-1: do, me, 2024-02-15", "{{ title }}"),
    *("<!-- afterword:carried -->", "<!-- /afterword:carried -->", "<!-- each -->", "lucky: [x]", "title: |-"),
]
ENDS = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", ""]
SOUPS = st.builds(
    lambda mark, lines: mark + "".join(text + end for text, end in lines),
    st.sampled_from(["", "", "\ufeff", "---\n", "---\r\n", "\ufeff---\ntitle: x\n---\n"]),
    st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(ENDS)), max_size=25),
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


def read(path: Path) -> str:
    """A document, character for character."""
    return path.read_bytes().decode("utf-8")


def same(text: str) -> None:
    """Law 1 for one document."""
    assert lens.put(text, lens.get(text).record) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_getput_of_every_example(path: Path, newline: str) -> None:
    """Writing back what was read changes no byte, whatever ends the lines."""
    same(read(path).replace("\n", newline))
    same("\ufeff" + read(path).replace("\n", newline))


@pytest.mark.skipif(not REAL, reason="the collection of real postmortems is not part of the repository")
def test_getput_of_real_documents() -> None:
    """Postmortems as people wrote them come back byte for byte."""
    for path in REAL:
        text = read(path)
        assert (path.name, lens.put(text, lens.get(text).record)) == (path.name, text)


@few
@given(TEXTS)
def test_getput_of_any_text(text: str) -> None:
    """No text is too odd to come back."""
    same(text)


@settings(few, max_examples=150)
@given(SOUPS)
def test_getput_of_any_lines(text: str) -> None:
    """Lines of Markdown in any order, with any line ends, come back."""
    same(text)


@few
@given(st.sampled_from(HOUSES), RECORDS, st.lists(st.integers(0, 400), max_size=4), st.sampled_from(FRAGMENTS))
def test_getput_of_broken_houses(house: str, record: Record, cuts: list[int], fragment: str) -> None:
    """A document of a house with lines lost and strange ones put in comes back."""
    lines = lens.create(record, library.load(house)).splitlines(keepends=True)
    for cut in cuts:
        lines[cut % len(lines)] = fragment + "\n"
    same("".join(lines))


@pytest.mark.slow
@many
@given(st.one_of(SOUPS, TEXTS))
def test_getput_at_length(text: str) -> None:
    """The same, over many more texts."""
    same(text)


@st.composite
def changed(draw: st.DrawFn, record: Record, other: Record) -> Record:
    """A record with one to three of its fields changed: values from another record, items edited, added, or removed."""
    names = [f.name for f in fields(Record) if f.name not in DERIVED]
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)):
        old, new = getattr(record, name), getattr(other, name)
        if old and isinstance(old, tuple) and is_dataclass(old[0]):
            new = draw(_edited(old, new))
        record = replace(record, **{name: new})
    return record


@st.composite
def _edited(draw: st.DrawFn, old: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    at = draw(st.integers(0, len(old) - 1))
    way = draw(st.sampled_from(["remove", "add", "edit"] if others else ["remove"]))
    if way == "remove":
        return old[:at] + old[at + 1 :]
    fresh = draw(st.sampled_from(others))
    if way == "add":
        return (*old[: at + 1], fresh, *old[at + 1 :])
    # the fields of a moment depend on each other, so that they change only together with the item
    free = [f.name for f in fields(fresh) if f.name in {"what", "notes", "who", "owner", "text", "url", "name"}]
    name = draw(st.sampled_from(free)) if free else None
    item = replace(old[at], **{name: getattr(fresh, name)}) if name else fresh
    return (*old[:at], item, *old[at + 1 :])


def putget(house: str, record: Record, other: Record, data: st.DataObject) -> None:
    """Law 2 for one change."""
    text = lens.create(record, library.load(house))
    wanted = data.draw(changed(record, other))
    assert lens.agrees(lens.put(text, wanted), wanted)


@pytest.mark.parametrize("house", HOUSES)
@few
@given(RECORDS, RECORDS, st.data())
def test_putget(house: str, record: Record, other: Record, data: st.DataObject) -> None:
    """A changed record reads back as it was written."""
    putget(house, record, other, data)


@pytest.mark.slow
@pytest.mark.parametrize("house", HOUSES)
@many
@given(RECORDS, RECORDS, st.data())
def test_putget_at_length(house: str, record: Record, other: Record, data: st.DataObject) -> None:
    """The same, over many more records; what a document cannot hold is refused as a whole, which is rare."""
    try:
        putget(house, record, other, data)
    except RefusedEdit:
        event("refused")
        assume(False)


def createget(house: str, record: Record) -> None:
    """Law 3 for one record."""
    reading = lens.get(lens.create(record, library.load(house)))
    want = without_form(comparable(cast("dict[str, Plain]", to_plain(record))))
    got = without_form(comparable(reading.tree))
    assert without_worded_phases(got, reading.derived_phases) == without_worded_phases(want, reading.derived_phases)


def without_worded_phases(tree: dict[str, Plain], derived: Iterable[int]) -> dict[str, Plain]:
    """A comparable record without the phases that only the wording of an entry gives."""
    events = cast("list[dict[str, Plain]]", tree.get("timeline", []))
    for n in derived:
        events[n].pop("phase", None)
    return tree


@pytest.mark.parametrize("house", HOUSES)
@few
@given(RECORDS)
def test_createget(house: str, record: Record) -> None:
    """A record written fresh in any house reads back equal."""
    createget(house, record)


@pytest.mark.slow
@pytest.mark.parametrize("house", HOUSES)
@many
@given(RECORDS)
def test_createget_at_length(house: str, record: Record) -> None:
    """The same, over many more records."""
    createget(house, record)


@pytest.mark.parametrize(("house", "other"), list(permutations(HOUSES, 2)))
def test_convert_there_and_back(house: str, other: str) -> None:
    """The filled-in example loses nothing on the way to another house and back."""
    first = lens.get(read(ROOT / "examples" / "checkout-outage" / f"{house}.md"))
    there = lens.get(lens.create(first.record, library.load(other)))
    back = lens.get(lens.create(there.record, library.load(house)))
    assert without_form(comparable(back.tree)) == without_form(comparable(first.tree))


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.stem in HOUSES], ids=lambda path: path.stem)
def test_lines_outside_a_change_stay(path: Path) -> None:
    """Only the lines of a new title, an action, and an event differ, one for one."""
    text = read(path)
    record = lens.get(text).record
    action = replace(record.actions[1], what="Do it the other way")
    event = replace(record.timeline[4], what="Something else happened")
    for name, value in {
        "title": "Another title",
        "actions": (record.actions[0], action, *record.actions[2:]),
        "timeline": (*record.timeline[:4], event, *record.timeline[5:]),
    }.items():
        wanted = replace(record, **{name: value})
        new = lens.put(text, wanted, may_carry=False)
        assert lens.agrees(new, wanted)
        pairs = list(zip(text.splitlines(), new.splitlines(), strict=True))
        assert sum(a != b for a, b in pairs) == 1, name


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.stem in HOUSES], ids=lambda path: path.stem)
def test_items_come_and_go_alone(path: Path) -> None:
    """Taking out or adding one event or action takes out or adds its lines and touches no other."""
    text = read(path)
    record = lens.get(text).record
    for name in ("actions", "timeline"):
        items = getattr(record, name)
        fewer = lens.put(text, replace(record, **{name: (*items[:3], *items[4:])}), may_carry=False)
        kept = iter(text.splitlines())
        assert all(line in kept for line in fewer.splitlines()), name
        extra = replace(items[3], what="Added by hand", **({"id": "A-99"} if name == "actions" else {}))
        more = lens.put(text, replace(record, **{name: (*items[:4], extra, *items[4:])}), may_carry=False)
        kept = iter(more.splitlines())
        assert all(line in kept for line in text.splitlines()), name
        assert "Added by hand" in more
