from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trax.content.kinds import Deadline, Event
from trax.model import Body
from trax.render.parts import Button, DateBlock, ItemView, TextRow
from trax.render.templates import load_templates
from trax.render.view_event import view_deadlines, view_event

if TYPE_CHECKING:
    from collections.abc import Mapping

from markupsafe import Markup

EN = load_templates().language("en")
ZONE = "Europe/Zurich"
BASE = ItemView("event", "x", "Event", "T", in_contents=True, body=Markup(), source=Body("", 1, ""))
PAGE, REGISTER = "https://example.org/page", "https://example.org/register"


def event(**header: Any) -> ItemView:
    fields = Event.model_validate({"kind": "event", "title": "T", "date": "3 December 2014", **header})
    return view_event(BASE, fields, zone=ZONE, language=EN)


def rows(item: ItemView) -> Mapping[str, str]:
    return {row.label: row.text for row in item.rows}


def test_an_event_shows_only_what_is_known() -> None:
    item = event()
    assert item.block == DateBlock("3", "Dec", "2014", "Wednesday")
    assert item.lead == "Wednesday, 3 December 2014"
    assert (item.rows, item.facts, item.alert, item.button, item.second) == ((), (), None, None, None)


def test_an_event_of_several_days_has_no_weekday() -> None:
    item = event(date="29 December 2014 to 2 January 2015")
    assert item.block == DateBlock("29–2", "Dec–Jan", "2015", "")
    assert item.lead == "29 December 2014 to 2 January 2015"


def test_the_rows_stand_in_one_order_and_further_ones_before_the_chair() -> None:
    item = event(
        time="10:00-12:00",
        place="Room V",
        format="online",
        languages=["English", "French"],
        interpretation=["Spanish"],
        organisers=["A", "B", "C"],
        details=[{"label": "Reception", "text": "18:00"}],
        chair={"name": "Ida"},
        entry="Free",
        speakers=[{"name": "Tom", "role": "Director"}, {"name": "Ana"}],
    )
    assert item.rows == (
        TextRow("Time", "10:00 to 12:00 CET (UTC+1)"),
        TextRow("Place", "Room V"),
        TextRow("Format", "Online"),
        TextRow("Languages", "English and French"),
        TextRow("Interpretation", "Spanish"),
        TextRow("Organised by", "A, B and C"),
        TextRow("Reception", "18:00"),
        TextRow("Chair", "Ida"),
        TextRow("Entry", "Free"),
    )
    assert item.facts == ("Tom, Director", "Ana")


@pytest.mark.parametrize(
    ("header", "alert"),
    [
        pytest.param({"status": "confirmed"}, None, id="confirmed"),
        pytest.param({"status": "tentative"}, "The date is not confirmed yet.", id="tentative"),
        pytest.param({"status": "cancelled"}, "This event is cancelled.", id="cancelled"),
        pytest.param({"status": "moved"}, "The date has changed.", id="moved"),
        pytest.param(
            {"status": "moved", "previously": "1-2 December 2014"},
            "New date. The old one was 1–2 December 2014.",
            id="moved-from",
        ),
    ],
)
def test_what_changed_is_said_in_words(header: dict[str, str], alert: str | None) -> None:
    assert event(**header).alert == alert


@pytest.mark.parametrize(
    ("header", "button", "second"),
    [
        pytest.param({"link": PAGE}, None, None, id="page-without-words"),
        pytest.param({"link": PAGE, "link_text": "Programme"}, Button("Programme", PAGE), None, id="page"),
        pytest.param({"register": REGISTER}, Button("Register", REGISTER), None, id="register"),
        pytest.param(
            {"register": REGISTER, "link": PAGE, "link_text": "Programme"},
            Button("Register", REGISTER),
            Button("Programme", PAGE),
            id="both",
        ),
        pytest.param(
            {"register": REGISTER, "link": PAGE, "link_text": "Programme", "status": "cancelled"},
            Button("Programme", PAGE),
            None,
            id="nobody-registers-for-a-cancelled-event",
        ),
        pytest.param({"register": REGISTER, "status": "cancelled"}, None, None, id="cancelled"),
    ],
)
def test_the_button_is_what_a_reader_can_do(
    header: dict[str, str], button: Button | None, second: Button | None
) -> None:
    item = event(**header)
    assert (item.button, item.second) == (button, second)


def test_deadlines_stand_by_date_with_their_hour_and_zone() -> None:
    fields = Deadline.model_validate(
        {
            "kind": "deadline",
            "title": "T",
            "deadlines": [
                {"date": "15 July 2015", "time": "18:00", "what": "B", "who": "NGOs", "link": PAGE},
                {"date": "1 December 2014", "what": "A"},
            ],
        }
    )
    first, second = view_deadlines(BASE, fields, zone=ZONE, language=EN).deadlines
    assert (first.day, first.iso, first.what, first.who, first.url) == (
        "Monday, 1 December 2014",
        "2014-12-01",
        "A",
        "",
        None,
    )
    assert (second.day, second.who, second.url) == ("Wednesday, 15 July 2015, 18:00 CEST (UTC+2)", "NGOs", PAGE)
