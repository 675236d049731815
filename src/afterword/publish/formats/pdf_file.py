"""PDF: archival and accessible, with the Markdown of its own audience attached."""

from afterword.publish import pdf
from afterword.publish.formats.version import Version, Written, marked, set_up


def write(version: Version) -> Written:
    """The version as a PDF."""
    made = set_up(version)
    printed = pdf.write(
        made.document,
        marked(version),
        created=version.created,
        gallery=made.gallery,
        look=version.look,
        attachment=version.attachment,
    )
    return Written(data=printed.data, warnings=made.warnings + printed.warnings)
