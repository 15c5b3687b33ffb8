"""What our Buttondown takes for a field of an email; everything else is refused in its own form of words."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.providers.fake_server import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STATUS = re.compile(
    "draft|managed_by_rss|about_to_send|scheduled|in_flight|paused|deleted|errored|sent|imported|throttled|resending|"
    "transactional|suppressed"
)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_filter(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"filters", "groups", "predicate"}
        and value["predicate"] in {"and", "or"}
        and all(set(each) == {"field", "operator", "value"} for each in value["filters"])
        and all(is_filter(each) for each in value["groups"])
    )


FIELDS: Mapping[str, Callable[[Any], bool]] = {
    "subject": lambda value: is_text(value) and len(value) <= 2000,
    "body": is_text,
    "status": lambda value: is_text(value) and bool(STATUS.fullmatch(value)),
    "publish_date": lambda value: is_text(value) and (value == "none" or bool(datetime.fromisoformat(value))),
    "template": lambda value: value in {"classic", "custom", "modern", "plaintext", "naked", "none"},
    "filters": is_filter,
    "metadata": lambda value: isinstance(value, dict),
    "archival_mode": lambda value: value in {"disabled", "enabled", "enabled_for_subscribers"},
    "commenting_mode": lambda value: value in {"disabled", "enabled"},
    "canonical_url": lambda value: is_text(value) and len(value) <= 2000,
    "attachments": is_list,
    "related_email_ids": is_list,
    "featured": is_flag,
    "should_trigger_pay_per_email_billing": is_flag,
}


def check(body: Any) -> dict[str, Any]:
    """Return the body of a request when each of its fields is one, and of the right kind."""
    for name, value in body.items():
        if name not in FIELDS:
            raise invalid(name, "extra_forbidden", "Extra inputs are not permitted")
        if not FIELDS[name](value):
            raise invalid(name, "value_error", f"{json.dumps(value)[:40]} is not valid here")
    return dict(body)


def invalid(name: str, kind: str, words: str) -> Refusal:
    return Refusal(422, {"detail": [{"type": kind, "loc": ["body", "payload", name], "msg": words}]})
