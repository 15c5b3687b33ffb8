from __future__ import annotations

import html
import re
import subprocess
import sys
from time import perf_counter

import pytest

from trax.errors import TemplateFault
from trax.render.mjml import MAX_DEPTH, armour, mjml_to_html

STRINGS = [
    pytest.param("a\u00a0: b", id="no-break-space"),
    pytest.param("100\u202f%", id="narrow-no-break-space"),
    pytest.param("Staaten\u00adprüfung", id="soft-hyphen"),
    pytest.param("می\u200cخواهم", id="zwnj"),
    pytest.param("\U0001f469\u200d\u2696\ufe0f", id="zwj"),
    pytest.param("(abc)\u200f!", id="rtl-mark"),
    pytest.param("Cafe\u0301", id="combining-accent"),
    pytest.param("حُقُوقُ الإِنْسَان", id="arabic-with-harakat"),
    pytest.param("मानव अधिकार", id="hindi"),
    pytest.param("สิทธิมนุษยชน", id="thai"),
    pytest.param("ﾊﾞﾝｺｸ \u3164", id="halfwidth-katakana-and-filler"),
    pytest.param("a\\b \\u{a0}", id="backslash"),
    pytest.param("🇨🇭 👍🏽", id="emoji"),
    pytest.param("\U0010fffd \ue000", id="private-use"),
]


def document(body: str, *, title: str = "T") -> str:
    return (
        f"<mjml><mj-head><mj-title>{title}</mj-title></mj-head>\n<mj-body><mj-section><mj-column>\n"
        f"{body}\n</mj-column></mj-section></mj-body></mjml>"
    )


def value(made: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', made)
    assert found, made
    return html.unescape(found[1])


@pytest.mark.parametrize("text", STRINGS)
def test_every_script_survives_in_attributes_and_title(text: str) -> None:
    made = mjml_to_html(document(f'<mj-image src="x" href="y{text}" alt="{text}" />', title=text), name="t")
    assert value(made, "alt") == text
    assert value(made, "href") == f"y{text}"
    assert value(made, "aria-label") == text
    assert text in html.unescape(made.partition("<title>")[2].partition("</title>")[0])


@pytest.mark.parametrize("sign", [pytest.param(sign, id=repr(sign)) for sign in "\n\t\r\x01\x1f\x7f"])
def test_controls_in_attributes_become_spaces(sign: str) -> None:
    made = mjml_to_html(document(f'<mj-image src="x" alt="a{sign}b" />'), name="t")
    assert value(made, "alt") == "a b"


def test_every_character_of_unicode_survives_in_an_attribute() -> None:
    no_characters = {*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)}
    points = [point for point in range(0xA0, 0x110000) if point not in no_characters and point & 0xFFFE != 0xFFFE]
    for start in range(0, len(points), 50_000):
        text = "".join(map(chr, points[start : start + 50_000]))
        made = mjml_to_html(document(f'<mj-image src="x" alt="{text}" />'), name="t")
        assert value(made, "alt") == text


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        pytest.param(" ", "\n", id="space"),
        pytest.param("\t", "\n", id="tab"),
        pytest.param("\r\n", "\n", id="windows-line-end"),
        pytest.param("\r", "\n", id="old-mac-line-end"),
        pytest.param("\n\n  ", "\n\n", id="lines-are-kept"),
    ],
)
def test_white_space_in_the_head_does_not_stop_the_engine(gap: str, expected: str) -> None:
    head = f"<mjml>{gap}<mj-head>{gap}<mj-title>T</mj-title>{gap}<mj-attributes>{gap}<mj-all/>{gap}</mj-attributes>"
    source = f"{head}{gap}</mj-head>{gap}<mj-body></mj-body></mjml>"
    assert armour(source) == source.replace(gap, expected)
    assert "<title>T</title>" in mjml_to_html(source, name="t")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param('padding="0 16px"', 'padding="0px 16px"', id="shorthand"),
        pytest.param('inner-padding="0"', 'inner-padding="0px"', id="inner"),
        pytest.param('padding-left = "0"', 'padding-left = "0px"', id="with-spaces"),
        pytest.param('padding="10px 0.5px 0% 0px"', 'padding="10px 0.5px 0% 0px"', id="no-bare-zero"),
        pytest.param('border="0"', 'border="0"', id="another-attribute"),
        pytest.param("padding='0'", "padding='0'", id="single-quotes-are-not-ours"),
    ],
)
def test_a_bare_zero_in_a_padding_gets_a_unit(written: str, expected: str) -> None:
    assert armour(f"<mj-text {written}>0 0</mj-text>") == f"<mj-text {expected}>0 0</mj-text>"


def test_padding_zero_counts_in_the_width_of_a_picture() -> None:
    made = mjml_to_html(document('<mj-image src="x" alt="" padding="0 16px" />'), name="t")
    assert 'width="568"' in made


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        pytest.param("<mj-text>é\n<p>x</mj-text>", 4, "<p> is not closed, near '<p>x</mj-text>'", id="unclosed-p"),
        pytest.param("<mj-text>x", 3, "<mj-text> is not closed, near '<mj-text>x'", id="unclosed-mj-text"),
        pytest.param("é\n</mj-text>", 4, "</mj-text> closes nothing, near '</mj-text>'", id="stray-close"),
        pytest.param("<mj-text><b><i>x</b></i></mj-text>", 3, "<i> is not closed, near '<i>x", id="crossed"),
        pytest.param("é<mj-include path='x' />", 3, "not valid MJML near", id="include"),
        pytest.param("<mj-text>a < b</mj-text>", None, "not valid MJML: unable to parse", id="bare-less-than"),
        pytest.param(
            "<mj-text><!-- <p> --><BR></br><P>x</p></mj-text>é <", None, "not valid MJML: ", id="comment-and-void"
        ),
        pytest.param("<mj-text>\ud800</mj-text>", None, "not valid MJML: ", id="surrogate"),
    ],
)
def test_a_fault_has_its_line_where_it_is_known(body: str, line: int | None, problem: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        mjml_to_html(document(body), name="made")
    where = f"made:{line}: " if line else "made: "
    assert str(fault.value).startswith(where + problem)


@pytest.mark.parametrize("source", ["", "x", "<mjml>", "<p>x</p>", "<!DOCTYPE html><mjml></mjml>"])
def test_what_is_no_mjml_is_refused(source: str) -> None:
    with pytest.raises(TemplateFault, match=r"made(:1)?: (not valid MJML|<mjml> is not closed)"):
        mjml_to_html(source, name="made")


def test_the_first_tag_left_open_is_named_whatever_stands_around_it() -> None:
    with pytest.raises(TemplateFault, match="made:3: <b> is not closed"):
        mjml_to_html(document("<mj-text><br /><i>x</i><b>y</mj-text>"), name="made")


def test_nesting_is_limited() -> None:
    deep = "<div>" * 190 + "x" + "</div>" * 190
    assert mjml_to_html(document(f"<mj-text>{deep}</mj-text>"), name="t").count("<div>") == 190
    with pytest.raises(TemplateFault, match=f"t:3: more than {MAX_DEPTH} tags inside each other"):
        mjml_to_html(document(f"<mj-text><div>{deep * 2}</div><div>{'<div>' * 10}{deep}</mj-text>"), name="t")


def test_twelve_thousand_tags_inside_each_other_do_not_end_the_process() -> None:
    code = (
        "from trax.render.mjml import mjml_to_html\nfrom trax.errors import TemplateFault\n"
        "deep = '<div>' * 12000 + '</div>' * 12000\n"
        "try: mjml_to_html(f'<mjml><mj-body><mj-raw>{deep}</mj-raw></mj-body></mjml>', name='t')\n"
        "except TemplateFault as fault: print(fault)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"t:1: more than {MAX_DEPTH} tags inside each other\n")


@pytest.mark.parametrize("piece", ["<a '", '<a "', "<a =", "<", "<mj-", "</", "<a ' \" "])
def test_armour_takes_no_time_for_hostile_text(piece: str) -> None:
    began = perf_counter()
    armour(piece * 4000)
    assert perf_counter() - began < 5


def test_no_font_is_fetched_and_no_comment_reaches_a_reader() -> None:
    made = mjml_to_html(document("<mj-text>x<!-- a note --></mj-text>"), name="t")
    assert "://" not in re.sub(r'xmlns(:\w)?="[^"]*"|urn:[\w:-]*', "", made)
    assert "a note" not in made
    assert "<!--[if mso" in made
