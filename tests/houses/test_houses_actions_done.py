"""Lists of what was done, tested, or explained beside the actions, which are none."""

import textwrap

import pytest

from afterword.houses import lens

_HEAD = "# Outage of the queue\n\n## Summary\n\nThe queue stopped.\n\n"

ROWS: list[tuple[str, str, list[str]]] = [
    (
        "a list that a sentence of purpose announces",
        """
        ## Root cause

        The certificate expired.

        To prevent the like in the future, we've made a few changes along with larger improvements:

        1. A job has been added that renews it.
        2. The old service will be removed.
        """,
        ["A job has been added that renews it.", "The old service will be removed."],
    ),
    (
        "a list that a short sentence refers to",
        """
        ## Resolution

        The typo was corrected. Afterwards the team agreed on some preventive measures for the shop. These included:

        * Regular backups
        * A test of the load
        """,
        ["Regular backups", "A test of the load"],
    ),
    (
        "a list of what could have helped",
        """
        ## What went wrong

        Some steps could have prevented the loss:

        * a backup
        * a test
        """,
        [],
    ),
    (
        "boxes that verify, below actions",
        """
        ## Remediation checklist

        - [x] Rotate the keys
        - [ ] Audit who has access

        ### Verification

        - [ ] Orders arrive
        - [ ] No errors
        """,
        ["Rotate the keys", "Audit who has access"],
    ),
    (
        "boxes of tests",
        """
        ## Test plan

        - [x] A login works
        - [x] An order works
        """,
        [],
    ),
    (
        "what was there before",
        """
        ## Prevention

        ### Already in place
        - Backups every night
        - A second broker

        ### To be added
        - Practice of restores
        """,
        ["Practice of restores"],
    ),
    (
        "what was done during the incident, by kinds",
        """
        ## Actions taken during incident

        ### Detection
        - Saw the lag on the board
        - Checked the broker

        ### Mitigation
        - Stopped two consumers

        ## Action items

        - Add an alert on the lag
        """,
        ["Add an alert on the lag"],
    ),
    (
        "problems below a plan",
        """
        ## Future work

        ### Identified problems

        - No second broker.
        - Logs are kept for one day only.

        ### Improvement plan

        - Set up a second broker.
        - Keep logs for a month.
        """,
        ["Set up a second broker.", "Keep logs for a month."],
    ),
    (
        "a numbered title over its details",
        """
        ## Corrective measures implemented

        1. **Double watch**:
           - Lag of each partition
           - Age of the oldest order
        2. **Redundancy**: two brokers in two rooms
        """,
        ["**Double watch**:", "**Redundancy**: two brokers in two rooms"],
    ),
    (
        "a numbered theme over its actions",
        """
        ## Action items

        1. **Alerting**:
           - Page on the lag
           - Page on the age
        2. **Process**:
           - Write a runbook
        """,
        ["Page on the lag", "Page on the age", "Write a runbook"],
    ),
    (
        "results of tests with commands",
        """
        ## Resolution

        The destructor waits now.

        ## Verification

        - **Core:** `build/tests/core --all` - all 11 tests passed.
        - **Addon:** `make addontest` - 163 passed, 0 failed.
        - **Copy tests:** `run copy` - 19 tests passed.
        """,
        [],
    ),
    (
        "a report that the fix is in",
        """
        ## Recommendations

        - [x] Switched the mode to live
        - [ ] Watch the denials

        ## Follow-up

        Fix applied and verified 2024-03-10, same evening. The notes say so already.
        """,
        ["Switched the mode to live", "Watch the denials"],
    ),
    (
        "mitigations that say how far they are",
        """
        ## Mitigations

        * Implemented: A second cluster is ready.
        * Suggested: Make it harder to type into the wrong window.
        * Suggested: More practice in the team.
        """,
        ["A second cluster is ready.", "Make it harder to type into the wrong window.", "More practice in the team."],
    ),
    (
        "measures beside the table that assigns them",
        """
        ## Prevention measures

        ### Immediate (implemented)

        ✅ **Recovery tool**: `tools/recover`
        - Finds the file

        ### Long-term

        🔮 **Backups**: every hour
        - Keep 24 of them

        ## Action items

        | Priority | Action | Owner | Deadline |
        |---|---|---|---|
        | P0 | Put aside what is broken | Core | 2024-03-20 |
        | P1 | Check on start | Core | 2024-03-28 |

        ## Sign-off

        **Prevention plan**: ✅ Measures identified
        """,
        ["Put aside what is broken", "Check on start"],
    ),
    (
        "measures by themselves",
        """
        ## Prevention measures

        ### Immediate (implemented)

        ✅ **Recovery tool**: `tools/recover`
        - Finds the file

        ### Long-term

        🔮 **Backups**: every hour
        - Keep 24 of them
        """,
        ["**Recovery tool**: `tools/recover`", "**Backups**: every hour"],
    ),
    (
        "tests and rules that prevent, beside follow-ups",
        """
        ## Prevention

        - Tests:
          - `tests/test_link.py` (4): a dead link is told.
        - **Operating rule:** the controller takes one client. Run the monitor only when all is stopped.

        ## Follow-ups

        - Ask the vendor about the limit.
        - Consider stopping the session.
        """,
        ["Ask the vendor about the limit.", "Consider stopping the session."],
    ),
    (
        "corrective and preventive actions",
        """
        ## Corrective actions

        | Action | Owner | Due |
        |---|---|---|
        | Restart weekly | Ann | 2024-03-20 |

        ## Preventive actions

        - Alert on the lag
        - Canary of each release
        """,
        ["Restart weekly", "Alert on the lag", "Canary of each release"],
    ),
    (
        "a label in a sign-off",
        """
        ## Action items

        - Add an alert

        ## Sign-off

        **Incident commander**: Ann
        **Action items**: ✅ Created in the tracker
        """,
        ["Add an alert"],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_was_done_is_no_action(body: str, wanted: list[str]) -> None:
    """A list of what was done, tested, or explained is none of actions where a person sees that, and is one else."""
    text = _HEAD + textwrap.dedent(body).strip("\n") + "\n"
    reading = lens.get(text)
    assert lens.put(text, reading.record) == text
    assert [(a.what or "").split("\n", maxsplit=1)[0] for a in reading.record.actions] == wanted
