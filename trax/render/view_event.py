"""Events and deadlines as their items show them: cards and rows, times with their zone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.render.parts import Button, DateBlock, DeadlineRow, TextRow

if TYPE_CHECKING:
    from trax.content import kinds
    from trax.render.language import Language
    from trax.render.parts import ItemView


def view_event(base: ItemView, fields: kinds.Event, *, zone: str, language: Language) -> ItemView:
    """Return an event as a card: date block, rows, what changed, how to register."""
    rows = (
        TextRow(language("event.time"), language.times(fields.time, zone, fields.date.start) if fields.time else ""),
        TextRow(language("event.place"), fields.place or ""),
        TextRow(language("event.format"), language(f"event.formats.{fields.format}") if fields.format else ""),
        TextRow(language("event.languages"), language.names(fields.languages)),
        TextRow(language("event.interpretation"), language.names(fields.interpretation)),
        TextRow(language("event.organisers"), language.names(fields.organisers)),
        *(TextRow(detail.label, detail.text) for detail in fields.details),
        TextRow(language("event.chair"), _person(fields.chair, language) if fields.chair else ""),
        TextRow(language("event.entry"), fields.entry or ""),
    )
    page = Button(fields.link_text, fields.link) if fields.link and fields.link_text else None
    register = Button(language("event.register"), fields.register_at) if fields.register_at else None
    is_on = fields.status != "cancelled"
    days = fields.date
    return replace(
        base,
        lead=language.day(days.start, "weekday_day") if days.is_one_day else language.days(days),
        block=DateBlock(
            language.block_days(days),
            language.block_month(days),
            language.day(days.end, "year"),
            language.day(days.start, "weekday") if days.is_one_day else "",
        ),
        alert=_event_alert(fields, language),
        rows=tuple(row for row in rows if row.text),
        facts=tuple(_person(speaker, language) for speaker in fields.speakers),
        button=register if register and is_on else page,
        second=page if register and is_on else None,
    )


def _event_alert(fields: kinds.Event, language: Language) -> str | None:
    if fields.status == "confirmed":
        return None
    if fields.status == "moved":
        if fields.previously is None:
            return language("event.status.moved_plain")
        return language("event.status.moved", date=language.days(fields.previously))
    return language(f"event.status.{fields.status}")


def _person(person: kinds.Person, language: Language) -> str:
    return language("punctuation.comma").join(part for part in (person.name, person.role) if part)


def view_deadlines(base: ItemView, fields: kinds.Deadline, *, zone: str, language: Language) -> ItemView:
    """Return deadlines as rows, the earliest first."""
    rows = []
    for due in sorted(fields.deadlines, key=lambda due: due.date):
        day = language.day(due.date, "weekday_day")
        if due.time:
            day = language("punctuation.comma").join((day, language.times(due.time, zone, due.date)))
        rows.append(DeadlineRow(day, due.date.isoformat(), due.what, due.who or "", due.link))
    return replace(base, deadlines=tuple(rows))
