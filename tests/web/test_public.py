"""Only public addresses are connected to, whatever a name says a moment later."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.sites import HURRIED
from trax.web.patience import Deadline
from trax.web.public import MOST_TRIED, NO_NAME, NOBODY, NOT_PUBLIC, TOO_SLOW, Endpoint, Network, is_public, open_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.sites import Sites
    from trax.web.links import NoAnswer

PUBLIC, LOOPBACK = "93.184.215.14", "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC,
        "8.8.8.8",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
    ],
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.1", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.0.200", "192.0.2.1", "198.18.0.1", "198.51.100.1"),
        *("203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1"),
        *("2001:db8::1", "2001::1", "100::1", "64:ff9b:1::1", "::ffff:0:127.0.0.1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
        *("64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::1", "2002:a00:1::1", "2002:c0a8:101::1"),
        *("", "example.org", "1.2.3", "0x7f.0.0.1"),
    ],
)
def test_addresses_of_networks_and_machines_are_not(address: str) -> None:
    assert not is_public(address)


def test_only_this_machine_is_let_in_for_tests() -> None:
    allowed = [
        each
        for each in (
            LOOPBACK,
            "::1",
            "::ffff:127.0.0.1",
            "10.0.0.1",
            "169.254.169.254",
            "fe80::1",
            "224.0.0.1",
        )
        if is_public(each, allow_loopback=True)
    ]
    assert allowed == [LOOPBACK, "::1", "::ffff:127.0.0.1"]


@given(st.ip_addresses(v=4))
def test_an_ipv6_address_is_as_public_as_the_ipv4_address_in_it(address: IPv4Address) -> None:
    number = int(address)
    carriers = (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80 | 1)
    assert {is_public(str(IPv6Address(each))) for each in carriers} == {is_public(str(address))}


@given(st.text())
def test_no_text_breaks_the_guard(text: str) -> None:
    assert is_public(text) in {True, False}


def soon() -> Deadline:
    return Deadline(Deadline(0).monotonic() + HURRIED.total_s)


def line_to(host: str, network: Network) -> socket.socket | NoAnswer:
    return open_line(host, 80, network=network, patience=HURRIED, deadline=soon())


def names(*answers: str) -> Callable[[str, int], tuple[Endpoint, ...]]:
    """A resolver whose answers change with each question: addresses with spaces between them; the last one stays."""
    left = list(answers)

    def resolve(host: str, port: int) -> tuple[Endpoint, ...]:  # noqa: ARG001 - any host is like any other
        answer = left.pop(0) if len(left) > 1 else left[0]
        return tuple(Endpoint(socket.AF_INET, (address, port)) for address in answer.split())

    return resolve


class Recorder:
    """Where connections would go; the one that is made leads to `port` of this machine."""

    def __init__(self, port: int = 0) -> None:
        self.tried: list[str] = []
        self.port = port

    def __call__(self, endpoint: Endpoint, timeout_s: float) -> socket.socket:
        self.tried.append(endpoint.address[0])
        if not self.port:
            raise ConnectionRefusedError
        return socket.create_connection((LOOPBACK, self.port), timeout_s)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_a_private_address_is_not_connected_to(address: str) -> None:
    recorder = Recorder()
    assert line_to("inside.example.org", Network(resolve=names(address), connect=recorder)) == NOT_PUBLIC
    assert recorder.tried == []


def test_of_several_addresses_only_the_public_ones_are_tried() -> None:
    recorder = Recorder()
    network = Network(resolve=names(f"10.0.0.1 {PUBLIC} 127.0.0.1 8.8.8.8"), connect=recorder)
    assert line_to("x.example.org", network) == NOBODY
    assert recorder.tried == [PUBLIC, "8.8.8.8"]


def test_a_name_that_changes_its_meaning_gains_nothing() -> None:
    recorder = Recorder()
    network = Network(resolve=names(PUBLIC, LOOPBACK), connect=recorder)
    assert [line_to("rebinding.example.org", network) for _ in range(3)] == [NOBODY, NOT_PUBLIC, NOT_PUBLIC]
    assert recorder.tried == [PUBLIC]


def test_nothing_is_said_to_a_private_address_that_answers_for_a_public_one(sites: Sites) -> None:
    network = Network(resolve=names(PUBLIC), connect=Recorder(sites.port))
    assert line_to("x.example.org", network) == NOT_PUBLIC
    assert sites.asked == []


def test_numbers_in_other_forms_are_judged_by_where_they_lead() -> None:
    """The system reads 2130706433, 0x7f.1 and 017700000001 as 127.0.0.1."""
    recorder = Recorder()
    for host in ("2130706433", "0x7f.1", "017700000001", "127.1", "localhost"):
        assert line_to(host, Network(connect=recorder)) in {NOT_PUBLIC, NO_NAME}
    assert recorder.tried == []


def test_few_of_many_addresses_are_tried() -> None:
    recorder = Recorder()
    many = " ".join(f"8.8.8.{number}" for number in range(1, 100))
    assert line_to("x.example.org", Network(resolve=names(many), connect=recorder)) == NOBODY
    assert len(recorder.tried) == MOST_TRIED


@pytest.mark.parametrize(
    ("error", "expected"), [(TimeoutError(), TOO_SLOW), (OSError(101, "Network is unreachable"), NOBODY)]
)
def test_why_there_is_no_connection(error: OSError, expected: NoAnswer) -> None:
    def connect(*_: object) -> socket.socket:
        raise error

    assert line_to("x.example.org", Network(resolve=names(PUBLIC), connect=connect)) == expected


@pytest.mark.parametrize("error", [socket.gaierror(-2, "no such name"), UnicodeError("label too long"), OSError()])
def test_a_name_that_is_none(error: Exception) -> None:
    def resolve(*_: object) -> tuple[Endpoint, ...]:
        raise error

    assert line_to("x.example.org", Network(resolve=resolve)) == NO_NAME


def test_a_name_without_addresses() -> None:
    assert line_to("x.example.org", Network(resolve=names(""))) == NO_NAME


@pytest.fixture
def waiting() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_name_that_takes_too_long_to_look_up_is_left_behind(waiting: threading.Event) -> None:
    def resolve(host: str, port: int) -> tuple[Endpoint, ...]:  # noqa: ARG001 - it never comes to that
        waiting.wait(10)
        return ()

    deadline = Deadline(Deadline(0).monotonic() + 0.05)
    network = Network(resolve=resolve)
    assert open_line("x.example.org", 80, network=network, patience=HURRIED, deadline=deadline) == NO_NAME


def test_a_deadline_that_is_over_lets_nothing_begin() -> None:
    with pytest.raises(TimeoutError):
        open_line("x.example.org", 80, network=Network(), patience=HURRIED, deadline=Deadline(0, lambda: 1))


def test_a_connection_that_is_gone_at_once() -> None:
    def connect(endpoint: Endpoint, timeout_s: float) -> socket.socket:  # noqa: ARG001 - it is never connected
        return socket.socket(socket.AF_INET, socket.SOCK_STREAM)

    assert line_to("x.example.org", Network(resolve=names(PUBLIC), connect=connect)) == NOBODY
