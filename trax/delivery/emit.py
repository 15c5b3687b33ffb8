"""Writes what makes a scheduler call `trax run-due` every quarter of an hour: text alone, nothing is installed.

Calls may come late, twice or from two machines: `run-due` decides by the ledger and the provider. Still no scheduler
here starts a second one while the first runs. Not verified: a run by a live systemd or cron; the units pass
`systemd-analyze verify`, the line passes `crontab -n` of Debian, and its command is run by the tests.

Source: systemd.service(5), systemd.exec(5), systemd.timer(5), crontab(5) and flock(1) of Debian 12.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path, PurePosixPath
from typing import Literal, get_args

from trax.delivery.emit_ci import github_workflow, gitlab_job
from trax.errors import UsageError

Kind = Literal["systemd", "cron", "github", "gitlab"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Files = tuple[tuple[str, str], ...]

# Systemd, cron, shells and YAML each read these in their own way; no folder needs them.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\"$`]")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
_SECRET = re.compile(r"[A-Z_][A-Z0-9_]{0,99}")

_SERVICE = """\
# Written by trax run-due --emit systemd, with a timer of the same name. Put both into {folder}, then:
#   {systemctl} daemon-reload && {systemctl} enable --now trax-run-due.timer
# Keys: one NAME=value a line in {keys}, a file that nobody else can read; see trax help sending.

[Unit]
Description=Send the issues of a newsletter whose time has come
{after}
[Service]
Type=oneshot
{user}WorkingDirectory={workspace}
EnvironmentFile=-{keys}
ExecStart={command} run-due
# As long as it runs, the timer starts no second one; a run that hangs is ended and looked into by the next.
TimeoutStartSec=2h
NoNewPrivileges=yes
{hardening}"""
_HARDENING = """\
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={workspace}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
CapabilityBoundingSet=
LockPersonality=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
_TIMER = """\
[Unit]
Description=Every quarter of an hour: send the issues of a newsletter whose time has come

[Timer]
OnCalendar=*-*-* *:00/15:00 UTC
# After sleep or a restart, what was missed is caught up with once.
Persistent=true

[Install]
WantedBy=timers.target
"""
_CRON = """\
# Written by trax run-due --emit cron: {place}
# It says nothing when nothing is due. To get the rest by mail, and to have keys read, without the # in front:
# MAILTO=you@example.org
# TRAX_CREDENTIALS=/path/of/a/file/that/only/you/can/read
*/15 * * * * {user}{line}
"""


def emit(
    kind: Kind,
    *,
    workspace: Path,
    command: str,
    user: str | None = None,
    secrets: tuple[str, ...] = (),
    has_flock: bool = True,
) -> Files:
    """Return the files, each with its name and text, that have a scheduler call `trax run-due`.

    Args:
        kind: Which scheduler.
        workspace: Folder of the newsletter: from the root of the disk for systemd and cron, from the root of the
            repository for github and gitlab (`Path()` where it is the root).
        command: The program trax: `/srv/trax/bin/trax` for systemd and cron, whose PATH is short; `trax` in CI.
        user: Whom systemd or cron run it as, in files for the whole machine; None for files of one's own account.
        secrets: Names of the provider's keys, which github hands over one by one: `TRAX_LISTMONK_TOKEN`.
        has_flock: Whether the machine of cron has flock(1).

    Raises:
        UsageError: If a path cannot stand in such a file, or no such user or secret can be.
    """
    is_local = kind in {"systemd", "cron"}
    folder = _folder(workspace, is_local=is_local)
    program = _fit(command, "the program")
    if is_local and not program.startswith("/"):
        raise UsageError(
            f"{program}: {kind} needs the whole path of the program", hint="ask for it with: command -v trax"
        )
    if user is not None and not _USER.fullmatch(user):
        raise UsageError(f'"{_UNFIT.sub("?", user)}" is no name of an account', hint="give a name like trax")
    odd = [name for name in secrets if not _SECRET.fullmatch(name)]
    if odd:
        raise UsageError(
            f'"{_UNFIT.sub("?", odd[0])}" is no name of a key', hint="give a name like TRAX_LISTMONK_TOKEN"
        )
    match kind:
        case "systemd":
            return _systemd(folder, program, user)
        case "cron":
            return _cron(folder, program, user, has_flock=has_flock)
        case "github":
            return ((".github/workflows/trax-run-due.yml", github_workflow(folder, program, secrets)),)
        case "gitlab":
            return ((".gitlab-ci.yml", gitlab_job(folder, program)),)


def _folder(workspace: Path, *, is_local: bool) -> str:
    folder = PurePosixPath(_fit(workspace.as_posix(), "the folder of the newsletter"))
    if is_local and not folder.is_absolute():
        raise UsageError(
            f"{folder}: the whole path of the newsletter is needed", hint="give it from / on: /srv/newsletter"
        )
    if not is_local and (folder.is_absolute() or ".." in folder.parts):
        raise UsageError(
            f"{folder}: is not a folder inside the repository", hint="give it from the repository's root on: newsletter"
        )
    return str(folder)


def _fit(text: str, what: str) -> str:
    odd = _UNFIT.search(text)
    if odd or not text or text != text.strip():
        which = f"the character U+{ord(odd[0]):04X} in its path" if odd else "an empty path, or a space at an end of it"
        raise UsageError(f"{what} has {which}, which schedulers read in different ways", hint="rename or move it")
    return text


def _systemd(folder: str, program: str, user: str | None) -> Files:
    if "'" in program:  # systemd 252 takes it in a folder, and not in the name of a program
        raise UsageError(f"{program}: systemd runs no program with an apostrophe in its path", hint="rename or move it")
    own = user is None
    service = _SERVICE.format(
        folder="~/.config/systemd/user" if own else "/etc/systemd/system",
        systemctl="systemctl --user" if own else "systemctl",
        keys="%h/.config/trax/keys.env" if own else "/etc/trax/keys.env",
        # What waits for network and clock is not known to the manager of an account.
        after="" if own else "Wants=network-online.target\nAfter=network-online.target time-sync.target\n",
        user="" if own else f"User={user}\n",
        # This line takes a path as it stands, spaces and all; quotes would be part of it.
        workspace=folder.replace("%", "%%"),
        command=_systemd_word(program),
        # An account of its own cannot be walled in further on every kernel.
        hardening="" if own else _HARDENING.format(workspace=_systemd_word(folder)),
    )
    return (("trax-run-due.service", service), ("trax-run-due.timer", _TIMER))


def _systemd_word(text: str) -> str:
    return '"' + text.replace("%", "%%") + '"'


def _cron(folder: str, program: str, user: str | None, *, has_flock: bool) -> Files:
    # The folder itself is locked: no file is left behind, and one that is locked already is no error worth a mail.
    lock = "flock -n . " if has_flock else ""
    line = f"cd {shlex.quote(folder)} && {lock}{shlex.quote(program)} run-due"
    text = _CRON.format(
        place="a line for crontab -e" if user is None else "a file for /etc/cron.d; its name may have no dot",
        user="" if user is None else f"{user} ",
        # Cron ends the command at a % sign, also between quotes, unless a backslash stands before it.
        line=line.replace("%", "\\%"),
    )
    return (("trax-run-due", text),)
