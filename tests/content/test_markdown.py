"""Bodies: what readers get, what writers are told and where, and that no text hangs or breaks the reader."""

# ruff: noqa: E501 - a case of a table is one line

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from markdown_it.tree import SyntaxTreeNode

from trax.content.markdown import parse_body
from trax.content.source import tidy
from trax.model import Body, Finding, Place


def read(source: str) -> tuple[Body, tuple[Finding, ...]]:
    return parse_body(source, path="p.md", first_line=10)


def html_of(source: str) -> str:
    body, findings = read(source)
    assert findings == ()
    return body.html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("**a** *b*", "<p><strong>a</strong> <em>b</em></p>\n", id="emphasis"),
        pytest.param("# A", "<h3>A</h3>\n", id="first level"),
        pytest.param("## A\n\n### B", "<h3>A</h3>\n<h4>B</h4>\n", id="second and third level"),
        pytest.param("###### A", "<h3>A</h3>\n", id="a lower level alone"),
        pytest.param("# A\n\n#### B", "<h3>A</h3>\n<h4>B</h4>\n", id="a level left out"),
        pytest.param("A\n===", "<h3>A</h3>\n", id="underlined"),
        pytest.param("a  \nb\n\n---", "<p>a<br />\nb</p>\n<hr />\n", id="void tags are closed"),
        pytest.param("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n', id="list from three"),
        pytest.param("a\u00a0b & <c", "<p>a\u00a0b &amp; &lt;c</p>\n", id="hard space and signs"),
        pytest.param('"a" -- b\'s', '<p>"a" -- b\'s</p>\n', id="the writer's own characters"),
        pytest.param("a&#12;b", "<p>ab</p>\n", id="a control character by number"),
        pytest.param(
            "[a](https://exämple.org/é)", '<p><a href="https://xn--exmple-cua.org/%C3%A9">a</a></p>\n', id="link"
        ),
        pytest.param("<a@b.ch>", '<p><a href="mailto:a@b.ch">a@b.ch</a></p>\n', id="mail address"),
        pytest.param("[a](mailto:a@b.ch)", '<p><a href="mailto:a@b.ch">a</a></p>\n', id="mailto"),
        pytest.param(
            '![A *b* > "c"](x.png)', '<p><img src="images/x.png" alt="A b &gt; &quot;c&quot;" /></p>\n', id="picture"
        ),
        pytest.param("![](images/x.png)", '<p><img src="images/x.png" alt="" /></p>\n', id="picture with folder"),
        pytest.param("a[^1]\n\n[^1]: b", "<p>a<sup>1</sup></p>\n<hr />\n<ol>\n<li><p>b</p>\n</li>\n</ol>\n", id="note"),
        pytest.param(
            "|a|b|\n|-|-:|\n|1|2|",
            '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n'
            '<tbody>\n<tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody>\n</table>\n',
            id="table",
        ),
        pytest.param("\\<b> and &lt;i&gt;", "<p>&lt;b&gt; and &lt;i&gt;</p>\n", id="signs meant as signs"),
    ],
)
def test_what_readers_get(source: str, html: str) -> None:
    assert html == html_of(source)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("a <!-- n --> b", "<p>a  b</p>\n", id="in a line"),
        pytest.param("<!-- n -->\na", "<p>a</p>\n", id="on its own line"),
        pytest.param("a\n\n<!-- x\n\n# y -->\n\nb", "<p>a</p>\n<p>b</p>\n", id="over empty lines"),
        pytest.param("a\n<!-- x -->\nb", "<p>a</p>\n<p>b</p>\n", id="between two lines"),
        pytest.param("a <!-- x\ny --> b", "<p>a  b</p>\n", id="over two lines of a paragraph"),
        pytest.param("- a\n<!-- n -->\n- b", "<ul>\n<li>a\n</li>\n<li>b</li>\n</ul>\n", id="between entries of a list"),
        pytest.param("`<!-- n -->`", "<p><code>&lt;!-- n --&gt;</code></p>\n", id="in code it stays"),
        pytest.param("    <!-- n -->", "<pre><code>&lt;!-- n --&gt;\n</code></pre>\n", id="in indented code it stays"),
        pytest.param(
            "```\n<!-- n -->\n```", "<pre><code>&lt;!-- n --&gt;\n</code></pre>\n", id="in fenced code it stays"
        ),
        pytest.param("![a<!-- n -->b](x.png)", '<p><img src="images/x.png" alt="ab" /></p>\n', id="in a description"),
        pytest.param("# a <!-- n -->", "<h3>a </h3>\n", id="in a heading"),
        pytest.param("<!-- a --> b", "<p> b</p>\n", id="before a text"),
    ],
)
def test_comments_are_for_colleagues(source: str, html: str) -> None:
    assert html == html_of(source)


def test_a_comment_between_rows_leaves_the_table_whole() -> None:
    assert html_of("|a|\n|-|\n|1|\n<!-- n -->\n|2|\n").count("<tr>") == 3


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("[[first_name|friend]]", id="name with another word"),
        pytest.param("[[first_name|my *dear* friend]]", id="stars inside"),
        pytest.param("[[unsubscribe]]", id="neutral"),
        pytest.param("*|FNAME|*", id="Mailchimp"),
        pytest.param("{{ contact.FIRST_NAME }}", id="braces"),
        pytest.param("{% if x %}", id="a statement"),
    ],
)
def test_placeholders_stay_as_typed(words: str) -> None:
    assert f"<p>Dear {words}, _a_</p>\n".replace("_a_", "<em>a</em>") == html_of(f"Dear {words}, _a_")
    assert f"<td>{words}</td>" in html_of(f"|a|b|\n|-|-|\n|{words}|c|\n")
    assert f"<code>{words}</code>" in html_of(f"`{words}`")


def test_a_placeholder_may_stand_in_a_link() -> None:
    assert html_of("[Dear [[name|you]]](https://a.org)") == '<p><a href="https://a.org">Dear [[name|you]]</a></p>\n'


def test_a_link_in_brackets_is_no_placeholder() -> None:
    assert html_of("[[b](https://a.org)]") == '<p>[<a href="https://a.org">b</a>]</p>\n'


@pytest.mark.parametrize(
    ("source", "place", "severity", "words"),
    [
        pytest.param(
            "a\nb [x](javascript:alert(1))", (11, 7), "error", 'cannot lead to "javascript:alert(1)"', id="script"
        ),
        pytest.param("[x](JaVa&#10;script:x)", (10, 1), "error", "cannot lead to", id="script in disguise"),
        pytest.param("<javascript:x>", (10, 2), "error", "cannot lead to", id="script as an address"),
        pytest.param("[x](file:///etc/passwd)", (10, 5), "error", "cannot lead to", id="file"),
        pytest.param("[x](data:text/html,x)", (10, 5), "error", "cannot lead to", id="data"),
        pytest.param("[x](www.upr-info.org)", (10, 5), "error", "cannot lead to", id="no scheme"),
        pytest.param("[x](report.pdf)", (10, 5), "error", "cannot lead to", id="a file beside"),
        pytest.param("[x](//evil.org)", (10, 5), "error", "cannot lead to", id="no scheme but slashes"),
        pytest.param("[x](https://localhost)", (10, 5), "error", "names no website", id="this machine"),
        pytest.param("[x](mailto:nobody)", (10, 5), "error", "cannot lead to", id="no mail address"),
        pytest.param("[x](a@b.ch)", (10, 5), "error", "without mailto:", id="bare mail address"),
        pytest.param("[x]()", (10, 1), "error", "leads nowhere", id="empty link"),
        pytest.param("[x](#)", (10, 5), "error", "leads nowhere", id="lost link"),
        pytest.param("[x][y]\n\n[y]: ftp://a.org", (10, 1), "error", "cannot lead to", id="by reference"),
        pytest.param(
            "> - [x](ftp://a.org) [y](ftp://a.org)", (10, 9), "error", "cannot lead to", id="in a list in a quote"
        ),
        pytest.param("|a|\n|-|\n|[x](ftp://a.org)|", (12, 6), "error", "cannot lead to", id="in a table"),
        pytest.param(
            "![x](https://a.org/b.png)", (10, 6), "error", "is an address, not a file", id="picture elsewhere"
        ),
        pytest.param("![x](b.svg)", (10, 6), "error", "is SVG", id="svg"),
        pytest.param("27<sup>th</sup> session", (10, 3), "warning", '"<sup>" would be printed', id="HTML"),
        pytest.param("a\n\n<div class='x'>\n\nb", (12, 1), "warning", "would be printed", id="HTML block"),
        pytest.param("Dear <name>", (10, 6), "warning", "would be printed", id="a placeholder like HTML"),
        pytest.param(
            "a <!-- b\n\nc -->", (10, 3), "error", "does not end in its paragraph", id="comment over paragraphs"
        ),
        pytest.param("a\n\n<!-- b", (12, 1), "error", "does not end in its paragraph", id="comment without end"),
        pytest.param(
            "> <!-- b\n\nc --> d", (10, 3), "error", "does not end in its paragraph", id="comment out of a quote"
        ),
        pytest.param(
            "> <!-- b\n\nc -->", (10, 3), "error", "does not end in its paragraph", id="comment ends below a quote"
        ),
        pytest.param(
            "a\n\n[^2]: 1. [^1]: ", (10, 1), "error", "this note cannot be read", id="note in a list in a note"
        ),
        pytest.param("a [^1]", (10, 3), "warning", "there is no note [^1]", id="note that is not there"),
        pytest.param(
            "a\n\n[^x]: b", (12, 1), "warning", "nothing refers to the note [^x]", id="note without reference"
        ),
        pytest.param("> " * 30 + "a", (10, 1), "error", "nested too deeply", id="quotes in quotes"),
        pytest.param("- " * 30 + "a", (10, 1), "error", "nested too deeply", id="lists in lists"),
        pytest.param("*" * 400 + "a" + "*" * 400, (10, 1), "error", "nested too deeply", id="stars in stars"),
        pytest.param("a\n" + "[" * 200, (11, 31), "error", "brackets are open", id="square brackets"),
        pytest.param("(" * 200, (10, 31), "error", "brackets are open", id="round brackets"),
        pytest.param("<!--" * 501, (10, 1), "error", "more than 500 comments", id="comments without end"),
        pytest.param("é" * 100_001, (10, 1), "error", "larger than 200 kB", id="too large"),
    ],
)
def test_what_writers_are_told(source: str, place: tuple[int, int], severity: str, words: str) -> None:
    _, findings = read(source)
    assert words in findings[0].message
    assert ("markdown", severity, Place("p.md", *place)) == (findings[0].code, findings[0].severity, findings[0].place)
    assert findings[0].hint


def test_the_same_bad_link_twice_has_two_places() -> None:
    _, findings = read("[x](ftp://a.org) [y](ftp://a.org)")
    assert [finding.place.column for finding in findings] == [5, 22]


def test_a_bad_address_never_reaches_the_html() -> None:
    body, _ = read("[x](javascript:alert(1)) ![y](javascript:x) <javascript:z>\n\n<script>alert(1)</script>")
    assert "href" not in body.html
    assert "<script" not in body.html


def test_brackets_that_close_are_not_counted() -> None:
    assert "<p>" in html_of("[a] (b) " * 100 + "\n\n" + "(" * 20 + "\n\n" + "(" * 20 + "]" * 50)


def test_findings_of_one_text_end_at_a_hundred() -> None:
    assert len(read("[x](#)\n\n" * 200)[1]) == 100


def test_a_body_knows_its_file_and_lines() -> None:
    body, _ = read("a\n\n<!-- n\n\nm -->\n\nb")
    assert (body.path, body.line, body.is_empty) == ("p.md", 10, False)
    assert [token.map for token in body.tokens if token.type == "paragraph_open"] == [[0, 1], [6, 7]]


@pytest.mark.parametrize(
    "unit",
    ["a ", "[a ", "![", "(", ">", "*a ", "_*", "`", "`a``b", "<", "<a ", "<!--", "&", '[a](b "', "[a](<b", "]",
     "[^1]", "|", "- ", "1. ", "\\", "a\n", ">a\n", "- a\n  ", "[a]: b\n", "[^a]: b\n", "|a|b|\n|-|-|\n", "{{", "*|",
     "[[a|", "<!-- a -->", "\n<!-- a\n", "a\t"],
)  # fmt: skip
def test_no_text_of_full_size_hangs_or_breaks_the_reader(unit: str) -> None:
    """30 kB here: twenty times that of a long letter, and enough for the square of it to be noticed."""
    body, _ = read((unit * 30_000)[:30_000])
    etree.fromstring(f"<d>{body.html}</d>")


MARKDOWN = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["\n", "\n\n", "> ", "- ", "1. ", "# ", "*", "**", "_", "`", "```\n", "~~~\n", "[a](https://b.ch)", "[", "](",
             ")", "![", "<!--", "-->", "<b>", "|", "|a|b|\n|-|-|\n", "[^1]", "[^1]: ", "[^a]:", "[[a|b]]", "*|A|*", "    ",
             "\t", "\\", "&#12;", "&amp;", "&#0;", "<a@b.ch>", "---\n", "===\n", "  \n", "[x]: y", "\u00a0", "{{a}}"]
        ),
    ),
    max_size=25,
)  # fmt: skip


@given(MARKDOWN)
@example(["[^1]: ", "[^2]: ", "x", "\n\n", "[^1]", "[^2]"])
@example(["- ", "[^1]: ", "a", "\n", "> ", "[^1]"])
def test_any_text_gives_well_formed_html_and_a_tree(parts: list[str]) -> None:
    source, _ = tidy("".join(parts), path="p.md")
    if source is None:
        return
    body, findings = read(source)
    etree.fromstring(f"<d>{body.html}</d>")
    SyntaxTreeNode(list(body.tokens))
    lines = source.count("\n") + 1
    assert all(10 <= finding.place.line < 10 + lines and finding.place.column >= 1 for finding in findings)


@given(MARKDOWN)
def test_no_comment_of_any_text_reaches_a_reader_unnoticed(parts: list[str]) -> None:
    source, _ = tidy("".join(parts).replace("`", "").replace("~", "").replace("\\", "").replace("&", ""), path="p.md")
    if source is None or "    " in source or "\t" in source:
        return
    body, findings = read(source)
    assert "&lt;!--" not in body.html or any(finding.severity == "error" for finding in findings)
