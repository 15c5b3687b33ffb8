"""Questions to the DNS, answered by a real server on this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import dns.resolver
import pytest

from tests.providers import fake_dns
from trax.errors import Unavailable, UsageError
from trax.providers import _dns
from trax.providers._dns import open_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.providers._dns import Resolver

LONG = "v=spf1 " + " ".join(f"ip4:192.0.2.{number}" for number in range(30)) + " -all"
ZONE = {
    "example.org": ["v=spf1 -all", "other=1"],
    "long.example.org": [LONG],
    "bare.example.org": [],
    "_dmarc.example.org": ["v=DMARC1; p=none", "nonsense"],
    "k1._domainkey.example.org": ["k=rsa; p=AAAA"],
}


@pytest.fixture
def server() -> Iterator[fake_dns.Server]:
    with fake_dns.serve_dns(ZONE, broken=["broken.example.org"], silent=["silent.example.org"]) as serving:
        yield serving


@pytest.fixture
def resolver(server: fake_dns.Server, monkeypatch: pytest.MonkeyPatch) -> Resolver:
    monkeypatch.setattr(_dns, "PATIENCE_S", 0.2)
    opened = open_resolver(server.address)
    assert opened is not None
    return opened


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        pytest.param("example.org", {"v=spf1 -all", "other=1"}, id="several records"),
        pytest.param("long.example.org", {LONG}, id="a record in pieces"),
        pytest.param("bare.example.org", set(), id="a name without records"),
        pytest.param("nobody.example.org", set(), id="no such name"),
    ],
)
def test_the_records_of_a_name(resolver: Resolver, name: str, texts: set[str]) -> None:
    assert set(resolver.texts(name)) == texts


@pytest.mark.parametrize(
    ("name", "is_there"),
    [("_domainkey.example.org", True), ("_domainkey.long.example.org", False), ("example.org", True)],
)
def test_a_name_is_there_when_one_below_it_is(resolver: Resolver, name: str, *, is_there: bool) -> None:
    assert resolver.has_name(name) is is_there


def test_a_policy_is_looked_for_at_the_domain_and_then_above_it(resolver: Resolver, server: fake_dns.Server) -> None:
    assert resolver.find_policy("a.news.example.org") == ("example.org", ("v=DMARC1; p=none",))
    assert server.asked == ["_dmarc.a.news.example.org", "_dmarc.news.example.org", "_dmarc.example.org"]


def test_a_domain_without_a_policy_is_not_looked_for_at_the_top(resolver: Resolver, server: fake_dns.Server) -> None:
    assert resolver.find_policy("example.net") == ("example.net", ())
    assert server.asked == ["_dmarc.example.net"]


@pytest.mark.parametrize("name", ["broken.example.org", "silent.example.org"])
def test_no_answer_is_told_from_no_record(resolver: Resolver, name: str) -> None:
    with pytest.raises(Unavailable, match=f"TXT {name}: no server answers"):
        resolver.texts(name)


def test_a_name_that_no_question_can_carry_is_one_line(resolver: Resolver) -> None:
    with pytest.raises(Unavailable, match="it cannot be asked"):
        resolver.texts("x" * 64 + ".example.org")


@pytest.mark.parametrize("server", ["dns.example.org", "127.0.0.1:0", "127.0.0.1:x", "127.0.0.1:70000", "::1:::"])
def test_a_server_is_named_by_its_number(server: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a DNS server") as caught:
        open_resolver(server)
    assert "9.9.9.9" in caught.value.hint


def test_a_server_may_be_named_by_an_address_of_the_new_kind() -> None:
    assert open_resolver("2001:db8::1") is not None


def test_a_machine_that_names_no_server_is_one_line_and_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr("dns.resolver.Resolver.read_resolv_conf", read)
    monkeypatch.setattr("dns.resolver.Resolver.read_registry", read, raising=False)
    with pytest.raises(Unavailable, match="names no DNS server"):
        open_resolver()


def test_without_the_library_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dns", None)
    monkeypatch.setitem(sys.modules, "dns.resolver", None)
    assert open_resolver() is None
