"""A listmonk of our own: a real HTTP server on 127.0.0.1 with the states, traps and words of 6.2.0, and with faults.

What it answers was recorded from a real one; `test_tape` holds the two equal. What it delivered stands in its own
log: that log, and nothing that trax believes, says how often a reader got a mail.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, TOKEN = "trax", "canary-3f9c1e77d2"
START = datetime(2026, 11, 22, 6, 34, 56, tzinfo=UTC)
RST = struct.pack("ii", 1, 0)
HTML = b"<!doctype html><title>Hotel Wi-Fi</title><p>Please accept our terms."
# A call with a fault of these never reaches the campaigns behind the server.
BEFORE = (
    "rst-before",
    "close-before",
    "html-before",
    "503-before",
    "500-before",
    "429-seconds",
    "429-date",
    "429-nonsense",
    "429-none",
    "429-3600",
)
# After these, what was asked for has been done.
AFTER = (
    "rst-after",
    "close-after",
    "silence-after",
    "500-after",
    "502-after",
    "504-after",
    "truncated-after",
    "half-json-after",
    "html-after",
    "empty-after",
    "204-after",
    "huge-after",
    "drip-after",
    "drip-header-after",
)
KINDS = BEFORE + AFTER
RETRY_AFTER = {"429-seconds": "1", "429-nonsense": "soon, perhaps", "429-3600": "3600"}


@dataclass
class Fault:
    """What goes wrong with calls of a method and path, from the `at`-th of them on, `times` times."""

    kind: str
    method: str = r"POST|PUT|DELETE"
    path: str = r".*"
    at: int = 1
    times: int = 1
    seen: int = 0


@dataclass
class Call:
    method: str
    path: str
    query: dict[str, str]
    body: Any


class Refusal(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass
class FakeListmonk:
    """The server's mind; `url` is where it listens.

    Attributes:
        reads_to_finish: Looks at a running campaign after which it has been sent.
        hidden_for: Listings in which a new campaign does not show yet.
        is_tag_filter_on: Whether the listing knows the filter `tag`.
        delivered: Campaign and address of each mail that left.
    """

    url: str = ""
    reads_to_finish: int = 1
    hidden_for: int = 0
    is_tag_filter_on: bool = True
    not_found: str = "not found"
    now: datetime = START
    next_id: dict[str, int] = field(default_factory=lambda: {"list": 1, "subscriber": 1, "template": 1, "campaign": 1})
    lists: dict[int, dict[str, Any]] = field(default_factory=dict)
    subscribers: dict[int, dict[str, Any]] = field(default_factory=dict)
    templates: dict[int, dict[str, Any]] = field(default_factory=dict)
    campaigns: dict[int, dict[str, Any]] = field(default_factory=dict)
    unseen: dict[int, int] = field(default_factory=dict)
    looks: dict[int, int] = field(default_factory=dict)
    delivered: list[tuple[int, str]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    closing: threading.Event = field(default_factory=threading.Event)

    def seed(self, *, readers: int = 2) -> None:
        """Give it its default template, a bare one, and a list with readers."""
        self.add_template("Default", '<html><body>{{ template "content" . }}</body></html>', is_default=True)
        self.add_template("Bare", '{{template "content" .}}\n')
        number = self.add_list({"name": "Readers", "type": "public", "optin": "single", "tags": []})["id"]
        for reader in range(readers):
            self.add_subscriber({"email": f"r{reader}@example.org", "name": f"R {reader}", "lists": [number]})

    def fill(self, count: int) -> None:
        """Add campaigns of other people."""
        for number in range(count):
            self.add_campaign(campaign_body(name=f"other {number}", tags=["other"]))

    def take_fault(self, method: str, path: str) -> str:
        """Return the kind of fault this call has; empty for none."""
        for fault in self.faults:
            if re.fullmatch(fault.method, method) and re.fullmatch(fault.path, path):
                fault.seen += 1
                if fault.at <= fault.seen < fault.at + fault.times:
                    return fault.kind
        return ""

    def answer(self, call: Call, authorization: str) -> tuple[int, Any]:
        """Return status and JSON of the answer to a call."""
        with self.lock:
            self.now += timedelta(milliseconds=5)
            self.calls.append(call)
            if authorization != f"token {USER}:{TOKEN}":
                said = "invalid API credentials" if authorization else "invalid session"
                return (200, {"data": True}) if call.path == "/api/health" else (403, {"message": said})
            try:
                return 200, {"data": self.act(call)}
            except Refusal as refusal:
                return refusal.status, {"message": refusal.message}

    def act(self, call: Call) -> Any:
        parts = call.path.strip("/").split("/")[1:]
        match call.method, parts:
            case "GET", ["health"]:
                return True
            case "GET", ["lists"]:
                return self.page([self.shown_list(entry) for entry in self.lists.values()][::-1], call.query)
            case "GET", ["lists", number]:
                return self.shown_list(self.one(self.lists, number, "List"))
            case "POST", ["lists"]:
                return self.add_list(call.body)
            case "POST", ["subscribers"]:
                return self.add_subscriber(call.body)
            case "GET", ["templates"]:
                return list(self.templates.values())
            case "POST", ["templates"]:
                return self.add_template(call.body["name"], call.body["body"])
            case _, ["campaigns", *rest]:
                return self.act_on_campaigns(call, rest)
        raise Refusal(404, "Not Found")

    def act_on_campaigns(self, call: Call, rest: list[str]) -> Any:
        match call.method, rest:
            case "GET", []:
                return self.list_campaigns(call.query)
            case "POST", []:
                return self.add_campaign(call.body)
            case "GET", [number]:
                campaign = self.one(self.campaigns, number, "Campaign")
                self.work(campaign)
                return campaign
            case "PUT", [number]:
                return self.change(self.one(self.campaigns, number, "Campaign"), call.body)
            case "PUT", [number, "status"]:
                return self.set_status(self.one(self.campaigns, number, "Campaign"), call.body["status"])
            case "DELETE", [number]:
                # It deletes whatever it is asked to, a sent campaign and its report too.
                del self.campaigns[self.one(self.campaigns, number, "Campaign")["id"]]
                return True
        raise Refusal(404, "Not Found")

    def one(self, kept: dict[int, dict[str, Any]], number: str, what: str) -> dict[str, Any]:
        if not number.isdecimal() or int(number) not in kept:
            raise Refusal(400, f"{what} {self.not_found}")
        return kept[int(number)]

    def take_id(self, what: str) -> dict[str, Any]:
        number = self.next_id[what]
        self.next_id[what] += 1
        return {"id": number, "created_at": iso(self.now), "updated_at": iso(self.now)}

    def add_list(self, body: Any) -> dict[str, Any]:
        made = self.take_id("list") | {
            "uuid": str(uuid.uuid4()),
            "name": body["name"],
            "type": body["type"],
            "optin": body["optin"],
            "status": "active",
            "tags": body["tags"],
            "description": "",
        }
        self.lists[made["id"]] = made
        return self.shown_list(made)

    def shown_list(self, entry: dict[str, Any]) -> dict[str, Any]:
        held = [reader for reader in self.subscribers.values() if entry["id"] in reader["on"]]
        statuses: dict[str, int] = {}
        for reader in held:
            statuses[reader["on"][entry["id"]]] = statuses.get(reader["on"][entry["id"]], 0) + 1
        return entry | {
            "subscriber_count": len(held),
            "subscriber_statuses": statuses,
            "subscription_created_at": None,
            "subscription_updated_at": None,
        }

    def add_subscriber(self, body: Any) -> dict[str, Any]:
        made = self.take_id("subscriber") | {
            "uuid": str(uuid.uuid4()),
            "email": body["email"],
            "name": body["name"],
            "attribs": body.get("attribs", {}),
            "status": "enabled",
        }
        self.subscribers[made["id"]] = made | {"on": dict.fromkeys(body["lists"], "unconfirmed")}
        moments = dict.fromkeys(("subscription_created_at", "subscription_updated_at"), iso(self.now))
        held = [self.lists[number] for number in body["lists"]]
        extra = {"subscription_status": "unconfirmed", "subscription_meta": {}}
        return made | {"lists": [{**entry, **moments, **extra} for entry in held]}

    def add_template(self, name: str, body: str, *, is_default: bool = False) -> dict[str, Any]:
        if len(re.findall(r'{{\s*template "content" \.\s*}}', body)) != 1:
            raise Refusal(400, 'The placeholder {{ template "content" . }} should appear exactly once in the template.')
        made = self.take_id("template") | {
            "name": name,
            "subject": "",
            "type": "campaign",
            "body": body,
            "body_source": None,
            "is_default": is_default,
        }
        self.templates[made["id"]] = made
        return made

    def add_campaign(self, body: Any) -> dict[str, Any]:
        self.validate(body)
        made: dict[str, Any] = {
            "views": 0,
            "clicks": 0,
            "bounces": 0,
            "media": [],
            "started_at": None,
            "to_send": 0,
            "sent": 0,
            "uuid": str(uuid.uuid4()),
            "body_source": None,
            "status": "draft",
            "attribs": {},
            "archive": False,
            "archive_slug": None,
            "archive_template_id": None,
            "archive_meta": {},
            "send_at": None,
            "altbody": None,
            "headers": [],
        }
        # A list that does not exist is left out without a word.
        made |= {**body, "lists": self.named_lists(body["lists"])}
        made = {**self.take_id("campaign"), **made}
        number: int = made["id"]
        self.campaigns[number] = made
        self.unseen[number] = self.hidden_for
        return made

    def change(self, campaign: dict[str, Any], body: Any) -> dict[str, Any]:
        if campaign["status"] not in {"draft", "scheduled", "paused"}:
            raise Refusal(400, "Cannot update a running or a finished campaign.")
        # Fields that are not sent keep their values, but for the lists.
        self.validate({**campaign, **body, "lists": body.get("lists", [])})
        campaign.update({**body, "lists": self.named_lists(body["lists"]), "updated_at": iso(self.now)})
        return campaign

    def named_lists(self, numbers: list[int]) -> list[dict[str, Any]]:
        return [{"id": number, "name": self.lists[number]["name"]} for number in numbers if number in self.lists]

    def validate(self, body: Any) -> None:
        if not 0 < len(body["subject"]) <= 5000:
            raise Refusal(400, "Invalid length for subject.")
        if not body["lists"]:
            raise Refusal(400, "Invalid list IDs.")
        if not re.search(r"@[\w-]+\.[\w.-]+", body["from_email"]):
            raise Refusal(400, "Invalid `from_email`.")
        if body.get("send_at") and datetime.fromisoformat(body["send_at"]) < self.now:
            raise Refusal(400, "Scheduled date should be in the future.")
        if re.search(r"{{\s*(?:if|with)?\s*}}", body["body"]):
            raise Refusal(400, "Error compiling campaign body: error compiling message: template: content:1: missing")

    def set_status(self, campaign: dict[str, Any], status: str) -> dict[str, Any]:
        rules = {
            "draft": ({"scheduled"}, "Only scheduled campaigns can be saved as drafts."),
            "scheduled": ({"draft", "paused"}, "Only draft or paused campaigns can be scheduled."),
            "running": ({"draft", "paused"}, "Only paused campaigns and drafts can be started."),
            "paused": ({"running"}, "Only active campaigns can be paused."),
            "cancelled": ({"running", "paused"}, "Only active campaigns can be cancelled."),
        }
        if status not in rules:
            raise Refusal(500, f'Error updating Campaign: pq: invalid input value for enum campaign_status: "{status}"')
        allowed, message = rules[status]
        if campaign["status"] not in allowed:
            raise Refusal(400, message)
        if status == "scheduled" and not campaign["send_at"]:
            raise Refusal(400, "Campaign needs a date to be scheduled.")
        # Started with a time, it is only scheduled; the answer says "running" all the same.
        campaign["status"] = "scheduled" if status == "running" and campaign["send_at"] else status
        campaign["updated_at"] = iso(self.now)
        return {**campaign, "status": status}

    def work(self, campaign: dict[str, Any]) -> None:
        """Do what its engine does beside the API: start what is due, send what runs."""
        if campaign["status"] == "scheduled" and datetime.fromisoformat(campaign["send_at"]) <= self.now:
            campaign["status"] = "running"
        if campaign["status"] != "running":
            return
        looks = self.looks[campaign["id"]] = self.looks.get(campaign["id"], 0) + 1
        if looks >= self.reads_to_finish:
            numbers = {entry["id"] for entry in campaign["lists"]}
            readers = [reader["email"] for reader in self.subscribers.values() if numbers & set(reader["on"])]
            self.delivered += [(campaign["id"], email) for email in readers]
            campaign.update(status="finished", started_at=iso(self.now), updated_at=iso(self.now))
            campaign.update(to_send=len(readers), sent=len(readers))

    def list_campaigns(self, query: dict[str, str]) -> Any:
        shown = []
        for campaign in list(self.campaigns.values()):
            self.work(campaign)
            if self.unseen[campaign["id"]] > 0:
                self.unseen[campaign["id"]] -= 1
            elif "tag" not in query or not self.is_tag_filter_on or query["tag"] in campaign["tags"]:
                shown.append(campaign)
        found = [each for each in shown if query.get("query", "") in each["name"]]
        found = found if query.get("order", "").upper() == "ASC" else found[::-1]
        if query.get("no_body") == "true":
            found = [{**each, "body": ""} for each in found]
        return self.page(found, query)

    def page(self, entries: list[Any], query: dict[str, str]) -> Any:
        per_page, page = min(int(query.get("per_page", 20)), 50), int(query.get("page", 1))
        results = entries[(page - 1) * per_page : page * per_page]
        common = {"results": results, "search": "", "query": query.get("query", "")}
        return common | {"total": len(entries) if results else 0, "per_page": per_page, "page": page}


def campaign_body(**changes: Any) -> dict[str, Any]:
    """Return a campaign as a request holds it."""
    return {
        "name": "a campaign",
        "subject": "Hello",
        "lists": [1],
        "type": "regular",
        "content_type": "html",
        "messenger": "email",
        "template_id": 2,
        "body": "<p>Hello</p>",
        "altbody": "Hello",
        "from_email": "UPR Info <news@example.org>",
        "tags": [],
        **changes,
    }


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    mind: FakeListmonk

    def shutdown_request(self, request: Any) -> None:
        # A shutdown would say goodbye politely before a reset.
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients of this server leave in the middle."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        mind, parts = self.server.mind, urlsplit(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(size)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        call = Call(self.command, parts.path, query, json.loads(data) if data else None)
        with mind.lock:
            kind = mind.take_fault(self.command, parts.path)
        if kind in BEFORE:
            self.fail(kind, 200, b"")
            return
        status, answer = mind.answer(call, self.headers.get("Authorization") or "")
        body = json.dumps(answer).encode()
        if kind:
            self.fail(kind, status, body)
        else:
            self.reply(status, body)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the library's names

    def fail(self, kind: str, status: int, body: bytes) -> None:  # noqa: C901 - one line a kind of fault
        name = kind.rpartition("-")[0]
        if kind.startswith("429"):
            value = RETRY_AFTER.get(kind) or format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
            headers = {} if kind == "429-none" else {"Retry-After": value}
            self.reply(429, b'{"message": "slow down"}', headers=headers)
        elif name.isdecimal():
            self.reply(int(name), b"" if name == "204" else HTML, kind="text/html")
        elif name == "rst":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        elif name == "silence":
            self.server.mind.closing.wait(10)
        elif name == "truncated":
            self.reply(status, body[: len(body) // 2], length=len(body))
        elif name == "half-json":
            self.reply(status, body[: len(body) // 2])
        elif name == "html":
            self.reply(200, HTML, kind="text/html")
        elif name == "empty":
            self.reply(200, b"")
        elif name == "huge":
            self.reply(200, b'{"data": "' + b"x" * 10_000_000 + b'"}')
        elif name == "drip":
            self.reply(200, b"", length=len(body))
            self.drip(body)
        elif name == "drip-header":
            self.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000)
        self.close_connection = True

    def drip(self, data: bytes) -> None:
        for number in data:
            if self.server.mind.closing.wait(0.05):
                return
            self.wfile.write(bytes([number]))

    def reply(
        self,
        status: int,
        body: bytes,
        *,
        kind: str = "application/json",
        length: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@contextmanager
def serve(mind: FakeListmonk) -> Iterator[FakeListmonk]:
    """Let the fake listen on a free port of this machine."""
    server = Server(("127.0.0.1", 0), Handler)
    server.mind = mind
    mind.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield mind
    finally:
        mind.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
