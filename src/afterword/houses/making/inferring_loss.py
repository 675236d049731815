"""How much less of an example a house reads than is read without it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from afterword.errors import RefusedEdit
from afterword.houses.fields import DERIVED
from afterword.houses.house import House
from afterword.houses.lens import create
from afterword.houses.making.inferring_outline import TITLE_NAMES
from afterword.houses.reading import carried as carrying
from afterword.houses.reading.getting import Reading, get
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.text.wording import name_key

_TITLE, _ENTRY, _SECTION, _TEXT = 1000, 20, 50, 1
_HOLE = re.compile(r"\{\{[^{}]*\}\}")
_PIECES = re.compile(r"[\[\]()|,;]+|[:?](?=\W)")
_DONE = ("containment", "remediation", "corrective_taken")
"""Lists of steps that were taken, which a reading without the house may take for actions."""
_WORD = re.compile(r"\w+")
_ASIDE = frozenset({*DERIVED, "remainder", "title"})


class Before:
    """What is read of an example without the house."""

    def __init__(self, reading: Reading) -> None:
        """A reading of the example."""
        self.text = reading.source.text
        self.tree = _tree(reading)
        if name_key(str(self.tree.get("title") or "")) in TITLE_NAMES:
            self.tree["title"] = None
        told = _texts({k: v for k, v in self.tree.items() if k not in _ASIDE})
        self.lines = {line for text in told for line in text.split("\n")}

    def lost_by(self, house: House) -> int:
        """How much the house loses of it; 0 for nothing."""
        old, new = self.tree, _tree(get(self.text, house))
        phases = sorted(house.phases, key=len, reverse=True)
        labels = re.compile(rf"(?:{'|'.join(map(re.escape, phases))})(?::\s+|$)", re.IGNORECASE) if phases else None
        title = str(new.get("title") or "")
        lost = _TITLE if old.get("title") and not (title and str(old["title"]).endswith(title)) else 0
        said = _squeeze(" ".join(_texts({k: v for k, v in new.items() if k != "remainder"})))
        own = {_squeeze(words) for line in house.source.split("\n") for words in _PIECES.split(_HOLE.sub("|", line))}
        for name, keys in (("timeline", ("at", "what")), ("actions", ("what",))):
            before, after = (cast("list[dict[str, Plain]]", tree.get(name) or []) for tree in (old, new))
            if name == "actions":
                done = _squeeze(" ".join(_texts([new.get(key) for key in _DONE])))
                before = [
                    i for i in _as_parted(before, after, house) if i in after or not _is_said(str(i["what"]), done, own)
                ]
            missing, extra = _differing(before, after, keys, labels if name == "timeline" else None)
            lost += _ENTRY * (missing + extra)
        gone = [v for k, v in old.items() if k not in _ASIDE and _is_filled(v) and not _is_filled(new.get(k))]
        lines = ([line for text in _texts(value) for line in text.split("\n")] for value in gone)
        lost += sum(_SECTION for told in lines if not all(_is_said(line, said, own) for line in told))
        return lost + sum(_TEXT for line in self.lines if not _is_said(line, said, own))


def _is_said(line: str, said: str, own: set[str]) -> bool:
    """Whether the new record has a line, or what stands behind its label; ``own`` are the words of the house itself."""
    if _squeeze(line) in said or (":" in line and _squeeze(line.partition(":")[2]) in said):
        return True
    pieces = [squeezed for piece in _PIECES.split(line) if (squeezed := _squeeze(piece))]
    return any(piece in own for piece in pieces) and all(piece in own or piece in said for piece in pieces)


def is_usable(house: House) -> bool:
    """Whether a new document of the house reads back as it was started, and by what it shows."""
    try:
        return carrying.OPEN not in create(Record(title="Example"), house)
    except RefusedEdit:
        return False


def is_writable(before: Reading, house: House) -> bool:
    """Whether what the house reads in the example can be written afresh in it, and is then read the same."""
    try:
        create(get(before.source.text, house).record, house)
    except RefusedEdit:
        return False
    return True


def _tree(reading: Reading) -> dict[str, Plain]:
    return cast(dict[str, Plain], to_plain(reading.record))


def _as_parted(old: list[dict[str, Plain]], new: list[dict[str, Plain]], house: House) -> list[dict[str, Plain]]:
    """The actions, those as the new ones say them of whose words some stand in fields of their own there."""
    own = set(_WORD.findall(house.source.casefold()))
    by_line = {item.get("line"): item for item in new}
    made = []
    for item in old:
        after = by_line.get(item.get("line"), item)
        left = _words(item) - _words(after)
        made.append(after if set(left) <= own and _count(after) >= _count(item) else item)
    return made


def _count(item: Mapping[str, Plain]) -> int:
    return sum(_is_filled(value) for value in item.values())


def _words(item: Mapping[str, Plain]) -> "Counter[str]":
    """The words of an item in whichever fields they stand, as they are written."""
    written = [value.get("written") if isinstance(value, dict) else value for value in item.values()]
    return Counter(_WORD.findall(" ".join(_texts(written)).casefold()))


def _differing(
    old: list[dict[str, Plain]], new: list[dict[str, Plain]], keys: tuple[str, ...], labels: re.Pattern[str] | None
) -> tuple[int, int]:
    """How many items are missing and how many are more; ``labels`` before their words are left out."""
    counts = [
        Counter(
            tuple(labels.sub("", str(item.get(key)), count=1) if labels else str(item.get(key)) for key in keys)
            for item in items
        )
        for items in (old, new)
    ]
    return (counts[0] - counts[1]).total(), (counts[1] - counts[0]).total()


def _is_filled(value: Plain) -> bool:
    return bool(list(_texts(value)))


def _texts(value: Plain) -> Iterator[str]:
    """The words that a record holds, names of tokens and places in the file aside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {
                "line",
                "end_line",
                "zone_basis",
                "year_basis",
                "basis_reason",
                "precision",
                "phase",
                "scale",
            }:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and value.strip():
        yield value


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
