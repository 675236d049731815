"""What an editor can do about findings: mend, silence with a reason, read why; never write a suggestion by itself."""

from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from afterword.cli.editor import translating
from afterword.cli.editor.messages import Change, Shown
from afterword.cli.editor.pad import Pad, Sheet
from afterword.model.values import dataclass

FIX_ALL = "source.fixAll.afterword"
"""The kind of the action that mends a whole document, which editors can run when a file is saved."""
EXPLAIN = "afterword.explain"
"""The command that opens the page of a rule."""
_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """What the editor can do."""

    is_versioned: bool
    """Whether it takes edits that are bound to a version of a document."""
    has_snippets: bool
    """Whether such an edit may have places to fill in."""
    shows_disabled: bool
    """Whether it shows actions that cannot be run, with the reason."""
    opens_files: bool
    """Whether it opens a file that it is told to."""


async def offered(
    pad: Pad,
    sheet: Sheet,
    diagnostics: Sequence[lsp.Diagnostic],
    where: tuple[int, int],
    context: lsp.CodeActionContext,
    editor: Editor,
) -> list[lsp.CodeAction]:
    """The actions for a stretch of a document; ``diagnostics`` are those of ``sheet.found``, in order."""
    made: list[lsp.CodeAction] = []
    found = sheet.found or ()
    start, end = where
    only = context.only
    if _is_wanted(lsp.CodeActionKind.QuickFix.value, only):
        near = [n for n, each in enumerate(found) if each.start <= end and start <= max(each.end, each.start)]
        for number in near[:_MOST]:
            made += await _of(pad, sheet, (number, found[number]), diagnostics[number], editor)
    # an editor that asks by itself, at every step of the cursor, is not told what costs a check of the whole
    is_asked = bool(only) or context.trigger_kind != lsp.CodeActionTriggerKind.Automatic
    if is_asked and _is_wanted(FIX_ALL, only) and any(each.is_mendable for each in found):
        changes = await pad.changes(sheet, "mend_all")
        if changes:
            edit = _edit(sheet, changes, editor)
            made.append(lsp.CodeAction("Mend all that is safe (afterword)", kind=FIX_ALL, edit=edit))
    return made


def _is_wanted(kind: str, only: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    """Whether an editor that asks for some kinds asks for this one; each kind stands for those below it."""
    named = [getattr(each, "value", None) or str(each) for each in only or ()]
    return not named or any(each in {"", kind} or kind.startswith(f"{each}.") for each in named)


def _edit(sheet: Sheet, changes: Sequence[Change], editor: Editor) -> lsp.WorkspaceEdit:
    return translating.workspace_edit(
        sheet.uri,
        sheet.version,
        sheet.buffer,
        changes,
        is_versioned=editor.is_versioned,
        has_snippets=editor.has_snippets,
    )


async def _of(
    pad: Pad, sheet: Sheet, numbered: tuple[int, Shown], diagnostic: lsp.Diagnostic, editor: Editor
) -> list[lsp.CodeAction]:
    """The actions for one finding."""
    number, found = numbered
    quick = lsp.CodeActionKind.QuickFix
    made = []
    if found.is_mendable and (changes := await pad.changes(sheet, "mend", number)):
        title = f"Mend {found.code}: {found.message}"
        edit = _edit(sheet, changes, editor)
        made.append(lsp.CodeAction(title, kind=quick, diagnostics=[diagnostic], is_preferred=True, edit=edit))
    if changes := await pad.changes(sheet, "silence", number):
        slot = "" if changes[0].slot is None else "; write the reason into the comment"
        edit = _edit(sheet, changes, editor)
        made.append(lsp.CodeAction(f"Ignore {found.code} here{slot}", kind=quick, diagnostics=[diagnostic], edit=edit))
    return [*made, *_without_edit(found, diagnostic, editor)]


def _without_edit(found: Shown, diagnostic: lsp.Diagnostic, editor: Editor) -> Iterator[lsp.CodeAction]:
    quick = lsp.CodeActionKind.QuickFix
    if found.page and editor.opens_files:
        command = lsp.Command(title=f"Explain {found.code}", command=EXPLAIN, arguments=[from_fs_path(found.page)])
        yield lsp.CodeAction(command.title, kind=quick, diagnostics=[diagnostic], command=command)
    if found.suggestion and editor.shows_disabled:
        why = lsp.CodeActionDisabled(reason=f"a person has to write it: {found.suggestion}")
        yield lsp.CodeAction(f"Suggestion: {found.suggestion}", kind=quick, diagnostics=[diagnostic], disabled=why)
