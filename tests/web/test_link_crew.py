"""Many links at once, on real servers: few at a time, each once, and nothing said when there is no network."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.web.sites import CALM, HURRIED
from trax.web import link_crew
from trax.web.link_crew import Crew, look_at_links
from trax.web.patience import Patience, Surroundings
from trax.web.public import Network

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.web.sites import Sites
    from trax.web.links import LinkResult

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SITE = "http://site.example.org"


def look(
    sites: Sites,
    *addresses: str,
    elsewhere: Mapping[str, str] | None = None,
    crew: Crew | None = None,
    network: Network | None = None,
    patience: Patience = CALM,
) -> dict[str, LinkResult]:
    found = look_at_links(
        addresses,
        network=network or sites.network(elsewhere=elsewhere),
        patience=patience,
        crew=crew,
        surroundings=Surroundings(now=lambda: NOW),
    )
    return {result.url: result for result in found}


def outcomes(results: Iterable[LinkResult]) -> list[str]:
    return [result.outcome for result in results]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ok", "ok"),
        ("/head-405", "ok"),
        ("/head-404", "ok"),
        ("/head-hang", "ok"),
        ("/head-rst", "ok"),
        ("/head-nonsense", "ok"),
        ("/once-500", "ok"),
        ("/once-rst", "ok"),
        ("/drip", "ok"),
        ("/huge", "ok"),
        ("/found-at//ok", "ok"),
        ("/see//ok", "ok"),
        ("/for-now-at/https://other.example.org/ok", "unreachable"),
        ("/raw-location", "ok"),
        ("/moved-to//ok", "moved"),
        ("/moved-for-good-to//found-at//ok", "moved"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/moved-to//404", "gone"),
        ("/401", "refused"),
        ("/403", "refused"),
        ("/429", "refused"),
        ("/999", "refused"),
        ("/on/1", "refused"),
        ("/found-at/mailto:a@example.org", "refused"),
        ("/500", "failing"),
        ("/503", "failing"),
        ("/hang", "unreachable"),
        ("/drip-header", "unreachable"),
        ("/rst", "unreachable"),
        ("/100s", "unreachable"),
        ("/endless-header", "unreachable"),
        ("/found-at/http://10.0.0.1/", "not-public"),
        ("/found-at/http://169.254.169.254/latest/meta-data/", "not-public"),
    ],
)
def test_what_is_found_at_an_address(sites: Sites, path: str, expected: str) -> None:
    is_slow = "hang" in path or "drip-header" in path
    (result,) = look(sites, f"{SITE}{path}", patience=HURRIED if is_slow else CALM).values()
    assert (result.url, result.outcome, result.checked_at) == (f"{SITE}{path}", expected, NOW)


def test_a_site_of_which_no_certificate_is_believed(safe_sites: Sites) -> None:
    (result,) = look(safe_sites, "https://safe.example.org/ok").values()
    assert (result.outcome, "self-signed" in result.reason) == ("untrusted", True)


def test_a_name_that_nobody_knows(sites: Sites) -> None:
    (result,) = look(sites, f"{SITE}/ok", elsewhere={"site.example.org": ""}).values()
    assert (result.outcome, result.reason) == ("unreachable", "its name is not known")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433"])
def test_this_machine_is_not_asked(sites: Sites, host: str) -> None:
    (result,) = look(sites, f"http://{host}:{sites.port}/ok", network=Network()).values()
    assert result.outcome in {"not-public", "unreachable"}
    assert sites.asked == []


def test_a_redirect_to_this_machine_is_not_followed(sites: Sites) -> None:
    """The first site is let in as if it were public; the guard judges the second one like any other."""
    network = sites.network(elsewhere={"inside.example.org": "192.168.1.1"})
    (result,) = look(sites, f"{SITE}/found-at/http://inside.example.org/admin", network=network).values()
    assert (result.outcome, result.final_url) == ("not-public", "http://inside.example.org/admin")
    assert [host for _, host, _ in sites.asked] == ["site.example.org"]


def test_an_address_that_cannot_be_asked_for_is_said_so(sites: Sites) -> None:
    (result,) = look(sites, "https://me:secret@x.org/").values()
    assert (result.outcome, result.reason) == ("unreachable", "it is no address that can be asked")


def test_each_address_is_asked_once_whatever_follows_the_hash(sites: Sites) -> None:
    results = look(sites, f"{SITE}/ok", f"{SITE}/ok#a", f"{SITE}/ok#b", f"{SITE}/ok")
    assert list(results) == [f"{SITE}/ok"]
    assert sites.asked == [("HEAD", "site.example.org", "/ok")]


def test_two_hundred_links_are_asked_for_eight_at_a_time_and_two_at_a_site(sites: Sites) -> None:
    """The first eight of them wait for each other, so that eight were there at once."""
    sites.together = threading.Barrier(8)
    addresses = [f"http://site{number % 10}.example.org/page/{number}" for number in range(192)]
    first = [f"http://site{number % 4}.example.org/together/{number}" for number in range(8)]
    results = look(sites, *first, *addresses)
    assert len(results) == 200
    assert set(outcomes(results.values())) == {"ok"}
    assert sites.most.pop("") == 8
    assert max(sites.most.values()) == 2
    assert len(sites.asked) == 200


def test_a_site_is_spared_by_links_that_are_sent_on_to_it_too(sites: Sites) -> None:
    target = "http://one.example.org/page"
    results = look(sites, *(f"http://site{number}.example.org/moved-to/{target}/{number}" for number in range(30)))
    assert set(outcomes(results.values())) == {"moved"}
    assert sites.most["one.example.org"] <= 2


def test_the_size_of_the_crew_can_be_chosen(sites: Sites) -> None:
    look(sites, *(f"http://site{number}.example.org/{number}" for number in range(20)), crew=Crew(total=1))
    assert sites.most[""] == 1


def test_without_a_network_nothing_is_said_of_any_link(sites: Sites) -> None:
    hosts = [f"site{number}.example.org" for number in range(link_crew.FEWEST_SILENT)]
    nowhere = dict.fromkeys(hosts, "")
    assert look(sites, *(f"http://{host}/" for host in hosts), elsewhere=nowhere) == {}


def test_a_look_is_given_up_when_nobody_answers_for_long(sites: Sites) -> None:
    asked = []

    def resolve(host: str, port: int) -> tuple[()]:  # noqa: ARG001 - any port is like any other
        asked.append(host)
        return ()

    addresses = [f"http://site{number}.example.org/" for number in range(500)]
    assert look(sites, *addresses, network=Network(resolve=resolve)) == {}
    assert len(set(asked)) <= 3 * link_crew.ENOUGH_SILENT


def test_dead_sites_are_dead_once_anybody_has_answered(sites: Sites) -> None:
    """Names that are not known come back sooner than pages do."""
    hosts = [f"dead{number}.example.org" for number in range(5)]
    nowhere = dict.fromkeys(hosts, "")
    results = look(sites, *(f"http://{host}/" for host in hosts), f"{SITE}/ok", elsewhere=nowhere)
    assert sorted(outcomes(results.values())) == ["ok", *["unreachable"] * 5]


def test_a_private_address_is_no_sign_of_a_network(sites: Sites) -> None:
    nowhere = {f"dead{number}.example.org": "" for number in range(3)}
    results = look(sites, *(f"http://{host}/" for host in nowhere), "http://10.0.0.1/", elsewhere=nowhere)
    assert outcomes(results.values()) == ["not-public"]


def test_all_questions_about_a_link_share_its_time(sites: Sites) -> None:
    clock = iter(range(1_000_000))
    world = Surroundings(monotonic=lambda: next(clock) * 0.2, now=lambda: NOW)
    found = look_at_links([f"{SITE}/on/1"], network=sites.network(), patience=HURRIED, surroundings=world)
    assert outcomes(found) == ["unreachable"]
    assert len(sites.asked) < 3


def test_there_is_a_pause_before_a_link_is_asked_anew(sites: Sites) -> None:
    pauses: list[float] = []
    world = Surroundings(sleep=pauses.append, now=lambda: NOW)
    list(look_at_links([f"{SITE}/500", f"{SITE}/404", f"{SITE}/ok"], network=sites.network(), surroundings=world))
    assert pauses == [link_crew.PATIENCE.pause_s]


def test_what_was_not_foreseen_is_raised_where_somebody_sees_it(sites: Sites) -> None:
    def monotonic() -> float:
        raise RuntimeError("a bug")

    found = look_at_links([f"{SITE}/ok"], network=sites.network(), surroundings=Surroundings(monotonic=monotonic))
    with pytest.raises(RuntimeError, match="a bug"):
        next(found)


def test_results_come_as_they_are_known(sites: Sites) -> None:
    """Whoever breaks off keeps what is there."""
    found = look_at_links([f"{SITE}/ok", f"{SITE}/hang"], network=sites.network(), patience=HURRIED)
    assert next(found).url == f"{SITE}/ok"


def test_a_walk_keeps_the_order_of_its_steps(sites: Sites) -> None:
    look(sites, f"{SITE}/found-at//see//for-now-at//ok")
    paths = [path for _, _, path in sites.asked]
    assert all(len(after) < len(before) for before, after in pairwise(paths))
