from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("join-link",)


@pytest.mark.parametrize(
    "address",
    [
        "https://un-geneva.webex.com/un-geneva/j.php?MTID=m0123456789abcdef",
        "https://example.webex.com/meet/somebody",
        "https://us02web.zoom.us/j/81234567890?pwd=abc",
        "https://zoom.us/w/123456789",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0",
        "https://meet.google.com/abc-defg-hij",
        "https://global.gotomeeting.com/join/123456789",
    ],
)
@pytest.mark.parametrize("form", ["Join us: <{}>.", "[Join us]({}) at noon.", "Join us at {} at noon."])
def test_a_link_into_a_meeting_is_an_error_at_its_place(check: Check, address: str, form: str) -> None:
    text = form.format(address)
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.text) == ("error", address)
    assert finding.place.column == 1 + min(place for mark in "<[h" if (place := text.find(mark)) >= 0)


@pytest.mark.parametrize(
    "text",
    [
        "Register at https://us02web.zoom.us/meeting/register/tZ0abc.",
        "[Register](https://un.webex.com/weblink/register/r123) by Friday.",
        "[Zoom](https://zoom.us/pricing) and [Webex](https://www.webex.com/) are supported.",
        "The meeting will be held on Zoom; its number of participants is 1234567.",
        "Write to the secretariat for the meeting ID: it is sent to all who registered.",
        "A password: that is what the database asks for.",
        "Document A/HRC/22/3, meeting 12 of the session",
    ],
)
def test_pages_to_register_at_and_mere_words_are_in_order(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Meeting ID: 812 3456 7890",
        "Webinar number 2345 678 901",
        "Passcode: 4711ab",
        "Meeting number (access code): 2345 678 9012",
    ],
)
def test_ids_and_passcodes_are_errors(check: Check, text: str) -> None:
    assert [finding.severity for finding in check(text, only=ONLY)] == ["error"]


def test_the_header_of_an_event_is_looked_at_too(check: Check) -> None:
    findings = check(
        "",
        kind="event",
        title="Meeting",
        date="3 December 2014",
        link="https://zoom.us/j/123456789",
        link_text="Join",
        only=ONLY,
    )
    assert [finding.text for finding in findings] == ["https://zoom.us/j/123456789"]
