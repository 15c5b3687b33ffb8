"""The days of 2006 to 2027 in every form people type: the right weekday is left alone, a wrong one is found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.day_names import MONTHS, WEEKDAYS
from trax.content.document import Document
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

FIRST, LAST = date(2006, 1, 1), date(2027, 12, 31)
DAYS = [FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)]
EVERY = 8  # each form has its own eighth of the days; together they have them all
# Weekday, day, month, year, as people put them together; {w} and {m} are short, {o} is the ordinal ending.
WITH_YEAR = (
    "{weekday}, {day} {month} {year}",
    "{weekday} {day} {month} {year}",
    "{weekday} {day}{o} of {month} {year}",
    "{weekday}, the {day}{o} of {month}, {year}",
    "{weekday} the {day}{o} {month} {year}",
    "{weekday} {day}<sup>{o}</sup> {month} {year}",
    "{w}. {day} {m}. {year}",
    "{w} {day} {m} {year}",
    "{weekday}, {month} {day}, {year}",
    "{weekday} {month} {day}{o}, {year}",
    "{month} {day}, {year} ({weekday})",
    "{day} {month} {year} ({w})",
    "{day} {month} {year}, a {weekday}",
    "{day} {month} {year}, {weekday}.",
    "{weekday} ({day} {month} {year})",
    "{weekday} - {day} {month} {year}",
    "{weekday} morning, {day} {month} {year}",
    "**{weekday}**, {day} {month} {year}",
    "{weekday}, {iso}",
    "{weekday} {day:02}.{number:02}.{year}",
    "{day} {month} {year} is a {weekday}",
    "{upper} {day} {MONTH} {year}",
    "{weekday} {day} {lower} {year}",
)
WITHOUT_YEAR = (
    "{weekday}, {day} {month}",
    "{weekday} {day}{o} {month}",
    "{weekday}, {month} {day}{o}",
    "{weekday} the {day}{o} of {month}",
    "{day} {month} ({weekday})",
)


def ordinal(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def written(form: str, day: date, weekday: int) -> str:
    month, name = MONTHS[day.month - 1], WEEKDAYS[weekday]
    lower = month if month in {"March", "May"} else month.lower()
    short = month if month == "May" else month[:3]
    form = form.replace("{m}.", "{m}") if month == "May" else form
    return form.format(
        weekday=name,
        w=name[:3],
        day=day.day,
        o=ordinal(day.day),
        month=month,
        m=short,
        lower=lower,
        upper=name.upper(),
        MONTH=month.upper(),
        year=day.year,
        number=day.month,
        iso=day.isoformat(),
    )


def lines_found(text: str, on: date = date(2015, 6, 1)) -> list[int]:
    given = CheckInput(Document("text.md", text, text), load_table(), on)
    return [finding.place.line for finding in run_checks(given, only=("weekday",))]


@pytest.mark.parametrize(("number", "form"), list(enumerate(WITH_YEAR)))
def test_each_day_with_its_weekday_is_left_alone_and_with_another_one_found(number: int, form: str) -> None:
    days = DAYS[number % EVERY :: EVERY]
    right = "\n\n".join(f"We meet on {written(form, day, day.weekday())}" for day in days)
    assert lines_found(right) == []
    wrong = "\n\n".join(
        f"We meet on {written(form, day, (day.weekday() + 1 + index % 6) % 7)}" for index, day in enumerate(days)
    )
    assert lines_found(wrong) == [1 + 2 * index for index in range(len(days))]


@pytest.mark.parametrize("form", WITHOUT_YEAR)
def test_without_a_year_the_day_of_the_issue_decides(check: Check, form: str) -> None:
    for on in DAYS[120:-120:181]:
        days = [on + timedelta(days=days) for days in range(-55, 56, 5)]
        right = "\n\n".join(f"We meet on {written(form, day, day.weekday())}." for day in days)
        assert check(right, on=on.isoformat(), only=("weekday",)) == ()
        wrong = "\n\n".join(f"We meet on {written(form, day, (day.weekday() + 1) % 7)}." for day in days)
        assert len(check(wrong, on=on.isoformat(), only=("weekday",))) == len(days)


RANGES = (
    "from {weekday} {day} {month} to {weekday_2} {day_2} {month_2} {year_2}",
    "{weekday}, {day} {month} - {weekday_2}, {day_2} {month_2} {year_2}",
    "{weekday} to {weekday_2}, {day} {month} to {day_2} {month_2} {year_2}",
    "{day} {month} to {day_2} {month_2} {year_2} ({weekday} to {weekday_2})",
    "{day} {month} ({weekday}) to {day_2} {month_2} {year_2} ({weekday_2})",
    "on {weekday} {day} {month} and {weekday_2} {day_2} {month_2} {year_2}",
)


@pytest.mark.parametrize("form", RANGES)
def test_both_ends_of_a_range_are_held_to_their_weekdays(form: str) -> None:
    def text(first: date, days: int, *, off: int) -> str:
        last = first + timedelta(days=days)
        return form.format(
            weekday=WEEKDAYS[first.weekday()],
            day=first.day,
            month=MONTHS[first.month - 1],
            weekday_2=WEEKDAYS[(last.weekday() + off) % 7],
            day_2=last.day,
            month_2=MONTHS[last.month - 1],
            year_2=last.year,
        )

    days = DAYS[::23]
    assert lines_found("\n\n".join(text(day, 11, off=0) for day in days)) == []
    wrong = "\n\n".join(text(day, 4 + index % 9, off=1 + index % 6) for index, day in enumerate(days))
    assert lines_found(wrong) == [1 + 2 * index for index in range(len(days))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    day=st.dates(FIRST, LAST),
    form=st.sampled_from(WITH_YEAR),
    before=st.sampled_from(["on ", "(", "Date: ", "between us, ", "It was 14:00 on ", "UPR20, ", "No. 50, "]),
    after=st.sampled_from(
        ["", ", in Geneva", ")", ": a reception", " for NGOs", "; then we leave", "\nAll are welcome."]
    ),
    off=st.integers(0, 6),
)
def test_words_around_a_day_change_nothing(*, day: date, form: str, before: str, after: str, off: int) -> None:
    text = f"{before}{written(form, day, (day.weekday() + off) % 7)}{after}"
    assert len(lines_found(text)) == (off > 0)
