"""The mails of a campaign from one set of bytes: only the lines that differ from reader to reader are made anew.

Quoted-printable begins anew after each line end, so a text may be encoded line by line: the lines without a
placeholder are encoded once, the others for each reader. What stands around the bodies is taken from a letter that
holds words for what differs. The bytes are those of `_mime.build_message`, which reads each mail back; that is tried
on readers of every sort before the first mail leaves.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from trax.errors import InvalidContent
from trax.providers._mime import build_message, encode_text, make_message_id, require_ascii
from trax.providers._personal import PLACEHOLDER, fill_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.providers._mailing import Mailing
    from trax.providers._personal import Personal
    from trax.providers._readers import Reader

# Encoded bytes that all readers get, or lines with a placeholder.
Piece = bytes | str
LINE = re.compile(r"[^\n]*\n|[^\n]+")


class MailTemplate:
    """What every mail of a campaign is made from."""

    def __init__(self, mailing: Mailing) -> None:
        """Encode what all readers get.

        Raises:
            InvalidContent: If the mail cannot be written.
        """
        self._mailing = mailing
        frame = mailing.frame
        words = {name: _word(f"{frame.key}/{name}") for name in ("to", "url", "text", "html")}
        letter = replace(
            frame,
            to=f"{words['to']}@to.invalid",
            unsubscribe_url=f"https://{words['url']}.invalid/",
            text=words["text"],
            html=words["html"],
        )
        places = (letter.message_id, letter.to, letter.unsubscribe_url, letter.text, letter.html)
        self._around = _split(build_message(letter), places)
        self._text = tuple(_pieces(frame.text))
        self._html = tuple(_pieces(frame.html))

    def fill(self, reader: Reader) -> bytes:
        """Return the reader's mail.

        Raises:
            InvalidContent: If a header cannot carry the reader's address or link, or a line does not read back.
        """
        frame, personal = self._mailing.frame, self._mailing.personal(reader)
        to = require_ascii("To", reader.email)
        values = (
            make_message_id(frame.key, to, from_email=frame.from_email).encode("ascii"),
            to.encode("ascii"),
            require_ascii("List-Unsubscribe", personal.unsubscribe_url).encode("ascii"),
            _fill(self._text, personal, is_html=False),
            _fill(self._html, personal, is_html=True),
        )
        first, *rest = self._around
        return first + b"".join(value + after for value, after in zip(values, rest, strict=True))

    def check(self, readers: Sequence[Reader]) -> None:
        """Raise unless every mail can be written, and those of readers of every sort read back as they were meant.

        Raises:
            InvalidContent: If one cannot; nothing has left then.
        """
        for reader in readers:
            self.fill(reader)
        by_name = sorted(readers, key=lambda reader: (len(reader.first_name.encode()), reader.first_name))
        by_address = sorted(readers, key=lambda reader: (len(reader.email), reader.email))
        for reader in {by_name[0], by_name[-1], by_address[0], by_address[-1], readers[0], readers[-1]}:
            if self.fill(reader) != self._mailing.build(reader):  # pragma: no cover - no such letter was ever found
                raise InvalidContent("mail", "writing", "the mail does not read back as it was written")


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the text's lines, those without a placeholder encoded and joined."""
    # Cut behind line feeds alone: a placeholder never holds one, but it may hold what others take for a line end.
    for is_personal, group in groupby(LINE.findall(text), key=lambda line: PLACEHOLDER.search(line) is not None):
        joined = "".join(group)
        yield joined if is_personal else encode_text(joined)


def _fill(pieces: Sequence[Piece], personal: Personal, *, is_html: bool) -> bytes:
    return b"".join(
        piece if isinstance(piece, bytes) else encode_text(fill_in(piece, personal, is_html=is_html))
        for piece in pieces
    )


def _split(data: bytes, places: Sequence[str]) -> tuple[bytes, ...]:
    """Return what stands around the places, each of which is there once and in this order."""
    around = []
    for place in places:
        before, _, data = data.partition(place.encode("ascii"))
        around.append(before)
    return (*around, data)


def _word(seed: str) -> str:
    """Return a word that no text holds and every encoding leaves as it is."""
    return f"trax{hashlib.sha256(seed.encode()).hexdigest()[:40]}"
