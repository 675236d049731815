"""An editor as the tests of the language server have it: a real client of the protocol, and a document."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

ABLE = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(
            code_description_support=True, tag_support=lsp.ClientDiagnosticsTagOptions([lsp.DiagnosticTag.Unnecessary])
        ),
        completion=lsp.CompletionClientCapabilities(
            completion_item=lsp.ClientCompletionItemOptions(snippet_support=True)
        ),
        code_action=lsp.CodeActionClientCapabilities(disabled_support=True),
    ),
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True, snippet_edit_support=True),
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
    window=lsp.WindowClientCapabilities(show_document=lsp.ShowDocumentClientCapabilities(support=True)),
)
BLAMED = "The on-call should have escalated."
TEXT = f"""---
house: seal
---
# Post-Mortem: Checkout failed

## Metadata

| Field | Value |
|---|---|
| Severity | P1 |
| Status |  |

## Summary

😀 {BLAMED}

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-03-12 14:05 | The pager alert fired |

## Action Items

| ID | Action | Owner | Deadline | Status |
|---|---|---|---|---|
| A-1 | Alert when the pool is at 80% | Kim | 2099-01-01 | Pending |
"""


class Editor(LanguageClient):
    """A client that keeps what it is told."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        super().__init__("editor", "1")
        self.told: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.news = asyncio.Condition()
        self.watched: list[str] = []
        self.opened: list[str] = []

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def _(params: lsp.PublishDiagnosticsParams) -> None:
            async with self.news:
                self.told[params.uri] = params
                self.news.notify_all()

        @self.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def _(params: lsp.RegistrationParams) -> None:
            self.watched += [each.method for each in params.registrations]

        @self.feature(lsp.WINDOW_SHOW_DOCUMENT)
        def _(params: lsp.ShowDocumentParams) -> lsp.ShowDocumentResult:
            self.opened.append(params.uri)
            return lsp.ShowDocumentResult(success=True)

    def open(self, uri: str, text: str) -> None:
        """Opens a document."""
        item = lsp.TextDocumentItem(uri, "markdown", 1, text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def change(self, uri: str, version: int, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        """Changes a document."""
        name = lsp.VersionedTextDocumentIdentifier(version=version, uri=uri)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(name, list(changes)))

    async def found(
        self, uri: str, version: int = 1, wanted: Callable[[Sequence[lsp.Diagnostic]], bool] = lambda _: True
    ) -> list[lsp.Diagnostic]:
        """What was found in a version of a document."""
        async with asyncio.timeout(60), self.news:
            await self.news.wait_for(
                lambda: uri in self.told and self.told[uri].version == version and wanted(self.told[uri].diagnostics)
            )
        return list(self.told[uri].diagnostics)


@asynccontextmanager
async def editing(
    folder: Path, able: lsp.ClientCapabilities = ABLE, *words: str, path: str = ""
) -> AsyncIterator[Editor]:
    """An editor with a folder open, and the server that it started."""
    editor = Editor()
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": path}
    await editor.start_io(sys.executable, "-m", "afterword", "lsp", *words, env=env)
    await editor.initialize_async(lsp.InitializeParams(capabilities=able, root_uri=folder.as_uri()))
    editor.initialized(lsp.InitializedParams())
    try:
        yield editor
    finally:
        await editor.shutdown_async(None)
        editor.exit(None)
        await editor.stop()


def at(text: str, words: str, inner: int = 0) -> lsp.Position:
    """Where words begin, in UTF-16, as the protocol counts where nothing else is agreed on."""
    offset = text.index(words) + inner
    start = text.rfind("\n", 0, offset) + 1
    return lsp.Position(text.count("\n", 0, offset), len(text[start:offset].encode("utf-16-le")) // 2)


def stretch(text: str, words: str) -> lsp.Range:
    """Where words stand."""
    return lsp.Range(at(text, words), at(text, words, len(words)))


def code(found: Sequence[lsp.Diagnostic], wanted: str) -> lsp.Diagnostic:
    """The one finding of a rule."""
    (one,) = [each for each in found if each.code == wanted]
    return one


def name(uri: str) -> lsp.TextDocumentIdentifier:
    """A document in a request."""
    return lsp.TextDocumentIdentifier(uri)


async def can_do(editor: Editor, uri: str, where: lsp.Range, *only: str) -> list[lsp.CodeAction]:
    """The actions for a stretch."""
    context = lsp.CodeActionContext(diagnostics=[], only=list(only) or None)
    made = await editor.text_document_code_action_async(lsp.CodeActionParams(name(uri), where, context))
    return [each for each in made or () if isinstance(each, lsp.CodeAction)]


def edits_of(action: lsp.CodeAction) -> list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit]:
    """The edits of an action for one document."""
    assert action.edit is not None
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, lsp.TextDocumentEdit)
    return list(change.edits)
