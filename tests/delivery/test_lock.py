"""The lock between machines, with real clones of a real repository: raced, killed, refused, cut off, taken over."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from tests.delivery.clones import ENVIRONMENT, NOW, Clones, add_hook, commit, git, take, write
from trax.delivery.git import open_repository
from trax.delivery.lock import NO_REMOTE, read_lock, take_lock
from trax.delivery.machine import RunId, new_run
from trax.errors import GitTrouble, LockHeld, LockUnreachable

if TYPE_CHECKING:
    from pathlib import Path

    from trax.delivery.git import Repository
    from trax.delivery.lock_tag import Lock

TAG = "send/50/readers/1"
# One run in a process of its own, which may be killed.
RUN = """
import sys
from pathlib import Path
from tests.delivery.clones import take
from trax.delivery.git import open_repository
repository = open_repository(Path(sys.argv[1]))
assert repository
lock = take(repository, take_over="over" in sys.argv)
print(lock.tag)
"""
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


@pytest.fixture
def clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clones:
    for name, value in {**ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    made = Clones(tmp_path)
    made.found()
    return made


def read(repository: Repository, *, generation: int = 1) -> Lock | None:
    return read_lock(repository, issue=50, audience="readers", generation=generation)


def run_killed(folder: Path, *more: str, kill: str = "") -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), *more],
        env={**os.environ, "TRAX_KILL": kill},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def snapshot(folder: Path) -> dict[str, str]:
    """Everything of a clone that belongs to the person: work tree, index, HEAD, all refs, what was fetched last."""
    names = ["HEAD", "index", "FETCH_HEAD", "config"]
    files = {name: (folder / ".git" / name).read_bytes().hex() for name in names if (folder / ".git" / name).exists()}
    return {**files, "refs": git(folder, "for-each-ref"), "tree": git(folder, "status", "--porcelain", "--ignored")}


# What a lock is.


def test_the_first_machine_gets_the_lock_and_the_next_is_told_who_has_it(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    run = new_run(ana.root, user="Ana")
    lock = take(ana, run=run)
    assert lock
    assert (lock.tag, lock.remote, lock.holder, lock.begun_at) == (TAG, "origin", run, NOW)
    with pytest.raises(LockHeld) as caught:
        take(bo)
    error = caught.value
    assert error.message == (
        f"issue 50 to readers was begun by Ana on {run.machine} on 01.12.2014 09:30 UTC (git tag {TAG})"
    )
    assert (error.exit_code, error.holder) == (1, f"Ana on {run.machine}")
    assert "--take-over" in error.hint
    assert clones.tags == {TAG: run.machine}


def test_every_clone_reads_the_same_lock(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    assert read(bo) is None
    lock = take(ana)
    assert read(bo) == read(ana) == lock
    assert lock
    assert [lock.is_held_by(name) for name in (lock.holder.machine, "another", "")] == [True, False, False]


def test_a_later_run_of_the_same_machine_goes_on_with_the_lock_of_the_first(clones: Clones) -> None:
    ana = clones.clone("ana")
    assert take(ana) == take(ana)
    assert list(clones.tags) == [TAG]


def test_a_second_clone_on_the_same_computer_is_another_machine(clones: Clones) -> None:
    take(clones.clone("ana"))
    shutil.copytree(clones.root / "ana", clones.root / "copy")
    with pytest.raises(LockHeld):
        take(clones.open("copy"))


def test_another_generation_issue_or_audience_has_a_lock_of_its_own(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    take(ana)
    run = new_run(bo.root, user="Bo")
    wishes = [
        (50, "readers", 2),
        (5, "readers", 1),
        (50, "Menschen in Zürich?", 1),
        (50, "読者", 1),
        (50, "a..b.lock", 1),
    ]
    for issue, audience, generation in wishes:
        lock = take_lock(bo, issue=issue, audience=audience, generation=generation, run=run, now=NOW, take_over=False)
        assert lock
        assert lock.is_held_by(run.machine)
    assert len(clones.tags) == 6
    assert "send/50/menschen-in-zurich/1" in clones.tags


def test_nothing_of_the_person_is_touched(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    for repository in (ana, bo):
        write(repository.root, "issues/050/issue.md", "half written\n")
        commit(repository.root, "issues/trax.toml", "# changed, not pushed\n")
        git(repository.root, "add", "issues")
        git(repository.root, "tag", "-a", "-m", "mine", "mine")
        git(repository.root, "fetch", "-q", "origin", "main")
    new_run(ana.root, user=""), new_run(bo.root, user="")
    before = [snapshot(repository.root) for repository in (ana, bo)]
    take(ana)
    with pytest.raises(LockHeld):
        take(bo)
    take(bo, take_over=True)
    assert [snapshot(repository.root) for repository in (ana, bo)] == before


def test_the_tag_carries_no_work_to_the_remote_and_is_sound(clones: Clones) -> None:
    ana = clones.clone("ana")
    commit(ana.root, "issues/050/issue.md", "not published\n")
    secret = git(ana.root, "rev-parse", "HEAD").strip()
    take(ana)
    kind = f"{TAG}^{{commit}}"
    assert git(clones.remote, "ls-tree", "-r", kind) == ""
    assert git(clones.remote, "rev-list", "--count", kind) == "1\n"
    assert git(clones.remote, "cat-file", "-t", f"refs/tags/{TAG}") == "tag\n"
    assert "error" not in git(clones.remote, "fsck", "--strict", "--full")
    with pytest.raises(subprocess.CalledProcessError):
        git(clones.remote, "cat-file", "-e", secret)


def test_a_persons_next_fetch_does_not_bring_the_tags(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    take(ana)
    commit(ana.root, "issues/050/issue.md", "published\n")
    git(ana.root, "push", "-q", "origin", "main")
    git(bo.root, "fetch", "-q")
    assert git(bo.root, "tag", "--list") == ""


# Without a remote there is no lock.


def test_without_a_remote_there_is_no_lock(tmp_path: Path, clones: Clones) -> None:
    git(tmp_path, "init", "-q", "alone")
    alone = clones.open("alone")
    assert (take(alone), read(alone)) == (None, None)
    run = RunId("m", "Ana", "r")
    assert take_lock(None, issue=50, audience="a", generation=1, run=run, now=NOW, take_over=False) is None
    assert read_lock(None, issue=50, audience="a", generation=1) is None
    assert "only the look-up at the provider" in NO_REMOTE


# Races.


def test_of_eight_clones_that_race_ten_times_one_wins_each_time(clones: Clones) -> None:
    racing = [clones.clone(f"clone-{number}") for number in range(8)]
    runs = [new_run(repository.root, user=repository.root.name) for repository in racing]
    for generation in range(1, 11):
        together = Barrier(len(racing))

        def race(number: int, generation: int = generation, together: Barrier = together) -> str:
            together.wait()
            try:
                take(racing[number], run=runs[number], generation=generation)
            except LockHeld as error:
                return error.holder
            return "won"

        with ThreadPoolExecutor(len(racing)) as pool:
            ends = list(pool.map(race, range(len(racing))))
        winner = ends.index("won")
        assert set(ends) == {"won", f"clone-{winner} on {runs[winner].machine}"}
        assert ends.count("won") == 1
        assert clones.tags[f"send/50/readers/{generation}"] == runs[winner].machine


def test_of_those_that_take_over_at_once_one_wins(clones: Clones) -> None:
    take(clones.clone("gone"))
    racing = [clones.clone(f"clone-{number}") for number in range(4)]
    together = Barrier(len(racing))

    def race(repository: Repository) -> str:
        together.wait()
        try:
            lock = take(repository, take_over=True)
        except LockHeld:
            return "held"
        assert lock
        return lock.tag

    with ThreadPoolExecutor(len(racing)) as pool:
        ends = list(pool.map(race, racing))
    # Who begins after the first has won takes over from that one, as its person says.
    taken = sorted(end for end in ends if end != "held")
    assert taken == [f"{TAG}+{number}" for number in range(1, len(taken) + 1)]
    assert sorted(clones.tags) == [TAG, *taken]


# Taking over.


def test_who_takes_over_holds_the_lock_and_the_one_before_no_longer(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    first = take(ana)
    lock = take(bo, take_over=True)
    assert lock
    assert (lock.tag, read(ana)) == (f"{TAG}+1", lock)
    assert take(bo) == take(bo, take_over=True) == lock
    with pytest.raises(LockHeld, match=r"was begun by Bo on .*/1\+1\)"):
        take(ana)
    back = take(ana, take_over=True)
    assert back
    assert (back.tag, back.holder.machine) == (f"{TAG}+2", first and first.holder.machine)


def test_the_tenth_takeover_counts_more_than_the_ninth(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    for _ in range(5):
        take(ana, take_over=True)
        last = take(bo, take_over=True)
    take(ana, take_over=True)
    assert last
    assert (last.tag, read(bo) == take(ana)) == (f"{TAG}+9", True)
    assert f"{TAG}+10" in clones.tags


def test_taking_over_what_nobody_holds_is_taking_it(clones: Clones) -> None:
    take(clones.clone("ana"), take_over=True)
    assert list(clones.tags) == [TAG]


# Killed, and the reply lost: the same command again finds what became of it.


@needs_kill
@pytest.mark.parametrize("point", ["lock-read", "lock-made", "lock-pushed"])
def test_a_run_killed_anywhere_and_repeated_has_the_lock(clones: Clones, point: str) -> None:
    ana = clones.clone("ana")
    run_killed(ana.root, kill=point)
    assert len(clones.tags) == (point == "lock-pushed")
    lock = take(ana)
    assert lock
    assert clones.tags == {TAG: lock.holder.machine}
    assert git(ana.root, "tag", "--list") == ""


@needs_kill
def test_a_takeover_killed_after_its_push_and_repeated_is_one_takeover(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    take(ana)
    run_killed(bo.root, "over", kill="lock-pushed")
    lock = take(bo)
    assert lock
    assert lock.tag == f"{TAG}+1"
    assert take(bo, take_over=True) == lock


@needs_kill
def test_a_run_killed_while_the_remote_had_taken_the_tag_has_the_lock_afterwards(clones: Clones) -> None:
    """Killed from within the remote: the tag is there, and no word of it has come back."""
    ana = clones.clone("ana")
    clones.hook("post-receive", 'kill -9 "$(cat "$TRAX_TEST_PID")"')
    script = f"import os; open(os.environ['TRAX_TEST_PID'], 'w').write(str(os.getpid()))\n{RUN}"
    environment = {**os.environ, "TRAX_TEST_PID": str(clones.root / "pid")}
    command = [sys.executable, "-c", script, str(ana.root)]
    killed = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(clones.tags) == [TAG]
    clones.hook("post-receive", "exit 0")
    assert take(ana) == read(ana)


@needs_kill
def test_a_remote_that_takes_the_tag_and_dies_has_taken_it(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    clones.hook("post-receive", "kill -9 $PPID")
    lock = take(ana)
    assert lock
    assert clones.tags == {TAG: lock.holder.machine}
    with pytest.raises(LockHeld):
        take(bo)


@needs_kill
def test_a_remote_that_dies_before_it_takes_the_tag_has_not(clones: Clones) -> None:
    ana = clones.clone("ana")
    clones.hook("pre-receive", "kill -9 $PPID")
    with pytest.raises(LockUnreachable):
        take(ana)
    assert clones.tags == {}
    clones.hook("pre-receive", "exit 0")
    assert take(ana)


@needs_kill
def test_a_tag_that_arrives_after_its_run_has_died_is_ours(clones: Clones) -> None:
    ana = clones.clone("ana")
    for name in ("asked", "gate", "taken"):
        os.mkfifo(clones.root / name)
    clones.hook("pre-receive", f'echo > "{clones.root}/asked"; read -r word < "{clones.root}/gate"')
    clones.hook("post-receive", f'echo > "{clones.root}/taken"')
    with subprocess.Popen([sys.executable, "-c", RUN, str(ana.root)], stdout=subprocess.DEVNULL) as run:
        (clones.root / "asked").read_text("ascii")
        run.kill()
    assert (clones.tags, read(ana)) == ({}, None)
    (clones.root / "gate").write_text("go on\n", "ascii")
    (clones.root / "taken").read_text("ascii")
    clones.hook("post-receive", "exit 0")
    lock = take(ana)
    assert lock
    assert clones.tags == {TAG: lock.holder.machine}


def test_a_remote_that_does_not_answer_in_time_is_given_up(clones: Clones) -> None:
    clones.clone("ana")
    refuse(clones.open("ana", patience_s=0.0001), match="no answer within 0.0001 seconds")


# Remotes that say no.


def refuse(repository: Repository, *, match: str) -> LockUnreachable:
    with pytest.raises(LockUnreachable, match=match) as caught:
        take(repository)
    error = caught.value
    assert (error.exit_code, "\n" in error.message, "nothing was sent" in error.hint) == (4, False, True)
    return error


def test_a_remote_that_is_gone_is_said_in_one_line(clones: Clones) -> None:
    ana = clones.clone("ana")
    clones.remote.rename(clones.root / "elsewhere")
    refuse(ana, match="does not appear to be a git repository")
    with pytest.raises(LockUnreachable):
        read(ana)


def test_a_remote_whose_hook_refuses_is_quoted(clones: Clones) -> None:
    ana = clones.clone("ana")
    clones.hook("pre-receive", "echo 'tags are protected here' >&2; exit 1")
    error = refuse(ana, match="tags are protected here")
    assert "pre-receive hook declined" in error.message
    clones.hook("pre-receive", "exit 0")
    take(clones.clone("bo"))
    clones.hook("pre-receive", "exit 1")
    with pytest.raises(LockUnreachable):
        take(ana, take_over=True)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is read-only for the administrator")
def test_a_remote_without_permission_to_write_is_refused(clones: Clones) -> None:
    ana = clones.clone("ana")
    folders = [clones.remote / "objects", clones.remote / "refs" / "tags"]
    for folder in folders:
        folder.chmod(0o555)
    refuse(ana, match="ermission|unpack")
    for folder in folders:
        folder.chmod(0o755)


def test_a_tag_that_cannot_be_fetched_is_said(clones: Clones, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    take(ana)
    hook = write(clones.root, "settings", "[uploadpack]\npackObjectsHook = false\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(hook))
    refuse(bo, match="bad pack header")
    assert take(ana)


def test_a_password_in_the_address_is_never_shown(clones: Clones) -> None:
    ana = clones.clone("ana")
    # Nobody listens at port 1 of this machine.
    git(ana.root, "remote", "set-url", "origin", "http://ana:canary-77@127.0.0.1:1/x.git?token=canary-77")
    error = refuse(ana, match=r"http://(\*\*\*@)?127\.0\.0\.1:1/")
    assert "canary-77" not in repr([error.message, error.hint, error.args, ana.remote()])


def test_a_tag_in_the_way_is_said(clones: Clones) -> None:
    ana = clones.clone("ana")
    git(clones.remote, "tag", "send/50", "main")
    refuse(ana, match="send/50")


# What else may lie at the remote, or in the clone.


@pytest.mark.parametrize(
    ("options", "holder"),
    [((), "somebody by hand"), (("-a", "-m", "mine"), "Ana Ruiz by hand")],
    ids=["plain", "annotated"],
)
def test_a_tag_made_by_hand_is_another_ones_lock(clones: Clones, options: tuple[str, ...], holder: str) -> None:
    ana = clones.clone("ana")
    git(clones.remote, "tag", *options, TAG, "main")
    with pytest.raises(LockHeld) as caught:
        take(ana)
    assert caught.value.holder == holder
    lock = take(ana, take_over=True)
    assert lock
    assert lock.tag == f"{TAG}+1"


def test_our_tag_pushed_under_another_name_is_not_our_lock(clones: Clones) -> None:
    ana = clones.clone("ana")
    take(ana)
    git(clones.remote, "update-ref", "refs/tags/send/50/readers/2", f"refs/tags/{TAG}")
    with pytest.raises(LockHeld):
        take(ana, generation=2)


def test_tags_that_only_look_alike_do_not_count(clones: Clones) -> None:
    ana = clones.clone("ana")
    for name in (f"{TAG}+x", f"{TAG}+01", f"{TAG}0", f"other/{TAG}", "send/50/readers/1+1/more"):
        git(clones.remote, "tag", name, "main")
    lock = take(ana)
    assert lock
    assert lock.tag == TAG


def test_a_tag_that_is_only_in_the_clone_counts_for_nothing(clones: Clones) -> None:
    ana = clones.clone("ana")
    git(ana.root, "tag", "-a", "-m", "left behind", TAG)
    before = git(ana.root, "for-each-ref")
    lock = take(ana)
    assert lock
    assert clones.tags == {TAG: lock.holder.machine}
    assert git(ana.root, "for-each-ref") == before


def test_what_the_person_wants_for_pushes_of_their_own_does_not_hold_for_the_tag(clones: Clones) -> None:
    ana = clones.clone("ana")
    git(ana.root, "tag", "-a", "-m", "mine", "mine")
    wishes = {
        "tag.gpgSign": "true",
        "commit.gpgSign": "true",
        "push.gpgSign": "true",
        "push.followTags": "true",
        "push.pushOption": "ci.skip",
        "push.recurseSubmodules": "on-demand",
        "gpg.program": "false",
        "remote.origin.mirror": "true",
        "remote.origin.prune": "true",
        "remote.origin.push": "+refs/heads/*:refs/heads/*",
        "color.ui": "always",
        "core.hooksPath": str(clones.root / "hooks"),
    }
    for name, value in wishes.items():
        git(ana.root, "config", name, value)
    for name in ("pre-push", "reference-transaction", "post-index-change"):
        add_hook(clones.root / "hooks", name, f'touch "{clones.root}/ran"; exit 1')
    lock = take(ana)
    assert lock
    assert clones.tags == {TAG: lock.holder.machine}
    assert not (clones.root / "ran").exists()
    add_hook(ana.root / ".git" / "hooks", "pre-push", "exit 1")
    git(ana.root, "config", "--unset", "core.hooksPath")
    assert take(ana, generation=2)


def test_it_is_read_where_it_is_pushed_to_and_not_in_a_mirror(clones: Clones) -> None:
    ana = clones.clone("ana")
    git(clones.root, "clone", "-q", "--mirror", clones.remote.as_uri(), "mirror.git")
    git(ana.root, "remote", "set-url", "origin", (clones.root / "mirror.git").as_uri())
    git(ana.root, "remote", "set-url", "--push", "origin", clones.remote.as_uri())
    take(ana)
    assert list(clones.tags) == [TAG]
    assert read(ana) == take(ana)


def test_an_empty_repository_has_a_lock_too(clones: Clones) -> None:
    shutil.rmtree(clones.remote)
    clones.found(is_empty=True)
    ana, bo = clones.clone("ana"), clones.clone("bo")
    assert take(ana)
    with pytest.raises(LockHeld):
        take(bo)


def test_a_shallow_clone_and_a_detached_head_have_one_too(clones: Clones) -> None:
    first = clones.clone("first")
    commit(first.root, "issues/050/issue.md", "text\n")
    git(first.root, "push", "-q", "origin", "main")
    take(first)
    shallow = clones.clone("shallow", "--depth=1")
    git(shallow.root, "checkout", "-q", "--detach")
    with pytest.raises(LockHeld):
        take(shallow)
    assert take(shallow, take_over=True)
    assert git(shallow.root, "rev-list", "--count", "HEAD") == "1\n"


def test_a_newsletter_below_the_top_of_the_repository_has_one_too(clones: Clones) -> None:
    ana = clones.clone("ana")
    commit(ana.root, "news/issues/trax.toml", "# settings\n")
    git(ana.root, "remote", "set-url", "origin", "../shared.git")
    below = open_repository(ana.root / "news")
    assert below
    assert take(below)
    assert list(clones.tags) == [TAG]


def test_names_that_git_does_not_take_are_cleaned(clones: Clones) -> None:
    ana, bo = clones.clone("ana"), clones.clone("bo")
    git(ana.root, "config", "user.name", "Ana <x> \x1b[31m\nrun: other")
    take(ana, run=RunId("machine-1", "Ana\nmachine: bo", "run-1"))
    lock = read(bo)
    assert lock
    assert lock.holder == RunId("machine-1", "Ana machine: bo", "run-1")
    git(bo.root, "config", "user.name", "")
    git(bo.root, "config", "user.email", "")
    assert take(bo, run=RunId("machine-2", "", "run-2"), generation=2)
    assert "error" not in git(clones.remote, "fsck", "--strict")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is read-only for the administrator")
def test_a_clone_that_cannot_be_written_to_is_refused(clones: Clones) -> None:
    ana = clones.clone("ana")
    run = new_run(ana.root, user="Ana")
    objects = ana.root / ".git" / "objects"
    before = [path for path in (objects, *objects.iterdir()) if path.is_dir()]
    for path in before:
        path.chmod(0o555)
    with pytest.raises(GitTrouble, match="insufficient permission") as caught:
        take(ana, run=run)
    for path in before:
        path.chmod(0o755)
    assert (caught.value.exit_code, clones.tags) == (4, {})
