"""One run of `plimsoll notify`: claim the channel, post one message, write down what was told."""

from __future__ import annotations

from scanner import report_json
from scanner.notify.channel import Channel, Wanted
from scanner.notify.forms import FORMS
from scanner.notify.webhook import Webhook, checked
from scanner.records import dataclass

__all__ = ["Outcome", "Wanted", "notify", "shown"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of `notify` did."""

    told: int = 0
    """Findings."""
    problem: str | None = None
    """Why the message was not taken; what it held is told next time."""

    def sentence(self) -> str:
        """For a person."""
        if self.problem is not None:
            return f"{self.told} findings were not told: {self.problem}"
        what = "finding" if self.told == 1 else "findings"
        return f"{self.told} {what} told" if self.told else "nothing is new"


def shown(place: str, address: str, wanted: Wanted) -> str:
    """The message that would be posted now, as JSON; a sentence where there is none."""
    checked(address)
    channel = Channel(place, address, wanted)
    try:
        found = channel.news()
    finally:
        channel.close()
    return report_json.interchange(FORMS[wanted.form](found, wanted.severity, wanted.url)) if found.total else Outcome().sentence()


def notify(place: str, address: str, wanted: Wanted, webhook: Webhook | None = None) -> Outcome:
    """Post what is new to a webhook, as one message; post nothing where nothing is new.

    UsageError where the history or the address cannot be meant.
    """
    webhook = webhook or Webhook(address)
    channel = Channel(place, address, wanted)
    try:
        found = channel.claim()
        if found.top is None:
            return Outcome()
        if not found.total:
            channel.tell(found)
            return Outcome()
        posted = None
        try:
            posted = webhook.post(FORMS[wanted.form](found, wanted.severity, wanted.url), found.key)
        finally:
            if posted is None or posted.problem is not None:
                channel.release()
        if posted.problem is None:
            channel.tell(found)
        return Outcome(found.total, posted.problem)
    finally:
        channel.close()
