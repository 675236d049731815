"""JSON: the record of a version, as ``afterword read --format json`` prints it."""

import json
from typing import cast

from afterword.model.plain import Plain, to_plain
from afterword.publish.formats.version import Version, Written, encoded


def write(version: Version) -> Written:
    """The version's record; that of a version for others says first whom it is for, and whether it is a draft."""
    record = cast("dict[str, Plain]", to_plain(version.record))
    if version.marking is not None:
        tlp = version.marking.removeprefix("TLP:")
        record = {"version": {"audience": version.audience, "tlp": tlp, "stamp": version.stamp}, **record}
    return Written(data=encoded(json.dumps(record, indent=2, ensure_ascii=False) + "\n"))
