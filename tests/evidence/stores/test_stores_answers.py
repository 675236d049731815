"""Questions to stores against answers of the form that real ones give: pages, limits, refusals, credentials."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main
from afterword.errors import InputError, UsageError
from afterword.evidence.asking import store_names
from afterword.evidence.citations import check_document
from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options
from afterword.evidence.requesting import Requests, address_of

WINDOW = ["--from", "2024-02-15T14:00Z", "--to", "2024-02-15T15:00Z"]
START = 1_708_005_600
NS = 1_000_000_000
STREAM = {"app": "shop", "level": "error"}


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No file or variable of whoever runs the tests decides anything."""
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    monkeypatch.delenv("NETRC", raising=False)


def saved(path: Path) -> Collection:
    """What is read of a saved answer."""
    return read([path], options=Options())


def streams(*lines: tuple[int, str]) -> object:
    """Loki's answer with lines of one stream."""
    values = [[str(at), text] for at, text in lines]
    found = [{"stream": STREAM, "values": values}] if values else []
    return {"status": "success", "data": {"resultType": "streams", "result": found, "stats": {}}}


def loki(lines: list[tuple[int, str]]) -> Callable[[Any], object]:
    """Loki as its API says: forward, from the start on, before the end, at most so many lines."""

    def answer(request: Any) -> object:
        low, high, limit = (int(request.params[name]) for name in ("start", "end", "limit"))
        assert request.path == "/loki/api/v1/query_range"
        assert request.params["direction"] == "forward"
        return streams(*[line for line in sorted(lines) if low <= line[0] < high][:limit])

    return answer


def ask(store: str, address: str, *more: str, out: Path) -> int:
    """Exit code of asking a store for the window."""
    return main(["evidence", "query", store, address, *more, *WINDOW, "-o", str(out)])


@pytest.mark.parametrize("most", [7, 30, 5_000])
def test_every_line_of_loki_comes_once(
    most: int, stand_in: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the size of a page, and however many lines share a nanosecond."""
    monkeypatch.setattr("afterword.evidence.stores.loki._PAGE", most)
    lines = [((START + n // 5) * NS, f"line {n}") for n in range(100)]
    out = tmp_path / "loki.json"
    assert ask("loki", stand_in(loki(lines)).address, '{app="shop"}', out=out) == 0
    entries = list(saved(out).entries())
    assert sorted(entry.what or "" for entry in entries) == sorted(text for _, text in lines)
    assert {(entry.who, entry.severity) for entry in entries} == {("shop", "error")}
    assert json.loads(out.read_bytes())["afterword_query"]["complete"] is True


def test_a_loki_with_smaller_pages_is_asked_for_those(stand_in: Callable[..., Any], tmp_path: Path) -> None:
    """It refuses a page that is too large for it, and says which is not."""
    lines = [((START + n) * NS, f"line {n}") for n in range(30)]
    answer = loki(lines)
    refusal = (400, {}, b"max entries limit per query exceeded, limit > max_entries_limit (5000 > 7)")
    store = stand_in(lambda request: refusal if int(request.params["limit"]) > 7 else answer(request))
    out = tmp_path / "loki.json"
    assert ask("loki", store.address, "{}", out=out) == 0
    assert [entry.what for entry in saved(out).entries()] == [text for _, text in lines]


def test_lines_that_cannot_be_had_are_said(
    stand_in: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """More lines at one nanosecond than a page holds, or than were asked for, are a finding, now and when read."""
    monkeypatch.setattr("afterword.evidence.stores.loki._PAGE", 5)
    lines = [(START * NS, f"same {n}") for n in range(9)] + [((START + 9) * NS, "later")]
    out = tmp_path / "loki.json"
    assert ask("loki", stand_in(loki(lines)).address, '{app="shop"}', out=out) == 0
    assert "not all that there are" in capfd.readouterr().err
    assert len(list(saved(out).entries())) == 6
    assert "more than 5 lines have the time" in saved(out).findings[0].message
    many = [((START + n) * NS, f"line {n}") for n in range(50)]
    assert ask("loki", stand_in(loki(many)).address, '{app="shop"}', "--limit", "12", "--force", out=out) == 0
    assert "there are more lines" in capfd.readouterr().err
    assert 12 <= len(list(saved(out).entries())) < 20


def test_a_metric_of_loki_is_one_answer(stand_in: Callable[..., Any], tmp_path: Path) -> None:
    """Samples have no pages, and are read as those of Prometheus."""
    result = [{"metric": STREAM, "values": [[START, "1"], [START + 60, "9"]]}]
    store = stand_in(lambda _: {"status": "success", "data": {"resultType": "matrix", "result": result}})
    out = tmp_path / "loki.json"
    assert ask("loki", store.address, 'rate({app="shop"}[1m])', "--step", "60", out=out) == 0
    assert [entry.at for entry in saved(out).entries()] == ["2024-02-15T14:00:00Z", "2024-02-15T14:01:00Z"]
    assert store.asked[0].params["step"] == "60s"


def opensearch(count: int, **more: object) -> Callable[[Any], object]:
    """A search and its scroll, in the form of OpenSearch 2 and Elasticsearch 8."""
    hits = [
        {"_index": "logs", "_id": str(n), "_source": {"@timestamp": f"2024-02-15T14:00:{n:02d}Z", "message": f"m {n}"}}
        for n in range(count)
    ]
    state = {"at": 0, "size": 0}

    def answer(request: Any) -> object:
        if request.method == "DELETE":
            return {"succeeded": True}
        if request.path == "/_search/scroll":
            assert request.json["scroll_id"] == "abc=="
        else:
            state.update(at=0, size=request.json["size"])
        page = hits[state["at"] : state["at"] + state["size"]]
        state["at"] += len(page)
        total = {"value": count, "relation": "eq"}
        found = {"total": total, "hits": page}
        return {"took": 3, "timed_out": False, "_shards": {"failed": 0}, "_scroll_id": "abc==", "hits": found, **more}

    return answer


def test_hits_are_asked_page_by_page(
    stand_in: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each hit of the window comes once, and the store's own state is given back."""
    monkeypatch.setattr("afterword.evidence.stores.opensearch._PAGE", 4)
    store = stand_in(opensearch(10))
    out = tmp_path / "hits.json"
    assert ask("opensearch", store.address, "level:error", "--index", "logs-*", out=out) == 0
    entries = list(saved(out).entries())
    assert [entry.what for entry in entries] == [f"m {n}" for n in range(10)]
    first, *_, last = store.asked
    wanted = first.json["query"]["bool"]["filter"]
    assert wanted[0] == {"range": {"@timestamp": {"gte": 1708005600000, "lt": 1708009200000, "format": "epoch_millis"}}}
    assert wanted[1] == {"query_string": {"query": "level:error"}}
    assert (first.path, last.method, last.json) == ("/logs-*/_search", "DELETE", {"scroll_id": ["abc=="]})


@pytest.mark.parametrize(
    ("arguments", "more", "words"),
    [
        (["--limit", "4"], {}, "there are 10 hits; the first 4 were taken"),
        ([], {"timed_out": True}, "the search was ended by a time limit of the store"),
        ([], {"_shards": {"failed": 2}}, "2 shards did not answer"),
    ],
)
def test_hits_that_are_not_all_are_said(
    arguments: list[str], more: dict[str, object], words: str, stand_in: Callable[..., Any], tmp_path: Path
) -> None:
    """What the limit or the store left out is a finding whenever the file is read."""
    out = tmp_path / "hits.json"
    assert ask("opensearch", stand_in(opensearch(10, **more)).address, *arguments, out=out) == 0
    assert [finding.message for finding in saved(out).findings] == [f"{out.name}: {words}"]


def test_what_was_asked_stands_in_the_file(stand_in: Callable[..., Any], tmp_path: Path) -> None:
    """Question, address, window, time, and the digest of each answer as it came; a citation of a record holds."""
    body = json.dumps(streams((START * NS, "payment failed")), indent=1).encode()
    store = stand_in(lambda _: (200, {}, body))
    out = tmp_path / "evidence" / "loki.json"
    out.parent.mkdir()
    assert ask("loki", f"{store.address}/", '{app="shop"} |= "failed"', out=out) == 0
    file = json.loads(out.read_bytes())
    asked = file["afterword_query"]
    assert (asked["store"], asked["address"]) == ("loki", store.address)
    assert (asked["query"], asked["from"]) == ('{app="shop"} |= "failed"', "2024-02-15T14:00:00Z")
    assert file["requests"][0]["sha256"] == hashlib.sha256(body).hexdigest()
    assert body in out.read_bytes()
    draft = tmp_path / "draft.md"
    assert main(["draft", str(out.parent), "--house", "soc", "-o", str(draft)]) == 0
    assert "payment failed" in draft.read_text()
    checked = check_document(draft.read_text(), [out.parent])
    assert [citation.holds for citation in checked] == [True]


def test_the_page_of_json_names_the_keys_of_the_file(stand_in: Callable[..., Any], tmp_path: Path) -> None:
    """Neither more nor fewer, in their order."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    out = tmp_path / "loki.json"
    more = ["--step", "5", "--index", "a", "--time-field", "t"]
    assert ask("loki", stand_in(loki([(START * NS, "x")])).address, "{}", *more, out=out) == 0
    file = json.loads(out.read_bytes())
    for keys in (file, file["afterword_query"], file["requests"][0]):
        assert "| " + ", ".join(f"`{key}`" for key in keys) + " |" in page


def test_asking_again_says_what_changed(
    stand_in: Callable[..., Any], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same question is asked, and the records are compared."""
    lines = [((START + n) * NS, f"line {n}") for n in range(5)]
    store = stand_in(loki(lines))
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert ask("loki", store.address, "{}", out=first) == 0
    lines[0] = ((START + 60) * NS, "late")
    assert main(["evidence", "repeat", str(first), "-o", str(second)]) == 0
    assert "4 records are the same as in" in capfd.readouterr().err
    assert store.asked[0].params == store.asked[1].params
    assert main(["evidence", "repeat", str(tmp_path / "none.json")]) == 2
    (tmp_path / "other.json").write_text("[]")
    assert main(["evidence", "repeat", str(tmp_path / "other.json")]) == 2
    assert "holds no answers" in capfd.readouterr().err


def test_an_answer_without_records_says_so(stand_in: Callable[..., Any], tmp_path: Path) -> None:
    """That there was nothing is no failure to understand the file."""
    out = tmp_path / "loki.json"
    assert ask("loki", stand_in(loki([])).address, "{}", out=out) == 0
    assert [finding.code for finding in saved(out).findings] == ["EV115"]


@pytest.mark.parametrize(
    ("variables", "netrc", "header"),
    [
        ({"LOKI_BEARER_TOKEN": "t0ken-of-ours"}, "", "Bearer t0ken-of-ours"),
        ({"LOKI_API_KEY": "t0ken-of-ours"}, "", "ApiKey t0ken-of-ours"),
        ({"LOKI_USERNAME": "ana", "LOKI_PASSWORD": "t0ken-of-ours"}, "", "ana:t0ken-of-ours"),
        ({}, "machine 127.0.0.1 login ana password t0ken-of-ours\n", "ana:t0ken-of-ours"),
        ({"PROMETHEUS_BEARER_TOKEN": "t0ken-of-ours"}, "machine other login a password b\n", None),
    ],
)
def test_credentials_are_sent_and_never_written(
    variables: dict[str, str], netrc: str, header: str | None, stand_in: Callable[..., Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """They come from the environment or .netrc, go into a header, and stand in no file and no message."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LOKI_ORG_ID", "team-a")
    if netrc:
        (tmp_path / "netrc").write_text(netrc)
        (tmp_path / "netrc").chmod(0o600)
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    store = stand_in(loki([(START * NS, "x")]))
    out = tmp_path / "loki.json"
    assert ask("loki", store.address, "{}", out=out) == 0
    sent = store.asked[0].headers
    expected = f"Basic {base64.b64encode(header.encode()).decode()}" if header and ":" in header else header
    assert (sent.get("authorization"), sent["x-scope-orgid"]) == (expected, "team-a")
    store.answer = lambda _: (401, {}, b'{"message": "no"}')
    assert ask("loki", store.address, "{}", "--force", out=out) == 2
    said = capfd.readouterr()
    for text in (out.read_text(), said.out, said.err):
        assert "t0ken-of-ours" not in text


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((500, {}, b"<html>oops</html>"), "answers 500 Internal Server Error: <html>oops</html>"),
        ((400, {}, b'{"error": {"reason": "parse error"}}'), "answers 400 Bad Request: parse error"),
        ((403, {}, b""), "answers 403 Forbidden; set its credentials in the environment or in .netrc: nothing"),
        ((302, {"Location": "http://user:pw@login/x?token=1"}, b""), "sends on to http://login/x; name that address"),
        ((200, {}, b"<html>sign in</html>"), "did not answer in JSON: <html>sign in</html>"),
        ((200, {}, b'{"status": "error"}'), "is no Loki: its answer says no success"),
        ((200, {}, b"[]"), "is no Loki: its answer says no success"),
        ((200, {}, b"\xff"), "did not answer in JSON"),
    ],
)
def test_what_a_store_refuses_is_one_sentence(
    reply: tuple[int, dict[str, str], bytes], words: str, stand_in: Callable[..., Any], tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Its own words are said, no other host is asked, and nothing is written."""
    store = stand_in(lambda _: reply)
    out = tmp_path / "loki.json"
    assert ask("loki", store.address, "{}", out=out) == 2
    said = capfd.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not out.exists()
    assert len(store.asked) == 1


def test_a_busy_store_is_asked_again(stand_in: Callable[..., Any]) -> None:
    """It is waited for as long as it says, if that is not long, and not for ever."""
    waits: list[float] = []
    replies = iter([(429, {"Retry-After": "2"}, b"slow down")] * 2 + [(200, {}, b"{}")])
    store = stand_in(lambda _: next(replies))
    http = Requests(store.address, {}, timeout=5, wait=waits.append)
    assert http.get("/x").data == {}
    assert waits == [2.0, 2.0]
    store.asked.clear()
    store.answer = lambda _: (503, {"Retry-After": "3600"}, b"")
    with pytest.raises(InputError, match="503"):
        http.get("/x")
    assert len(store.asked) == 1


def test_an_answer_has_a_largest_size(stand_in: Callable[..., Any]) -> None:
    """One that is larger is refused, not cut."""
    store = stand_in(lambda _: ["x" * 5000])
    with pytest.raises(InputError, match="larger than"):
        Requests(store.address, {}, timeout=5, most=1000).get("/x")


@pytest.mark.parametrize(
    "address",
    [
        "prometheus:9090", "ftp://prometheus", "http://", "http://ana:secret@prometheus", "http://prometheus?x=1",
        "http://prometheus/#x", "http://prome theus", "http://[::1", "http://prometheus:port", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_an_address_is_one_of_http(address: str) -> None:
    """Anything else, and credentials in an address, are refused without repeating them."""
    with pytest.raises(UsageError) as caught:
        address_of(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["prometheus", "http://127.0.0.1:9", "up"], "is asked for a window: give --from and --to"),
        (["prometheus", "http://127.0.0.1:9", *WINDOW], "prometheus needs a query"),
        (["alertmanager", "http://127.0.0.1:9", *WINDOW], "alertmanager knows no window"),
        (["clickhouse", "http://127.0.0.1:9", "SELECT 1", *WINDOW], "does not name the window"),
        (["loki", "http://127.0.0.1:9", "{}", *WINDOW], "cannot be asked: [Errno 111] Connection refused"),
        (["mimir", "http://127.0.0.1:9"], "'mimir' is not one of"),
    ],
)
def test_a_question_that_cannot_be_is_refused(
    arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is missing is said in one sentence."""
    assert main(["evidence", "query", *arguments]) == 2
    assert words in capfd.readouterr().err


def test_the_stores_are_those_of_the_folder() -> None:
    """Nothing is registered by hand."""
    assert store_names() == ("alertmanager", "clickhouse", "loki", "opensearch", "prometheus")
