"""Every kind with a file in ``samples``: its records in every form that they come in, whole and damaged."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from afterword.evidence.collection import Collection
from afterword.evidence.recognition import MARGIN, THRESHOLD
from afterword.evidence.registry import registered_kinds
from afterword.evidence.sample import Sample
from afterword.model.evidence import Entry

Reading = Callable[..., Collection]
SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(SAMPLES.glob("*.yaml"))
NEVER_JSON = {kind.name for kind in registered_kinds() if kind.json is False}
WRONG = (None, 7, "x", [], {}, [None, 3], "0001-01-01T00:00:00Z")


def kind_of(file: Path) -> str:
    """The kind of a sample: its file's name up to the first point."""
    return file.name.partition(".")[0]


@cache
def load(file: Path) -> dict[str, Any]:
    """A sample: ``records``, what is ``told`` of them, and the ``wraps`` in which they come."""
    found: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def wrapped(records: list[Any], path: str) -> Any:
    """An answer of an API with the records at a path of keys, and the keys of its pages beside them."""
    value: Any = records
    for key in reversed(path.split(".")):
        value = {"total": len(records), key: value, "next": None}
    return value


def forms(sample: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts in which the records come."""
    records = sample["records"]
    if sample.get("bare", True):
        yield "list", json.dumps(records)
        yield "indented", json.dumps(records, indent=2)
        yield "lines", "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        yield "lines without an end", "\r\n".join(json.dumps(record) for record in records)
        yield "documents", "\n".join(json.dumps(record, indent=4) for record in records)
    for path in sample.get("wraps", ["data"]):
        yield path, json.dumps(wrapped(records, path), indent=1)
        yield f"{path} on one line", json.dumps(wrapped(records, path))
        page = json.dumps(wrapped(records, path))
        yield f"pages of {path}", f"{page}\n{page}\n"


def wrappers(records: list[Any]) -> Iterator[tuple[str, str]]:
    """Texts in which answers, pages, exports, queues, and stores of documents hold any records."""
    for key in ("data", "value", "items", "Records", "results", "response", "events", "entries"):
        yield key, json.dumps({"status": "ok", key: records, "next": None}, indent=1)
        yield f"{key} of a body", json.dumps({"body": {key: records}})
        yield f"pages of {key}", "".join(json.dumps({key: [record]}) + "\n" for record in records)
    edges = [{"cursor": "c", "node": record} for record in records]
    yield "edges", json.dumps({"data": {"project": {"things": {"edges": edges, "pageInfo": {"hasNextPage": False}}}}})
    yield "nodes", json.dumps({"data": {"project": {"things": {"nodes": records, "totalCount": 2}}}}, indent=2)
    hits = [{"_index": "a", "_id": str(n), "_source": record} for n, record in enumerate(records)]
    yield "hits", json.dumps({"took": 3, "hits": {"total": {"value": 2}, "hits": hits}})
    yield "hits as lines", "".join(json.dumps(hit) + "\n" for hit in hits)
    envelope = {"id": "d", "type": "thing.changed", "sent_at": "2024-02-15T23:00:00Z"}
    yield "envelopes", json.dumps([{**envelope, "payload": record} for record in records])
    yield "envelopes as lines", "".join(json.dumps({**envelope, "data": record}) + "\n" for record in records)
    yield "a text sequence", "".join(f"\x1e{json.dumps(record)}\n" for record in records)
    yield "a byte order mark", f"\ufeff{json.dumps(records)}"
    yield "a byte order mark and lines", "\ufeff" + "".join(json.dumps(record) + "\r\n" for record in records)


FORMS = [pytest.param(file, name, id=f"{file.stem}: {name}") for file in FILES for name, _ in forms(load(file))]


def told(entry: Entry) -> dict[str, Any]:
    """What a sample may say of an entry."""
    moments = [[moment.at, moment.what, *([moment.phase] if moment.phase else [])] for moment in entry.moments]
    every = {name: getattr(entry, name) for name in ("at", "until", "who", "what", "severity", "kind", "phase")}
    every |= {"native_id": entry.native_id, "moments": moments}
    return {name: value for name, value in every.items() if value}


@pytest.mark.parametrize(("file", "form"), FORMS)
def test_records_are_told_in_every_form(reading: Reading, file: Path, form: str) -> None:
    """The same records, whatever wraps them; each cites its own bytes, and all bytes are accounted for."""
    sample = load(file)
    text = dict(forms(sample))[form]
    collection = reading(text)
    entries = list(collection.entries())
    times = 2 if form.startswith("pages") else 1
    assert [told(entry) for entry in entries] == sample["told"] * times
    basis = sample.get("zone_basis", "stated")
    assert {entry.zone_basis for entry in entries if entry.at and "T" in entry.at} <= {basis}
    data = text.encode()
    for number, entry in enumerate(entries, 1):
        (source,) = entry.sources
        assert source.kind == kind_of(file)
        assert source.record in (
            (number, None) if form.startswith(("lines", "pages")) or "one line" in form else (number,)
        )
        assert json.loads(data[source.offset : source.offset + source.length]) is not None
        assert source.line == data.count(b"\n", 0, source.offset) + 1
    (row,) = collection.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes == len(data)
    assert row.used.lines + row.unparsed.lines == data.count(b"\n") + (not data.endswith(b"\n"))
    assert not [finding for finding in collection.findings if finding.code != "EV205"]


@pytest.mark.parametrize(("file", "form"), FORMS)
def test_no_other_kind_claims_them(file: Path, form: str) -> None:
    """Of all kinds one alone is sure, in every form, and for each record by itself."""
    sample = load(file)
    texts = [dict(forms(sample))[form]]
    if form == "list" and sample.get("alone", True):
        texts += [json.dumps(record) for record in sample["records"]]
    for text in texts:
        head = Sample(head=text.encode())
        scores = {kind.name: kind.kind.score(head) for kind in registered_kinds() if not kind.generic}
        mine = scores.pop(kind_of(file))
        assert mine >= THRESHOLD
        assert {name: score for name, score in scores.items() if score > mine - MARGIN} == {}
        assert head.is_json
        assert {name: score for name, score in scores.items() if score and name in NEVER_JSON} == {}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_records_are_told_whatever_wraps_them(reading: Reading, file: Path) -> None:
    """The wrappers of other tools, of queues, and of stores change nothing of what is told."""
    sample = load(file)
    if not sample.get("bare", True):
        pytest.skip("what wraps these records is part of them")
    for name, text in wrappers(sample["records"]):
        if name.startswith("hits") and kind_of(file) == "elasticsearch":
            continue  # they are hits themselves
        entries = list(reading(text).entries())
        found = [{**told(entry), "native_id": None} for entry in entries]
        assert found == [{**one, "native_id": None} for one in sample["told"]], name
        assert {entry.sources[0].kind for entry in entries} == {kind_of(file)}, name


def spelled(value: Any, style: str) -> Any:
    """The value with the names of its fields in another case."""
    if isinstance(value, list):
        return [spelled(item, style) for item in value]
    if not isinstance(value, dict):
        return value
    return {STYLES[style](key): spelled(item, style) for key, item in value.items()}


def parts_of(name: str) -> list[str]:
    """The words of a name; a name of other signs is one."""
    return re.split(r"[_-]|(?<=[a-z0-9])(?=[A-Z])", name) if re.fullmatch(r"[A-Za-z][\w-]*", name) else [name]


def pascal(name: str) -> str:
    """A name as .NET and Go have it."""
    return "".join(part[:1].upper() + part[1:] for part in parts_of(name))


STYLES: dict[str, Callable[[str], str]] = {
    "pascal": pascal,
    "camel": lambda name: pascal(name)[:1].lower() + pascal(name)[1:],
    "snake": lambda name: "_".join(part.lower() for part in parts_of(name)),
    "kebab": lambda name: "-".join(part.lower() for part in parts_of(name)),
}
SPELLED = [file for file in FILES if next(k for k in registered_kinds() if k.name == kind_of(file)).any_case]
ELSEWHERE = {
    "aws-cloudtrail.eventbridge": "with hyphens in all of it, the envelope alone is as its kind knows it",
    "aws-guardduty": "it turns the names of the API into those of exports by itself",
    "circleci.workflows": "which of them hold others is asked of the names as they are",
    "ecs": "its names hold points",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("file", SPELLED, ids=[file.stem for file in SPELLED])
def test_names_may_be_spelled_in_another_case(reading: Reading, file: Path, style: str) -> None:
    """What PowerShell, a client, or somebody's own program made of an answer gives the same times by the same kind."""
    if file.stem in ELSEWHERE:
        pytest.skip(ELSEWHERE[file.stem])
    sample = load(file)
    records = spelled(sample["records"], style)
    for text in (json.dumps({"value": records}), "".join(json.dumps(record) + "\n" for record in records)):
        entries = list(reading(text).entries())
        assert [entry.at for entry in entries] == [one.get("at") for one in sample["told"]]
        assert {entry.sources[0].kind for entry in entries} == {kind_of(file)}


def damaged(value: Any, wrong: tuple[Any, ...] = WRONG) -> Iterator[Any]:
    """The value with each of its parts in turn replaced by what does not belong there, or left out."""
    for key in value if isinstance(value, dict) else ():
        yield {name: part for name, part in value.items() if name != key}
        yield from ({**value, key: odd} for odd in wrong)
        yield from ({**value, key: part} for part in damaged(value[key], wrong[:3]))
    for place, part in enumerate(value if isinstance(value, list) else ()):
        yield from ([*value[:place], changed, *value[place + 1 :]] for changed in [None, 7, *damaged(part, wrong[:3])])


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_damaged_record_costs_no_other(reading: Reading, file: Path) -> None:
    """Whatever is missing or wrong in one leaves the others as they are, and nothing fails."""
    sample = load(file)
    broken = list(chain.from_iterable(damaged(record) for record in sample["records"]))
    whole = sample["records"] * (len(broken) // len(sample["records"]) + 1)
    every = [*whole, *broken, *sample["records"]]
    path = sample.get("wraps", ["data"])[0]
    texts = [json.dumps(wrapped(every, path))]
    if sample.get("bare", True):
        texts += [json.dumps(every), "".join(json.dumps(record) + "\n" for record in every)]
    for text in texts:
        collection = reading(text)
        entries = [told(entry) for entry in collection.entries()]
        assert {entry.sources[0].kind for entry in collection.entries()} == {kind_of(file)}
        assert entries[: len(sample["told"])] == sample["told"]
        assert entries[-len(sample["told"]) :] == sample["told"]
        (row,) = collection.ledger()
        assert row.used.bytes + row.unparsed.bytes == row.bytes


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_half_a_document_gives_what_is_there(reading: Reading, file: Path) -> None:
    """A text cut anywhere is read up to there, said so, and accounted for."""
    sample = load(file)
    records = sample["records"] * 4
    path = sample.get("wraps", ["data"])[0]
    text = json.dumps(records) if sample.get("bare", True) else json.dumps(wrapped(records, path))
    for share in (0.55, 0.8, 0.97):
        collection = reading(text[: int(len(text) * share)])
        entries = [told(entry) for entry in collection.entries()]
        assert entries == (sample["told"] * 4)[: len(entries)]
        assert len(entries) >= len(sample["told"])
        assert "EV204" in {finding.code for finding in collection.findings}
        (row,) = collection.ledger()
        assert row.used.bytes + row.unparsed.bytes == row.bytes


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_an_answer_with_nothing_in_it_gives_nothing(reading: Reading, file: Path) -> None:
    """An empty list holds no record, whoever reads it."""
    for path in load(file).get("wraps", ["data"]):
        for value in ([], wrapped([], path)):
            assert list(reading(json.dumps(value)).entries()) == []
