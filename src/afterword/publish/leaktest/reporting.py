"""The proof as data: what was looked for, where, what was found, and every figure beside that of the document."""

import hashlib
from collections.abc import Iterator

from afterword.model.measure import Metrics
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.publish.audiences.view import View
from afterword.publish.leaktest.files.opening import places
from afterword.publish.leaktest.forbidding import Forbidden
from afterword.publish.leaktest.proving import Proof, as_row

SCHEMA = "afterword/proof/1"
"""Version of the report's shape."""
_COUNTED = ("timeline", "actions", "lessons", "evidence")


def report(
    proof: Proof, data: bytes, name: str, view: View, whole: Record, source: str, sought: Forbidden
) -> dict[str, Plain]:
    """What a person needs to believe that a finished file may go out; words that must not be known are not in it."""
    read = [len(place.text) for place in places(data, name)]
    audience = view.allowed.audience
    return {
        "schema": SCHEMA,
        "file": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "document_sha256": hashlib.sha256(source.encode("utf-8", "backslashreplace")).hexdigest(),
        "audience": audience.name,
        "tlp": audience.tlp,
        "holds": proof.holds,
        "sought": {"terms": len(sought.terms), "passages": len(sought.phrases), "amounts": len(sought.amounts)},
        "searched": {"places": len(read), "characters": sum(read)},
        "leaks": [as_row(leak) for leak in proof.leaks],
        "differences": [difference.message for difference in proof.differences],
        "figures": list(_figures(view.record, whole)),
    }


def _figures(seen: Record, whole: Record) -> Iterator[Plain]:
    """Each duration and count of the document, and of the version, null where that does not show it."""
    for name in Metrics.__dataclass_fields__:
        there, here = (to_plain(getattr(record.metrics, name)) for record in (whole, seen))
        assert isinstance(there, dict)
        assert isinstance(here, dict)
        yield {"figure": name, "document": there["seconds"], "version": here["seconds"]}
    for name in _COUNTED:
        shown = len(getattr(seen, name))
        yield {"figure": name, "document": len(getattr(whole, name)), "version": shown or None}
