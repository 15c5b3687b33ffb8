from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.html_text import text_of_html

GOLDEN = Path(__file__).parent.parent / "golden" / "050" / "email.html"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param("<p>One\n  two</p>\n\n<p>three</p>", "One two\n\nthree", id="paragraphs"),
        pytest.param("<div><div>One</div><div>two</div></div>three", "One\n\ntwo\n\nthree", id="blocks in blocks"),
        pytest.param("<p>One<p>two", "One\n\ntwo", id="nothing closed"),
        pytest.param("</p></div></b>One</td>", "One", id="nothing opened"),
        pytest.param("<b>One</b> <i>two</i><u>s</u>", "One twos", id="looks"),
        pytest.param("27<sup>th</sup> March", "27th March", id="the ending of an ordinal"),
        pytest.param("x<sup>1</sup> y<sup><a href='#1'>[12]</a></sup>", "x[^1] y[^12]", id="marks of notes"),
        pytest.param("One<br>two<br/><br />three", "One\ntwo\n\nthree", id="line breaks"),
        pytest.param("<h1>One</h1><h3>Two<br>words</h3>three", "# One\n\n### Two words\n\nthree", id="headings"),
        pytest.param("a<ul><li>One<li>two</ul>b", "a\n\n- One\n- two\n\nb", id="a list"),
        pytest.param("<ol><li>One<ul><li>two</ul><li>three</ol>", "- One\n\n  - two\n\n- three", id="a list in a list"),
        pytest.param("<li><p>One</p></li>", "- One", id="a paragraph in an entry"),
        pytest.param(
            "<table><tr><th>Date<td>3 May<tr><th>Time<td>noon</table>", "Date | 3 May\n\nTime | noon", id="cells"
        ),
        pytest.param(
            "<table><tr><td><p>One</p></td><td><div>two</div></td></tr></table>", "One\n\ntwo", id="cells that lay out"
        ),
        pytest.param("<tr><td></td><td>&nbsp;</td><td>One</td></tr>", "One", id="empty cells"),
        pytest.param("One&nbsp;&amp; two &#8217; &eacute; &mdash;", "One\u00a0& two ’ é —", id="entities"),
        pytest.param("a&#10;&#32;b<img alt=c>", "a b![c]()", id="spaces as entities, a picture without address"),
        pytest.param("a &lt; b &lt;i&gt;", "a < b &lt;i>", id="an entity never makes a tag"),
        pytest.param("AT&T &copy 2014 &nosuch; &", "AT&T © 2014 &nosuch; &", id="entities that are none"),
        pytest.param("e\u0301te\u0301", "été", id="accents behind their letters"),
        pytest.param("<a href='https://x.org/a'>One</a>.", "[One](https://x.org/a).", id="a link"),
        pytest.param("see<a href=' x&amp;y '> One </a> two", "see [One](x&y) two", id="spaces around a link"),
        pytest.param("<a name=x>One</a> <a>two</a>", "One two", id="an anchor is no link"),
        pytest.param("<a href=x>One <a href=y>two</a></a>", "[One](x) [two](y)", id="a link ends where one begins"),
        pytest.param("<a href=x>One", "[One](x)", id="a link that nobody closed"),
        pytest.param("<a href=x></a>", "[](x)", id="a link without words"),
        pytest.param("<a href=x aria-label='One'></a>", "[One](x)", id="a link with words for those who listen"),
        pytest.param("<a href=x aria-hidden=true>One</a>", "One", id="a link hidden from those who listen"),
        pytest.param("<a href=x><h2>One</h2></a>", "## [One](x)", id="a heading in a link"),
        pytest.param("<a href='a b(c'>One</a>", "[One](ab%28c)", id="an address that Markdown cannot hold"),
        pytest.param("<a href='a_(b)'>One</a>", "[One](a_(b))", id="an address that it can"),
        pytest.param("<img src=a.png alt='A [hall]'>", "![A (hall)](a.png)", id="a picture"),
        pytest.param("<img src=a.png>", "![](a.png)", id="a picture that nobody described"),
        pytest.param("a <img src=a.png alt=''>b", "a b", id="a picture that decorates"),
        pytest.param("<img src=a width=1 height=1>", "", id="a dot that counts readers"),
        pytest.param("<img src='data:image/png;base64,AAAA' alt=x>", "![x](data:)", id="a picture in the page"),
        pytest.param("<a href=x><img src=y alt=z></a>", "[![z](y)](x)", id="a picture as link"),
        pytest.param("<style>a{}</style>x<script>1 May</script>", "x", id="what is not for readers"),
        pytest.param("x<!-- 3 May --><!--[if mso]>4 May<![endif]-->y", "xy", id="comments"),
        pytest.param("x <!-- trax: allow weekday: y -->z", "x <!-- trax: allow weekday: y -->z", id="a comment for us"),
        pytest.param("<title>One</title><body>two", "One\n\ntwo", id="the title"),
        pytest.param("<div style='display:none'>Read on&zwnj;</div>two", "Read on\u200c\n\ntwo", id="a preheader"),
        pytest.param("<div>&zwnj;&nbsp;\u034f</div>two", "two", id="spaces that fill a preheader"),
        pytest.param("<pre>One\ntwo\n\nthree</pre>four\nfive", "One\ntwo\n\nthree\n\nfour five", id="as typed"),
        pytest.param("<select><option>One<option>two</select>", "One\ntwo", id="options"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_page_reads_like_its_markdown(page: str, text: str) -> None:
    assert text_of_html(page).text == text


def places(page: str) -> dict[str, int]:
    """Return where in the page each character of its text stands, by the character."""
    made = text_of_html(page)
    bounds = zip(made.text_starts, made.source_starts, [*made.text_starts[1:], len(made.text)], strict=True)
    return {made.text[at]: source + at - start for start, source, end in bounds for at in range(start, end)}


def test_each_word_stands_where_it_stands_in_the_page() -> None:
    page = "<p>a&amp;b  <b>c</b></p>\n<a href='d'>e</a><img alt='f' src=\"g\"> &#104;e\u0301i"
    found = places(page)
    assert {char: found[char] for char in "abcdefghéi"} == {
        "a": page.index("a&"),
        "b": page.index("b "),
        "c": page.index("c<"),
        "d": page.index("d'"),
        "e": page.index("e</"),
        "f": page.index("f'"),
        "g": page.index('g"'),
        "h": page.index("&#104;"),
        "é": page.index("e\u0301"),
        "i": page.index("\u0301i") + 1,
    }
    assert found["&"] == page.index("&amp;")


def test_a_mail_in_tables_reads_in_paragraphs() -> None:
    text = text_of_html(GOLDEN.read_text(encoding="utf-8")).text
    paragraphs = text.split("\n\n")
    assert "## 20th session of the UPR Working Group" in paragraphs
    assert "Place | CICG, 17 rue de Varembé, Room V, Geneva" in paragraphs
    assert "Lesotho" in paragraphs
    assert [part for part in paragraphs if not part.strip()] == []
    assert "mso" not in text
    assert "font-size" not in text


TAGS = ["<p>", "</p>", "<a href=x>", "</a>", "<td>", "<tr>", "<br>", "<li>", "<ul>", "</ul>", "<h2>", "</h2>", "<sup>1"]
MORE = [
    "</sup>",
    "<img alt='&amp;' src=y>",
    "&nbsp;",
    "&amp;",
    "&lt;",
    "<",
    "<!--",
    "-->",
    "<pre>",
    "e\u0301",
    "x",
    "\n",
]


@given(page=st.one_of(st.text(), st.lists(st.sampled_from([*TAGS, *MORE])).map("".join)))
def test_any_page_gives_a_text_with_places_inside_it(page: str) -> None:
    made = text_of_html(page)
    assert list(made.text_starts) == sorted(set(made.text_starts))
    assert all(0 <= start <= len(page) for start in made.source_starts)
    assert "\n\n\n" not in made.text
