"""One mail as the bytes of an .eml file, for every provider that writes or sends single mails.

The standard library's own serialiser moves spaces between encoded words, turns long List-Unsubscribe addresses
into encoded words and, on older Pythons, let a subject smuggle in a header. So the headers are written here one
by one, and what was written is parsed again and compared before anybody gets to see it.

Source: RFC 2047, 2369, 2919, 5322, 8058; cpython issue 144156 and CVE-2024-6923.
"""

from __future__ import annotations

import base64
import binascii
import email.policy
import hashlib
import re
from dataclasses import dataclass, field
from email.header import Header, decode_header, make_header
from email.parser import BytesParser
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from trax.errors import InvalidContent
from trax.providers._address import domain_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from email.message import Message

    from trax.model import Image

LINE_LIMIT = 76
# Controls, line and paragraph separators, direction switches, half characters: in a header they hide or split.
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
WORDS = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
FOLD = re.compile(r"\r?\n(?=[ \t])")
MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one reader; placeholders are filled in and pictures of the HTML are named by `cid:`.

    Attributes:
        key: Marker of the campaign; with `to` it makes the Message-ID, alone the boundaries.
        to: The reader's address, as `parse_address` returns it.
        date: The Date header, with a zone.
        list_id: The list without angle brackets: `upr-trax.example.org`.
        unsubscribe_url: https address that takes the reader off the list at one click.
    """

    key: str
    to: str
    subject: str
    from_name: str
    from_email: str
    reply_to: str
    language: str
    date: datetime
    list_name: str
    list_id: str
    unsubscribe_url: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    images: tuple[Image, ...] = ()

    @property
    def message_id(self) -> str:
        """The Message-ID without angle brackets; the same for each attempt to write this mail."""
        return make_message_id(self.key, self.to, from_email=self.from_email)


def make_message_id(key: str, to: str, *, from_email: str) -> str:
    """Return the Message-ID of the mail of a campaign to one address."""
    return f"{_hash(f'{key}|{to}')}@{domain_of(from_email)}"


def check_header(name: str, value: str) -> str:
    """Return the value when it can stand in a header.

    Raises:
        InvalidContent: If it holds a character that hides text, turns its direction or begins a new line.
    """
    found = UNFIT.search(value)
    if found:
        raise InvalidContent(
            MAIL,
            name,
            f"holds an invisible character (U+{ord(found[0]):04X}, character {found.start() + 1}) that mails refuse",
            hint="type the words anew instead of pasting them",
        )
    return value


def name_images_by_cid(html: str, images: Sequence[Image], site_images: str) -> tuple[str, tuple[Image, ...]]:
    """Return the HTML with the web addresses of its pictures as `cid:`, and the pictures it shows."""
    known = {image.name: image for image in images}
    used: dict[str, Image] = {}

    def take(found: re.Match[str]) -> str:
        image = known.get(unquote(found[1]))
        if image is None:
            return found[0]
        used[image.name] = image
        return f"cid:{_content_id(image)}"

    if not site_images or not known:
        return html, ()
    named = re.sub(re.escape(site_images) + r"([^\s\"'<>()&?#]+)", take, html)
    return named, tuple(used[name] for name in sorted(used))


def build_message(letter: Letter) -> bytes:
    """Return the mail as the bytes of an .eml file, the same bytes for the same letter.

    Raises:
        InvalidContent: If a header cannot carry its value, or the bytes do not read back as the letter.
    """
    headers = _headers(letter)
    lines = [f"{name}: {value}".encode("ascii") for name, value in headers]
    data = b"\r\n".join([*lines, _content(letter)])
    _compare(BytesParser(policy=email.policy.compat32).parsebytes(data), letter, [name for name, _ in headers])
    return data


def _headers(letter: Letter) -> list[tuple[str, str]]:
    leave = require_ascii("List-Unsubscribe", letter.unsubscribe_url)
    mailbox = quote(letter.reply_to, safe="@!$*+-._~'")
    return [
        ("MIME-Version", "1.0"),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", f"<{letter.message_id}>"),
        ("From", _mailbox("From", letter.from_name, letter.from_email)),
        ("To", require_ascii("To", letter.to)),
        ("Reply-To", require_ascii("Reply-To", letter.reply_to)),
        ("Subject", _free_text("Subject", letter.subject)),
        ("Content-Language", require_ascii("Content-Language", letter.language)),
        ("List-Id", _mailbox("List-Id", letter.list_name, letter.list_id)),
        (
            "List-Unsubscribe",
            # Folded at the comma alone: an address that is broken or encoded is a dead link.
            f"<{leave}>,\r\n <mailto:{mailbox}?subject=unsubscribe>",
        ),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _free_text(name: str, value: str) -> str:
    """Return words for people: as they are when plain and short, else as encoded words."""
    check_header(name, value)
    if WORDS.fullmatch(value) and "=?" not in value and len(name) + 2 + len(value) <= LINE_LIMIT:
        return value
    return Header(value, "utf-8", maxlinelen=LINE_LIMIT, header_name=name).encode(linesep="\r\n")


def _mailbox(name: str, words: str, address: str) -> str:
    """Return `Words <address>`, on two lines when one is too long."""
    target = f"<{require_ascii(name, address)}>"
    check_header(name, words)
    if not words:
        return target
    shown = words if ATOMS.fullmatch(words) else '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if not WORDS.fullmatch(words) or "=?" in words or len(name) + 2 + len(shown) > LINE_LIMIT:
        shown = Header(words, "utf-8", maxlinelen=LINE_LIMIT, header_name=name).encode(linesep="\r\n")
    last_line = shown.rpartition("\n")[2]
    room = LINE_LIMIT - len(last_line) - (0 if "\n" in shown else len(name) + 2)
    return f"{shown} {target}" if len(target) + 1 <= room else f"{shown}\r\n {target}"


def require_ascii(name: str, value: str) -> str:
    """Return an address of mail or web that goes into a header as it is."""
    if not re.fullmatch(r"[\x21-\x3b=\x3f-\x7e]{1,900}", value):
        raise InvalidContent(MAIL, name, f'"{ascii(value)[1:-1][:80]}" cannot stand in a mail\'s header')
    return value


def _content(letter: Letter) -> bytes:
    """Return the Content-Type header and the parts below it: text first, then HTML with its pictures."""
    html = _text_part("html", letter.html)
    if letter.images:
        parts = [html, *(_image_part(image) for image in letter.images)]
        html = _multipart('related; type="text/html"', f"{letter.key}/related", parts)
    return _multipart("alternative", letter.key, [_text_part("plain", letter.text), html])


def _multipart(kind: str, seed: str, parts: Sequence[bytes]) -> bytes:
    # "=_" never occurs in quoted-printable or base64, so no part can hold its own boundary.
    boundary = f"=_{_hash(seed)}"
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    opening = f"--{boundary}\r\n".encode("ascii")
    return head + b"".join(opening + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode("ascii")


def _text_part(subtype: str, text: str) -> bytes:
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    ).encode("ascii")
    return head + encode_text(text)


def encode_text(text: str) -> bytes:
    """Return the text as it stands in the body of a part.

    Raises:
        InvalidContent: If it holds half a character, or does not read back.
    """
    body = _body(text)
    data = binascii.b2a_qp(body)
    if binascii.a2b_qp(data) != body:  # pragma: no cover - no such text was ever found
        raise InvalidContent(MAIL, "text", "does not read back as it was written")
    return data.replace(b"\n", b"\r\n")


@lru_cache(maxsize=128)
def _image_part(image: Image) -> bytes:
    name = re.sub(r"[^A-Za-z0-9._-]", "_", image.name)
    head = (
        f'Content-Type: {require_ascii("Content-Type", image.media_type)}; name="{name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{_content_id(image)}>\r\n"
        f'Content-Disposition: inline; filename="{name}"\r\n\r\n'
    ).encode("ascii")
    return head + base64.encodebytes(image.data).replace(b"\n", b"\r\n")


def _content_id(image: Image) -> str:
    return f"{_hash(image.name + '|' + hashlib.sha256(image.data).hexdigest())}@images.invalid"


def _body(text: str) -> bytes:
    try:
        return text.replace("\r\n", "\n").replace("\r", "\n").encode()
    except UnicodeEncodeError as error:
        raise InvalidContent(MAIL, "text", "holds half a character, which no mail can carry") from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _compare(parsed: Message, letter: Letter, names: Sequence[str]) -> None:
    """Raise unless the parsed mail has these headers and no other, and says what the letter says."""
    from_name, from_email = parseaddr(_unfold(parsed["From"]))
    leaves = [part for part in parsed.walk() if not part.is_multipart()]
    bodies = [part.get_payload(decode=True) for part in leaves]
    wanted = [_body(letter.text), _body(letter.html), *(image.data for image in letter.images)]
    unsubscribe = _unfold(parsed["List-Unsubscribe"])
    same = {
        "headers": parsed.keys() == [*names, "Content-Type"],
        "subject": _decode(parsed["Subject"]) == letter.subject,
        "from": (_decode(from_name), from_email) == (letter.from_name, letter.from_email),
        "to": (parsed["To"], parsed["Reply-To"]) == (letter.to, letter.reply_to),
        "unsubscribe": unsubscribe.startswith(f"<{letter.unsubscribe_url}>, <mailto:"),
        "content": [_lines(body, part) for body, part in zip(bodies, leaves, strict=True)] == wanted,
    }
    wrong = [name for name, is_same in same.items() if not is_same]
    if wrong:
        raise InvalidContent(MAIL, "writing", f"the mail does not read back as it was written: {', '.join(wrong)}")


def _lines(body: object, part: Message) -> bytes:
    data = body if isinstance(body, bytes) else b""
    return data.replace(b"\r\n", b"\n") if part.get_content_maintype() == "text" else data


def _unfold(value: str) -> str:
    return FOLD.sub("", str(value))


def _decode(value: str) -> str:
    return str(make_header(decode_header(_unfold(value))))
