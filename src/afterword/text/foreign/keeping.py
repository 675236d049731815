"""The proof that no word was lost: every word that the source shows stands in the Markdown."""

import re
from collections import Counter

from afterword.text.foreign.characters import words

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TARGET = re.compile(r"\]\([^)\s]{0,999}\)")
_MARKS = re.compile(r"[*`]+|~~|</?su[bp]>")


def lost_words(visible: str, markdown: str) -> list[str]:
    """Words that stand less often in the Markdown than in the source, each as often as it is missing.

    A word that mark-up divides within (``foo**bar**``) counts as kept.
    """
    shown = _ESCAPED.sub(" ", markdown)
    missing = Counter(words(visible)) - Counter(words(_MARKS.sub("", shown.replace("<br>", " "))))
    if not missing:
        return []
    missing -= Counter(words(shown)) - Counter(words(visible))
    squeezed = "".join(words(_MARKS.sub("", _TARGET.sub("", shown)))).casefold()
    return sorted(word for word in missing.elements() if word.casefold() not in squeezed)
