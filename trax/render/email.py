"""Issue to Mail: templates, MJML, inlining, proof that nothing was lost; and the plain text beside it.

The order of the steps is the result of measurements: merge tags are hidden before the first engine and put
back after the last, styles are inlined once over the finished document, lines are folded at the very end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.model import Image, Mail
from trax.render.finish import add_doctype, fold_lines, require_nothing_lost
from trax.render.inline import inline_styles
from trax.render.mergetags import hide, restore
from trax.render.mjml import mjml_to_html
from trax.render.plain import COLUMNS, Notes, body_text, width, wrap
from trax.render.view import view_issue

if TYPE_CHECKING:
    from trax.content.settings import Settings
    from trax.model import Issue
    from trax.render.templates import Templates
    from trax.render.view import LetterView
    from trax.upr.table import Table


def render_mail(issue: Issue, *, settings: Settings, table: Table, templates: Templates) -> Mail:
    """Return the issue as mail: HTML and plain text with neutral placeholders, and the pictures they name.

    The same issue, settings, table and templates give the same bytes.

    Raises:
        TemplateFault: If a template is missing or wrong.
        LostInRendering: If a link, placeholder or style rule did not survive.
    """
    prefix = images_address(issue.number, site=settings.publication.site)
    letter = view_issue(
        issue, settings=settings, table=table, language=templates.language(issue.language), prefix=prefix
    )
    mark = Image(letter.mark, templates.read_asset(f"images/{letter.mark}"), "image/png")
    return Mail(
        number=issue.number,
        language=issue.language,
        subject=issue.subject,
        preheader=issue.preheader,
        html=render_html(letter, templates),
        text=render_text(letter, templates),
        images=tuple(sorted((*issue.images, mark), key=lambda image: image.name)),
    )


def images_address(number: int, *, site: str) -> str:
    """Return the address under which the pictures of an issue are found, ending in `/`."""
    return f"{site}/issues/{number}/images/"


def render_html(letter: LetterView, templates: Templates) -> str:
    """Return the letter as the HTML of a mail."""
    values = {"letter": letter, "say": letter.language, "theme": templates.theme}
    hidden = hide(templates.render("email/letter.mjml.j2", values))
    made = mjml_to_html(hidden.text, name="the MJML made from templates/email")
    css = templates.render("email/email.css.j2", values, is_html=False)
    inlined = add_doctype(inline_styles(made, css))
    html = restore(fold_lines(inlined), hidden)
    require_nothing_lost(restore(made, hidden), html, tags=hidden.tags)
    return html


def render_text(letter: LetterView, templates: Templates) -> str:
    """Return the letter as plain text: 72 columns, LF line ends, links as numbered notes below each item."""
    notes = Notes()
    values = {
        "letter": letter,
        "say": letter.language,
        "ref": notes.ref,
        "notes": notes.flush,
        "body": lambda body: body_text(body, notes),
        "wrap": wrap,
        "rule": lambda character, text="": character * min(width(text) or COLUMNS, COLUMNS),
    }
    text = templates.render("text/letter.txt.j2", values, is_html=False)
    lines = [line.rstrip() for line in text.split("\n")]
    return _squeeze(lines)


def _squeeze(lines: list[str]) -> str:
    """Return the lines with at most one empty line between two, and one line end at the end."""
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip("\n") + "\n"
