"""Parts of a day that stand in the place of a clock time, in the languages of the field, and marks of an update."""

import re
from typing import Final

from afterword.text.expressions import later

_NAMES: Final = (
    *("morning", "noon", "afternoon", "evening", "night", "midday"),
    *("morgens?", "vormittags?", "mittags?", "nachmittags?", "abends?", "nachts?"),
    *("matin", "matin\u00e9e", "apr\u00e8s-midi", "soir", "soir\u00e9e", "nuit"),
    *("ma\u00f1ana", "tarde", "noche", "manh\u00e3", "noite"),
    *(
        "\u0443\u0442\u0440\u043e\u043c?",
        "\u0434\u043d\u0451\u043c",
        "\u0434\u043d\u0435\u043c",
        "\u0434\u0435\u043d\u044c",
        "\u0432\u0435\u0447\u0435\u0440(?:\u043e\u043c)?",
        "\u043d\u043e\u0447\u044c\u044e?",
    ),
    *(
        "\u5348\u524d\u4e2d?",
        "\u5348\u5f8c",
        "\u671d",
        "\u663c",
        "\u5915\u65b9",
        "\u591c",
        "\u65e9\u4e0a",
        "\u4e0a\u5348",
        "\u4e0b\u5348",
        "\u665a\u4e0a",
    ),
    *("\uc624\uc804", "\uc624\ud6c4", "\uc800\ub141", "\uc544\uce68", "\ubc24", "\uc0c8\ubcbd"),
)
_DEGREES: Final = (
    *("early", "late", "mid", "fr\u00fcher?", "sp\u00e4ter?", "am", "in the", "the", "la", "le", "par la", "por la"),
    *(
        "d\u00e9but de",
        "fin de",
        "\u0440\u0430\u043d\u043d(?:\u0438\u043c|\u0435\u0435)",
        "\u043f\u043e\u0437\u0434\u043d(?:\u0438\u043c|\u0438\u0439)",
    ),
)
DAY_PART: Final = rf"(?:(?:{'|'.join(_DEGREES)})[\s-]+){{0,2}}(?:{'|'.join(_NAMES)})(?![^\W\d_])"
"""A part of a day, as a pattern."""
_UPDATES: Final = (
    *("updated?", "status update", "aktualisiert", "aktualisierung", "stand", "mise \u00e0 jour", "actualizaci\u00f3n"),
    *(
        "atualiza\u00e7\u00e3o",
        "aggiornamento",
        "\u043e\u0431\u043d\u043e\u0432\u043b\u0435\u043d\u0438\u0435",
        "\u66f4\u65b0",
        "\u8ffd\u8a18",
        "\uc5c5\ub370\uc774\ud2b8",
    ),
)

UPDATES: Final = (
    rf"(?:(?:{'|'.join(_UPDATES)})(?:\s#?\d{{1,2}}(?=[\s:]*[:\u2013\u2014-]))?[\s:,\u2013\u2014-]*\(?(?:(?:vom|am|at|on|du|del)\s)?"
    r"(?=\d{1,4}[-./:\uff1ah\u5e74\u6708]\d))?"
)
"""What marks an entry as news before its time (``Update 27.08.2022 10:00``), as a pattern; empty where nothing does."""

PART_BEHIND = later(rf"[\s,]*\(?{DAY_PART}\)?(?=\s*(?:$|[|:\u2013\u2014*_`\])]|\s-))", re.IGNORECASE)
"""A part of the day behind a day, where nothing more of the time follows."""
PART_BEFORE = later(rf"{DAY_PART}[\s,]+(?:of|on|vom|am|del?|du|do)?\s*(?=\S)", re.IGNORECASE)
"""A part of the day with which a text starts, up to what may be the day."""
PART_ALONE = later(rf"{DAY_PART}(?=\s*(?:$|[|:\u2013\u2014*_`]|\s-\s))", re.IGNORECASE)
"""A part of the day that stands alone in the place of a time."""
UPDATE_BEFORE = later(UPDATES, re.IGNORECASE)
"""The same, to be matched."""
