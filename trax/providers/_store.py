"""The campaigns of a server on this machine as files: one folder each, whole after every write."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

from trax.errors import FileTrouble, NotFound, ProviderError
from trax.files import write_atomic
from trax.model import Image
from trax.providers.base import RemoteCampaign, RemoteContent, State

if TYPE_CHECKING:
    from pathlib import Path

    from trax.providers.base import CampaignSpec

STATES = frozenset(get_args(State))


@dataclass(frozen=True, slots=True)
class Record:
    """One `campaign.json`: what the campaign is made from, and how far it has come.

    Attributes:
        digest: Digest of the bundle in the folder; None while the folder is being written.
        images: Name and media type of each picture.
        started_at: When sending began; the Date of every mail of it.
        delivered: Mails that had left when this was written, where the mails themselves cannot be counted.
    """

    id: str
    key: str
    state: State
    digest: str | None
    language: str
    subject: str
    preheader: str
    from_name: str
    from_email: str
    reply_to: str
    audience: str
    publication: str
    postal_address: tuple[str, ...]
    site: str
    view_online: str
    site_images: str
    images: tuple[tuple[str, str], ...]
    created_at: datetime
    scheduled_at: datetime | None = None
    started_at: datetime | None = None
    sent_at: datetime | None = None
    recipients: int | None = None
    delivered: int | None = None


TIMES = ("created_at", "scheduled_at", "started_at", "sent_at")


def make_record(campaign_id: str, spec: CampaignSpec, *, created_at: datetime, digest: str | None) -> Record:
    """Return the record of a draft made from the spec."""
    return Record(
        id=campaign_id,
        key=spec.key,
        state="draft",
        digest=digest,
        language=spec.language,
        subject=spec.subject,
        preheader=spec.preheader,
        from_name=spec.from_name,
        from_email=spec.from_email,
        reply_to=spec.reply_to,
        audience=spec.audience.list,
        publication=spec.publication,
        postal_address=spec.postal_address,
        site=spec.site,
        view_online=spec.view_online,
        site_images=spec.site_images,
        images=tuple((image.name, image.media_type) for image in spec.images),
        created_at=created_at,
    )


def as_remote(record: Record, *, delivered: int | None) -> RemoteCampaign:
    """Return the record as the protocol shows a campaign."""
    return RemoteCampaign(
        id=record.id,
        key=record.key,
        title=record.subject,
        state=record.state,
        audience=record.audience,
        digest=record.digest,
        scheduled_at=record.scheduled_at,
        sent_at=record.sent_at,
        recipients=record.recipients,
        delivered=delivered,
    )


class Store:
    """The folder `campaigns/`; callers that write hold the lock."""

    def __init__(self, folder: Path, provider: str) -> None:
        """Keep the campaigns below this folder.

        Args:
            provider: Whose they are; errors name it.
        """
        self.folder = folder
        self.provider = provider

    def read_all(self) -> tuple[Record, ...]:
        """Return every campaign, oldest first.

        Raises:
            ProviderError: If one cannot be read: nobody could say then what was sent.
        """
        found = (_parse(folder / "campaign.json", self.provider) for folder in self._folders())
        return tuple(record for record in found if record is not None)

    def read(self, campaign_id: str) -> Record:
        """Return one campaign.

        Raises:
            NotFound: If there is none of this id.
            ProviderError: If it cannot be read.
        """
        record = _parse(self.folder / campaign_id / "campaign.json", self.provider)
        if record is None:
            raise NotFound(self.provider, "campaign", f"there is no campaign {campaign_id}")
        return record

    def write(self, record: Record) -> None:
        """Write the record over the old one."""
        values = asdict(record) | {name: _iso(getattr(record, name)) for name in TIMES}
        data = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
        write_atomic(self.folder / record.id / "campaign.json", data.encode())

    def write_content(self, campaign_id: str, spec: CampaignSpec) -> None:
        """Write HTML, text and pictures of the spec; pictures of an earlier one are removed."""
        folder = self.folder / campaign_id
        write_atomic(folder / "content.html", spec.html.encode())
        write_atomic(folder / "content.txt", spec.text.encode())
        for image in spec.images:
            write_atomic(folder / "images" / image.name, image.data)
        kept = {image.name for image in spec.images}
        for path in folder.glob("images/*"):
            if path.name not in kept:
                remove(path)

    def read_content(self, record: Record) -> RemoteContent:
        """Return what stands in the campaign's folder.

        Raises:
            ProviderError: If a file of it is gone or is no text.
        """
        folder = self.folder / record.id
        try:
            return RemoteContent(
                subject=record.subject,
                preheader=record.preheader,
                from_name=record.from_name,
                from_email=record.from_email,
                reply_to=record.reply_to,
                html=(folder / "content.html").read_bytes().decode(),
                text=(folder / "content.txt").read_bytes().decode(),
                images=tuple(
                    Image(name, (folder / "images" / name).read_bytes(), media_type)
                    for name, media_type in record.images
                ),
            )
        except (OSError, UnicodeDecodeError) as error:
            # Gone as a whole is deleted by somebody else; gone in part is damage.
            self.read(record.id)
            raise damaged(self.provider, folder, "a file of the campaign is missing or damaged") from error

    def delete(self, campaign_id: str) -> None:
        """Remove the campaign's folder, its record first, so that half of it is never a campaign."""
        folder = self.folder / campaign_id
        try:
            (folder / "campaign.json").unlink()
            for path in sorted(folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            folder.rmdir()
        except OSError as error:
            raise FileTrouble(folder, error) from error

    def take_id(self) -> str:
        """Return an id that no campaign has or ever had; higher than each before it."""
        counter = self.folder / "last-id"
        try:
            last = int(counter.read_text("ascii")) if counter.is_file() else 0
        except ValueError as error:
            raise damaged(self.provider, counter, "is not a number") from error
        highest = max([last, *(int(folder.name) for folder in self._folders())])
        write_atomic(counter, f"{highest + 1}\n".encode())
        return f"{highest + 1:04d}"

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        numbered = [path for path in self.folder.iterdir() if path.is_dir() and path.name.isdecimal()]
        return sorted(numbered, key=lambda path: int(path.name))


def _parse(path: Path, provider: str) -> Record | None:
    """Return the campaign of a file, or None where there is none: another process may delete a draft at any moment."""
    try:
        values: dict[str, Any] = json.loads(path.read_bytes())
        for name in TIMES:
            values[name] = _moment(values[name])
        # A campaign of before these were counted has none.
        values.setdefault("delivered", None)
        values["postal_address"] = tuple(values["postal_address"])
        values["images"] = tuple((str(name), str(media_type)) for name, media_type in values["images"])
        record = Record(**{field.name: values[field.name] for field in fields(Record)})
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileTrouble(path, error) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(provider, path, "is damaged") from error
    if record.state not in STATES or record.id != path.parent.name:
        raise damaged(provider, path, "is damaged")
    return record


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def remove(path: Path) -> None:
    """Remove a file.

    Raises:
        FileTrouble: If that cannot be done.
    """
    try:
        path.unlink()
    except OSError as error:
        raise FileTrouble(path, error) from error


def damaged(provider: str, path: Path, problem: str) -> ProviderError:
    """Return the error for a file of a provider that is not as it was written."""
    return ProviderError(
        provider, str(path), problem, hint="restore it from a backup: nobody can say without it what was sent"
    )
