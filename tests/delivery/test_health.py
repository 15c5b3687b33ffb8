"""What a fact about the machine means for a send: status, words, cure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from trax.delivery import health
from trax.delivery.health import Health
from trax.errors import AuthError, ProviderError
from trax.providers._secrets import Origin
from trax.providers.base import Account, Audience

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SOUND = {"Jinja2": "3.1.6", "urllib3": "2.6.0"}


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        pytest.param((3, 11, 9), "3.11.10", id="3.11 before the cure"),
        pytest.param((3, 11, 10), "", id="3.11 with it"),
        pytest.param((3, 12, 4), "3.12.5", id="3.12 before the cure"),
        pytest.param((3, 12, 5), "", id="3.12 with it"),
        pytest.param((3, 13, 0), "", id="3.13"),
        pytest.param((3, 15, 0), "", id="one to come"),
    ],
)
def test_a_python_whose_email_library_has_the_fault_is_a_warning(version: tuple[int, int, int], wanted: str) -> None:
    found = health.python_health(version)
    assert found.status == ("warning" if wanted else "ok")
    assert found.cure == (f"update to Python {wanted} or newer" if wanted else "")
    assert ("trax writes its headers itself and is not hurt" in found.says) is bool(wanted)


@pytest.mark.parametrize(
    ("versions", "status", "said"),
    [
        pytest.param(SOUND, "ok", "Jinja2 3.1.6, urllib3 2.6.0", id="sound"),
        pytest.param({**SOUND, "urllib3": "2.5.12"}, "warning", "fill the memory", id="urllib3"),
        pytest.param({**SOUND, "Jinja2": "3.1.5"}, "warning", "run commands", id="Jinja2"),
        pytest.param({**SOUND, "urllib3": "10.0"}, "ok", "urllib3 10.0", id="numbers and not letters are compared"),
        pytest.param({**SOUND, "lxml": ""}, "FAIL", "not installed: lxml", id="missing"),
        pytest.param({"lxml": "6.1"}, "ok", "lxml 6.1", id="not asked for"),
    ],
)
def test_a_library_with_a_fault_that_can_hurt_is_named(versions: dict[str, str], status: str, said: str) -> None:
    found = health.library_health(versions)
    assert (found.status, said in found.says) == (status, True)
    assert bool(found.cure) is (status != "ok")


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        pytest.param("Europe/Zurich", NOW, "clocks go forward 1 h on 28 March 2027, 02:00", id="spring"),
        pytest.param(
            "Europe/Zurich",
            datetime(2026, 10, 25, 0, 59, 30, tzinfo=UTC),
            "clocks go back 1 h on 25 October 2026, 03:00",
            id="half a minute before",
        ),
        pytest.param(
            "Europe/Zurich",
            datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
            "clocks go forward 1 h on 28 March 2027, 02:00",
            id="at the moment itself",
        ),
        pytest.param("Australia/Lord_Howe", NOW, "clocks go back 0.5 h on 4 April 2027, 02:00", id="half an hour"),
        pytest.param("Africa/Nairobi", NOW, "its clocks do not change", id="never"),
    ],
)
def test_the_next_change_of_the_clocks_is_told_as_the_wall_clock_shows_it(
    zone: str, now: datetime, expected: str
) -> None:
    found = health.zone_health(zone, ZoneInfo(zone), release="2026a", now=now)
    assert found == Health("time zone", "ok", f"{zone}: {expected} (data of 2026a)")


@pytest.mark.parametrize(
    ("release", "status"),
    [("2026b", "ok"), ("2025b", "ok"), ("2024b", "warning"), ("1999a", "warning"), ("", "ok")],
)
def test_old_data_of_time_zones_are_a_warning(release: str, status: str) -> None:
    found = health.zone_health("Europe/Zurich", ZoneInfo("Europe/Zurich"), release=release, now=NOW)
    assert (found.status, "28 March 2027" in found.says) == (status, True)
    assert ("not known" in found.says) is (not release)


def test_a_zone_without_data_fails() -> None:
    found = health.zone_health("Europe/Zurich", None, release="", now=NOW)
    assert (found.status, found.exit_code, "tzdata" in found.cure) == ("FAIL", 1, True)


@pytest.mark.parametrize(
    ("free", "status", "code"),
    [(49_999_999, "FAIL", 4), (50_000_000, "warning", 0), (500_000_000, "ok", 0), (12_300_000_000, "ok", 0)],
)
def test_a_full_disk_fails_before_a_send_does(free: int, *, status: str, code: int) -> None:
    found = health.disk_health(free)
    assert (found.status, found.exit_code) == (status, code)


def test_free_room_is_told_in_a_unit_that_fits() -> None:
    assert [health.disk_health(free).says for free in (12_345_678_901, 612_000_000)] == ["12.3 GB free", "612 MB free"]


def test_a_folder_that_cannot_be_written_is_named() -> None:
    assert health.folder_health("/news", ()) == Health("folder", "ok", "/news")
    found = health.folder_health("/news", ("issues", "build"))
    assert (found.status, found.exit_code, "issues, build" in found.says) == ("FAIL", 4, True)


@pytest.mark.parametrize("disk", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "davfs"])
def test_a_ledger_on_a_network_disk_fails(disk: str) -> None:
    found = health.ledger_health(3, (), disk=disk)
    assert (found.status, found.exit_code, disk in found.says) == ("FAIL", 4, True)


@pytest.mark.parametrize(
    ("campaigns", "disk", "says"),
    [
        (0, "ext4", "nothing begun yet, on a local disk (ext4)"),
        (1, "fuseblk", "1 campaign, none in doubt, on a local disk (fuseblk)"),
        (2, "", "2 campaigns, none in doubt"),
    ],
)
def test_a_ledger_that_can_be_kept_says_what_it_holds(campaigns: int, *, disk: str, says: str) -> None:
    assert health.ledger_health(campaigns, (), disk=disk) == Health("ledger", "ok", says)


def test_a_doubtful_sending_leads_to_its_status() -> None:
    found = health.ledger_health(4, (48, 50), disk="ext4")
    assert (found.status, found.cure) == ("warning", "trax status 48")
    assert "issue 48, 50" in found.says


def test_keys_are_told_by_where_they_come_from() -> None:
    origins = (Origin("A", "the environment"), Origin("B", "the keyring"), Origin("C", "the environment"))
    assert health.key_health("x", origins).says == "A, C from the environment; B from the keyring"
    assert health.key_health("outbox", ()) == Health("key", "ok", "outbox needs none")


def test_what_a_provider_wants_known_is_a_line_each() -> None:
    found = health.provider_health("brevo", Account("UPR Info", ("the sender is not verified", "free plan")))
    assert [(one.status, one.says) for one in found] == [
        ("ok", "brevo: UPR Info"),
        ("warning", "the sender is not verified"),
        ("warning", "free plan"),
    ]


@pytest.mark.parametrize(
    ("skew", "status", "said"),
    [
        pytest.param(None, "not checked", "does not say", id="unknown"),
        pytest.param(0.2, "ok", "within 1 s", id="none"),
        pytest.param(-120.4, "ok", "within 120 s", id="the limit"),
        pytest.param(121.0, "warning", "2 minutes behind", id="slow"),
        pytest.param(-7300.0, "warning", "2 hours ahead of", id="fast"),
        pytest.param(400_000.0, "warning", "4 days behind", id="days"),
    ],
)
def test_a_clock_that_is_wrong_is_a_warning(skew: float | None, *, status: str, said: str) -> None:
    found = health.clock_health("listmonk", skew)
    assert (found.status, said in found.says) == (status, True)


@pytest.mark.parametrize(
    ("count", "is_default", "status"),
    [(412, True, "ok"), (1, True, "ok"), (0, True, "FAIL"), (0, False, "warning")],
)
def test_an_audience_without_readers_fails_where_issues_go_to_it(count: int, *, is_default: bool, status: str) -> None:
    found = health.audience_health(Audience("readers", "Readers", count), is_default=is_default)
    assert (found.status, f"Readers (readers): {count} reader" in found.says) == (status, True)
    assert found.says.endswith("reader") is (count == 1)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        pytest.param(("Rue de Varembé 3", "1202 Geneva"), "ok", id="whole"),
        pytest.param(("Geneva", "Switzerland"), "warning", id="no number"),
        pytest.param(("Rue de Varembé 3, 1202 Geneva",), "warning", id="one line"),
    ],
)
def test_an_address_without_street_or_postcode_is_a_warning(lines: tuple[str, ...], status: str) -> None:
    assert health.address_health(lines).status == status


@pytest.mark.parametrize(
    ("site", "answer", "status", "said"),
    [
        pytest.param("https://trax.example.org", 200, "warning", "placeholder", id="sample"),
        pytest.param("https://trax.upr-info.org", None, "not checked", "--online", id="not asked"),
        pytest.param("http://trax.upr-info.org", None, "warning", "no https", id="http"),
        pytest.param("https://trax.upr-info.org", 200, "ok", "answers", id="there"),
        pytest.param("https://trax.upr-info.org", 301, "ok", "answers", id="elsewhere"),
        pytest.param("https://trax.upr-info.org", 404, "warning", "answers with 404", id="empty"),
        pytest.param("https://example.org.upr-info.org", 200, "ok", "answers", id="no sample"),
    ],
)
def test_a_site_that_shows_no_picture_is_a_warning(site: str, answer: int | None, *, status: str, said: str) -> None:
    found = health.site_health(site, answer)
    assert (found.status, said in found.says) == (status, True)


def test_a_refusal_keeps_its_words_its_cure_and_its_exit_code() -> None:
    error = AuthError("listmonk", "GET /api/lists", "no", hint="look at the key")
    assert health.as_failure("provider", error) == Health(
        "provider", "FAIL", "listmonk: GET /api/lists: no", "look at the key", 3
    )
    without = health.as_failure("provider", ProviderError("listmonk", "GET", "no"), cure="look there")
    assert (without.cure, without.exit_code) == ("look there", 4)


OK = Health("disk", "ok", "x")
WARNING = Health("git", "warning", "x", "y")


@pytest.mark.parametrize(
    ("found", "code", "says"),
    [
        pytest.param((OK,), 0, "nothing stands against sending", id="ready"),
        pytest.param((OK, WARNING, WARNING), 0, "nothing stands against sending; 2 warnings", id="warnings"),
        pytest.param(
            (WARNING, health.fail("audience", "x", cure="y")),
            1,
            "1 thing stands against sending (audience); 1 warning",
            id="one",
        ),
        pytest.param(
            (health.fail("key", "x", cure="y", exit_code=3), health.fail("ledger", "x", cure="y", exit_code=4)),
            4,
            "2 things stand against sending (key, ledger)",
            id="the worst decides",
        ),
        pytest.param(
            (OK, Health("newsletter", "not checked", "x")),
            0,
            "of the machine alone: nothing stands against sending",
            id="no newsletter",
        ),
    ],
)
def test_the_end_names_what_stands_against_sending(found: tuple[Health, ...], code: int, says: str) -> None:
    assert (health.worst_code(found), health.summary(found)) == (code, says)
