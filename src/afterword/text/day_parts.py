"""Parts of a day that stand in the place of a clock time, and marks of an update, as patterns."""

import re
from typing import Final

from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words

DAY_PART: Final = (
    rf"(?:(?:{any_of(time_words().degrees)})[\s-]+){{0,2}}(?:{any_of(time_words().day_parts)})(?![^\W\d_])"
)
"""A part of a day."""
UPDATES: Final = (
    rf"(?:(?:{any_of(time_words().updates)})(?:\s#?\d{{1,2}}(?=[\s:]*[:\u2013\u2014-]))?[\s:,\u2013\u2014-]*\(?(?:(?:vom|am|at|on|du|del)\s)?"
    r"(?=\d{1,4}[-./:\uff1ah\u5e74\u6708]\d))?"
)
"""What marks an entry as news before its time (``Update 27.08.2022 10:00``); empty where nothing does."""

PART_BEHIND = later(rf"[\s,]*\(?{DAY_PART}\)?(?=\s*(?:$|[|:\u2013\u2014*_`\])]|\s-))", re.IGNORECASE)
"""A part of the day behind a day, where nothing more of the time follows."""
PART_BEFORE = later(rf"{DAY_PART}[\s,]+(?:of|on|vom|am|del?|du|do)?\s*(?=\S)", re.IGNORECASE)
"""A part of the day with which a text starts, up to what may be the day."""
PART_ALONE = later(rf"{DAY_PART}(?=\s*(?:$|[|:\u2013\u2014*_`\])]|\s-\s))", re.IGNORECASE)
"""A part of the day that stands alone in the place of a time."""
UPDATE_BEFORE = later(UPDATES, re.IGNORECASE)
"""A mark of news before a time."""
