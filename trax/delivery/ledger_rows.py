"""The tables of the ledger, what a row of them says, and how the database's troubles are told to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

Progress = Literal[
    "planned",
    "creating",
    "created",
    "content_set",
    "scheduled",
    "sending",
    "sent",
    "unresolved",
    "held",
    "cancelled",
    "failed",
]
Kind = Literal["look-up", "intent", "done", "refused", "unclear"]
# The writes after which mails go out without anybody's further step.
RELEASES = frozenset({"send", "schedule"})
# What only these record about a campaign counts, once it may have left.
ABOUT_SENDING = frozenset({*RELEASES, "unschedule", "look-up"})
# What became of the mail to one reader, for providers that write to each by themselves.
Standing = Literal["waiting", "intent", "sent", "refused", "deferred", "doubt", "unsent", "again"]
VERSION = 2
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS campaign (
    marker TEXT PRIMARY KEY NOT NULL,
    issue INTEGER NOT NULL,
    audience TEXT NOT NULL,
    generation INTEGER NOT NULL,
    provider TEXT NOT NULL,
    content_sha TEXT NOT NULL,
    filled_sha TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ({", ".join(f"'{state}'" for state in get_args(Progress))})),
    remote_id TEXT NOT NULL DEFAULT '',
    doubt TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    marker TEXT NOT NULL REFERENCES campaign (marker),
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ({", ".join(f"'{kind}'" for kind in get_args(Kind))})),
    op TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS notice (
    key TEXT PRIMARY KEY NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS delivery (
    marker TEXT NOT NULL,
    rcpt_hash TEXT NOT NULL,
    number INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ({", ".join(f"'{state}'" for state in get_args(Standing))})),
    tries INTEGER NOT NULL DEFAULT 0,
    said TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    PRIMARY KEY (marker, rcpt_hash)
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS event_is_kept BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are kept'); END;
CREATE TRIGGER IF NOT EXISTS event_is_final BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are final'); END;
PRAGMA user_version = {VERSION};
"""
# What SQLite calls a failure, and how a person is told; the longest beginning counts.
TROUBLES = {
    "SQLITE_BUSY": ("is in use by another trax", "wait until that is done, then repeat the command"),
    "SQLITE_LOCKED": ("is in use by another trax", "wait until that is done, then repeat the command"),
    "SQLITE_PROTOCOL": ("cannot be locked on this disk", "move the newsletter's folder to a disk of this machine"),
    "SQLITE_READONLY": ("cannot be written", "make the folder .trax and the files in it writable, then repeat"),
    "SQLITE_CANTOPEN": ("cannot be opened", "make the folder .trax and the files in it writable, then repeat"),
    "SQLITE_FULL": ("the disk is full", "make room, then repeat the command"),
    "SQLITE_IOERR": ("the disk is full or fails", "make room or mend the disk, then repeat the command"),
}
FIELDS = "marker, issue, audience, generation, provider, content_sha, filled_sha, state, remote_id, doubt, at"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of one issue and audience.

    Attributes:
        content_sha: Digest of the bundle that is on its way.
        filled_sha: Digest of the bundle that the campaign was last filled with and compared; empty before that.
        remote_id: The provider's id of the campaign; empty before it is known.
        doubt: The write that was begun last and whose end is not known; empty when there is none.
        at: When the entry was last written.
    """

    marker: str
    issue: int
    audience: str
    generation: int
    provider: str
    content_sha: str
    filled_sha: str
    state: Progress
    remote_id: str
    doubt: str
    at: datetime

    @property
    def may_have_left(self) -> bool:
        """Whether a sending was begun, so that no second campaign may ever stand beside this one."""
        return self.state in {"scheduled", "sending", "sent", "held"} or self.doubt in {*RELEASES, "unschedule"}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger's history."""

    seq: int
    marker: str
    at: datetime
    kind: Kind
    op: str
    detail: str
