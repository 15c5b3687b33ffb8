from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from trax.errors import LostInRendering, TemplateFault
from trax.model import Image
from trax.render.email import images_address
from trax.render.finish import links
from trax.render.templates import SHIPPED, load_templates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Golden
    from trax.model import Issue, Mail

    from .conftest import MakeIssue, MakeItem, MakeMail

SITE = "https://letters.example.org"
PLACEHOLDERS = ("[[unsubscribe]]", "[[view_online]]", "[[preferences]]", "[[postal_address]]")
HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} \"quoted\" 'single' </mj-text></mj-column> & < > &amp; &#8203; "
    "\u00a0NBSP \u202fnarrow 😀 حُقُوق\u200f मानव *|UNSUB|* *| |* {{ }} [[unsubscribe]] [[x|y z]] \\n <!-- --> ]]> "
    "%x% $& \\1 zqMT0000qz"
)
URL = "https://example.org/a?b=1&c='d'&e=[1]é#f"


def test_the_gallery_is_as_it_was_kept(gallery_mail: Mail, golden: Golden) -> None:
    golden("gallery", {"email.html": gallery_mail.html, "email.txt": gallery_mail.text})
    print(f"\ngallery: {gallery_mail.size_bytes} bytes of HTML, {len(gallery_mail.text)} of text")  # noqa: T201 - for who looks


def test_two_renders_are_equal(gallery: Issue, gallery_mail: Mail, make_mail: MakeMail) -> None:
    assert make_mail(gallery, templates=load_templates()) == gallery_mail


def test_another_process_makes_the_same_bytes(
    gallery_mail: Mail, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Neither the order of sets nor the clock of the machine has a say."""
    writer = tmp_path / "test_written.py"
    writer.write_text(
        "from pathlib import Path\n"
        "def test_write(gallery_mail):\n"
        f"    Path({str(tmp_path / 'out.html')!r}).write_bytes(gallery_mail.html.encode())\n"
        f"    Path({str(tmp_path / 'out.txt')!r}).write_bytes(gallery_mail.text.encode())\n"
    )
    conftest = request.config.rootpath / "tests" / "render" / "conftest.py"
    (tmp_path / "conftest.py").write_bytes(conftest.read_bytes())
    environment = os.environ | {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(tmp_path), str(writer)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "out.html").read_bytes() == gallery_mail.html.encode()
    assert (tmp_path / "out.txt").read_bytes() == gallery_mail.text.encode()


def test_every_link_of_the_html_is_in_the_text(gallery_mail: Mail) -> None:
    found = [html.unescape(link) for link in links(gallery_mail.html) if not link.startswith("#")]
    assert len(found) > 40
    assert [link for link in found if link not in gallery_mail.text] == []


def test_links_within_the_mail_lead_to_an_item(gallery_mail: Mail) -> None:
    anchors = set(re.findall(r'<a\s+id="([^"]+)"', gallery_mail.html))
    assert {link[1:] for link in links(gallery_mail.html) if link.startswith("#")} <= anchors
    assert len(anchors) == 24


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_placeholders_are_in_both_parts(gallery_mail: Mail, placeholder: str) -> None:
    assert placeholder in gallery_mail.html
    assert placeholder in gallery_mail.text
    if placeholder != "[[postal_address]]":
        assert f'href="{placeholder}"' in gallery_mail.html


@pytest.mark.parametrize(
    "tag",
    [
        "[[first_name|dear friend]]",
        "*|UNSUB|*",
        "*|LIST:ADDRESS|*",
        "{{ unsubscribe_url }}",
        "{{unsubscribe_url}}",
        "{% if name %}",
        "%recipient.name%",
        "%%name%%",
    ],
)
def test_a_merge_tag_typed_by_a_writer_comes_through(
    tag: str, make_item: MakeItem, make_issue: MakeIssue, make_mail: MakeMail
) -> None:
    words = f"Dear {tag}, {'filling words ' * 5}{tag} {tag}"
    made = make_mail(make_issue(make_item({"kind": "article", "title": f"For {tag}"}, words), letter=words))
    assert html.unescape(made.html).count(tag) == 7
    assert made.text.count(tag) == 7


def test_the_mail_names_no_other_addresses(gallery_mail: Mail) -> None:
    """No font, no picture, no style comes from a third party."""
    allowed = ("https://example.org/", "https://undocs.org/A/", f"{SITE}/issues/50/images/", "http://www.w3.org/")
    found = set(re.findall(r"https?://[^\s\"'<>)]+", gallery_mail.html))
    assert [address for address in found if not address.startswith(allowed)] == []
    loaded = re.findall(r'(?:src|background)="([^"]*)"|url\(([^)]*)\)', gallery_mail.html)
    assert all(address.startswith(f"{SITE}/issues/50/images/") for pair in loaded for address in pair if address)


def test_lines_are_short_enough_for_mail(gallery_mail: Mail) -> None:
    assert max(map(len, gallery_mail.html.split("\n"))) <= 997
    assert "\r" not in gallery_mail.html + gallery_mail.text
    assert gallery_mail.text.endswith("\n")
    assert "\n\n\n" not in gallery_mail.text


def test_a_long_paragraph_is_broken(make_item: MakeItem, make_issue: MakeIssue, make_mail: MakeMail) -> None:
    item = make_item({"kind": "article", "title": "T"}, "recommendation " * 1400)
    assert max(map(len, make_mail(make_issue(item)).html.split("\n"))) <= 997


def test_the_pictures_travel_with_the_mail(gallery: Issue, gallery_mail: Mail) -> None:
    names = [image.name for image in gallery_mail.images]
    assert names == sorted([*(image.name for image in gallery.images), "mark-08.png"])
    used = set(re.findall(rf"{re.escape(SITE)}/issues/50/images/([\w.-]+)", gallery_mail.html))
    assert used == set(names)
    assert images_address(7, site="https://x.org") == "https://x.org/issues/7/images/"


def test_the_head_says_language_direction_and_title(gallery_mail: Mail) -> None:
    assert gallery_mail.html.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr"')
    assert "<title>[UPR Trax] No50: After the promise</title>" in gallery_mail.html
    assert 'aria-label="[UPR Trax] No50: After the promise"' in gallery_mail.html
    assert (gallery_mail.number, gallery_mail.language) == (50, "en")


def test_odd_spaces_in_a_subject_come_through(make_issue: MakeIssue, make_mail: MakeMail) -> None:
    subject = 'Droits\u00a0: «\u202ftout\u202f» — حُقُوق \\ "x"'
    made = make_mail(make_issue(subject=subject, title=subject, preheader=subject)).html
    labels = lxml_html.fromstring(made).xpath("//@aria-label")
    assert labels == [subject]
    assert html.unescape(made.partition("<title>")[2].partition("</title>")[0]) == subject


def test_a_sample_says_so(make_issue: MakeIssue, make_mail: MakeMail) -> None:
    made = make_mail(make_issue(is_sample=True))
    assert "it was never sent" in made.html
    assert "it was never sent" in made.text.replace("\n", " ")


def test_each_kind_alone_is_a_whole_mail(alone: Issue, make_mail: MakeMail) -> None:
    made = make_mail(alone)
    tree = lxml_html.fromstring(made.html)
    assert [len(tree.findall(f".//{tag}")) for tag in ("h1", "title", "body")] == [1, 1, 1]
    assert all(placeholder in made.html and placeholder in made.text for placeholder in PLACEHOLDERS)
    assert "None" not in made.text + made.html
    assert "Undefined" not in made.text + made.html


def strings(value: Any, replaced: str) -> Any:
    """Return the header with hostile text in every field that takes any text."""
    if isinstance(value, dict):
        return {name: _hostile(name, one, replaced) for name, one in value.items()}
    if isinstance(value, list):
        return [strings(one, replaced) for one in value]
    return replaced


EXACT = {
    "kind", "session", "show", "order", "names", "documents", "pages", "published", "launched", "as_of", "date", "time",
    "zone", "format", "status", "previously", "minutes", "starts", "closes", "stage", "contents", "image", "cover",
    "portrait", "thumbnail",
}  # fmt: skip


def _hostile(name: str, value: Any, replaced: str) -> Any:
    if name in EXACT:
        return value
    return URL if name in {"link", "register"} else strings(value, replaced)


def markup(made: str) -> list[tuple[str, ...]]:
    """Return the elements of a mail with the names of their attributes, without what the text decides."""
    tree = lxml_html.fromstring(made)
    return [(str(one.tag), *sorted(map(str, one.attrib))) for one in tree.iter() if isinstance(one.tag, str)]


def test_hostile_text_in_every_field_never_becomes_markup(
    alone: Issue,
    headers: Mapping[str, Mapping[str, Any]],
    make_item: MakeItem,
    make_issue: MakeIssue,
    make_mail: MakeMail,
) -> None:
    def issue_with(text: str) -> Issue:
        (item,) = alone.items
        header = strings(headers[item.slug], text)
        return make_issue(
            make_item(header, item.body.source, slug="item"), title=text, subject=text, preheader=text, label=text
        )

    made, calm = make_mail(issue_with(HOSTILE)), make_mail(issue_with("calm words"))
    assert markup(made.html) == markup(calm.html)
    assert "<script" not in made.html
    assert made.html.count("{{ 7*7 }}") == made.html.count("zqMT0000qz")
    assert "{{ 7*7 }}" in made.text
    assert "<script>alert(1)</script>" in made.text
    assert max(map(len, made.html.split("\n"))) <= 997


def test_hostile_bodies_never_break_the_mail(make_item: MakeItem, make_issue: MakeIssue, make_mail: MakeMail) -> None:
    nested = "\n".join("  " * depth + "- x" for depth in range(6))
    body = f"{HOSTILE}\n\n{nested}\n\n```\n{HOSTILE}\n```\n\n| a |\n|---|\n| b |\n\n{'> ' * 9}deep\n"
    made = make_mail(make_issue(make_item({"kind": "article", "title": "T"}, body), letter="Calm."))
    tree = lxml_html.fromstring(made.html)
    assert tree.findall(".//script") == []
    assert "<script>alert(1)</script>" in "".join(map(str, tree.itertext()))
    assert "<script>alert(1)</script>" in made.text


def test_the_html_is_well_formed_for_a_strict_reader(gallery_mail: Mail) -> None:
    parser = etree.HTMLParser()
    etree.fromstring(gallery_mail.html.encode(), parser)
    # The parser of libxml2 knows HTML 4 and no VML: unknown tags are no faults of ours.
    faults = [entry.message for entry in parser.error_log if "invalid" not in entry.message]
    assert faults == []


def own(tmp_path: Path, name: str, text: str) -> Any:
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return load_templates(tmp_path)


def test_a_faulty_template_of_a_newsletter_names_the_spot(gallery: Issue, make_mail: MakeMail, tmp_path: Path) -> None:
    templates = own(tmp_path, "email/group.mjml.j2", "<mj-section><mj-column><mj-text><p>{{ item.title }}</mj-text>")
    with pytest.raises(TemplateFault) as fault:
        make_mail(gallery, templates=templates)
    assert re.match(
        r"the MJML made from templates/email:\d+: <p> is not closed, near '<p>News from the regions<", str(fault.value)
    )


def test_a_template_that_loses_a_placeholder_is_refused(gallery: Issue, make_mail: MakeMail, tmp_path: Path) -> None:
    # The engine drops what it does not know as an attribute of its own tags.
    templates = own(
        tmp_path,
        "email/group.mjml.j2",
        '<mj-section data-x="[[unsubscribe]]"><mj-column><mj-text>x</mj-text></mj-column></mj-section>',
    )
    with pytest.raises(LostInRendering, match=r"the placeholder \[\[unsubscribe\]\]"):
        make_mail(gallery, templates=templates)


def test_pictures_are_in_the_order_of_their_names(make_issue: MakeIssue, make_mail: MakeMail) -> None:
    images = (Image("z.png", b"z", "image/png"), Image("a.png", b"a", "image/png"))
    assert [image.name for image in make_mail(make_issue(images=images)).images] == ["a.png", "mark-08.png", "z.png"]


def test_an_item_without_a_title_stays_out_of_the_text_contents(gallery_mail: Mail) -> None:
    contents = gallery_mail.text.partition("In this issue\n")[2].partition("\n\n")[0].split("\n")
    assert len(contents) == 22 - 1
    assert contents[0] == "1. What the second round changed"


def test_dark_colours_reach_the_clients_that_mark_them_themselves(gallery_mail: Mail) -> None:
    """Outlook on the web sets `data-ogsc` instead of answering the media query."""
    dark = gallery_mail.html.partition("@media (prefers-color-scheme: dark) {")[2].partition("\n[data-ogsc]")[0]
    rules = [line.strip() for line in dark.split("\n") if "!important" in line]
    assert len(rules) > 15
    for rule in rules:
        first = rule.partition(",")[0].partition(" {")[0]
        assert f"[data-ogsc] {first}" in gallery_mail.html


def test_every_rule_of_the_style_sheet_reaches_something(gallery_mail: Mail) -> None:
    """A rule whose element was renamed in a template would be lost without a word."""
    css = (SHIPPED / "email" / "email.css.j2").read_text(encoding="utf-8")
    rules = re.sub(r"\{[{%#].*?[}%#]\}", "", css)
    selectors = {part.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*\}", rules) for part in rule.split(",")}
    page: Any = lxml_html.document_fromstring(gallery_mail.html)
    # What only a Markdown text or a sample issue can hold is tried elsewhere.
    plain = {selector for selector in selectors if not selector.startswith("div.md")}
    assert len(plain) > 50
    unused = {selector for selector in plain if not page.cssselect(selector)}
    assert unused == {"h4", "li ol", "p.cover-subtitle", "p.sample"}
