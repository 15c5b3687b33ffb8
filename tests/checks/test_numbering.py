from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.checks.reading.numbering import find_number_slips
from trax.checks.reading.passage import Passage
from trax.model import Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("numbering",)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("1. A\n 2. B\n 4. D", 3, "after 2 comes 4: 3 is missing", id="a gap"),
        pytest.param("1. A\n\n2. B\n\n4. D", 5, "after 2 comes 4: 3 is missing", id="apart"),
        pytest.param("1) A\n2) B\n4) D", 3, "after 2 comes 4: 3 is missing", id="with a bracket"),
        pytest.param("(1) A\n(2) B\n(4) D", 3, "after 2 comes 4: 3 is missing", id="with two"),
        pytest.param("**1.** A\n**2.** B\n**4.** D", 3, "3 is missing", id="bold"),
        pytest.param("1.\N{NO-BREAK SPACE}A\n2.\N{NO-BREAK SPACE}B\n4. D", 3, "3 is missing", id="other spaces"),
        pytest.param("(a) A\n(b) B\n(d) D", 3, "after b comes d: c is missing", id="letters"),
        pytest.param("h) A\ni) B\nk) D", 3, "after i comes k: j is missing", id="the letter i"),
        pytest.param("i. A\nii. B\niv. D", 3, "after ii comes iv: iii is missing", id="Roman"),
        pytest.param("1. A\n2. B\n2. C\n3. D", 3, "2 stands twice in this list", id="twice"),
        pytest.param("1. A\n2. B\n2. C\n\nThe end.", 3, "2 stands twice in this list", id="twice at the end"),
        pytest.param("1. A\n   1. a\n   2. b\n2. B\n4. D", 5, "after 2 comes 4", id="the outer of two"),
        pytest.param("1. A\n   1. a\n   3. c\n2. B", 3, "after 1 comes 3", id="the inner of two"),
        pytest.param("## 1. A\n\nText\n\n## 2. B\n\n## 4. D", 7, "3 is missing", id="headings"),
        pytest.param("1. A\n2. B\n3. C\n\n" + "Text.\n" * 500 + "\n1. A\n2. B\n4. D", 508, "3 is missing", id="far"),
        pytest.param("We want (a) to read, (b) to write and (d) to send.", 1, "c is missing", id="in a sentence"),
        pytest.param("We need: 1) time, 2) money, 4) people.", 1, "3 is missing", id="in a sentence, numbers"),
    ],
)
def test_a_number_that_does_not_follow_is_a_warning(check: Check, text: str, line: int, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "warning"
    assert message in finding.message
    assert finding.place.line == 9 + line


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. A\n2. B\n3. C\n\nThen:\n\n1. A\n2. B", id="a new list"),
        pytest.param("1. A\n1. B\n1. C", id="as Markdown allows"),
        pytest.param("12. A\n15. B\n18. C", id="taken out of another text"),
        pytest.param("10. A\n9. B\n8. C", id="backwards"),
        pytest.param("1. A\n1. a\n2. b\n3. c\n2. B\n1. a\n2. b\n3. C", id="nested without indent"),
        pytest.param("1. September 2014\n3. October 2014", id="days"),
        pytest.param("2014. A\n2016. B", id="years"),
        pytest.param("1.1 A\n1.3 B", id="sections"),
        pytest.param("1. A\n2. B\n\n[...]\n\n5. E", id="an excerpt"),
        pytest.param("1. A\n2. B\n3) C\n4. D", id="another style"),
        pytest.param("1. A\n2. B\n3.C\n4. D", id="no space"),
        pytest.param("1. A\n2. B\n3.\nC\n4. D", id="alone in its line"),
        pytest.param("1. A\n2. B\n3 - C\n4. D", id="a dash"),
        pytest.param("1. Spain 253\n2. Chile 240\n2. Peru 240\n4. Mali 200\n5. Iraq 1", id="two of one rank"),
        pytest.param("1. Spain (253)\n2. Chile (240)\n2. Peru (240)", id="the last two of one rank"),
        pytest.param("A. Smith\nB. Jones\nD. Miller", id="initials"),
        pytest.param("Kenya (1), Mali (2), Togo (4) and article 2(a), (b) and (d)", id="counts and references"),
        pytest.param("To (a) read; (b) write; (z) so; (b) or so; and (c) send", id="other letters between"),
        pytest.param("(a) A; (b) B; (c) 2014 UPR Info", id="letters in order"),
        pytest.param("1. A\n2. B\n\n## Next\n\n4. D", id="a heading between"),
        pytest.param("```\n1. A\n2. B\n4. D\n```\n<!--\n1. A\n3. B\n-->", id="code and comments"),
        pytest.param(
            "1. A\n2. B\n\nThe Council met for a very long session at the end of the year\n4. The next one is near.",
            id="the end of a sentence",
        ),
        pytest.param("- 1 A\n- 3 B", id="numbers in bullets"),
        pytest.param("See points 1. and 3. of the list, and 2.5 or 3.7 of it.", id="within a sentence"),
    ],
)
def test_lists_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


STYLES = ("{n}. ", "{n}) ", "({n}) ", "## {n}. ", "  {n}. ", "**{n}.** ")


@given(style=st.sampled_from(STYLES), length=st.integers(3, 30), gap=st.integers(0, 28))
def test_of_any_list_one_lost_entry_is_found_and_none_invented(*, style: str, length: int, gap: int) -> None:
    lost = 2 + gap % (length - 2)  # neither the first nor the last
    lines = [f"{style.format(n=number)}An entry" for number in range(1, length + 1)]
    whole, cut = "\n".join(lines), "\n".join(lines[: lost - 1] + lines[lost:])

    def slips(text: str) -> list[str]:
        return [slip.expected for slip in find_number_slips(Passage(text, Place("a", 1), load_table()))]

    assert slips(whole) == []
    assert slips(cut) == [str(lost)]
