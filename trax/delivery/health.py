"""Is this machine ready to send: what each fact about it means, as one line and one cure.

Pure: facts in, a `Health` out. What mails need of the sender's domain stands in `health_mail`.

Source: CVE-2024-6923 (cured in Python 3.11.10 and 3.12.5), CVE-2025-66418 and CVE-2025-66471 (urllib3 2.6.0),
CVE-2025-27516 (Jinja2 3.1.6), read 2026-11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from trax.errors import TraxError
    from trax.providers._secrets import Origin
    from trax.providers.base import Account, Audience

Status = Literal["ok", "warning", "FAIL", "not checked"]
STATUSES: tuple[Status, ...] = ("ok", "warning", "FAIL", "not checked")
# First version of each minor one whose email library keeps a subject from adding headers; from 3.13 on, all do.
CURED_PYTHONS = {(3, 11): 10, (3, 12): 5}
# Library, first version without the fault, what the fault can do to trax.
LIBRARY_FAULTS = (
    ("urllib3", (2, 6, 0), "a server's packed answer can fill the memory (CVE-2025-66418, CVE-2025-66471)"),
    ("Jinja2", (3, 1, 6), "a template from elsewhere can run commands (CVE-2025-27516)"),
)
LEAST_FREE_BYTES = 50_000_000
LITTLE_FREE_BYTES = 500_000_000
SKEW_LIMIT_S = 120
DAYS_AHEAD = 400
NEWSLETTER = "newsletter"
# On these SQLite's locks do not hold what they promise, and two machines would write one ledger.
NETWORK_DISKS = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|afs|ceph|gluster\w*|lustre|fuse\.(sshfs|rclone|s3fs|gvfsd-fuse)|davfs2?"
)
# RFC 2606 and 6761: these belong to nobody.
PLACEHOLDER = re.compile(r"(.*\.)?(example(\.(com|net|org))?|test|invalid|localhost)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Health:
    """One thing that a send needs.

    Attributes:
        says: What was found, on one line.
        cure: What to type or to do; empty where nothing has to be done.
        exit_code: What the command ends with if nothing is worse; 0 unless the status is FAIL.
    """

    topic: str
    status: Status
    says: str
    cure: str = ""
    exit_code: int = 0


def fail(topic: str, says: str, *, cure: str, exit_code: int = 1) -> Health:
    """Return what stands against sending."""
    return Health(topic, "FAIL", says, cure, exit_code)


def as_failure(topic: str, error: TraxError, *, cure: str = "mend that, then: trax doctor") -> Health:
    """Return a refusal as what stands against sending, with the exit code that the refusal has everywhere.

    Args:
        cure: For a refusal that names none itself.
    """
    return Health(topic, "FAIL", error.message, error.hint or cure, error.exit_code)


def worst_code(found: Iterable[Health]) -> int:
    """Return the exit code: 0 when nothing fails, else the highest of those that do."""
    return max((health.exit_code for health in found), default=0)


def summary(found: Sequence[Health]) -> str:
    """Return `nothing stands against sending; 1 warning`, or what does: `2 things … (key, ledger)`."""
    fails = [health.topic for health in found if health.status == "FAIL"]
    warnings = sum(health.status == "warning" for health in found)
    count = "nothing stands" if not fails else "1 thing stands" if len(fails) == 1 else f"{len(fails)} things stand"
    named = f" ({', '.join(dict.fromkeys(fails))})" if fails else ""
    told = f"; {warnings} warning{'s' * (warnings > 1)}" if warnings else ""
    is_machine_alone = any((health.topic, health.status) == (NEWSLETTER, "not checked") for health in found)
    return f"{'of the machine alone: ' if is_machine_alone else ''}{count} against sending{named}{told}"


def python_health(version: tuple[int, int, int]) -> Health:
    """Return whether the email library of this Python has a known fault, and whom it hurts."""
    shown = ".".join(map(str, version))
    cured = CURED_PYTHONS.get(version[:2])
    if cured is None or version[2] >= cured:
        return Health("Python", "ok", shown)
    wanted = f"{version[0]}.{version[1]}.{cured}"
    return Health(
        "Python",
        "warning",
        f"{shown}: its email library lets a subject smuggle in headers (CVE-2024-6923); trax writes its headers "
        "itself and is not hurt, other programs may be",
        f"update to Python {wanted} or newer",
    )


def library_health(versions: Mapping[str, str]) -> Health:
    """Return whether a library has a fault that can hurt trax; `versions` by name, empty for one that is missing."""
    missing = [name for name, version in versions.items() if not version]
    if missing:
        return fail("libraries", f"not installed: {', '.join(missing)}", cure=f"pip install {' '.join(missing)}")
    for name, cured, harm in LIBRARY_FAULTS:
        version = versions.get(name, "")
        if version and _numbers(version) < cured:
            wanted = ".".join(map(str, cured))
            cure = f'pip install --upgrade "{name}>={wanted}"'
            return Health("libraries", "warning", f"{name} {version}: {harm}", cure)
    return Health("libraries", "ok", ", ".join(f"{name} {version}" for name, version in versions.items()))


def zone_health(zone: str, rules: tzinfo | None, *, release: str, now: datetime) -> Health:
    """Return whether the newsletter's time zone is known here, how old its rules are, when its clocks change next.

    Args:
        rules: The zone; None when this machine has no data of it.
        release: Release of the data, such as `2025b`; empty when it cannot be known.
    """
    if rules is None:
        cure = "install the package tzdata of your system, or: pip install tzdata"
        return fail("time zone", f"this machine has no data of {zone}", cure=cure)
    change = next_change(rules, now)
    told = "its clocks do not change" if change is None else _change_in_words(change, rules)
    if not release:
        return Health("time zone", "ok", f"{zone}: {told} (the age of the data is not known)")
    if int(release[:4]) < now.year - 1:
        cure = "update the package tzdata of your system, or: pip install --upgrade tzdata"
        says = f"{zone}: the data are of {release}; a rule may have changed since. By them {told}"
        return Health("time zone", "warning", says, cure)
    return Health("time zone", "ok", f"{zone}: {told} (data of {release})")


def next_change(rules: tzinfo, now: datetime) -> datetime | None:
    """Return the moment, UTC, at which the zone's distance to UTC changes next, to the minute; None if it does not."""
    start = now.astimezone(UTC).replace(second=0, microsecond=0)
    offset = start.astimezone(rules).utcoffset()
    for day in range(DAYS_AHEAD):
        early, late = start + timedelta(days=day), start + timedelta(days=day + 1)
        if late.astimezone(rules).utcoffset() == offset:
            continue
        while late - early > timedelta(minutes=1):
            middle = early + timedelta(minutes=(late - early) // timedelta(minutes=2))
            early, late = (middle, late) if middle.astimezone(rules).utcoffset() == offset else (early, middle)
        return late
    return None


def disk_health(free_bytes: int) -> Health:
    """Return whether the disk has room for what a send writes."""
    shown = f"{free_bytes / 1e9:.1f} GB free" if free_bytes >= 1e9 else f"{free_bytes / 1e6:.0f} MB free"  # noqa: PLR2004 - units
    if free_bytes < LEAST_FREE_BYTES:
        return fail("disk", shown, cure="make room: the ledger has to be written before anything is sent", exit_code=4)
    if free_bytes < LITTLE_FREE_BYTES:
        return Health("disk", "warning", shown, "make room before the next issue")
    return Health("disk", "ok", shown)


def folder_health(root: str, unwritable: Sequence[str]) -> Health:
    """Return whether trax may write where it has to; `unwritable` names the folders where it may not."""
    if unwritable:
        says = f"cannot be written: {', '.join(unwritable)}"
        return fail("folder", says, cure="give yourself the right to write there", exit_code=4)
    return Health("folder", "ok", root)


def ledger_health(campaigns: int, doubtful: Sequence[int], *, disk: str) -> Health:
    """Return whether the ledger can be kept and holds nothing that waits for a person.

    Args:
        doubtful: Numbers of the issues of which nobody knows how a sending ended.
        disk: What kind of disk it lies on, as the system calls it; empty when that cannot be known.
    """
    if NETWORK_DISKS.fullmatch(disk):
        says = f"lies on a network disk ({disk}), where two machines could write it at once"
        return fail("ledger", says, cure="move the newsletter's folder to a disk of this machine", exit_code=4)
    if doubtful:
        shown = ", ".join(map(str, doubtful))
        cure = f"trax status {doubtful[0]}"
        return Health("ledger", "warning", f"how the sending ended is not clear: issue {shown}", cure)
    kept = f"{campaigns} campaign{'s' * (campaigns != 1)}, none in doubt" if campaigns else "nothing begun yet"
    return Health("ledger", "ok", f"{kept}, on a local disk ({disk})" if disk else kept)


def key_health(provider: str, origins: Sequence[Origin]) -> Health:
    """Return where user and key come from; no word of what they are."""
    if not origins:
        return Health("key", "ok", f"{provider} needs none")
    places = dict.fromkeys(origin.where for origin in origins)
    names = {where: ", ".join(origin.name for origin in origins if origin.where == where) for where in places}
    return Health("key", "ok", "; ".join(f"{found} from {where}" for where, found in names.items()))


def provider_health(provider: str, account: Account) -> tuple[Health, ...]:
    """Return whose account the key opens, and a line for each thing the provider wants known about it."""
    is_named = account.name.startswith(provider)
    found = Health("provider", "ok", account.name if is_named else f"{provider}: {account.name}")
    notes = (Health("provider", "warning", note, "look at it there before you send") for note in account.notes)
    return (found, *notes)


def clock_health(provider: str, skew_s: float | None) -> Health:
    """Return whether this machine's clock agrees with the provider's."""
    if skew_s is None:
        return Health("clock", "not checked", f"{provider} does not say what time it is")
    seconds = round(abs(skew_s))
    if seconds <= SKEW_LIMIT_S:
        return Health("clock", "ok", f"within {max(seconds, 1)} s of {provider}'s")
    way = "behind" if skew_s > 0 else "ahead of"
    says = f"{_duration(seconds)} {way} {provider}'s; an issue would go out at another time than planned"
    return Health("clock", "warning", says, "let this machine set its clock from the network (NTP)")


def audience_health(audience: Audience, *, is_default: bool) -> Health:
    """Return whether an audience has readers; that of the publication must."""
    says = f"{audience.name} ({audience.id}): {audience.count} reader{'s' * (audience.count != 1)}"
    if audience.count:
        return Health("audience", "ok", says)
    cure = "add readers to its list, or name another audience in issues/trax.toml"
    return fail("audience", says, cure=cure) if is_default else Health("audience", "warning", says, cure)


def address_health(lines: Sequence[str]) -> Health:
    """Return whether the postal address looks like one: more than a line, and a number of a house or a town."""
    shown = ", ".join(lines)
    if len(lines) > 1 and any(letter.isdecimal() for letter in shown):
        return Health("address", "ok", shown)
    cure = 'in issues/trax.toml: address = ["Street 1", "1200 Geneva", "Switzerland"]'
    return Health("address", "warning", f"{shown}: street or postcode is missing; mails must say where you are", cure)


def site_health(site: str, status: int | None) -> Health:
    """Return whether readers' mail programs will get the pictures; `status` is the site's answer, None if not asked."""
    if is_placeholder(site):
        cure = "in issues/trax.toml, [publication]: site = the address of your web archive"
        return Health("site", "warning", f"{site} is a placeholder; links and pictures of the mail lead nowhere", cure)
    if not site.startswith("https://") and status is None:
        says = f"{site} has no https; many mail programs show no picture from there"
        return Health("site", "warning", says, "put the archive on https, and site in issues/trax.toml")
    if status is None:
        return Health("site", "not checked", f"{site}: asked with --online")
    if status // 100 in {2, 3}:
        return Health("site", "ok", f"{site} answers")
    return Health("site", "warning", f"{site} answers with {status}", "put the archive there: trax archive")


def is_placeholder(site: str) -> bool:
    """Return whether the address is one that belongs to nobody, as in the settings of a newsletter just begun."""
    return PLACEHOLDER.fullmatch(urlsplit(site).hostname or "") is not None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _change_in_words(change: datetime, rules: tzinfo) -> str:
    """Return `clocks go forward 1 h on 28 March 2027, 02:00`; the time is the one on the wall just before."""
    before, after = ((change + timedelta(minutes=gap)).astimezone(rules) for gap in (-1, 0))
    zero = timedelta()
    step = (after.utcoffset() or zero) - (before.utcoffset() or zero)
    way = "forward" if step > zero else "back"
    wall = before + timedelta(minutes=1)
    return f"clocks go {way} {abs(step) / timedelta(hours=1):g} h on {wall.day} {wall:%B %Y, %H:%M}"


def _duration(seconds: int) -> str:
    for unit_s, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 2 * unit_s:
            return f"{seconds // unit_s} {unit}s"
    return f"{seconds} seconds"  # pragma: no cover - nobody asks below two minutes
