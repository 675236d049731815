"""What each line of a document is about, as reading understood it."""

from typing import Literal

from afterword.houses.fields import Path
from afterword.houses.house import Hole, Part
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.outline import label_slots, main_field
from afterword.houses.template import walk

Role = Literal[
    "title", "summary", "narrative", "impact", "timeline", "detection", "response", "cause", "factors", "went_well",
    "went_wrong", "lucky", "lessons", "actions", "people", "other",
]  # fmt: skip
"""What a section is about; ``narrative`` is lead-up and fault, ``other`` what no field takes."""

_ROLES: dict[str, Role] = {
    "title": "title",
    "summary": "summary",
    "executive_summary": "summary",
    "leadership": "summary",
    "lead_up": "narrative",
    "fault": "narrative",
    "decisions": "narrative",
    "impact": "impact",
    "timeline": "timeline",
    "detection": "detection",
    "response": "response",
    "recovery": "response",
    "containment": "response",
    "remediation": "response",
    "analysis": "cause",
    "unknowns": "cause",
    "recurrence": "cause",
    "backlog": "cause",
    "went_well": "went_well",
    "went_wrong": "went_wrong",
    "lucky": "lucky",
    "lessons": "lessons",
    "actions": "actions",
    "prevention": "actions",
    "responders": "people",
    "attendees": "people",
    "meeting": "people",
}
_FACTORS = {("analysis", "contributing_factors"), ("analysis", "controls")}


def role_of(path: Path | None) -> Role:
    """What a section is about that is mainly for this field."""
    if path is None:
        return "other"
    return "factors" if path in _FACTORS else _ROLES.get(path[0], "other")


def field_of(part: Part) -> Path | None:
    """The field that a part is for: its own, or the first of the parts within it."""
    own = main_field(part)
    if own is not None or part.title:
        return own
    for slot in label_slots(part):
        labelled = next((piece.path for piece in slot.pattern if isinstance(piece, Hole)), None)
        if labelled is not None:
            return labelled
    return next((field for inner in walk(part) if inner is not part and (field := main_field(inner))), None)


def roles(reading: Reading) -> dict[int, Role]:
    """The role of each line, from 0, that a part of the house holds; inner parts over outer ones."""
    found: dict[int, Role] = {}
    for place in sorted(reading.scan.found, key=lambda f: (f.first, -f.last)):
        role = role_of(field_of(place.part))
        if role != "other" or not place.part.title:
            found.update(dict.fromkeys(range(place.first, place.last), role))
    return found
