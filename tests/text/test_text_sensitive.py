"""What is secret, personal, or internal is found with its place and its kind, and what only looks so is left."""

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.text.sensitive.checksums import CHECKS, iban_length
from afterword.text.sensitive.detecting import detected
from afterword.text.sensitive.hits import FAMILIES, Family, Hit, settled
from afterword.text.sensitive.randomness import entropy, is_random
from afterword.text.sensitive.secrets import secrets
from afterword.text.sensitive.vendors import Form, forms

HERE = Path(__file__).parent / "sensitive"
LETTERS = "abcdefghijkmnpqrstuvwxyz"
CHARACTERS = {
    "m": LETTERS + LETTERS.upper() + "23456789",
    "h": "0123456789abcdef",
    "c": LETTERS.upper() + "234567",
    "l": LETTERS,
}


def made_up(text: str, chance: random.Random) -> str:
    """A line of a file of samples with all that is made up when the tests run."""

    def drawn(found: re.Match[str]) -> str:
        characters = CHARACTERS[found[1]]
        fits = [kind for kind in (LETTERS, LETTERS.upper(), "2345", "6789") if set(kind) & set(characters)]
        start = [chance.choice(sorted(set(kind) & set(characters))) for kind in fits]
        return "".join([*start, *(chance.choice(characters) for _ in range(int(found[2])))])[: int(found[2])]

    whole = text.replace("{guid}", "{h8}-{h4}-4{h3}-a{h3}-{h12}").replace("{=}", "")
    whole = re.sub(r"\{([mhcl])(\d+)\}", drawn, whole)
    return whole.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


def samples(name: str) -> list[str]:
    """The lines of a file of samples."""
    chance = random.Random(7)  # noqa: S311  # the same every time
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [made_up(line, chance) for line in lines if line and not line.startswith("# ")]


FOUND = [tuple(line.split(" ", 1)) for line in samples("found.txt")]
LEFT = samples("left.txt")


def kinds(text: str) -> list[str]:
    """The kinds of what is found, overlaps settled."""
    return [hit.kind for hit in settled(detected(text))]


@pytest.mark.parametrize(("kind", "text"), FOUND, ids=[f"{kind}-{n}" for n, (kind, _) in enumerate(FOUND)])
@pytest.mark.parametrize("around", ["{}", "We saw {} there.", "| a | {} |", "- `{}`", "({})", "> {}\n"])
def test_it_is_found(kind: str, text: str, around: str) -> None:
    """Each is found by its kind, in prose, in a table's cell, in code, in brackets, and in a quotation."""
    if "|" in text and "|" in around:
        around = "{}"
    assert kind in kinds(around.format(text))


COLUMNS = {
    "password": "| user | password |\n|---|---|\n| admin | hunter2! |\n\n| a | b |\n",
    "token": "what | **API tokens**\n:-- | --:\nshop | `9f8a7b6c5d4e3f2a1b0c`",
    "key": "> | API key | x |\n> |---|---|\n> | 9f8a7b6c5d4e3f2a1b0c | y |",
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_of_secrets_is_found(kind: str) -> None:
    """What stands below a heading that is the name of a secret is one, and the other columns are left."""
    assert kinds(COLUMNS[kind]) == [kind]


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_so_is_left(text: str) -> None:
    """Digests, identifiers, times, versions, examples, public links, roles, and prose are no hits."""
    assert [(hit.kind, text[hit.start : hit.end]) for hit in settled(detected(text))] == []


@pytest.mark.parametrize("form", forms(), ids=[f"{form.kind}-{n}" for n, form in enumerate(forms())])
def test_whatever_has_a_form_is_found(form: Form) -> None:
    """All that an expression of the table matches is found by one of its hints, alone and in a sentence."""
    samples = some_of(form)
    assert samples
    for sample in samples:
        hint = "" if any(hint in sample for hint in form.hints) else f"{form.hints[0]} "
        text = f"{form_start(form) or hint}{sample} "
        found = [hit for hit in secrets(text) if hit.kind == form.kind]
        assert found, text


def some_of(form: Form) -> list[str]:
    """A few texts that the expression of a form matches."""
    bare = re.sub(r"\(\?<[=!](?:[^()\\]|\\.)*\)|\(\?![^()]*\)", "", form.pattern.pattern)
    made_up: list[str] = []

    @given(st.from_regex(re.compile(bare, re.ASCII), fullmatch=True))
    @settings(max_examples=20, database=None, derandomize=True, suppress_health_check=list(HealthCheck), deadline=None)
    def draw(sample: str) -> None:
        if not form.random or is_random(sample):
            made_up.append(sample)

    draw()
    return made_up[-5:]


def form_start(form: Form) -> str:
    """What an expression wants to stand before it, as plain text."""
    behind = re.match(r"\(\?<=((?:[^()\\]|\\.)*)\)", form.pattern.pattern)
    return behind[1].replace("\\", "") if behind else ""


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(FAMILIES)), max_size=12))
def test_settled_hits_are_in_order_and_apart(places: list[tuple[int, int, Family]]) -> None:
    """Hits that overlap become one that covers them, and settling again changes nothing."""
    hits = [Hit(start=at, end=at + size, kind="k", family=family, subject="s") for at, size, family in places]
    found = settled(hits)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    assert {place for hit in found for place in range(hit.start, hit.end)} == covered
    assert settled(found) == found


@pytest.mark.parametrize(("kind", "text"), FOUND, ids=[f"{kind}-{n}" for n, (kind, _) in enumerate(FOUND)])
def test_places_are_those_of_the_text(kind: str, text: str) -> None:
    """Characters before and after move a hit and do not change it."""
    alone = [(hit.start, hit.end, hit.kind) for hit in settled(detected(text))]
    moved = [(hit.start - 3, hit.end - 3, hit.kind) for hit in settled(detected(f"\u00e4\u4e2d\n{text}\n"))]
    assert moved == alone
    assert kind in {hit[2] for hit in alone}


SUMS = {
    "luhn": "4111111111111111",
    "steuer_id": "86095742719",
    "nir": "185057800608491",
    "dni": "12345678Z",
    "codice_fiscale": "RSSMRA85T10A562S",
    "bsn": "111222333",
    "ean": "7569217076985",
    "cpf": "52998224725",
    "pesel": "44051401359",
    "hetu": "131052308T",
    "rijksregister": "85073003328",
    "verhoeff": "234123412346",
    "resident": "11010519491231002X",
    "nric": "S1234567D",
    "kimlik": "10000000146",
    "tfn": "123456782",
    "nif": "123456789",
    "rrn": "9001011234568",
    "rut": "123456785",
}


@pytest.mark.parametrize("name", SUMS)
def test_a_wrong_figure_is_told(name: str) -> None:
    """A number whose sum fits does not fit any more when its last figure is another one."""
    number = SUMS[name]
    assert CHECKS[name](number)
    last = number[-1]
    others = [c for c in ("0123456789" if last.isdigit() else "ABCDEFGHJZ") if c != last]
    assert not any(CHECKS[name](number[:-1] + other) for other in others)


@given(st.text(alphabet="0123456789X", min_size=18, max_size=18))
def test_sums_take_any_number(number: str) -> None:
    """No sum fails for a number of the right form."""
    assert isinstance(CHECKS["luhn"](number.replace("X", "0")), bool)
    assert isinstance(CHECKS["resident"](number.replace("X", "0")), bool)


def test_an_account_ends_where_its_country_says() -> None:
    """Every country has one length, and what is no country has none."""
    assert (iban_length("DE"), iban_length("NO"), iban_length("XX"), iban_length("4 ")) == (22, 15, 0, 0)


@given(st.text(max_size=40))
def test_randomness_takes_any_text(text: str) -> None:
    """The measure is never negative, and a word of one letter has none."""
    assert entropy(text) >= 0
    assert not is_random("a" * len(text))
