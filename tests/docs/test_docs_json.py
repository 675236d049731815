"""The page of the JSON that commands print says what they print."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "json.md"
LOG = (
    "# Log 2024-02-15\n\nTimes in UTC\n\n- 14:32 - Alert fired <!-- phase: detected -->\n- 14:40 - @ana: rolled back\n"
)
REVIEW = """---
house: seal
policy: {targets: {P2: {time_to_resolve: 15m}}}
---
# Post-Mortem: Checkout failed

## Metadata

| Field | Value |
|---|---|
| Severity | P2 |

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-03-12 14:06 | Incident began |
| 2026-03-12 14:49 | Resolved |

## What Went Wrong

- Obviously, the alert was too noisy

## Action Items

| ID | Action | Owner | Deadline | Status |
|---|---|---|---|---|
| A-1 | Limit the pool to 40 connections | Ana | 2999-04-01 | Pending |
"""
ROWS = {
    row[1].split(" ", 1)[1] if row[1].startswith("afterword") else row[1]: re.findall(r"`(\w+)`", row[2])
    for row in re.finditer(r"^\|[^`|]*`([^`]+)`[^|]*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
}


def printed(capfd: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    """What a command prints, as data."""
    capfd.readouterr()
    assert main([str(word) for word in words]) == 0
    return json.loads(capfd.readouterr().out)


def shelf_of_two(capfd: pytest.CaptureFixture[str], folder: Path) -> dict[str, Any]:
    """What the commands over many postmortems print of two incidents of one class."""
    folder.mkdir()
    for number, month in ((1, "03"), (2, "05")):
        text = REVIEW.replace("house: seal", f"house: seal\nid: INC-{number}\nclasses: [capacity]")
        text = text.replace("2026-03", f"2026-{month}").replace("2999-04-01", "2026-04-01")
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    first, form = folder / "1.md", ("--format", "json")
    (folder / "afterword.toml").write_text('records = ["*.md"]\n', encoding="utf-8")
    (folder / "log.md").write_text(
        LOG.replace("2024-02-15", "2026-06-01").replace("Alert fired", "Checkout failed"), encoding="utf-8"
    )
    board = printed(capfd, "actions", "board", folder, *form)
    searched = printed(capfd, "search", "--in", folder, "checkout", *form)
    (recurring,) = printed(capfd, "recurrences", folder, *form)
    developed = printed(capfd, "trends", folder, *form)
    draft = printed(capfd, "draft", folder / "log.md", "--house", "sre", "-o", folder / "new.md", *form)
    (folder / "3.md").write_text(
        REVIEW.replace("Checkout failed", "Certificate expired").replace("Limit", "Add a runbook to limit")
    )
    unknown = printed(capfd, "classify", folder / "3.md", *form)[0]
    slice_ = developed["slices"][0]
    return {
        "similar": draft["similar"][0],
        "actions board --format json": board,
        "overdue": board["overdue"][0],
        "owners": board["owners"][0],
        "age_days": board["age_days"],
        "actions set --format json": printed(
            capfd, "actions", "set", first, "A-1", "--status", "done", "--proof", "seen", *form
        ),
        "search --format json": searched,
        "found": searched["found"][0],
        "similar --format json": printed(capfd, "similar", first, "--in", folder, "--later", *form)[0],
        "classify --format json": unknown,
        "suggested": unknown["suggested"][0],
        "recurrences --format json": recurring,
        "broken_promises": recurring["broken_promises"][0],
        "escalations": recurring["escalations"][0],
        "trends --format json": developed,
        "slices": slice_,
        "repeats": slice_["repeats"],
        "actions": slice_["actions"],
        "compared": slice_["compared"]["incidents"],
        "actions calendar --format json": printed(capfd, "actions", "calendar", folder, *form)[0],
        "report --format json": printed(capfd, "report", folder, "--quarter", "2026Q1", *form),
        "runbooks --format json": printed(capfd, "runbooks", folder, *form)[0],
    }


def audiences(capfd: pytest.CaptureFixture[str], folder: Path) -> dict[str, Any]:
    """What the commands about versions for others print."""
    folder.mkdir()
    document, bundle, form = folder / "pm.md", folder / "b.zip", ("--format", "json")
    document.write_text(REVIEW, encoding="utf-8")
    assert main(["export", str(document), "--to", "bundle", "-o", str(bundle)]) == 0
    verified = printed(capfd, "verify", bundle, *form)
    assert main(["leaktest", str(document), "--record", str(document), *form]) == 1
    searched = json.loads(capfd.readouterr().out)
    closed = folder / "a.rtf"
    closed.write_text(r"{\rtf1 a}", encoding="ascii")
    assert main(["leaktest", str(closed), "--record", str(document), *form]) == 1
    unread = json.loads(capfd.readouterr().out)["unread"]
    return {
        "verify BUNDLE --format json": verified,
        "verdicts": verified["verdicts"][0],
        "leaktest --format json": searched,
        "leaks": searched["leaks"][0],
        "unread": unread[0],
    }


@pytest.fixture
def store() -> Iterator[str]:
    """A store on the loopback that holds nothing."""

    class Empty(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Empty)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_page_names_every_key_in_its_order(tmp_path: Path, store: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither more nor fewer than the commands print."""
    answer = tmp_path / "answer.json"
    log, pm, ledger = tmp_path / "log.md", tmp_path / "pm.md", tmp_path / "ledger.json"
    log.write_text(LOG, encoding="utf-8")
    form = ("--format", "json")
    draft = printed(capfd, "draft", log, "--house", "sre", "-o", pm, "--ledger", ledger, *form)
    timeline = printed(capfd, "timeline", log, *form)
    verified = printed(capfd, "verify", pm, *form)
    (tmp_path / "bad.md").write_text("---\nhouse: bad\n---\n{{ nothing }}\n", encoding="utf-8")
    assert main(["house", "check", str(tmp_path / "bad.md"), *form]) == 1
    faults = json.loads(capfd.readouterr().out)
    review = tmp_path / "review.md"
    review.write_text(REVIEW, encoding="utf-8")
    assert main(["check", str(review), *form]) == 1
    found_in_review = json.loads(capfd.readouterr().out)
    (status,) = printed(capfd, "status", review, "--today", "2026-03-13", *form)
    agenda = printed(capfd, "agenda", review, *form)
    notes = tmp_path / "notes.md"
    assert main(["agenda", str(review), "-o", str(notes)]) == 0
    notes.write_text(notes.read_text(encoding="utf-8").replace("Held:", "Held: 2026-03-14"), encoding="utf-8")
    held = printed(capfd, "agenda", review, "--take", notes, *form)
    actions = printed(capfd, "actions", review, *form)
    (synced,) = printed(capfd, "actions", "sync", review, "--tracker", f"github:acme/shop@{store}", *form)
    assert main(["close", str(review), "--by", "Ana", *form]) == 1
    closing = json.loads(capfd.readouterr().out)
    shut = tmp_path / "shut.md"
    shut.write_text("---\nstatus: closed\n---\n# Checkout\n", encoding="utf-8")
    own = printed(capfd, "house", "new", "--from", pm, "-o", tmp_path / "own.md", *form)
    converted = printed(capfd, "convert", pm, "--to", "soc", "-o", tmp_path / "soc.md", *form)
    found = {
        "timeline --format json": timeline[0],
        "sources": timeline[0]["sources"][0],
        "--ledger FILE": json.loads(ledger.read_text(encoding="utf-8"))["files"][0],
        "draft --format json": draft,
        "phases": draft["phases"][0],
        "set --format json": printed(capfd, "set", pm, "title=Other", *form),
        "convert --format json": converted,
        "carried": converted["carried"][0],
        "open": converted["open"][0],
        "new --format json": printed(capfd, "new", "--house", "sre", "-o", tmp_path / "new.md", *form),
        "house list --format json": printed(capfd, "house", "list", *form)[0],
        "house show --format json": printed(capfd, "house", "show", "sre", *form),
        "house check --format json": faults[0],
        "house new --format json": own,
        "doubts": own["doubts"][0],
        "metrics --format json": printed(capfd, "metrics", pm, *form)["duration"],
        "check --format json": found_in_review[0],
        "fix": next(row["fix"] for row in found_in_review if row["fix"])[0],
        "close --format json": closing,
        "criteria": closing["criteria"][0],
        "missing": closing["criteria"][-1]["missing"][0],
        "reopen --format json": printed(capfd, "reopen", shut, "--by", "Ana", "--why", "again", *form),
        "actions sync --format json": synced,
        "status --format json": status,
        "draft": status["draft"],
        "targets": status["targets"][0],
        "actions --format json": actions[0],
        "smart": actions[0]["smart"],
        "agenda --format json": agenda,
        "roles": agenda["roles"][0],
        "parts": agenda["parts"][0],
        "questions": agenda["parts"][0]["questions"][0],
        "fields": agenda["parts"][0]["questions"][0]["fields"][0],
        "agenda --take --format json": held,
        "taken": held["taken"][0],
        "verify --format json": verified,
        "checked": verified["checked"][0],
        **audiences(capfd, tmp_path / "others"),
        "evidence query --format json": printed(capfd, "evidence", "query", "alertmanager", store, "-o", answer, *form),
        "evidence repeat --format json": printed(capfd, "evidence", "repeat", answer, "-o", tmp_path / "b.json", *form),
        "evidence kinds --format json": printed(capfd, "evidence", "kinds", *form)[0],
        "init --format json": printed(capfd, "init", tmp_path / "team", *form),
    }
    found |= shelf_of_two(capfd, tmp_path / "shelf")
    assert {name: list(keys) for name, keys in found.items()} == {
        name: keys for name, keys in ROWS.items() if name != "schema"
    }
