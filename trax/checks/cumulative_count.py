"""A number of States reviewed so far in a cycle is not what the sessions of the cycle add up to.

"With the 20th session, 140 States have been reviewed in the second cycle": it was 112. The total before and after
each session follows from the lists of States. Correct the number, or say by which session it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF
from trax.checks.reading.cycle_sessions import find_wrong_sessions_left
from trax.checks.reading.cycle_totals import expected_total, has_estimated_day, is_all, is_undated
from trax.checks.reading.state_totals import find_totals, is_remainder
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.cycle_totals import Expected
    from trax.checks.reading.state_totals import TotalClaim
    from trax.model import Severity

CODE = "cumulative-count"
SUMMARY = "A number of States reviewed so far in a cycle that its sessions do not add up to."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each total that is right neither before nor after the session it counts by."""
    claims = [claim for passage in given.passages for claim in find_totals(passage)]
    is_estimated = bool(claims) and has_estimated_day(given)
    for claim in claims:
        expected = expected_total(given, claim, is_estimated=is_estimated)
        if expected and not is_all(claim, expected):
            yield from _compared(claim, expected)
    for left in () if is_undated(given) or has_estimated_day(given) else find_wrong_sessions_left(given):
        message = f"{left.right} sessions of cycle {left.cycle.number} are left after session {left.session.number}"
        place = left.passage.place(left.start)
        yield Finding(CODE, "warning", place, f"{message}, not {left.text}", left.text, f"write {left.right}")


def _compared(claim: TotalClaim, expected: Expected) -> Iterator[Finding]:
    whole = expected.cycle.states_expected
    right = [whole - number if claim.is_left else number for number in expected.numbers]
    if claim.number in right or is_remainder(claim, whole):
        return
    session = expected.session
    what = "are still to be reviewed" if claim.is_left else "have been reviewed"
    yield Finding(
        CODE,
        _severity(expected),
        claim.passage.place(claim.start),
        f"{right[0]} States {what} in cycle {expected.cycle.number} after session {session.number}, not {claim.number}",
        claim.text,
        f"write {right[0]}, or name the session by which {claim.number} is right",
        f"session table: the States of sessions {expected.cycle.first_session} to {session.number}",
    )


def _severity(expected: Expected) -> Severity:
    """Return how loudly to speak: the lists of States of a session that is only scheduled are a plan."""
    if expected.session.status == "scheduled":
        return "notice"
    return SEVERITY_OF.get(expected.session.confidence.states, "notice")
