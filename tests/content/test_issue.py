"""A folder to an issue: what it holds, and every fault of every file at once."""

# ruff: noqa: E501 - a case of a table is one line

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trax.content.header import slug_from, title_from
from trax.content.items import parse_item
from trax.content.kinds import Event, Publication, Quote, Session
from trax.content.source import decode, tidy
from trax.model import DayRange, Finding, Place

if TYPE_CHECKING:
    from tests.content.conftest import Newsletter

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
QUOTE = "---\nspeaker: Mona M'Bikay\nrole: Executive Director\n---\nA few words.\n"
HEADER = "---\nnumber: 50\ntitle: A\npreheader: B\ndate: 28 November 2014\n{}\n---\n"


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.place}: {finding.severity}: {finding.code}: {finding.message}" for finding in findings]


def test_an_issue_is_its_header_letter_and_items_in_order(newsletter: Newsletter) -> None:
    newsletter.write("050/30-session-20.md", b"\xef\xbb\xbf---\r\nkind: Session\r\nsession: 020\r\n---\r\n")
    newsletter.write("050/5-first.md", "---\nkind: group\ntitle: UPR Info: Africa\n---\n")
    newsletter.write("050/030-b.md", "---\nkind: group\ntitle: B\n---\n")
    newsletter.write("050/inbox/10-x.md", "not read")
    newsletter.write("050/approval.toml", "not read")
    newsletter.write("050/.hidden.md", "not read")
    issue, findings = newsletter.read()
    assert findings == ()
    assert issue is not None
    assert [item.slug for item in issue.items] == ["first", "b", "session-20"]
    assert (issue.number, issue.title, issue.subject) == (50, "Beyond acceptance", "[UPR Trax] No50: Beyond acceptance")
    assert (date(2014, 11, 28), "en", "beyond-acceptance") == (issue.date, issue.language, issue.slug)
    assert (issue.folder, issue.label, issue.is_sample, issue.images) == ("issues/050", None, False, ())
    assert issue.letter.html == "<p>Dear reader.</p>\n"
    assert Place("issues/050/issue.md", 4, 12) == issue.place("preheader")
    session = issue.items[2]
    assert isinstance(session.fields, Session)
    assert (session.fields.session, session.fields.show) == (20, ("dates", "states"))
    assert session.source == "---\nkind: Session\nsession: 020\n---\n"
    assert Place("issues/050/30-session-20.md", 3, 10) == session.place("session")


def test_what_an_issue_says_itself_wins(newsletter: Newsletter) -> None:
    more = "subject: [UPR Trax] 67: C\nlabel: July-August 2015\nlanguage: FR\nslug: own\nsample: yes"
    newsletter.write("050/issue.md", HEADER.format(more))
    issue, findings = newsletter.read()
    assert findings == ()
    assert issue is not None
    assert (issue.title, issue.subject, issue.label) == ("A", "[UPR Trax] 67: C", "July-August 2015")
    assert (issue.language, issue.slug, issue.is_sample) == ("fr", "own", True)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        pytest.param("[UPR Trax] :No13: Three years on", "Three years on", id="issue 13"),
        pytest.param("[UPR Trax] No50: Beyond: it", "Beyond: it", id="issue 50"),
        pytest.param("[UPR Trax] No 56: X", "X", id="issue 56"),
        pytest.param("[UPR Trax] 67: X", "X", id="issue 67"),
        pytest.param("UPR 2014: a year", "UPR 2014: a year", id="no printed number"),
        pytest.param("[Draft] X", "[Draft] X", id="other brackets"),
        pytest.param("[UPR Trax] No50:", "[UPR Trax] No50:", id="nothing after the number"),
    ],
)
def test_a_missing_title_is_the_subject_without_its_number(newsletter: Newsletter, subject: str, title: str) -> None:
    assert title == title_from(subject)
    newsletter.write("050/issue.md", HEADER.format(f"subject: {subject}").replace("title: A\n", ""))
    issue, _ = newsletter.read()
    assert issue is not None
    assert (title, subject) == (issue.title, issue.subject)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Beyond promises: L'été à Genève", "beyond-promises-lete-a-geneve", id="accents"),
        pytest.param("حقوق الإنسان", "issue-50", id="no letters of the alphabet"),
        pytest.param("word " * 30, "-".join(["word"] * 12), id="long"),
        pytest.param("x" * 80, "issue-50", id="one long word"),
    ],
)
def test_a_slug_is_made_from_the_title(title: str, slug: str) -> None:
    assert slug == slug_from(title, 50)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["issues/050/issue.md:1:1: error: front-matter: this file is empty"], id="empty"),
        pytest.param(
            "---\n---\n",
            [f"issues/050/issue.md:1:1: error: field: {name} is missing" for name in ("number", "preheader", "date")],
            id="nothing in the header",
        ),
        pytest.param(
            HEADER.format("").replace("title: A\n", ""),
            ["issues/050/issue.md:1:1: error: field: title is missing, and subject too; one of them is needed"],
            id="no title",
        ),
        pytest.param(
            HEADER.format("titel: X\ndate2: x").replace("28", "31"),
            [
                'issues/050/issue.md:5:7: error: field: date: "31 November 2014" is not a date; November has 30 days.',
                'issues/050/issue.md:6:1: error: field: "titel" is not a field of an issue',
                'issues/050/issue.md:7:1: error: field: "date2" is not a field of an issue',
            ],
            id="several errors at once",
        ),
        pytest.param(
            "---\nnumber: 50\n  x: y\n---\n[x](#)",
            [
                "issues/050/issue.md:3:3: error: front-matter: this line is indented below a line that already has its text",
                "issues/050/issue.md:5:5: error: markdown: this link leads nowhere",
            ],
            id="what may stand in a faulty line is not called missing",
        ),
        pytest.param(
            "---\na:\n    b: c\n  d: e\n---\n[x](#)",
            [
                "issues/050/issue.md:4:3: error: front-matter: this line is indented differently from the lines it belongs to",
                "issues/050/issue.md:6:5: error: markdown: this link leads nowhere",
            ],
            id="a header without structure",
        ),
    ],
)
def test_a_header_with_errors_gives_no_issue_and_every_error(
    newsletter: Newsletter, text: str, expected: list[str]
) -> None:
    newsletter.write("050/issue.md", text)
    issue, findings = newsletter.read()
    assert issue is None
    assert expected == told(findings)


def test_no_issue_file_is_one_error(newsletter: Newsletter) -> None:
    (newsletter.root / "issues" / "050" / "issue.md").unlink()
    issue, findings = newsletter.read()
    assert issue is None
    assert told(findings) == ["issues/050/issue.md:1:1: error: file: this file does not exist"]


def test_an_item_with_errors_is_left_out_and_the_rest_is_read(newsletter: Newsletter) -> None:
    newsletter.write("050/10-good.md", "---\nkind: group\ntitle: A\n---\n")
    newsletter.write("050/20-bad.md", "---\nkind: publication\nlaunched: 31 November 2014\n---\n[x](javascript:y)\n")
    newsletter.write("050/30-latin.md", "---\nkind: group\ntitle: Côte\n---\n".encode("latin-1"))
    (newsletter.root / "issues" / "050" / "40-folder.md").mkdir()
    issue, findings = newsletter.read()
    assert issue is not None
    assert [item.slug for item in issue.items] == ["good"]
    assert told(findings) == [
        "issues/050/20-bad.md:1:1: error: field: title is missing",
        'issues/050/20-bad.md:3:11: error: field: launched: "31 November 2014" is not a date; November has 30 days.',
        'issues/050/20-bad.md:5:5: error: markdown: a link cannot lead to "javascript:y"',
        "issues/050/30-latin.md:3:9: error: file: this file is not UTF-8: here is a character of an older encoding (probably ô)",
        "issues/050/40-folder.md:1:1: error: file: this file is a folder",
    ]


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        pytest.param("---\ntitle: x\n---\n", "1:1: error: field: kind is missing", "article", id="no kind"),
        pytest.param("---\nkind:\n---\n", "2:6: error: field: kind is missing", "article", id="empty kind"),
        pytest.param("---\n• kind: group\ntitle: x\n---\n", "2:1: error: front-matter: an entry of a list", "- text", id="kind in a faulty line"),
        pytest.param("---\na:\n    b: c\n  d: e\n---\n", "4:3: error: front-matter: this line is indented", "same column", id="no structure"),
        pytest.param("---\nkind: qoute\n---\n", '2:7: error: field: kind: "qoute" is not a kind', "did you mean quote?", id="slip"),
        pytest.param("---\nkind: xyz\n---\n", '2:7: error: field: kind: "xyz" is not a kind', "the kinds are: article", id="odd kind"),
        pytest.param("---\nkind: quote\nspeaker: x\n---\n \n", "1:1: error: field: this quote has no text", "below the second ---", id="quote without words"),
        pytest.param("---\nkind: article\ntitle: x\nlink: https://a.org\n---\n", "4:7: error: field: link needs words", "link_text:", id="link without words"),
        pytest.param("---\nkind: event\ntitle:\ndate: 2 May 2014\n---\n", "3:7: error: field: title is empty", "write title: name of the event", id="empty title"),
        pytest.param("---\nkind: event\ntitle: x\ndate: 2 May 2014\ntime: 25:00\n---\n", '5:7: error: field: time: "25:00"', "10:30", id="25 o'clock"),
        pytest.param("---\nkind: event\ntitle: x\ndate: 2 May 2014\nformat: on line\n---\n", "5:9: error: field: format: ", "did you mean online?", id="format"),
        pytest.param("---\nkind: event\ntitle: x\ndate: 2 May 2014\nspeakers:\n  - Mona\n---\n", "6:5: error: field: speakers, entry 1: a group of fields", "write name:", id="text for a group"),
        pytest.param("---\nkind: event\ntitle: x\ndate: 2 May 2014\nspeakers:\n  - role: x\n---\n", "6:5: error: field: speakers, entry 1, name is missing", "write name:", id="name missing"),
        pytest.param("---\nkind: event\ntitle: x\ndate: 2 May 2014\nchair:\n  nmae: x\n---\n", "6:3: error: field: chair, name is missing", "write name:", id="name missing in a group"),
        pytest.param("---\nkind: figures\ntitle: x\nsource: y\nas_of: 2014\nfigures:\n  - value: 1\n    lable: x\n    label: y\n---\n", '8:5: error: field: "lable" is not a field of figures, entry 1', "did you mean label?", id="slip in an entry"),
        pytest.param("---\nkind: links\ntitle: x\nlinks:\n---\n", "4:7: error: field: links is empty", "write links:", id="empty list"),
        pytest.param("---\nkind: event\ntitle: x\ndate: 2 May 2014\nspeakers:\n  - name: x\n    place: y\n---\n", '7:5: error: field: "place" is not a field', "write place outside of speakers, entry 1", id="field too far in"),
        pytest.param("---\nkind: group\ntitle:\n  - a\n---\n", "4:3: error: field: title: takes one text, and a list", "one text", id="list for a text"),
        pytest.param("---\nkind: article\ntitle: x\nuse:\n---\n", "4:5: error: field: use: is the name of a file", "quotes/", id="empty use"),
    ],
)  # fmt: skip
def test_an_error_in_a_header_stands_at_its_place_with_a_cure(
    newsletter: Newsletter, text: str, expected: str, hint: str
) -> None:
    newsletter.write("050/10-a.md", text)
    issue, findings = newsletter.read()
    assert issue is not None
    assert told(findings)[0].startswith(f"issues/050/10-a.md:{expected}")
    assert hint in findings[0].hint
    assert "kind is missing" not in " ".join(finding.message for finding in findings[1:])


def test_an_error_below_the_header_leaves_the_item_to_be_checked(newsletter: Newsletter) -> None:
    newsletter.write("050/10-a.md", "---\nkind: article\ntitle: A\n---\nMonday, 1 September 2022, [there](#).\n")
    issue, findings = newsletter.read()
    assert issue is not None
    assert [item.slug for item in issue.items] == ["a"]
    assert told(findings) == ["issues/050/10-a.md:5:35: error: markdown: this link leads nowhere"]


def test_dates_without_a_year_are_near_the_issue(newsletter: Newsletter) -> None:
    newsletter.write("050/10-a.md", "---\nkind: event\ntitle: A\ndate: 2-4 December\nregister: https://a.org\n---\n")
    issue, findings = newsletter.read()
    assert findings == ()
    assert issue is not None
    event = issue.items[0]
    assert isinstance(event.fields, Event)
    assert DayRange(date(2014, 12, 2), date(2014, 12, 4)) == event.fields.date
    assert Place("issues/050/10-a.md", 5, 11) == event.place("register") == event.place("register_at")


@pytest.mark.parametrize(
    "name", ["notes.md", "10_a.md", "10-A.md", "10-a b.md", "10-a.md.txt", "ten-a.md", "10-a.docx", "Issue.MD"]
)
def test_a_file_with_another_name_is_a_warning_with_the_right_form(newsletter: Newsletter, name: str) -> None:
    newsletter.write(f"050/{name}", "x")
    issue, findings = newsletter.read()
    assert issue is not None
    (finding,) = findings
    assert ("file", "warning", f"issues/050/{name}") == (finding.code, finding.severity, finding.place.path)
    assert "30-session-20.md" in finding.hint


def test_two_items_of_one_name_are_an_error(newsletter: Newsletter) -> None:
    newsletter.write("050/10-a.md", "---\nkind: group\ntitle: A\n---\n")
    newsletter.write("050/20-a.md", "---\nkind: group\ntitle: B\n---\n")
    issue, findings = newsletter.read()
    assert issue is not None
    assert [item.fields.title for item in issue.items] == ["A"]
    assert told(findings) == [
        'issues/050/20-a.md:1:1: error: file: the name "a" is taken by 10-a.md; each item needs one of its own'
    ]


def test_two_issues_of_one_number_are_an_error_that_names_both(newsletter: Newsletter) -> None:
    newsletter.write("50-copy/issue.md", HEADER.format(""))
    issue, findings = newsletter.read()
    assert issue is not None
    assert told(findings) == [
        "issues/050/issue.md:2:9: error: field: number: 50 is also the number of issues/50-copy; this is issues/050"
    ]


def test_pictures_are_read_once_and_by_name(newsletter: Newsletter) -> None:
    newsletter.write("050/issue.md", HEADER.format("") + "![x](images/b.gif)\n")
    newsletter.write("050/10-a.md", "---\nkind: article\ntitle: A\nimage: a.png\n---\n![x](b.gif) ![y](c.jpg)\n")
    newsletter.write("050/images/a.png", PNG)
    newsletter.write("050/images/b.gif", b"GIF89a...")
    newsletter.write("050/images/c.jpg", b"\xff\xd8\xff\xe0")
    newsletter.write("050/images/unused.png", PNG)
    issue, findings = newsletter.read()
    assert findings == ()
    assert issue is not None
    assert [(image.name, image.media_type) for image in issue.images] == [
        ("a.png", "image/png"),
        ("b.gif", "image/gif"),
        ("c.jpg", "image/jpeg"),
    ]
    assert issue.images[0].data == PNG


def test_pictures_that_cannot_be_used_are_errors_where_they_are_named(
    newsletter: Newsletter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.png"
    outside.write_bytes(PNG)
    newsletter.write("050/images/cover.png", PNG)
    newsletter.write("050/images/page.png", b"<html>")
    newsletter.write("050/images/large.png", PNG + b"\0" * 2_000_000)
    (newsletter.root / "issues/050/images/out.png").symlink_to(outside)
    (newsletter.root / "issues/050/images/folder.png").mkdir()
    body = "a\n\n> ![x](page.png)\n> ![x](large.png)\n\n![x](out.png) ![x](folder.png)\n"
    newsletter.write("050/10-a.md", f"---\nkind: article\ntitle: A\nimage: Cover.png\n---\n{body}")
    issue, findings = newsletter.read()
    assert issue is not None
    assert issue.images == ()
    assert [
        f"{finding.place.line}:{finding.place.column}: {finding.message}: {finding.hint}" for finding in findings
    ] == [
        '4:8: the picture "Cover.png" is not in the images folder of the issue: did you mean cover.png?',
        '8:8: the picture "page.png" is not a PNG, JPEG or GIF inside, whatever its name says: save it again as PNG or JPEG',
        '9:8: the picture "large.png" is larger than 2 MB: make it smaller: 1200 pixels wide is enough',
        '11:6: the picture "out.png" is a link that leads out of the newsletter\'s folder: put the file itself there',
        '11:20: the picture "folder.png" is a folder: put the file itself there',
    ]


def test_an_item_takes_its_fields_from_the_library(newsletter: Newsletter) -> None:
    newsletter.write("library/quotes/mona.md", QUOTE)
    newsletter.write("050/10-a.md", "---\nuse: quotes/mona\nrole: Director\noccasion:\n---\n")
    newsletter.write("050/20-b.md", "---\nkind: quote\nuse: quotes/mona.md\n---\nOther words.\n")
    issue, findings = newsletter.read()
    assert findings == ()
    assert issue is not None
    first, second = issue.items
    assert isinstance(first.fields, Quote)
    assert (first.fields.speaker, first.fields.role, first.fields.occasion) == ("Mona M'Bikay", "Director", None)
    assert (
        first.body.html,
        first.body.path,
        first.body.line,
    ) == ("<p>A few words.</p>\n", "issues/library/quotes/mona.md", 5)
    assert second.body.html == "<p>Other words.</p>\n"
    assert Place("issues/library/quotes/mona.md", 2, 10) == first.place("speaker")
    assert Place("issues/050/10-a.md", 3, 7) == first.place("role")


def test_a_list_of_the_item_replaces_that_of_the_library(newsletter: Newsletter) -> None:
    newsletter.write("library/publications/p.md", "---\ntitle: P\nauthors:\n  - A\n  - B\npages: 8\n---\n")
    newsletter.write("050/10-a.md", "---\nkind: publication\nuse: publications/p\nauthors:\n  - C\n---\n")
    issue, findings = newsletter.read()
    assert findings == ()
    assert issue is not None
    item = issue.items[0]
    assert isinstance(item.fields, Publication)
    assert (item.fields.authors, item.fields.pages) == (("C",), 8)
    assert "authors.1" not in item.places


@pytest.mark.parametrize(
    ("item", "expected", "hint"),
    [
        pytest.param("use: quotes/moan", '10-a.md:2:6: error: library: use: "quotes/moan" is not in the library', "did you mean quotes/mona?", id="slip"),
        pytest.param("use: quotes/zzzzzzzz", "10-a.md:2:6: error: library: use: ", "make the file issues/library/quotes/zzzzzzzz.md", id="not there"),
        pytest.param("use: quotes/../mona", "10-a.md:2:6: error: library: use: ", "write it like", id="a path trick"),
        pytest.param("use: quotes/con", "10-a.md:2:6: error: library: use: ", "write it like", id="a device"),
        pytest.param("use: ../../etc/passwd", '10-a.md:2:6: error: library: use: there is no folder ".."', "quotes or publications", id="another trick"),
        pytest.param("use: mona", '10-a.md:2:6: error: library: use: there is no folder "mona"', "quotes or publications", id="no folder"),
        pytest.param("kind: event\nuse: quotes/mona", '10-a.md:2:7: error: field: kind: "event" does not fit', "write kind: quote", id="another kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_from_the_library_is_said(
    newsletter: Newsletter, item: str, expected: str, hint: str
) -> None:
    newsletter.write("library/quotes/mona.md", QUOTE)
    newsletter.write("050/10-a.md", f"---\n{item}\n---\nWords.\n")
    _, findings = newsletter.read()
    assert told(findings)[0].startswith(f"issues/050/{expected}")
    assert hint in findings[0].hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "1:1: error: front-matter: this file is empty", id="empty"),
        pytest.param(b"\xff\xfe", "1:1: error: file: this file is saved as UTF-16", id="UTF-16"),
        pytest.param("---\nspeaker:x\n---\n", '2:1: error: front-matter: a space is missing after "speaker:"', id="no space"),
        pytest.param("---\na:\n   b: c\n d: e\n---\n", "4:2: error: front-matter: this line is indented differently", id="no structure"),
        pytest.param("---\nspeaker: x\ndate: 31 June 2014\n---\n", '3:7: error: field: date: "31 June 2014" is not a date', id="no such day"),
        pytest.param("---\nspeaker: x\nkind: video\n---\n", "3:7: error: library: kind: a file of this folder is a quote", id="another kind"),
        pytest.param("---\nspeaker: x\nuse: quotes/x\n---\n", '3:1: error: field: "use" is not a field of a quote', id="used again"),
        pytest.param("---\nspeaker: x\n---\n[x](#)", "4:5: error: markdown: this link leads nowhere", id="bad link"),
    ],
)  # fmt: skip
def test_an_error_in_the_library_is_told_there_and_once(
    newsletter: Newsletter, text: str | bytes, expected: str
) -> None:
    newsletter.write("library/quotes/mona.md", text)
    newsletter.write("050/10-a.md", "---\nuse: quotes/mona\n---\n")
    newsletter.write("050/20-b.md", "---\nuse: quotes/mona\n---\n")
    _, findings = newsletter.read()
    assert sum(line.startswith(f"issues/library/quotes/mona.md:{expected}") for line in told(findings)) == 1, told(
        findings
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=80))
def test_any_bytes_are_an_item_or_an_error(shared_newsletter: Newsletter, data: bytes) -> None:
    for content in (data, b"---\nkind: group\ntitle: x\n" + data, b"---\nkind: group\ntitle: x\n---\n" + data):
        text, findings = decode(content, path="issues/050/10-a.md")
        item = None
        if text is not None:
            item, findings = parse_item(
                shared_newsletter.workspace, text, path="issues/050/10-a.md", slug="a", near=None
            )
        assert item or any(finding.severity == "error" for finding in findings)


VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2 May 2014", "10:30", "yes", "\n  - a", "\n  - name: x\n    value: 3", "\n  x: y", "https://a.org", "20"]
    ),
)


@settings(deadline=None)
@given(
    kind=st.sampled_from(["article", "event", "session", "figures", "guidance", "links", "deadline", "quote", "x"]),
    fields=st.dictionaries(
        st.sampled_from(["title", "date", "time", "link", "figures", "speakers", "chair", "stages", "links", "use",
                         "session", "show", "states", "zone", "image", "contents", "deadlines", "source", "as_of", "zz"]),
        VALUES,
        max_size=6,
    ),
    body=st.text(max_size=20),
)  # fmt: skip
def test_any_text_is_an_item_or_an_error(
    shared_newsletter: Newsletter, kind: str, fields: dict[str, str], body: str
) -> None:
    header = "".join(f"{name}: {value}\n" for name, value in fields.items())
    text, _ = tidy(f"---\nkind: {kind}\n{header}---\n{body}", path="p.md")
    if text is None:
        return
    item, findings = parse_item(shared_newsletter.workspace, text, path="issues/050/10-a.md", slug="a", near=None)
    assert item or any(finding.severity == "error" for finding in findings)
    lines = text.count("\n") + 1
    assert all(1 <= finding.place.line <= lines and "\n" not in finding.message for finding in findings)
