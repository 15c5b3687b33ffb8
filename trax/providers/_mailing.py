"""One .eml file for each reader of a campaign of the embedded provider."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from trax.errors import FileTrouble
from trax.files import write_atomic
from trax.providers._address import domain_of
from trax.providers._crash import crash_point
from trax.providers._mime import Letter, build_message, name_images_by_cid
from trax.providers._personal import fill_in, make_personal
from trax.providers._readers import Reader
from trax.providers._store import damaged, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from trax.providers._store import Record
    from trax.providers.base import RemoteContent

FROZEN = "readers.json"
NAME_LIMIT = 80
LEAST_DIGITS = 3


def freeze_readers(folder: Path, readers: Sequence[Reader]) -> None:
    """Write down whom the campaign goes to: a later change of the list changes nothing about it."""
    data = json.dumps([asdict(reader) for reader in readers], ensure_ascii=False, indent=1) + "\n"
    write_atomic(folder / FROZEN, data.encode())


def write_mails(folder: Path, build: Callable[[Reader], bytes]) -> None:
    """Write the mails of the frozen readers that are not there yet; a mail that is there is never touched.

    Raises:
        ProviderError: If the frozen readers cannot be read.
        FileTrouble: If a mail cannot be written; the next call goes on from there.
    """
    readers = _read_frozen(folder / FROZEN)
    digits = max(LEAST_DIGITS, len(str(len(readers))))
    for number, reader in enumerate(readers, start=1):
        path = folder / f"{number:0{digits}d}-{safe_name(reader.email)}.eml"
        if not path.exists():
            write_atomic(path, build(reader))
        crash_point(f"outbox-mail-{number}")
    # What a crash left of a file that was being written.
    for leftover in folder.glob(".*"):
        remove(leftover)


def count_mails(folder: Path) -> int:
    """Return how many mails are in the folder."""
    return sum(1 for _ in folder.glob("*.eml"))


def mail_builder(record: Record, content: RemoteContent) -> Callable[[Reader], bytes]:
    """Return the function that makes one reader's mail; what is the same for all is made once."""
    html, images = name_images_by_cid(content.html, content.images, record.site_images)
    domain = domain_of(record.from_email)
    moment = record.started_at or record.created_at

    def build(reader: Reader) -> bytes:
        personal = make_personal(
            reader.email,
            reader.first_name,
            audience=record.audience,
            site=record.site,
            view_online=record.view_online,
            postal_address=record.postal_address,
        )
        letter = Letter(
            key=record.key,
            to=reader.email,
            subject=content.subject,
            from_name=content.from_name,
            from_email=content.from_email,
            reply_to=content.reply_to,
            language=record.language,
            date=moment,
            list_name=record.publication,
            list_id=f"{safe_name(record.audience)}.{domain}",
            unsubscribe_url=personal.unsubscribe_url,
            html=fill_in(html, personal, is_html=True),
            text=fill_in(content.text, personal, is_html=False),
            images=images,
        )
        return build_message(letter)

    return build


def safe_name(text: str) -> str:
    """Return the text as part of a file name that every file system takes."""
    return re.sub(r"[^a-z0-9@._+-]", "_", text.casefold())[:NAME_LIMIT]


def _read_frozen(path: Path) -> tuple[Reader, ...]:
    try:
        rows = json.loads(path.read_bytes())
        return tuple(Reader(**{name: str(value) for name, value in row.items()}) for row in rows)
    except FileNotFoundError as error:
        raise damaged(path, "is missing") from error
    except OSError as error:
        raise FileTrouble(path, error) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(path, "is damaged") from error
