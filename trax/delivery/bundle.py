"""A frozen issue: the exact bytes that are approved, pushed and kept, each with its SHA-256.

A bundle lies in `build/050/<digest>/` and is named by what is in it, so it is never changed, only made again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trax import __version__
from trax.delivery.locate import build_folder
from trax.errors import Changed, FileTrouble, InvalidContent, SettingsError
from trax.files import digest, write_if_changed
from trax.model import Image
from trax.providers._address import AddressError, parse_address
from trax.providers._mime import check_header
from trax.render.email import images_address

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from trax.content.settings import Settings
    from trax.model import Mail

MANIFEST = "manifest.json"
SHORT = 12


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes out with a mail besides its two bodies; the names are those of a `CampaignSpec`."""

    language: str
    subject: str
    preheader: str
    from_name: str
    from_email: str
    reply_to: str
    publication: str
    postal_address: tuple[str, ...]
    site: str
    view_online: str
    site_images: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A frozen issue.

    Attributes:
        html: The HTML with neutral placeholders.
        provider: Name of the provider whose placeholders were tried on it.
        mapped: SHA-256 of HTML and of text with that provider's placeholders.
        tool: Version of trax that froze it; no part of the digest, since it changes no byte a reader gets.
    """

    number: int
    envelope: Envelope
    html: str = field(repr=False)
    text: str = field(repr=False)
    images: tuple[Image, ...]
    provider: str
    mapped: tuple[str, str]
    tool: str = __version__

    @property
    def files(self) -> Mapping[str, bytes]:
        """The parts by the name of their file, in order of names."""
        parts = {
            "email.html": self.html.encode(),
            "email.txt": self.text.encode(),
            "envelope.json": _json(asdict(self.envelope)),
            **{f"images/{image.name}": image.data for image in self.images},
        }
        return dict(sorted(parts.items()))

    @property
    def digest(self) -> str:
        """SHA-256 over the digests of all parts."""
        return digest(_canonical(self._listing()))

    @property
    def words(self) -> Mapping[str, str]:
        """What a person reads of it, by its name, the short parts first; HTML only where the text is not enough."""
        envelope = self.envelope
        return {
            "subject": envelope.subject,
            "preheader": envelope.preheader,
            "from": f"{envelope.from_name} <{envelope.from_email}>",
            "reply-to": envelope.reply_to,
            "language": envelope.language,
            "postal address": ", ".join(envelope.postal_address),
            "text": self.text,
            "html": self.html,
        }

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of what a person approves, by its name in a writer's words."""
        envelope = self.envelope
        shown = {
            "html": self.html,
            "text": self.text,
            "subject": envelope.subject,
            "preheader": envelope.preheader,
            "from": f"{envelope.from_name} <{envelope.from_email}>",
            "reply-to": envelope.reply_to,
            "language": envelope.language,
            "images": "".join(f"{image.name} {digest(image.data)}\n" for image in self.images),
            "postal address": "\n".join(envelope.postal_address),
            "web addresses": f"{envelope.publication}\n{envelope.view_online}\n{envelope.site_images}",
        }
        return {name: digest(value.encode()) for name, value in shown.items()}

    @property
    def manifest(self) -> bytes:
        """The bytes of `manifest.json`."""
        return _json({"bundle": self.digest, "tool": self.tool, **self._listing()})

    def _listing(self) -> dict[str, Any]:
        return {
            "issue": self.number,
            "parts": {name: digest(data) for name, data in self.files.items()},
            "media_types": {image.name: image.media_type for image in self.images},
            "provider": {"name": self.provider, "html": self.mapped[0], "text": self.mapped[1]},
        }


def freeze(mail: Mail, *, settings: Settings, provider: str, render_tags: Callable[[str], str]) -> Bundle:
    """Return the bundle of a mail; the same mail and settings give the same digest.

    Raises:
        InvalidContent: If the subject, the sender or a picture's name cannot go into a mail.
        SettingsError: If an address of the sender is none.
    """
    sender, site = settings.sender, settings.publication.site
    from_email = _address("sender.email", sender.email)
    envelope = Envelope(
        language=mail.language,
        subject=check_header("subject", mail.subject),
        preheader=check_header("preheader", mail.preheader),
        from_name=check_header("sender name", sender.name),
        from_email=from_email,
        reply_to=_address("sender.reply_to", sender.reply_to) if sender.reply_to else from_email,
        publication=check_header("name of the publication", settings.publication.name),
        postal_address=tuple(settings.address),
        site=site,
        view_online=images_address(mail.number, site=site).removesuffix("images/"),
        site_images=images_address(mail.number, site=site),
    )
    for image in mail.images:
        if image.name in {"", ".", ".."} or "/" in image.name or "\\" in image.name:
            raise InvalidContent("mail", "images", f'"{image.name}" is not the plain name of a picture')
    mapped = (digest(render_tags(mail.html).encode()), digest(render_tags(mail.text).encode()))
    return Bundle(mail.number, envelope, mail.html, mail.text, mail.images, provider, mapped)


def bundle_folder(root: Path, number: int, bundle_digest: str) -> Path:
    """Return where a bundle lies: `build/050/3f2a…` below the newsletter's folder."""
    return build_folder(root, number) / bundle_digest[:SHORT]


def write_bundle(root: Path, bundle: Bundle) -> Path:
    """Write the bundle into its folder and return that; a damaged one there is made whole again.

    Raises:
        FileTrouble: If it cannot be written.
    """
    folder = bundle_folder(root, bundle.number, bundle.digest)
    try:
        for name, data in bundle.files.items():
            write_if_changed(folder / name, data)
        for name in _extra(folder, bundle.files):
            (folder / name).unlink()
        # Last, so that a bundle with a manifest is a whole one.
        write_if_changed(folder / MANIFEST, bundle.manifest)
    except OSError as error:
        raise FileTrouble(folder, error) from error
    return folder


def read_bundle(folder: Path, *, number: int) -> Bundle:
    """Return the bundle of a folder after comparing every byte of it with its manifest.

    Args:
        number: The issue it has to be of.

    Raises:
        Changed: If a file of it was changed, added or removed; all of them are named.
        FileTrouble: If it cannot be read.
    """
    try:
        listing = json.loads((folder / MANIFEST).read_bytes())
        wrong = [name for name, wanted in listing["parts"].items() if _digest_of(folder / name) != wanted]
        wrong += _extra(folder, listing["parts"])
        bundle = None if wrong else _parse(folder, listing)
    except OSError as error:
        raise FileTrouble(folder, error) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        wrong, bundle = [MANIFEST], None
    if bundle is None:
        raise Changed(number, [f"{_shown(folder)}/{name}" for name in sorted(wrong)])
    # A manifest that was changed together with a part, or that belongs to another issue.
    if bundle.number != number or bundle_folder(Path(), number, bundle.digest).name != folder.name:
        raise Changed(number, [f"{_shown(folder)}/{MANIFEST}"])
    return bundle


def _parse(folder: Path, listing: Mapping[str, Any]) -> Bundle:
    """Return the bundle of files that were compared with the listing."""
    values = json.loads((folder / "envelope.json").read_bytes())
    values["postal_address"] = tuple(values["postal_address"])
    types, provider = listing["media_types"], listing["provider"]
    bundle = Bundle(
        number=listing["issue"],
        envelope=Envelope(**values),
        html=(folder / "email.html").read_bytes().decode(),
        text=(folder / "email.txt").read_bytes().decode(),
        images=tuple(Image(name, (folder / "images" / name).read_bytes(), types[name]) for name in sorted(types)),
        provider=provider["name"],
        mapped=(provider["html"], provider["text"]),
        tool=listing["tool"],
    )
    if bundle.manifest != (folder / MANIFEST).read_bytes():
        raise ValueError(MANIFEST)
    return bundle


def _extra(folder: Path, parts: Collection[str]) -> list[str]:
    """Return the files of the folder that are no part of the bundle; a system's own hidden files do not count."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name not in parts and name != MANIFEST and "/." not in f"/{name}")


def _digest_of(path: Path) -> str:
    return digest(path.read_bytes()) if path.is_file() else ""


def _shown(folder: Path) -> str:
    return "/".join(folder.parts[-3:])


def _address(name: str, address: str) -> str:
    try:
        return parse_address(address)
    except AddressError as error:
        raise SettingsError(
            f'issues/trax.toml: {name}: "{address}" {error}', hint="write it like news@example.org"
        ) from error


def _canonical(listing: Mapping[str, Any]) -> bytes:
    return json.dumps(listing, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
