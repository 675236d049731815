"""The language server, asked by a real client of the protocol over its standard streams."""

import asyncio
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from afterword.cli.editor import actions

MADE = runpy.run_path(str(Path(__file__).with_name("editors.py")))
BLAMED = MADE["BLAMED"]
TEXT = MADE["TEXT"]
Editor = MADE["Editor"]
at = MADE["at"]
can_do = MADE["can_do"]
code = MADE["code"]
editing = MADE["editing"]
edits_of = MADE["edits_of"]
name = MADE["name"]
stretch = MADE["stretch"]


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


def test_a_finding_is_shown_with_all_that_is_known_of_it(runner: asyncio.Runner, editor: Editor) -> None:
    """A document is checked when it is opened: place in UTF-16, severity, code, suggestion, and the rule's page."""
    pages: list[Path] = []

    async def scenario() -> None:
        editor.open("file:///one.md", TEXT)
        found = code(await editor.found("file:///one.md"), "LNG301")
        assert found.range == stretch(TEXT, "should have escalated")
        assert found.severity == lsp.DiagnosticSeverity.Error
        assert found.source == "afterword"
        assert found.message.startswith("says what should have been: 'should have escalated'\nWhat ")
        assert found.code_description is not None
        pages.append(Path(found.code_description.href.removeprefix("file://")))
        assert lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES in editor.watched

    runner.run(scenario())
    assert pages[0].read_text(encoding="utf-8").startswith("# LNG301 counterfactual-should-have\n")


def test_edits_are_followed(runner: asyncio.Runner, editor: Editor) -> None:
    """Changes in part and as a whole are applied in order, behind wide characters and at line ends of every sort."""

    async def scenario() -> None:
        uri = "file:///two.md"
        text = (
            "---\nhouse: seal\n---\n# Checkout\u2028failed\f\n\n## Summary\n\n😀 All was well.\n\n## Impact\n\nNone.\n"
        )
        text = text.replace("\n", "\r\n")
        editor.open(uri, text)
        await editor.found(uri)
        where = lsp.Range(lsp.Position(7, 3), lsp.Position(7, 15))
        part = lsp.TextDocumentContentChangePartial(range=where, text="\U0001f600 She should have known")
        editor.change(uri, 2, part)
        found = code(await editor.found(uri, 2), "LNG301")
        assert (found.range.start, found.range.end) == (lsp.Position(7, 10), lsp.Position(7, 27))
        editor.change(uri, 3, lsp.TextDocumentContentChangeWholeDocument(text=TEXT))
        found = code(await editor.found(uri, 3), "LNG301")
        assert found.range == stretch(TEXT, "should have escalated")

    runner.run(scenario())


@pytest.mark.parametrize("lead", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_hold_in_every_form_of_text(runner: asyncio.Runner, editor: Editor, newline: str, lead: str) -> None:
    """Line ends and a byte order mark move no finding to another line or column."""

    async def scenario() -> None:
        uri = f"file:///forms-{len(lead)}-{newline.encode().hex()}.md"
        editor.open(uri, lead + TEXT.replace("\n", newline))
        found = code(await editor.found(uri), "LNG301")
        assert found.range == stretch(TEXT, "should have escalated")

    runner.run(scenario())


def test_hover_explains(runner: asyncio.Runner, editor: Editor) -> None:
    """A finding is explained by its rule, a heading by its house, and a time is given in UTC; elsewhere is nothing."""

    async def scenario() -> None:
        uri = "file:///hover.md"
        text = TEXT.replace("14:05", "15:05 CET")
        editor.open(uri, text)

        async def said(words: str, inner: int = 2) -> str:
            place = at(text, words, inner)
            hover = await editor.text_document_hover_async(lsp.HoverParams(name(uri), place))
            return hover.contents.value if hover and isinstance(hover.contents, lsp.MarkupContent) else ""

        assert "**LNG301** counterfactual-should-have (error)" in await said("should have escalated")
        assert "*Instead:*" in await said("should have escalated")
        asked = await said("## Action Items", 5)
        assert "house `seal`, required" in asked
        assert "- a row with ID, Action, Owner, Deadline, Status" in asked
        assert "No item without somebody who owns it" in asked
        assert "`2026-03-12 14:05` UTC" in await said("2026-03-12 15:05")
        assert await said("Kim") == ""

    runner.run(scenario())


def test_a_rule_is_ignored_with_a_reason(runner: asyncio.Runner, editor: Editor) -> None:
    """The comment has a gap for the reason; once there is one, the finding is gone, and no other has come."""

    async def scenario() -> None:
        uri = "file:///ignore.md"
        editor.open(uri, TEXT)
        before = await editor.found(uri)
        action = next(
            a for a in await can_do(editor, uri, stretch(TEXT, BLAMED)) if a.title.startswith("Ignore LNG301")
        )
        (edit,) = edits_of(action)
        assert isinstance(edit, lsp.SnippetTextEdit)
        assert edit.snippet.value == "<!-- afterword: ignore LNG301 $1 -->\n"
        comment = edit.snippet.value.replace("$1", "quoted from the chat")
        editor.change(uri, 2, lsp.TextDocumentContentChangePartial(range=edit.range, text=comment))
        after = await editor.found(uri, 2)
        assert sorted(str(each.code) for each in before) == sorted([*(str(each.code) for each in after), "LNG301"])

    runner.run(scenario())


def test_a_suggestion_is_shown_and_not_applied(runner: asyncio.Runner, editor: Editor) -> None:
    """What a person has to write is an action that cannot be run."""

    async def scenario() -> None:
        uri = "file:///suggestion.md"
        editor.open(uri, TEXT)
        made = await can_do(editor, uri, stretch(TEXT, BLAMED))
        (shown,) = [each for each in made if each.title.startswith("Suggestion: ")]
        assert shown.edit is None
        assert shown.command is None
        assert shown.disabled is not None

    runner.run(scenario())


def test_a_rule_is_explained_on_demand(runner: asyncio.Runner, editor: Editor) -> None:
    """The action that explains opens the page of the rule."""

    async def scenario() -> None:
        uri = "file:///explain.md"
        editor.open(uri, TEXT)
        context = lsp.CodeActionContext(diagnostics=[])
        asked = lsp.CodeActionParams(name(uri), stretch(TEXT, BLAMED), context)
        made = await editor.text_document_code_action_async(asked) or ()
        # the client's library takes an action with a command for a bare command
        assert "Explain LNG301" in [each.title for each in made]
        linked = code(editor.told[uri].diagnostics, "LNG301").code_description
        assert linked is not None
        await editor.workspace_execute_command_async(lsp.ExecuteCommandParams(actions.EXPLAIN, [linked.href]))
        assert editor.opened == [linked.href]

    runner.run(scenario())


def test_what_is_safe_is_mended(runner: asyncio.Runner, editor: Editor) -> None:
    """A safe fix is a preferred quick fix and part of mending all; the words that go are marked as needless."""

    async def scenario() -> None:
        uri = "file:///mend.md"
        text = "---\nhouse: seal\n---\n# Checkout\n\n## Summary\n\nIn hindsight, the alert was too noisy.\n"
        editor.open(uri, text)
        (found,) = [each for each in await editor.found(uri) if "hindsight" in each.message]
        made = await can_do(editor, uri, found.range, lsp.CodeActionKind.QuickFix)
        (quick,) = [each for each in made if each.is_preferred]
        (all_of_it,) = await can_do(editor, uri, found.range, "source.fixAll")
        assert all_of_it.kind == actions.FIX_ALL
        for action in (quick, all_of_it):
            (edit,) = edits_of(action)
            assert isinstance(edit, lsp.TextEdit)
            editor.change(uri, 1, lsp.TextDocumentContentChangeWholeDocument(text=text))
            editor.change(uri, 2, lsp.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text))
            symbols = await editor.found(uri, 2)
            assert not any("hindsight" in each.message for each in symbols)

    runner.run(scenario())


def test_what_is_missing_is_offered(runner: asyncio.Runner, editor: Editor) -> None:
    """Sections of the house that are missing, labels of a section, and the values of a field are offered in place."""

    async def scenario() -> None:
        uri = "file:///offers.md"
        text = TEXT + "\n\n## Impact\n\n\n"
        editor.open(uri, text)

        async def offered(place: lsp.Position) -> dict[str, lsp.CompletionItem]:
            made = await editor.text_document_completion_async(lsp.CompletionParams(name(uri), place))
            assert isinstance(made, list)
            return {each.label: each for each in made}

        sections = await offered(lsp.Position(15, 0))
        assert "Root Cause" in sections
        assert "Summary" not in sections
        edit = sections["Root Cause"].text_edit
        assert isinstance(edit, lsp.TextEdit)
        assert edit.new_text.lstrip("\n").startswith("## Root Cause\n\n### Primary Cause\n")
        assert sections["Root Cause"].detail == "required"
        assert list(await offered(at(text, "| Status |", len("| Status | ")))) == [
            "Draft", "In review", "Final", "Closed",
        ]  # fmt: skip
        assert list(await offered(at(text, "| P1 |", 2))) == ["P1", "P2", "P3"]
        assert "Done" in await offered(at(text, "Pending |"))
        assert {"seal", "sre"} <= set(await offered(at(text, "house: seal", len("house: "))))
        assert not await offered(at(text, "escalated", 3))

    runner.run(scenario())


def test_the_outline_is_the_document(runner: asyncio.Runner, editor: Editor) -> None:
    """Sections stand in each other as their levels say, events and actions in their sections."""

    async def scenario() -> None:
        uri = "file:///outline.md"
        editor.open(uri, TEXT)
        made = await editor.text_document_document_symbol_async(lsp.DocumentSymbolParams(name(uri)))
        (title,) = made or ()
        assert isinstance(title, lsp.DocumentSymbol)
        sections = {each.name: each for each in title.children or ()}
        assert list(sections) == ["Metadata", "Summary", "Timeline", "Action Items"]
        (event,) = sections["Timeline"].children or ()
        assert (event.name, event.detail) == ("The pager alert fired", "2026-03-12 14:05 UTC")
        (action,) = sections["Action Items"].children or ()
        assert action.name == "A-1 Alert when the pool is at 80%"
        assert action.detail == "Kim, 2099-01-01, Pending"

    runner.run(scenario())
