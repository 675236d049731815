"""English names of the months."""

from typing import Final

NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In the order of the year."""
SHORT: Final = tuple(name[:3] for name in NAMES)
"""Their first three letters, as most formats write them."""
MONTHS: Final = {
    written: number
    for number, name in enumerate(NAMES, 1)
    for written in (name.lower(), name[:3].lower(), *(("sept",) if name == "September" else ()))
}
"""Their numbers, 1 to 12, by name or short form in lower case."""
MONTH: Final = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
"""A name or short form, as a pattern."""
