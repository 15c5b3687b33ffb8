"""A small issue in memory, and the findings that the checks make of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.kinds import KIND_OF
from trax.content.settings import parse_settings
from trax.model import Body, Issue, Item, Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from trax.content.library import Person
    from trax.model import Finding, Mail
    from trax.web.links import LinkResult

SETTINGS = """
address = ["UPR Info", "1200 Geneva"]
publication = { name = "UPR Trax", organisation = "UPR Info", site = "https://example.org", audience = "readers" }
sender = { name = "UPR Info", email = "news@example.org" }
audiences.readers = { name = "Readers" }
"""
FIELDS_LINE, BODY_LINE = 2, 10


def make_item(body: str, fields: dict[str, object]) -> Item:
    """Return an item; every field stands in its own line after the first, from column 8 on."""
    kind = str(fields.setdefault("kind", "article"))
    if kind == "article":
        fields.setdefault("title", "News")
    path = "issues/050/10-item.md"
    names = [name for name, value in fields.items() if not isinstance(value, list)]
    lists = [(name, index) for name, value in fields.items() if isinstance(value, list) for index in range(len(value))]
    places = {name: Place(path, FIELDS_LINE + index, 8) for index, name in enumerate(names)}
    for number, (name, index) in enumerate(lists):
        for key in (f"{name}.{index}", f"{name}.{index}.text", f"{name}.{index}.label"):
            places[key] = Place(path, FIELDS_LINE + len(names) + number, 8)
        places.setdefault(name, Place(path, FIELDS_LINE + len(names), 1))
    values = KIND_OF[kind].model_validate(fields)
    return Item("item", path, values, Body(body, BODY_LINE, html=""), source="", places=places)


@pytest.fixture
def check() -> Callable[..., tuple[Finding, ...]]:
    """Return a function that puts a text into an issue and returns what the checks say."""

    def run(
        body: str = "",
        /,
        *,
        only: tuple[str, ...] = (),
        skip: tuple[str, ...] = (),
        on: str = "2014-11-30",
        letter: str = "",
        mail: Mail | None = None,
        as_of: str | None = None,
        people: tuple[Person, ...] = (),
        provider: str = "",
        header: Mapping[str, str] | None = None,
        now: datetime | None = None,
        link_results: Mapping[str, LinkResult] | None = None,
        **fields: object,
    ) -> tuple[Finding, ...]:
        settings, faults = parse_settings(SETTINGS + (f'provider = {{ name = "{provider}" }}' if provider else ""))
        assert settings is not None, faults
        words = {
            "title": "Beyond acceptance",
            "subject": "[UPR Trax] No50: Beyond acceptance",
            "preheader": "Half of it is acted on",
        }
        words |= header or {}
        issue = Issue(
            number=50,
            title=words["title"],
            subject=words["subject"],
            preheader=words["preheader"],
            date=date.fromisoformat(on),
            language="en",
            slug="beyond-acceptance",
            folder="issues/050",
            letter=Body(letter, BODY_LINE, html=""),
            items=(make_item(body, fields),),
            places={
                name: Place("issues/050/issue.md", 3 + index, 8)
                for index, name in enumerate(("title", "subject", "preheader"))
            },
        )
        day = date.fromisoformat(as_of or on)
        given = CheckInput(
            issue,
            load_table(),
            day,
            settings=settings,
            mail=mail,
            people=people,
            now=now,
            link_results=link_results,
        )
        return run_checks(given, only=only, skip=skip)

    return run
