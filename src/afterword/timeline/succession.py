"""Which milestones of one incident cannot be before which others."""

from collections.abc import Mapping

from afterword.model.vocabulary import Phase

AFTER: Mapping[Phase, tuple[Phase, ...]] = {
    "began": (),
    "detected": (),
    "acknowledged": ("detected",),
    "validated": ("began",),
    "declared": ("began",),
    "responding": ("began", "detected"),
    "ic_engaged": ("began",),
    "war_room": ("began",),
    "escalated": ("began", "detected"),
    "communicated": ("began",),
    "identified": ("began", "detected"),
    "mitigating": ("began", "detected"),
    "mitigated": ("began", "detected", "mitigating"),
    "neutralised": ("began", "detected"),
    "recovered": ("began", "detected", "mitigating"),
    "resolved": ("detected", "mitigating", "mitigated", "recovered"),
}
"""The milestones that each is never before."""


def contradicted(phase: Phase, at: float, marked: Mapping[Phase, float], slack: float) -> Phase | None:
    """A marked milestone with which another one at ``at`` would be out of order; None where it fits.

    shape: times in seconds; what is out of order by ``slack`` only is not.
    """
    for other, then in marked.items():
        if other in AFTER[phase] and at < then - slack:
            return other
        if phase in AFTER[other] and at > then + slack:
            return other
    return None
