"""The checks of trax, and the one call that runs them over an issue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.checks import (
    acronym,
    address,
    brackets,
    consent,
    count_vs_list,
    cross_issue_figure,
    cumulative_count,
    date_conflict,
    duplicate_state,
    duration,
    extra_state,
    house_name,
    join_link,
    leftover,
    link_text,
    links,
    list_order,
    list_separator,
    missing_alt,
    missing_state,
    missing_year,
    month_label,
    numbering,
    ordinal,
    past_event,
    percentages,
    placeholder,
    preheader,
    reused_link,
    reused_quote,
    session_date,
    size,
    spelling,
    stale_session_data,
    state_name,
    subject,
    superseded_date,
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
    month_label,
    duration,
    cumulative_count,
    missing_year,
    superseded_date,
    stale_session_data,
    missing_state,
    extra_state,
    duplicate_state,
    count_vs_list,
    list_separator,
    list_order,
    state_name,
    percentages,
    cross_issue_figure,
    reused_link,
    reused_quote,
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
PASSING_CODES = frozenset(
    {links.CODE, cross_issue_figure.CODE, date_conflict.CODE, reused_link.CODE, reused_quote.CODE}
)
# The checks that look at the rendered mail and say nothing without it.
MAIL_CODES = frozenset({size.CODE, unsubscribe.CODE, address.CODE})


def run_checks(given: CheckInput, *, only: Collection[str] = (), skip: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of the checks, in the order of the files.

    Args:
        only: Codes of the checks to run; all without it.
        skip: Codes of the checks to leave out.
    """
    wanted = [check for check in CHECKS if (not only or check.CODE in only) and check.CODE not in skip]
    findings = [_on_one_line(finding) for check in wanted for finding in check.find(given)]
    return tuple(sorted(findings, key=lambda finding: (finding.place, CODES.index(finding.code))))


def _on_one_line(finding: Finding) -> Finding:
    """Return the finding with the words it quotes on one line; in the file a line break may stand between them."""
    if "\n" not in finding.message + finding.hint:
        return finding
    return replace(finding, message=" ".join(finding.message.split()), hint=" ".join(finding.hint.split()))
