"""Whether a version may go out as it is, or is stamped as a draft."""

from collections.abc import Mapping

from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.review.policy.people import verdict_of

DRAFT = "DRAFT"
"""What stands on every page of a version that nobody approved."""
_POLICY = "reviewers_before_publishing"


def stamp_for(record: Record, policy: Mapping[str, Plain]) -> str | None:
    """``DRAFT`` where the house asks for reviewers before publishing and not enough have approved; None otherwise.

    shape: ``policy`` may ask for a number of approvals, or by ``true`` for that of every reviewer; a refusal holds
    it up in both cases.
    """
    wanted = policy.get(_POLICY)
    if not wanted:
        return None
    verdicts = [verdict_of(reviewer) for reviewer in record.reviewers if reviewer.name]
    approvals = sum(verdict is True for verdict in verdicts)
    fewest = wanted if isinstance(wanted, int) and wanted is not True else max(len(verdicts), 1)
    return DRAFT if approvals < fewest or False in verdicts else None
