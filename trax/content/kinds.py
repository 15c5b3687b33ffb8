"""The twelve kinds of item: what a writer may put into the header of each, and what it means.

Every scalar arrives as the text that was typed; the type of the field decides what it means, so that
`050`, `10:00` and `NO` are read as a count, a time and a name. Each kind is one model here, one e-mail
template, one text template and one help page.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, model_validator

from trax.content import fields
from trax.model import DayRange, LooseDate, TimeRange

Line = Annotated[str, BeforeValidator(fields.line)]
Url = Annotated[str, BeforeValidator(fields.url)]
Count = Annotated[int, BeforeValidator(fields.count)]
YesNo = Annotated[bool, BeforeValidator(fields.yes_no)]
Day = Annotated[date, BeforeValidator(fields.day)]
Days = Annotated[InstanceOf[DayRange], BeforeValidator(fields.days)]
Times = Annotated[InstanceOf[TimeRange], BeforeValidator(fields.times)]
Loose = Annotated[InstanceOf[LooseDate], BeforeValidator(fields.loose_date)]
ImageName = Annotated[str, BeforeValidator(fields.image_name)]
Zone = Annotated[str, BeforeValidator(fields.zone)]
Language = Annotated[str, BeforeValidator(fields.language)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(fields.listed)]

Alt = Annotated[str, BeforeValidator(fields.alternative)]
Word = BeforeValidator(fields.word)


class Written(BaseModel):
    """A group of fields as somebody wrote it; a field with nothing after its colon counts as not written."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def leave_out_empty(cls, data: object) -> object:
        """Drop the fields that were left empty, so that their defaults hold; unknown names stay to be reported."""
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in data.items() if value is not None or name not in known}


class Figure(Written):
    """One number worth showing large."""

    value: Line = Field(description="The number as readers see it: 48 %, 11,500.")
    label: Line = Field(description="What it counts, after the number.")
    source: Line | None = Field(default=None, description="Where it comes from; for colleagues, not printed.")
    as_of: Loose | None = Field(default=None, description="When it was counted; for colleagues, not printed.")


class Person(Written):
    """Somebody with a part in an event."""

    name: Line = Field(description="As it is written in library/people.yaml.")
    role: Line | None = Field(default=None, description="Function and organisation.")


class Detail(Written):
    """One further row of an event card."""

    label: Line = Field(description="One or two words: Reception.")
    text: Line = Field(description="What readers need to know.")


class Stage(Written):
    """What a group of stakeholders can do at one stage of the review."""

    stage: Annotated[Literal["preparation", "review", "implementation"], Word] = Field(
        description="preparation, review (between the review and its adoption) or implementation."
    )
    title: Line | None = Field(default=None, description="Heading, when the stage's own name does not serve.")
    points: Lines = Field(description="Three to five lines, one action each.")


class DueDate(Written):
    """One row of a table of deadlines."""

    date: Day = Field(description="The last day: 15 December 2014.")
    time: Times | None = Field(default=None, description="The last hour, when there is one: 18:00.")
    what: Line = Field(description="What is due.")
    who: Line | None = Field(default=None, description="Who it concerns.")
    link: Url | None = Field(default=None, description="Where it is explained or handed in.")


class LinkEntry(Written):
    """One entry of a list of links."""

    text: Line = Field(description="What is behind the link, so that it makes sense alone.")
    link: Url = Field(description="The address, with https://.")
    note: Line | None = Field(default=None, description="A few words after the link.")


class Kind(Written):
    """What every kind of item may carry."""

    kind: str = Field(description="Which kind of item the file is.")
    title: Line | None = Field(default=None, description="Heading of the item.")
    label: Line | None = Field(
        default=None, description="The small label above the heading, instead of the kind's own."
    )
    contents: YesNo = Field(default=True, description="no leaves the item out of the table of contents.")


class Article(Kind):
    """A piece of prose: news, a report, a letter."""

    kind: Literal["article"]
    title: Line = Field(description="Heading of the item.")
    image: ImageName | None = Field(default=None, description="A picture in the issue's images folder.")
    alt: Alt | None = Field(default=None, description="What the picture shows, in words; empty when it only decorates.")
    link: Url | None = Field(default=None, description="Where the story goes on.")
    link_text: Line | None = Field(default=None, description="Words on the button; needed with link.")


class Publication(Kind):
    """A report or guide: cover, a few lines, figures, one button."""

    kind: Literal["publication"]
    title: Line = Field(description="Title of the publication.")
    subtitle: Line | None = Field(default=None, description="Second line of the title.")
    authors: Lines = Field(default=(), description="Who wrote it, one a line.")
    published: Loose | None = Field(default=None, description="When it came out: October 2014.")
    launched: Day | None = Field(default=None, description="The day of its launch event.")
    pages: Count | None = Field(default=None, description="Number of pages.")
    languages: Lines = Field(default=(), description="Languages it can be had in, one a line.")
    cover: ImageName | None = Field(default=None, description="The cover; without it one is made from the title.")
    alt: Alt | None = Field(default=None, description="What the cover shows, in words.")
    figures: Annotated[tuple[Figure, ...], BeforeValidator(fields.listed)] = Field(
        default=(), description="At most four numbers from it, each with value and label."
    )
    link: Url | None = Field(default=None, description="Where it can be read or downloaded.")
    link_text: Line | None = Field(default=None, description="Words on the button, instead of Download and the title.")


class Session(Kind):
    """A session of the UPR Working Group; everything about it comes from the session table."""

    kind: Literal["session"]
    session: Count = Field(description="Number of the session: 21.")
    show: Annotated[
        tuple[Annotated[Literal["dates", "states", "pre-session", "adoption"], Word], ...],
        BeforeValidator(fields.listed),
    ] = Field(
        default=("dates", "states"), description="Parts to print, one a line: dates, states, pre-session, adoption."
    )
    order: Annotated[Literal["review", "alphabetical"], Word] | None = Field(
        default=None, description="Order of the States: review or alphabetical; else the setting."
    )
    names: Annotated[Literal["short", "formal"], Word] | None = Field(
        default=None, description="short (Bolivia) or formal (Bolivia (Plurinational State of)); else the setting."
    )
    states: Lines | None = Field(
        default=None, description="States typed by hand, one a line; checked against the table."
    )
    documents: Annotated[Literal["national-report", "compilation", "summary"], Word] | None = Field(
        default=None, description="Make each State a link to this UN document of its review."
    )
    link: Url | None = Field(default=None, description="A page about the session.")
    link_text: Line | None = Field(default=None, description="Words on the button; needed with link.")


class Event(Kind):
    """Something to attend: when, where, in which languages, how to register."""

    kind: Literal["event"]
    title: Line = Field(description="Name of the event.")
    date: Days = Field(description="Day or days: 2-4 December 2014, 25 November 2022.")
    time: Times | None = Field(default=None, description="From and to: 10:00-12:00.")
    zone: Zone | None = Field(default=None, description="Time zone, when it is not the newsletter's: Asia/Bangkok.")
    place: Line | None = Field(default=None, description="Building, room and town.")
    format: Annotated[Literal["in person", "online", "hybrid"], Word] | None = Field(
        default=None, description="in person, online or hybrid."
    )
    languages: Lines = Field(default=(), description="Languages spoken, one a line.")
    interpretation: Lines = Field(default=(), description="Languages it is interpreted into, one a line.")
    organisers: Lines = Field(default=(), description="Who holds it, one a line.")
    entry: Line | None = Field(default=None, description="Who may come and what it takes.")
    details: Annotated[tuple[Detail, ...], BeforeValidator(fields.listed)] = Field(
        default=(), description="Further rows of the card, each with label and text."
    )
    chair: Person | None = Field(default=None, description="Who chairs: name and role.")
    speakers: Annotated[tuple[Person, ...], BeforeValidator(fields.listed)] = Field(
        default=(), description="Who speaks, each with name and role."
    )
    status: Annotated[Literal["confirmed", "tentative", "moved", "cancelled"], Word] = Field(
        default="confirmed", description="confirmed, tentative, moved or cancelled; said in words on the card."
    )
    previously: Days | None = Field(default=None, description="The old date of an event that was moved.")
    register_at: Url | None = Field(default=None, alias="register", description="Where to register.")
    link: Url | None = Field(default=None, description="A page about the event.")
    link_text: Line | None = Field(default=None, description="Words on that link; needed with link.")


class Quote(Kind):
    """Words somebody said, with who, where and when. The body of the file is the quote."""

    kind: Literal["quote"]
    speaker: Line = Field(description="Name, with title if there is one.")
    role: Line | None = Field(default=None, description="Function and organisation.")
    occasion: Line | None = Field(default=None, description="Where it was said.")
    date: Loose | None = Field(default=None, description="When it was said: October 2014.")
    source: Line | None = Field(default=None, description="Where the words stand; for colleagues, not printed.")
    portrait: ImageName | None = Field(
        default=None, description="A picture of the speaker, who has agreed to be shown."
    )
    alt: Alt | None = Field(default=None, description="What the picture shows, in words.")
    contents: YesNo = Field(default=False, description="yes puts the item into the table of contents.")


class Video(Kind):
    """A film: a link in words first, then its picture."""

    kind: Literal["video"]
    title: Line = Field(description="Title of the video.")
    link: Url = Field(description="Where it can be watched.")
    link_text: Line | None = Field(
        default=None, description="Words of the link, instead of Watch the video and its title."
    )
    speaker: Line | None = Field(default=None, description="Who speaks.")
    role: Line | None = Field(default=None, description="Function and organisation.")
    minutes: Count | None = Field(default=None, description="Length in minutes.")
    thumbnail: ImageName | None = Field(
        default=None, description="A picture from it; without one a plain card is made."
    )
    alt: Alt | None = Field(default=None, description="What the picture shows, in words.")


class Figures(Kind):
    """Numbers worth showing large, with their source and date."""

    kind: Literal["figures"]
    title: Line = Field(description="Heading of the item.")
    figures: Annotated[tuple[Figure, ...], BeforeValidator(fields.listed), Field(min_length=1)] = Field(
        description="The numbers, each with value and label."
    )
    source: Line = Field(description="Where the numbers come from; printed below them.")
    as_of: Loose = Field(description="When they were counted; printed beside the source.")
    link: Url | None = Field(default=None, description="Where the numbers can be looked up.")
    link_text: Line | None = Field(default=None, description="Words of that link; needed with link.")


class Guidance(Kind):
    """What a group of stakeholders can do at each stage of the review."""

    kind: Literal["guidance"]
    title: Line = Field(description="Heading of the item.")
    audience: Line = Field(description="Who it is for: UN agencies.")
    stages: Annotated[tuple[Stage, ...], BeforeValidator(fields.listed), Field(min_length=1)] = Field(
        description="The stages in order, each with stage and points."
    )
    link: Url | None = Field(default=None, description="Where the whole guidance stands.")
    link_text: Line | None = Field(default=None, description="Words on the button; needed with link.")


class Deadline(Kind):
    """Dates by which something is due, as a table."""

    kind: Literal["deadline"]
    title: Line = Field(description="Heading of the item.")
    deadlines: Annotated[tuple[DueDate, ...], BeforeValidator(fields.listed), Field(min_length=1)] = Field(
        description="The rows, each with date and what."
    )


class Vacancy(Kind):
    """A post to fill."""

    kind: Literal["vacancy"]
    title: Line = Field(description="Name of the post.")
    place: Line | None = Field(default=None, description="Where the work is.")
    contract: Line | None = Field(default=None, description="Kind and length of the contract, share of full time.")
    starts: Loose | None = Field(default=None, description="When the work begins.")
    closes: Day = Field(description="Last day to apply.")
    link: Url | None = Field(default=None, description="Where the post is described.")
    link_text: Line | None = Field(default=None, description="Words on the button, instead of Apply and the title.")


class Links(Kind):
    """A list of links: the month's news, further reading."""

    kind: Literal["links"]
    title: Line = Field(description="Heading of the item.")
    links: Annotated[tuple[LinkEntry, ...], BeforeValidator(fields.listed), Field(min_length=1)] = Field(
        description="The entries, each with text and link."
    )


class Group(Kind):
    """A label line that opens a group of items: UPR Info Africa. It lasts until the next group."""

    kind: Literal["group"]
    title: Line = Field(description="Name of the group.")
    contents: YesNo = Field(default=False, description="yes puts the label into the table of contents.")


KINDS: tuple[type[Kind], ...] = (
    Article,
    Publication,
    Session,
    Event,
    Quote,
    Video,
    Figures,
    Guidance,
    Deadline,
    Vacancy,
    Links,
    Group,
)
KIND_OF: dict[str, type[Kind]] = {model.__name__.lower(): model for model in KINDS}
# A quote without words is an empty frame; every other kind may stand without a body.
NEEDS_BODY = frozenset({"quote"})
# A button without words of its own has nothing to say; the other kinds have a phrase that fits.
NEEDS_LINK_TEXT = frozenset({"article", "session", "event", "figures", "guidance"})
