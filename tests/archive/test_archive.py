"""The archive as a visitor and a sceptic meet it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
from click.testing import CliRunner
from lxml import html

from trax.archive.build import plan_site, write_site
from trax.archive.collect import collect_entries
from trax.cli import trax
from trax.content.workspace import open_workspace
from trax.render.templates import load_templates
from trax.upr.table import load_table

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://trax.example.org"
POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
PAGES = ("index.html", "issues/50/index.html", "issues/101/index.html", "issues/102/index.html")


def parse(path: Path) -> Any:
    return html.fromstring(path.read_text(encoding="utf-8"))


def test_the_exact_mail_is_the_frozen_bytes_and_the_page_prints_their_digest(site: Path, sent_newsletter: Path) -> None:
    mail = (site / "issues/50/email.html").read_bytes()
    receipt = json.loads((sent_newsletter / "issues/050/receipt.json").read_text())
    bundle = sent_newsletter / "build/050" / receipt["bundle"][:12]
    assert mail == (bundle / "email.html").read_bytes()
    assert hashlib.sha256(mail).hexdigest() in (site / "issues/50/index.html").read_text()
    assert (site / "issues/50/email.txt").read_bytes() == (bundle / "email.txt").read_bytes()


def test_an_issue_that_was_not_sent_stands_in_the_archive_only_when_asked_for(
    sent_newsletter: Path, tmp_path: Path
) -> None:
    result = CliRunner().invoke(trax, ["archive", "--to", str(tmp_path), "--workspace", str(sent_newsletter)])
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "issues").iterdir()) == ["50"]


def test_an_issue_that_was_not_sent_says_so_and_has_no_mail(site: Path) -> None:
    assert not (site / "issues/101/email.html").exists()
    assert "Not sent" in parse(site / "issues/101/index.html").text_content()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_forbids_everything_it_does_not_need(site: Path, name: str) -> None:
    page = parse(site / name)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert page.xpath("//script | //iframe | //form | //@style | //style | //@*[starts-with(name(), 'on')]") == []
    loaded = page.xpath("//img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert [address for address in loaded if urlsplit(address).scheme or address.startswith("//")] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_language_title_one_h1_and_headings_in_order(site: Path, name: str) -> None:
    page = parse(site / name)
    assert page.get("lang") == "en"
    assert page.get("dir") == "ltr"
    assert page.findtext(".//title")
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(following - level <= 1 for level, following in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("//img[not(@alt)]") == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_the_site_leads_to_a_file(site: Path, name: str) -> None:
    page = parse(site / name)
    base = f"http://site/{name}"
    for address in page.xpath("//a/@href | //img/@src | //link/@href"):
        target, anchor = urldefrag(urljoin(base, address))
        if urlsplit(target).netloc != "site":
            continue
        path = site / urlsplit(target).path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        assert path.is_file(), f"{name}: {address}"
        if anchor:
            assert parse(path).xpath("//*[@id=$anchor]", anchor=anchor), f"{name}: {address}"


def test_a_page_of_an_issue_names_its_permanent_address(site: Path) -> None:
    page = parse(site / "issues/50/index.html")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/issues/50/"]


def test_the_page_shows_the_states_and_dates_of_the_table(site: Path) -> None:
    page = parse(site / "issues/50/index.html")
    states = [entry.text_content() for entry in page.xpath("//section[@id='session-21']//ul[@class='states']/li")]
    assert len(states) == 14
    assert "Lesotho" in states
    assert "Turkey" in states
    assert "27 October to 7 November 2014" in page.xpath("string(//section[@id='session-20'])")


def test_no_placeholder_reaches_a_page_for_reading(site: Path) -> None:
    for name in PAGES:
        assert "[[" not in (site / name).read_text(encoding="utf-8")


def test_the_feed_is_read_without_a_complaint_and_has_whole_addresses(site: Path) -> None:
    data = (site / "feed.xml").read_bytes()
    feed = feedparser.parse(io.BytesIO(data))
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == [f"tag:trax.example.org,2009:issue/{n}" for n in (102, 101, 50)]
    assert [entry.link for entry in feed.entries] == [f"{SITE}/issues/{n}/" for n in (102, 101, 50)]
    content: Any = html.fromstring(feed.entries[2].content[0].value)
    assert "Lesotho" in content.text_content()
    assert all(urlsplit(link).scheme in {"https", "http", "mailto"} for link in content.xpath("//a/@href | //img/@src"))
    assert feed.entries[2].published == feed.feed.updated or feed.feed.updated >= feed.entries[2].published


def test_the_same_entries_give_the_same_bytes_and_nothing_is_written_twice(newsletter: Path, tmp_path: Path) -> None:
    workspace = open_workspace(newsletter)
    entries = collect_entries(workspace, include_unsent=True).entries
    pages = [
        plan_site(entries, settings=workspace.settings, table=load_table(), templates=load_templates(newsletter))
        for _ in range(2)
    ]
    assert pages[0] == pages[1]
    assert write_site(tmp_path / "site", pages[0]) == len(pages[0])
    assert write_site(tmp_path / "site", pages[1]) == 0


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Auckland"), ("4711", "America/New_York")])
def test_another_hash_seed_and_time_zone_give_the_same_site(
    site: Path, sent_newsletter: Path, tmp_path: Path, seed: str, zone: str
) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    command = [sys.executable, "-m", "trax", "archive", "--include-unsent", "--to", str(tmp_path)]
    subprocess.run([*command, "--workspace", str(sent_newsletter)], env=environment, check=True, capture_output=True)
    names = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert names == {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert [str(name) for name in sorted(names) if (site / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def run_main(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "trax", *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_byte_changed_in_the_frozen_mail_stops_the_archive(newsletter: Path) -> None:
    mail = next((newsletter / "build/050").glob("*/email.html"))
    mail.write_bytes(mail.read_bytes().replace(b"Lesotho", b"Lesothe"))
    code, _, err = run_main("archive", "--workspace", str(newsletter))
    assert code == 1
    assert "email.html" in err
    assert not (newsletter / "site").exists()


def test_a_machine_without_the_frozen_bytes_builds_the_page_and_says_what_is_missing(newsletter: Path) -> None:
    shutil.rmtree(newsletter / "build")
    code, _, err = run_main("archive", "--workspace", str(newsletter))
    assert code == 0
    assert "issue 50: the exact mail is not on this machine" in err
    assert not (newsletter / "site/issues/50/email.html").exists()
    assert "not kept on the machine" in (newsletter / "site/issues/50/index.html").read_text()


def test_an_issue_that_cannot_be_read_stops_the_archive_with_its_findings(newsletter: Path) -> None:
    (newsletter / "issues/050/20-recommending-states.md").write_text("---\nkind: artcle\n---\n")
    code, _, err = run_main("archive", "--workspace", str(newsletter))
    assert code == 1
    assert "issues/050/20-recommending-states.md:2" in err
    assert "Traceback" not in err


def test_a_newsletter_without_a_sent_issue_has_an_archive_that_says_so(newsletter: Path) -> None:
    (newsletter / "issues/050/receipt.json").unlink()
    code, _, err = run_main("archive", "--workspace", str(newsletter))
    assert code == 0
    assert "no issue was sent yet" in err
    assert "No issue has been sent yet" in (newsletter / "site/index.html").read_text()
    assert not feedparser.parse(io.BytesIO((newsletter / "site/feed.xml").read_bytes())).bozo


def test_json_names_the_folder_and_the_pages(newsletter: Path) -> None:
    code, out, _ = run_main("archive", "--json", "--workspace", str(newsletter))
    assert code == 0
    document = json.loads(out)
    assert document["issues"] == [str(newsletter / "site/issues/50/index.html")]
    assert document["files"] == document["written"]


def test_a_folder_that_cannot_be_written_is_one_line(newsletter: Path) -> None:
    (newsletter / "site").write_text("a file in the way")
    code, _, err = run_main("archive", "--workspace", str(newsletter))
    assert code == 4
    assert "Traceback" not in err
