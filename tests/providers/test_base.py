"""What counts as kept when a provider is asked for what it was given."""

from __future__ import annotations

import pytest

from trax.model import Image
from trax.providers.base import is_kept

PICTURE = Image("a.png", b"a", "image/png")


@pytest.mark.parametrize(
    ("given", "held", "expected"),
    [
        pytest.param("a\nb\n", "a\nb\n", True, id="same"),
        pytest.param("a\nb\n", "a\r\nb\r\n", True, id="other line ends"),
        pytest.param("a\nb\n", "a\nb", True, id="no line end at the end"),
        pytest.param("a\nb", "a\nb \n\n", True, id="white space at the end"),
        pytest.param("a\nb", "a b", False, id="a line end less within"),
        pytest.param("a\nb", "a\n b", False, id="a space more within"),
        pytest.param("a", "", False, id="nothing left"),
        pytest.param("a\N{NO-BREAK SPACE}", "a", False, id="a space that is a letter"),
        pytest.param((PICTURE,), (PICTURE,), True, id="same pictures"),
        pytest.param((PICTURE,), (), False, id="a picture less"),
    ],
)
def test_only_line_ends_and_white_space_at_the_end_make_no_difference(
    given: object, held: object, expected: object
) -> None:
    assert is_kept(given, held) is expected
