"""A Brevo of our own, with the states, traps and words of its API v3 as they are documented.

Where the documents are silent it does what public code that uses the API was written for. What it delivered stands in
its own log: that log, and nothing that trax believes, says how often a reader got a mail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from tests.providers.fake_server import Mind, Refusal

if TYPE_CHECKING:
    from tests.providers.fake_server import Call

KEY = "xkeysib-canary-7c1f5e2a9b"
COUNTS = (
    *("uniqueClicks", "clickers", "complaints", "delivered", "sent", "softBounces", "hardBounces", "uniqueViews"),
    *("trackableViews", "unsubscriptions", "viewed"),
)
TEXTS = ("name", "tag", "subject", "replyTo", "htmlContent", "scheduledAt", "header", "footer", "previewText")
SWITCHES = ("mirrorActive", "inlineImageActivation", "sendAtBestTime", "abTesting")
MOVES = {
    ("queued", "draft"): "draft",
    ("queued", "suspended"): "suspended",
    ("in_process", "suspended"): "suspended",
    ("suspended", "archive"): "archive",
    ("sent", "archive"): "archive",
}
PARIS = timezone(timedelta(hours=1))


@dataclass
class FakeBrevo(Mind):
    """The server's mind.

    Attributes:
        reads_to_finish: Looks at a campaign that is under way after which it has been sent.
        hidden_for: Listings in which a new campaign does not show yet.
        largest_page: Campaigns that a listing shows at most, whatever is asked.
        counts_page: Whether a listing counts the campaigns on the page, as its description may be read, and not all.
        moves: What becomes of a campaign by a status that it is given; all else is refused.
        refuses_with: Status of a refusal that has to do with a campaign's state.
        credits: Mails that the plan has left.
        delete_while_listing: Number of a campaign that somebody deletes after the first page of a listing.
        contacts: Lists and standing of each address.
        delivered: Campaign and address of each mail that left.
        tested: Address of each test mail.
    """

    reads_to_finish: int = 1
    hidden_for: int = 0
    largest_page: int = 100
    counts_page: bool = False
    moves: dict[tuple[str, str], str] = field(default_factory=lambda: dict(MOVES))
    refuses_with: int = 400
    credits: int = 300
    delete_while_listing: int = 0
    next_id: int = 1
    lists: dict[int, str] = field(default_factory=dict)
    contacts: dict[str, tuple[tuple[int, ...], bool]] = field(default_factory=dict)
    senders: dict[str, bool] = field(default_factory=lambda: {"News@Example.org": True})
    campaigns: dict[int, dict[str, Any]] = field(default_factory=dict)
    unseen: dict[int, int] = field(default_factory=dict)
    looks: dict[int, int] = field(default_factory=dict)
    delivered: list[tuple[int, str]] = field(default_factory=list)
    tested: list[str] = field(default_factory=list)

    def seed(self, *, readers: int = 2) -> None:
        """Give it a list with readers, one who left, and a list for tests."""
        self.lists |= {3: "Readers", 4: "Tests"}
        self.contacts |= {f"r{reader}@example.org": ((3,), False) for reader in range(readers)}
        self.contacts |= {
            "left@example.org": ((3,), True),
            "office@example.org": ((4,), False),
            "alone@example.org": ((), False),
        }

    def fill(self, count: int) -> None:
        """Add campaigns of other people, sent long ago."""
        for number in range(count):
            self.add({"name": f"other {number}", "sender": {"email": "news@example.org"}, "tag": ""})

    def success(self, call: Call) -> int:
        return 201 if call.method == "POST" else 200

    def act(self, call: Call) -> Any:
        key = call.headers.get("api-key", "")
        if key != KEY:
            raise refusal(401, "unauthorized", "Key not found" if key else "authentication not found in headers")
        match call.method, call.path.strip("/").split("/"):
            case "GET", ["v3", "account"]:
                return self.account()
            case "GET", ["v3", "senders"]:
                return {"senders": [sender(*each) for each in self.senders.items()]}
            case "GET", ["v3", "contacts", "lists", number]:
                return self.shown_list(number)
            case "GET", ["v3", "emailCampaigns"]:
                return self.list_campaigns(call.query)
            case "POST", ["v3", "emailCampaigns"]:
                return {"id": self.add(call.body)}
            case method, ["v3", "emailCampaigns", number, *rest]:
                campaign = self.one(number)
                self.work(campaign)
                return self.act_on(campaign, method, rest, call)
        raise refusal(404, "document_not_found", "Not found")

    def act_on(self, campaign: dict[str, Any], method: str, rest: list[str], call: Call) -> Any:
        match method, rest:
            case "GET", []:
                return self.shown(campaign, statistics=call.query.get("statistics", ""))
            case "PUT", []:
                self.change(campaign, call.body)
            case "DELETE", []:
                if campaign["status"] != "draft":
                    raise self.wrong_state("Only draft campaigns can be deleted")
                del self.campaigns[campaign["id"]]
            case "PUT", ["status"]:
                self.set_status(campaign, call.body["status"])
            case "POST", ["sendNow"]:
                self.send(campaign)
            case "POST", ["sendTest"]:
                self.test(call.body["emailTo"])
            case _:
                raise refusal(404, "document_not_found", "Not found")
        return None

    def one(self, number: str) -> dict[str, Any]:
        if not number.isdecimal() or int(number) not in self.campaigns:
            raise refusal(404, "document_not_found", "Campaign ID does not exist")
        return self.campaigns[int(number)]

    def wrong_state(self, message: str) -> Refusal:
        return refusal(self.refuses_with, "permission_denied" if self.refuses_with == 403 else "bad_request", message)

    def account(self) -> Any:
        plan = {"type": "free", "credits": self.credits, "creditsType": "sendLimit"}
        relay = {"enabled": True, "data": {"userName": "a@example.org", "relay": "smtp.example.org", "port": 587}}
        address = {"city": "Geneva", "street": "Rue de Varembé 3", "zipCode": "1202", "country": "CH"}
        names = {"email": "office@example.org", "firstName": "A", "lastName": "B", "companyName": "UPR Info"}
        sms = {"type": "sms", "credits": 1.5, "creditsType": "sendLimit"}
        return names | {"address": address, "plan": [plan, sms], "relay": relay}

    def members(self, number: int) -> list[str]:
        """Return the contacts of a list whom a campaign reaches."""
        return [email for email, (on, is_blocked) in self.contacts.items() if number in on and not is_blocked]

    def shown_list(self, number: str) -> Any:
        if not number.isdecimal() or int(number) not in self.lists:
            raise refusal(404, "document_not_found", "List ID does not exist")
        on = [email for email, (lists, _) in self.contacts.items() if int(number) in lists]
        reached = len(self.members(int(number)))
        return {
            "id": int(number),
            "name": self.lists[int(number)],
            "totalSubscribers": reached,
            "totalBlacklisted": len(on) - reached,
            "uniqueSubscribers": len(on),
            "folderId": 1,
            "createdAt": "2026-01-01T10:00:00.000+01:00",
            "dynamicList": False,
        }

    def add(self, body: Any) -> int:
        self.validate(body)
        if not body.get("name") or not body.get("sender"):
            raise refusal(400, "missing_parameter", "name and sender are required")
        number, self.next_id = self.next_id, self.next_id + 1
        made: dict[str, Any] = {
            "id": number,
            "subject": "",
            "type": "classic",
            "status": "draft",
            "scheduledAt": "",
            "testSent": False,
            "header": "[DEFAULT_HEADER]",
            "footer": "[DEFAULT_FOOTER]",
            "replyTo": "[DEFAULT_REPLY_TO]",
            "htmlContent": "",
            "tag": "",
            "createdAt": iso(self.now),
            "modifiedAt": iso(self.now),
            "inlineImageActivation": False,
            "mirrorActive": False,
            "recurring": False,
            "recipients": {"lists": [], "exclusionLists": []},
        }
        self.campaigns[number] = made
        self.unseen[number] = self.hidden_for
        self.take(made, body)
        return number

    def change(self, campaign: dict[str, Any], body: Any) -> None:
        self.validate(body)
        # The reference says "only draft or scheduled"; a suspended one is changed by those who use it.
        if campaign["status"] not in {"draft", "queued", "suspended"}:
            raise self.wrong_state("Campaign is already sent or being processed")
        self.take(campaign, body)

    def take(self, campaign: dict[str, Any], body: Any) -> None:
        fields = {name: value for name, value in body.items() if name != "recipients"}
        if "recipients" in body:
            fields["recipients"] = {
                "lists": body["recipients"].get("listIds", []),
                "exclusionLists": body["recipients"].get("exclusionListIds", []),
            }
        campaign.update(fields, modifiedAt=iso(self.now))
        if "scheduledAt" in body:
            campaign.update(status="queued", scheduledAt=iso(datetime.fromisoformat(body["scheduledAt"])))

    def validate(self, body: Any) -> None:
        unknown = set(body) - {*TEXTS, *SWITCHES, "sender", "recipients"}
        if unknown:
            raise refusal(400, "invalid_parameter", f"unknown: {', '.join(sorted(unknown))}")
        kinds = dict.fromkeys(TEXTS, str) | dict.fromkeys(SWITCHES, bool) | {"sender": dict, "recipients": dict}
        for name, value in body.items():
            if not isinstance(value, kinds[name]):
                raise refusal(400, "invalid_parameter", f"{name} is invalid")
        if "htmlContent" in body and len(body["htmlContent"]) <= 10:
            raise refusal(400, "invalid_parameter", "htmlContent should have more than 10 characters")
        for number in body.get("recipients", {}).get("listIds", []):
            if number not in self.lists:
                raise refusal(400, "invalid_parameter", f"List ID {number} does not exist")
        if "scheduledAt" in body and datetime.fromisoformat(body["scheduledAt"]) <= self.now:
            raise refusal(400, "invalid_parameter", "scheduledAt should be in the future")

    def set_status(self, campaign: dict[str, Any], status: str) -> None:
        moved = self.moves.get((campaign["status"], status))
        if moved is None:
            raise self.wrong_state(f"Campaign status cannot be changed to {status}")
        # The time stays where it is.
        campaign.update(status=moved, modifiedAt=iso(self.now))

    def send(self, campaign: dict[str, Any]) -> None:
        if campaign["status"] not in {"draft", "suspended", "queued"}:
            raise self.wrong_state("Campaign is already sent or being processed")
        readers = [email for number in campaign["recipients"]["lists"] for email in self.members(number)]
        if len(readers) > self.credits:
            raise refusal(402, "not_enough_credits", "You don't have enough credit to send your campaign")
        campaign.update(status="queued", scheduledAt=iso(self.now))

    def test(self, addresses: list[str]) -> None:
        # No address at all is all of the list for tests; of several, those that are known get it.
        wanted = addresses or self.members(4)
        wrong: dict[str, list[str]] = {"unexistingEmails": [], "withoutListEmails": [], "blackListedEmails": []}
        for address in wanted:
            lists, is_blocked = self.contacts.get(address, ((), False))
            if address not in self.contacts:
                wrong["unexistingEmails"].append(address)
            elif is_blocked:
                wrong["blackListedEmails"].append(address)
            elif not lists:
                wrong["withoutListEmails"].append(address)
            else:
                self.tested.append(address)
        if any(wrong.values()):
            message = "The email could not be sent to all recipients"
            raise Refusal(400, {"code": "invalid_parameter", "message": message, **wrong})

    def work(self, campaign: dict[str, Any]) -> None:
        """Do what its engine does beside the API: start what is due, send what was started."""
        status = campaign["status"]
        if status == "queued" and datetime.fromisoformat(campaign["scheduledAt"]) > self.now:
            return
        if status not in {"queued", "in_process"}:
            return
        looks = self.looks[campaign["id"]] = self.looks.get(campaign["id"], 0) + 1
        if looks >= self.reads_to_finish:
            readers = [email for number in campaign["recipients"]["lists"] for email in self.members(number)]
            self.delivered += [(campaign["id"], email) for email in readers]
            self.credits -= len(readers)
            campaign.update(status="sent", sentDate=iso(self.now), counted=len(readers))
        elif looks > 1:
            campaign["status"] = "in_process"

    def shown(self, campaign: dict[str, Any], *, statistics: str, with_html: bool = True) -> Any:
        shown = {name: value for name, value in campaign.items() if name != "counted"}
        counts = dict.fromkeys(COUNTS, 0)
        if statistics == "globalStats":
            counts |= dict.fromkeys(("sent", "delivered"), campaign.get("counted", 0))
        empty = {"campaignStats": [], "mirrorClick": 0, "remaining": 0}
        empty |= {name: {} for name in ("linksStats", "statsByDomain", "statsByDevice", "statsByBrowser")}
        return shown | {
            "htmlContent": campaign["htmlContent"] if with_html else "",
            "statistics": {"globalStats": counts, **empty},
        }

    def list_campaigns(self, query: dict[str, str]) -> Any:
        limit, offset = int(query.get("limit", 50)), int(query.get("offset", 0))
        if limit > 100:
            raise refusal(400, "out_of_range", "Limit exceeds max value")
        if offset and self.delete_while_listing:
            del self.campaigns[self.delete_while_listing]
            self.delete_while_listing = 0
        shown = []
        for campaign in list(self.campaigns.values()):
            self.work(campaign)
            if self.unseen[campaign["id"]] > 0:
                self.unseen[campaign["id"]] -= 1
            else:
                shown.append(campaign)
        ordered = shown if query.get("sort") == "asc" else shown[::-1]
        page = ordered[offset : offset + min(limit, self.largest_page)]
        with_html = query.get("excludeHtmlContent") != "true"
        found = [self.shown(each, statistics=query.get("statistics", ""), with_html=with_html) for each in page]
        return {"count": len(found if self.counts_page else shown), "campaigns": found}


def require_delivered_once(mind: FakeBrevo) -> None:
    assert sorted(email for _, email in mind.delivered) == ["r0@example.org", "r1@example.org"]
    assert [each["status"] for each in mind.campaigns.values() if each["tag"].startswith("trax:")] == ["sent"]


def sender(email: str, is_active: bool) -> Any:  # noqa: FBT001 - an item of a mapping
    return {"id": 1, "name": "UPR Info", "email": email, "active": is_active}


def refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, {"code": code, "message": message})


def iso(moment: datetime) -> str:
    """Return a moment as Brevo writes it: thousandths of a second, and the account's own zone."""
    return moment.astimezone(UTC).astimezone(PARIS).isoformat(timespec="milliseconds")
