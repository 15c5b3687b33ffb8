"""Issues in memory, and what the checks say of a later one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.checks.conftest import BODY_LINE, SETTINGS, make_item
from trax.checks.base import CheckInput
from trax.checks.memory import Memory, facts_of
from trax.checks.registry import run_checks
from trax.content.settings import parse_settings
from trax.model import Body, Issue
from trax.upr.table import load_table

if TYPE_CHECKING:
    from trax.checks.reading.issue_facts import IssueFacts
    from trax.model import Finding


def given(
    body: str = "",
    /,
    *,
    on: str = "2014-11-30",
    number: int = 50,
    language: str = "en",
    memory: Memory | None = None,
    **fields: Any,
) -> CheckInput:
    """Return an issue of one item as the checks get it."""
    settings, faults = parse_settings(SETTINGS)
    assert settings is not None, faults
    folder = f"issues/{number:03}"
    item = make_item(body, fields)
    places = {name: replace(place, path=f"{folder}/10-item.md") for name, place in item.places.items()}
    issue = Issue(
        number=number,
        title="Beyond acceptance",
        subject=f"[UPR Trax] No{number}: Beyond acceptance",
        preheader="Read on",
        date=date.fromisoformat(on),
        language=language,
        slug="beyond-acceptance",
        folder=folder,
        letter=Body("", BODY_LINE, html=""),
        items=(replace(item, path=f"{folder}/10-item.md", places=places),),
    )
    return CheckInput(issue, load_table(), issue.date, settings=settings, memory=memory or Memory())


def facts(body: str = "", /, *, on: str = "2014-06-27", number: int = 47, **fields: Any) -> IssueFacts:
    """Return what an earlier issue said."""
    return facts_of(given(body, on=on, number=number, **fields))


def compared(code: str, body: str, *earlier: IssueFacts, on: str = "2014-11-30", **fields: Any) -> list[Finding]:
    """Return what one check says of an issue that comes after the others."""
    return list(run_checks(given(body, on=on, memory=Memory(earlier), **fields), only=(code,)))
