"""Text for a server that fills in mails with Go's templates: our placeholders as its tags, and nothing else as one.

Everything that is not one of our placeholders must come out as it went in. Go's HTML templates take every HTML
comment away, and with them what Outlook is told, so each comment goes in as a text that is declared safe; and
whoever writes `{{` in an issue means these two letters.

Source: Go's html/template; listmonk's documentation on templates and its issues 270, 1088, 1273 (read 2026-11-22).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from trax.providers._personal import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN = '{{ "{{" }}'
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAGS = {
    "unsubscribe": "{{ UnsubscribeURL }}",
    "view_online": "{{ MessageURL }}",
    "preferences": "{{ ManageURL }}",
}
# listmonk turns https://…@TrackLink into a counted link before anything else, wherever it stands.
TRACK = "@TrackLink"
NO_TRACK = '@{{ "" }}TrackLink'


def render_go(text: str, *, postal_address: Sequence[str]) -> str:
    """Return HTML or plain text with our placeholders as Go tags and everything else kept from being one.

    Args:
        postal_address: The lines that stand where `[[postal_address]]` is, in one line.
    """
    address = f"{{{{ {_quoted(', '.join(postal_address))} }}}}" if postal_address else ""
    parts, end = [], 0
    for comment in COMMENT.finditer(text):
        parts += [_outside(text[end : comment.start()], address), _inside(comment[0], address)]
        end = comment.end()
    return "".join([*parts, _outside(text[end:], address)])


def escape_go(text: str) -> str:
    """Return one line, such as a subject, of which nothing is taken for a tag."""
    return text.replace("{{", OPEN)


def unescape_go(text: str) -> str:
    """Return what `escape_go` was given."""
    return text.replace(OPEN, "{{")


def _outside(text: str, address: str) -> str:
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        parts += [_literal(text[end : found.start()]), _tag(found, address)]
        end = found.end()
    return "".join([*parts, _literal(text[end:])])


def _inside(comment: str, address: str) -> str:
    """Return a comment in pieces that are declared safe, with the tags of its placeholders between them."""
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(comment):
        parts += [_safe(comment[end : found.start()]), _tag(found, address)]
        end = found.end()
    return "".join([*parts, _safe(comment[end:])])


def _tag(found: re.Match[str], address: str) -> str:
    if found[1] == "postal_address":
        return address or _literal(found[2] or "")
    if found[1] == "first_name":
        otherwise = _literal(found[2] or "")
        return f"{{{{ with .Subscriber.FirstName }}}}{{{{ . }}}}{{{{ else }}}}{otherwise}{{{{ end }}}}"
    return TAGS[found[1]]


def _literal(text: str) -> str:
    return escape_go(text).replace(TRACK, NO_TRACK)


def _safe(text: str) -> str:
    # Broken up inside the string: what replaces tracked links does not know that it is one.
    return f"{{{{ Safe {_quoted(text)} }}}}"


def _quoted(text: str) -> str:
    """Return the text as a Go string. JSON's are Go's too, but for the half characters that no mail has."""
    return json.dumps(text, ensure_ascii=False).replace("@Track", "@\\u0054rack").replace("{{", "{\\u007b")
