"""Whether a version may go out as it is, or is stamped as a draft."""

from collections.abc import Mapping

from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.review.policy.people import verdict_of

DRAFT = "DRAFT"
"""What stands on every page of a version that nobody approved."""
_STAMPS = {"draft": DRAFT, "in_review": "IN REVIEW"}
_POLICY = "reviewers_before_publishing"


def stamp_for(record: Record, policy: Mapping[str, Plain]) -> str | None:
    """What stands on every page of a version: that it is a draft, or in review; None where it may go out as it is.

    shape: where the policy asks for reviewers before publishing, a version is a draft until they have approved: so
    many as it says, or by ``true`` all who are named; a refusal holds it up in both cases.
    """
    wanted = policy.get(_POLICY)
    if wanted:
        verdicts = [verdict_of(reviewer) for reviewer in record.reviewers if reviewer.name]
        approvals = sum(verdict is True for verdict in verdicts)
        fewest = wanted if isinstance(wanted, int) and wanted is not True else max(len(verdicts), 1)
        if approvals < fewest or False in verdicts:
            return DRAFT
    return _STAMPS.get(record.status.value or "") if record.status else None
