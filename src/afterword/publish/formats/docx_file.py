"""Word: the same tree as HTML and PDF."""

from afterword.publish.docx import writer
from afterword.publish.formats.version import Version, Written, set_up


def write(version: Version) -> Written:
    """The version as a Word document."""
    made = set_up(version)
    return Written(
        data=writer.write(made.document, version.created, made.gallery, version.look), warnings=made.warnings
    )
