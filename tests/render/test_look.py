"""What mails look like in a browser: no sideways scrolling, readable colours, sizes for fingers, sound structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from trax.model import Image, Issue, Mail

    from .conftest import MakeMail

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
VIEWS = tuple((width, scheme) for scheme in SCHEMES for width in (320, 375, 700))
IMAGES = "https://letters.example.org/issues/50/images/"
# Runs in the page and returns what is wrong, one line each.
JUDGE = """
() => {
  const faults = [];
  const say = (what, node) => faults.push(`${what}: ${(node.outerHTML || node.textContent).slice(0, 160)}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) {
    const widest = all('body *').find((node) => node.getBoundingClientRect().right > window.innerWidth + 0.5);
    say(`${wide} px wide`, widest || document.body);
  }

  const parse = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\\d.]+/g).map(Number);
    return { red, green, blue, alpha };
  };
  const over = (top, ground) => {
    const mix = (name) => top[name] * top.alpha + ground[name] * (1 - top.alpha);
    return { red: mix('red'), green: mix('green'), blue: mix('blue'), alpha: 1 };
  };
  const ground = (node) => {
    const layers = [];
    for (let one = node; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.backgroundImage !== 'none') say('a picture behind text', one);
      layers.push(parse(style.backgroundColor));
    }
    return layers.reverse().reduce((below, top) => over(top, below), { red: 255, green: 255, blue: 255, alpha: 1 });
  };
  const luminance = (colour) => {
    const [red, green, blue] = ['red', 'green', 'blue'].map((name) => {
      const part = colour[name] / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (!/\\S/.test(text.textContent) || range.getClientRects().length === 0) continue;
    seen += 1;
    const style = getComputedStyle(text.parentElement);
    if (parseFloat(style.fontSize) < 11) say(`font of ${style.fontSize}`, text.parentElement);
    const behind = ground(text.parentElement);
    const [low, high] = [luminance(behind), luminance(over(parse(style.color), behind))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) say(`contrast ${contrast.toFixed(2)}`, text.parentElement);
  }
  if (seen < 5) faults.push('no text was looked at');

  const levels = all('h1, h2, h3, h4, h5, h6').map((node) => Number(node.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) faults.push(`headings: ${levels}`);
  levels.forEach((level, index) => {
    if (index && level > levels[index - 1] + 1) faults.push(`a heading is left out: ${levels}`);
  });
  all('.state-link, .button a, .second a').forEach((node) => {
    const inline = getComputedStyle(node).display === 'inline';
    const { height } = (inline ? node.parentElement : node).getBoundingClientRect();
    if (height < 24) say(`${height} px high`, node);
  });
  all('img').forEach((node) => { if (!node.hasAttribute('alt')) say('no alt', node); });
  all('img').forEach((node) => { if (!node.naturalWidth) say('no picture', node); });
  all('table').forEach((node) => {
    const heads = [...node.querySelectorAll(':scope > * > tr > th')];
    const lays = ['presentation', 'none'].includes(node.getAttribute('role'));
    if (lays === heads.length > 0) say('neither layout nor data', node);
    heads.forEach((head) => { if (!head.scope) say('no scope', head); });
  });
  return faults;
}
"""


class Show(Protocol):
    """Shows a mail as a client without network would: its pictures are there, nothing else is."""

    def __call__(self, mail: Mail, /) -> Page:
        """Return the page with the mail."""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[tuple[Page, dict[str, Image], list[str]]]:
    """Return a page, the pictures it is given, and the list of what else it asked for."""
    pictures: dict[str, Image] = {}
    asked: list[str] = []

    def answer(route: Route) -> None:
        picture = pictures.get(route.request.url)
        if picture:
            route.fulfill(body=picture.data, content_type=picture.media_type)
        else:
            asked.append(route.request.url)
            route.abort()

    context = browser.new_context()
    context.route("**/*", answer)
    yield context.new_page(), pictures, asked
    context.close()


@pytest.fixture
def show(window: tuple[Page, dict[str, Image], list[str]]) -> Iterator[Show]:
    """Return a function that shows a mail; afterwards nothing may have been asked of others."""
    page, pictures, asked = window

    def show_mail(mail: Mail, /) -> Page:
        pictures.clear()
        pictures.update({IMAGES + image.name: image for image in mail.images})
        page.set_content(mail.html, wait_until="load")
        return page

    asked.clear()
    yield show_mail
    assert asked == [], "the mail asks others for something"


def set_view(page: Page, width: int, scheme: Scheme) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def test_the_gallery_is_fit_to_read(show: Show, gallery_mail: Mail) -> None:
    page = show(gallery_mail)
    for width, scheme in VIEWS:
        set_view(page, width, scheme)
        assert page.evaluate(JUDGE) == [], f"{width} {scheme}"


def test_each_kind_alone_is_fit_to_read(show: Show, alone: Issue, make_mail: MakeMail) -> None:
    page = show(make_mail(alone))
    for width, scheme in VIEWS:
        set_view(page, width, scheme)
        assert page.evaluate(JUDGE) == [], f"{width} {scheme}"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (700, "light")])
def test_axe_finds_nothing_serious(show: Show, gallery_mail: Mail, width: int, scheme: Scheme) -> None:
    """Two of its rules want a `<main>`, which is for pages, not for a mail inside a mail program."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    rules = {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}
    page = show(gallery_mail)
    set_view(page, width, scheme)
    found = axe.run(page, options={"rules": rules}).response["violations"]
    serious = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_judge_sees_what_is_wrong(show: Show, gallery_mail: Mail, scheme: Scheme) -> None:
    """A check that finds nothing anywhere would be worth nothing."""
    spoiled = """() => {
      document.body.insertAdjacentHTML('beforeend', `<h1>x</h1><h4>y</h4><img src="data:,">
        <div style="width:2000px">w</div>
        <p style="color:#888;background:#999;font-size:9px">z</p><table><tr><th>a</th></tr></table>
        <table role="presentation"><tr><th scope="col">b</th></tr></table>
        <p class="button"><a style="display:block;height:9px;overflow:hidden">c</a></p>
        <p style="background:linear-gradient(red,blue)">d</p>`);
    }"""
    page = show(gallery_mail)
    set_view(page, 375, scheme)
    page.evaluate(spoiled)
    said = "\n".join(page.evaluate(JUDGE))
    small = ("px wide", "font of 9px", "contrast 1.", "9 px high", "no alt", "no picture", "a picture behind text")
    structure = ("headings: ", "a heading is left out", "neither layout nor data", "no scope")
    assert [fault for fault in (*small, *structure) if fault not in said] == []
