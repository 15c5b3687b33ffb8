"""A Mailchimp of our own: the states, traps and forms of its Marketing API 3.0, as far as they are documented.

It is strict where a slip of ours would go unseen (unknown keys, wrong types) and lenient where the real one may be:
it deletes whatever it is told to and changes a scheduled campaign. What it delivered stands in its own log.
"""

from __future__ import annotations

import base64
import copy
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.providers.fake_server import Mind, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.providers.fake_server import Call

LIST, TOKEN = "a1b2c3d4e5", "canary-0123456789abcdef0123456789-us21"
TEXTS = ("title", "subject_line", "preview_text", "from_name", "reply_to", "to_name")
FLAGS = ("authenticate", "auto_footer", "auto_tweet", "fb_comments", "inline_css", "use_conversation")
COUNTED: Mapping[str, type] = {
    **dict.fromkeys(("opens", "html_clicks", "text_clicks", "ecomm360", "goal_tracking"), bool),
    **dict.fromkeys(("google_analytics", "clicktale"), str),
}
SETTINGS: Mapping[str, type] = {**dict.fromkeys(TEXTS, str), **dict.fromkeys(FLAGS, bool)}
BODY: Mapping[str, Any] = {"recipients": {"list_id": str}, "settings": SETTINGS, "tracking": COUNTED}
CONTENT: Mapping[str, Any] = {"html": str, "plain_text": str}
QUERIES = frozenset({"fields", "exclude_fields", "count", "offset", "sort_field", "sort_dir"})
LONGEST_TITLE = 100


@dataclass
class FakeMailchimp(Mind):
    """The server's mind.

    Attributes:
        reads_to_finish: Looks at a campaign that is being sent after which it has been.
        hidden_for: Listings in which a new campaign does not show yet.
        rests_as: The state of a campaign whose time was taken away.
        stores: What it makes of HTML and text before it keeps them.
        forced: Tracking that stays on whatever one asks for, as clicks do on the free plan.
        can_cancel: Whether the plan allows to stop a sending.
        page_limit: Campaigns on a page at most, whatever one asks for.
        answers: Each call with status and JSON of its answer.
        delivered: Campaign and address of each mail that left.
        tested: Address of each test mail.
    """

    reads_to_finish: int = 1
    hidden_for: int = 0
    rests_as: str = "save"
    stores: Callable[[str], str] = str
    forced: tuple[str, ...] = ()
    can_cancel: bool = True
    page_limit: int = 1000
    plan: str = "monthly"
    domains: dict[str, bool] = field(default_factory=lambda: {"example.org": True, "new.example.org": False})
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    campaigns: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: dict[str, dict[str, str]] = field(default_factory=dict)
    unseen: dict[str, int] = field(default_factory=dict)
    looks: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    answers: list[tuple[Call, int, Any]] = field(default_factory=list)
    delivered: list[tuple[str, str]] = field(default_factory=list)
    tested: list[str] = field(default_factory=list)
    next_number: int = 1

    def seed(self, *, readers: int = 2) -> None:
        """Give it an audience with readers, and one who has left it."""
        people = {f"r{reader}@example.org": "subscribed" for reader in range(readers)}
        self.lists[LIST] = {"name": "Readers", "people": {**people, "gone@example.org": "unsubscribed"}}

    def fill(self, count: int) -> None:
        """Add campaigns of other people."""
        for number in range(count):
            self.add_campaign({"type": "regular", "settings": {"title": f"other {number}"}})

    def answer(self, call: Call) -> tuple[int, Any]:
        status, answer = super().answer(call)
        self.answers.append((call, status, copy.deepcopy(answer)))
        return status, answer

    def act(self, call: Call) -> Any:
        scheme, _, packed = call.headers.get("authorization", "").partition(" ")
        if (scheme, base64.b64decode(packed).decode().partition(":")[2]) != ("Basic", TOKEN):
            raise refusal(401, "API Key Invalid", "the key opens no account in this data centre")
        unknown = set(call.query) - QUERIES
        if unknown:
            raise refusal(400, "Invalid Resource", f"unknown: {sorted(unknown)}")
        answer = self.think(call)
        return pick(answer, call.query["fields"].split(",")) if "fields" in call.query else answer

    def think(self, call: Call) -> Any:
        match call.method, call.path.removeprefix("/3.0").split("/")[1:]:
            case "GET", [""]:
                return {"account_name": "UPR Info", "pricing_plan_type": self.plan, "_links": []}
            case "GET", ["verified-domains"]:
                shown = [{"domain": name, "verified": is_verified} for name, is_verified in self.domains.items()]
                return {"domains": shown, "total_items": len(shown), "_links": []}
            case "GET", ["lists", list_id] if list_id in self.lists:
                return self.shown_list(list_id)
            case "GET", ["campaigns"]:
                return self.list_campaigns(call.query)
            case "POST", ["campaigns"]:
                require(call.body, {**BODY, "type": str}, needed=("type",))
                return self.add_campaign(call.body)
            case _, ["campaigns", campaign_id, *rest] if campaign_id in self.campaigns:
                self.work(self.campaigns[campaign_id])
                return self.act_on(self.campaigns[campaign_id], call, rest)
        raise refusal(404, "Resource Not Found", "there is nothing at this address")

    def act_on(self, campaign: dict[str, Any], call: Call, rest: list[str]) -> Any:
        match call.method, rest:
            case "GET", []:
                return campaign
            case "PATCH", []:
                return self.change(campaign, call.body)
            case "DELETE", []:
                del self.campaigns[campaign["id"]]
                return None
            case "GET", ["content"]:
                return {**self.contents.get(campaign["id"], {}), "_links": []}
            case "PUT", ["content"]:
                require(call.body, CONTENT)
                self.require_state(campaign, "save", "paused", "schedule")
                self.contents[campaign["id"]] = {name: self.stores(text) for name, text in call.body.items()}
                return {**self.contents[campaign["id"]], "_links": []}
            case "GET", ["send-checklist"]:
                return self.checklist(campaign)
            case "POST", ["actions", action]:
                return self.do(campaign, action, call.body)
        raise refusal(405, "Method Not Allowed", "this cannot be done here")

    def do(self, campaign: dict[str, Any], action: str, body: Any) -> None:
        match action:
            case "send":
                self.require_state(campaign, "save", "paused")
                self.require_ready(campaign)
                campaign.update(status="sending", send_time=iso(self.now))
            case "schedule":
                require(body, {"schedule_time": str}, needed=("schedule_time",))
                self.require_state(campaign, "save", "paused")
                self.require_ready(campaign)
                moment = datetime.fromisoformat(body["schedule_time"])
                if moment.minute % 15 or moment.second or moment < self.now:
                    raise refusal(400, "Bad Request", "this is no time to send at")
                campaign.update(status="schedule", send_time=iso(moment))
            case "unschedule":
                self.require_state(campaign, "schedule")
                campaign.update(status=self.rests_as, send_time="")
            case "test":
                require(body, {"test_emails": list, "send_type": str}, needed=("test_emails", "send_type"))
                if not self.contents.get(campaign["id"]) or not all("@" in each for each in body["test_emails"]):
                    raise refusal(400, "Bad Request", "no test was sent")
                self.tested += body["test_emails"]
            case "cancel-send":
                self.require_state(campaign, "sending")
                if not self.can_cancel:
                    raise refusal(400, "Bad Request", "the plan of this account does not have it")
                campaign["status"] = "canceled"
            case _:
                raise refusal(404, "Resource Not Found", "there is no such action")

    def add_campaign(self, body: Any) -> dict[str, Any]:
        number, self.next_number = self.next_number, self.next_number + 1
        # Ids say nothing of the order.
        campaign_id = hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()[:10]
        made: dict[str, Any] = {
            "id": campaign_id,
            "web_id": 1000 + number,
            "type": body["type"],
            "create_time": iso(self.now),
            "archive_url": f"https://example.org/{campaign_id}",
            "status": "save",
            "emails_sent": 0,
            "send_time": "",
            "content_type": "template",
            "recipients": {"list_id": "", "list_name": "", "segment_text": "", "recipient_count": 0},
            "settings": {**dict.fromkeys(TEXTS, ""), **dict.fromkeys(FLAGS, False), "auto_footer": True},
            "tracking": {**dict.fromkeys(COUNTED, True), "google_analytics": "", "clicktale": ""},
            "delivery_status": {"enabled": False},
            "_links": [],
        }
        self.campaigns[campaign_id] = made
        self.unseen[campaign_id] = self.hidden_for
        try:
            self.put_in(made, body)
        except Refusal:
            del self.campaigns[campaign_id]
            raise
        return made

    def change(self, campaign: dict[str, Any], body: Any) -> dict[str, Any]:
        require(body, BODY, needed=("settings",))
        needed = {"subject_line", "from_name", "reply_to"} - set(body["settings"])
        if needed:
            raise refusal(400, "Invalid Resource", f"missing: {sorted(needed)}")
        self.require_state(campaign, "save", "paused", "schedule")
        self.put_in(campaign, body)
        return campaign

    def put_in(self, campaign: dict[str, Any], body: Any) -> None:
        if "recipients" in body:
            if body["recipients"]["list_id"] not in self.lists:
                raise refusal(400, "Bad Request", "there is no such audience")
            count = len(self.readers(body["recipients"]["list_id"]))
            campaign["recipients"] |= {**body["recipients"], "recipient_count": count}
        campaign["settings"] |= body.get("settings", {})
        campaign["settings"]["title"] = campaign["settings"]["title"][:LONGEST_TITLE]
        campaign["tracking"] |= {**body.get("tracking", {}), **dict.fromkeys(self.forced, True)}

    def require_state(self, campaign: dict[str, Any], *states: str) -> None:
        if campaign["status"] not in states:
            raise refusal(400, "Bad Request", f"the campaign is {campaign['status']}")

    def require_ready(self, campaign: dict[str, Any]) -> None:
        if self.missing(campaign):
            raise refusal(400, "Bad Request", "the campaign is not ready")

    def missing(self, campaign: dict[str, Any]) -> list[str]:
        settings = campaign["settings"]
        wants = {
            "Audience": campaign["recipients"]["list_id"],
            "Subject": settings["subject_line"],
            "From": self.domains.get(settings["reply_to"].rpartition("@")[2]),
            "Content": self.contents.get(campaign["id"], {}).get("html"),
        }
        return [name for name, value in wants.items() if not value]

    def checklist(self, campaign: dict[str, Any]) -> Any:
        missing = self.missing(campaign)
        items = [{"type": "error", "id": 1, "heading": name, "details": "is <b>missing</b>"} for name in missing]
        items += [{"type": "warning", "id": 2, "heading": text, "details": ""} for text in self.warnings]
        items += [{"type": "success", "id": 3, "heading": "Plan", "details": "allows it"}]
        return {"is_ready": not missing, "items": items, "_links": []}

    def readers(self, list_id: str) -> list[str]:
        return [email for email, status in self.lists[list_id]["people"].items() if status == "subscribed"]

    def shown_list(self, list_id: str) -> Any:
        held = self.lists[list_id]
        counts = {"member_count": len(self.readers(list_id)), "total_contacts": len(held["people"])}
        return {"id": list_id, "web_id": 7, "name": held["name"], "stats": counts, "_links": []}

    def work(self, campaign: dict[str, Any]) -> None:
        """Do what its engine does beside the API: start what is due, send what was started."""
        if campaign["status"] == "schedule" and datetime.fromisoformat(campaign["send_time"]) <= self.now:
            campaign["status"] = "sending"
        if campaign["status"] != "sending":
            return
        looks = self.looks[campaign["id"]] = self.looks.get(campaign["id"], 0) + 1
        if looks >= self.reads_to_finish:
            readers = self.readers(campaign["recipients"]["list_id"])
            self.delivered += [(campaign["id"], email) for email in readers]
            campaign.update(status="sent", send_time=iso(self.now), emails_sent=len(readers))
            campaign["recipients"]["recipient_count"] = len(readers)

    def list_campaigns(self, query: dict[str, str]) -> Any:
        shown = []
        for campaign in list(self.campaigns.values()):
            self.work(campaign)
            if self.unseen[campaign["id"]] > 0:
                self.unseen[campaign["id"]] -= 1
            else:
                shown.append(campaign)
        if query.get("sort_field") == "create_time":
            shown.sort(key=lambda each: each["create_time"], reverse=query.get("sort_dir") == "DESC")
        count, offset = int(query.get("count", 10)), int(query.get("offset", 0))
        if count > 1000:
            raise refusal(400, "Invalid Resource", "count is at most 1000")
        page = shown[offset : offset + min(count, self.page_limit)]
        return {"campaigns": page, "total_items": len(shown), "_links": []}


def require(body: Any, form: Mapping[str, Any], *, needed: tuple[str, ...] = ()) -> None:
    """Refuse a body with a key that the form does not know, a value of another type, or without what is needed."""
    unknown = set(body) - set(form)
    if unknown or set(needed) - set(body):
        raise refusal(400, "Invalid Resource", f"unknown: {sorted(unknown)}; needed: {needed}")
    for name, value in body.items():
        if isinstance(form[name], type):
            if not isinstance(value, form[name]):
                raise refusal(400, "Invalid Resource", f"{name} is of another type")
        else:
            require(value, form[name])


def pick(answer: Any, fields: list[str]) -> Any:
    """Return the fields of an answer that were asked for: `name`, `stats.member_count`."""
    if isinstance(answer, list):
        return [pick(each, fields) for each in answer]
    picked = {}
    for name in answer:
        under = [each.partition(".")[2] for each in fields if each.partition(".")[0] == name]
        if under:
            picked[name] = answer[name] if "" in under else pick(answer[name], under)
    return picked


def refusal(status: int, title: str, detail: str) -> Refusal:
    kind = "https://mailchimp.com/developer/marketing/docs/errors/"
    return Refusal(status, {"type": kind, "title": title, "status": status, "detail": detail, "instance": "x-1"})


def iso(moment: datetime) -> str:
    """Return the moment as the API writes it, in whole seconds."""
    return moment.isoformat(timespec="seconds")
