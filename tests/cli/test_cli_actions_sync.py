"""Actions followed in trackers: opened once, kept equally far both ways, and nothing lost where a tracker fails."""

import base64
import json
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main
from afterword.evidence import requesting

MADE = runpy.run_path(str(Path(__file__).with_name("tracker_server.py")))
Trouble = MADE["Trouble"]
Server = Any
Captured = pytest.CaptureFixture[str]
TOKEN = "tok-3f9a1c77"
DOCUMENT = """---
house: seal
id: INC-7
---
# Post-Mortem: Checkout failed

## Metadata

| Field | Value |
|---|---|
| Incident Date | 2026-03-12 |
| Severity | P2 |
| Authors | Ana |

## Summary

Orders failed.

## Action Items

| ID | Action | Owner | Deadline | Status |
|---|---|---|---|---|
| A-1 | Limit the pool to 40 connections | @ana | 2026-04-01 | Pending |
| A-2 | Page when the pool is full | Ben | 2026-04-02 | In Progress |
| A-3 | Write the runbook | Cem | 2026-04-03 | Done |
| A-4 | Repair the clock | Dea | 2026-04-04 | Pending |
"""
KINDS = ("github", "gitlab", "jira")


@pytest.fixture
def server() -> Iterator[Server]:
    """A tracker without issues."""
    with MADE["serving"]() as state:
        yield state


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of its own, tokens, and no waiting."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("AFTERWORD_GITHUB_TOKEN", "AFTERWORD_GITLAB_TOKEN", "AFTERWORD_JIRA_TOKEN"):
        monkeypatch.setenv(name, TOKEN)
    monkeypatch.delenv("AFTERWORD_JIRA_USER", raising=False)
    monkeypatch.setattr(requesting.time, "sleep", lambda _seconds: None)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A postmortem with three actions to be done and one that is done."""
    path = tmp_path / "pm.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def place(server: Server, kind: str) -> str:
    """The tracker as the command line names it."""
    return f"{kind}:{'OPS' if kind == 'jira' else 'acme/shop'}@{server.address}"


def run(capfd: Captured, server: Server, kind: str, path: Path, *more: str) -> tuple[int, list[dict[str, Any]]]:
    """What the command says as data, and its exit code; the token is nowhere in it."""
    capfd.readouterr()
    code = main(["actions", "sync", str(path), "--tracker", place(server, kind), "--format", "json", *more])
    said = capfd.readouterr()
    assert TOKEN not in said.out + said.err
    return code, json.loads(said.out) if said.out else [{"error": said.err}]


def doings(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """What was done about which action."""
    return [(row["action"], row["doing"], row["result"]) for row in rows if row["doing"] != "none" or row["conflict"]]


def lines(path: Path) -> dict[str, str]:
    """The lines of the actions, by their ids."""
    text = path.read_text(encoding="utf-8")
    return {found[1]: found[0] for found in re.finditer(r"^\| (A-\d) \|.*$", text, re.MULTILINE)}


OPENED = [("A-1", "open", "done"), ("A-2", "open", "done"), ("A-4", "open", "done")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_changes_nothing(capfd: Captured, server: Server, document: Path, kind: str) -> None:
    """Without --apply the tracker is only read and the document keeps its bytes."""
    code, rows = run(capfd, server, kind, document)
    assert code == 0
    assert doings(rows) == [(action, doing, "planned") for action, doing, _ in OPENED]
    assert server.changes() == []
    assert document.read_text(encoding="utf-8") == DOCUMENT


@pytest.mark.parametrize("kind", KINDS)
def test_issues_are_opened_once(capfd: Captured, server: Server, document: Path, kind: str) -> None:
    """Each open action gets one issue, its line or the carried block names it, and a second run does nothing."""
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows)) == (0, OPENED)
    assert [issue.title for issue in server.issues] == [
        "Limit the pool to 40 connections", "Page when the pool is full", "Repair the clock"
    ]  # fmt: skip
    assert server.issues[0].body.endswith("afterword: INC-7 A-1")
    assert "Owner: @\u200bana\nDue: 2026-04-01" in server.issues[0].body
    text = document.read_text(encoding="utf-8")
    assert all((f"OPS-{n}" if kind == "jira" else f"issues/{n}") in text for n in (1, 2, 3))
    before = len(server.changes())
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows), len(server.changes())) == (0, [], before)
    assert document.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("kind", KINDS)
def test_states_are_followed_both_ways(capfd: Captured, server: Server, document: Path, kind: str) -> None:
    """A closed issue sets its action done with the day; an action that is done closes its issue; both reopen."""
    run(capfd, server, kind, document, "--apply")
    server.close(1)
    assert main(["actions", "set", str(document), "A-2", "--status", "done", "--proof", "seen"]) == 0
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows)) == (0, [("A-1", "done_here", "done"), ("A-2", "close_there", "done")])
    assert "| Done" in lines(document)["A-1"]
    assert "2026-05-04" in document.read_text(encoding="utf-8")
    assert [issue.is_open for issue in server.issues] == [False, False, True]
    assert doings(run(capfd, server, kind, document, "--apply")[1]) == []
    server.reopen(1)
    assert main(["actions", "set", str(document), "A-2", "--status", "in_progress"]) == 0
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows)) == (0, [("A-1", "reopen_here", "done"), ("A-2", "reopen_there", "done")])
    assert "| Pending" in lines(document)["A-1"]
    assert "2026-05-04" not in document.read_text(encoding="utf-8")
    assert [issue.is_open for issue in server.issues] == [True, True, True]


@pytest.mark.parametrize(("kind", "reason"), [("github", "not_planned"), ("jira", "Won't Do")])
def test_closed_undone_is_cancelled_and_not_done(
    capfd: Captured, server: Server, document: Path, kind: str, reason: str
) -> None:
    """An issue that was closed without being done cancels its action; where that is done, both are left."""
    run(capfd, server, kind, document, "--apply")
    server.close(1, reason)
    server.close(2, reason)
    assert main(["actions", "set", str(document), "A-2", "--status", "done", "--proof", "seen"]) == 0
    before, changes = lines(document)["A-2"], len(server.changes())
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows)) == (0, [("A-1", "cancel_here", "done"), ("A-2", "none", "left")])
    assert "both changed: it was open, is done in the document, and cancelled" in rows[1]["conflict"]
    assert (lines(document)["A-2"], len(server.changes())) == (before, changes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_crash_between_opening_and_writing_opens_nothing_twice(
    capfd: Captured, server: Server, document: Path, kind: str
) -> None:
    """Where the document never heard of its issues, they are found again by their marks over several pages."""
    run(capfd, server, kind, document, "--apply")
    document.write_text(DOCUMENT, encoding="utf-8")
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows)) == (0, [(action, "link", "done") for action, _, _ in OPENED])
    assert len(server.issues) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_cut_in_half_after_opening_opens_nothing_twice(
    capfd: Captured, server: Server, document: Path, kind: str
) -> None:
    """The issue whose opening was answered with half a JSON is looked for, found, and written down."""
    server.troubles["POST"] = [Trouble(status=201, cut=True, after=True)]
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, doings(rows)) == (0, OPENED)
    assert len(server.issues) == 3


def test_half_a_list_is_asked_for_again_and_never_taken_for_all(
    capfd: Captured, server: Server, document: Path
) -> None:
    """A list that breaks off is asked for again; one that always does ends the run before anything is changed."""
    half = Trouble(body=b'[{"number": 1, "html_u')
    server.troubles["GET"] = [half, Trouble(body=b"[]", cut=True)]
    assert doings(run(capfd, server, "github", document, "--apply")[1]) == OPENED
    document.write_text(DOCUMENT, encoding="utf-8")
    server.troubles["GET"] = [half] * 3
    before = len(server.changes())
    code, (said,) = run(capfd, server, "github", document, "--apply")
    assert (code, len(server.changes())) == (2, before)
    assert "did not answer in JSON" in said["error"]
    assert said["error"].count("\n") == 1
    assert document.read_text(encoding="utf-8") == DOCUMENT


@pytest.mark.parametrize("status", [429, 403])
def test_a_busy_tracker_is_waited_for(
    capfd: Captured, server: Server, document: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """As long as Retry-After says, when opening as when listing."""
    waits: list[float] = []
    monkeypatch.setattr("afterword.cli._tracker_run.connected", _patient(waits))
    server.troubles = {
        "GET": [Trouble(status=status, headers={"Retry-After": "7"})],
        "POST": [Trouble(status=status, headers={"Retry-After": "3"})],
    }
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, doings(rows), waits) == (0, OPENED, [7.0, 3.0])


def _patient(waits: list[float]) -> Any:
    from afterword.learning.trackers.connecting import connected

    return lambda place, access: connected(place, access, waits.append)


def test_a_time_to_wait_until_is_counted_by_the_clock_of_the_tracker(
    capfd: Captured, server: Server, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Retry-After as a time, next to the Date of the answer; one in the past needs no waiting."""
    waits: list[float] = []
    monkeypatch.setattr("afterword.cli._tracker_run.connected", _patient(waits))
    headers = {"Date": "Sun, 22 Nov 2026 10:00:00 GMT", "Retry-After": "Sun, 22 Nov 2026 10:00:12 GMT"}
    past = {**headers, "Retry-After": "Sun, 22 Nov 2026 09:00:00 GMT"}
    server.troubles["GET"] = [Trouble(status=429, headers=headers), Trouble(status=503, headers=past)]
    code, _ = run(capfd, server, "github", document)
    assert (code, waits) == (0, [12.0, 0.0])


@pytest.mark.parametrize("asks", ["GET", "POST"])
def test_the_token_follows_no_redirection(capfd: Captured, server: Server, document: Path, asks: str) -> None:
    """Another address is named, and never asked."""
    elsewhere = {"Location": "http://localhost:1/api/v3/repos"}
    server.troubles[asks] = [Trouble(status=307, headers=elsewhere)]
    code, rows = run(capfd, server, "github", document, "--apply")
    said = rows[0]["error"] if asks == "GET" else rows[0]["message"]
    assert code == (2 if asks == "GET" else 1)
    assert "sends on to http://localhost:1/api/v3/repos; name that address if it is the right one" in said


def test_a_page_to_log_in_on_is_no_answer(capfd: Captured, server: Server, document: Path) -> None:
    """A success that is no JSON is said, and nothing is opened."""
    page = Trouble(headers={"Content-Type": "text/html"}, body=b"<html><title>Sign in</title></html>")
    server.troubles["GET"] = [page] * 3
    code, (said,) = run(capfd, server, "gitlab", document, "--apply")
    assert code == 2
    assert "did not answer in JSON" in said["error"]
    assert server.changes() == []


def test_jira_may_have_another_type_of_issue(capfd: Captured, server: Server, document: Path) -> None:
    """The one that is named; GitHub and GitLab have none."""
    code, _ = run(capfd, server, "jira", document, "--apply", "--issue-type", "Bug")
    assert code == 0
    assert {issue.issue_type for issue in server.issues} == {"Bug"}
    assert run(capfd, server, "github", document, "--issue-type", "Bug")[0] == 2


def test_a_tracker_that_stays_busy_leaves_the_rest_for_later(capfd: Captured, server: Server, document: Path) -> None:
    """What was opened is written down, the rest is not tried, and a later run opens only that."""
    busy = Trouble(status=429, headers={"Retry-After": "3600"}, body=b'{"message": "slow down"}')
    server.troubles["POST"] = [Trouble(after=True, status=201, cut=True), busy]
    code, rows = run(capfd, server, "github", document, "--apply")
    assert code == 1
    assert doings(rows) == [("A-1", "open", "done"), ("A-2", "open", "failed"), ("A-4", "open", "failed")]
    assert "it asks to wait for 3600 s: slow down" in rows[1]["message"]
    assert "not tried" in rows[-1]["message"]
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, doings(rows), len(server.issues)) == (0, OPENED[1:], 3)


@pytest.mark.parametrize(("kind", "doing"), [("github", "open"), ("gitlab", "open"), ("jira", "none")])
def test_an_opening_of_which_nobody_knows_waits_where_search_lags(
    capfd: Captured, server: Server, document: Path, kind: str, doing: str
) -> None:
    """Where a new issue may not be found at once, a second run does not open it again; elsewhere it does."""
    server.troubles["POST"] = [Trouble(status=201, cut=True)]
    code, rows = run(capfd, server, kind, document, "--apply")
    assert (code, [row["result"] for row in rows]) == (1, ["failed"] * 3)
    _, rows = run(capfd, server, kind, document)
    assert [row["doing"] for row in rows] == [doing, "open", "open"]


def test_an_issue_that_moved_stops_nothing(capfd: Captured, server: Server, document: Path) -> None:
    """It is left, and the others are followed."""
    assert main(["set", str(document), "actions[A-1].tracker=acme/shop#5"]) == 0
    server.pull_requests = False
    server.troubles["GET"] = [
        Trouble(body=b"[]"), Trouble(status=301, headers={"Location": f"{server.address}/other"})
    ]  # fmt: skip
    code, rows = run(capfd, server, "github", document)
    assert (code, doings(rows)) == (
        0,
        [("A-1", "none", "left"), ("A-2", "open", "planned"), ("A-4", "open", "planned")],
    )


def test_a_refused_token_ends_the_run(capfd: Captured, server: Server, document: Path) -> None:
    """Who may not open one issue is not asked for the next."""
    server.troubles["POST"] = [Trouble(status=403, body=b'{"message": "Resource not accessible"}')]
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, [row["result"] for row in rows], len(server.changes())) == (1, ["failed"] * 3, 1)


def test_one_refusal_does_not_stop_the_others(capfd: Captured, server: Server, document: Path) -> None:
    """An issue that the tracker will not have is told with its words; the others are opened."""
    server.troubles["POST"] = [Trouble(status=422, body=b'{"message": "Validation Failed"}')]
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, doings(rows)) == (1, [("A-1", "open", "failed"), *OPENED[1:]])
    assert "422" in rows[0]["message"]
    assert "Validation Failed" in rows[0]["message"]


def test_an_unreachable_tracker_is_one_line(capfd: Captured, server: Server, document: Path) -> None:
    """Exit 2, one sentence, and the document as it was."""
    server.address = "http://127.0.0.1:1"
    code, (said,) = run(capfd, server, "github", document, "--apply")
    assert code == 2
    assert "cannot be asked" in said["error"]
    assert said["error"].count("\n") == 1
    assert document.read_text(encoding="utf-8") == DOCUMENT


def test_a_token_is_never_said(capfd: Captured, server: Server, document: Path) -> None:
    """Not even where the tracker repeats it in its refusal."""
    server.troubles["GET"] = [Trouble(status=401, body=json.dumps({"message": f"bad token {TOKEN}"}).encode())]
    code, (said,) = run(capfd, server, "github", document)
    assert code == 2
    assert "bad token ***" in said["error"]
    assert "AFTERWORD_GITHUB_TOKEN" in said["error"]
    assert server.headers[0]["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("tracker", "words"),
    [
        ("github:acme", "is no tracker"),
        ("jira:OPS", "is no tracker"),
        ("trello:acme/shop", "is no tracker"),
        ("gitlab:acme/shop@http://git.example.org", "unencrypted"),
        ("jira:OPS@https://me:secret@jira.example.org", "credentials"),
    ],
)
def test_a_tracker_that_is_none_is_refused(capfd: Captured, document: Path, tracker: str, words: str) -> None:
    """Before anything is asked, in one line, without a password that stands in it."""
    assert main(["actions", "sync", str(document), "--tracker", tracker]) == 2
    said = capfd.readouterr().err
    assert words in said
    assert "secret" not in said


@pytest.mark.parametrize("token", ["", "two words", "line\nend"])
def test_a_token_that_cannot_be_one_is_refused(
    capfd: Captured, server: Server, document: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    """Nothing is asked, and it is not repeated."""
    monkeypatch.setenv("AFTERWORD_GITHUB_TOKEN", token)
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    code, (said,) = run(capfd, server, "github", document, "--apply")
    assert (code, server.asked) == (2, [])
    assert "AFTERWORD_GITHUB_TOKEN" in said["error"]
    assert not token or token not in said["error"]


def test_what_is_followed_elsewhere_or_gone_is_left(capfd: Captured, server: Server, document: Path) -> None:
    """An action of another tracker is not touched; an issue that is not there is a conflict."""
    for action, tracker in (("A-1", "PLAT-9"), ("A-2", "acme/shop#77")):
        assert main(["set", str(document), f"actions[{action}].tracker={tracker}"]) == 0
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, doings(rows)) == (0, [("A-2", "none", "left"), ("A-4", "open", "done")])
    assert "no issue 77" in rows[0]["conflict"]


def test_two_documents_with_the_same_id_are_told_apart_by_a_person(
    capfd: Captured, server: Server, document: Path
) -> None:
    """Neither takes the other's issue, and nothing is opened for either."""
    (document.parent / "copy.md").write_text(DOCUMENT, encoding="utf-8")
    code, rows = run(capfd, server, "github", document.parent, "--apply")
    assert code == 0
    assert {row["result"] for row in rows} == {"left"}
    assert server.changes() == []


def test_an_audience_sees_no_more_in_the_tracker_than_in_an_export(
    capfd: Captured, server: Server, document: Path
) -> None:
    """Words of an action that are allowed go out, its owner and its ids do not, and it is found again all the same."""
    settings = '[audience.public]\nallow = ["title", "summary", "actions.what"]\nreason = "We tell what we do."\n'
    (document.parent / "afterword.toml").write_text(settings, encoding="utf-8")
    code, rows = run(capfd, server, "github", document, "--apply", "--audience", "public")
    assert (code, doings(rows)) == (0, OPENED)
    told = "".join(issue.title + issue.body for issue in server.issues)
    assert "Page when the pool is full" in told
    assert not [word for word in ("Ben", "ana", "INC-7", "A-1", "2026-04") if word in told]
    document.write_text(DOCUMENT, encoding="utf-8")
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, doings(rows)) == (0, [(action, "link", "done") for action, _, _ in OPENED])


def test_what_an_audience_may_not_see_is_not_opened(capfd: Captured, server: Server, document: Path) -> None:
    """Actions of a document of which only other parts are for the audience are left, and said."""
    code, rows = run(capfd, server, "github", document, "--apply", "--audience", "public")
    assert (code, server.changes()) == (0, [])
    assert {row["conflict"] for row in rows} == {"nothing of it is for public"}


def test_a_password_never_goes_out(capfd: Captured, server: Server, document: Path) -> None:
    """An action whose words hold one is left, to the internal audience too; the others are opened."""
    secret = "hT7" + "qPz2LmX9vK"
    document.write_text(DOCUMENT.replace("Repair the clock", f"Change password={secret} of the database"), "utf-8")
    code, rows = run(capfd, server, "github", document, "--apply")
    assert (code, doings(rows)) == (0, [*OPENED[:2], ("A-4", "none", "left")])
    assert "looks like a password" in rows[-1]["conflict"]
    assert secret not in "".join(issue.title + issue.body for issue in server.issues)


def test_without_a_token_it_is_said_that_little_may_be_seen(
    capfd: Captured, server: Server, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is planned then rests on what everybody may see."""
    monkeypatch.delenv("AFTERWORD_JIRA_TOKEN")
    assert main(["actions", "sync", str(document), "--tracker", place(server, "jira")]) == 0
    assert "AFTERWORD_JIRA_TOKEN is not set" in capfd.readouterr().err


@pytest.mark.parametrize(("held", "code"), [(f"return {TOKEN!r}", 0), ("return None", 2), ("raise KeyringError", 2)])
def test_a_token_may_be_in_the_keyring(
    capfd: Captured, server: Server, document: Path, monkeypatch: pytest.MonkeyPatch, held: str, code: int
) -> None:
    """Where the package is installed and no variable is set; one that is locked or empty is as if there were none."""
    package = document.parent / "packages" / "keyring"
    package.mkdir(parents=True)
    (package / "errors.py").write_text("class KeyringError(Exception): ...\n", "utf-8")
    text = f"from keyring.errors import KeyringError\ndef get_password(service, user):\n    {held}\n"
    (package / "__init__.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(package.parent)
    for name in ("keyring", "keyring.errors"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delenv("AFTERWORD_GITLAB_TOKEN")
    found, _ = run(capfd, server, "gitlab", document, "--apply")
    for name in ("keyring", "keyring.errors"):
        sys.modules.pop(name, None)
    assert found == code
    assert [headers.get("Private-Token") for headers in server.headers[:1]] == ([TOKEN] if code == 0 else [])


def test_jira_cloud_is_asked_in_the_name_of_a_user(
    capfd: Captured, server: Server, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a user the token is sent as a password, as Cloud wants it, and no refusal repeats either."""
    monkeypatch.setenv("AFTERWORD_JIRA_USER", "ana@example.org")
    sent = base64.b64encode(f"ana@example.org:{TOKEN}".encode()).decode()
    server.troubles["GET"] = [Trouble(status=401, body=json.dumps({"message": f"no: {sent}"}).encode())]
    code, (said,) = run(capfd, server, "jira", document)
    assert (code, server.headers[0]["Authorization"]) == (2, f"Basic {sent}")
    assert sent not in said["error"]


def test_jira_server_is_asked_by_its_own_search(capfd: Captured, server: Server, document: Path) -> None:
    """Where it is no Cloud, pages are counted, and issues are found again."""
    server.deployment = "Server"
    run(capfd, server, "jira", document, "--apply")
    document.write_text(DOCUMENT, encoding="utf-8")
    _, rows = run(capfd, server, "jira", document, "--apply")
    assert doings(rows) == [(action, "link", "done") for action, _, _ in OPENED]


def test_what_is_planned_is_said_in_words(capfd: Captured, server: Server, document: Path) -> None:
    """One line for each action, one for what would be done, and that nothing was."""
    assert main(["actions", "sync", str(document), "--tracker", place(server, "github")]) == 0
    said = capfd.readouterr().out
    assert "A-1 Limit the pool to 40 connections\n  would open an issue\n" in said
    assert "4 actions: 3 to do, 0 the same on both sides. Nothing was changed; --apply does it." in said
