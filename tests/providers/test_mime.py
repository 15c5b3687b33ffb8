"""The .eml file: what a mail program reads is what was written, and nothing can be smuggled into it."""

from __future__ import annotations

import base64
import email.policy
import hashlib
import quopri
import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.parser import BytesParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trax.errors import InvalidContent
from trax.model import Image
from trax.providers._mime import Letter, build_message, check_header, name_images_by_cid

PICTURE = Image("mark.png", bytes(range(256)) * 9, "image/png")
LETTER = Letter(
    key="trax:upr-trax/50/readers/1",
    to="ana@example.org",
    subject="[UPR Trax] No50: Beyond acceptance",
    from_name="UPR Info",
    from_email="news@example.org",
    reply_to="office@example.org",
    language="en",
    date=datetime(2014, 12, 1, 9, 30, tzinfo=UTC),
    list_name="UPR Trax",
    list_id="readers.example.org",
    unsubscribe_url="https://example.org/unsubscribe/?t=" + "0123456789abcdef" * 4,
    html="<p>Genève – 100 % = all</p>\n",
    text="Genève – 100 % = all \n.\nFrom here\n",
)
# Everything a subject may hold: what is refused has a test of its own.
FREE_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=200)
BIDI = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def with_changes(changes: dict[str, Any]) -> Letter:
    return replace(LETTER, **changes)


def parse(data: bytes) -> email.message.EmailMessage:
    message = BytesParser(policy=email.policy.default).parsebytes(data)
    assert isinstance(message, email.message.EmailMessage)
    return message


def test_a_mail_program_reads_the_headers_as_they_were_meant() -> None:
    message = parse(build_message(LETTER))
    assert dict(message.items()) == {
        "MIME-Version": "1.0",
        "Date": "Mon, 01 Dec 2014 09:30:00 +0000",
        "Message-ID": f"<{LETTER.message_id}>",
        "From": "UPR Info <news@example.org>",
        "To": "ana@example.org",
        "Reply-To": "office@example.org",
        "Subject": "[UPR Trax] No50: Beyond acceptance",
        "Content-Language": "en",
        "List-Id": "UPR Trax <readers.example.org>",
        "List-Unsubscribe": f"<{LETTER.unsubscribe_url}>, <mailto:office@example.org?subject=unsubscribe>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Type": message["Content-Type"],
    }
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_both_bodies_arrive_as_they_left() -> None:
    message = parse(build_message(LETTER))
    bodies = [part.get_content() for part in message.iter_parts()]
    assert [body.replace("\r\n", "\n") for body in bodies] == [LETTER.text, LETTER.html]
    assert {part["Content-Transfer-Encoding"] for part in message.iter_parts()} == {"quoted-printable"}


def test_pictures_travel_inside_the_mail() -> None:
    prefix = "https://example.org/issues/50/images/"
    shown = f'<img src="{prefix}mark.png"><img src="{prefix}other.png"><a href="{prefix}mark.png">a</a>'
    html, images = name_images_by_cid(shown, (PICTURE, Image("unused.png", b"", "image/png")), prefix)
    message = parse(build_message(replace(LETTER, html=html, images=images)))
    related = list(message.iter_parts())[1]
    assert isinstance(related, email.message.EmailMessage)
    page, picture = related.iter_parts()
    assert related.get_content_type() == "multipart/related"
    assert picture.get_payload(decode=True) == PICTURE.data
    assert picture["Content-Disposition"].startswith("inline")
    cid = picture["Content-ID"].strip("<>")
    assert page.get_content().strip() == (
        f'<img src="cid:{cid}"><img src="{prefix}other.png"><a href="cid:{cid}">a</a>'
    )


def test_a_picture_whose_name_has_spaces_is_found() -> None:
    picture = replace(PICTURE, name="our mark é.png")
    html, images = name_images_by_cid('<img src="https://e.org/our%20mark%20%C3%A9.png">', (picture,), "https://e.org/")
    assert images == (picture,)
    assert 'filename="our_mark__.png"' in build_message(replace(LETTER, html=html, images=images)).decode("ascii")


def test_without_pictures_or_prefix_the_html_stays() -> None:
    assert name_images_by_cid("<p>x</p>", (), "https://e.org/") == ("<p>x</p>", ())
    assert name_images_by_cid("<p>x</p>", (PICTURE,), "") == ("<p>x</p>", ())


def test_the_same_letter_makes_the_same_bytes() -> None:
    letter = replace(LETTER, images=(PICTURE,))
    assert build_message(letter) == build_message(replace(letter))


def test_each_reader_has_a_message_id_that_no_second_attempt_changes() -> None:
    other = replace(LETTER, to="bo@example.org")
    assert other.message_id != LETTER.message_id
    digits = hashlib.sha256(b"trax:upr-trax/50/readers/1|ana@example.org").hexdigest()[:24]
    assert LETTER.message_id == f"{digits}@example.org"


def test_no_line_of_the_mail_is_longer_than_mail_servers_like() -> None:
    letter = replace(LETTER, subject="Ä" * 500, from_name="Ö" * 200, html="<p>" + "x" * 5_000, text="y" * 5_000)
    lines = build_message(letter).split(b"\r\n")
    assert max(len(line) for line in lines if not line.startswith(b"List-Unsubscribe")) <= 78
    assert b"\n" not in b"".join(lines)


def test_a_long_unsubscribe_address_is_neither_folded_nor_encoded() -> None:
    url = "https://example.org/unsubscribe/?t=" + "a" * 400
    data = build_message(replace(LETTER, unsubscribe_url=url))
    assert f"List-Unsubscribe: <{url}>,\r\n".encode() in data


@pytest.mark.parametrize(
    "name",
    ["UPR Info", "Smith, Anna", 'The "Info"', "back\\slash", "José Núñez", "=?utf-8?q?x?=", "", "a@b.org", "(c)"],
)
def test_a_sender_of_any_name_is_shown_as_written(name: str) -> None:
    sender = parse(build_message(replace(LETTER, from_name=name)))["From"].addresses
    assert [(one.display_name, one.addr_spec) for one in sender] == [(name, "news@example.org")]


@settings(max_examples=1_000, deadline=None)
@given(FREE_TEXT.filter(lambda text: not BIDI & set(text)))
def test_any_subject_arrives_as_it_was_typed(subject: str) -> None:
    message = BytesParser(policy=email.policy.compat32).parsebytes(build_message(replace(LETTER, subject=subject)))
    assert message.get_all("Subject") == [message["Subject"]]
    assert len(message.keys()) == 12
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", message["Subject"])
    assert str(make_header(decode_header(unfolded))) == subject


@settings(max_examples=200, deadline=None)
@given(FREE_TEXT.filter(lambda text: not BIDI & set(text)))
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    message = parse(build_message(replace(LETTER, text=text, html=text)))
    bodies = [part.get_payload(decode=True) for part in message.iter_parts()]
    assert [body.replace(b"\r\n", b"\n").decode() for body in bodies if isinstance(body, bytes)] == [text, text]


def random_subject(chance: random.Random) -> str:
    """Return words as a feed or a person may give them: any script, any spaces, words that look encoded."""
    pools = [
        "abc XYZ 019 .,:;!?",
        "éèçñüß «»–—’… ",
        "العربية ",
        "日本語の題名 ",
        "🎉👍🏽é\u0301 ",
        '=?utf-8?q?x?= "\\<>@[]()',
    ]
    pool = chance.choice(pools) + chance.choice(pools)
    return "".join(chance.choice(pool) for _ in range(chance.randint(1, 160)))


def header_of(data: bytes, name: str) -> str:
    """Return a header as it stands in the mail, its lines joined; read by hand, not by Python's own reader."""
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    lines = re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n")
    (found,) = [line.partition(": ")[2] for line in lines if line.partition(":")[0] == name]
    return found


def read_words(value: str) -> str:
    """Return what the header says, by the letter of RFC 2047: white space between two encoded words is none."""
    word = re.compile(r"=\?utf-8\?([bq])\?([!->@-~]+)\?=")
    parts, before = [], None
    for part in re.split(r"([ \t]+)", value):
        found = word.fullmatch(part)
        if found and before and parts and not parts[-1].strip(" \t"):
            parts.pop()
        if found and found[1] == "b":
            parts.append(base64.b64decode(found[2], validate=True).decode())
        elif found:
            parts.append(quopri.decodestring(found[2], header=True).decode())
        else:
            parts.append(part)
        before = found if part.strip(" \t") else before
    return "".join(parts)


def test_ten_thousand_subjects_read_back_exactly_for_two_readers() -> None:
    """Python's own reader of headers, and one written from the standard alone; no word longer than it allows."""
    chance = random.Random(2047)  # noqa: S311 - the same subjects each time
    for _ in range(10_000):
        subject = random_subject(chance)
        data = build_message(replace(LETTER, subject=subject))
        written = header_of(data, "Subject")
        head = data.partition(b"\r\n\r\n")[0]
        assert read_words(written) == subject
        assert str(make_header(decode_header(written))) == subject
        assert max(len(line) for line in head.split(b"\r\n") if not line.startswith(b"List-Unsubscribe")) <= 78
        assert max((len(word) for word in re.findall(r"=\?utf-8\?[^ ]*\?=", written)), default=0) <= 75


def test_words_that_look_like_an_encoded_header_stay_words() -> None:
    subject = "=?utf-8?q?A=0D=0ABcc:_v=40e.org?="
    message = parse(build_message(replace(LETTER, subject=subject)))
    assert message["Bcc"] is None
    assert message["Subject"] == subject


@pytest.mark.parametrize("field", ["subject", "from_name", "list_name"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A\r\nBcc: victim@example.org", id="line end"),
        pytest.param("A\nB", id="line feed"),
        pytest.param("A\tB", id="tab"),
        pytest.param("A\x00B", id="NUL"),
        pytest.param("A\x85B", id="C1"),
        pytest.param("A\u2028B", id="line separator"),
        pytest.param("A\u202eB", id="direction switch"),
        pytest.param("A\u2066B", id="direction isolate"),
        pytest.param("A\ud800B", id="half a character"),
    ],
)
def test_a_header_refuses_what_hides_or_splits(field: str, text: str) -> None:
    with pytest.raises(InvalidContent, match=r"character 2\)"):
        build_message(with_changes({field: text}))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"to": "a@b.org\r\nBcc: c@d.org"}, id="To"),
        pytest.param({"to": "josé@example.org"}, id="non-ASCII local part"),
        pytest.param({"reply_to": "a b@example.org"}, id="Reply-To"),
        pytest.param({"unsubscribe_url": "https://e.org/>\r\nX: y"}, id="List-Unsubscribe"),
        pytest.param({"language": "en\r\nX: y"}, id="Content-Language"),
        pytest.param({"list_id": "x>y"}, id="List-Id"),
        pytest.param({"images": (replace(PICTURE, media_type="image/png\r\nX: y"),)}, id="media type"),
    ],
)
def test_an_address_cannot_carry_a_header(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidContent, match="cannot stand"):
        build_message(with_changes(changes))


def test_half_a_character_in_the_text_is_refused() -> None:
    with pytest.raises(InvalidContent, match="half a character"):
        build_message(replace(LETTER, text="\ud800"))


def test_a_mail_that_does_not_read_back_is_never_handed_out() -> None:
    # An address with a comma in it is two addresses to whoever reads the header.
    with pytest.raises(InvalidContent, match="does not read back as it was written: from"):
        build_message(replace(LETTER, from_email="a,b@example.org"))


def test_plain_words_pass_the_header_check() -> None:
    assert check_header("subject", "Préparation – 第一") == "Préparation – 第一"
