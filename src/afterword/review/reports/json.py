"""JSON: a list of findings."""

import json
from collections.abc import Sequence

from afterword.review.reports.located import Located


def write(found: Sequence[Located]) -> str:
    """The findings as one list."""
    return json.dumps([each.plain() for each in found], indent=2, ensure_ascii=False) + "\n"
