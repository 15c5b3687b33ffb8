"""`trax doctor`: what it finds, what it says to do, how it ends; and that nothing changes and no key shows."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import dns.resolver
import pytest
from click import unstyle

from tests.providers.fake_dns import serve_dns
from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import Fault, serve
from trax.commands import doctor_text
from trax.commands.doctor_text import MARGIN, STATUS_WIDTH, TOPIC_WIDTH, capabilities_text, health_document, health_text
from trax.delivery.health import Health
from trax.delivery.ledger import open_ledger
from trax.providers.base import Capabilities
from trax.providers.registry import PROVIDERS
from trax.web.patience import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.commands.conftest import Done

ZONE = {
    "upr-info.org": ["v=spf1 include:spf.example.net ~all"],
    "_dmarc.upr-info.org": ["v=DMARC1; p=quarantine"],
    "k1._domainkey.upr-info.org": ["k=rsa; p=AAAA"],
}


def name_no_server(*_: object) -> None:
    raise dns.resolver.NoResolverConfiguration


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no git settings and no terminal of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith(("TRAX_", "GIT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("COLUMNS", "140")
    # Whatever goes wrong in a test, no DNS server of this machine is asked.
    monkeypatch.setattr("dns.resolver.Resolver.read_resolv_conf", name_no_server)
    # Reads of a server that is not there are repeated; nobody has to wait for that here.
    monkeypatch.setattr("trax.web.door.Surroundings", lambda: Surroundings(sleep=lambda _: None))


@dataclass(frozen=True)
class Server:
    """The listmonk that the newsletter goes to, and the folder of the newsletter."""

    mind: FakeListmonk
    root: Path

    def settings(self, old: str, new: str) -> None:
        path = self.root / "issues" / "trax.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def server(newsletter: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A newsletter at a listmonk, with everything in its place."""
    mind = FakeListmonk()
    mind.seed(readers=412)
    with serve(mind):
        made = Server(mind, newsletter)
        made.settings("[audiences.readers]", f'[provider]\nname = "listmonk"\nurl = "{mind.url}"\n[audiences.readers]')
        made.settings('file = "audiences/readers.csv"', 'id = "1"')
        made.settings("news@example.org", "news@upr-info.org")
        made.settings("office@example.org", "office@upr-info.org")
        monkeypatch.setenv("TRAX_LISTMONK_USER", USER)
        monkeypatch.setenv("TRAX_LISTMONK_TOKEN", TOKEN)
        yield made


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)  # noqa: S607 - the git of this machine


def keep_in_git(root: Path) -> None:
    (root / ".gitignore").write_text("/.trax/\n/build/\n")
    git(root, "init", "-q")
    git(root, "config", "user.name", "Ana")
    git(root, "config", "user.email", "ana@upr-info.org")
    git(root, "remote", "add", "origin", "https://ana:canary-password@git.example.org/news.git")
    git(root, "add", "--all")
    git(root, "commit", "-qm", "All of it")


def look(root: Path) -> dict[str, str]:
    """Every file below a folder with its digest."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows(done: Done) -> dict[str, tuple[str, str]]:
    """Status and words of each topic; of several on one topic, the first that is not ok."""
    lines: list[tuple[str, str, str]] = []
    is_cure = False
    for line in done.out.splitlines()[:-2]:
        topic, status, says = line[:TOPIC_WIDTH].strip(), line[TOPIC_WIDTH : MARGIN - 2].strip(), line[MARGIN:]
        if topic:
            lines.append((topic, status, says))
            is_cure = False
        else:
            is_cure = is_cure or says.startswith("cure: ")
            before = lines.pop()
            lines.append(before if is_cure else (*before[:2], f"{before[2]} {says}"))
    found: dict[str, tuple[str, str]] = {}
    for topic, status, says in lines:
        if found.get(topic, ("ok",))[0] == "ok":
            found[topic] = (status, says)
    return found


def test_a_newsletter_that_has_everything_is_ready(run: Callable[..., Done], server: Server) -> None:
    keep_in_git(server.root)
    done = run("doctor")
    found = rows(done)
    assert done.code == 0
    assert found["git"][1].endswith("remote origin")
    assert found["author"] == ("ok", "Ana <ana@upr-info.org>")
    assert found["key"] == ("ok", "TRAX_LISTMONK_USER, TRAX_LISTMONK_TOKEN from the environment")
    assert found["provider"] == ("ok", f"listmonk: trax at {server.mind.url}")
    assert found["clock"] == ("ok", "within 1 s of listmonk's")
    assert found["audience"] == ("ok", "Readers (readers): 412 readers")
    assert [topic for topic, (status, _) in found.items() if status == "FAIL"] == []
    assert done.out.splitlines()[-1].startswith("nothing stands against sending")


def test_nothing_is_changed_here_and_nothing_there(run: Callable[..., Done], server: Server) -> None:
    keep_in_git(server.root)
    with open_ledger(server.root, now=datetime.now(UTC)):
        pass
    before = look(server.root)
    run("doctor", "--json")
    assert look(server.root) == before
    assert {call.method for call in server.mind.calls} == {"GET"}


@pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("token", [TOKEN, "canary-wrong", "canary odd"], ids=["right", "wrong", "odd"])
def test_no_key_and_no_password_of_an_address_is_shown(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch, *, token: str, arguments: tuple[str, ...]
) -> None:
    keep_in_git(server.root)
    monkeypatch.setenv("TRAX_LISTMONK_TOKEN", token)
    done = run("doctor", *arguments)
    assert "canary" not in done.out + done.err
    assert done.code == (0 if token == TOKEN else 3)


def test_a_key_that_is_missing_is_named_and_the_provider_is_not_asked(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRAX_LISTMONK_TOKEN")
    done = run("doctor")
    assert (done.code, server.mind.calls) == (3, [])
    assert rows(done)["key"] == ("FAIL", "listmonk needs a user and a token; not set: TRAX_LISTMONK_TOKEN")
    assert rows(done)["audience"] == ("not checked", "listmonk cannot be asked")


def test_a_key_from_a_file_shows_the_file_and_its_mode(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = server.root.parent / "keys"
    keys.write_text(f"TRAX_LISTMONK_TOKEN={TOKEN}\n")
    keys.chmod(0o600)
    monkeypatch.delenv("TRAX_LISTMONK_TOKEN")
    monkeypatch.setenv("TRAX_CREDENTIALS", str(keys))
    says = f"TRAX_LISTMONK_USER from the environment; TRAX_LISTMONK_TOKEN from the file {keys} (mode 600)"
    assert rows(run("doctor"))["key"] == ("ok", says)
    keys.chmod(0o644)
    done = run("doctor")
    assert (done.code, rows(done)["key"][0], f"cure: chmod 600 {keys}" in done.out) == (3, "FAIL", True)


def test_a_key_that_is_not_accepted_ends_with_3(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.root.is_dir()
    monkeypatch.setenv("TRAX_LISTMONK_TOKEN", "wrong")
    done = run("doctor")
    assert (done.code, rows(done)["provider"][0]) == (3, "FAIL")
    assert "look at TRAX_LISTMONK_USER and TRAX_LISTMONK_TOKEN" in done.out


@pytest.mark.parametrize("kind", ["503-before", "rst-before", "html-after"])
def test_a_provider_that_does_not_answer_ends_with_4(run: Callable[..., Done], server: Server, kind: str) -> None:
    server.mind.faults.append(Fault(kind, method="GET", times=99))
    done = run("doctor")
    assert (done.code, rows(done)["provider"][0]) == (4, "FAIL")
    assert "1 thing stands against sending (provider)" in done.out


@pytest.mark.parametrize(
    ("old", "new", "code", "topic"),
    [
        pytest.param('id = "1"', 'id = "9"', 4, "audience", id="no such list"),
        pytest.param('id = "1"', "", 4, "audience", id="no id"),
        pytest.param('name = "listmonk"', 'name = "pigeons"', 3, "provider", id="no such provider"),
        pytest.param('id = "1"', 'id = "x"', 3, "provider", id="no number"),
        pytest.param("news@upr-info.org", "news@upr-info.org1", 3, "settings", id="broken settings"),
    ],
)
def test_settings_that_do_not_fit_fail_at_their_topic(
    run: Callable[..., Done], server: Server, *, old: str, new: str, code: int, topic: str
) -> None:
    server.settings(old, new)
    done = run("doctor")
    assert (done.code, rows(done)[topic][0]) == (code, "FAIL")
    failed = done.out.splitlines().index(next(line for line in done.out.splitlines() if "  FAIL  " in line))
    assert "cure: " in "".join(done.out.splitlines()[failed : failed + 3])


def test_an_audience_without_readers_fails_and_another_one_only_warns(run: Callable[..., Done], server: Server) -> None:
    server.settings("[audiences.readers]", '[audiences.old]\nname = "Old"\nid = "99"\n[audiences.readers]')
    warned = run("doctor")
    assert (warned.code, rows(warned)["audience"][0]) == (0, "warning")
    server.mind.subscribers.clear()
    failed = run("doctor")
    assert (failed.code, rows(failed)["audience"]) == (1, ("FAIL", "Readers (readers): 0 readers"))


def test_a_clock_that_is_wrong_is_a_warning(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.root.is_dir()
    late = lambda: datetime.now(UTC) - timedelta(minutes=10)  # noqa: E731 - a clock
    monkeypatch.setattr("trax.web.door.Surroundings", lambda: Surroundings(now=late))
    done = run("doctor")
    assert (done.code, rows(done)["clock"][0]) == (0, "warning")
    assert "behind listmonk's" in rows(done)["clock"][1]


def test_only_with_online_is_anybody_but_the_provider_asked(run: Callable[..., Done], server: Server) -> None:
    server.settings("https://trax.example.org", server.mind.url)
    with serve_dns(ZONE) as names:
        found = rows(run("doctor"))
        assert (found["DNS"][0], names.asked) == ("not checked", [])
        assert [call.path for call in server.mind.calls] == ["/api/lists", "/api/lists/1"]
        found = rows(run("doctor", "--dns", names.address))
        assert (found["site"][0], server.mind.calls[-1].path) == ("warning", "/")
    assert [found[topic][0] for topic in ("SPF", "DKIM", "DMARC")] == ["ok", "ok", "ok"]
    assert found["DMARC"][1] == "_dmarc.upr-info.org: v=DMARC1; p=quarantine"


def test_a_domain_without_records_is_warned_of_and_fails_nothing(run: Callable[..., Done], server: Server) -> None:
    assert server.root.is_dir()
    with serve_dns({"upr-info.org": []}) as names:
        done = run("doctor", "--online", "--dns", names.address)
    assert done.code == 0
    assert [rows(done)[topic][0] for topic in ("SPF", "DKIM", "DMARC")] == ["warning"] * 3


def test_whoever_is_offline_has_the_dns_not_checked(run: Callable[..., Done], server: Server) -> None:
    assert server.root.is_dir()
    with serve_dns(ZONE, broken=["upr-info.org"]) as names:
        done = run("doctor", "--online", "--dns", names.address)
    assert (done.code, rows(done)["DNS"]) == (0, ("not checked", "DNS: TXT upr-info.org: no server answers"))


def test_a_machine_that_names_no_dns_server_has_it_not_checked(run: Callable[..., Done], server: Server) -> None:
    assert server.root.is_dir()
    done = run("doctor", "--online")
    assert (done.code, rows(done)["DNS"]) == (0, ("not checked", "DNS: look-up: this machine names no DNS server"))


def test_without_the_library_the_dns_is_not_checked(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.root.is_dir()
    with ExitStack() as stack:
        names = stack.enter_context(serve_dns(ZONE))
        monkeypatch.setitem(sys.modules, "dns.resolver", None)
        monkeypatch.setitem(sys.modules, "dns", None)
        done = run("doctor", "--dns", names.address)
        assert names.asked == []
    assert (done.code, rows(done)["DNS"]) == (0, ("not checked", "dnspython is not installed"))


def test_a_dns_server_that_is_no_address_is_a_wrong_command_line(run: Callable[..., Done], server: Server) -> None:
    assert server.root.is_dir()
    done = run("doctor", "--dns", "somewhere")
    assert (done.code, done.err.splitlines()[0]) == (2, 'trax: "somewhere" is not the address of a DNS server')


def test_a_sender_that_mail_servers_would_refuse_fails(run: Callable[..., Done], server: Server) -> None:
    server.settings("news@upr-info.org", "nöws@upr-info.org")
    done = run("doctor")
    assert (done.code, rows(done)["sender"][0]) == (3, "FAIL")


def test_a_site_that_is_gone_is_a_warning(run: Callable[..., Done], server: Server) -> None:
    server.settings("https://trax.example.org", "http://127.0.0.1:9")
    with serve_dns(ZONE) as names:
        done = run("doctor", "--dns", names.address)
    assert (done.code, rows(done)["site"][0]) == (0, "warning")
    assert "nobody answers at its address" in rows(done)["site"][1]


def test_the_embedded_provider_needs_no_key_and_sends_nothing(run: Callable[..., Done], newsletter: Path) -> None:
    before = look(newsletter)
    done = run("doctor", "--online")
    found = rows(done)
    assert (done.code, look(newsletter)) == (0, before)
    assert found["key"] == ("ok", "outbox needs none")
    assert found["audience"] == ("ok", "Readers (readers): 2 readers")
    assert found["sender"] == ("not checked", "outbox writes files; no mail leaves this machine")
    assert "clock" not in found


def test_what_git_misses_is_a_warning(run: Callable[..., Done], newsletter: Path) -> None:
    found = rows(run("doctor"))
    assert (found["git"][0], "no repository" in found["git"][1]) == ("warning", True)
    assert found["author"][0] == "warning"
    git(newsletter, "init", "-q")
    for name in ("approval.toml", "receipt.json", "20-item.md"):
        (newsletter / "issues" / "050" / name).write_text("x")
    found = rows(run("doctor"))
    assert found["commits"] == ("warning", "not committed: issues/050/approval.toml, issues/050/receipt.json")
    assert (found["gitignore"][0], ".trax/, build/" in found["gitignore"][1]) == ("warning", True)
    assert "no remote" in found["git"][1]


def test_a_repository_that_git_refuses_fails(run: Callable[..., Done], newsletter: Path) -> None:
    git(newsletter, "init", "-q")
    (newsletter / ".git" / "config").write_text("[core\n")
    done = run("doctor")
    assert (done.code, rows(done)["git"][0]) == (4, "FAIL")


def test_without_git_that_is_a_warning(
    run: Callable[..., Done], newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newsletter.is_dir()
    monkeypatch.setenv("PATH", "")
    done = run("doctor")
    assert (done.code, rows(done)["git"][0]) == (0, "warning")
    assert "not installed" in rows(done)["git"][1]


def test_a_damaged_ledger_is_a_warning_and_stays_as_it_is(run: Callable[..., Done], newsletter: Path) -> None:
    (newsletter / ".trax").mkdir()
    (newsletter / ".trax" / "ledger.db").write_bytes(b"no database" * 1000)
    before = look(newsletter)
    done = run("doctor")
    assert (done.code, rows(done)["ledger"][0], look(newsletter)) == (0, "warning", before)
    assert "the next trax push or send puts it aside" in done.out


def test_a_ledger_that_cannot_be_written_fails(
    run: Callable[..., Done], newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsletter / ".trax").mkdir()
    monkeypatch.setattr(os, "access", lambda place, _: ".trax" not in str(place))
    done = run("doctor")
    assert (done.code, rows(done)["ledger"][0], rows(done)["folder"]) == (
        4,
        "FAIL",
        ("FAIL", "cannot be written: .trax"),
    )


def test_settings_with_faults_are_told_a_line_each_and_the_machine_all_the_same(
    run: Callable[..., Done], newsletter: Path
) -> None:
    path = newsletter / "issues" / "trax.toml"
    path.write_text(path.read_text("utf-8").replace("[sender]\nname", "[sender]\nnam"), "utf-8")
    done = run("doctor")
    assert done.code == 3
    assert [line.split()[1] for line in done.out.splitlines() if line.startswith("settings")] == ["FAIL", "FAIL"]
    assert rows(done)["Python"][0] in {"ok", "warning"}
    assert rows(done)["newsletter"][0] == "FAIL"


def test_outside_a_newsletter_the_machine_alone_is_looked_at(run: Callable[..., Done], newsletter: Path) -> None:
    (newsletter / "issues" / "trax.toml").unlink()
    done = run("doctor")
    assert done.code == 0
    assert set(rows(done)) == {"Python", "libraries", "time zone", "disk", "newsletter"}
    assert done.out.splitlines()[-1].startswith("of the machine alone: nothing stands against sending")


def test_a_machine_without_time_zones_fails(newsletter: Path) -> None:
    arguments = ["trax", "doctor", "--json", "--workspace", str(newsletter)]
    # Neither the system's data nor the package of that name.
    code = f"import sys; sys.modules['tzdata'] = None; sys.argv = {arguments!r}; from trax.cli import main; main()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, "PYTHONTZPATH": ""}, capture_output=True, text=True, check=False)
    found = {health["topic"]: health for health in json.loads(done.stdout)["health"]}
    assert (done.returncode, found["time zone"]["status"]) == (1, "FAIL")


def test_a_script_gets_one_document(run: Callable[..., Done], server: Server) -> None:
    assert server.root.is_dir()
    done = run("doctor", "--json")
    document: dict[str, Any] = json.loads(done.out)
    assert (document["ready"], document["counts"]["FAIL"], done.err) == (True, 0, "")
    assert document["summary"].startswith("nothing stands against sending")
    assert set(document["health"][0]) == {"topic", "status", "says", "cure", "exit_code"}
    assert sum(document["counts"].values()) == len(document["health"])


@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_terminal_and_stay_aligned(
    run: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TRAX_LISTMONK_TOKEN", "wrong")
    # The path of the newsletter is one word, as long as it is.
    lines = [line for line in run("doctor").out.splitlines()[:-2] if str(server.root) not in line]
    assert [line for line in lines if len(line) > width] == []
    assert [line for line in lines if line[MARGIN - 2 : MARGIN] != "  "] == []
    assert any(line.startswith(" " * MARGIN + "cure: ") for line in lines)


def test_nothing_is_coloured_but_on_a_terminal(run: Callable[..., Done], newsletter: Path) -> None:
    assert newsletter.is_dir()
    assert "\x1b" not in run("doctor").out
    assert len("not checked") == STATUS_WIDTH


def test_what_others_say_moves_no_terminal() -> None:
    health = Health("DMARC", "ok", "v=\x1b[2J\x9b31m\u202edetrevni", "look\rup")
    text = health_text(health, width=80)
    assert [letter for letter in unstyle(text) if not letter.isprintable() and letter != "\n"] == []
    assert "\x9b" not in json.dumps(health_document([health]), ensure_ascii=False)


def test_the_table_of_providers_needs_no_settings_and_no_key(run: Callable[..., Done], newsletter: Path) -> None:
    (newsletter / "issues" / "trax.toml").write_text("nonsense")
    done = run("doctor", "--providers")
    assert (done.code, done.err) == (0, "")
    assert [name for name in PROVIDERS if name not in done.out] == []
    document = json.loads(run("doctor", "--providers", "--json").out)
    assert tuple(document["providers"]) == PROVIDERS
    assert document["providers"]["listmonk"]["test_to"] == "subscribers only"


def test_every_capability_has_a_row() -> None:
    assert set(doctor_text.ROWS) == {field.name for field in fields(Capabilities)}


@pytest.mark.parametrize("width", [60, 80, 120])
def test_six_providers_fit_the_terminal(width: int) -> None:
    many = [
        (
            f"provider-{number}",
            Capabilities(
                leaves_machine=True,
                has_clock=True,
                step_minutes=15,
                test_to="subscribers only",
                report="opens, clicks, bounces, links",
            ),
        )
        for number in range(6)
    ]
    text = capabilities_text(many, width=width)
    assert [line for line in text.splitlines() if len(line) > width] == []
    assert [name for name, _ in many if name not in text] == []
    assert "every 15" in text
