"""Between what the worker says and what the protocol has: places, findings, outlines, offers, and edits."""

import re
from collections.abc import Sequence

from lsprotocol import types as lsp

from afterword.cli.editor.buffer import Buffer, Position
from afterword.cli.editor.messages import Branch, Change, Item, Shown, Told

_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}
_SYMBOLS = {"section": lsp.SymbolKind.Module, "event": lsp.SymbolKind.Event, "action": lsp.SymbolKind.Function}
_COMPLETIONS = {
    "section": lsp.CompletionItemKind.Module,
    "field": lsp.CompletionItemKind.Field,
    "value": lsp.CompletionItemKind.EnumMember,
    "rule": lsp.CompletionItemKind.Reference,
}
_SNIPPET_MARKS = re.compile(r"([\\$}])")


def offset_of(buffer: Buffer, place: lsp.Position) -> int:
    """The character that the editor means."""
    return buffer.offset(Position(place.line, place.character))


def place_of(buffer: Buffer, offset: int) -> lsp.Position:
    """A character as the editor names it."""
    line, units = buffer.position(offset)
    return lsp.Position(line, units)


def range_of(buffer: Buffer, start: int, end: int) -> lsp.Range:
    """A stretch as the editor names it."""
    return lsp.Range(place_of(buffer, start), place_of(buffer, end))


def diagnostic(buffer: Buffer, found: Shown, page: str | None, *, has_tags: bool) -> lsp.Diagnostic:
    """A finding; ``page`` is the address of its rule's page."""
    end = found.end
    if end == found.start:  # an editor shows nothing of an empty stretch
        end = next((n for n in range(end, len(buffer.text)) if buffer.text[n] in "\r\n"), len(buffer.text))
    return lsp.Diagnostic(
        range=range_of(buffer, found.start, end),
        severity=_SEVERITIES[found.severity],
        code=found.code,
        code_description=lsp.CodeDescription(href=page) if page else None,
        source="afterword",
        message=f"{found.message}\n{found.suggestion}" if found.suggestion else found.message,
        tags=[lsp.DiagnosticTag.Unnecessary] if found.is_needless and has_tags else None,
    )


def refusal(buffer: Buffer, message: str) -> lsp.Diagnostic:
    """What is said of a document that cannot be read or checked, at its first line."""
    end = re.match(r"[^\r\n]*", buffer.text)
    return lsp.Diagnostic(
        range=range_of(buffer, 0, end.end() if end else 0),
        severity=lsp.DiagnosticSeverity.Error,
        source="afterword",
        message=message,
    )


def hover(buffer: Buffer, told: Sequence[Told]) -> lsp.Hover | None:
    """What is said about a place; None for nothing."""
    if not told:
        return None
    text = "\n\n---\n\n".join(each.text for each in told)
    inner = min(told, key=lambda each: each.end - each.start)
    return lsp.Hover(
        contents=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=text),
        range=range_of(buffer, inner.start, inner.end),
    )


def symbols(buffer: Buffer, branches: Sequence[Branch]) -> list[lsp.DocumentSymbol]:
    """An outline as a tree."""
    roots: list[lsp.DocumentSymbol] = []
    open_: list[list[lsp.DocumentSymbol]] = [roots]
    for each in branches:
        children: list[lsp.DocumentSymbol] = []
        symbol = lsp.DocumentSymbol(
            name=each.name,
            detail=each.detail or None,
            kind=_SYMBOLS[each.kind],
            range=range_of(buffer, *each.span),
            selection_range=range_of(buffer, *each.head),
            children=children,
        )
        del open_[each.depth + 1 :]
        open_[each.depth].append(symbol)
        open_.append(children)
    return roots


def completion(buffer: Buffer, number: int, item: Item, *, has_snippets: bool) -> lsp.CompletionItem:
    """An offer; ``number`` is its place among all, which the editor keeps."""
    replaced = buffer.text[item.start : item.end]
    return lsp.CompletionItem(
        label=item.label,
        kind=_COMPLETIONS[item.kind],
        detail=item.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, item.about) if item.about else None,
        sort_text=f"{number:04}",
        # where marks were typed already, the words behind them are what is compared
        filter_text=item.text.split("\n")[0] if replaced[:1] in {"#", "*", "-"} else item.label,
        insert_text_format=lsp.InsertTextFormat.Snippet if has_snippets else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(
            range=range_of(buffer, item.start, item.end),
            new_text=snippet(item.text, item.gaps) if has_snippets else item.text,
        ),
    )


def snippet(text: str, gaps: Sequence[int]) -> str:
    """A text whose places to fill in the editor steps through."""
    made, done = [], 0
    for number, gap in enumerate(gaps, 1):
        made += [_SNIPPET_MARKS.sub(r"\\\1", text[done:gap]), f"${number}"]
        done = gap
    return "".join([*made, _SNIPPET_MARKS.sub(r"\\\1", text[done:])])


def workspace_edit(
    uri: str, version: int | None, buffer: Buffer, changes: Sequence[Change], *, is_versioned: bool, has_snippets: bool
) -> lsp.WorkspaceEdit:
    """Edits of one document; where the editor can, bound to its version, with the place of the reason as a gap."""
    plain = [lsp.TextEdit(range=range_of(buffer, each.start, each.end), new_text=each.text) for each in changes]
    if not is_versioned:
        return lsp.WorkspaceEdit(changes={uri: plain})
    edits: list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit] = []
    for each, edit in zip(changes, plain, strict=True):
        if has_snippets and each.slot is not None:
            value = lsp.StringValue(value=snippet(each.text, (each.slot,)))
            edits.append(lsp.SnippetTextEdit(range=edit.range, snippet=value))
        else:
            edits.append(edit)
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(text_document=document, edits=edits)])
