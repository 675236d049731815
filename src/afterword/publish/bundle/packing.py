"""Putting a bundle together: every file with its digest in a manifest, so that anybody can see it is as it was made."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.publish.zipping import zipped

MANIFEST = "MANIFEST.json"
"""The file that lists the others."""
SCHEMA = "afterword/bundle/1"
"""Version of the manifest's shape."""
MARKDOWN, PRINTED, RECORD = "postmortem.md", "postmortem.pdf", "postmortem.json"
"""The version itself."""
_README = """{title}

What this bundle holds, for {audience} ({marking}):

- postmortem.pdf    the document, PDF/A-3a and PDF/UA-1, with postmortem.md attached
- postmortem.md     the same as Markdown
- postmortem.json   the same as data
- evidence.json     the files of evidence, with their digests and how often they are cited
- history.json      the document's commits in Git
- findings.json     what the rules of its house find
- closure.json      which criteria of closure hold, and in which lines
- MANIFEST.json     size and SHA-256 of every file here, and the SHA-256 of the untouched document

Verify it with: afterword verify BUNDLE.zip
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What goes into a bundle."""

    title: str
    """The title of the version."""
    audience: str
    """Who it is for, in words."""
    marking: str
    """``TLP:AMBER``."""
    stamp: str | None
    """``DRAFT``; None for a version that may go out as it is."""
    created: datetime
    """When it was made."""
    document: bytes
    """The untouched document, of which only the digest goes in."""
    version: Mapping[str, bytes]
    """The version, by file name."""
    accounts: Mapping[str, Plain]
    """evidence, history, findings, closure: what goes into the JSON file of that name."""


def pack(bundle: Bundle) -> bytes:
    """The bundle as a ZIP file; the same content gives the same bytes."""
    marking = " | ".join(mark for mark in (bundle.marking, bundle.stamp) if mark)
    readme = _README.format(title=bundle.title, audience=bundle.audience, marking=marking)
    files = {"README.txt": readme.encode(), **bundle.version}
    files |= {f"{name}.json": _json(value) for name, value in bundle.accounts.items()}
    manifest: dict[str, Plain] = {
        "schema": SCHEMA,
        "audience": bundle.audience,
        "tlp": bundle.marking.removeprefix("TLP:"),
        "stamp": bundle.stamp,
        "created": bundle.created.isoformat(),
        "document_sha256": hashlib.sha256(bundle.document).hexdigest(),
        "files": [
            {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        ],
    }
    manifest["manifest_sha256"] = digest_of(manifest)
    return zipped({MANIFEST: _json(manifest), **dict(sorted(files.items()))})


def digest_of(manifest: Mapping[str, Plain]) -> str:
    """The digest of what a manifest says, but for the digest itself; it changes with every word and figure."""
    rest = {key: value for key, value in manifest.items() if key != "manifest_sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _json(value: Plain) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
