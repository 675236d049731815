"""The executive summary: a PDF of exactly one page."""

import io
from dataclasses import replace

from pikepdf import Pdf

from afterword.errors import RenderError
from afterword.model.record import Record
from afterword.publish import pdf
from afterword.publish.briefs.one_page import STEPS, compose, shortened_title
from afterword.publish.document import assemble
from afterword.publish.formats.version import Version, Written
from afterword.publish.images import EMPTY


def write(version: Version) -> Written:
    """The summary, shortened step by step until it is one page.

    errors: RenderError where even the shortest is longer.
    """
    look = replace(version.look, cover="none")
    for step in range(STEPS):
        facts = Record(title=shortened_title(version.record, step), status=version.record.status)
        text = compose(version.record, step)
        made = assemble(text, facts, audience=version.audience, stamp=version.stamp, marking=version.marking)
        document = replace(made.document, has_contents=False, kicker="Executive summary")
        printed = pdf.write(document, text, created=version.created, gallery=EMPTY, look=look, attachment=None)
        with Pdf.open(io.BytesIO(printed.data)) as file:
            if len(file.pages) == 1:
                return Written(data=printed.data, warnings=made.warnings + printed.warnings)
    raise RenderError("the executive summary does not fit on one page, however short; shorten the title and the facts")
