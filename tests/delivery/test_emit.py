"""What makes systemd and cron call `trax run-due`: read by their own validators, and the command run for real."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from trax.delivery.emit import KINDS, Kind, emit
from trax.errors import UsageError

ANALYZE = shutil.which("systemd-analyze")
CRONTAB = shutil.which("crontab")
FLOCK = shutil.which("flock")
PROGRAM = """\
#!/bin/sh
printf '%s\\n' "$PWD" "$@" >> "$(dirname "$0")/calls"
"""
FOLDERS = [
    pytest.param("newsletter", id="plain"),
    pytest.param("our news letter", id="spaces"),
    pytest.param("100% news %h %%", id="percent"),
    pytest.param("l'actualité d'UPR; & co", id="quotes and signs"),
]
USERS = [pytest.param(None, id="one's own"), pytest.param("root", id="the machine's")]


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a name that schedulers have to be told with care."""
    path: Path = tmp_path / request.param
    path.mkdir()
    return path


@pytest.fixture
def program(folder: Path) -> Path:
    """A program that notes where and how it was called, below the folder of that name but for an apostrophe."""
    path = folder.parent / folder.name.replace("'", "") / "bin" / "trax"
    path.parent.mkdir(parents=True)
    path.write_text(PROGRAM)
    path.chmod(0o755)
    return path


def calls(program: Path) -> list[str]:
    noted = program.parent / "calls"
    return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


def verify(folder: Path, program: Path, user: str | None) -> subprocess.CompletedProcess[str]:
    """Ask systemd about both units, as the manager that will read them does."""
    assert ANALYZE
    paths = []
    for name, text in emit("systemd", workspace=folder, command=str(program), user=user):
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    mode = ["--user"] if user is None else []
    return subprocess.run(
        [ANALYZE, "verify", "--man=no", *mode, *paths],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": "/tmp"},  # noqa: S108 - nothing is written; sockets need a short path
    )


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("user", USERS)
def test_systemd_has_nothing_to_say_about_the_units(folder: Path, program: Path, user: str | None) -> None:
    done = verify(folder, program, user)
    # Units of the machine itself, which are read with them, are not ours to mend.
    said = [line for line in (done.stdout + done.stderr).splitlines() if "trax-run-due" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not on this machine")
def test_systemd_looks_for_the_program_where_it_is(folder: Path, program: Path) -> None:
    program.unlink()
    done = verify(folder, program, "root")
    assert done.returncode != 0
    assert f"Command {program} is not executable" in done.stderr


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not on this machine")
def test_systemd_reads_the_timer_as_every_quarter_of_an_hour() -> None:
    timer = dict(emit("systemd", workspace=Path("/srv/n"), command="/bin/trax"))["trax-run-due.timer"]
    calendar = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    assert ANALYZE
    done = subprocess.run(
        [ANALYZE, "calendar", "--iterations=5", "--base-time=2026-12-01 09:50 UTC", *calendar],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    assert re.findall(r"\d\d:\d\d:\d\d UTC", done.stdout) == [
        f"{time}:00 UTC" for time in ("10:00", "10:15", "10:30", "10:45", "11:00")
    ]


def test_the_units_of_the_machine_run_as_the_user_and_are_walled_in() -> None:
    service = dict(emit("systemd", workspace=Path("/srv/a %h"), command="/opt/trax", user="trax"))[
        "trax-run-due.service"
    ]
    lines = service.splitlines()
    for line in (
        "Type=oneshot",
        "User=trax",
        "WorkingDirectory=/srv/a %%h",
        "EnvironmentFile=-/etc/trax/keys.env",
        'ExecStart="/opt/trax" run-due',
        "ProtectSystem=strict",
        'ReadWritePaths="/srv/a %%h"',
        "NoNewPrivileges=yes",
    ):
        assert line in lines
    own = dict(emit("systemd", workspace=Path("/srv/a"), command="/opt/trax"))["trax-run-due.service"]
    assert "User=" not in own
    assert "EnvironmentFile=-%h/.config/trax/keys.env" in own.splitlines()


def cron_entry(text: str, *, has_user: bool) -> tuple[str, str | None, str]:
    """Read a crontab as cron does: time, user and the command, in which only a backslash keeps a % sign."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) == 1
    assert text.endswith("\n")
    match = re.fullmatch(r"(\S+ \S+ \S+ \S+ \S+) (.*)", lines[0])
    assert match
    rest = match[2]
    user, rest = rest.split(" ", 1) if has_user else (None, rest)
    assert len(rest) < 1000
    assert not re.search(r"(?<!\\)%", rest), "cron ends the command here"
    return match[1], user, rest.replace("\\%", "%")


def cron_command(folder: Path, program: Path, *, has_flock: bool) -> str:
    ((_, text),) = emit("cron", workspace=folder, command=str(program), has_flock=has_flock)
    return cron_entry(text, has_user=False)[2]


@pytest.mark.parametrize("has_flock", [pytest.param(True, id="flock"), pytest.param(False, id="no flock")])
def test_the_command_of_cron_runs_trax_in_the_newsletter_without_a_word(
    folder: Path, program: Path, *, has_flock: bool
) -> None:
    if has_flock and FLOCK is None:
        pytest.skip("flock is not on this machine")
    command = cron_command(folder, program, has_flock=has_flock)
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, check=True, cwd="/", env={"PATH": "/usr/bin:/bin"}
    )
    assert done.stdout + done.stderr == b""
    assert calls(program) == [str(folder), "run-due"]
    assert {path.name for path in folder.iterdir()} <= {"bin"}


@pytest.mark.skipif(FLOCK is None, reason="flock is not on this machine")
def test_cron_starts_no_second_run_while_one_is_at_work_and_says_nothing(folder: Path, program: Path) -> None:
    command = cron_command(folder, program, has_flock=True)
    at_work = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(at_work, fcntl.LOCK_EX)
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    finally:
        os.close(at_work)
    assert (done.returncode, done.stdout + done.stderr, calls(program)) == (1, b"", [])


def test_a_file_for_the_machine_names_the_user(folder: Path, program: Path) -> None:
    ((name, text),) = emit("cron", workspace=folder, command=str(program), user="trax")
    assert "." not in name
    assert cron_entry(text, has_user=True)[:2] == ("*/15 * * * *", "trax")


@pytest.mark.skipif(CRONTAB is None, reason="crontab is not on this machine")
def test_cron_itself_takes_the_line_and_would_not_take_a_slip(folder: Path, program: Path) -> None:
    assert CRONTAB
    usage = subprocess.run([CRONTAB, "-h"], capture_output=True, text=True, check=False)
    # Debian's and cronie's; with another one's options a file might be installed.
    option = "-n" if "(dry run" in usage.stdout + usage.stderr else "-T" if "-T <file>" in usage.stderr else None
    if option is None:
        pytest.skip("this crontab cannot check a file without installing it")
    ((_, text),) = emit("cron", workspace=folder, command=str(program))
    path = folder / "crontab"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([CRONTAB, option, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    path.write_text(text.replace("*/15 *", "*/15 99"), encoding="utf-8")
    assert subprocess.run([CRONTAB, option, path], capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"workspace": Path("a\nb")}, "newsletter has the character U+000A", id="line break"),
        pytest.param({"workspace": Path("a${{ x }}")}, "the character U+0024", id="expression of GitHub"),
        pytest.param({"workspace": Path('a"b')}, "the character U+0022", id="quote"),
        pytest.param({"workspace": Path("a\\b")}, "the character U+005C", id="backslash"),
        pytest.param({"workspace": Path("a ")}, "space at an end", id="space at the end"),
        pytest.param({"command": "/bin/`id`"}, "the program has the character U+0060", id="program"),
        pytest.param({"command": ""}, "the program has an empty path", id="no program"),
        pytest.param({"user": "a b"}, '"a b" is no name of an account', id="user"),
        pytest.param({"user": "a\nb"}, '"a?b" is no name of an account', id="user on two lines"),
        pytest.param({"secrets": ("TRAX_A", "a: b")}, '"a: b" is no name of a key', id="secret"),
    ],
)
def test_what_schedulers_read_in_different_ways_is_refused(kind: Kind, changes: dict[str, object], words: str) -> None:
    root = Path("/srv") if kind in {"systemd", "cron"} else Path()
    wishes: dict[str, Any] = {"workspace": root / "news", "command": "/bin/trax", **changes}
    if "workspace" in changes:
        wishes["workspace"] = root / str(changes["workspace"])
    with pytest.raises(UsageError) as refusal:
        emit(kind, **wishes)
    assert words in refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("kind", "workspace", "command", "words"),
    [
        pytest.param("systemd", "news", "/bin/trax", "news: the whole path", id="systemd, folder"),
        pytest.param("cron", "news", "/bin/trax", "news: the whole path", id="cron, folder"),
        pytest.param("systemd", "/srv/news", "/o'n/trax", "with an apostrophe", id="systemd, apostrophe"),
        pytest.param("systemd", "/srv/news", "trax", "trax: systemd needs the whole path", id="systemd, program"),
        pytest.param("cron", "/srv/news", "bin/trax", "bin/trax: cron needs the whole path", id="cron, program"),
        pytest.param("github", "/srv/news", "trax", "is not a folder inside the repository", id="github"),
        pytest.param("gitlab", "../news", "trax", "is not a folder inside the repository", id="gitlab"),
    ],
)
def test_a_path_that_means_nothing_to_the_scheduler_is_refused(
    kind: Kind, workspace: str, command: str, words: str
) -> None:
    with pytest.raises(UsageError) as refusal:
        emit(kind, workspace=Path(workspace), command=command)
    assert words in refusal.value.message
