"""The name of a machine: one for each copy of the newsletter's folder, for as long as that lives."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from trax.delivery.machine import find_machine, machine_path, make_machine, new_run
from trax.errors import FileTrouble

if TYPE_CHECKING:
    from pathlib import Path

RUN = "import sys; from pathlib import Path; from trax.delivery.machine import make_machine; \
sys.stdin.read(1); print(make_machine(Path(sys.argv[1])))"


def test_a_machine_keeps_its_name(tmp_path: Path) -> None:
    assert find_machine(tmp_path) == ""
    name = make_machine(tmp_path)
    assert (make_machine(tmp_path), find_machine(tmp_path)) == (name, name)


def test_its_name_begins_as_the_computer_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "Ana's Büro.example.org")
    assert make_machine(tmp_path).startswith("ana-s-buro-")
    monkeypatch.setattr(platform, "node", lambda: "called-otherwise-today")
    assert make_machine(tmp_path).startswith("ana-s-buro-")


def test_two_clones_on_one_computer_have_two_names(tmp_path: Path) -> None:
    assert make_machine(tmp_path / "a") != make_machine(tmp_path / "b")


def test_a_folder_that_was_moved_keeps_its_name(tmp_path: Path) -> None:
    name = make_machine(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")
    assert make_machine(tmp_path / "b") == name


def test_a_copy_of_the_folder_gets_a_name_of_its_own(tmp_path: Path) -> None:
    name = make_machine(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert find_machine(tmp_path / "b") == ""
    assert make_machine(tmp_path / "b") != name
    assert make_machine(tmp_path / "a") == name


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"machine": 5, "folder": 1}', "[" * 9000, "x" * 10_001], ids=range(7)
)
def test_a_damaged_file_gives_a_new_name(tmp_path: Path, text: str) -> None:
    before = make_machine(tmp_path)
    machine_path(tmp_path).write_text(text, "utf-8")
    assert find_machine(tmp_path) == ""
    assert make_machine(tmp_path) not in {"", before}


def test_a_name_that_could_break_a_tag_is_none(tmp_path: Path) -> None:
    make_machine(tmp_path)
    values = json.loads(machine_path(tmp_path).read_bytes())
    machine_path(tmp_path).write_text(json.dumps(values | {"machine": "a\nrun: b"}), "utf-8")
    assert find_machine(tmp_path) == ""


def test_processes_that_make_it_at_once_end_with_one_name(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    racing = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ})
        for _ in range(8)
    ]
    for process in racing:
        assert process.stdin
        process.stdin.write("!")
        process.stdin.flush()
    names = {process.communicate()[0].strip() for process in racing}
    assert names == {find_machine(tmp_path)}
    assert names != {""}


def test_each_run_has_a_name_of_its_own(tmp_path: Path) -> None:
    first, second = new_run(tmp_path, user="Ana"), new_run(tmp_path, user="Ana")
    assert (first.machine, first.user) == (second.machine, second.user)
    assert first.run != second.run


def test_a_folder_where_nothing_can_be_kept_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".trax").write_text("", "utf-8")
    with pytest.raises(FileTrouble) as caught:
        make_machine(tmp_path)
    assert (caught.value.exit_code, "\n" in caught.value.message) == (4, False)
