"""`trax help`: a page on a topic, or on a kind of item with all its fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trax.errors import NoSuchTopic

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from trax.content.kinds import Written

PAGES = Path(__file__).parent.parent / "help"
INDENT = 18


@click.command(short_help="Explain a topic: the files, the kinds of item, the settings.")
@click.argument("topic", required=False)
def command(topic: str | None) -> None:
    """Explain TOPIC; without one, list the topics.

    A kind of item is a topic too: trax help event.
    """
    if topic is None:
        click.echo("\n".join(f"trax help {name:<10} {title}" for name, title in _topics()))
        return
    page, kind = PAGES / f"{topic}.md", PAGES / "kinds" / f"{topic}.md"
    if not topic.isalpha() or not (page.is_file() or kind.is_file()):
        raise NoSuchTopic(topic, [name for name, _ in _topics()])
    if page.is_file():
        click.echo(page.read_text(encoding="utf-8").rstrip())
        return
    click.echo(kind.read_text(encoding="utf-8").rstrip())
    click.echo(f"\nFields ({click.style('*', bold=True)} is needed):\n")
    click.echo(_fields(topic))


def _topics() -> list[tuple[str, str]]:
    pages = sorted(PAGES.glob("*.md"))
    return [(page.stem, page.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")) for page in pages]


def _fields(kind: str) -> str:
    from trax.content.kinds import KIND_OF  # noqa: PLC0415 - pydantic, for the page of a kind alone

    return "\n".join(_describe(KIND_OF[kind], depth=0))


def _describe(model: type[Written], *, depth: int) -> list[str]:
    lines = []
    for name, field in model.model_fields.items():
        if name != "kind":
            mark = "*" if field.is_required() else " "
            shown = f"{'  ' * depth}{'- ' if depth else ''}{field.alias or name}"
            lines.append(f"  {mark} {shown:<{INDENT}} {field.description}")
            lines += [line for part in _parts(field) for line in _describe(part, depth=depth + 1)]
    return lines


def _parts(field: FieldInfo) -> list[type[Written]]:
    """Return the models that the entries of a list, or the value of a field, are made of."""
    from typing import get_args  # noqa: PLC0415 - beside its only use

    from trax.content.kinds import Written as Part  # noqa: PLC0415 - see _fields

    found = []
    queue = [field.annotation]
    while queue:
        kind = queue.pop()
        if isinstance(kind, type) and issubclass(kind, Part):
            found.append(kind)
        else:
            queue.extend(get_args(kind))
    return found
