"""An issue as its templates see it: every fact looked up, every date and list in the issue's language.

Mail, plain text and web page are made from the same view, so they cannot tell different stories.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from trax.content import kinds
from trax.render.parts import Button, FigureView, ItemView, LinkView, Picture, StageView, TextRow
from trax.render.view_event import view_deadlines, view_event
from trax.render.view_session import view_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.content.settings import Settings
    from trax.model import Body, Issue, Item
    from trax.render.language import Language
    from trax.upr.table import Table

DOTS = 14
# What a quotation may begin with when the writer set the marks by hand.
OPENING_MARKS = tuple('\u201c\u201e\u00ab\u2039\u2018\u300c\u300e"')
PARAGRAPH_END = Markup("</p>")
LEVEL = re.compile(r"(</?h)([3-6])(?=>)")
HEAD_CELL = re.compile(r"<th(?=[ >])")


@dataclass(frozen=True, slots=True)
class LetterView:
    """A whole issue, ready for a template.

    Attributes:
        number: The printed form, `No 50`.
        opening: The first paragraph of the letter, set larger; `rest` is what follows.
        month: `November 2014`, or the label of a double month.
        mark: File name of the mark with this issue's dot in the signal colour.
        prefix: Address under which the pictures are found, ending in `/`.
        start: The side a line begins on: `left`, in Arabic `right`; `end` is the other one.
    """

    language: Language
    name: str
    organisation: str
    address: tuple[str, ...]
    number: str
    month: str
    title: str
    subject: str
    preheader: str
    is_sample: bool
    opening: Markup
    rest: Markup
    letter_body: Body
    items: tuple[ItemView, ...]
    mark: str
    prefix: str
    start: str
    end: str

    @property
    def contents(self) -> tuple[ItemView, ...]:
        """The items that the table of contents names."""
        return tuple(item for item in self.items if item.in_contents and item.title)


@dataclass(frozen=True, slots=True)
class Context:
    """What the view of an item is made with."""

    issue: Issue
    settings: Settings
    table: Table
    language: Language
    prefix: str


def view_issue(issue: Issue, *, settings: Settings, table: Table, language: Language, prefix: str) -> LetterView:
    """Return the issue as templates see it.

    Args:
        prefix: Address of the folder of the issue's pictures, ending in `/`.
    """
    context = Context(issue, settings, table, language, prefix)
    is_rtl = language.direction == "rtl"
    opening, rest = split_opening(letter_html(issue.letter, prefix))
    return LetterView(
        language=language,
        name=settings.publication.name,
        organisation=settings.publication.organisation,
        address=settings.address,
        number=language("issue.number", number=issue.number),
        month=issue.label or language.day(issue.date, "month"),
        title=issue.title,
        subject=issue.subject,
        preheader=issue.preheader,
        is_sample=issue.is_sample,
        opening=opening,
        rest=rest,
        letter_body=issue.letter,
        items=tuple(view_item(item, context) for item in issue.items),
        mark=mark_name(issue.number),
        prefix=prefix,
        start="right" if is_rtl else "left",
        end="left" if is_rtl else "right",
    )


def view_item(item: Item, context: Context) -> ItemView:
    """Return one item as templates see it."""
    fields = item.fields
    if not isinstance(fields, kinds.Kind):  # pragma: no cover - the reader makes nothing else
        raise TypeError(type(fields).__name__)
    base = ItemView(
        kind=fields.kind,
        anchor=item.slug,
        label=fields.label or context.language(f"kinds.{fields.kind}"),
        title=fields.title,
        in_contents=fields.contents,
        body=body_html(item.body, context.prefix),
        source=item.body,
        button=_button(fields),
    )
    return VIEWS[type(fields)](base, fields, context)


def body_html(body: Body, prefix: str) -> Markup:
    """Return the body as HTML with the addresses of its pictures made absolute, and headings of columns as such."""
    html = body.html.replace('src="images/', f'src="{prefix}')
    return Markup(HEAD_CELL.sub('<th scope="col"', html))  # noqa: S704 - the reader sanitised it


def letter_html(letter: Body, prefix: str) -> Markup:
    """Return the opening letter: its headings stand below that of the issue, a level above those of items."""
    return Markup(LEVEL.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}", body_html(letter, prefix)))  # noqa: S704 - same


def split_opening(html: Markup) -> tuple[Markup, Markup]:
    """Return the first paragraph, where the body begins with one, and what follows it."""
    if not html.startswith("<p>"):
        return Markup(), html
    opening, end, rest = html.partition(PARAGRAPH_END)
    return opening + end, rest.lstrip()


def in_quotation_marks(html: Markup, language: Language) -> Markup:
    """Return the body with the language's quotation marks around it, unless the writer set some."""
    start, end = Markup("<p>"), PARAGRAPH_END
    text = html.strip()
    if not (text.startswith(start) and text.endswith(end)) or text.striptags()[:1] in OPENING_MARKS:
        return html
    inner = text[len(start) : -len(end)]
    return start + language("punctuation.open_quote") + inner + language("punctuation.close_quote") + end


def mark_name(number: int) -> str:
    """Return the file of the mark in which this issue's dot has the signal colour."""
    return f"mark-{number % DOTS:02d}.png"


def _button(fields: kinds.Kind) -> Button | None:
    link, text = getattr(fields, "link", None), getattr(fields, "link_text", None)
    return Button(text, link) if link and text else None


def _picture(name: str | None, alt: str | None, context: Context) -> Picture | None:
    return Picture(name, context.prefix + name, alt or "") if name else None


def _article(base: ItemView, fields: kinds.Article, context: Context) -> ItemView:
    return replace(base, picture=_picture(fields.image, fields.alt, context))


def _publication(base: ItemView, fields: kinds.Publication, context: Context) -> ItemView:
    say = context.language
    facts = [
        say("publication.authors", names=say.names(fields.authors)) if fields.authors else "",
        say("publication.published", date=say.loose(fields.published)) if fields.published else "",
        say("publication.launched", date=say.day(fields.launched)) if fields.launched else "",
        say.count("publication.pages", fields.pages) if fields.pages else "",
        say("publication.languages", names=say.names(fields.languages)) if fields.languages else "",
    ]
    words = fields.link_text or say("publication.download", title=fields.title)
    opening, rest = split_opening(base.body)
    return replace(
        base,
        opening=opening,
        rest=rest,
        subtitle=fields.subtitle,
        facts=tuple(fact for fact in facts if fact),
        picture=_picture(fields.cover, fields.alt, context),
        figures=_figure_views(fields.figures),
        button=Button(words, fields.link) if fields.link else None,
    )


def _session(base: ItemView, fields: kinds.Session, context: Context) -> ItemView:
    return view_session(
        base,
        fields,
        issue_date=context.issue.date,
        style=context.settings.style,
        table=context.table,
        language=context.language,
    )


def _event(base: ItemView, fields: kinds.Event, context: Context) -> ItemView:
    zone = fields.zone or context.settings.publication.time_zone
    return view_event(base, fields, zone=zone, language=context.language)


def _quote(base: ItemView, fields: kinds.Quote, context: Context) -> ItemView:
    say = context.language
    between = say("punctuation.comma")
    said = [fields.role or "", fields.occasion or "", say.loose(fields.date) if fields.date else ""]
    return replace(
        base,
        quotation=in_quotation_marks(base.body, say),
        person=fields.speaker,
        facts=(between.join(part for part in said if part),) if any(said) else (),
        picture=_picture(fields.portrait, fields.alt, context),
    )


def _video(base: ItemView, fields: kinds.Video, context: Context) -> ItemView:
    say = context.language
    by = say("punctuation.comma").join(part for part in (fields.speaker, fields.role) if part)
    return replace(
        base,
        facts=tuple(
            part for part in (by, say.count("video.minutes", fields.minutes) if fields.minutes else "") if part
        ),
        picture=_picture(fields.thumbnail, fields.alt, context),
        button=Button(fields.link_text or say("video.watch", title=fields.title), fields.link),
    )


def _figures(base: ItemView, fields: kinds.Figures, context: Context) -> ItemView:
    say = context.language
    source = say("figures.source", source=fields.source, date=say.loose(fields.as_of))
    return replace(base, figures=_figure_views(fields.figures), note=source)


def _figure_views(figures: tuple[kinds.Figure, ...]) -> tuple[FigureView, ...]:
    return tuple(FigureView(figure.value, figure.label) for figure in figures)


def _guidance(base: ItemView, fields: kinds.Guidance, context: Context) -> ItemView:
    say = context.language
    stages = tuple(
        StageView(number, stage.title or say(f"guidance.stages.{stage.stage}"), stage.points)
        for number, stage in enumerate(fields.stages, start=1)
    )
    return replace(base, facts=(say("guidance.for", audience=fields.audience),), stages=stages)


def _deadline(base: ItemView, fields: kinds.Deadline, context: Context) -> ItemView:
    zone = context.settings.publication.time_zone
    return view_deadlines(base, fields, zone=zone, language=context.language)


def _vacancy(base: ItemView, fields: kinds.Vacancy, context: Context) -> ItemView:
    say = context.language
    rows = (
        TextRow(say("vacancy.closes"), say.day(fields.closes, "weekday_day")),
        TextRow(say("vacancy.place"), fields.place or ""),
        TextRow(say("vacancy.contract"), fields.contract or ""),
        TextRow(say("vacancy.starts"), say.loose(fields.starts) if fields.starts else ""),
    )
    words = fields.link_text or say("vacancy.apply", title=fields.title)
    return replace(
        base,
        rows=tuple(row for row in rows if row.text),
        button=Button(words, fields.link) if fields.link else None,
    )


def _links(base: ItemView, fields: kinds.Links, context: Context) -> ItemView:  # noqa: ARG001 - one signature for all
    return replace(base, links=tuple(LinkView(entry.text, entry.link, entry.note) for entry in fields.links))


def _group(base: ItemView, fields: kinds.Group, context: Context) -> ItemView:  # noqa: ARG001 - same
    return base


VIEWS: dict[type[kinds.Kind], Callable[..., ItemView]] = {
    kinds.Article: _article,
    kinds.Publication: _publication,
    kinds.Session: _session,
    kinds.Event: _event,
    kinds.Quote: _quote,
    kinds.Video: _video,
    kinds.Figures: _figures,
    kinds.Guidance: _guidance,
    kinds.Deadline: _deadline,
    kinds.Vacancy: _vacancy,
    kinds.Links: _links,
    kinds.Group: _group,
}
