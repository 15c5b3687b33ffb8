"""What this machine is made of, read from it as it is."""

from __future__ import annotations

import sys
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from trax.delivery import machine_facts
from trax.delivery.machine_facts import disk_kind, library_version, parse_mounts, zone_release, zone_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/ana/My\\040disk xfs rw 0 0
//nas/x /mnt/x cifs rw 0 0
tmpfs /mnt/x tmpfs rw 0 0
odd line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/news", "ext4"),
        ("/home/ana/news", "nfs4"),
        ("/home/ana/My disk/news", "xfs"),
        ("/homeless", "ext4"),
        ("/mnt/x/news", "tmpfs"),
    ],
)
def test_a_folder_lies_on_the_nearest_disk_above_it(folder: str, kind: str) -> None:
    assert parse_mounts(MOUNTS, Path(folder)) == kind


def test_a_folder_on_no_disk_of_the_list_has_no_kind() -> None:
    assert parse_mounts("", Path("/news")) == ""


def test_a_system_without_a_list_of_disks_has_no_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_facts, "MOUNTS", tmp_path / "none")
    assert disk_kind(tmp_path) == ""


def test_a_library_that_is_not_there_has_no_version() -> None:
    assert library_version("click").split(".")[0].isdecimal()
    assert library_version("a-library-that-nobody-wrote") == ""


@pytest.fixture
def zones(tmp_path: Path) -> Iterator[Path]:
    """A folder of time zones of our own, in place of the system's."""
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    (tmp_path / "Test").mkdir()
    yield tmp_path
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.parametrize("zone", ["Test/Nowhere", "../etc/passwd", "", "Test"])
def test_a_zone_that_is_not_there_has_no_rules(zones: Path, zone: str) -> None:
    assert zones.is_dir()
    assert zone_rules(zone) is None


def test_a_zone_that_is_there_has_rules() -> None:
    assert zone_rules("Europe/Zurich") is not None


@pytest.mark.parametrize(
    ("name", "text", "release"),
    [
        pytest.param("tzdata.zi", "# version 2025b\n# This zic input", "2025b", id="Linux"),
        pytest.param("+VERSION", "2026a\n", "2026a", id="macOS"),
        pytest.param("tzdata.zi", "# version unknown-dirty\n", "", id="unknown"),
        pytest.param("other", "2026a", "", id="no such file"),
    ],
)
def test_the_release_of_the_data_is_read_where_systems_write_it(
    zones: Path, name: str, *, text: str, release: str
) -> None:
    (zones / "Test" / "Zone").write_bytes(b"TZif")
    (zones / name).write_text(text)
    assert zone_release("Test/Zone") == release


def test_the_release_is_that_of_the_package_where_the_system_has_no_data(
    zones: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = zones / "packages"
    package.mkdir()
    (package / "tzdata.py").write_text('IANA_VERSION = "2026c"\n')
    monkeypatch.syspath_prepend(str(package))
    # Set first, so that the fake that is imported in its place goes again with this test.
    monkeypatch.setitem(sys.modules, "tzdata", None)
    monkeypatch.delitem(sys.modules, "tzdata")
    assert zone_release("Test/Elsewhere") == "2026c"
    monkeypatch.setattr("tzdata.IANA_VERSION", "newest")
    assert zone_release("Test/Elsewhere") == ""
    monkeypatch.setitem(sys.modules, "tzdata", None)
    assert zone_release("Test/Elsewhere") == ""
