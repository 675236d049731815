"""The shelf: whatever happens to the documents, its rows are those of a new one."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.errors import InputError
from afterword.houses import lens
from afterword.learning.page import Page, page_of
from afterword.learning.shelf import Shelf, Stamp

NOW = 2_000_000_000.0
TEXT = """# Outage of {name}

**Date:** 2026-03-{day:02d}

## Summary

The {name} stopped because its {cause}.

## Timeline

- 2026-03-{day:02d} 10:00 UTC: {name} stopped
"""


class Folder:
    """Documents in memory, with times of change that a file system would give them."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.changed: dict[str, int] = {}
        self.reads = 0
        self.clock = 1_000_000_000

    def write(self, name: str, text: str) -> None:
        """A new text, some seconds later."""
        self.clock += 5_000_000_000
        self.texts[name], self.changed[name] = text, self.clock

    def rename(self, old: str, new: str) -> None:
        """Another name, the time of change as it was."""
        self.texts[new], self.changed[new] = self.texts.pop(old), self.changed.pop(old)

    def remove(self, name: str) -> None:
        """No file any more."""
        del self.texts[name], self.changed[name]

    def stamps(self) -> list[Stamp]:
        """What a file system tells of all files."""
        return [
            Stamp(path=name, size=len(text), changed=self.changed[name], inode=0)
            for name, text in sorted(self.texts.items())
        ]

    def digest(self, name: str) -> str:
        """What a file holds, and what it is called."""
        if name not in self.texts:
            raise InputError(f"{name}: no such file")
        return hashlib.sha256(self.texts[name].encode()).hexdigest() + Path(name).name

    def read(self, names: Sequence[str]) -> Iterator[Page]:
        """The pages of files."""
        for name in names:
            self.reads += 1
            text = self.texts[name]
            yield page_of(lens.get(text).record, text, name, self.digest(name))

    def refresh(self, shelf: Shelf) -> None:
        """Bring a shelf up to date."""
        shelf.refresh(self.stamps(), self.digest, self.read, now=NOW)


def rows(shelf: Shelf) -> list[Iterable[object]]:
    """Everything that the shelf holds, apart from its own numbers."""
    return [
        *shelf.ask("SELECT path, digest, left_out, incident, day FROM document ORDER BY path"),
        *shelf.ask("SELECT path, name, value FROM facet JOIN document USING(number) ORDER BY path, name, value"),
        *shelf.ask(
            "SELECT path, title, cause, actions, text FROM words JOIN document ON number = words.rowid ORDER BY path"
        ),
        *shelf.ask(
            "SELECT path, cause, symptoms, story FROM terms JOIN document ON number = terms.rowid ORDER BY path"
        ),
        *shelf.ask("SELECT term, doc, cnt FROM known ORDER BY term"),
    ]


def fresh(folder: Folder) -> Shelf:
    """A shelf made from nothing."""
    shelf = Shelf(None, way="test")
    folder.refresh(shelf)
    return shelf


NAMES = st.sampled_from(["a.md", "b.md", "c.md", "x/a.md"])
DEEDS = st.one_of(
    st.tuples(st.just("write"), NAMES, st.integers(1, 28)),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("remove"), NAMES, st.none()),
    st.tuples(st.just("touch"), NAMES, st.none()),
)


@settings(max_examples=40)
@given(steps=st.lists(st.lists(DEEDS, max_size=3), max_size=5))
def test_a_shelf_brought_up_to_date_is_as_a_new_one(steps: list[list[tuple[str, str, object]]]) -> None:
    """After any changes of the documents, the rows are those of an index made from nothing."""
    folder, shelf = Folder(), Shelf(None, way="test")
    for deeds in steps:
        for deed, name, more in deeds:
            if deed == "write":
                folder.write(name, TEXT.format(name=name[0], day=more, cause=f"pool {more} was full"))
            elif name in folder.texts:
                if deed == "rename" and str(more) not in folder.texts:
                    folder.rename(name, str(more))
                elif deed == "remove":
                    folder.remove(name)
                elif deed == "touch":
                    folder.write(name, folder.texts[name])
        folder.refresh(shelf)
        assert rows(shelf) == rows(fresh(folder))


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    """Nothing at all the second time, one document after one change, none for a new date or another folder."""
    folder = Folder()
    for name in "abc":
        folder.write(f"{name}.md", TEXT.format(name=name, day=3, cause="pool"))
    shelf = Shelf(tmp_path / "index", way="test")
    folder.refresh(shelf)
    assert folder.reads == 3
    folder.refresh(shelf)
    folder.write("a.md", folder.texts["a.md"])
    folder.rename("b.md", "deeper/b.md")
    folder.refresh(shelf)
    assert folder.reads == 3
    folder.write("c.md", TEXT.format(name="c", day=4, cause="disk"))
    folder.refresh(shelf)
    assert folder.reads == 4
    assert [incident.file for incident in shelf.incidents()] == ["a.md", "deeper/b.md", "c.md"]


def test_another_program_makes_it_anew(tmp_path: Path) -> None:
    """An index of another way of reading holds nothing."""
    folder = Folder()
    folder.write("a.md", TEXT.format(name="a", day=3, cause="pool"))
    first = Shelf(tmp_path / "index", way="one")
    folder.refresh(first)
    first.close()
    assert Shelf(tmp_path / "index", way="one").incidents()
    assert not Shelf(tmp_path / "index", way="two").incidents()


def test_a_broken_index_is_told(tmp_path: Path) -> None:
    """A file that is no index is refused when it is opened."""
    (tmp_path / "index").write_bytes(b"no index" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        Shelf(tmp_path / "index", way="test")


def test_a_clock_in_the_future_is_told_and_never_believed() -> None:
    """Such a file is looked into at every run, so that no change of it is missed."""
    folder, shelf = Folder(), Shelf(None, way="test")
    folder.write("a.md", TEXT.format(name="a", day=3, cause="pool"))
    folder.changed["a.md"] = int((NOW + 86_400) * 1e9)
    done = shelf.refresh(folder.stamps(), folder.digest, folder.read, now=NOW)
    assert "changed in the future" in done.notes[0]
    folder.texts["a.md"] = TEXT.format(name="a", day=4, cause="disk")
    folder.refresh(shelf)
    assert shelf.incidents()[0].day == "2026-03-04"


def test_a_document_that_goes_while_it_is_read_is_told() -> None:
    """It is left out with a word, and the others are read."""
    folder, shelf = Folder(), Shelf(None, way="test")
    folder.write("a.md", TEXT.format(name="a", day=3, cause="pool"))
    folder.write("b.md", TEXT.format(name="b", day=3, cause="pool"))
    stamps = folder.stamps()
    folder.remove("a.md")
    done = shelf.refresh(stamps, folder.digest, folder.read, now=NOW)
    assert done.documents == 1
    assert "deleted or renamed" in done.notes[0]
    assert [incident.file for incident in shelf.incidents()] == ["b.md"]


def test_an_interrupted_reading_keeps_what_was_whole() -> None:
    """What was written before is there, and the next run reads the rest."""
    folder, shelf = Folder(), Shelf(None, way="test")
    folder.write("a.md", TEXT.format(name="a", day=3, cause="pool"))
    folder.refresh(shelf)
    folder.write("b.md", TEXT.format(name="b", day=3, cause="pool"))

    def broken(_: Sequence[str]) -> Iterator[Page]:
        yield from ()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.refresh(folder.stamps(), folder.digest, broken, now=NOW)
    folder.refresh(shelf)
    assert rows(shelf) == rows(fresh(folder))
