from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.mapped_text import MappedText, TextBuilder, without_entities


def origin(made: MappedText, offset: int) -> int:
    """Return where a character of the text stands in its source, as a document works it out."""
    piece = max(index for index, start in enumerate(made.text_starts) if start <= offset)
    return offset + made.source_starts[piece] - made.text_starts[piece]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("C&ocirc;te d&#8217;Ivoire &amp; T&#xFC;rkiye", "Côte d’Ivoire & Türkiye"),
        ("27&nbsp;March&#10;2023", "27\u00a0March 2023"),
        ("A&B; R&D &unknown; &#x110000; &", "A&B; R&D &unknown; \ufffd &"),
        ("Co\u0302te, A\u0323\u0301 e\u0301", "Côte, Ạ́ é"),
        ("5 &lt; 6 &lt;a@x.org&gt; &lt;https://x.org>", "5 < 6 <a@x.org> <https://x.org>"),
        ("&lt;!-- 3 May --&gt; &lt;b&gt;", "&lt;!-- 3 May --> &lt;b>"),
        ("&amp;nbsp;", "&nbsp;"),
        ("", ""),
    ],
)
def test_entities_and_accents_are_read_and_markup_is_never_made(source: str, text: str) -> None:
    assert without_entities(source).text == text


def test_each_character_knows_its_place() -> None:
    source = "a&amp;b e\u0301c"
    made = without_entities(source)
    assert made.text == "a&b éc"
    assert [origin(made, offset) for offset in range(6)] == [0, 1, 6, 7, 8, 10]


def test_words_put_in_all_belong_to_one_place() -> None:
    builder = TextBuilder("abc")
    builder.keep(0, 1)
    builder.put("](x)", 1)
    builder.keep(1, 3)
    made = builder.finish()
    assert made.text == "a](x)bc"
    assert [origin(made, offset) for offset in range(7)] == [0, 1, 1, 1, 1, 1, 2]


PIECES = st.sampled_from(["&amp;", "&#233;", "&lt;", "e\u0301", "\u0301", "a", " ", "\n", "&", ";", "é"])


@given(source=st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_the_text_is_the_source_but_for_what_was_read(source: str) -> None:
    made = without_entities(source)
    assert list(made.text_starts) == sorted(set(made.text_starts))
    assert list(made.source_starts) == sorted(made.source_starts)
    for offset, char in enumerate(made.text):
        at = origin(made, offset)
        assert source[at] == char or source[at] == "&" or source[at + 1] >= "\u0300"
