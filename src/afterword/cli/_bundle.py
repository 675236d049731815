"""The bundle for auditors, gathered: the version in its formats, and what evidence, Git, rules, and closure say."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from afterword.cli._checking import checked
from afterword.cli._git import ask_git, kept_in_git
from afterword.cli._versions import Derived
from afterword.errors import InputError
from afterword.evidence.citations import check_document
from afterword.model.plain import Plain
from afterword.publish.bundle.packing import MARKDOWN, PRINTED, RECORD, Bundle, pack
from afterword.publish.formats.loading import write
from afterword.publish.redaction.finding import find
from afterword.publish.redaction.redacting import redact
from afterword.review.policy.closure import judge
from afterword.text.sensitive.hits import Hit

_FORM = "--format=%H%x09%cI%x09%an"


FILES = (("pdf", PRINTED), ("md", MARKDOWN), ("json", RECORD))
"""The formats of a bundle, and the file of each."""


def bundled(file: str, derived: Derived) -> bytes:
    """The bundle of a document's version.

    errors: RenderError where the PDF cannot be set; InputError where Git refuses.
    """
    version = derived.version
    files = {name: write(version, target).data for target, name in FILES}
    found = checked(file)
    accounts: dict[str, Plain] = {
        "evidence": list(_evidence(file, derived)),
        "history": list(_history(file, derived)),
        "findings": _findings([each.diagnostic.code for each in found.found]),
        "closure": [
            {
                "criterion": each.criterion.name,
                "holds": each.holds,
                "lines": [place.line for place in each.evidence if place.line],
                "missing": len(each.missing),
            }
            for each in judge(found.case, kept_in_git(file))
        ],
    }
    return pack(
        Bundle(
            title=derived.view.record.title or "Postmortem",
            audience=version.audience,
            marking=version.marking or "",
            stamp=version.stamp,
            created=version.created,
            document=derived.document.text.encode("utf-8"),
            version=files,
            accounts=accounts,
        )
    )


def _findings(codes: list[str]) -> Plain:
    """How often each rule fires; the words of a finding quote the document, and stay with it."""
    counts = Counter(codes)
    return {"count": len(codes), "by_rule": {code: counts[code] for code in sorted(counts)}}


def _evidence(file: str, derived: Derived) -> Iterator[Plain]:
    """The files of evidence, those of the manifest and those that are cited, each with its digest."""
    if not derived.view.allowed.shows(("evidence",)):
        return
    places = [] if file == "-" else [Path(file).resolve().parent, Path(file).resolve().parent / "evidence"]
    cited: dict[str, list[bool]] = {}
    names: dict[str, str] = {}
    for each in check_document(derived.document.text, [], places):
        if each.citation is not None:
            cited.setdefault(each.citation.sha256, []).append(each.holds)
            names.setdefault(each.citation.sha256, each.citation.file)
    for row in derived.document.record.evidence:
        held = cited.pop((row.sha256 or "").lower(), [])
        yield {
            "file": _safe((row.file or "").strip("`"), derived),
            "sha256": row.sha256,
            "collected_at": row.collected_at,
            "collected_by": _safe(row.collected_by, derived),
            **_times(held),
        }
    for digest, held in cited.items():
        yield {"file": _safe(names[digest], derived), "sha256": digest, **_times(held)}


def _times(held: list[bool]) -> dict[str, Plain]:
    return {"cited": len(held), "hold": sum(held)}


def _safe(text: str | None, derived: Derived) -> str | None:
    return redact(text, find(text, derived.known), derived.pseudonyms) if text else text


def _history(file: str, derived: Derived) -> Iterator[Plain]:
    """The commits that changed the document, the newest first; authors under their pseudonyms."""
    if file == "-" or not any((up / ".git").exists() for up in Path(file).resolve().parents):
        return
    path = Path(file).resolve()
    try:
        log = ask_git(path.parent, "log", "--no-renames", _FORM, "--", path.name).decode("utf-8", "replace")
    except InputError as error:
        if "does not have any commits" in str(error):
            return
        raise
    for line in log.splitlines():
        commit, at, author = [*line.split("\t", 2), "", ""][:3]
        name = _safe(author, derived) or ""
        if name == author:
            name = derived.pseudonyms.of(Hit(start=0, end=0, kind="person", family="person", subject=author))
        # what a commit says of the change may tell what the version does not
        yield {"commit": commit, "at": at, "author": name}
