"""The error tree: everything trax refuses, with the exit code that scripts may rely on.

::

    TraxError                     1   a refusal; nothing was sent
    ├── UsageError                2   the command line names something that is not there
    │   ├── NoWorkspace
    │   ├── NoSuchIssue
    │   ├── NoSuchFile
    │   ├── NoSuchTopic
    │   ├── NoSuchCode
    │   ├── NotInTable
    │   ├── SlotFault
    │   ├── BadAddress
    │   └── NoTime
    ├── SettingsError             3   settings or credentials
    │   ├── AudienceFault
    │   └── KeyTrouble
    ├── ContentFaults             1   files that cannot be read as an issue (carries findings)
    ├── TemplateFault             1   a template that cannot be rendered
    ├── LostInRendering           1   a mail that lost something between template and bytes
    ├── Refusal                   1   a rule of delivery says no
    │   ├── NotApproved
    │   │   └── TooFewApprovers
    │   ├── Changed
    │   ├── Damaged
    │   ├── LockHeld
    │   ├── Unconfirmed
    │   ├── NoUndo
    │   ├── ScheduledOtherwise
    │   ├── TimeOver
    │   └── SlotShifted
    ├── FileTrouble               4   a file or folder that cannot be read or written
    ├── LedgerTrouble             4   the ledger of what was begun cannot be kept
    ├── GitTrouble                4   git cannot do here what it was asked for
    ├── LockUnreachable           4   the git remote that keeps machines apart cannot be asked
    ├── ProviderError             4   the provider or the network said no; safe to repeat
    │   ├── AuthError             3
    │   ├── NotFound              4
    │   ├── PlanLimit             4
    │   ├── Rejected              4
    │   ├── RateLimited           4
    │   ├── Unavailable           4
    │   ├── Unsupported           1
    │   │   └── NoSingleReaders
    │   ├── InvalidContent        1
    │   ├── WrongState            1
    │   ├── Duplicate             1
    │   └── Drift                 1
    ├── Unforeseen                5   a fault of trax itself
    └── OutcomeUnknown            5   look before repeating

A message says what is wrong and where; `hint` says what to do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trax.model import Finding


class TraxError(Exception):
    """A refusal in words for the person at the keyboard; `hint` names the cure."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the one-line message and its cure."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TraxError):
    """The command line names something that is not there."""

    exit_code = 2


class NoWorkspace(UsageError):
    """No newsletter was found in this folder or above it."""

    def __init__(self, folder: Path) -> None:
        """Name the folder the search began in."""
        super().__init__(
            f"{folder.absolute()}: no newsletter here (issues/trax.toml is in none of the folders above either)",
            hint="go into the folder of the newsletter, or name it with --workspace",
        )


class NoSuchIssue(UsageError):
    """An issue number that no folder of the newsletter carries."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        """Name what was asked for and what exists."""
        has = ", ".join(known) if known else "no issue yet"
        super().__init__(f"there is no issue {wanted}", hint=f"this newsletter has: {has}")


class NoSuchFile(UsageError):
    """A file that was to be checked and is not there."""

    def __init__(self, path: str) -> None:
        """Name what was asked for."""
        super().__init__(f"{path}: there is no such file", hint="name a file, or the number of an issue")


class NoSuchTopic(UsageError):
    """A topic that the help has no page for."""

    def __init__(self, topic: str, known: Sequence[str]) -> None:
        """Name what was asked for and what there is."""
        super().__init__(f'there is no help on "{topic}"', hint=f"topics: {', '.join(known)}, and every kind of item")


class NoSuchCode(UsageError):
    """A code that no check has, or no finding."""

    def __init__(self, code: str, cure: str, *, what: str = "check") -> None:
        """Name what was asked for, in quotes, on the same line with the cure: `did you mean weekday?`."""
        super().__init__(f"there is no {what} {code}: {cure}")


class NotInTable(UsageError):
    """A session or a cycle that the session table does not hold."""

    def __init__(self, what: str, wanted: str, first: int, last: int) -> None:
        """Name what was asked for (`session`, `99`) and the range there is."""
        super().__init__(f"there is no {what} {wanted}", hint=f"the table holds {what}s {first} to {last}")


class SlotFault(UsageError):
    """A text that names no time an issue can be sent at."""

    FORM: ClassVar[str] = 'write it like "first Tuesday 10:00" or "2026-12-01 10:00"'

    def __init__(self, text: str, problem: str, *, hint: str = "") -> None:
        """Name what was typed, in quotes, and what is wrong with it; without a hint, say what may be typed."""
        super().__init__(f"{text}: {problem}", hint=hint or self.FORM)


class SettingsError(TraxError):
    """Settings or credentials that cannot be used."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        """Carry the findings of the settings file, where there are any."""
        super().__init__(message, hint=hint)
        self.findings = tuple(findings)


class AudienceFault(SettingsError):
    """A list of readers that cannot be used; nobody on it was written to."""

    def __init__(self, where: str, problem: str, *, hint: str) -> None:
        """Name the file, the line where there is one, and what is wrong with it."""
        super().__init__(f"{where}: {problem}", hint=hint)


class KeyTrouble(SettingsError):
    """A user or a key that is missing or cannot be one, or a file of keys that cannot be used."""


class ContentFaults(TraxError):
    """Files that cannot be read as an issue; every fault of every file is in `findings`."""

    def __init__(self, what: str, findings: Sequence[Finding]) -> None:
        """Count the errors; the caller prints the findings themselves."""
        count = sum(finding.severity == "error" for finding in findings)
        plural = "error" if count == 1 else "errors"
        super().__init__(
            f"{what} has {count} {plural}; nothing was made from it",
            hint="correct the lines above, then repeat the command",
        )
        self.findings = tuple(findings)


class TemplateFault(TraxError):
    """A template that cannot be turned into a mail or a page."""

    def __init__(self, path: str, line: int | None, problem: str) -> None:
        """Name the template and, where it is known, the line."""
        where = f"{path}:{line}" if line else path
        super().__init__(
            f"{where}: {problem}", hint="correct the template, or remove it to use the one that ships with trax"
        )


class LostInRendering(TraxError):
    """A mail that lost a link, a placeholder or a rule between its template and its last byte."""

    def __init__(self, what: str) -> None:
        """Name what is not there any more."""
        super().__init__(
            f"the mail lost {what} while it was made; nothing was written",
            hint="take back the last change to the templates, or report this with the issue's files",
        )


class Refusal(TraxError):
    """A rule of delivery says no; nothing was sent."""


class NotApproved(Refusal):
    """A send without an approval."""

    def __init__(self, number: int) -> None:
        """Name the issue and the command that approves it."""
        super().__init__(
            f"issue {number} is not approved", hint=f"read it once more, then: trax approve {number} --by NAME"
        )


class TooFewApprovers(NotApproved):
    """An approval that not enough people stand for."""

    def __init__(self, number: int, count: int, wanted: int, *, writers: Sequence[str] = ()) -> None:
        """Say how many there are and how many there have to be; `writers` approved what they wrote themselves."""
        super().__init__(number)
        people = "person has" if count == 1 else "people have"
        besides = f" ({', '.join(writers)} wrote on it and does not count)" if writers else ""
        self.message = f"issue {number}: {count} {people} approved it, and {wanted} must{besides}"
        self.args = (self.message,)
        self.hint = f"somebody else, on a copy of the newsletter with a git name of their own: trax approve {number}"


class Changed(Refusal):
    """What would be sent is not what was approved; `details` shows where, line by line."""

    def __init__(self, number: int, parts: Sequence[str], *, details: Sequence[str] = ()) -> None:
        """Name the parts whose digest differs."""
        self.parts, self.details = tuple(parts), tuple(details)
        what = ", ".join(parts)
        super().__init__(
            f"issue {number} is not what was approved: changed since then: {what}",
            hint=f"look at the change, then approve again: trax approve {number} --by NAME",
        )


class Damaged(Refusal):
    """A file that trax wrote is not what trax wrote any more."""

    def __init__(self, path: Path | str, problem: str, *, hint: str) -> None:
        """Name the file, what is wrong with it, and how to have it written again."""
        super().__init__(f"{path}: {problem}", hint=hint)


class LockHeld(Refusal):
    """Another machine has begun this sending; `holder` says who, as far as the remote tells."""

    def __init__(self, number: int, audience: str, *, holder: str, since: str, tag: str) -> None:
        """Name the issue, who holds the lock since when, and the tag at the remote that says so.

        Args:
            since: The time in words; empty where the tag tells none.
        """
        super().__init__(
            f"issue {number} to {audience} was begun by {holder}{f' on {since}' if since else ''} (git tag {tag})",
            hint=f"fetch its receipt with git pull, or look with trax status {number}; "
            "only if that machine is gone for good, repeat the command with --take-over",
        )
        self.holder = holder


class Unconfirmed(Refusal):
    """The number of recipients was not typed, or not the right one."""

    def __init__(self, number: int, expected: int) -> None:
        """Say what has to be typed."""
        super().__init__(
            f"issue {number} was not sent: the number of recipients was not confirmed",
            hint=f"to send to {expected}, type it at the question or give --recipients {expected}",
        )


class SlotShifted(Refusal):
    """A planned time whose wall time, zone and UTC do not agree: the rules of that zone have changed since."""

    def __init__(self, planned: str, problem: str) -> None:
        """Name the planned time, and what it would be on this machine."""
        super().__init__(
            f"the planned time {planned} is not the one that was approved: {problem}",
            hint="renew the time-zone data of this machine, or approve again with --at and the time that is meant",
        )


class NoUndo(Refusal):
    """A send at once that nobody confirmed a second time."""

    def __init__(self, number: int) -> None:
        """Say how it is confirmed."""
        super().__init__(
            f"issue {number} was not sent: that it goes out at once and cannot be taken back was not confirmed",
            hint="leave --now out to have a quarter of an hour, or confirm it with --no-undo",
        )


class BadAddress(UsageError):
    """An address on the command line that is none."""

    def __init__(self, option: str, text: str, problem: str) -> None:
        """Name the option, the text and what is wrong with it."""
        shown = "".join(letter if letter.isprintable() else "?" for letter in text)
        super().__init__(f'{option}: "{shown[:80]}" {problem}', hint="write it like ana@example.org")


class NoTime(UsageError):
    """A schedule without a time."""

    def __init__(self, number: int) -> None:
        """Say where a time comes from."""
        super().__init__(
            f"no time was approved for issue {number}, and none was given",
            hint=f'give one: trax schedule {number} --at "first Tuesday 10:00"',
        )


class ScheduledOtherwise(Refusal):
    """An issue that goes out at another time already."""

    def __init__(self, number: int, says: str) -> None:
        """Keep what there is in words."""
        super().__init__(says, hint=f"to choose another time, take it back first: trax cancel {number}")


class TimeOver(Refusal):
    """A schedule by an approved time that has come or gone."""

    def __init__(self, number: int, planned: str) -> None:
        """Name the time."""
        super().__init__(
            f"the time that was approved for issue {number} is over: {planned}",
            hint=f"send it now: trax send {number}; or approve another time: trax approve {number} --by NAME --at TIME",
        )


class FileTrouble(TraxError):
    """A file or folder that cannot be read or written (permission, full disk, a folder in the way)."""

    exit_code = 4

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the path and what the system said."""
        super().__init__(
            f"{path}: {error.strerror or error}", hint="mend that, then repeat the command; nothing was lost"
        )


class LedgerTrouble(TraxError):
    """The ledger cannot be kept; without it nothing is begun at a provider."""

    exit_code = 4

    def __init__(self, path: Path | str, problem: str, *, hint: str) -> None:
        """Name the file, what is wrong with it, and the cure."""
        super().__init__(f"{path}: {problem}", hint=hint)


class GitTrouble(TraxError):
    """Git cannot do here what it was asked for; nothing was changed."""

    exit_code = 4

    def __init__(self, where: Path | str, said: str, *, hint: str = "") -> None:
        """Name the folder and keep what git said, on one line."""
        super().__init__(f"{where}: git: {said}", hint=hint or "mend that, then repeat the command; nothing was sent")
        self.said = said


class LockUnreachable(TraxError):
    """The remote that keeps machines apart cannot be asked, or takes no tag; nothing was sent."""

    exit_code = 4

    def __init__(self, remote: str, said: str) -> None:
        """Name the remote and what git said, on one line."""
        super().__init__(
            f'the git remote "{remote}" does not say who sends this issue: {said}',
            hint='nothing was sent; repeat when git can push to it again, or set lock = "none" in [delivery]',
        )
        self.said = said


class ProviderError(TraxError):
    """The mailing provider or the network said no, and surely did nothing."""

    exit_code = 4

    def __init__(self, provider: str, operation: str, detail: str, *, hint: str = "") -> None:
        """Name the provider, what was asked of it and its answer."""
        super().__init__(f"{provider}: {operation}: {detail}", hint=hint)
        self.provider = provider
        self.operation = operation
        self.detail = detail


class AuthError(ProviderError):
    """The provider does not accept the key."""

    exit_code = 3


class NotFound(ProviderError):
    """A campaign or an audience that the provider does not have."""


class PlanLimit(ProviderError):
    """A wish that the account's plan or credit does not cover; nothing was done."""


class Rejected(ProviderError):
    """An answer that says no (4xx) and that nobody has given a meaning yet; nothing was done."""

    def __init__(
        self, provider: str, operation: str, status: int, said: str, *, code: str = "", is_spoken: bool = True
    ) -> None:
        """Keep the status and the provider's own words.

        Args:
            code: The provider's own code for the refusal, where it has one.
            is_spoken: Whether the provider itself answered, in JSON, and not something in front of it.
        """
        super().__init__(provider, operation, f"it was refused ({status}): {said}" if said else f"refused ({status})")
        self.status = status
        self.said = said
        self.code = code
        self.is_spoken = is_spoken


class RateLimited(ProviderError):
    """Too many calls; the provider names a pause that is too long to wait for here."""

    def __init__(self, provider: str, operation: str, pause_s: float | None) -> None:
        """Name the pause in seconds, or None where the provider named none."""
        pause = "" if pause_s is None else _pause_in_words(pause_s)
        detail = f"too many calls; it asks for a pause of {pause}" if pause else "too many calls; it asks for a pause"
        super().__init__(provider, operation, detail, hint=f"repeat the command in {pause or 'a while'}")
        self.pause_s = pause_s


class Unavailable(ProviderError):
    """The provider was never reached, or could not answer a question; nothing was done."""


class Unsupported(ProviderError):
    """A wish that cannot be expressed at this provider."""

    exit_code = 1


class InvalidContent(ProviderError):
    """Content that cannot stand in a mail as it is."""

    exit_code = 1


class NoSingleReaders(Unsupported):
    """A wish for single readers at a provider that only knows whole audiences."""

    def __init__(self, provider: str) -> None:
        """Say what knows each reader."""
        super().__init__(
            provider,
            "resend",
            "it writes to its audience as a whole, and tells nothing of single readers",
            hint="--to is for the provider smtp; to send the whole issue anew, leave it out",
        )


class WrongState(ProviderError):
    """A step that the campaign's state does not allow; `actual` is that state."""

    exit_code = 1

    def __init__(self, provider: str, operation: str, actual: str, *, hint: str = "") -> None:
        """Name the state the campaign is in."""
        super().__init__(provider, operation, f"the campaign is {actual}", hint=hint)
        self.actual = actual


class Duplicate(ProviderError):
    """More than one campaign for one issue and audience has left the draft state."""

    exit_code = 1


class Drift(ProviderError):
    """The provider's copy is not what was pushed; `details` shows where, line by line."""

    exit_code = 1

    def __init__(
        self, provider: str, operation: str, detail: str, *, hint: str = "", details: Sequence[str] = ()
    ) -> None:
        """Keep what differs."""
        super().__init__(provider, operation, detail, hint=hint)
        self.details = tuple(details)


class Unforeseen(TraxError):
    """A fault of trax itself, which nobody foresaw; where it stopped is not known."""

    exit_code = 5

    def __init__(self, error: Exception) -> None:
        """Name the fault as far as its own words go."""
        super().__init__(
            f"something went wrong that trax did not foresee ({type(error).__name__}: {error})",
            hint="if an issue was on its way: trax status. Please report it with what TRAX_DEBUG=1 prints",
        )


class OutcomeUnknown(TraxError):
    """A call whose reply was lost; the provider may have acted. Never repeated blindly."""

    exit_code = 5


def _pause_in_words(pause_s: float) -> str:
    """Return `40 seconds` or `60 minutes`, rounded up: a call that comes too early is refused again. Never `1 …`."""
    seconds = max(2, math.ceil(pause_s))
    return f"{seconds} seconds" if seconds <= 120 else f"{math.ceil(seconds / 60)} minutes"  # noqa: PLR2004 - taste
