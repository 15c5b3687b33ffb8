"""The mails of a campaign of a server on this machine: whom they go to, and what each reader's looks like."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from trax.errors import FileTrouble, InvalidContent
from trax.files import write_atomic
from trax.providers._address import AddressError, domain_of, parse_address
from trax.providers._mime import Letter, build_message, name_images_by_cid
from trax.providers._personal import Personal, fill_in, make_personal
from trax.providers._readers import Reader
from trax.providers._store import damaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trax.providers._store import Record
    from trax.providers.base import RemoteContent

FROZEN = "readers.json"
NAME_LIMIT = 80


def freeze_readers(folder: Path, readers: Sequence[Reader]) -> None:
    """Write down whom the campaign goes to: a later change of the list changes nothing about it."""
    data = json.dumps([asdict(reader) for reader in readers], ensure_ascii=False, indent=1) + "\n"
    write_atomic(folder / FROZEN, data.encode())


def read_frozen(folder: Path, *, provider: str) -> tuple[Reader, ...]:
    """Return whom the campaign goes to, in the order of their numbers, which begin with 1.

    Raises:
        ProviderError: If the file is gone or damaged.
        FileTrouble: If it cannot be read.
    """
    path = folder / FROZEN
    try:
        rows = json.loads(path.read_bytes())
        return tuple(Reader(**{name: str(value) for name, value in row.items()}) for row in rows)
    except FileNotFoundError as error:
        raise damaged(provider, path, "is missing") from error
    except OSError as error:
        raise FileTrouble(path, error) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(provider, path, "is damaged") from error


@dataclass(frozen=True, slots=True)
class Mailing:
    """A campaign and what it says; what is the same for all readers is made once.

    Attributes:
        frame: The letter before anybody's name, address and links are filled in.
    """

    record: Record
    content: RemoteContent = field(repr=False)
    frame: Letter = field(init=False)

    def __post_init__(self) -> None:
        """Make the frame.

        Raises:
            InvalidContent: If the sender's addresses are such that most mail servers refuse them.
        """
        record, content = self.record, self.content
        html, images = name_images_by_cid(content.html, content.images, record.site_images)
        sender = _plain("From", record.from_email)
        frame = Letter(
            key=record.key,
            to="",
            subject=content.subject,
            from_name=content.from_name,
            from_email=sender,
            reply_to=_plain("Reply-To", content.reply_to),
            language=record.language,
            date=record.started_at or record.created_at,
            list_name=record.publication,
            list_id=f"{safe_name(record.audience)}.{domain_of(sender)}",
            unsubscribe_url="",
            html=html,
            text=content.text,
            images=images,
        )
        object.__setattr__(self, "frame", frame)

    def personal(self, reader: Reader) -> Personal:
        """Return what stands where the placeholders are, for one reader."""
        return make_personal(
            reader.email,
            reader.first_name,
            audience=self.record.audience,
            site=self.record.site,
            view_online=self.record.view_online,
            postal_address=self.record.postal_address,
        )

    def letter(self, reader: Reader) -> Letter:
        """Return the reader's letter."""
        personal = self.personal(reader)
        return replace(
            self.frame,
            to=reader.email,
            unsubscribe_url=personal.unsubscribe_url,
            html=fill_in(self.frame.html, personal, is_html=True),
            text=fill_in(self.frame.text, personal, is_html=False),
        )

    def build(self, reader: Reader) -> bytes:
        """Return the reader's mail as the bytes of an .eml file."""
        return build_message(self.letter(reader))


def safe_name(text: str) -> str:
    """Return the text as part of a file name that every file system takes."""
    return re.sub(r"[^a-z0-9@._+-]", "_", text.casefold())[:NAME_LIMIT]


def _plain(name: str, address: str) -> str:
    """Return the address as it goes over the wire: a domain with accents in ASCII."""
    try:
        return parse_address(address)
    except AddressError as error:
        raise InvalidContent("mail", name, f'"{ascii(address)[1:-1][:80]}" {error}', hint="correct [sender]") from error
