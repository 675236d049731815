"""What a Word document has that only its own form tells."""

import io
from datetime import UTC, datetime

from docx import Document

from afterword.model.record import Record
from afterword.publish.document import assemble
from afterword.publish.docx.writer import write


def test_every_cell_of_a_table_is_as_wide_as_its_column() -> None:
    """Word takes the widths of the cells and other programs those of the columns, so both say the same."""
    text = "# A\n\n| Time | What |\n|---|---|\n| 10:00 | The queue was full |\n| 10:05 | It was emptied by hand |\n"
    made = write(assemble(text, Record()).document, datetime(2026, 1, 2, tzinfo=UTC))
    table = Document(io.BytesIO(made)).tables[-1]
    widths = [column.width for column in table.columns]
    assert [[cell.width for cell in row.cells] for row in table.rows] == [widths] * 3
    assert widths[0] < widths[1]
