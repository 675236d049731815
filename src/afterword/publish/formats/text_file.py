"""Plain text for e-mail and chat."""

from afterword.publish import plain_text
from afterword.publish.formats.version import Version, Written, encoded, set_up


def write(version: Version) -> Written:
    """The version as plain text."""
    made = set_up(version)
    return Written(data=encoded(plain_text.write(made.document)), warnings=made.warnings)
