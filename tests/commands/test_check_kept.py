"""What `trax check` keeps of an earlier run: the same answer when nothing changed, and never an old one."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trax.commands import check_quick, check_round
from trax.commands.check import command
from trax.commands.link_steps import utc_now
from trax.delivery.check_store import read_store, store_path
from trax.errors import FileTrouble

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
address = ["UPR Info", "1200 Geneva"]
publication = { name = "UPR Trax", organisation = "UPR Info", site = "https://example.org", audience = "readers" }
sender = { name = "UPR Info", email = "news@example.org" }
audiences.readers = { name = "Readers" }
"""
HEADER = "---\nnumber: {}\ntitle: Beyond acceptance of it\npreheader: What became of it all\ndate: {} March {}\n---\n"
QUOTE = (
    "She said: “Without the States that come back and tell us what they have done since, this review would be a "
    "ceremony that nobody needs, and nobody would know it.”\n"
)
WRONG = "Come on Monday, 1 September 2022.\n"
MANY = 12


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """Return a newsletter with twelve issues; 3 has an error, and 12 repeats a quote of 2."""
    letters = {3: WRONG, 2: QUOTE, 12: QUOTE}
    for number in range(1, MANY + 1):
        write(tmp_path, number, letters.get(number, f"Good news of month {number}.\n"))
    (tmp_path / "issues" / "trax.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def write(root: Path, number: int, letter: str, *, header_number: int | None = None) -> None:
    folder = root / "issues" / f"{number:03}"
    folder.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(header_number or number, number, 2014)
    (folder / "issue.md").write_text(header + letter, encoding="utf-8")


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, [*arguments, "--offline", "--workspace", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often more was done than to look up what is kept."""
    times: list[int] = []
    check_issues = check_round.check_issues

    def counted(*arguments: object) -> object:
        times.append(1)
        return check_issues(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("trax.commands.file_steps.check_issues", counted)
    return times


def test_a_second_run_says_the_same_and_works_nothing_out(newsletter: Path, long_way: list[int]) -> None:
    first = run(newsletter)
    assert (first[0], len(long_way)) == (1, 1)
    assert "[weekday]" in first[1]
    assert "[reused-quote]" in first[1]
    assert run(newsletter) == first
    assert run(newsletter, "3")[1] in first[1]
    assert len(long_way) == 1


@pytest.mark.parametrize("arguments", [("--only", "weekday"), ("--skip", "weekday"), ("--as-of", "2014-04-01")])
def test_what_is_not_asked_for_as_usual_is_neither_kept_nor_taken(
    newsletter: Path, long_way: list[int], arguments: tuple[str, str]
) -> None:
    usual = run(newsletter)
    other = run(newsletter, *arguments)
    assert len(long_way) == 2
    assert run(newsletter, *arguments) == other
    assert run(newsletter) == usual
    assert len(long_way) == 3


def test_a_mended_and_a_broken_issue_are_looked_at_anew(newsletter: Path) -> None:
    run(newsletter)
    write(newsletter, 3, "Good news.\n")
    write(newsletter, 5, WRONG)
    code, found, _ = run(newsletter)
    assert code == 1
    assert "issues/003" not in found
    assert "issues/005" in found


def test_an_issue_is_compared_anew_when_one_before_it_changes(newsletter: Path) -> None:
    assert "[reused-quote]" in run(newsletter)[1]
    write(newsletter, 2, "No quote any more.\n")
    assert "[reused-quote]" not in run(newsletter)[1]
    write(newsletter, 2, QUOTE)
    assert "[reused-quote]" in run(newsletter, "12")[1]


def test_a_number_that_is_taken_twice_is_said_and_unsaid(newsletter: Path) -> None:
    run(newsletter)
    write(newsletter, 7, "Good news.\n", header_number=6)
    assert "also the number of" in run(newsletter)[1]
    write(newsletter, 7, "Good news.\n")
    assert "also the number of" not in run(newsletter)[1]


@pytest.mark.parametrize("name", ["trax.toml", "library/people.yaml", "050-new"])
def test_settings_library_and_new_issues_count(newsletter: Path, long_way: list[int], name: str) -> None:
    run(newsletter)
    path = newsletter / "issues" / name
    if name == "050-new":
        write(newsletter, 50, "One more.\n")
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n" if name.endswith("yaml") else SETTINGS + "# a note\n", encoding="utf-8")
    run(newsletter)
    assert len(long_way) == 2


def test_a_fault_of_the_library_is_said_once(newsletter: Path) -> None:
    (newsletter / "issues" / "library").mkdir()
    (newsletter / "issues" / "library" / "people.yaml").write_text("- nam: Ana\n", encoding="utf-8")
    code, found, _ = run(newsletter)
    assert code == 1
    assert found.count("people.yaml") == 2  # its name is missing, and a field is unknown


def test_allowances_hold_in_what_is_kept(newsletter: Path, long_way: list[int]) -> None:
    write(newsletter, 3, "<!-- trax: allow weekday: quoted from an invitation -->\n" + WRONG)
    first = run(newsletter)
    assert (first[0], "issue 3: nothing to correct, 1 silenced" in first[2]) == (0, True)
    assert run(newsletter) == first
    assert len(long_way) == 1


def test_a_header_that_cannot_be_read_is_kept_too(newsletter: Path, long_way: list[int]) -> None:
    (newsletter / "issues" / "004" / "issue.md").write_text("---\nnumber: four\n---\n", encoding="utf-8")
    first = run(newsletter)
    assert first[0] == 1
    assert run(newsletter) == first
    assert len(long_way) == 1


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"version":1}', b'{"version":1,"codes":[],"issues":{"003":[1]}}', b"\xff" * 9]
)
def test_a_damaged_store_is_as_good_as_none(newsletter: Path, damage: bytes) -> None:
    first = run(newsletter)
    store_path(newsletter).write_bytes(damage)
    assert run(newsletter) == first
    assert len(read_store(newsletter).issues) == MANY


def test_every_cut_and_changed_letter_of_the_store_is_survived(newsletter: Path) -> None:
    first = run(newsletter, "3")
    whole = store_path(newsletter).read_bytes()
    document = json.loads(whole)
    for index in range(9):
        document["issues"]["003"][index] = ["wrong", 5, None][index % 3]
        store_path(newsletter).write_text(json.dumps(document), encoding="utf-8")
        assert run(newsletter, "3") == first
    for cut in range(0, len(whole), len(whole) // 20):
        store_path(newsletter).write_bytes(whole[:cut])
        assert run(newsletter, "3") == first


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_cannot_be_written_costs_time_only(newsletter: Path) -> None:
    newsletter.chmod(0o555)
    try:
        assert run(newsletter) == run(newsletter)
    finally:
        newsletter.chmod(0o755)


def test_a_store_that_cannot_be_written_costs_time_only(newsletter: Path, long_way: list[int]) -> None:
    store_path(newsletter).parent.write_text("a file where the folder should be", encoding="utf-8")
    assert run(newsletter) == run(newsletter)
    assert len(long_way) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="one process does it all elsewhere")
def test_several_hands_find_what_one_finds(newsletter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Seen(check_round._Crew):
        def __init__(self, *arguments: object, **names: object) -> None:
            made.append(1)
            super().__init__(*arguments, **names)  # type: ignore[arg-type]

    monkeypatch.setattr(check_round, "_Crew", Seen)
    monkeypatch.setattr("threading.active_count", lambda: 2)
    alone = run(newsletter)
    assert made == []
    store_path(newsletter).unlink()
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2})
    assert run(newsletter) == alone
    write(newsletter, 1, WRONG)  # one to read, all later ones to compare anew
    assert "issues/001" in run(newsletter)[1]
    assert made == [1, 1]


@pytest.mark.skipif(sys.platform != "linux", reason="one process does it all elsewhere")
def test_what_stops_a_hand_stops_the_command(newsletter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a hand slipped")

    monkeypatch.setattr(check_round, "read_for_check", broken)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("threading.active_count", lambda: 1)
    result = CliRunner().invoke(command, ["--offline", "--workspace", str(newsletter)])
    assert str(result.exception) == "a hand slipped"


@pytest.mark.skipif(sys.platform != "linux", reason="one process does it all elsewhere")
@pytest.mark.parametrize("step", ["read_for_check", "find_all"])
def test_a_hand_that_crashes_costs_time_only(newsletter: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The native library that makes mails could take its process down, too."""
    expected = run(newsletter)
    store_path(newsletter).unlink()
    parent, work = os.getpid(), getattr(check_round, step)

    def crash(*arguments: object, **names: object) -> object:
        if os.getpid() != parent:
            os._exit(139)
        return work(*arguments, **names)

    monkeypatch.setattr(check_round, step, crash)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("threading.active_count", lambda: 1)
    assert run(newsletter) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="one process does it all elsewhere")
def test_a_folder_that_cannot_be_read_is_said_by_several_hands_as_by_one(
    newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise FileTrouble(newsletter, PermissionError(13, "Permission denied"))

    monkeypatch.setattr(check_round, "read_for_check", refused)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("threading.active_count", lambda: 1)
    result = CliRunner().invoke(command, ["--offline", "--workspace", str(newsletter)])
    assert isinstance(result.exception, FileTrouble)


@pytest.mark.parametrize("arguments", [("003",), ("issues/003",), ("3", "x"), ("-",)])
def test_what_is_no_plain_number_takes_the_long_way(newsletter: Path, arguments: tuple[str, ...]) -> None:
    run(newsletter)
    answer = check_quick.check_quickly(newsletter, arguments, now=utc_now(), is_offline=True)
    assert (answer is None) == (arguments != ("003",))
