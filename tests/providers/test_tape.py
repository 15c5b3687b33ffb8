"""The listmonk of our own against the recording of a real one: the same status, the same fields, the same words."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import START, Call

TAPE = Path(__file__).parents[3] / "shared" / "specs" / "listmonk-tape.json"
# What the fake has no part of: looking at mails, counting clicks, keeping pictures, an archive; and what is no call.
BEYOND = ("preview", "analytics", "media", "archive", "running", "sink", "bad json")
VOLATILE = {"created_at", "updated_at", "started_at", "uuid", "subscription_created_at", "subscription_updated_at"}
COUNTS = {"total", "id"}
AUTH = {"token USER:TOKEN": f"token {USER}:{TOKEN}", "token USER:WRONG": "token me:wrong", None: ""}


def exchanges() -> list[Any]:
    if not TAPE.is_file():
        return []
    tape = json.loads(TAPE.read_bytes())["exchanges"]
    return [each for each in tape if not any(word in each["label"] + where(each) for word in BEYOND)]


def where(exchange: Any) -> str:
    return str(exchange.get("request", {}).get("path", "sink"))


def shape(value: Any, name: str = "") -> Any:
    """Return the value with what differs from run to run replaced by its type; of a listing, its newest entry."""
    if name in VOLATILE | COUNTS and value is not None:
        return type(value).__name__
    if name == "results":
        return [sorted(entry) for entry in value[:1]]
    if isinstance(value, dict):
        return {key: shape(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return value


def same_length(words: Any) -> Any:
    """Return a refusal up to where the server's own engine speaks."""
    text = words.get("message", "") if isinstance(words, dict) else ""
    return text.partition(": template:")[0] if text else words


@pytest.fixture(scope="module")
def fake() -> FakeListmonk:
    mind = FakeListmonk(now=START)
    mind.next_id = {"list": 1, "subscriber": 1, "template": 1, "campaign": 1}
    for _ in range(7):
        mind.add_list({"name": "other", "type": "public", "optin": "single", "tags": []})
    for _ in range(4):
        mind.add_template("other", '{{ template "content" . }}')
    mind.next_id |= {"campaign": 260, "subscriber": 20}
    return mind


def test_the_tape_is_long_enough_to_mean_something() -> None:
    if not TAPE.is_file():
        pytest.skip(f"the recording is not at {TAPE.name}")
    assert len(exchanges()) == 42


@pytest.mark.parametrize("exchange", exchanges(), ids=lambda exchange: exchange["label"])
def test_the_fake_answers_as_the_real_one_did(fake: FakeListmonk, exchange: Any) -> None:
    """The exchanges build on each other, so they are replayed in their order on one fake."""
    request, expected = exchange["request"], exchange["response"]
    query = {name: str(value) for name, value in (request.get("query") or {}).items()}
    headers = {"authorization": AUTH[request.get("auth")]}
    status, answer = fake.answer(Call(request["method"], request["path"], query, request.get("json"), headers))
    answer = json.loads(json.dumps(answer))
    assert status == expected["status"]
    assert shape(same_length(answer)) == shape(same_length(expected["json"]))
    fake.now += timedelta(seconds=1)
