"""What happened, told: merge, groups, phases, durations, the draft."""

from afterword.timeline.telling import Told, tell

__all__ = ["Told", "tell"]
