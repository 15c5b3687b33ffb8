"""The pages of the archive in a real browser: they fit every screen and pass axe in both schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    Scheme = Literal["light", "dark"]

pytestmark = pytest.mark.browser
PAGES = ("index.html", "issues/50/index.html", "issues/101/index.html", "issues/102/index.html")


@pytest.fixture(scope="module")
def window(browser: Browser, site: Path) -> Iterator[Page]:
    """A page that finds the files of the site and nothing else."""

    def answer(route: Route) -> None:
        if route.request.url.startswith(site.as_uri()):
            route.continue_()
        else:
            route.abort()
            pytest.fail(f"a page asked for {route.request.url}")

    # The stylesheet comes under the page's own rules; the scripts are axe's, and no part of the site.
    context = browser.new_context(bypass_csp=True)
    context.route("**/*", answer)
    yield context.new_page()
    context.close()


def show(window: Page, site: Path, name: str, *, width: int, scheme: Scheme) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    window.emulate_media(color_scheme=scheme)
    window.goto((site / name).as_uri())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_screen_and_its_style_is_applied(window: Page, site: Path, name: str) -> None:
    for width in (320, 375, 700, 1200):
        for scheme in ("light", "dark"):
            show(window, site, name, width=width, scheme=scheme)
            assert window.evaluate("document.documentElement.scrollWidth") <= width, f"{width} {scheme}"
            colour = window.evaluate("getComputedStyle(document.body).backgroundColor")
            assert colour == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 27, 35)"}[scheme]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1200, "light")])
def test_axe_finds_nothing(window: Page, site: Path, name: str, width: int, scheme: Scheme) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    show(window, site, name, width=width, scheme=scheme)
    found = axe.run(window).response["violations"]
    assert [(fault["id"], [node["html"][:160] for node in fault["nodes"]]) for fault in found] == []


def test_a_page_works_under_its_own_policy(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site / "issues/50/index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).color") == "rgb(255, 255, 255)"
    assert page.evaluate("document.querySelector('.masthead img').naturalWidth") == 87
    assert complaints == []
    context.close()
