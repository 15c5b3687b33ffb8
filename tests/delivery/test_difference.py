"""The few lines that say what was changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trax.delivery.difference import SHOWN_LINES, WIDTH, show_differences


def test_a_changed_line_is_shown_as_it_was_and_as_it_is() -> None:
    before = {"subject": "Beyond acceptance", "text": "a\nb\nc"}
    after = {"subject": "Beyond acceptance!", "text": "a\nB\nc"}
    assert show_differences(before, after) == (
        "subject",
        "- Beyond acceptance",
        "+ Beyond acceptance!",
        "text, line 2",
        "- b",
        "+ B",
    )


def test_what_is_the_same_or_missing_is_not_shown() -> None:
    assert show_differences({"text": "a", "html": "b"}, {"text": "a"}) == ()


def test_lines_that_came_or_went_are_shown() -> None:
    assert show_differences({"text": "a\nb"}, {"text": "b"}) == ("text, line 1", "- a")
    assert show_differences({"text": "a\nb"}, {"text": "a\nx\nb"}) == ("text, line 2", "+ x")


def test_a_long_line_is_cut_to_where_it_differs() -> None:
    before, after = "x" * 500 + "old" + "y" * 500, "x" * 500 + "new" + "y" * 500
    _, gone, come = show_differences({"html": before}, {"html": after})
    assert ("old" in gone, "new" in come) == (True, True)
    assert len(gone) <= WIDTH + 4
    assert gone.startswith("- …x")
    assert gone.endswith("y…")


def test_a_terminal_is_not_moved_by_it() -> None:
    _, gone, _ = show_differences({"text": "a\x1b[2Jb"}, {"text": "c"})
    assert gone == "- a·[2Jb"


def test_many_differences_are_counted() -> None:
    lines = show_differences({"text": "\n".join("ab" * 20)}, {"text": "\n".join("cd" * 20)})
    assert len(lines) == SHOWN_LINES + 1
    assert lines[-1] == "… and 73 more lines"


@given(st.text(), st.text())
def test_any_two_texts_differ_in_lines_that_can_be_printed(before: str, after: str) -> None:
    for line in show_differences({"text": before}, {"text": after}):
        assert line.isprintable()
