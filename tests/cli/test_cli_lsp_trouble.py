"""The language server with documents, settings, rules, and editors that are not as they should be."""

import asyncio
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from afterword.cli.files import MAX_BYTES

MADE = runpy.run_path(str(Path(__file__).with_name("editors.py")))
ABLE = MADE["ABLE"]
BLAMED = MADE["BLAMED"]
TEXT = MADE["TEXT"]
Editor = MADE["Editor"]
can_do = MADE["can_do"]
code = MADE["code"]
editing = MADE["editing"]
name = MADE["name"]


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all tests of this file."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="module")
def editor(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that can do much, shared by the tests of this file; each has documents of its own."""
    context = editing(tmp_path_factory.mktemp("able"))
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# A\n" + "a" * MAX_BYTES, "larger than 16 MiB"),
        ("# Half a \ud83d character\n", "not valid UTF-8"),
        ("\0" * 100, "not a text file"),
    ],
    ids=["too large", "not Unicode", "binary"],
)
def test_a_document_that_cannot_be_read_is_said(runner: asyncio.Runner, editor: Editor, text: str, reason: str) -> None:
    """It has one finding, at its first line; hover, outline, offers, and actions are empty, and the server goes on."""

    async def scenario() -> None:
        uri = "file:///unreadable.md"
        editor.open(uri, text)
        (found,) = await editor.found(uri)
        assert reason in found.message
        assert found.range.start == lsp.Position(0, 0)
        place = lsp.Position(0, 1)
        assert await editor.text_document_hover_async(lsp.HoverParams(name(uri), place)) is None
        assert not await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(name(uri)))
        assert not await editor.text_document_completion_async(lsp.CompletionParams(name(uri), place))
        assert not await can_do(editor, uri, found.range)
        editor.change(uri, 2, lsp.TextDocumentContentChangeWholeDocument(text=TEXT))
        assert code(await editor.found(uri, 2), "LNG301")
        editor.text_document_did_close(lsp.DidCloseTextDocumentParams(name(uri)))
        assert not await editor.found(uri, None)  # type: ignore[arg-type]

    runner.run(scenario())


def test_a_long_document_holds_nothing_up(runner: asyncio.Runner, editor: Editor) -> None:
    """A document of 5 MB is given up when it changes, and another one is answered meanwhile."""

    async def scenario() -> None:
        long, short = "file:///long.md", "file:///short.md"
        editor.open(long, TEXT + (BLAMED + "\n\n") * (5_000_000 // len(BLAMED)))
        await asyncio.sleep(1)
        editor.change(long, 2, lsp.TextDocumentContentChangeWholeDocument(text=TEXT))
        editor.open(short, TEXT)
        async with asyncio.timeout(30):
            assert code(await editor.found(short), "LNG301")
            assert code(await editor.found(long, 2), "LNG301")

    runner.run(scenario())


def test_what_is_no_postmortem_is_left_alone(runner: asyncio.Runner, editor: Editor) -> None:
    """A file that tells no incident has no findings, also where its words would have some: a page, a decision."""
    page = f"# A library\n\n## Install\n\n{BLAMED}\n"
    decision = f"# 1. Use a queue\n\n## Context\n\n{BLAMED}\n\n## Decision\n\nA queue.\n\n## Consequences\n\nMore.\n"

    async def scenario() -> None:
        for uri, text in (("file:///README.md", page), ("file:///0001-queue.md", decision)):
            editor.open(uri, text)
            assert await editor.found(uri) == []

    runner.run(scenario())


def test_the_settings_of_the_folder_hold(runner: asyncio.Runner, tmp_path: Path) -> None:
    """``afterword.toml`` silences, names what is a postmortem, and counts anew when it changes; a fault is said."""
    settings = tmp_path / "afterword.toml"
    settings.write_text('records = ["notes/*.md"]\n[check]\nLNG301 = { severity = "off", reason = "quotes" }\n')

    async def scenario() -> None:
        async with editing(tmp_path) as editor:
            uri = (tmp_path / "notes" / "one.md").as_uri()
            editor.open(uri, f"# A note\n\n{BLAMED} It was human error.\n")
            found = {each.code for each in await editor.found(uri)}
            assert found
            assert "LNG301" not in found
            changed = [lsp.FileEvent(settings.as_uri(), lsp.FileChangeType.Changed)]
            settings.write_text('records = ["notes/*.md"]\n')
            editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changed))
            await editor.found(uri, wanted=lambda told: any(each.code == "LNG301" for each in told))
            settings.write_text("records = [\n")
            editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changed))
            (fault,) = await editor.found(uri, wanted=lambda told: len(told) == 1)
            assert "afterword.toml" in fault.message

    runner.run(scenario())


def test_the_template_of_a_house_is_no_postmortem(runner: asyncio.Runner, tmp_path: Path) -> None:
    """A file in the team's folder of houses has no findings."""
    (tmp_path / "afterword.toml").write_text('houses = "houses"\n')
    (tmp_path / "houses").mkdir()

    async def scenario() -> None:
        async with editing(tmp_path) as editor:
            uri = (tmp_path / "houses" / "ours.md").as_uri()
            editor.open(uri, TEXT)
            assert await editor.found(uri) == []

    runner.run(scenario())


def package_with(folder: Path, check: str) -> str:
    """A folder for Python's path with a package that adds one rule, by the lines of its ``check``."""
    (folder / "stranger-1.dist-info").mkdir(parents=True)
    (folder / "stranger-1.dist-info" / "METADATA").write_text("Name: stranger\nVersion: 1\n")
    (folder / "stranger-1.dist-info" / "entry_points.txt").write_text("[afterword.rules]\nodd-rule = odd_rule\n")
    head = '"""Odd."""\nimport os\nCODE, SEVERITY, SOURCES = "ODD101", "warning", ("nobody",)\ndef check(case):\n'
    (folder / "odd_rule.py").write_text(head + check)
    return str(folder)


def test_a_rule_of_another_package_that_fails_is_said(runner: asyncio.Runner, tmp_path: Path) -> None:
    """It is reported as ``check`` reports it, prints into no message, and the other rules run."""
    package = package_with(
        tmp_path / "packages", '    print("noise", flush=True)\n    raise RuntimeError("odd")\n    yield\n'
    )

    async def scenario() -> None:
        async with editing(tmp_path, ABLE, path=package) as editor:
            editor.open("file:///odd.md", TEXT)
            found = await editor.found("file:///odd.md")
            assert "odd-rule failed: RuntimeError: odd" in code(found, "REV101").message
            assert code(found, "LNG301")

    runner.run(scenario())


def test_what_ends_the_worker_does_not_end_the_server(runner: asyncio.Runner, tmp_path: Path) -> None:
    """A document whose check ends its process is said; the next version is checked by a new one."""
    package = package_with(tmp_path / "packages", '    "crash" in case.text and os._exit(3)\n    yield from ()\n')

    async def scenario() -> None:
        async with editing(tmp_path, ABLE, path=package) as editor:
            editor.open("file:///end.md", TEXT + "\ncrash\n")
            (found,) = await editor.found("file:///end.md")
            assert "the check of this document failed" in found.message
            editor.change("file:///end.md", 2, lsp.TextDocumentContentChangeWholeDocument(text=TEXT))
            assert code(await editor.found("file:///end.md", 2), "LNG301")

    runner.run(scenario())


def test_an_editor_that_can_do_little_is_served(runner: asyncio.Runner, tmp_path: Path) -> None:
    """Without versions, snippets, links, and tags, edits and offers are plain; another unit of columns is taken."""
    little = lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf8])
    )

    async def scenario() -> None:
        async with editing(tmp_path, little, "--stdio", "--all") as editor:
            text = f"# A library\n\n😀 {BLAMED}\n"
            editor.open("untitled:Untitled-1", text)
            found = code(await editor.found("untitled:Untitled-1"), "LNG301")
            assert found.range.start == lsp.Position(2, 5 + BLAMED.index("should"))
            assert found.code_description is None
            (action,) = await can_do(editor, "untitled:Untitled-1", found.range)
            assert action.edit is not None
            (edit,) = (action.edit.changes or {})["untitled:Untitled-1"]
            assert edit.range == lsp.Range(lsp.Position(2, 0), lsp.Position(2, 0))
            assert edit.new_text == "<!-- afterword: ignore LNG301  -->\n"
            (item, *_) = await editor.text_document_completion_async(
                lsp.CompletionParams(name("untitled:Untitled-1"), lsp.Position(9, 0))
            ) or [None]
            assert item is None

    runner.run(scenario())


@pytest.mark.parametrize(
    ("words", "returned"),
    [
        (['{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}',
          '{"jsonrpc":"2.0","id":2,"method":"shutdown"}', '{"jsonrpc":"2.0","method":"exit"}'], 0),
        (['{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'], 1),
        (['{"jsonrpc":"2.0","method":"exit"}'], 1),
        (["{nonsense"], 1),
    ],
    ids=["shut down", "gone", "exit alone", "nonsense"],
)  # fmt: skip
def test_the_end_is_as_the_protocol_says(words: list[str], returned: int) -> None:
    """The exit code is 0 after a shutdown and else 1; standard output holds messages and nothing else."""
    sent = b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(word), word.encode()) for word in words)
    done = subprocess.run([sys.executable, "-m", "afterword", "lsp"], input=sent, capture_output=True, check=False)
    assert done.returncode == returned
    assert not done.stdout or done.stdout.startswith(b"Content-Length: ")
