"""Whether a version says in one field what the document says in another, which its audience may not see."""

import re
from collections.abc import Iterator
from typing import cast

from afterword.houses.fields import Path
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.publish.audiences.allowing import Allowed
from afterword.publish.audiences.filtering import filtered
from afterword.publish.audiences.view import View
from afterword.publish.leaktest.forbidding import Forbidden, texts_of
from afterword.publish.leaktest.normal import flat, squeezed
from afterword.publish.leaktest.searching import Leak, shortened

_TIME = re.compile(r"[\dtz:. +-]+")
_SHORTEST = 4
_DERIVED = frozenset({"schema", "house", "house_confidence", "metrics", "findings", "provenance", "remainder"})
_TOKENS = frozenset({"value", "scale", "rank", "precision", "zone", "zone_basis", "year_basis", "written"})


def misplaced(view: View, whole: Record, sought: Forbidden) -> Iterator[Leak]:
    """Values of fields that the audience may not see and that stand in the version, though no allowed field has them.

    shape: reading the document without what marks hide must give every value to its own field again; this is the
    second look at that, from the record of the whole document.
    """
    tree = cast("dict[str, Plain]", to_plain(whole))
    may = " ".join(flat(text) for text in texts_of(filtered(tree, view.allowed))).casefold()
    shown = flat(view.text).casefold()
    for path, text in _hidden((), tree, view.allowed):
        value = flat(text).casefold()
        # a day or a time may be that of anything
        if value not in shown or value in may or _TIME.fullmatch(value) or squeezed(value) in sought.own:
            continue
        if len(squeezed(value)) >= _SHORTEST and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", shown):
            yield Leak(place=f"the version, by {'.'.join(path)}", kind="field", words=shortened(text))


def _hidden(path: Path, value: Plain, allowed: Allowed) -> Iterator[tuple[Path, str]]:
    """Texts of fields that may not be seen."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _TOKENS and (path or key not in _DERIVED):
                yield from _hidden((*path, key), inner, allowed)
    elif isinstance(value, list):
        for inner in value:
            yield from _hidden(path, inner, allowed)
    elif isinstance(value, str) and not allowed.shows(path):
        yield path, value
