"""Sends findings to AWS Security Hub: those of each account with its own credentials, in the region that they are of.

AWS, "BatchImportFindings": under an account's default product ARN the account that calls must be the finding's. So no account takes
findings for others; an administrator of Security Hub sees its members' findings without our help. At most a hundred findings, 240 KB each
and 6 MB together, are a call. It leaves the workflow and the note of a finding that is known as they are: those are changed with
BatchUpdateFindings, and only where a waiver began or ended.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner import lean_json
from scanner.errors import CredentialsError
from scanner.records import dataclass, field

if TYPE_CHECKING:
    from scanner.report import Report
    from scanner.sources.aws.accounts import Asked

ACTIONS: Final = ("securityhub:BatchImportFindings", "securityhub:BatchUpdateFindings", "securityhub:GetFindings")
"""The IAM actions that sending needs."""
MOST: Final = 100
"""Findings of one call."""
LARGEST: Final = 6_000_000
"""Bytes of one call."""
KNOWN: Final = 20
"""Ids that one question about known findings names."""
WAIVED: Final = "waived"
"""How the note of a waived finding begins."""
ENDED: Final = {"Text": "the waiver no longer holds", "UpdatedBy": "plimsoll"}


@dataclass(slots=True)
class Sent:
    """What became of the findings."""

    taken: int = 0
    refused: list[str] = field(default_factory=list)
    """A sentence for each finding that Security Hub refused: "plimsoll/1f3a: InvalidInput: ..."."""
    unsent: Counter[str] = field(default_factory=Counter)
    """Why findings were not sent -> how many."""

    @property
    def whole(self) -> bool:
        """Whether Security Hub has all of them."""
        return not self.refused and not self.unsent

    def sentences(self) -> Iterator[str]:
        """What a person is told."""
        what = "finding" if self.taken == 1 else "findings"
        yield (
            f"{self.taken} {what} sent to Security Hub"
            if self.taken or not self.whole
            else ("no finding is of an account, so Security Hub was sent nothing")
        )
        yield from (f"Security Hub refused {text}" for text in self.refused[:KNOWN])
        if len(self.refused) > KNOWN:
            yield f"Security Hub refused {len(self.refused) - KNOWN} more findings"
        yield from (f"{count} {'finding was' if count == 1 else 'findings were'} not sent: {why}" for why, count in self.unsent.items())


class Hubs:
    """Security Hub in the accounts and regions that credentials lead to."""

    def __init__(self, asked: Asked, names: Sequence[str] = ()) -> None:
        """Ask the accounts who they are; `names`: the regions that were asked for. UsageError where none answers."""
        from scanner.redaction import Redactor
        from scanner.sources.aws import part_task, regions
        from scanner.sources.aws.accounts import find, identities

        profile = asked.profiles[0] if len(asked.profiles) == 1 else None
        desk = part_task.desk(profile, Redactor.from_environment())
        try:
            regions.check(names, desk.session)
            who = find(asked, desk.api, desk.vault, regions.to_ask(names, desk.session), names)
            self.home = names[0] if names else desk.vault.region(identities(asked, None)[0])
        finally:
            desk.close()
        self._vault = desk.vault
        self._profile = profile
        self._accounts = {one.id for one in who.accounts}
        self._why = {gap.account: gap.reason for gap in who.gaps}

    def client(self, account: str, region: str) -> Any:
        """botocore's client of Security Hub. CredentialsError where no credentials lead to the account."""
        from botocore.config import Config  # type: ignore[import-untyped]  # botocore has no types

        if account not in self._accounts:
            why = self._why.get(account, "no credentials lead to it")
            raise CredentialsError("invalid", f"{why}; add a --profile or --role of account {account}")
        access, secret, token = self._vault.frozen(account)
        patient = Config(connect_timeout=5, read_timeout=60, retries={"mode": "adaptive", "max_attempts": 10})
        keys = {"aws_access_key_id": access, "aws_secret_access_key": secret, "aws_session_token": token}
        return self._vault.session(self._profile).create_client("securityhub", region_name=region, config=patient, **keys)


def report(found: Report, hubs: Hubs, names: Sequence[str] = ()) -> Sent:
    """Send the findings of a report that are of accounts; `names`: of these regions alone, where there are any."""
    from scanner.outputs import asff

    values = asff.values(found, hubs.home)
    return send((one for one in values if not names or one["Region"] in names), hubs.client)


def send(findings: Iterable[Mapping[str, Any]], client: Callable[[str, str], Any]) -> Sent:
    """Import findings in the order of their accounts; `client` gives that of an account and region.

    A finding that Security Hub knows keeps the time at which it was created. What one place refuses as a whole is told and ends no other.
    """
    sent = Sent()
    places: dict[tuple[str, str], _Place] = {}
    for finding in findings:
        account, region = finding["AwsAccountId"], finding["Region"]
        if any(before != account for before, _ in places):  # one account's findings are held at a time
            _finish(places)
        place = places.get((account, region))
        if place is None:
            place = places[account, region] = _Place(account, region, client, sent)
        place.add(dict(finding))
    _finish(places)
    return sent


def _finish(places: dict[tuple[str, str], _Place]) -> None:
    for place in places.values():
        place.send()
    places.clear()


class _Place:
    """The findings of an account and region on their way."""

    def __init__(self, account: str, region: str, client: Callable[[str, str], Any], sent: Sent) -> None:
        self._account = account
        self._region = region
        self._client = client
        self._sent = sent
        self._hub: Any = None
        self._why: str | None = None
        """Why nothing more is sent."""
        self._waiting: list[dict[str, Any]] = []
        self._known: dict[str, dict[str, Any]] = {}
        """What Security Hub has of ours."""
        self._asked = False
        """Whether it was asked for all of them."""

    def add(self, finding: dict[str, Any]) -> None:
        """Take a finding; send when there are many."""
        self._waiting.append(finding)
        if len(self._waiting) >= MOST:
            self.send()

    def send(self) -> None:
        """Send what waits."""
        waiting, self._waiting = self._waiting, []
        done = 0
        if waiting and self._why is None:
            from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # botocore has no types

            try:
                self._hub = self._hub or self._client(self._account, self._region)
                self._ask(waiting)
                for batch in batches(waiting):
                    self._import(batch)
                    done += len(batch)
            except (BotoCoreError, ClientError) as error:
                self._why = f"Security Hub of {self._account} in {self._region} refuses: {_told(error)}"
            except CredentialsError as error:
                self._why = f"account {self._account}: {error}"
        if self._why is not None and len(waiting) > done:
            self._sent.unsent[self._why] += len(waiting) - done

    def _import(self, batch: list[dict[str, Any]]) -> None:
        """One call, and those that change the workflow where a waiver began or ended."""
        for finding in batch:
            finding["CreatedAt"] = self._known.get(finding["Id"], finding)["CreatedAt"]
        answer = self._hub.batch_import_findings(Findings=batch)
        failed = answer.get("FailedFindings", [])
        self._sent.taken += answer.get("SuccessCount", 0)
        self._sent.refused += [_refusal(one["Id"], one) for one in failed]
        lost = {one["Id"] for one in failed}
        for note, ids in _rulings([one for one in batch if one["Id"] not in lost], self._known).items():
            said = self._hub.batch_update_findings(
                FindingIdentifiers=[{"Id": one, "ProductArn": batch[0]["ProductArn"]} for one in ids],
                Note={"Text": note[1], "UpdatedBy": note[2]},
                Workflow={"Status": note[0]},
            )
            unprocessed = said.get("UnprocessedFindings", [])
            self._sent.refused += [_refusal(f"the workflow of {one['FindingIdentifier']['Id']}", one) for one in unprocessed]

    def _ask(self, findings: Sequence[Mapping[str, Any]]) -> None:
        """Ask what Security Hub knows of findings: of few by their ids, of many for all of ours, once."""
        if self._asked:
            return
        product = [{"Value": findings[0]["ProductArn"], "Comparison": "EQUALS"}]
        if len(findings) >= MOST:
            self._known = self._found({"GeneratorId": [{"Value": "plimsoll/", "Comparison": "PREFIX"}], "ProductArn": product})
            self._asked = True
            return
        for start in range(0, len(findings), KNOWN):
            ids = [{"Value": one["Id"], "Comparison": "EQUALS"} for one in findings[start : start + KNOWN]]
            self._known.update(self._found({"Id": ids, "ProductArn": product}))

    def _found(self, filters: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Of each finding that Security Hub knows what is needed of it."""
        kept = ("CreatedAt", "Workflow", "Note")
        pages = self._hub.get_paginator("get_findings").paginate(Filters=filters, PaginationConfig={"PageSize": MOST})
        return {one["Id"]: {key: one[key] for key in kept if key in one} for page in pages for one in page.get("Findings", [])}


def batches(findings: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Findings as calls take them."""
    batch: list[dict[str, Any]] = []
    size = 0
    for finding in findings:
        length = len(lean_json.dumps(finding))
        if batch and (len(batch) == MOST or size + length > LARGEST):
            yield batch
            batch, size = [], 0
        batch.append(finding)
        size += length
    if batch:
        yield batch


def _rulings(batch: Iterable[Mapping[str, Any]], known: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str, str], list[str]]:
    """(workflow status, text and author of the note) -> the ids of known findings whose waiver began, or whose waiver ended.

    What a person suppressed is left to them.
    """
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for finding in batch:
        before = known.get(finding["Id"])
        if before is None:
            continue
        status, note = before.get("Workflow", {}).get("Status"), finding.get("Note")
        if note is not None and finding["Workflow"]["Status"] == "SUPPRESSED" and status in ("NEW", "NOTIFIED", None):
            found["SUPPRESSED", note["Text"], note["UpdatedBy"]].append(finding["Id"])
        elif note is None and status == "SUPPRESSED" and before.get("Note", {}).get("Text", "").startswith(WAIVED):
            found["NEW", ENDED["Text"], ENDED["UpdatedBy"]].append(finding["Id"])
    return found


def _refusal(what: str, said: Mapping[str, Any]) -> str:
    from scanner.sources.aws.faults import scrub

    return f"{what}: " + scrub(f"{said['ErrorCode']}: {said['ErrorMessage']}")


def _told(error: Any) -> str:
    """What came in the way, and how it is mended."""
    from scanner.sources.aws.faults import scrub

    answer = getattr(error, "response", None)
    if answer is None:
        return f"{type(error).__name__}; look at the network"
    code = str(answer.get("Error", {}).get("Code", "unknown"))
    operation = f"securityhub:{error.operation_name}"
    if code in ("AccessDenied", "AccessDeniedException"):
        return f"{code}: {operation}; allow {', '.join(ACTIONS)}"
    if code == "InvalidAccessException":
        return f"{code}: {operation}; enable Security Hub there"
    return f"{code}: {operation}: {scrub(str(answer.get('Error', {}).get('Message', '')))}"
