"""What the text of a field means: one function per kind of value, used by the models of `kinds`.

Each takes what the header reader gives (text, a list or a group of fields) and returns the value; a value that
is already of its type passes, so that models can also be made in code. Messages are a writer's words: the name
of the field is put before them by `problems`.
"""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from trax.content import dates
from trax.content.source import UNPRINTABLE
from trax.content.wording import did_you_mean, quoted
from trax.errors import TraxError
from trax.model import DayRange, LooseDate, TimeRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationInfo

LONGEST_URL = 2000
LONGEST_NAME = 100
# A slug becomes part of addresses and file names; the pattern leaves no room for `..`, `/` or a leading dash.
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
# Windows has devices by these names and cannot hold a file of that name, whatever its ending.
_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_NUMBER = re.compile(r"[0-9]{1,6}")
_NUMBER_INSIDE = re.compile(r"[0-9][0-9 ,.'\u2019\u00a0]*")
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}\.(?:png|jpe?g|gif)", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9][A-Za-z0-9_+-]*){0,2}")
_HOST = re.compile(r"[^\s./]+(?:\.[^\s./]+)+\.?")
# Square brackets and apostrophes do occur in real addresses (?f[0]=type, /Cote_d'Ivoire).
_NOT_IN_URL = re.compile(r"[\s<>\"`\\^{}|]")
_LIST_IN_ONE_LINE = re.compile(r"[,;\[\]{}]")


_GENEVA = "the time zone of Geneva is Europe/Zurich"


class FieldError(TraxError, ValueError):
    """A value that its field cannot take; the message says why, the hint what to write."""


def line(value: object) -> object:
    """Return text on one line, without white space around it."""
    text = _text(value).replace("\t", " ").strip()
    if not text:
        raise FieldError("is empty", hint="write its text, or leave the whole line out")
    odd = UNPRINTABLE.search(text.replace("\n", ""))
    if odd:
        raise FieldError(f"has an invisible control character in it (U+{ord(odd[0]):04X})", hint="delete it")
    if "\n" in text:
        raise FieldError(
            "is one line, and several were written",
            hint="write it on one line, or begin with > instead of | to have the lines joined",
        )
    return text


def url(value: object) -> object:
    """Return a web address with http:// or https:// and a host."""
    text = str(line(value))
    odd = _NOT_IN_URL.search(text)
    if text.startswith("[") or odd:
        what = "is a Markdown link" if "](" in text else f"has {_character(odd[0])} in it" if odd else "is not one"
        raise FieldError(
            f"{quoted(text)} is not a web address: it {what}", hint="copy the address from the browser's address bar"
        )
    problem = url_problem(text)
    if problem:
        hint = f"did you mean https://{text}?" if _HOST.match(text.partition("/")[0]) and ":" not in text else ""
        raise FieldError(f"{quoted(text)} {problem}", hint=hint or "an address looks like https://www.upr-info.org/en")
    return text


def url_problem(text: str) -> str:
    """Return what keeps the text from being a web address that a mail may carry; empty when nothing does."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not a web address"
    if parts.scheme not in {"http", "https"}:
        return "is not a web address that begins with https://"
    if not _HOST.fullmatch(host):
        return "names no website after https://"
    if parts.username is not None:
        return "has a name or password before the @; readers must not get that"
    return "is too long for an address" if len(text) > LONGEST_URL else ""


def count(value: object) -> object:
    """Return a whole number from 1 on; `050` is 50."""
    if isinstance(value, int):
        return value
    text = str(line(value))
    if _NUMBER.fullmatch(text) and int(text):
        return int(text)
    inside = _NUMBER_INSIDE.search(text[:LONGEST_NAME])
    number = re.sub(r"[^0-9]", "", inside[0]) if inside else ""
    hint = f"write just the number: {int(number)}" if number.strip("0") else "write it in figures: 20"
    raise FieldError(f"{quoted(text)} is not a whole number from 1 on", hint=hint)


def yes_no(value: object) -> object:
    """Return whether yes or true was written."""
    if isinstance(value, bool):
        return value
    text = str(line(value))
    if text.lower() in {"yes", "true"}:
        return True
    if text.lower() in {"no", "false"}:
        return False
    raise FieldError(f"{quoted(text)} is neither yes nor no", hint="write yes or no")


def day(value: object, info: ValidationInfo) -> object:
    """Return the day of `3 December 2014` or `2014-12-03`; a missing year is the one nearest to the issue."""
    return value if isinstance(value, date) else dates.parse_day(str(line(value)), near=_near(info))


def days(value: object, info: ValidationInfo) -> object:
    """Return the days of `3 December 2014` or `2-4 December 2014`."""
    return value if isinstance(value, DayRange) else dates.parse_days(str(line(value)), near=_near(info))


def times(value: object) -> object:
    """Return the times of `10:30` or `10:00-12:00`."""
    return value if isinstance(value, TimeRange) else dates.parse_times(str(line(value)))


def loose_date(value: object) -> object:
    """Return the date of `2014`, `October 2014` or a day."""
    return value if isinstance(value, LooseDate) else dates.parse_loose_date(str(line(value)))


def image_name(value: object) -> object:
    """Return the name of a picture under the issue's `images/`; `images/cover.png` is `cover.png`."""
    text = str(line(value))
    name = text.removeprefix("./").removeprefix("images/")
    if _PICTURE.fullmatch(name):
        return name
    raise FieldError(f"{quoted(text)} {_picture_problem(name)}", hint=_picture_hint(name))


def zone(value: object) -> object:
    """Return the name of a time zone that exists: `Europe/Zurich`."""
    text = str(line(value))
    if _ZONE.fullmatch(text) and _has_zone(text):
        return text
    hint = _GENEVA if re.search("gen[eèf]", text.lower()) else did_you_mean(text, available_timezones())
    hint = hint or "a time zone is named by its large city: Europe/Zurich"
    raise FieldError(f"{quoted(text)} is not a time zone", hint=hint)


def language(value: object) -> object:
    """Return the tag of a language in its usual form: `en`, `pt-BR`, `zh-Hans`."""
    text = str(line(value))
    match = _LANGUAGE.fullmatch(text)
    if not match:
        raise FieldError(f"{quoted(text)} is not the short name of a language", hint="write en, fr, es, ar, ru or zh")
    name, script, region = match.groups()
    return "-".join(filter(None, (name.lower(), script and script.capitalize(), region and region.upper())))


def slug(value: object) -> object:
    """Return a name fit for addresses and files: lower-case letters, digits and dashes, at most 64."""
    text = str(line(value))
    if SLUG.fullmatch(text) and not _WINDOWS_DEVICES.fullmatch(text):
        return text
    raise FieldError(
        f"{quoted(text)} cannot be part of an address",
        hint="write lower-case letters a-z, digits and single words joined by -: beyond-promises",
    )


def word(value: object) -> object:
    """Return one of a few fixed words in lower case; `In person` is `in person`."""
    return " ".join(str(line(value)).lower().split())


def alternative(value: object) -> object:
    """Return the words that stand for a picture; empty text says that it only decorates."""
    text = _text(value).strip()
    return " ".join(text.split())


def listed(value: object) -> object:
    """Return the entries of a list; one value without commas is a list of one."""
    if isinstance(value, (list, tuple)):
        return tuple(value)
    if isinstance(value, str) and not _LIST_IN_ONE_LINE.search(value) and "\n" not in value:
        return (value,)
    shown = f"{quoted(value)} stands" if isinstance(value, str) else "it stands"
    raise FieldError(
        f"is a list, but {shown} where its entries belong",
        hint='write each entry on a line of its own below, indented, beginning with "- "',
    )


def server_name(value: str) -> str:
    """Return the name of a mail server as certificates write it, or an address of the network."""
    try:
        plain = str(ip_address(value))
    except ValueError:
        plain = value.lower()
        if not re.fullmatch(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", plain):
            hint = 'it looks like host = "smtp.example.org"; the port has a line of its own'
            raise FieldError(f"{quoted(value)} is not the name of a server", hint=hint) from None
    return plain


def between(first: int, last: int) -> Callable[[object], object]:
    """Return what takes a whole number from the first to the last."""

    def check(value: object) -> object:
        if type(value) is int and first <= value <= last:
            return value
        raise FieldError(
            f"{quoted(str(value))} is not a number from {first} to {last}", hint=f"write it without quotes: {last}"
        )

    return check


def _text(value: object) -> str:
    """Return the value when it is text; a list or a group of fields is refused."""
    if isinstance(value, str):
        return value
    if value is None:
        raise FieldError("is empty", hint="write the text after the colon, or leave the whole line out")
    written = "a list" if isinstance(value, (list, tuple)) else "a group of fields"
    raise FieldError(f"takes one text, and {written} was written", hint="write one text after the colon")


def _near(info: ValidationInfo) -> date | None:
    """Return the day of the issue, where the reader knows it."""
    near: date | None = (info.context or {}).get("near")
    return near


def _has_zone(name: str) -> bool:
    # What these mean differs from machine to machine; the zones below "right/" count leap seconds.
    if name in {"localtime", "posixrules", "Factory"} or name.startswith(("right/", "posix/")):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _picture_problem(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    if "://" in name:
        return "is an address, not a file"
    if ending in {"svg", "webp", "avif", "heic", "tif", "tiff", "bmp", "pdf"}:
        return f"is {ending.upper()}, which mail programs do not show"
    if "/" in name or "\\" in name:
        return "is not directly in the images folder of the issue"
    return "is not a name that a picture can have here"


def _picture_hint(name: str) -> str:
    if "://" in name or "/" in name or "\\" in name:
        return "put the picture into the images folder of the issue and write its file name: cover.png"
    if re.search(r"\.(?:png|jpe?g|gif)\Z", name, re.IGNORECASE):
        return "rename the file: letters a-z, digits, - and _ only, no spaces: cover-2014.png"
    return "save the picture as PNG, JPEG or GIF and write its file name: cover.png"


def _character(character: str) -> str:
    return "a space" if character.isspace() else f"the character {character}"
