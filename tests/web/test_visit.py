"""One question to one address, on sites that are slow, endless, cut off or no websites at all."""

from __future__ import annotations

import ssl
import threading
from typing import TYPE_CHECKING, Literal

import pytest

from tests.web.sites import CALM, HURRIED
from trax import __version__
from trax.web.links import Answer, NoAnswer
from trax.web.patience import Deadline
from trax.web.public import NO_NAME, NOBODY, TOO_SLOW, Network
from trax.web.visit import BROKEN_OFF, NO_HTTP, NO_SECRECY, _browsers_trust, visit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.sites import Sites

SITE = "http://site.example.org"


def ask(address: str, network: Network, method: Literal["HEAD", "GET"] = "GET") -> Answer | NoAnswer:
    patience = HURRIED if "hang" in address or "drip-header" in address else CALM
    deadline = Deadline(Deadline(0).monotonic() + patience.total_s)
    return visit(address, method, network=network, patience=patience, deadline=deadline)


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ok", Answer(200)),
        ("", Answer(200)),
        ("/404", Answer(404)),
        ("/999", Answer(999)),
        ("/moved-to/https://x.org/a", Answer(301, "https://x.org/a")),
        ("/raw-location", Answer(302, "/é/page?q=é")),
        ("/drip", Answer(200)),
        ("/huge", Answer(200)),
        ("/drip-header", TOO_SLOW),
        ("/hang", TOO_SLOW),
        ("/rst", BROKEN_OFF),
        ("/nonsense", NO_HTTP),
        ("/short", NO_HTTP),
        ("/endless-header", NO_HTTP),
        ("/100s", NO_HTTP),
    ],
)
def test_what_a_site_answers(
    sites: Sites, method: Literal["HEAD", "GET"], path: str, expected: Answer | NoAnswer
) -> None:
    assert ask(f"{SITE}{path}", sites.network(), method) == expected


def test_a_request_is_polite_and_carries_nothing_of_ours(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    ask(f"{SITE}/ok?a=1&b=2", sites.network())
    assert sites.asked == [("GET", "site.example.org", "/ok?a=1&b=2")]
    (headers,) = sites.headers
    assert headers.pop("user-agent").startswith(f"Mozilla/5.0 (compatible; trax/{__version__};")
    assert sorted(headers) == ["accept", "accept-encoding", "accept-language", "connection", "host"]


def test_a_port_stands_beside_the_name_of_the_site(sites: Sites) -> None:
    ask("http://site.example.org:8080/ok", sites.network())
    assert sites.asked == [("GET", "site.example.org:8080", "/ok")]


def test_a_name_that_nobody_knows(sites: Sites) -> None:
    assert ask(f"{SITE}/ok", sites.network(elsewhere={"site.example.org": ""})) == NO_NAME


def test_a_port_on_which_nobody_listens(sites: Sites) -> None:
    network = sites.network()
    sites.port = 1
    assert ask(f"{SITE}/ok", network) == NOBODY


@pytest.mark.parametrize("address", ["http://site.example.org:99999/", "http://[::1/", "http://a:b/"])
def test_an_address_that_is_none(sites: Sites, address: str) -> None:
    assert ask(address, sites.network()) == NO_HTTP


def test_a_deadline_that_is_over_asks_nobody(sites: Sites) -> None:
    late = Deadline(0, lambda: 1)
    assert visit(f"{SITE}/ok", "GET", network=sites.network(), patience=HURRIED, deadline=late) == TOO_SLOW
    assert sites.asked == []


def test_a_certificate_that_nobody_believes(safe_sites: Sites) -> None:
    answer = ask("https://safe.example.org/ok", safe_sites.network())
    assert isinstance(answer, NoAnswer)
    assert answer.outcome == "untrusted"
    assert answer.why == "its certificate is not one to trust (self-signed certificate)"
    assert safe_sites.asked == []


def test_a_certificate_of_another_site(safe_sites: Sites, certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    answer = ask("https://other.example.org/ok", safe_sites.network(trust=trust))
    assert isinstance(answer, NoAnswer)
    assert "other.example.org" in answer.why


@pytest.mark.parametrize("host", ["safe.example.org", "safe.example.org."])
def test_a_certificate_that_is_believed(safe_sites: Sites, certificate: Path, host: str) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    assert ask(f"https://{host}/ok", safe_sites.network(trust=trust)) == Answer(200)
    assert safe_sites.asked == [("GET", host, "/ok")]


def test_a_site_that_speaks_in_the_open_where_a_secret_is_expected(sites: Sites) -> None:
    assert ask("https://site.example.org/ok", sites.network()) == NO_SECRECY


def test_browsers_authorities_are_believed() -> None:
    assert len(_browsers_trust().get_ca_certs()) > 50


def test_nothing_is_left_open(sites: Sites) -> None:
    """A socket that is left to the garbage collector is a ResourceWarning, and so an error here."""
    before = threading.active_count()
    for path in ("/ok", "/rst", "/nonsense", "/hang"):
        ask(f"{SITE}{path}", sites.network())
    sites.closing.set()
    assert threading.active_count() <= before + 4
