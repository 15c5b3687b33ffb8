"""A listmonk of our own, with the states, traps and words of 6.2.0.

What it answers was recorded from a real one; `test_tape` holds the two equal. What it delivered stands in its own
log: that log, and nothing that trax believes, says how often a reader got a mail.
"""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.providers.fake_server import Mind, Refusal

if TYPE_CHECKING:
    from tests.providers.fake_server import Call

USER, TOKEN = "trax", "canary-3f9c1e77d2"


@dataclass
class FakeListmonk(Mind):
    """The server's mind.

    Attributes:
        reads_to_finish: Looks at a running campaign after which it has been sent.
        hidden_for: Listings in which a new campaign does not show yet.
        lag_s: Real seconds for which no listing shows a new campaign.
        is_tag_filter_on: Whether the listing knows the filter `tag`.
        delivered: Campaign and address of each mail that left.
        tested: Address of each test mail.
    """

    reads_to_finish: int = 1
    hidden_for: int = 0
    lag_s: float = 0.0
    is_tag_filter_on: bool = True
    may_make_templates: bool = True
    not_found: str = "not found"
    next_id: dict[str, int] = field(default_factory=lambda: {"list": 1, "subscriber": 1, "template": 1, "campaign": 1})
    lists: dict[int, dict[str, Any]] = field(default_factory=dict)
    subscribers: dict[int, dict[str, Any]] = field(default_factory=dict)
    templates: dict[int, dict[str, Any]] = field(default_factory=dict)
    campaigns: dict[int, dict[str, Any]] = field(default_factory=dict)
    unseen: dict[int, int] = field(default_factory=dict)
    born: dict[int, float] = field(default_factory=dict)
    looks: dict[int, int] = field(default_factory=dict)
    delivered: list[tuple[int, str]] = field(default_factory=list)
    tested: list[str] = field(default_factory=list)

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

    def act(self, call: Call) -> Any:
        authorization = call.headers.get("authorization", "")
        if authorization != f"token {USER}:{TOKEN}":
            if call.path == "/api/health":
                return {"data": True}
            raise refusal(403, "invalid API credentials" if authorization else "invalid session")
        return {"data": self.think(call)}

    def think(self, call: Call) -> Any:
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
            case "POST", ["templates"] if not self.may_make_templates:
                raise refusal(403, "permission denied: templates:manage")
            case "POST", ["templates"]:
                return self.add_template(call.body["name"], call.body["body"])
            case _, ["campaigns", *rest]:
                return self.act_on_campaigns(call, rest)
        raise refusal(404, "Not Found")

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
            case "POST", [number, "test"]:
                self.one(self.campaigns, number, "Campaign")
                known = [
                    each["email"] for each in self.subscribers.values() if each["email"] in call.body["subscribers"]
                ]
                if not known:
                    raise refusal(400, "No known subscribers to test.")
                self.tested += known
                return True
            case "DELETE", [number]:
                # It deletes whatever it is asked to, a sent campaign and its report too.
                del self.campaigns[self.one(self.campaigns, number, "Campaign")["id"]]
                return True
        raise refusal(404, "Not Found")

    def one(self, kept: dict[int, dict[str, Any]], number: str, what: str) -> dict[str, Any]:
        if not number.isdecimal() or int(number) not in kept:
            raise refusal(400, f"{what} {self.not_found}")
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
            raise refusal(400, 'The placeholder {{ template "content" . }} should appear exactly once in the template.')
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
        self.born[number] = time.monotonic()
        return made

    def change(self, campaign: dict[str, Any], body: Any) -> dict[str, Any]:
        if campaign["status"] not in {"draft", "scheduled", "paused"}:
            raise refusal(400, "Cannot update a running or a finished campaign.")
        # Fields that are not sent keep their values, but for the lists.
        self.validate({**campaign, **body, "lists": body.get("lists", [])})
        campaign.update({**body, "lists": self.named_lists(body["lists"]), "updated_at": iso(self.now)})
        return campaign

    def named_lists(self, numbers: list[int]) -> list[dict[str, Any]]:
        return [{"id": number, "name": self.lists[number]["name"]} for number in numbers if number in self.lists]

    def validate(self, body: Any) -> None:
        if not 0 < len(body["subject"]) <= 5000:
            raise refusal(400, "Invalid length for subject.")
        if not body["lists"]:
            raise refusal(400, "Invalid list IDs.")
        if not re.search(r"@[\w-]+\.[\w.-]+", body["from_email"]):
            raise refusal(400, "Invalid `from_email`.")
        if body.get("send_at") and datetime.fromisoformat(body["send_at"]) < self.now:
            raise refusal(400, "Scheduled date should be in the future.")
        if re.search(r"{{\s*(?:if|with)?\s*}}", body["body"]):
            raise refusal(400, "Error compiling campaign body: error compiling message: template: content:1: missing")

    def set_status(self, campaign: dict[str, Any], status: str) -> dict[str, Any]:
        rules = {
            "draft": ({"scheduled"}, "Only scheduled campaigns can be saved as drafts."),
            "scheduled": ({"draft", "paused"}, "Only draft or paused campaigns can be scheduled."),
            "running": ({"draft", "paused"}, "Only paused campaigns and drafts can be started."),
            "paused": ({"running"}, "Only active campaigns can be paused."),
            "cancelled": ({"running", "paused"}, "Only active campaigns can be cancelled."),
        }
        if status not in rules:
            raise refusal(500, f'Error updating Campaign: pq: invalid input value for enum campaign_status: "{status}"')
        allowed, message = rules[status]
        if campaign["status"] not in allowed:
            raise refusal(400, message)
        if status == "scheduled" and not campaign["send_at"]:
            raise refusal(400, "Campaign needs a date to be scheduled.")
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
            elif time.monotonic() - self.born[campaign["id"]] < self.lag_s:
                continue
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


def refusal(status: int, message: str) -> Refusal:
    return Refusal(status, {"message": message})


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
