"""JSON: the record of a version, as ``afterword read --format json`` prints it."""

import json

from afterword.model.plain import to_plain
from afterword.publish.formats.version import Version, Written, encoded


def write(version: Version) -> Written:
    """The version's record."""
    return Written(data=encoded(json.dumps(to_plain(version.record), indent=2, ensure_ascii=False) + "\n"))
