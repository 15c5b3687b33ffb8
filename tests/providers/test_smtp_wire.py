"""The wire of smtp: what each answer means for a mail, and that nothing is ever done in the clear."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.providers.fake_smtp import PASSWORD, USER, FakeSmtp, Fault, serve_smtp
from trax.errors import AuthError, InvalidContent, ProviderError, SettingsError, Unavailable
from trax.providers._journal import Outcome
from trax.providers._secrets import Credentials
from trax.providers._smtp_relay import Relay, Waits
from trax.providers._smtp_wire import PATIENCE, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CALM = Waits(connect_s=10, answer_s=10, end_s=10)
# For a server that is silent on purpose.
HURRY = Waits(connect_s=0.2, answer_s=0.2, end_s=0.2)
MAIL = b"Subject: x\r\n\r\n.\r\n..two\r\n.three\r\nend\r\n"


def relay_of(server: FakeSmtp, *, waits: Waits = CALM) -> Relay:
    return Relay("127.0.0.1", server.port, "none", waits=waits)


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with serve_smtp(FakeSmtp()) as serving:
        yield serving


@pytest.fixture
def line(server: FakeSmtp, request: pytest.FixtureRequest) -> Iterator[Line]:
    waits = HURRY if "silen" in request.node.name else CALM
    opened = Line(relay_of(server, waits=waits), "news@example.org")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for localhost with its key, made by nobody that anybody believes."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("the program openssl, which makes a certificate for the test, is not installed")
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, *names, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_text(path.read_text("ascii") + path.with_name("both.pem.crt").read_text("ascii"), "ascii")
    return path


@pytest.fixture
def serve_tls(certificate: Path) -> Iterator[Callable[..., tuple[FakeSmtp, Relay]]]:
    """Serve with that certificate, and return a relay that believes it."""
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    opened = []

    def serve(*, is_tls: bool = False, auth: str = "") -> tuple[FakeSmtp, Relay]:
        serving = serve_smtp(FakeSmtp(context=ours, is_tls=is_tls, auth=auth))
        server = serving.__enter__()
        opened.append(serving)
        context = ssl.create_default_context(cafile=str(certificate))
        relay = Relay("localhost", server.port, "tls" if is_tls else "starttls", waits=CALM, context=context)
        return server, relay

    yield serve
    for serving in opened:
        serving.__exit__(None, None, None)


def test_a_mail_arrives_as_it_left(server: FakeSmtp, line: Line) -> None:
    assert line.deliver("ana@example.org", MAIL) == Outcome("sent", "250 to the end of the mail")
    assert [(mail.sender, mail.to, mail.data) for mail in server.taken] == [
        ("news@example.org", "ana@example.org", MAIL)
    ]


def test_one_connection_carries_many_mails(server: FakeSmtp, line: Line) -> None:
    assert {line.deliver(f"r{number}@example.org", MAIL).result for number in range(20)} == {"sent"}
    assert (server.connections, len(server.taken)) == (1, 20)


def test_it_says_where_it_calls_from_and_asks_nobody_for_a_name(server: FakeSmtp, line: Line) -> None:
    line.deliver("ana@example.org", MAIL)
    assert server.said[0] == "ehlo [127.0.0.1]"


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "END"])
@pytest.mark.parametrize(("kind", "result"), [("450", "deferred"), ("550", "refused"), ("421", "deferred")])
def test_a_no_is_a_no_and_the_next_mail_leaves(server: FakeSmtp, line: Line, verb: str, kind: str, result: str) -> None:
    server.faults = [Fault(verb, kind)]
    outcome = line.deliver("ana@example.org", MAIL)
    # Who closes after the whole mail, be it a server or something before it, says nothing about the mail.
    assert outcome.result == ("doubt" if (verb, kind) == ("END", "421") else result)
    assert outcome.said == f"{kind} to {'the end of the mail' if verb == 'END' else verb}"
    assert line.deliver("bo@example.org", MAIL).result == "sent"
    assert server.readers == ["bo@example.org"]
    assert server.connections == (2 if kind == "421" else 1)


@pytest.mark.parametrize("kind", ["450", "421"])
def test_a_sender_that_is_put_off_puts_the_mail_off(server: FakeSmtp, line: Line, kind: str) -> None:
    server.faults = [Fault("MAIL", kind)]
    assert line.deliver("ana@example.org", MAIL) == Outcome("deferred", f"{kind} to MAIL")
    assert line.deliver("ana@example.org", MAIL).result == "sent"


def test_a_sender_that_is_refused_says_nothing_about_the_reader(server: FakeSmtp, line: Line) -> None:
    server.faults = [Fault("MAIL", "550")]
    with pytest.raises(InvalidContent, match=r"takes no mail of news@example.org \(550\): \[31mnot now"):
        line.deliver("ana@example.org", MAIL)
    assert server.taken == []


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("kind", ["drop", "rst", "silence", "nonsense", "endless", "399"])
def test_what_breaks_before_the_mail_was_handed_over_puts_it_off(
    server: FakeSmtp, line: Line, verb: str, kind: str
) -> None:
    server.faults = [Fault(verb, kind)]
    assert line.deliver("ana@example.org", MAIL).result == "deferred"
    assert server.taken == []
    assert line.deliver("bo@example.org", MAIL).result == "sent"


@pytest.mark.parametrize("kind", ["drop", "rst", "silence", "nonsense", "endless", "399", "421"])
@pytest.mark.parametrize("verb", ["END", "TAKEN"])
def test_what_breaks_after_the_final_dot_is_in_doubt_whatever_the_server_did(
    server: FakeSmtp, line: Line, verb: str, kind: str
) -> None:
    server.faults = [Fault(verb, kind)]
    assert line.deliver("ana@example.org", MAIL).result == "doubt"
    assert len(server.taken) == (verb == "TAKEN")
    assert line.deliver("bo@example.org", MAIL).result == "sent"


def test_a_mail_cut_off_in_its_body_is_never_sent_and_never_taken_for_sent(server: FakeSmtp, line: Line) -> None:
    """A small body may leave before the cut shows; a large one cannot."""
    server.faults = [Fault("BODY", "rst", times=2)]
    small, large = (line.deliver("ana@example.org", MAIL * size) for size in (1, 400_000))
    assert small.result in {"deferred", "doubt"}
    assert large == Outcome("deferred", "cut off at DATA")
    assert server.taken == []


def test_a_reset_that_is_not_answered_costs_the_connection_and_no_mail(server: FakeSmtp, line: Line) -> None:
    server.faults = [Fault("RCPT", "550"), Fault("RSET", "drop")]
    assert line.deliver("ana@example.org", MAIL).result == "refused"
    assert line.deliver("bo@example.org", MAIL).result == "sent"
    assert server.connections == 2


@pytest.mark.parametrize("kind", ["450", "drop"])
def test_a_server_that_puts_off_one_mail_after_another_is_left_alone(server: FakeSmtp, line: Line, kind: str) -> None:
    server.faults = [Fault("RCPT", kind, times=PATIENCE)]
    for _ in range(PATIENCE):
        assert not line.is_tired
        line.deliver("ana@example.org", MAIL)
    assert line.is_tired


def test_a_silent_server_is_left_alone_at_once(server: FakeSmtp, line: Line) -> None:
    server.faults = [Fault("RCPT", "silence")]
    assert line.deliver("ana@example.org", MAIL) == Outcome("deferred", "no answer at RCPT")
    assert line.is_tired


def test_one_mail_that_is_taken_makes_good_for_those_put_off(server: FakeSmtp, line: Line) -> None:
    server.faults = [Fault("RCPT", "450", times=PATIENCE - 1), Fault("RCPT", "450", at=PATIENCE + 1)]
    for _ in range(PATIENCE + 1):
        line.deliver("ana@example.org", MAIL)
    assert not line.is_tired


# The way to an open connection.


@pytest.mark.parametrize("verb", ["CONNECT", "EHLO"])
@pytest.mark.parametrize("kind", ["450", "550", "421", "drop", "rst", "silence", "nonsense", "endless", "399"])
def test_a_server_that_does_not_let_us_in_is_said_and_nothing_was_sent(
    server: FakeSmtp, line: Line, verb: str, kind: str
) -> None:
    server.faults = [Fault(verb, kind)]
    with pytest.raises(Unavailable, match=f"smtp: connect: the relay 127.0.0.1:{server.port} ") as caught:
        line.deliver("ana@example.org", MAIL)
    assert caught.value.message.isprintable()
    assert server.taken == []


def test_nobody_at_the_other_end_is_said_in_one_line() -> None:
    with serve_smtp(FakeSmtp()) as server:
        relay = relay_of(server)
    with pytest.raises(Unavailable, match=r"cannot be reached \(Connection refused\)") as caught:
        Line(relay, "a@b.org").probe()
    assert "host, port and security" in caught.value.hint


def test_a_probe_asks_for_the_sender_and_sends_nothing(server: FakeSmtp, line: Line) -> None:
    line.probe()
    assert [said.upper() for said in server.said[1:]] == ["MAIL FROM:<NEWS@EXAMPLE.ORG>", "RSET"]


@pytest.mark.parametrize(
    ("kind", "error"),
    [("550", InvalidContent), ("450", Unavailable), ("421", Unavailable), ("drop", Unavailable), ("399", Unavailable)],
)
def test_a_probe_finds_a_sender_that_is_not_taken(
    server: FakeSmtp, line: Line, kind: str, error: type[ProviderError]
) -> None:
    server.faults = [Fault("MAIL", kind)]
    with pytest.raises(error):
        line.probe()


def test_a_server_that_is_gone_at_the_end_is_not_waited_for(server: FakeSmtp, line: Line) -> None:
    line.probe()
    server.over.set()
    server.shutdown()
    line.close()
    line.close()


# Encryption and password.


def test_the_connection_is_encrypted_before_anything_is_said(serve_tls: Callable[..., tuple[FakeSmtp, Relay]]) -> None:
    server, relay = serve_tls(auth="PLAIN")
    line = Line(replace(relay, credentials=Credentials(USER, PASSWORD)), "news@example.org")
    assert line.deliver("ana@example.org", MAIL).result == "sent"
    line.close()
    assert [said.partition(" ")[0].upper() for said in server.said[:4]] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]
    assert server.logins == [USER]


def test_a_port_that_is_encrypted_from_the_beginning(serve_tls: Callable[..., tuple[FakeSmtp, Relay]]) -> None:
    server, relay = serve_tls(is_tls=True)
    line = Line(relay, "news@example.org")
    assert line.deliver("ana@example.org", MAIL).result == "sent"
    line.close()
    assert len(server.taken) == 1


def test_a_server_without_encryption_gets_neither_password_nor_mail(server: FakeSmtp) -> None:
    server.auth = "PLAIN"
    relay = Relay("127.0.0.1", server.port, credentials=Credentials(USER, PASSWORD), waits=CALM)
    with pytest.raises(Unavailable, match="offers no encryption") as caught:
        Line(relay, "a@b.org").probe()
    assert 'security = "tls"' in caught.value.hint
    assert (server.logins, [said.partition(" ")[0] for said in server.said]) == ([], ["ehlo"])


@pytest.mark.parametrize("kind", ["450", "550", "drop", "nonsense"])
def test_encryption_that_fails_is_never_done_without(
    serve_tls: Callable[..., tuple[FakeSmtp, Relay]], kind: str
) -> None:
    server, relay = serve_tls()
    server.faults = [Fault("STARTTLS", kind)]
    with pytest.raises(Unavailable):
        Line(relay, "a@b.org").probe()
    assert [said.partition(" ")[0].upper() for said in server.said] == ["EHLO", "STARTTLS"]


@pytest.mark.parametrize("is_tls", [True, False])
def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    serve_tls: Callable[..., tuple[FakeSmtp, Relay]], *, is_tls: bool
) -> None:
    server, relay = serve_tls(is_tls=is_tls)
    with pytest.raises(Unavailable, match=r"certificate of localhost:.* cannot be trusted: self-signed"):
        Line(replace(relay, context=None), "a@b.org").probe()
    assert server.taken == []


def test_a_certificate_of_another_name_is_not_believed(serve_tls: Callable[..., tuple[FakeSmtp, Relay]]) -> None:
    _, relay = serve_tls()
    with pytest.raises(Unavailable, match="cannot be trusted: IP address mismatch"):
        Line(replace(relay, host="127.0.0.1"), "a@b.org").probe()


def test_nothing_goes_in_the_clear_to_another_machine() -> None:
    with pytest.raises(SettingsError, match=r'with "none" mails would go to mail\.example\.org in the clear'):
        Relay("mail.example.org", security="none")


def login(server: FakeSmtp, password: str = PASSWORD) -> None:
    line = Line(replace(relay_of(server), credentials=Credentials(USER, password)), "a@b.org")
    try:
        line.probe()
    finally:
        line.close()


@pytest.mark.parametrize("auth", ["PLAIN", "LOGIN PLAIN"])
def test_user_and_password_open_the_way(server: FakeSmtp, auth: str) -> None:
    server.auth = auth
    login(server)
    assert server.logins == [USER]


def test_a_wrong_password_is_said_and_never_shown(server: FakeSmtp) -> None:
    server.auth = "PLAIN"
    with pytest.raises(AuthError, match="it does not take user and password") as caught:
        login(server, "wr0ng")
    assert caught.value.__cause__ is None
    assert "wr0ng" not in caught.value.message + caught.value.hint + repr(Credentials(USER, "wr0ng"))
    assert "TRAX_SMTP_PASSWORD" in caught.value.hint


@pytest.mark.parametrize(
    ("auth", "kind", "error", "words"),
    [
        pytest.param("", "", AuthError, "asks for no password", id="no password wanted"),
        pytest.param("GSSAPI", "", Unavailable, "cannot be logged in to", id="only ways we do not know"),
        pytest.param(
            "CRAM-MD5", "", Unavailable, r"logged in to \(its answer makes no sense\)", id="a question in nonsense"
        ),
        pytest.param("PLAIN", "450", Unavailable, "answered 450", id="not now"),
        pytest.param("PLAIN", "drop", Unavailable, "cannot be logged in to", id="cut off"),
    ],
)
def test_a_login_that_fails_is_said(
    server: FakeSmtp, auth: str, kind: str, error: type[ProviderError], words: str
) -> None:
    server.auth = auth
    server.faults = [Fault("AUTH", kind)] if kind else []
    with pytest.raises(error, match=words):
        login(server)


def test_an_address_of_the_newer_kind_is_named_as_such() -> None:
    try:
        server = FakeSmtp6()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serve_smtp(server):
        line = Line(Relay("::1", server.port, "none", waits=HURRY), "a@b.org")
        line.probe()
        line.close()
    assert server.said[0] == "ehlo [IPv6:::1]"


class FakeSmtp6(FakeSmtp):
    address_family = 10
    host = "::1"
