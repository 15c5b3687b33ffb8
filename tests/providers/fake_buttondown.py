"""A Buttondown of our own, with the states, fields and words that its description and documentation tell of.

What it delivered stands in its own log: that log, and nothing that trax believes, says how often a reader got a mail.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.providers.buttondown_fields import check, invalid, is_list
from tests.providers.fake_server import Mind, Refusal

if TYPE_CHECKING:
    from tests.providers.fake_server import Call

KEY = "5b21f0aa-7c1e-4d8e-9a55-0f6a3d1c2e77"
TAG, EMPTY_TAG = "sub_tag_0j6hb7h40j6hb7h40j6hb7h40j", "sub_tag_0j6hb7h40j6hb7h40j6hb7h40k"
NEWSLETTER = "news_00000000000000000000000001"
REACHED = {"regular", "premium", "gifted", "trialed", "churning"}
EVERYBODY = {"filters": [], "groups": [], "predicate": "and"}
FIGURES = ("recipients", "deliveries", "opens", "clicks", "temporary_failures", "permanent_failures")


@dataclass
class FakeButtondown(Mind):
    """The server's mind.

    Attributes:
        reads_to_finish: Looks at an email on its way after which it has been sent.
        hidden_for: Listings in which a new email does not show yet.
        is_deletion_soft: Whether a deleted email stays, with the status `deleted`.
        page_size: Emails or readers on a page.
        newsletter: What is changed in its settings.
        others: Further newsletters of the account.
        readers: Type and names of tags of each address.
        delivered: Email and address of each mail that left.
        tested: Address of each test mail.
        remembered: By its key, the request that was made first and what it was answered.
        answers: Each answer with its call, to be held against the description.
    """

    reads_to_finish: int = 1
    hidden_for: int = 0
    is_deletion_soft: bool = False
    page_size: int = 100
    newsletter: dict[str, Any] = field(default_factory=dict)
    others: list[dict[str, Any]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=lambda: {TAG: "readers", EMPTY_TAG: "nobody"})
    readers: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    emails: dict[str, dict[str, Any]] = field(default_factory=dict)
    unseen: dict[str, int] = field(default_factory=dict)
    looks: dict[str, int] = field(default_factory=dict)
    delivered: list[tuple[str, str]] = field(default_factory=list)
    tested: list[str] = field(default_factory=list)
    remembered: dict[str, tuple[Any, int, Any]] = field(default_factory=dict)
    answers: list[tuple[Call, int, Any]] = field(default_factory=list)

    def seed(self, *, readers: int = 2) -> None:
        """Give it readers with the tag, and one without."""
        for number in range(readers):
            self.readers[f"r{number}@example.org"] = ("regular", ["readers"])
        self.readers["other@example.org"] = ("regular", [])
        self.readers["gone@example.org"] = ("unsubscribed", ["readers"])

    def fill(self, count: int) -> None:
        """Add emails of other people."""
        for number in range(count):
            self.add({"subject": f"other {number}", "status": "draft"})

    def answer(self, call: Call) -> tuple[int, Any]:
        with self.lock:
            key = call.headers.get("x-idempotency-key", "")
            if len(key) > 200:
                return 400, {"code": "invalid", "detail": "The key is longer than 200 characters."}
            if key in self.remembered:
                # The first answer, whatever has become of the email; another request under the key is a conflict.
                first, status, answer = self.remembered[key]
                self.calls.append(call)
                return (status, answer) if first == (call.path, call.body) else (409, None)
            status, answer = super().answer(call)
            if call.path.endswith("/send-draft") and status == 204:
                status = 200
            answer = copy.deepcopy(answer)
            self.answers.append((call, status, answer))
            if key:
                self.remembered[key] = ((call.path, call.body), status, answer)
            return status, answer

    def success(self, call: Call) -> int:
        return 201 if (call.method, call.path) == ("POST", "/v1/emails") else 200

    def act(self, call: Call) -> Any:
        if call.headers.get("authorization") != f"Token {KEY}":
            raise refusal(401, "authentication_invalid", "The API key is not valid.")
        if call.headers.get("x-api-version") != "2026-04-01":
            raise refusal(400, "version_invalid", "This version of the API is not known.")
        self.start_due()
        match call.method, call.path.strip("/").split("/")[1:]:
            case "GET", ["newsletters"]:
                return self.page([self.own_newsletter(), *self.others], call)
            case "GET", ["tags", number]:
                return self.shown_tag(number)
            case "GET", ["subscribers"]:
                return self.list_readers(call)
            case _, ["emails", *rest]:
                return self.act_on_emails(call, rest)
        raise not_found()

    def act_on_emails(self, call: Call, rest: list[str]) -> Any:
        if not rest:
            return self.add(check(call.body)) if call.method == "POST" else self.list_emails(call)
        email = self.one(rest[0])
        match call.method, rest[1:]:
            case "GET", []:
                self.work(email)
                return email
            case "PATCH", []:
                return self.change(email, {"metadata": {}, **check(call.body)})
            case "DELETE", []:
                # It deletes whatever it is asked to, a sent email and its figures too.
                if self.is_deletion_soft:
                    email["status"] = "deleted"
                else:
                    del self.emails[email["id"]]
                return None
            case "POST", ["publish"]:
                return self.publish(email, check(call.body))
            case "POST", ["send-draft"]:
                if set(call.body) - {"recipients", "subscribers"} or not is_list(call.body["recipients"]):
                    raise invalid("recipients", "extra_forbidden", "Extra inputs are not permitted")
                self.tested += call.body["recipients"]
                return None
            case "GET", ["renders"]:
                self.require_template(email)
                return {"content": email["body"]}
        raise not_found()

    def one(self, number: str) -> dict[str, Any]:
        if number not in self.emails:
            raise not_found()
        return self.emails[number]

    def add(self, body: Any) -> dict[str, Any]:
        number = f"em_{len(self.emails) + 1:026d}"
        while number in self.unseen:
            number = f"em_{int(number[3:]) + 1:026d}"
        if "subject" not in body:
            raise invalid("subject", "missing", "Field required")
        made: dict[str, Any] = {
            "id": number,
            "creation_date": iso(self.now),
            "modification_date": iso(self.now),
            "absolute_url": f"https://buttondown.com/upr-info/archive/{number}/",
            "analytics": None,
            "callouts": [],
            "attachments": [],
            "body": "",
            "canonical_url": "",
            "commenting_mode": "enabled",
            "description": "",
            "archival_mode": "enabled",
            "email_type": "public",
            "featured": False,
            "filters": EVERYBODY,
            "image": "",
            "metadata": {},
            "publish_date": None,
            "related_email_ids": [],
            "secondary_id": None,
            "should_trigger_pay_per_email_billing": False,
            "slug": None,
            "source": "api",
            # Nobody asked for it, and it is sent at once.
            "status": "about_to_send",
            "suppression_reason": None,
            "template": None,
        }
        if body.get("status", "about_to_send") not in {"draft", "scheduled"}:
            raise refusal(400, "sending_requires_confirmation", "This requires a header, once for each key.")
        if body.get("template") == "none":
            raise invalid("template", "enum", "Input should be another template")
        self.emails[number] = made | body
        self.unseen[number] = self.hidden_for
        return self.emails[number]

    def change(self, email: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Change an email; the text of one that was sent, too. Without metadata they are empty then."""
        status, date = body.get("status", email["status"]), body.get("publish_date", email["publish_date"])
        date = "" if date in {None, "none"} else str(date)
        steps = {
            ("draft", "scheduled"),
            ("draft", "about_to_send"),
            ("scheduled", "draft"),
            ("about_to_send", "draft"),
            ("in_flight", "paused"),
        }
        if status != email["status"] and (email["status"], status) not in steps:
            raise refusal(400, "status_invalid", f"An email that is {email['status']} cannot become {status}.")
        if status == "scheduled" and not date:
            raise refusal(400, "publish_date_missing", "A scheduled email needs a publish date.")
        if status == "scheduled" and datetime.fromisoformat(date) <= self.now:
            raise refusal(400, "publish_date_invalid", "The publish date is over.")
        email.update({**body, "status": status, "publish_date": date or None, "modification_date": iso(self.now)})
        return email

    def publish(self, email: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        if email["status"] != "draft":
            raise Refusal(409, None)
        self.require_template(email)
        if email["template"] == "naked" and "{{ unsubscribe_url }}" not in email["body"]:
            raise refusal(400, "body_invalid", "Your email must include the unsubscribe_url tag.")
        status = "scheduled" if "publish_date" in body else "about_to_send"
        return self.change(email, {"metadata": {}, **body, "status": status})

    def require_template(self, email: dict[str, Any]) -> None:
        if re.search(r"{%\s*if\s*%}", email["body"]):
            raise refusal(400, "body_invalid", "Unexpected end of expression in if tag.")

    def start_due(self) -> None:
        for each in self.emails.values():
            if each["status"] == "scheduled" and datetime.fromisoformat(each["publish_date"]) <= self.now:
                each["status"] = "in_flight"

    def work(self, email: dict[str, Any]) -> None:
        """Do what it does beside the API once what is due was started: send what runs."""
        if email["status"] == "about_to_send":
            email["status"] = "in_flight"
        if email["status"] != "in_flight":
            return
        number = email["id"]
        self.looks[number] = self.looks.get(number, 0) + 1
        if self.looks[number] < self.reads_to_finish:
            return
        reached = [] if self.newsletter.get("test_mode") else self.reached_by(email["filters"])
        self.delivered += [(number, address) for address in reached]
        figures: dict[str, Any] = dict.fromkeys(FIGURES, 0) | {"temporary_failure_breakdown": []}
        figures |= {"recipients": len(reached), "deliveries": len(reached)}
        email.update(status="sent", publish_date=iso(self.now), analytics=figures)

    def reached_by(self, filters: Any) -> list[str]:
        wanted = {self.tags[each["value"]] for each in filters["filters"]}
        return [address for address, (kind, tags) in self.readers.items() if kind in REACHED and wanted <= set(tags)]

    def list_emails(self, call: Call) -> Any:
        if set(call.query) - {"page", "ordering", "excluded_fields"} or call.query["ordering"] != "creation_date":
            raise invalid("query", "extra_forbidden", "Extra inputs are not permitted")
        shown = [email for number, email in self.emails.items() if not self.unseen.get(number)]
        self.unseen = {number: max(0, left - 1) for number, left in self.unseen.items()}
        left_out = call.several.get("excluded_fields", [])
        return self.page([{**each, **dict.fromkeys(left_out, "")} for each in shown], call)

    def list_readers(self, call: Call) -> Any:
        types, tags = call.several["type"], call.several.get("tag", [])
        found = [
            {"type": kind, "email_address": address, "tags": tags_of}
            for address, (kind, tags_of) in self.readers.items()
            if kind in types and set(tags) <= set(tags_of)
        ]
        return self.page(found, call)

    def page(self, entries: list[Any], call: Call) -> Any:
        number = int(call.query.get("page", 1))
        start = (number - 1) * self.page_size
        following = f"{self.url}{call.path}?page={number + 1}" if start + self.page_size < len(entries) else None
        results = entries[start : start + self.page_size]
        return {"results": results, "next": following, "previous": None, "count": len(entries)}

    def shown_tag(self, number: str) -> Any:
        if number not in self.tags:
            raise not_found()
        return {
            "id": number,
            "creation_date": iso(self.now),
            "name": self.tags[number],
            "color": "#000000",
            "description": None,
            "public_description": None,
            "subscriber_editable": False,
            "secondary_id": 1,
        }

    def own_newsletter(self) -> dict[str, Any]:
        return {
            "id": NEWSLETTER,
            "creation_date": iso(self.now),
            "api_key": KEY,
            "description": "",
            "name": "UPR Trax",
            "username": "upr-info",
            "from_name": "UPR Info",
            "email_address": "news@example.org",
            "reply_to_address": "office@example.org",
            "enabled_features": ["archives", "portal"],
            "sending_domain_status": "valid",
            "template": "modern",
            "test_mode": False,
            **self.newsletter,
        }


def refusal(status: int, code: str, detail: str) -> Refusal:
    return Refusal(status, {"code": code, "detail": detail, "metadata": {}})


def not_found() -> Refusal:
    return refusal(404, "not_found", "Not found.")


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
