"""The checks of trax, and the one call that runs them over an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks import (
    acronym,
    address,
    consent,
    count_vs_list,
    duplicate_state,
    extra_state,
    house_name,
    join_link,
    link_text,
    list_order,
    list_separator,
    missing_alt,
    missing_state,
    placeholder,
    preheader,
    session_date,
    size,
    spelling,
    state_name,
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
    session_date,
    missing_state,
    extra_state,
    duplicate_state,
    count_vs_list,
    list_separator,
    list_order,
    state_name,
    placeholder,
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
)
CODES: tuple[str, ...] = tuple(check.CODE for check in CHECKS)
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
