"""A gallery of all kinds of item, made of header values as a writer types them, and mails made of it."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from trax.content.kinds import KIND_OF
from trax.content.markdown import parse_body
from trax.content.settings import Settings, parse_settings
from trax.model import Body, Image, Issue, Item
from trax.render.email import render_mail
from trax.render.templates import Templates, load_templates
from trax.render.view import LetterView, view_issue
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trax.model import Mail

SITE = "https://letters.example.org"
SETTINGS = f"""
address = ["Quay House", "4 Lake Street", "1202 Geneva"]
publication = {{ name = "UPR Trax", organisation = "UPR Info", site = "{SITE}", audience = "readers" }}
sender = {{ name = "UPR Info", email = "news@example.org" }}
audiences.readers = {{ name = "Readers" }}
"""
LETTER = """\
Dear [[first_name|reader]], the rooms are booked, the lists are out, and *fourteen* delegations pack their bags.

Three things deserve your time this month: a [handbook on follow-up](https://example.org/handbook), a meeting in
Geneva, and a date that must not be missed.
"""
LONG_BODY = """\
The **first** paragraph leads to [the whole text](https://example.org/whole?a=1&b=2) and names a *treaty body*.

## What changed

1. Reports come earlier.
2. Answers come in writing:
   - to the [troika](https://example.org/troika);
   - to the State.

> A recommendation is a promise made in public.

---

| Year | Asked | Kept |
| --- | --- | ---: |
| 2012 | 41 | 17 |
| 2014 | 52 | 30 |

![Two people at a table with papers](desk.png)

The figures were counted twice.[^1] Line one\\
line two, with `code`.

[^1]: By two people who did not know of each other, see [the method](https://example.org/method).
"""
# One header a kind, every optional field filled.
FULL: dict[str, dict[str, Any]] = {
    "article": {
        "title": "What the second round changed",
        "label": "Report",
        "image": "hall.png",
        "alt": "A round hall seen from the gallery",
        "link": "https://example.org/second-round",
        "link_text": "Read the whole report",
    },
    "publication": {
        "title": "Follow-up in practice",
        "subtitle": "A handbook for small teams",
        "authors": ["Mara Lind", "Joao Teles"],
        "published": "October 2014",
        "launched": "31 October 2014",
        "pages": "68",
        "languages": ["English", "French", "Spanish"],
        "cover": "cover.png",
        "alt": "Cover with a paper boat",
        "figures": [
            {"value": "48 %", "label": "of the recommendations were acted upon"},
            {"value": "11,500", "label": "answers were compared"},
            {"value": "165", "label": "States took part"},
        ],
        "link": "https://example.org/handbook.pdf",
        "link_text": "Download the handbook",
    },
    "session": {
        "session": "21",
        "title": "The January session",
        "show": ["dates", "states", "pre-session", "adoption"],
        "order": "alphabetical",
        "names": "formal",
        "documents": "national-report",
        "link": "https://example.org/session-21",
        "link_text": "Everything about the session",
    },
    "event": {
        "title": "Side meeting on follow-up",
        "date": "2-4 December 2014",
        "time": "10:00-12:00",
        "zone": "Europe/Zurich",
        "place": "Room V, Conference Centre, Geneva",
        "format": "hybrid",
        "languages": ["English", "French"],
        "interpretation": ["Spanish"],
        "organisers": ["UPR Info", "The Lake Institute"],
        "entry": "Free; bring a badge",
        "details": [{"label": "Reception", "text": "from 18:00 in the foyer"}],
        "chair": {"name": "Ida Moor", "role": "Ambassador"},
        "speakers": [{"name": "Tom Reed", "role": "The Lake Institute"}, {"name": "Ana Sol"}],
        "status": "moved",
        "previously": "25-27 November 2014",
        "register": "https://example.org/register",
        "link": "https://example.org/side-meeting",
        "link_text": "Programme of the meeting",
    },
    "quote": {
        "title": "A word from the floor",
        "speaker": "H.E. Ms Lena Quist",
        "role": "Minister of Justice",
        "occasion": "opening of the meeting",
        "date": "October 2014",
        "source": "notes of the meeting",
        "portrait": "portrait.png",
        "alt": "Ms Quist at the microphone",
    },
    "video": {
        "title": "How a review works",
        "link": "https://example.org/film",
        "link_text": "See the film on the review",
        "speaker": "Paul Ness",
        "role": "UPR Info",
        "minutes": "12",
        "thumbnail": "still.png",
        "alt": "A still of the film: a full hall",
    },
    "figures": {
        "title": "The round in numbers",
        "figures": [
            {"value": "193", "label": "States reviewed", "source": "own count", "as_of": "2014"},
            {"value": "1 in 5", "label": "recommendations on women"},
        ],
        "source": "own database",
        "as_of": "November 2014",
        "link": "https://example.org/numbers",
        "link_text": "Look the numbers up",
    },
    "guidance": {
        "title": "What country teams can do",
        "audience": "UN agencies",
        "stages": [
            {"stage": "preparation", "points": ["Send a report.", "Brief the embassy."]},
            {"stage": "review", "title": "While the review is on", "points": ["Follow it live."]},
            {"stage": "implementation", "points": ["Plan with the ministry.", "Count what was done."]},
        ],
        "link": "https://example.org/guidance",
        "link_text": "Read the whole guidance",
    },
    "deadline": {
        "title": "Dates to keep",
        "deadlines": [
            {"date": "15 December 2014", "time": "18:00", "what": "Reports for session 22", "who": "NGOs"},
            {"date": "1 December 2014", "what": "Badges", "link": "https://example.org/badges"},
        ],
    },
    "vacancy": {
        "title": "Programme officer",
        "place": "Geneva",
        "contract": "one year, 80 %",
        "starts": "February 2015",
        "closes": "20 December 2014",
        "link": "https://example.org/post",
        "link_text": "Read the description of the post",
    },
    "links": {
        "title": "Also worth reading",
        "links": [
            {"text": "Yearbook of the Council", "link": "https://example.org/yearbook", "note": "in French"},
            {"text": "Database of recommendations", "link": "https://example.org/database"},
        ],
    },
    "group": {"title": "News from the regions", "contents": "yes"},
}
# The same kinds with what they cannot do without.
BARE: dict[str, dict[str, Any]] = {
    "article": {"title": "A short note"},
    "publication": {"title": "Facts on a page"},
    "session": {"session": "20"},
    "event": {"title": "Open evening", "date": "Wednesday, 3 December 2014"},
    "quote": {"speaker": "Nils Horn"},
    "video": {"title": "One minute of hope", "link": "https://example.org/minute"},
    "figures": {
        "title": "One number",
        "figures": [{"value": "42", "label": "sessions"}],
        "source": "own count",
        "as_of": "2014",
    },
    "guidance": {"title": "First steps", "audience": "schools", "stages": [{"stage": "review", "points": ["Watch."]}]},
    "deadline": {"title": "One date", "deadlines": [{"date": "9 December 2014", "what": "Comments"}]},
    "vacancy": {"title": "Intern", "closes": "12 December 2014"},
    "links": {"title": "One link", "links": [{"text": "The calendar", "link": "https://example.org/calendar"}]},
    "group": {"title": "And finally"},
}
KINDS = tuple(FULL)


class MakeItem(Protocol):
    """Makes an item of a header and a body."""

    def __call__(self, header: Mapping[str, Any], body: str = "", /, *, slug: str = "item") -> Item:
        """Return the item; `header` has the kind."""


class MakeIssue(Protocol):
    """Makes an issue of items."""

    def __call__(self, *items: Item, letter: str = LETTER, **values: Any) -> Issue:
        """Return the issue; `values` replace its header."""


class MakeMail(Protocol):
    """Renders an issue."""

    def __call__(self, issue: Issue, /, *, templates: Templates | None = None) -> Mail:
        """Return the mail."""


class MakeView(Protocol):
    """Makes what templates see of an issue."""

    def __call__(self, issue: Issue, /, *, language: str = "en") -> LetterView:
        """Return the view."""


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a real picture of one colour."""
    rows = (b"\0" + bytes(colour) * width) * height

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURES = (
    Image("cover.png", png(264, 352, (28, 92, 120)), "image/png"),
    Image("desk.png", png(560, 240, (196, 188, 170)), "image/png"),
    Image("hall.png", png(1120, 500, (150, 170, 190)), "image/png"),
    Image("portrait.png", png(192, 192, (170, 150, 130)), "image/png"),
    Image("still.png", png(1120, 630, (60, 70, 90)), "image/png"),
)


def make_body(source: str, path: str) -> Body:
    """Return a body that the reader accepts."""
    body, findings = parse_body(source, path=path, first_line=1)
    assert [finding.message for finding in findings if finding.severity == "error"] == []
    return body


@pytest.fixture(scope="session")
def make_item() -> MakeItem:
    """Return a function that makes an item as the reader makes it."""

    def make(header: Mapping[str, Any], body: str = "", /, *, slug: str = "item") -> Item:
        path = f"issues/050/10-{slug}.md"
        fields = KIND_OF[header["kind"]].model_validate(dict(header), context={"near": date(2014, 11, 30)})
        return Item(slug, path, fields, make_body(body, path), source=body)

    return make


@pytest.fixture(scope="session")
def make_issue() -> MakeIssue:
    """Return a function that makes an issue of the year 2014."""

    def make(*items: Item, letter: str = LETTER, **values: Any) -> Issue:
        header: dict[str, Any] = {
            "number": 50,
            "title": "After the promise",
            "subject": "[UPR Trax] No50: After the promise",
            "preheader": "A handbook, a meeting and a date that must not be missed",
            "date": date(2014, 11, 30),
            "language": "en",
            "slug": "after-the-promise",
            "folder": "issues/050",
            "images": PICTURES,
        }
        return Issue(**(header | values), letter=make_body(letter, "issues/050/issue.md"), items=items)

    return make


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Return the settings of a newsletter."""
    found, faults = parse_settings(SETTINGS)
    assert found is not None, faults
    return found


@pytest.fixture(scope="session")
def shipped() -> Templates:
    """Return the templates that come with trax."""
    return load_templates()


@pytest.fixture(scope="session")
def make_mail(settings: Settings, shipped: Templates) -> MakeMail:
    """Return a function that renders an issue."""

    def make(issue: Issue, /, *, templates: Templates | None = None) -> Mail:
        return render_mail(issue, settings=settings, table=load_table(), templates=templates or shipped)

    return make


@pytest.fixture(scope="session")
def make_view(settings: Settings, shipped: Templates) -> MakeView:
    """Return a function that makes what templates see."""

    def make(issue: Issue, /, *, language: str = "en") -> LetterView:
        said = shipped.language(language)
        return view_issue(issue, settings=settings, table=load_table(), language=said, prefix="images/")

    return make


@pytest.fixture(scope="session")
def headers() -> Mapping[str, Mapping[str, Any]]:
    """Return the header of each item of the gallery by its slug, as a writer types it."""
    full = {f"{kind}-full": {"kind": kind, **header} for kind, header in FULL.items()}
    return full | {f"{kind}-bare": {"kind": kind, **header} for kind, header in BARE.items()}


@pytest.fixture(scope="session")
def gallery(headers: Mapping[str, Mapping[str, Any]], make_item: MakeItem, make_issue: MakeIssue) -> Issue:
    """Return an issue with every kind twice: with all its fields, and with only those it needs."""
    return make_issue(*(make_item(header, _body(slug), slug=slug) for slug, header in headers.items()))


@pytest.fixture(scope="session", params=[f"{kind}-{extent}" for kind in KINDS for extent in ("full", "bare")])
def alone(request: pytest.FixtureRequest, gallery: Issue, make_issue: MakeIssue) -> Issue:
    """Return an issue with one item of the gallery, each in turn."""
    return make_issue(next(item for item in gallery.items if item.slug == request.param))


@pytest.fixture(scope="session")
def gallery_mail(gallery: Issue, make_mail: MakeMail) -> Mail:
    """Return the gallery as mail."""
    return make_mail(gallery)


def _body(slug: str) -> str:
    match slug:
        case "article-full":
            return LONG_BODY
        case "quote-full":
            return "We came with a list of promises.\n\nWe leave with a calendar."
        case "quote-bare":
            return "Small steps count."
        case "group-full":
            return "Three offices report."
    if slug.endswith("bare"):
        return ""
    return "One paragraph of *introduction*.\n\nAnd one with [a link](https://example.org/more)."
