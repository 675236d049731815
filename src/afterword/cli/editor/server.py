"""The language server: what an editor asks, answered with what the worker knows."""

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import from_fs_path, to_fs_path

from afterword import __version__
from afterword.cli._team import NAME, settings_file, team_settings
from afterword.cli.editor import actions, translating
from afterword.cli.editor.buffer import Buffer, Position, Units
from afterword.cli.editor.clerk import Clerk
from afterword.cli.editor.messages import Job
from afterword.cli.editor.pad import Pad, Sheet
from afterword.errors import AfterwordError

_WAIT = 3.0
_TRIGGERS = ["#", "|", ":", " "]
_UNITS: dict[str, Units] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


class _Protocol(LanguageServerProtocol):
    """The protocol without the library's own copy of each document, whose lines end at more than line ends."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        _server(self).pad.open(params.text_document.uri, params.text_document.version, params.text_document.text)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        _server(self).change(params)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        _server(self).close(params.text_document.uri)


def _server(protocol: LanguageServerProtocol) -> "Server":
    server = protocol._server  # noqa: SLF001  the library has no public name for it
    assert isinstance(server, Server)
    return server


class Server(LanguageServer):
    """A language server for postmortems."""

    def __init__(self, *, checks_all: bool = False) -> None:
        """``checks_all`` has documents checked that are no postmortems."""
        super().__init__("afterword", __version__, protocol_cls=_Protocol)
        self.clerk = Clerk()
        self.pad = Pad(self.clerk, self.show, checks_all=checks_all)
        self.is_shut_down = False
        _add_features(self)

    def sheet(self, uri: str) -> Sheet | None:
        """An open document; None for one that is not open."""
        return self.pad.sheets.get(uri)

    def can(self, wanted: Callable[[lsp.ClientCapabilities], object]) -> bool:
        """Whether the editor says that it can do something; what it leaves out it cannot."""
        try:
            return bool(wanted(self.client_capabilities))
        except AttributeError:
            return False

    def change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Changes a document as the editor did, in part or as a whole."""
        sheet = self.sheet(params.text_document.uri)
        if sheet is None:
            return
        for change in params.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                start, end = change.range.start, change.range.end
                places = Position(start.line, start.character), Position(end.line, end.character)
                sheet.buffer.replace(*places, change.text)
            else:
                sheet.buffer = Buffer(change.text, self.pad.units)
        self.pad.changed(sheet, params.text_document.version)

    def close(self, uri: str) -> None:
        """Lets a document go, and takes back what was found in it."""
        self.pad.close(uri)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    def show(self, sheet: Sheet) -> None:
        """Shows what was found in a document."""
        if sheet.refused is not None:
            found = [translating.refusal(sheet.buffer, sheet.refused)]
        else:
            found = self.diagnostics(sheet)
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=sheet.uri, version=sheet.version, diagnostics=found)
        )

    def diagnostics(self, sheet: Sheet) -> list[lsp.Diagnostic]:
        """What was found in a document, as the editor is told it."""
        links = self.can(lambda can: can.text_document.publish_diagnostics.code_description_support)  # type: ignore[union-attr]
        tags = self.can(lambda can: can.text_document.publish_diagnostics.tag_support)  # type: ignore[union-attr]
        return [
            translating.diagnostic(
                sheet.buffer, each, from_fs_path(each.page) if links and each.page else None, has_tags=tags
            )
            for each in sheet.found or ()
        ]


def _add_features(server: Server) -> None:
    server.feature(lsp.INITIALIZE)(_initialize)
    server.feature(lsp.INITIALIZED)(_initialized)
    server.feature(lsp.SHUTDOWN)(_shutdown)
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(_symbols)
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_TRIGGERS))(_completion)
    kinds = [lsp.CodeActionKind.QuickFix, actions.FIX_ALL]
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))(_code_action)
    server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_watched)
    server.command(actions.EXPLAIN)(_explain)


def _initialize(ls: Server, params: lsp.InitializeParams) -> None:
    chosen = ls.protocol.workspace.position_encoding
    ls.pad.units = _UNITS.get(getattr(chosen, "value", None) or str(chosen), "utf-16")
    folder = next((each.uri for each in params.workspace_folders or ()), None) or params.root_uri
    path = to_fs_path(folder) if folder else params.root_path
    if path:
        ls.pad.folder = Path(path)


async def _initialized(ls: Server, _params: lsp.InitializedParams) -> None:
    if ls.can(lambda can: can.workspace.did_change_watched_files.dynamic_registration):  # type: ignore[union-attr]
        watchers = [lsp.FileSystemWatcher(glob_pattern=glob) for glob in (f"**/{NAME}", "**/*.md")]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        wanted = lsp.Registration("afterword-settings", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await ls.client_register_capability_async(lsp.RegistrationParams([wanted]))
    for note in (await ls.clerk.ask(Job(task="warm"), waits=False)).notes:
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"afterword: {note}"))


async def _shutdown(ls: Server, _params: None = None) -> None:
    ls.is_shut_down = True
    await ls.clerk.close()


async def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    sheet = ls.sheet(params.text_document.uri)
    if sheet is None or not await ls.pad.settled(sheet, _WAIT):
        return None
    answer = await ls.pad.ask(sheet, "hover", offset=translating.offset_of(sheet.buffer, params.position))
    return translating.hover(sheet.buffer, answer.told)


async def _symbols(ls: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    sheet = ls.sheet(params.text_document.uri)
    answer = await ls.pad.ask(sheet, "outline") if sheet else None
    return translating.symbols(sheet.buffer, answer.branches) if sheet and answer else []


async def _completion(ls: Server, params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    sheet = ls.sheet(params.text_document.uri)
    if sheet is None:
        return []
    answer = await ls.pad.ask(sheet, "offers", offset=translating.offset_of(sheet.buffer, params.position))
    snippets = ls.can(lambda can: can.text_document.completion.completion_item.snippet_support)  # type: ignore[union-attr]
    return [
        translating.completion(sheet.buffer, number, item, has_snippets=snippets)
        for number, item in enumerate(answer.items)
    ]


async def _code_action(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    sheet = ls.sheet(params.text_document.uri)
    if sheet is None or not await ls.pad.settled(sheet, _WAIT):
        return []
    start, end = (translating.offset_of(sheet.buffer, place) for place in (params.range.start, params.range.end))
    editor = actions.Editor(
        is_versioned=ls.can(lambda can: can.workspace.workspace_edit.document_changes),  # type: ignore[union-attr]
        has_snippets=ls.can(lambda can: can.workspace.workspace_edit.snippet_edit_support),  # type: ignore[union-attr]
        shows_disabled=ls.can(lambda can: can.text_document.code_action.disabled_support),  # type: ignore[union-attr]
        opens_files=ls.can(lambda can: can.window.show_document.support),  # type: ignore[union-attr]
    )
    return await actions.offered(ls.pad, sheet, ls.diagnostics(sheet), (start, end), params.context, editor)


def _watched(ls: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    if any(_is_setting(to_fs_path(each.uri)) for each in params.changes):
        ls.pad.recheck()


def _is_setting(path: str | None) -> bool:
    """Whether a file is the team's settings, or one of the team's houses."""
    if path is None:
        return False
    if Path(path).name == NAME:
        return True
    settings = settings_file(path)
    if settings is None:
        return False
    try:
        houses = team_settings(path).get("houses")
    except AfterwordError:
        return False
    return isinstance(houses, str) and Path(path).resolve().parent == (settings.parent / houses).resolve()


async def _explain(ls: Server, uri: str) -> None:
    await ls.window_show_document_async(lsp.ShowDocumentParams(uri=uri, take_focus=True))
