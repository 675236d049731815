"""Text of any encoding is read as it was meant, with a word about it, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.errors import InputError
from afterword.text.foreign.characters import decode
from afterword.text.foreign.original import Original
from afterword.text.foreign.registry import recognise
from afterword.text.foreign.writing import write

WESTERN = "# Ausfall: „Suche“ – 55 Minuten\n\n- 08:10 café geöffnet, l'été déjà là, naïve façade €5 ½ 3 °C\n"
READ = {
    "UTF-16 with a mark": (WESTERN.encode("utf-16"), "The text was UTF-16; the record is UTF-8, as Markdown is."),
    "the other UTF-16": (b"\xfe\xff" + WESTERN.encode("utf-16-be"), "The text was UTF-16"),
    "UTF-16 without a mark": (WESTERN.encode("utf-16-le"), "no byte order mark; it was read as utf-16-le"),
    "Windows-1252": (WESTERN.encode("windows-1252"), "it was read as Windows-1252"),
}
REFUSED = {
    "Russian in KOI8-R": "# Авария поиска\n".encode("koi8-r"),
    "Russian in Windows-1251": "# Авария поиска\n".encode("windows-1251"),
    "Japanese in Shift-JIS": "# 検索障害 ポストモーテム\n".encode("shift_jis"),
    "Japanese in EUC": "# 検索障害 ポストモーテム\n".encode("euc_jp"),
    "Greek": "# Διακοπή αναζήτησης\n".encode("iso-8859-7"),
    "Polish": "# Zażółć gęślą jaźń, późno łódź\n".encode("iso-8859-2"),
    "Chinese": "# 搜索故障复盘\n".encode("gb18030"),
}


@pytest.mark.parametrize("name", READ)
def test_an_encoding_that_is_known_is_read_and_said(name: str) -> None:
    """The record has the characters that were meant, and a finding says how they were read."""
    data, said = READ[name]
    original = Original("a.md", data)
    foreign = recognise(original).format.reader.read(original)
    text, findings = write(foreign)
    assert text == WESTERN
    assert said in " ".join([*(finding.message for finding in findings), original.decoded.note or ""])


@pytest.mark.parametrize("name", REFUSED)
def test_an_unknown_encoding_is_never_guessed_silently(name: str) -> None:
    """Text that would come out as wrong letters is refused with the place of the first of them."""
    original = Original("a.md", REFUSED[name])
    with pytest.raises(
        InputError, match=r"a.md: not valid UTF-8 at byte \d+ \(line 1\), and of no encoding that is known"
    ):
        recognise(original).format.reader.read(original)


@given(st.text())
def test_utf_8_is_read_as_it_is(text: str) -> None:
    """Whatever is valid UTF-8 and no UTF-16 is decoded without a word, its mark left out."""
    data = text.encode("utf-8", "ignore")
    decoded = decode(data)
    if decoded.note is None and b"\0" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decoded.text == data.decode("utf-8").removeprefix("\ufeff")
    assert decoded.is_sure


UNREAD = {
    "an e-mail": b"From: a@example.org\nTo: b@example.org\nSubject: Outage\nDate: Tue, 07 May 2024\n\n08:10 x\n",
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_only_looks_like_text_is_refused(name: str) -> None:
    """It is said what it is and what to do; nobody reads headers for an incident."""
    with pytest.raises(InputError, match=f"no document that is read; it is {name}; "):
        recognise(Original("x", UNREAD[name]))


def test_front_matter_is_no_mail() -> None:
    """A document that starts with labels stays a document."""
    page = b"From: 08:10\nTo: 09:05\nSubject: search\n\n## Impact\n\nNone.\n"
    assert recognise(Original("x", page)).format.name == "markdown"
