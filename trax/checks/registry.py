"""The checks of trax, and the one call that runs them over an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks import (
    acronym,
    address,
    brackets,
    consent,
    count_vs_list,
    date_conflict,
    extra_state,
    house_name,
    join_link,
    leftover,
    link_text,
    links,
    missing_alt,
    missing_state,
    numbering,
    ordinal,
    past_event,
    placeholder,
    preheader,
    session_date,
    size,
    spelling,
    subject,
    time,
    unsubscribe,
    weekday,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from trax.checks.base import Check, CheckInput
    from trax.model import Finding

CHECKS: tuple[Check, ...] = (
    weekday,
    time,
    date_conflict,
    past_event,
    ordinal,
    session_date,
    missing_state,
    extra_state,
    count_vs_list,
    placeholder,
    numbering,
    brackets,
    leftover,
    link_text,
    missing_alt,
    size,
    spelling,
    acronym,
    house_name,
    join_link,
    consent,
    subject,
    preheader,
    unsubscribe,
    address,
    links,
)
CODES: tuple[str, ...] = tuple(check.CODE for check in CHECKS)
# The checks whose findings come and go while the text stays: an allowance for one of them is never needless.
PASSING_CODES = frozenset({links.CODE})
# The checks that look at the rendered mail and say nothing without it.
MAIL_CODES = frozenset({size.CODE, unsubscribe.CODE, address.CODE})


def run_checks(given: CheckInput, *, only: Collection[str] = (), skip: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of the checks, in the order of the files.

    Args:
        only: Codes of the checks to run; all without it.
        skip: Codes of the checks to leave out.
    """
    wanted = [check for check in CHECKS if (not only or check.CODE in only) and check.CODE not in skip]
    findings = [finding for check in wanted for finding in check.find(given)]
    return tuple(sorted(findings, key=lambda finding: (finding.place, CODES.index(finding.code))))
