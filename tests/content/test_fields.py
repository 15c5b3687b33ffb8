"""What the text of a field means, kind by kind."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trax.content import fields
from trax.content.dates import DateError
from trax.content.kinds import KIND_OF, Article, Event, Kind, Quote, Vacancy
from trax.content.wording import did_you_mean, one_of, quoted
from trax.model import DayRange, LooseDate, TimeRange

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("rule", "typed", "expected"),
    [
        pytest.param(fields.line, "  a\tb ", "a b", id="line"),
        pytest.param(fields.line, "folded text\n", "folded text", id="folded line"),
        pytest.param(fields.url, "https://www.upr-info.org/en?f[0]=x", "https://www.upr-info.org/en?f[0]=x", id="url"),
        pytest.param(fields.url, "http://a.org/Cote_d'Ivoire", "http://a.org/Cote_d'Ivoire", id="url with apostrophe"),
        pytest.param(fields.count, "050", 50, id="count"),
        pytest.param(fields.count, 7, 7, id="count that is one"),
        pytest.param(fields.yes_no, "Yes", True, id="yes"),
        pytest.param(fields.yes_no, "false", False, id="false"),
        pytest.param(fields.yes_no, False, False, id="yes or no that is one"),
        pytest.param(fields.times, "10:00-12:00", TimeRange(time(10), time(12)), id="times"),
        pytest.param(fields.times, TimeRange(time(10)), TimeRange(time(10)), id="times that are"),
        pytest.param(fields.loose_date, "October 2014", LooseDate(2014, 10), id="loose date"),
        pytest.param(fields.loose_date, LooseDate(2014), LooseDate(2014), id="loose date that is one"),
        pytest.param(fields.image_name, "images/cover.png", "cover.png", id="picture with folder"),
        pytest.param(fields.image_name, "Photo_1.JPEG", "Photo_1.JPEG", id="picture"),
        pytest.param(fields.zone, "Europe/Zurich", "Europe/Zurich", id="zone"),
        pytest.param(fields.language, "EN", "en", id="language"),
        pytest.param(fields.language, "zh-hans", "zh-Hans", id="language with script"),
        pytest.param(fields.language, "pt-br", "pt-BR", id="language with region"),
        pytest.param(fields.slug, "beyond-promises-2", "beyond-promises-2", id="slug"),
        pytest.param(fields.word, "In  Person", "in person", id="word"),
        pytest.param(fields.alternative, "", "", id="empty alternative"),
        pytest.param(fields.alternative, " A\nhall ", "A hall", id="alternative"),
        pytest.param(fields.listed, ["a"], ("a",), id="list"),
        pytest.param(fields.listed, "English", ("English",), id="list of one on its line"),
    ],
)
def test_what_a_text_means(rule: Callable[[object], object], typed: object, expected: object) -> None:
    assert expected == rule(typed)


@pytest.mark.parametrize(
    ("rule", "typed", "words", "cure"),
    [
        pytest.param(fields.line, "", "is empty", "leave the whole line out", id="empty line"),
        pytest.param(fields.line, None, "is empty", "leave the whole line out", id="line not written"),
        pytest.param(fields.line, "a\nb", "is one line", "> instead of |", id="two lines"),
        pytest.param(fields.line, "a\x07b", "control character in it (U+0007)", "delete it", id="a bell"),
        pytest.param(fields.line, ["a"], "a list was written", "one text", id="list for a line"),
        pytest.param(fields.line, {"a": "b"}, "a group of fields was written", "one text", id="group for a line"),
        pytest.param(
            fields.url,
            "www.upr-info.org/x",
            "begins with https://",
            "did you mean https://www.upr-info.org/x?",
            id="url without scheme",
        ),
        pytest.param(fields.url, "here", "begins with https://", "looks like https://", id="word for a url"),
        pytest.param(fields.url, "javascript:alert(1)", "begins with https://", "looks like", id="script"),
        pytest.param(fields.url, "https://", "names no website", "looks like", id="url without host"),
        pytest.param(fields.url, "https://localhost/x", "names no website", "looks like", id="url of this machine"),
        pytest.param(fields.url, "https://[::1/x", "is not a web address", "looks like", id="broken url"),
        pytest.param(fields.url, "https://a.org:x/", "is not a web address", "looks like", id="odd port"),
        pytest.param(fields.url, "https://u:p@a.org/", "name or password", "looks like", id="password in url"),
        pytest.param(fields.url, "https://a.org/a b", "a space in it", "browser", id="space in url"),
        pytest.param(fields.url, "https://a.org/{{x}}", "the character { in it", "browser", id="placeholder in url"),
        pytest.param(fields.url, "[text](https://a.org)", "a Markdown link", "browser", id="Markdown link"),
        pytest.param(fields.url, "[text]", "is not a web address", "browser", id="brackets"),
        pytest.param(fields.url, "https://a.org/" + "x" * 2000, "too long", "looks like", id="endless url"),
        pytest.param(fields.count, "20th", "not a whole number", "write just the number: 20", id="ordinal"),
        pytest.param(
            fields.count, "11,500", "not a whole number", "write just the number: 11500", id="number with a comma"
        ),
        pytest.param(fields.count, "twenty", "not a whole number", "in figures", id="number in words"),
        pytest.param(fields.count, "0", "not a whole number", "in figures", id="nought"),
        pytest.param(fields.count, "٢٠", "not a whole number", "in figures", id="Arabic figures"),
        pytest.param(fields.yes_no, "maybe", "neither yes nor no", "yes or no", id="maybe"),
        pytest.param(fields.image_name, "cover.svg", "is SVG, which mail programs do not show", "as PNG", id="svg"),
        pytest.param(fields.image_name, "https://a.org/x.png", "is an address", "file name", id="picture elsewhere"),
        pytest.param(
            fields.image_name, "../x.png", "not directly in the images folder", "file name", id="picture above"
        ),
        pytest.param(
            fields.image_name, "C:\\x.png", "not directly in the images folder", "file name", id="picture on a drive"
        ),
        pytest.param(
            fields.image_name, "Photo 1.jpg", "not a name that a picture", "rename the file", id="space in a picture"
        ),
        pytest.param(
            fields.image_name, "cover", "not a name that a picture", "save the picture", id="picture without ending"
        ),
        pytest.param(
            fields.zone, "Europe/Zuerich", "is not a time zone", "did you mean Europe/Zurich?", id="zone misspelt"
        ),
        pytest.param(fields.zone, "Geneva", "is not a time zone", "Geneva is Europe/Zurich", id="zone of Geneva"),
        pytest.param(fields.zone, "../../etc/passwd", "is not a time zone", "Europe/Zurich", id="path for a zone"),
        pytest.param(fields.zone, "Europe", "is not a time zone", "", id="folder for a zone"),
        pytest.param(fields.zone, "localtime", "is not a time zone", "", id="zone of the machine"),
        pytest.param(fields.zone, "right/Europe/Zurich", "is not a time zone", "", id="zone with leap seconds"),
        pytest.param(fields.language, "English", "not the short name of a language", "en, fr", id="language in words"),
        pytest.param(fields.slug, "../x", "cannot be part of an address", "lower-case", id="path for a slug"),
        pytest.param(fields.slug, "con", "cannot be part of an address", "lower-case", id="device for a slug"),
        pytest.param(fields.slug, "ｓlug", "cannot be part of an address", "lower-case", id="wide letters"),
        pytest.param(fields.listed, "[English, French]", "is a list", "on a line of its own", id="flow list"),
        pytest.param(fields.listed, "English, French", "is a list", "on a line of its own", id="list with commas"),
        pytest.param(fields.listed, {"a": "b"}, "is a list", "on a line of its own", id="group for a list"),
    ],
)
def test_what_is_refused_says_why_and_what_to_write(
    rule: Callable[[object], object], typed: object, words: str, cure: str
) -> None:
    with pytest.raises(fields.FieldError) as caught:
        rule(typed)
    assert words in caught.value.message
    assert cure in caught.value.hint


RULES = (
    fields.line, fields.url, fields.count, fields.yes_no, fields.times, fields.loose_date, fields.image_name,
    fields.zone, fields.language, fields.slug, fields.word, fields.alternative, fields.listed,
)  # fmt: skip


@given(st.sampled_from(RULES), st.one_of(st.none(), st.text(max_size=30), st.lists(st.text(max_size=3), max_size=2)))
def test_any_value_is_taken_or_refused_in_words(rule: Callable[[object], object], value: object) -> None:
    with suppress(fields.FieldError, DateError):
        rule(value)


def test_a_day_without_a_year_is_the_one_nearest_to_the_issue() -> None:
    values: dict[str, Any] = {"kind": "event", "title": "x", "date": "2-4 December", "previously": "5 January"}
    event = Event.model_validate(values, context={"near": date(2014, 11, 28)})
    assert DayRange(date(2014, 12, 2), date(2014, 12, 4)) == event.date
    vacancy = Vacancy.model_validate(
        {"kind": "vacancy", "title": "x", "closes": "5 January"}, context={"near": date(2014, 11, 28)}
    )
    assert date(2015, 1, 5) == vacancy.closes


def test_a_kind_can_also_be_made_in_code() -> None:
    days = DayRange(date(2014, 12, 2), date(2014, 12, 2))
    assert days == Event(kind="event", title="x", date=days).date
    assert date(2014, 12, 2) == Vacancy(kind="vacancy", title="x", closes=date(2014, 12, 2)).closes


def test_a_field_left_empty_has_its_default() -> None:
    values: dict[str, Any] = {"kind": "article", "title": "x", "contents": None, "label": None}
    article = Article.model_validate(values)
    assert (article.contents, article.label) == (True, None)


def test_empty_quotes_say_that_a_picture_only_decorates() -> None:
    assert Article.model_validate({"kind": "article", "title": "x", "alt": ""}).alt == ""
    assert Article.model_validate({"kind": "article", "title": "x", "alt": None}).alt is None


def test_a_kind_is_a_group_of_fields() -> None:
    with pytest.raises(ValidationError):
        Quote.model_validate("text")


@pytest.mark.parametrize("model", KIND_OF.values(), ids=KIND_OF)
def test_every_field_of_every_kind_is_explained(model: type[Kind]) -> None:
    assert all(field.description for name, field in model.model_fields.items() if name != "kind")


def test_wording_of_lists_and_slips() -> None:
    assert one_of(("a", "b", "c")) == "a, b or c"
    assert one_of(("a",)) == "a"
    assert did_you_mean("Link-Text", ("link", "link_text")) == "did you mean link_text?"
    assert not did_you_mean("zzz", ("link",))
    assert quoted("a\n b") == '"a b"'
    assert len(quoted("x" * 100)) == 62
