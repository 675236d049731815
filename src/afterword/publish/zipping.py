"""ZIP files that are the same bytes for the same content."""

import io
import zipfile
from collections.abc import Mapping

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time that every member has."""
_MODE = 0o600 << 16


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members in this order, none with a time of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, OLDEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = _MODE
            archive.writestr(member, data)
    return out.getvalue()
