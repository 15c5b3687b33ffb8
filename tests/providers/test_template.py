"""The byte template: the bytes of every mail are those that the slow way makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.providers.conftest import PICTURE, SPEC
from trax.errors import InvalidContent
from trax.providers._mailing import Mailing
from trax.providers._readers import Reader
from trax.providers._store import make_record
from trax.providers._template import MailTemplate
from trax.providers.base import CampaignSpec, RemoteContent

GOLDEN = Path(__file__).parent.parent / "golden" / "050"
# What quoted-printable, HTML and line ends treat in ways of their own, and every placeholder.
TAGS = ("[[first_name|friend]]", "[[first_name|=\r]]", "[[unsubscribe]]", "[[preferences]]", "[[postal_address]]")
TRICKY = st.sampled_from(
    (
        *TAGS,
        "[[view_online]]",
        "[[first_name",
        "]]",
        "\n",
        "\r\n",
        "\r",
        ".",
        " ",
        "\t",
        "=",
        "\0",
        "é",
        "x" * 73,
        "\u2028",
    )
)
LETTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.lists(TRICKY | st.text(LETTERS, max_size=20), max_size=30).map("".join)
NAME = st.text(LETTERS, max_size=90)
ADDRESS = st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9]{1,60}\.[a-z]{2,10}", fullmatch=True)


def mailing_of(spec: CampaignSpec) -> Mailing:
    content = RemoteContent(
        spec.subject,
        spec.preheader,
        spec.from_name,
        spec.from_email,
        spec.reply_to,
        spec.html,
        spec.text,
        spec.images,
    )
    moment = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
    return Mailing(make_record("0001", spec, created_at=moment, digest=spec.digest), content)


@settings(max_examples=150, deadline=None)
@given(html=TEXT, text=TEXT, name=NAME, address=ADDRESS)
def test_any_mail_has_the_bytes_that_the_slow_way_makes(html: str, text: str, name: str, address: str) -> None:
    mailing = mailing_of(replace(SPEC, html=html, text=text))
    template = MailTemplate(mailing)
    for reader in (Reader(address, name), Reader("ana@example.org")):
        data = template.fill(reader)
        assert data == mailing.build(reader)
        assert b"\r" not in data.replace(b"\r\n", b"")
        assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("subject", ["Short", "Ä" * 300, "=?utf-8?q?x?=", "[UPR Trax] No50: " + "word " * 30])
def test_headers_and_pictures_are_those_of_the_slow_way(subject: str) -> None:
    mailing = mailing_of(replace(SPEC, subject=subject, from_name='José "A", UPR', images=(PICTURE,)))
    reader = Reader("bo@example.org", "Bo & Co")
    assert MailTemplate(mailing).fill(reader) == mailing.build(reader)


def test_a_whole_issue_has_the_bytes_of_the_slow_way() -> None:
    html, text = ((GOLDEN / name).read_bytes().decode() for name in ("email.html", "email.txt"))
    mailing = mailing_of(replace(SPEC, html=html, text=text))
    template = MailTemplate(mailing)
    readers = [Reader(f"r{number}@example.org", "é" * number) for number in range(60)]
    assert [template.fill(reader) for reader in readers] == [mailing.build(reader) for reader in readers]
    template.check(readers)


def test_a_reader_whose_address_cannot_stand_in_a_header_stops_all_before_the_first_mail() -> None:
    template = MailTemplate(mailing_of(SPEC))
    with pytest.raises(InvalidContent, match="To"):
        template.check([Reader("ana@example.org"), Reader("bo@example.org\r\nBcc: c@d.org")])


def test_a_sender_with_accents_in_the_domain_goes_out_as_servers_write_it() -> None:
    mailing = mailing_of(replace(SPEC, from_email="news@übung.example", reply_to="office@übung.example"))
    data = mailing.build(Reader("ana@example.org"))
    assert b"From: UPR Info <news@xn--bung-zra.example>" in data
    assert b"Reply-To: office@xn--bung-zra.example" in data


def test_a_sender_that_most_servers_refuse_is_refused_here() -> None:
    with pytest.raises(InvalidContent, match="before the @") as caught:
        mailing_of(replace(SPEC, from_email="josé@example.org"))
    assert caught.value.hint == "correct [sender]"
