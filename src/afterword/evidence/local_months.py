"""Short names of months as logs write them in the language of their system."""

from typing import Final

LOCAL_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "jan gen ene janv",
            "feb fev fév febr févr",
            "mar mär mrz mars",
            "apr abr avr",
            "may mai mag mei maj",
            "jun giu juin juni",
            "jul lug juil juli",
            "aug ago août aout",
            "sep set sept",
            "oct ott okt out",
            "nov",
            "dec dic dez déc dez",
        ),
        1,
    )
    for word in words.split()
}
"""The number of a month by its short name in lower case: English, German, French, Italian, Spanish, and others."""

LOCAL_MONTH: Final = "|".join(
    sorted({form for name in LOCAL_MONTHS for form in (name, name.capitalize())}, key=len, reverse=True)
)
"""Any of the names, as a pattern."""
