from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from trax.model import Body
from trax.render.language import Language
from trax.render.parts import Button, FigureView, LinkView, Picture, TextRow
from trax.render.templates import load_templates
from trax.render.view import in_quotation_marks, mark_name, split_opening

if TYPE_CHECKING:
    from trax.model import Issue
    from trax.render.parts import ItemView
    from trax.render.view import LetterView

    from .conftest import MakeIssue, MakeItem, MakeView

EN = load_templates().language("en")


@pytest.fixture
def view(make_item: MakeItem, make_issue: MakeIssue, make_view: MakeView) -> Any:
    """Return a function that makes the view of one item."""

    def make(kind: str, body: str = "", /, *, on: date = date(2014, 11, 30), **header: Any) -> ItemView:
        issue = make_issue(make_item({"kind": kind, **header}, body), date=on)
        return make_view(issue).items[0]

    return make


def test_the_letter_says_what_its_header_says(gallery: Issue, make_view: MakeView) -> None:
    letter = make_view(gallery)
    assert (letter.number, letter.month, letter.name) == ("No 50", "November 2014", "UPR Trax")
    assert letter.address == ("Quay House", "4 Lake Street", "1202 Geneva")
    assert (letter.start, letter.end, letter.mark) == ("left", "right", "mark-08.png")
    assert letter.opening.startswith("<p>Dear [[first_name|reader]],")
    assert letter.rest.startswith("<p>Three things")


def test_a_label_stands_for_the_month(make_issue: MakeIssue, make_view: MakeView) -> None:
    assert make_view(make_issue(label="July-August 2015")).month == "July-August 2015"


def test_the_table_of_contents_names_items_with_a_title_that_want_it(gallery: Issue, make_view: MakeView) -> None:
    contents = make_view(gallery).contents
    anchors = [item.anchor for item in contents]
    assert "article-full" in anchors
    assert "group-full" in anchors
    assert not {"quote-full", "quote-bare", "group-bare"} & set(anchors)


def test_an_item_can_stay_out_of_the_contents(make_item: MakeItem, make_issue: MakeIssue, make_view: MakeView) -> None:
    issue = make_issue(make_item({"kind": "article", "title": "A", "contents": "no"}))
    assert make_view(issue).contents == ()


def test_in_arabic_a_line_begins_on_the_right(make_issue: MakeIssue, settings: Any) -> None:
    from trax.render.view import view_issue  # noqa: PLC0415 - only here with a language of its own
    from trax.upr.table import load_table  # noqa: PLC0415 - same

    phrases = {
        "language": {"locale": "ar", "direction": "rtl"},
        "issue": {"number": "{number}"},
        "dates": {"month": "MMMM y"},
    }
    arabic = Language("ar", phrases, path="x")
    letter: LetterView = view_issue(
        make_issue(), settings=settings, table=load_table(), language=arabic, prefix="images/"
    )
    assert (letter.start, letter.end) == ("right", "left")
    assert letter.month == "نوفمبر 2014"


def test_templates_see_plain_values_alone(gallery: Issue, make_view: MakeView) -> None:
    """A model of pydantic can read files and pickles for whoever holds it: `figure.parse_raw(…)`."""

    def look(value: object) -> None:
        if isinstance(value, Body | Language):
            return
        if isinstance(value, tuple):
            for part in value:
                look(part)
        elif is_dataclass(value):
            for field in fields(value):
                look(getattr(value, field.name))
        else:
            assert type(value) in {str, int, bool, Markup, type(None)}, value

    look(make_view(gallery))


@pytest.mark.parametrize(
    ("html", "opening", "rest"),
    [
        pytest.param("<p>a</p>\n<p>b</p>\n", "<p>a</p>", "<p>b</p>\n", id="two"),
        pytest.param("<p>a</p>\n", "<p>a</p>", "", id="one"),
        pytest.param("<ul><li>a</li></ul>\n<p>b</p>", "", "<ul><li>a</li></ul>\n<p>b</p>", id="list-first"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_the_opening_is_the_first_paragraph(html: str, opening: str, rest: str) -> None:
    assert split_opening(Markup(html)) == (opening, rest)  # noqa: S704 - a test's own text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>a</p>", "<p>“a”</p>", id="none-set"),
        pytest.param("<p>a</p>\n<p>b</p>\n", "<p>“a</p>\n<p>b”</p>", id="two-paragraphs"),
        pytest.param("<p>“a”</p>", "<p>“a”</p>", id="curly"),
        pytest.param('<p>"a"</p>', '<p>"a"</p>', id="straight"),
        pytest.param("<p>&quot;a&quot;</p>", "<p>&quot;a&quot;</p>", id="as-entity"),
        pytest.param("<p>«\u00a0a\u00a0»</p>", "<p>«\u00a0a\u00a0»</p>", id="french"),
        pytest.param("<p>„a“</p>", "<p>„a“</p>", id="german"),
        pytest.param("<p>「a」</p>", "<p>「a」</p>", id="japanese"),
        pytest.param("<p><em>“a”</em></p>", "<p><em>“a”</em></p>", id="within-emphasis"),
        pytest.param("<p>a “b” c</p>", "<p>“a “b” c”</p>", id="quotation-inside"),
        pytest.param("<ul><li>a</li></ul>", "<ul><li>a</li></ul>", id="no-paragraph"),
        pytest.param("<p></p>", "<p>“”</p>", id="empty"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_quotation_marks_are_set_once(html: str, expected: str) -> None:
    assert in_quotation_marks(Markup(html), EN) == expected  # noqa: S704 - a test's own text


@pytest.mark.parametrize(
    ("number", "name"), [(0, "mark-00.png"), (13, "mark-13.png"), (14, "mark-00.png"), (50, "mark-08.png")]
)
def test_the_mark_changes_with_the_issue(number: int, name: str) -> None:
    assert mark_name(number) == name


def test_pictures_of_a_body_get_the_address_of_the_issue(view: Any) -> None:
    item = view("article", "![Two people](desk.png)", title="A", image="hall.png")
    assert '<img src="images/desk.png" alt="Two people" />' in item.body
    assert item.picture == Picture("hall.png", "images/hall.png", "")


@pytest.mark.parametrize(
    ("kind", "header", "words"),
    [
        pytest.param("publication", {"title": "A"}, "Download “A”", id="publication"),
        pytest.param("vacancy", {"title": "A", "closes": "1 December 2014"}, "Apply: A", id="vacancy"),
        pytest.param("video", {"title": "A"}, "Watch the video: A", id="video"),
        pytest.param("article", {"title": "A", "link_text": "Read A"}, "Read A", id="article"),
    ],
)
def test_a_button_has_words_that_make_sense_alone(view: Any, kind: str, header: dict[str, str], words: str) -> None:
    item = view(kind, link="https://example.org/a", **header)
    assert item.button == Button(words, "https://example.org/a")


def test_the_headings_of_a_table_are_headings_of_columns(view: Any) -> None:
    item = view("article", "| A | B |\n|---|--:|\n| 1 | 2 |", title="A")
    assert '<thead>\n<tr>\n<th scope="col">A</th>\n<th scope="col" align="right">B</th>' in item.body


def test_a_publication_lists_what_is_known(view: Any) -> None:
    item = view("publication", "One.\n\nTwo.", title="A", pages="1", published="2014", languages=["English"])
    assert item.facts == ("Published 2014", "1 page", "In English")
    assert (item.opening, item.rest) == ("<p>One.</p>", "<p>Two.</p>\n")
    assert item.button is None


def test_figures_and_links_are_shown_as_written(view: Any) -> None:
    shown = view("figures", title="A", figures=[{"value": "1", "label": "x"}], source="S", as_of="2014-10")
    assert (shown.figures, shown.note) == ((FigureView("1", "x"),), "Source: S, October 2014.")
    links = view("links", title="A", links=[{"text": "t", "link": "https://example.org", "note": "n"}])
    assert links.links == (LinkView("t", "https://example.org", "n"),)


def test_a_vacancy_says_until_when(view: Any) -> None:
    item = view("vacancy", title="A", closes="20 December 2014", starts="2015")
    assert item.rows == (TextRow("Apply by", "Saturday, 20 December 2014"), TextRow("Start", "2015"))


def test_states_fill_the_first_column_before_the_second(view: Any) -> None:
    columns = view("session", session="20", states=["A", "B", "C"]).state_columns
    assert [[state.name for state in column] for column in columns] == [["A", "B"], ["C"]]
    assert view("article", title="A").state_columns == ()
