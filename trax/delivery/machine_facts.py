"""What this machine is made of, as far as a send depends on it: libraries, time zones, the kind of disk."""

from __future__ import annotations

import importlib.metadata
import re
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

# Where systems write the release of their time-zone data; a first line such as `# version 2025b`, or `2025b` alone.
ZONE_VERSIONS = ("+VERSION", "tzdata.zi")
RELEASE = re.compile(r"(?:# version )?(\d{4}[a-z]{1,2})\b")
FIRST_LINE_BYTES = 40
MOUNTS = Path("/proc/self/mounts")
FIELDS_OF_MOUNT = 4


def library_version(name: str) -> str:
    """Return the version of an installed library; empty for one that is not."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def zone_rules(zone: str) -> tzinfo | None:
    """Return the rules of a time zone, or None when this machine has none of it."""
    try:
        return zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_release(zone: str) -> str:
    """Return the release of the data that the rules of a zone come from: `2025b`; empty where nothing tells it."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / zone).is_file():
            found = (RELEASE.match(_first_line(folder / name)) for name in ZONE_VERSIONS)
            return next((match[1] for match in found if match), "")
    # Only what the system does not have is taken from the package of that name.
    try:
        import tzdata  # noqa: PLC0415 - needed where the system has no data alone
    except ImportError:
        return ""
    known = RELEASE.match(str(tzdata.IANA_VERSION))
    return known[1] if known else ""


def disk_kind(folder: Path) -> str:
    """Return what the system calls the kind of disk that a folder lies on: `ext4`, `nfs4`; empty if it does not say."""
    try:
        mounts = MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    return parse_mounts(mounts, folder.resolve())


def parse_mounts(mounts: str, folder: Path) -> str:
    """Return the kind of disk of a folder by a list of mounts as Linux prints it; empty when none holds it."""
    kind, depth = "", 0
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < FIELDS_OF_MOUNT:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        # Of two on one place, the later one lies above.
        if folder.is_relative_to(place) and len(place.parts) >= depth:
            kind, depth = fields[2], len(place.parts)
    return kind


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(FIRST_LINE_BYTES).decode("ascii", "replace")
    except OSError:
        return ""
