"""A link into a meeting, or its id or passcode, would reach the public archive.

Whoever has such a link can walk into the meeting, and keep walking in: people who defend human rights have met
reprisals after meetings in Geneva. Mail and archive are public. Give the address of the registration page, and send the
link to those who registered. Pages to register at (`/register/`) are in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.addresses import find_addresses
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "join-link"
SUMMARY = "A link into an online meeting, or its id or passcode, which must not become public."

# Forms of the services' own documents: a link to join, never one to register (seen 2026-11).
_JOIN = re.compile(
    r"(?i:https?://)?(?i:(?:"
    r"[\w-]{1,60}\.webex\.com/(?:[^\s?]{0,80}/)?(?:j\.php|meet/|join/|wbxmjs/|webappng/)"
    r"|(?:[\w-]{1,60}\.)?zoom\.(?:us|com)/(?:j|s|w|my|wc)/"
    r"|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/"
    r"|meet\.google\.com/[a-z]{3}-[a-z]{4}-[a-z]{3}"
    r"|(?:global|app|meet)\.goto(?:meeting|webinar)?\.com/(?:join|meet|\d)"
    r"|(?:www\.)?gotomeet\.me/|gotomeet\.com/|bluejeans\.com/\d|join\.skype\.com/|meet\.lync\.com/"
    r"|meet\.jit\.si/|whereby\.com/|[\w-]{1,60}\.kudoway\.\w{2,3}/|live\.kudoway\.\w{2,3}/|interprefy\.com/"
    r"))"
)
_REGISTER = re.compile(r"/regist(?:er|ration)|/weblink/register|eventbrite\.|/ev/register", re.IGNORECASE)
_ID = re.compile(
    r"\b(?i:meeting|webinar|conference|event)\s{1,3}(?i:id|number|no\.?)(?:\s{1,3}\([^()\n]{1,30}\))?\s{0,3}[:#]?\s{0,3}"
    r"(?P<id>\d[\d\s-]{6,18}\d)"
    r"|\b(?i:pass\s?code|meeting\s{1,3}password|access\s{1,3}code)\s{0,3}[:#]\s{0,3}(?P<code>[\w!@$%&*+.-]{3,30})"
    r"|(?<!\w)(?i:password)\s{0,3}:\s{0,3}(?P<word>(?=[^\s\d]{0,29}\d)[\w!@$%&*+.-]{4,30})"
)
_HINT = "give the address of the registration page instead, and send the link to those who registered"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each link, id or passcode that lets strangers into a meeting."""
    for address in find_addresses(given):
        match = _JOIN.match(address.target)
        if match and not _REGISTER.search(address.target):
            message = "this link leads straight into an online meeting and would become public"
            yield Finding(CODE, "error", address.place, message, address.target, _HINT)
    for passage in given.passages:
        for match in _ID.finditer(passage.prose):
            message = "the id or passcode of an online meeting would become public"
            yield Finding(CODE, "error", passage.place(match.start()), message, match[0], _HINT)
