"""The settings of the newsletter: `issues/trax.toml`, every error of it at once. Never a secret."""

from __future__ import annotations

import re
import string
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from trax.content import fields, schedule_text
from trax.content.fields import FieldError
from trax.content.problems import Form, validate
from trax.content.source import decode, file_fault
from trax.content.toml_places import toml_places
from trax.content.whereabouts import SETTINGS_PATH
from trax.content.wording import one_of, quoted
from trax.errors import SettingsError
from trax.files import read_limited
from trax.model import Finding, Place
from trax.web.address import check_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

CODE = "settings"
LARGEST_SETTINGS_BYTES = 200_000
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_SECRET = re.compile(r"api_?key|token|passw|secret|credential|private_?key", re.IGNORECASE)
_TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def _plain_text(value: object) -> object:
    if not isinstance(value, str):
        raise FieldError("is a text", hint='write it in "quotes"')
    if "\n" in value:
        raise FieldError("is one line, and several were written", hint="write it on one line")
    return fields.line(value)


def _whole(least: int, most: int) -> Callable[[object], object]:
    """Return what takes a whole number from `least` to `most` and nothing else."""

    def take(value: object) -> object:
        if type(value) is int and least <= value <= most:
            return value
        raise FieldError(f"is a whole number from {least} to {most}", hint=f"write it without quotes: {least}")

    return take


def _true_or_false(value: object) -> object:
    if isinstance(value, bool):
        return value
    raise FieldError("is true or false", hint="write true or false, without quotes")


def _email(value: str) -> str:
    if _EMAIL.fullmatch(value):
        return value
    raise FieldError(f"{quoted(value)} is not an e-mail address", hint="it looks like news@example.org")


def _site(value: str) -> str:
    return str(fields.url(value)).rstrip("/")


def _server(value: str) -> str:
    try:
        return check_address(value)
    except ValueError as error:
        raise FieldError(f"{quoted(value)} {error}", hint="it looks like https://lists.example.org") from error


def _list_id(value: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value):
        return value
    raise FieldError(f"{quoted(value)} is not an id", hint='copy it from the provider: id = "3"')


def _subject_form(value: str) -> str:
    """Return the form when it has a title and only names that an issue can fill."""
    try:
        parts = [part[1:] for part in string.Formatter().parse(value) if part[1] is not None]
    except ValueError:
        parts = [("", "", None)]
    known = {"name", "number", "title"}
    if any(part[0] not in known or part[1] or part[2] for part in parts) or "title" not in {part[0] for part in parts}:
        raise FieldError(
            f"{quoted(value)} cannot be filled in", hint="write it like [{name}] No{number}: {title}; {title} is needed"
        )
    return value


def _inside(value: str) -> str:
    """Return a path that stays below the folder it is taken from."""
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "~")) or ".." in parts or ":" in value or "\\" in value:
        raise FieldError(f"{quoted(value)} leads out of the newsletter", hint="write a path like audiences/readers.csv")
    return value


def _address(value: object) -> object:
    """Return the lines of `address = […]`, or of the table `[address]` with `lines = […]`."""
    if isinstance(value, dict):
        others = sorted(set(value) - {"lines"})
        if others:
            raise FieldError(f"{quoted(others[0])} is not a setting of address", hint='write lines = ["…", "…"]')
        value = value.get("lines", [])
    if isinstance(value, list):
        return tuple(value)
    raise FieldError("is a list of lines", hint='write lines = ["UPR Info", "Street 1", "1200 Geneva"]')


def _audience_keys(value: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in value:
        fields.slug(key)
    return value


Text = Annotated[str, BeforeValidator(_plain_text)]
Email = Annotated[Text, AfterValidator(_email)]
InsidePath = Annotated[Text, AfterValidator(_inside)]
Months = Annotated[
    tuple[Annotated[Text, AfterValidator(schedule_text.month)], ...], BeforeValidator(schedule_text.months)
]


class Table(BaseModel):
    """One table of the settings."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Publication(Table):
    """What the newsletter is."""

    name: Text = Field(description="Name of the newsletter.")
    organisation: Text = Field(description="Who publishes it.")
    language: Annotated[Text, AfterValidator(fields.language)] = Field(default="en", description="Its language: en.")
    time_zone: Annotated[Text, AfterValidator(fields.zone)] = Field(
        default="Europe/Zurich", description="Time zone of the dates and times in it."
    )
    site: Annotated[Text, AfterValidator(_site)] = Field(description="Address of the web archive, with https://.")
    subject_form: Annotated[Text, AfterValidator(_subject_form)] = Field(
        default="[{name}] No{number}: {title}", description="How a subject is made when an issue has none."
    )
    audience: Text = Field(description="Key of the audience that issues go to.")


class Sender(Table):
    """Who the mail comes from."""

    name: Text = Field(description="Name that inboxes show.")
    email: Email = Field(description="Address the mail comes from.")
    reply_to: Email | None = Field(default=None, description="Address that answers go to.")


class Style(Table):
    """How facts of the session table are printed."""

    state_names: Literal["short", "formal"] = Field(default="short", description="short (Bolivia) or formal.")
    state_order: Literal["alphabetical", "review"] = Field(default="alphabetical", description="Order of States.")
    documents: Annotated[Text, AfterValidator(fields.url)] = Field(
        default="https://undocs.org/", description="Address that symbols of UN documents are put after."
    )


class ProviderSettings(Table):
    """Which mailing provider sends; its key comes from the environment."""

    name: Annotated[Text, AfterValidator(fields.slug)] = Field(default="outbox", description="Name of the provider.")
    folder: InsidePath = Field(default="outbox", description="Folder of the provider outbox, inside the newsletter.")
    url: Annotated[Text, AfterValidator(_server)] | None = Field(
        default=None, description="Address of your own server, for listmonk; the others have theirs."
    )
    host: Annotated[Text, AfterValidator(fields.server_name)] | None = Field(
        default=None, description="Name of your mail server, for smtp."
    )
    port: Annotated[int, BeforeValidator(fields.between(1, 65_535))] = Field(default=587, description="Its port.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the way to it is encrypted: starttls, tls, or none on this machine."
    )
    limit: Annotated[int, BeforeValidator(fields.between(1, 10_000))] = Field(
        default=500, description="The most readers that smtp takes; a longer list needs a mailing provider."
    )
    connections: Annotated[int, BeforeValidator(fields.between(1, 10))] = Field(
        default=5, description="How many connections smtp has to it at a time."
    )


class AudienceSettings(Table):
    """Who gets the mail."""

    name: Text = Field(description="Name of the audience.")
    file: InsidePath | None = Field(default=None, description="CSV file of readers, seen from the folder issues.")
    id: Annotated[Text, AfterValidator(_list_id)] | None = Field(
        default=None, description="Id that the audience has at the provider."
    )


class ScheduleSettings(Table):
    """The rhythm that readers were promised; trax reminds of it and sends nothing by it."""

    on: Annotated[Text, AfterValidator(schedule_text.rhythm)] | None = Field(
        default=None, description="Day of each month and hour: first Tuesday 10:00."
    )
    skip: Months = Field(default=(), description="Months without an issue: 2026-08.")
    double: Annotated[Months, AfterValidator(schedule_text.doubles)] = Field(
        default=(), description="Months whose issue also counts for the next month."
    )


class ApprovalSettings(Table):
    """Who has to approve an issue."""

    people: Annotated[int, BeforeValidator(_whole(1, 5))] = Field(
        default=1, description="How many people approve each issue, told apart by their git address."
    )
    by_others: Annotated[bool, BeforeValidator(_true_or_false)] = Field(
        default=False, description="true: those who wrote the issue, by its git history, do not count."
    )
    days: Annotated[int, BeforeValidator(_whole(1, 366))] = Field(
        default=31, description="Days after which an approval is too old to send by."
    )


class DeliverySettings(Table):
    """How two machines are kept apart."""

    lock: Literal["git", "none"] = Field(
        default="git", description="git: who pushes a tag first sends, where there is a remote; none: no tag."
    )
    remote: Text = Field(default="", description="Name of the git remote that all machines share, such as origin.")


class Settings(Table):
    """All settings of a newsletter."""

    publication: Publication = Field(description="What the newsletter is.")
    sender: Sender = Field(description="Who the mail comes from.")
    address: Annotated[tuple[Text, ...], BeforeValidator(_address), Field(min_length=1)] = Field(
        description="Lines of the postal address printed in every mail."
    )
    style: Style = Field(default_factory=Style, description="How facts are printed.")
    provider: ProviderSettings = Field(default_factory=ProviderSettings, description="Who sends.")
    schedule: ScheduleSettings = Field(default_factory=ScheduleSettings, description="When issues are promised.")
    approval: ApprovalSettings = Field(default_factory=ApprovalSettings, description="Who has to approve.")
    delivery: DeliverySettings = Field(default_factory=DeliverySettings, description="How machines are kept apart.")
    audiences: Annotated[dict[str, AudienceSettings], AfterValidator(_audience_keys), Field(min_length=1)] = Field(
        description="Who gets the mail, one table each: [audiences.readers]."
    )


def read_settings(path: Path) -> Settings:
    """Return the settings of a newsletter.

    Args:
        path: The file `trax.toml`.

    Raises:
        SettingsError: If there is anything wrong in it; `findings` has every error.
        FileTrouble: If it cannot be read.
    """
    data = read_limited(path, limit_bytes=LARGEST_SETTINGS_BYTES)
    if data is None:
        raise _refusal((file_fault(SETTINGS_PATH, "is larger than 200 kB", hint="is this another kind of file?"),))
    text, findings = decode(data, path=SETTINGS_PATH)
    if text is None:
        raise _refusal(findings)
    settings, findings = parse_settings(text)
    if settings is None:
        raise _refusal(findings)
    return settings


def parse_settings(text: str) -> tuple[Settings | None, tuple[Finding, ...]]:
    """Return the settings that a TOML text holds, or None with every error at its line."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return None, (_not_toml(error, last_line=text.rstrip().count("\n") + 1),)
    places, names = toml_places(text, path=SETTINGS_PATH)
    secrets = tuple(_secrets(values, "", names))
    form = Form(values, places, names, Place(SETTINGS_PATH, 1), "the settings", code=CODE, cure="add {name} ({what})")
    settings, findings = validate(Settings, form)
    lines_with_secrets = {finding.place for finding in secrets}
    findings = (*secrets, *(finding for finding in findings if finding.place not in lines_with_secrets))
    if settings and settings.publication.audience not in settings.audiences:
        place = places.get("publication.audience", form.top)
        message = f"publication, audience: there is no audience {quoted(settings.publication.audience)}"
        hint = f"the audiences are: {one_of(settings.audiences)}"
        findings = (*findings, Finding(CODE, "error", place, message, hint=hint))
    return (None if findings else settings), tuple(sorted(findings, key=lambda finding: finding.place))


def _secrets(values: Mapping[str, Any], outer: str, names: Mapping[str, Place]) -> Iterator[Finding]:
    for key, value in values.items():
        name = f"{outer}.{key}" if outer else key
        if _SECRET.search(key.replace("-", "_")):
            place = names.get(name, Place(SETTINGS_PATH, 1))
            hint = (
                "take it out, make a new one at the provider, and give it through the environment: trax help settings"
            )
            yield Finding(
                CODE, "error", place, f"{quoted(key)}: a key or password does not belong into a file", hint=hint
            )
        elif isinstance(value, dict):
            yield from _secrets(value, name, names)


def _not_toml(error: Exception, *, last_line: int) -> Finding:
    """Return the complaint of the TOML reader in plain words."""
    said = str(error)
    match = _TOML_PLACE.search(said)
    place = (
        Place(SETTINGS_PATH, int(match[1]), int(match[2])) if match and match[1] else Place(SETTINGS_PATH, last_line)
    )
    if "overwrite" in said or "twice" in said:
        message, hint = "this setting is written twice", "keep one of the two"
    elif "Invalid value" in said:
        message, hint = "a text must stand in quotes here", 'write name = "text"'
    elif "Unterminated" in said or "Illegal character" in said:
        message, hint = "a text that begins before this place is not closed", "put a quote at its end, on the same line"
    elif "Expected '='" in said:
        message, hint = "the = after the name of the setting is missing", 'write name = "text"'
    elif match:
        message, hint = f"this cannot be read: {said[: match.start()].strip()}", "compare it with: trax help settings"
    else:
        message, hint = "a value in this file is not possible", "compare it with: trax help settings"
    return Finding(CODE, "error", place, message, hint=hint)


def _refusal(findings: tuple[Finding, ...]) -> SettingsError:
    return SettingsError(
        f"{SETTINGS_PATH} has {len(findings)} {'error' if len(findings) == 1 else 'errors'}",
        hint="correct the lines above, then repeat the command",
        findings=findings,
    )
