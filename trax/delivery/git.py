"""Git, as far as delivery asks it: who wrote what, what is not committed, and new tags at the remote.

The only module that runs git. A person's index, HEAD, branches, tags and files are never touched, no hook of the
repository is run, and what git says is asked for in one language.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from trax.delivery import approval_file, receipt
from trax.errors import GitTrouble, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCAL_S = 30.0
NETWORK_S = 60.0
LIMIT_BYTES = 20_000_000
WORDS_LIMIT = 300
# The setting that may name the remote.
SETTING = "delivery.remote"
# Written by trax and committed by whoever approves: committing them makes nobody an author.
# More generations than nine of one issue are not worth telling apart.
OURS = frozenset({approval_file.NAME, *(receipt.receipt_name(number) for number in range(1, 10))})
# A hook that runs trax hands these on, and they would lead git elsewhere than to the newsletter's folder.
# What traces git would trace into what we read.
LEADING_AWAY = re.compile(
    "GIT_(DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX"
    "|(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS|TRACE.*|CURL_VERBOSE)|LANGUAGE"
)
CREDENTIALS = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^/\s]*@", re.IGNORECASE)
QUERY_VALUE = re.compile(r"([?&][^=&\s]+=)[^&\s'\"]+")
NOT_TEXT = re.compile("\x1b\\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
CO_AUTHOR = re.compile(r"^co-authored-by:[ \t]*([^<>\n]*<[^<>\s]*>)[ \t]*$", re.IGNORECASE | re.MULTILINE)
CONTACT = re.compile(r"(.*?) ?<(.*)>")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as git knows them; what it does not know is empty."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Remote:
    """The repository that all machines share. Its address may hold a password and is never shown."""

    name: str
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FolderState:
    """What of a folder is not committed: files changed, new or gone, by their path below it."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """How git ended and what it printed; `said` is its complaint on one line, without passwords."""

    code: int
    out: bytes = field(repr=False)
    said: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a newsletter lies in.

    Attributes:
        root: Folder of the newsletter.
        top: Folder of the work tree, which may be one above it.
        wanted_remote: The remote that the settings name; empty when they name none.
        patience_s: How long a remote may take to answer.
    """

    root: Path
    top: Path
    wanted_remote: str = ""
    patience_s: float = NETWORK_S

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return what git prints.

        Raises:
            GitTrouble: If it refuses.
        """
        return _require(self.root, run_git(self.top, *arguments, given=given)).out

    def ask_remote(self, *arguments: str) -> Answer:
        """Return how a command ended that talks to the remote, whichever way.

        Raises:
            GitTrouble: If it took too long; a push may have arrived all the same.
        """
        return run_git(self.top, *arguments, patience_s=self.patience_s)

    def identity(self) -> Person:
        """Return who works here, as the history names them."""
        person = read_identity(self.root)
        return next(iter(self._as_known([f"{person.name} <{person.email}>"])))

    def authors(self, folder: Path) -> frozenset[Person]:
        """Return everybody who wrote in a folder: in any commit of its history, as co-author, or now and uncommitted.

        A merge makes nobody an author, and neither does committing an approval or a receipt.

        Raises:
            GitTrouble: If the history is not all here.
        """
        if self.ask("rev-parse", "--is-shallow-repository").strip() == b"true":
            hint = "fetch it all with git fetch --unshallow, then repeat the command"
            raise GitTrouble(self.root, "the history is cut off, so who wrote the issue is not known", hint=hint)
        everybody = self._as_known(self._contacts(folder))
        is_at_work = any(name not in OURS for name in self.state(folder).changed)
        return everybody | {self.identity()} if is_at_work else everybody

    def state(self, folder: Path) -> FolderState:
        """Return what of a folder is not committed."""
        inside = self._name_of(folder)
        out = self.ask(
            *("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"), "--", f":(literal){inside}"
        )
        paths = [os.fsdecode(row[3:]) for row in out.split(b"\0") if row]
        return FolderState(tuple(sorted(path if inside == "." else path.removeprefix(f"{inside}/") for path in paths)))

    def remote(self) -> Remote | None:
        """Return the remote that all machines share, or None when there is none.

        Raises:
            SettingsError: If the settings name one that is not there, or one of several has to be named.
        """
        names = os.fsdecode(self.ask("remote")).split()
        wanted = self.wanted_remote or self._upstream()
        if self.wanted_remote and wanted not in names:
            has = f"the remotes are: {', '.join(names)}" if names else "there is no remote: git remote add NAME ADDRESS"
            raise SettingsError(f'issues/trax.toml: {SETTING}: there is no git remote "{wanted}"', hint=has)
        name = next((name for name in (wanted, "origin") if name in names), names[0] if len(names) == 1 else "")
        if not name and names:
            hint = f"name the one that all machines share in issues/trax.toml: {SETTING}"
            raise SettingsError(f"this newsletter has several git remotes: {', '.join(names)}", hint=hint)
        # The address to push to, for reading too: what was read elsewhere, in a mirror, may be old.
        return Remote(name, os.fsdecode(self.ask("remote", "get-url", "--push", name)).rstrip("\n")) if name else None

    def _upstream(self) -> str:
        branch = run_git(self.top, "symbolic-ref", "--quiet", "--short", "HEAD").out
        name = f"branch.{os.fsdecode(branch).strip()}.remote"
        return os.fsdecode(run_git(self.top, "config", "--get", name).out).strip()

    def _contacts(self, folder: Path) -> tuple[str, ...]:
        """Return the authors and co-authors of a folder's history as `Name <address>`."""
        if run_git(self.top, "rev-parse", "--verify", "--quiet", "HEAD").code:
            return ()
        inside = self._name_of(folder)
        without = [f":(exclude,literal){inside}/{name}" for name in sorted(OURS)]
        out = self.ask(
            *("log", "--full-history", "--no-merges", "--no-show-signature", "--encoding=UTF-8"),
            *("--format=%x00%an <%ae>%n%B", "HEAD", "--", f":(literal){inside}", *without),
        )
        commits = out.decode("utf-8", "replace").split("\0")[1:]
        return tuple(name for text in commits for name in (text.partition("\n")[0], *CO_AUTHOR.findall(text)))

    def _as_known(self, contacts: Sequence[str]) -> frozenset[Person]:
        """Return the persons as `.mailmap` names them."""
        lines = "".join(f"{contact}\n" for contact in sorted(set(contacts)) if CONTACT.fullmatch(contact)).encode()
        out = self.ask("check-mailmap", "--stdin", given=lines) if lines else b""
        found = (CONTACT.fullmatch(line) for line in out.decode("utf-8", "replace").split("\n"))
        return frozenset(Person(match[1], match[2]) for match in found if match)

    def _name_of(self, folder: Path) -> str:
        return folder.resolve().relative_to(self.top).as_posix()


def open_repository(root: Path, *, remote: str = "", patience_s: float = NETWORK_S) -> Repository | None:
    """Return the repository that keeps a newsletter, or None when none does.

    None does where git is not installed, where the folder is in no work tree, and where git was told to ignore it.

    Args:
        remote: The remote that the settings name; empty when they name none.

    Raises:
        GitTrouble: If there is a repository that git cannot use: never taken for none, since it may hold the lock.
    """
    if shutil.which("git") is None:
        return None
    answer = run_git(root, "rev-parse", "--is-inside-work-tree", "--show-toplevel")
    if answer.out.startswith(b"false"):
        return None
    if answer.code:
        if _has_git_above(root):
            raise GitTrouble(root, answer.said)
        return None
    top = Path(os.fsdecode(answer.out.partition(b"\n")[2].removesuffix(b"\n"))).resolve()
    if root.resolve() != top and _is_ignored(root):
        return None
    return Repository(root, top, remote, patience_s)


def read_identity(folder: Path) -> Person:
    """Return the name and the address that git writes under changes here; empty where it knows none.

    Raises:
        GitTrouble: If git's settings cannot be read.
    """
    if shutil.which("git") is None:
        return Person("", "")
    # 1: it is not set.
    answers = [_require(folder, run_git(folder, "config", "--get", key), also=1) for key in ("user.name", "user.email")]
    texts = (NOT_TEXT.sub("", answer.out.decode("utf-8", "replace")) for answer in answers)
    # Git leaves the brackets out too: an address stands between them.
    name, email = (" ".join(text.replace("<", "").replace(">", "").split()) for text in texts)
    return Person(name, email)


def git_version() -> tuple[int, ...]:
    """Return the version of git here: `(2, 39, 5)`.

    Raises:
        GitTrouble: If there is no git.
    """
    match = re.search(r"([0-9]+(?:\.[0-9]+)*)", run_git(Path(), "version").out.decode("ascii", "replace"))
    return tuple(int(part) for part in match[1].split(".")) if match else ()


def run_git(folder: Path, *arguments: str, given: bytes = b"", patience_s: float = LOCAL_S) -> Answer:
    """Return how git ended in a folder.

    Args:
        given: What it reads from its standard input.

    Raises:
        GitTrouble: If it cannot be started, takes too long, or prints without end.
    """
    # Not /dev/null of this system: git for Windows knows that name too, and there is never a hook below it.
    command = ["git", "-C", str(folder), "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", *arguments]
    # Files and not pipes: whoever git started and left behind would hold a pipe open, and us with it.
    with _scratch(folder) as out, _scratch(folder) as err:
        try:
            done = subprocess.run(  # noqa: S603 - arguments in a list, no shell
                command, input=given, stdout=out, stderr=err, env=_environment(), timeout=patience_s, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise GitTrouble(folder, f"no answer within {patience_s:g} seconds") from error
        except OSError as error:
            raise GitTrouble(folder, f"cannot be started ({error.strerror or error})") from error
        out.seek(0)
        err.seek(0)
        printed, complaint = out.read(LIMIT_BYTES + 1), err.read(LIMIT_BYTES)
    if len(printed) > LIMIT_BYTES:
        raise GitTrouble(folder, f"printed more than {LIMIT_BYTES // 1_000_000} MB")
    return Answer(done.returncode, printed, one_line(complaint.decode("utf-8", "replace")))


def _scratch(folder: Path) -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        hint = "make room on the disk (the folder for temporary files), then repeat the command; nothing was sent"
        raise GitTrouble(folder, f"no temporary file can be written ({error.strerror})", hint=hint) from error


def one_line(text: str) -> str:
    """Return what git said on one line: no advice, no password of an address, nothing that moves a terminal."""
    lines = [" ".join(line.split()) for line in NOT_TEXT.sub("", text).split("\n")]
    said = "; ".join(line for line in lines if line and not line.startswith("hint:"))
    said = QUERY_VALUE.sub(r"\1***", CREDENTIALS.sub(r"\1***@", said))
    return said if len(said) <= WORDS_LIMIT else f"{said[:WORDS_LIMIT]}…"


def _require(folder: Path, answer: Answer, *, also: int = 0) -> Answer:
    if answer.code not in {0, also}:
        raise GitTrouble(folder, answer.said or f"ended with code {answer.code}")
    return answer


def _environment() -> dict[str, str]:
    kept = {key: text for key, text in os.environ.items() if not LEADING_AWAY.fullmatch(key)}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


def _has_git_above(root: Path) -> bool:
    """Return whether a repository, sound or not, lies where git looks for one."""
    ends = {Path(path) for path in os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep) if path}
    for folder in (root.resolve(), *root.resolve().parents):
        if folder in ends:
            return False
        if os.path.lexists(folder / ".git"):
            return True
    return False


def _is_ignored(root: Path) -> bool:
    # What is tracked is kept, even below an ignored folder.
    return all(run_git(root, "check-ignore", "--quiet", "--", path).code == 0 for path in (".", "issues/trax.toml"))
