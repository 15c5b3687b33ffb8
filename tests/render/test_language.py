from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from trax.errors import TemplateFault
from trax.model import DayRange, LooseDate, TimeRange
from trax.render.language import Language
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from pathlib import Path

EN = load_templates().language("en")
FRENCH = """\
language: {name: français, locale: fr-CH, direction: ltr}
dates:
  day: d MMMM y
  month: MMMM y
  year: y
  weekday: EEEE
  weekday_day: EEEE d MMMM y
  one_day: "{start|d MMMM y}"
  within_month: "du {start|d} au {end|d MMMM y}"
  within_year: "du {start|d MMMM} au {end|d MMMM y}"
  across_years: "du {start|d MMMM y} au {end|d MMMM y}"
  block_one_day: "{start|d}"
  block_within_month: "{start|d}-{end|d}"
  block_month: "{start|MMMM}"
  block_two_months: "{start|MMMM} / {end|MMMM}"
times:
  range: "de {start} à {end}"
  with_zone: "{times}, {zone} (UTC{offset})"
  with_offset: "{times} (UTC{offset})"
ordinal: {one: "{n}re", other: "{n}e"}
words: [zéro, un, deux, trois]
pages: {one: "{n} page", many: "{n} de pages", other: "{n} pages"}
greeting: "Bonjour {name}"
"""


@pytest.fixture
def french(tmp_path: Path) -> Language:
    folder = tmp_path / "templates" / "strings"
    folder.mkdir(parents=True)
    (folder / "fr.yaml").write_text(FRENCH, encoding="utf-8")
    return load_templates(tmp_path).language("fr")


def spoken(**changes: Any) -> Language:
    """Return English with some phrases replaced, or taken out with None."""
    tree = yaml.load(FRENCH, Loader=yaml.BaseLoader)  # noqa: S506 - makes text alone
    for key, value in changes.items():
        group, _, name = key.partition("__")
        branch = tree.setdefault(group, {}) if name else tree
        branch[name or group] = value
        if value is None:
            del branch[name or group]
    return Language("xx", tree, path="templates/strings/xx.yaml")


@pytest.mark.parametrize(
    ("start", "end", "expected", "block", "month"),
    [
        pytest.param((2014, 12, 3), (2014, 12, 3), "3 December 2014", "3", "Dec", id="one-day"),
        pytest.param((2015, 1, 19), (2015, 1, 30), "19–30 January 2015", "19–30", "Jan", id="one-month"),
        pytest.param(
            (2014, 10, 27), (2014, 11, 7), "27 October to 7 November 2014", "27–7", "Oct–Nov", id="two-months"
        ),
        pytest.param(
            (2014, 12, 29), (2015, 1, 2), "29 December 2014 to 2 January 2015", "29–2", "Dec–Jan", id="two-years"
        ),
    ],
)
def test_days_are_one_phrase(
    start: tuple[int, int, int], end: tuple[int, int, int], expected: str, block: str, month: str
) -> None:
    days = DayRange(date(*start), date(*end))
    assert EN.days(days) == expected
    assert (EN.block_days(days), EN.block_month(days)) == (block, month)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param(LooseDate(2014), "2014", id="year"),
        pytest.param(LooseDate(2014, 10), "October 2014", id="month"),
        pytest.param(LooseDate(2014, 10, 31), "31 October 2014", id="day"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(when: LooseDate, expected: str) -> None:
    assert EN.loose(when) == expected


@pytest.mark.parametrize(
    ("zone", "day", "end", "expected"),
    [
        pytest.param("Europe/Zurich", (2014, 12, 3), 12, "10:00 to 12:00 CET (UTC+1)", id="winter"),
        pytest.param("Europe/Zurich", (2014, 7, 3), 12, "10:00 to 12:00 CEST (UTC+2)", id="summer"),
        pytest.param("Europe/Zurich", (2014, 12, 3), None, "10:00 CET (UTC+1)", id="no-end"),
        pytest.param("Europe/London", (2014, 12, 3), None, "10:00 GMT (UTC+0)", id="london"),
        pytest.param("UTC", (2014, 12, 3), None, "10:00 (UTC+0)", id="utc"),
        pytest.param("Asia/Bangkok", (2014, 12, 3), None, "10:00 (UTC+7)", id="nameless-zone"),
        pytest.param("Asia/Kolkata", (2014, 12, 3), None, "10:00 (UTC+5:30)", id="half-hour"),
        pytest.param("Asia/Kathmandu", (2014, 12, 3), None, "10:00 (UTC+5:45)", id="quarter"),
        pytest.param("America/St_Johns", (2014, 12, 3), None, "10:00 (UTC−3:30)", id="negative-half-hour"),
        pytest.param(
            "America/New_York", (2014, 12, 3), None, "10:00 Eastern Standard Time (UTC−5)", id="negative-named"
        ),
    ],
)
def test_times_name_their_zone_and_its_offset_on_that_day(
    zone: str, day: tuple[int, int, int], end: int | None, expected: str
) -> None:
    times = TimeRange(time(10), time(end) if end else None)
    assert EN.times(times, zone, date(*day)) == expected


@pytest.mark.parametrize(
    ("number", "ordinal", "words"),
    [
        pytest.param(0, "0th", "zero", id="0"),
        pytest.param(1, "1st", "one", id="1"),
        pytest.param(2, "2nd", "two", id="2"),
        pytest.param(3, "3rd", "three", id="3"),
        pytest.param(11, "11th", "eleven", id="11"),
        pytest.param(17, "17th", "seventeen", id="last-word"),
        pytest.param(18, "18th", "18", id="first-digits"),
        pytest.param(21, "21st", "21", id="21"),
        pytest.param(112, "112th", "112", id="112"),
        pytest.param(-1, "-1st", "-1", id="negative"),
    ],
)
def test_numbers_are_ordinals_and_words(number: int, ordinal: str, words: str) -> None:
    assert (EN.ordinal(number), EN.in_words(number)) == (ordinal, words)


def test_plurals_and_separators_are_the_languages() -> None:
    assert EN.count("publication.pages", 1) == "1 page"
    assert EN.count("publication.pages", 11500) == "11,500 pages"
    assert EN.number(11500) == "11,500"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param((), "", id="none"),
        pytest.param(("English",), "English", id="one"),
        pytest.param(("English", "French"), "English and French", id="two"),
        pytest.param(("English", "French", "{0}"), "English, French and {0}", id="three-and-braces"),
    ],
)
def test_names_are_joined(names: tuple[str, ...], expected: str) -> None:
    assert EN.names(names) == expected


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert EN("video.watch", title="{title} {n}") == "Watch the video: {title} {n}"


def test_nothing_in_the_code_is_english(french: Language) -> None:
    days = DayRange(date(2014, 10, 27), date(2014, 11, 7))
    times = TimeRange(time(10), time(12, 30))
    assert french.direction == "ltr"
    assert french.day(date(2015, 1, 19)) == "19 janvier 2015"
    assert french.day(date(2015, 1, 19), "weekday_day") == "lundi 19 janvier 2015"
    assert french.days(days) == "du 27 octobre au 7 novembre 2014"
    assert french.block_month(days) == "octobre / novembre"
    assert french.loose(LooseDate(2014, 8)) == "août 2014"
    assert (french.ordinal(1), french.ordinal(20)) == ("1re", "20e")
    assert (french.in_words(2), french.in_words(4)) == ("deux", "4")
    assert [french.count("pages", n) for n in (0, 1, 2)] == ["0 page", "1 page", "2 pages"]
    assert french.names(["a", "b", "c"]) == "a, b et c"
    assert french.times(times, "Europe/Zurich", date(2014, 12, 3)) == "de 10:00 à 12:30 (UTC+1)"
    assert french("greeting", name="Ana") == "Bonjour Ana"


def test_a_language_with_a_region_uses_the_file_without(tmp_path: Path) -> None:
    said = load_templates(tmp_path).language("en-GB")
    assert (said.tag, said("issue.number", number=7)) == ("en-GB", "No 7")


@pytest.mark.parametrize(
    ("changes", "call", "problem"),
    [
        pytest.param({}, lambda say: say("footer.reason"), "the phrase footer.reason is missing", id="no-group"),
        pytest.param({}, lambda say: say("dates.era"), "the phrase dates.era is missing", id="no-phrase"),
        pytest.param({}, lambda say: say("dates"), "dates: is not one phrase", id="group-for-phrase"),
        pytest.param({}, lambda say: say("greeting"), "greeting: nothing fills {name}", id="nothing-fills"),
        pytest.param(
            {"pages": {"one": "x"}},
            lambda say: say.count("pages", 9),
            "pages: the plural form other is missing",
            id="plural",
        ),
        pytest.param(
            {"pages": "x"},
            lambda say: say.count("pages", 9),
            "pages: the plural form other is missing",
            id="plural-text",
        ),
        pytest.param({"ordinal": "x"}, lambda say: say.ordinal(1), "ordinal: the form one is missing", id="ordinal"),
        pytest.param({"words": "x"}, lambda say: say.in_words(1), "words: is not a list", id="words"),
        pytest.param(
            {"language__direction": "up"},
            lambda say: say.direction,
            'language.direction: "up" is neither ltr nor rtl',
            id="direction",
        ),
        pytest.param(
            {"dates__day": "H:mm"},
            lambda say: say.day(date(2014, 1, 1)),
            'dates.day: "H:mm" is not a pattern of a date',
            id="pattern-of-a-time",
        ),
        pytest.param(
            {"dates__one_day": "{start|EEEEEEEE}"},
            lambda say: say.days(DayRange(date(2014, 1, 1), date(2014, 1, 1))),
            'dates.one_day: "EEEEEEEE" is not a pattern of a date',
            id="pattern-too-long",
        ),
        pytest.param(
            {"dates__one_day": ["x"]},
            lambda say: say.days(DayRange(date(2014, 1, 1), date(2014, 1, 1))),
            "dates.one_day: is not one phrase",
            id="range-is-list",
        ),
    ],
)
def test_a_fault_names_file_and_phrase(changes: dict[str, Any], call: Any, problem: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        call(spoken(**changes))
    assert str(fault.value) == f"templates/strings/xx.yaml: {problem}"


@pytest.mark.parametrize("name", ["", "e", "xx-YY", "en_GB", "-", "not a locale"])
def test_a_locale_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(TemplateFault, match="is not a locale such as en-GB"):
        spoken(language__locale=name)
