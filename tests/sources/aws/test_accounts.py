"""Whose accounts are audited, where, and with what: against moto over HTTP, and botocore's own credential providers."""

from __future__ import annotations

import datetime
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.credentials import AssumeRoleProvider  # type: ignore[import-untyped]  # botocore has no types

from scanner.errors import CredentialsError, UsageError
from scanner.snapshot import Gap
from scanner.sources.aws import accounts, organization, regions
from scanner.sources.aws.accounts import Account, Asked
from scanner.sources.aws.calls import Answer, Api, Fault
from scanner.sources.aws.clients import Clients
from scanner.sources.aws.credentials import Identity, Role, Vault
from scanner.sources.aws.secret_reads import session_policy
from tests import moto_account
from tests.moto_account import ACCOUNT

OTHER, THIRD = "111122223333", "444455556666"


@pytest.fixture(scope="module")
def url():
    with moto_account.server() as found:
        yield found


@pytest.fixture(autouse=True)
def aws(url, tmp_path, monkeypatch):
    """The environment of each test: moto, reset, and no configuration but the test's."""
    moto_account.reset(url)
    moto_account.adopt(monkeypatch, moto_account.environment(tmp_path, url))


def api_of(vault: Vault) -> Api:
    return Api(vault)


def find(asked: Asked, region: str | None = "eu-west-1") -> accounts.Who:
    vault = Vault()
    return accounts.find(asked, api_of(vault), vault, region)


def write_config(folder, text: str) -> None:
    (folder / "aws-config").write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- profiles


def test_without_options_the_account_of_the_default_credentials_is_audited():
    who = find(Asked())

    assert [(account.id, account.partition, account.principal) for account in who.accounts] == [
        (ACCOUNT, "aws", f"arn:aws:sts::{ACCOUNT}:user/moto")
    ]
    assert who.gaps == ()


def test_each_profile_is_an_account_and_a_chain_of_roles_in_it_is_followed(tmp_path):
    write_config(
        tmp_path,
        f"""
[profile base]
aws_access_key_id = testing
aws_secret_access_key = testing
[profile hub]
role_arn = arn:aws:iam::{OTHER}:role/hub
source_profile = base
[profile spoke]
role_arn = arn:aws:iam::{THIRD}:role/spoke
source_profile = hub
""",
    )

    assert [account.id for account in find(Asked(profiles=("base", "hub", "spoke"))).accounts] == [ACCOUNT, OTHER, THIRD]


def test_each_profile_asks_in_its_own_partition(tmp_path):
    """Regions of two partitions may be asked for together: each account is found, and takes its own."""
    keys = "aws_access_key_id = testing\naws_secret_access_key = testing\n"
    role = f"role_arn = arn:aws-cn:iam::{OTHER}:role/x\nsource_profile = china\n"
    write_config(
        tmp_path, f"[profile world]\n{keys}[profile china]\nregion = cn-north-1\n{keys}[profile inner]\nregion = cn-north-1\n{role}"
    )
    vault = Vault()

    who = accounts.find(Asked(profiles=("world", "inner")), api_of(vault), vault, "eu-west-1", ("eu-west-1", "cn-northwest-1"))

    assert [(account.partition, account.identity.region) for account in who.accounts] == [
        ("aws", "eu-west-1"),
        ("aws-cn", "cn-northwest-1"),
    ]


def test_a_role_is_assumed_in_its_partition():
    vault = Vault()
    who = accounts.find(Asked(roles=(f"arn:aws-us-gov:iam::{OTHER}:role/x",)), api_of(vault), vault, None)

    assert [(account.partition, account.identity.region) for account in who.accounts] == [("aws-us-gov", "us-gov-west-1")]


def test_two_profiles_of_one_account_are_audited_once_and_that_is_told(tmp_path):
    keys = "aws_access_key_id = testing\naws_secret_access_key = testing\n"
    write_config(tmp_path, f"[profile a]\n{keys}[profile b]\n{keys}")

    who = find(Asked(profiles=("a", "b")))

    assert [account.identity.profile for account in who.accounts] == ["a"]
    assert who.notes == (f'profile "b" leads to account {ACCOUNT}, as profile "a" does; it is audited once',)


def test_a_profile_that_is_not_there_is_told_with_what_is_near(tmp_path):
    write_config(tmp_path, "[profile production]\nregion = eu-west-1\n")

    with pytest.raises(UsageError) as told:
        find(Asked(profiles=("prodution",)))

    assert str(told.value) == 'there is no profile "prodution"; did you mean "production"?'


def test_no_credentials_at_all_are_told_with_how_to_mend_it(monkeypatch):
    for name in moto_account.KEYS:
        monkeypatch.delenv(name)

    with pytest.raises(UsageError) as told:
        find(Asked())

    assert str(told.value).startswith("no AWS credentials were found")
    assert told.value.exit_code == 2


def test_an_sso_session_that_is_not_there_is_told_with_the_command_that_starts_it(tmp_path, monkeypatch):
    for name in moto_account.KEYS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    write_config(
        tmp_path,
        f"""
[profile sso]
sso_session = corp
sso_account_id = {OTHER}
sso_role_name = Audit
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
""",
    )

    with pytest.raises(UsageError, match=r'the SSO session of profile "sso" is not there or has expired'):
        find(Asked(profiles=("sso",)))
    with pytest.raises(CredentialsError) as told:
        Vault().of(Identity("sso"))
    assert told.value.reason == "credentials-expired"
    assert told.value.message.endswith("run aws sso login --profile sso")


def test_a_web_identity_is_exchanged_for_a_role(tmp_path, monkeypatch):
    for name in moto_account.KEYS:
        monkeypatch.delenv(name)
    token = tmp_path / "token"
    token.write_text("a-token-of-the-runner", encoding="utf-8")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(token))
    monkeypatch.setenv("AWS_ROLE_ARN", f"arn:aws:iam::{OTHER}:role/runner")

    assert [account.id for account in find(Asked()).accounts] == [OTHER]


def test_a_profile_that_cannot_be_used_leaves_the_others_and_a_gap(tmp_path):
    write_config(
        tmp_path, "[profile good]\naws_access_key_id = testing\naws_secret_access_key = testing\n[profile empty]\nregion = eu-west-1\n"
    )
    (tmp_path / "aws-credentials").write_text("", encoding="utf-8")

    who = find(Asked(profiles=("empty", "good")))

    assert [account.id for account in who.accounts] == [ACCOUNT]
    assert [(gap.type, gap.kind) for gap in who.gaps] == [("*", "incomplete")]
    assert 'profile "empty" gives no credentials' in who.gaps[0].reason


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("credential_process = /nowhere/at-all", "gives no credentials: .*No such file"),
        ("credential_process = echo not-json", "gives no credentials"),
        ("credential_process = false", "gives no credentials"),
        (f"web_identity_token_file = /nowhere/token\nrole_arn = arn:aws:iam::{OTHER}:role/x", "gives no credentials: .*No such file"),
        ("source_profile = odd\nrole_arn = arn:aws:iam::{OTHER}:role/x", "gives no credentials|cannot be assumed"),
        (
            f"source_profile = base\nmfa_serial = arn:aws:iam::{ACCOUNT}:mfa/me\nrole_arn = arn:aws:iam::{OTHER}:role/x",
            "asks for an MFA code",
        ),
    ],
)
def test_whatever_is_wrong_with_a_profile_is_a_sentence(tmp_path, monkeypatch, lines, message):
    monkeypatch.setattr("botocore.credentials.AssumeRoleProvider.load", with_nobody_there(AssumeRoleProvider.load))
    write_config(tmp_path, f"[profile odd]\n{lines}\n[profile base]\naws_access_key_id = testing\naws_secret_access_key = testing\n")

    with pytest.raises((UsageError, CredentialsError), match=message):
        Vault().of(Identity("odd", (), "eu-west-1"))


def with_nobody_there(load):
    """Profiles are loaded as ever, but who is asked for a code sees the end of the input."""

    def nobody(_: str) -> str:
        raise EOFError

    def loading(self):
        self._prompter = nobody
        return load(self)

    return loading


# ---------------------------------------------------------------- roles


def test_each_role_is_an_account(url):
    who = find(Asked(roles=(f"arn:aws:iam::{OTHER}:role/Audit", f"arn:aws:iam::{THIRD}:role/team/Audit")))

    assert [account.id for account in who.accounts] == [OTHER, THIRD]


def test_a_role_is_assumed_with_external_id_session_name_and_a_policy_that_denies_secrets(monkeypatch):
    seen: list[dict[str, object]] = []
    watch_assume_role(monkeypatch, seen)

    find(Asked(roles=(f"arn:aws:iam::{OTHER}:role/Audit",), external_id="shared-word", session_name="night"))

    (asked,) = seen
    assert (asked["ExternalId"], asked["RoleSessionName"], asked["DurationSeconds"]) == ("shared-word", "night", 3600)
    assert "secretsmanager:GetSecretValue" in json.loads(str(asked["Policy"]))["Statement"][1]["Action"]


def watch_assume_role(monkeypatch, seen: list[dict[str, object]]) -> None:
    from botocore.credentials import AssumeRoleCredentialFetcher

    kwargs = AssumeRoleCredentialFetcher._assume_role_kwargs

    def watched(self):
        found = kwargs(self)
        seen.append(found)
        return found

    monkeypatch.setattr(AssumeRoleCredentialFetcher, "_assume_role_kwargs", watched)


def test_the_session_policy_is_short_enough_for_sts():
    assert len(session_policy()) <= 2048


class Refusing:
    """An Api that answers as told, and notes what it was asked."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def call(self, place, call, arguments, page=None, token=None):
        self.asked.append(call)
        return self.answers[call.partition(":")[2]]


def fault(code: str, action: str, reason: str = "denied") -> Fault:
    return Fault(reason, code, "", action, ACCOUNT, "eu-west-1", "2026-01-01T00:00:00Z")


def test_an_account_that_is_not_the_one_that_was_meant_is_not_audited():
    api = Refusing(GetCallerIdentity=Answer(({"Account": THIRD, "Arn": f"arn:aws:sts::{THIRD}:assumed-role/x/y"},)))
    meant = accounts.Meant(Identity(None, (Role(f"arn:aws:iam::{OTHER}:role/Audit"),), "eu-west-1"), OTHER)

    answer = accounts.ask(meant, api, Vault())  # type: ignore[arg-type]  # a double

    assert isinstance(answer, Gap)
    assert answer.reason == f"role arn:aws:iam::{OTHER}:role/Audit leads to account {THIRD}, not to {OTHER}"
    assert (answer.account, answer.kind) == (OTHER, "denied")


def test_a_role_that_may_not_be_assumed_is_a_gap_of_its_account(monkeypatch):
    refuse_role(monkeypatch, OTHER)

    who = find(Asked(roles=(f"arn:aws:iam::{OTHER}:role/Audit", f"arn:aws:iam::{THIRD}:role/Audit")))

    assert [account.id for account in who.accounts] == [THIRD]
    (gap,) = who.gaps
    assert (gap.type, gap.account, gap.kind) == ("*", OTHER, "denied")
    assert gap.reason == f"role arn:aws:iam::{OTHER}:role/Audit cannot be assumed (AccessDenied: sts:AssumeRole)"
    assert gap.settle is not None
    assert "trust policy" in gap.settle


def refuse_role(monkeypatch, account: str) -> None:
    """Refuse what is assumed in an account: moto allows everything."""
    from botocore.credentials import AssumeRoleCredentialFetcher
    from botocore.exceptions import ClientError  # type: ignore[import-untyped]  # botocore has no types

    kwargs = AssumeRoleCredentialFetcher._assume_role_kwargs

    def refusing(self):
        found = kwargs(self)
        if f":{account}:" in found["RoleArn"]:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "not authorized"}}, "AssumeRole")
        return found

    monkeypatch.setattr(AssumeRoleCredentialFetcher, "_assume_role_kwargs", refusing)


def test_an_audit_of_which_no_account_answers_ends_with_the_reason(monkeypatch):
    refuse_role(monkeypatch, OTHER)

    with pytest.raises(UsageError, match="cannot be assumed"):
        find(Asked(roles=(f"arn:aws:iam::{OTHER}:role/Audit",)))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(roles=("Audit",)), '"Audit" is no role'),
        (Asked(roles=("arn:aws:iam::12:role/x",)), "is no role"),
        (Asked(profiles=("a", "b"), roles=(f"arn:aws:iam::{OTHER}:role/x",)), "roles are assumed from one profile"),
        (Asked(external_id="x"), "--external-id belongs to a role"),
        (Asked(units=("ou-abcd-12345678",)), "add --organization"),
        (Asked(tags=(("team", None),)), "add --organization"),
    ],
)
def test_options_that_contradict_each_other_are_told(asked, message):
    with pytest.raises(UsageError, match=message):
        accounts.identities(asked, "eu-west-1")


# ---------------------------------------------------------------- organizations


@pytest.fixture
def company(url):
    """An organization: two units, three members (one of them closed), and tags."""
    org = moto_account.client(url, "organizations", "us-east-1")
    org.create_organization(FeatureSet="ALL")
    root = org.list_roots()["Roots"][0]["Id"]
    units = {name: org.create_organizational_unit(ParentId=root, Name=name)["OrganizationalUnit"]["Id"] for name in ("shops", "labs")}
    inner = org.create_organizational_unit(ParentId=units["shops"], Name="north")["OrganizationalUnit"]["Id"]
    made = {}
    for name, unit in (("web", inner), ("lab", units["labs"]), ("old", units["shops"])):
        made[name] = org.create_account(AccountName=name, Email=f"{name}@example.org")["CreateAccountStatus"]["AccountId"]
        org.move_account(AccountId=made[name], SourceParentId=root, DestinationParentId=unit)
    org.tag_resource(ResourceId=made["web"], Tags=[{"Key": "team", "Value": "harbor"}])
    org.tag_resource(ResourceId=made["lab"], Tags=[{"Key": "team", "Value": "lab"}])
    org.close_account(AccountId=made["old"])
    return {**made, **units, "root": root}


def test_an_organization_is_audited_account_by_account_and_closed_ones_are_told(company):
    who = find(Asked(organization=True))

    assert {(account.id, account.name) for account in who.accounts} == {
        (ACCOUNT, "master"),
        (company["web"], "web"),
        (company["lab"], "lab"),
    }
    assert [(gap.account, gap.kind, gap.reason) for gap in who.gaps] == [
        (company["old"], "left-out", f"account {company['old']} is suspended")
    ]


def test_in_each_account_the_role_of_the_given_name_is_assumed_but_in_the_one_that_lists(company):
    who = find(Asked(organization=True, role_name="ops/Reader", external_id="word"))
    by_id = {account.id: account.identity for account in who.accounts}

    assert by_id[ACCOUNT].roles == ()
    assert by_id[company["web"]].roles == (Role(f"arn:aws:iam::{company['web']}:role/ops/Reader", "word"),)


def test_an_organization_may_be_listed_by_a_role(company):
    who = find(Asked(organization=True, roles=(f"arn:aws:iam::{ACCOUNT}:role/Lister",)))
    web = next(account for account in who.accounts if account.id == company["web"])

    assert [role.arn.rpartition("/")[2] for role in web.identity.roles] == ["Lister", "PlimsollAudit"]


@pytest.mark.parametrize(("unit", "expected"), [("shops", {"web"}), ("labs", {"lab"}), ("root", {"web", "lab", "master"})])
def test_a_unit_stands_for_all_accounts_below_it(company, unit, expected):
    who = find(Asked(organization=True, units=(company[unit],)))

    assert {account.name for account in who.accounts} == expected


@pytest.mark.parametrize(("tags", "expected"), [(["team=harbor"], {"web"}), (["team"], {"web", "lab"})])
def test_accounts_are_chosen_by_their_tags(company, tags, expected):
    who = find(Asked(organization=True, tags=accounts.tags_of(tags)))

    assert {account.name for account in who.accounts} == expected


def test_filters_that_choose_no_account_are_told(company):
    with pytest.raises(UsageError, match="no account was found"):
        find(Asked(organization=True, tags=(("team", "nobody"),)))


@pytest.mark.parametrize("unit", ["shops", "ou-ab", "r-"])
def test_a_text_that_is_no_unit_is_told(company, unit):
    with pytest.raises(UsageError, match="is no organizational unit"):
        find(Asked(organization=True, units=(unit,)))


def test_a_unit_that_is_not_there_is_told(company):
    with pytest.raises(UsageError, match='the organization has no "ou-abcd-12345678"'):
        find(Asked(organization=True, units=("ou-abcd-12345678",)))


def test_an_account_without_an_organization_is_told():
    code = "AWSOrganizationsNotInUseException"
    api = Refusing(ListAccounts=Answer((), fault(code, "organizations:ListAccounts", "client-error")))

    with pytest.raises(UsageError, match="belongs to no organization; leave --organization out"):
        organization.accounts(api, hub())  # type: ignore[arg-type]  # a double


def test_an_organization_that_cannot_be_listed_to_its_end_ends_the_audit():
    """An account that nobody knows of would be missed in silence."""
    page = {"Accounts": [{"Id": OTHER, "Name": "web", "State": "ACTIVE"}]}
    api = Refusing(ListAccounts=Answer((page,), fault("TooManyRequestsException", "organizations:ListAccounts", "throttled")))

    with pytest.raises(UsageError, match="the organization cannot be listed"):
        organization.accounts(api, hub())  # type: ignore[arg-type]  # a double


def hub(partition: str = "aws") -> Account:
    return Account(ACCOUNT, partition, Identity(None, (), None))


# ---------------------------------------------------------------- regions


@pytest.fixture(scope="module")
def session():
    return Clients().session


def listed(**states: str) -> Answer:
    return Answer(({"Regions": [{"RegionName": name.replace("_", "-"), "OptInStatus": state} for name, state in states.items()]},))


def test_all_regions_are_those_that_the_account_has_enabled(session):
    api = Refusing(DescribeRegions=listed(us_east_1="opt-in-not-required", eu_south_2="opted-in", ap_east_1="not-opted-in"))

    found = regions.of_account(hub(), api, session, (), every=True)  # type: ignore[arg-type]  # a double

    assert found.names == ("eu-south-2", "us-east-1")
    assert found.skipped == (("ap-east-1", "not opted in"),)
    assert found.gaps == ()


def test_a_region_that_was_asked_for_and_is_not_enabled_is_skipped_and_told(session):
    api = Refusing(DescribeRegions=listed(us_east_1="opt-in-not-required", ap_east_1="not-opted-in"))

    found = regions.of_account(hub(), api, session, ("us-east-1", "ap-east-1"), every=False)  # type: ignore[arg-type]  # a double

    assert found.names == ("us-east-1",)
    assert found.skipped == (("ap-east-1", "not opted in"),)


def test_who_may_not_describe_regions_is_told_them_by_account_management(session):
    other = Answer(({"Regions": [{"RegionName": "us-east-1", "RegionOptStatus": "ENABLED_BY_DEFAULT"}]},))
    api = Refusing(DescribeRegions=Answer((), fault("UnauthorizedOperation", "ec2:DescribeRegions")), ListRegions=other)

    assert regions.of_account(hub(), api, session, (), every=True).names == ("us-east-1",)  # type: ignore[arg-type]  # a double


def test_who_may_not_be_told_the_regions_audits_those_that_are_known_with_a_gap(session):
    denied = Answer((), fault("UnauthorizedOperation", "ec2:DescribeRegions"))
    api = Refusing(DescribeRegions=denied, ListRegions=denied)

    found = regions.of_account(hub(), api, session, (), every=True)  # type: ignore[arg-type]  # a double

    assert "eu-west-1" in found.names
    assert [(gap.type, gap.kind, gap.settle) for gap in found.gaps] == [("*", "denied", "grant ec2:DescribeRegions")]
    assert regions.of_account(hub(), api, session, ("eu-west-1",), every=False).names == ("eu-west-1",)  # type: ignore[arg-type]  # a double


@pytest.mark.parametrize(
    ("partition", "region"), [("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1"), ("aws-eusc", "eusc-de-east-1")]
)
def test_each_account_takes_the_regions_of_its_partition(session, partition, region):
    states = {region.replace("-", "_"): "opt-in-not-required"}
    api = Refusing(DescribeRegions=listed(**states))

    found = regions.of_account(hub(partition), api, session, ("eu-west-1", region), every=False)  # type: ignore[arg-type]  # a double

    assert found.names == (region,)


def test_an_account_for_whose_partition_no_region_was_asked_is_a_gap(session):
    found = regions.of_account(hub("aws-cn"), Refusing(), session, ("eu-west-1",), every=False)  # type: ignore[arg-type]  # a double

    assert found.names == ()
    assert "aws-cn" in found.gaps[0].reason


def test_a_region_that_is_none_is_told(session):
    with pytest.raises(UsageError) as told:
        regions.check(("eu-wst-1-x",), session)
    assert str(told.value).startswith('"eu-wst-1-x" is no region; did you mean "eu-west-1"?')
    api = Refusing(DescribeRegions=listed(us_east_1="opt-in-not-required"))
    with pytest.raises(UsageError, match='"eu-nope-1" is no region of partition aws'):
        regions.of_account(hub(), api, session, ("eu-nope-1",), every=False)  # type: ignore[arg-type]  # a double


# ---------------------------------------------------------------- the vault


def answers_with(monkeypatch, *seconds: float) -> list[str]:
    """Have roles assumed without STS; each time another key, which expires in the next number of seconds (the last ever after)."""
    from botocore.credentials import AssumeRoleCredentialFetcher

    made: list[str] = []
    lock = threading.Lock()

    def get(self):
        with lock:
            made.append(f"KEY{len(made)}")
            key, left = made[-1], seconds[min(len(made), len(seconds)) - 1]
        expires = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=left)).isoformat()
        return {"Credentials": {"AccessKeyId": key, "SecretAccessKey": "s", "SessionToken": "t", "Expiration": expires}}

    monkeypatch.setattr(AssumeRoleCredentialFetcher, "_get_credentials", get)
    return made


IN_ROLE = Identity(None, (Role(f"arn:aws:iam::{OTHER}:role/Audit"),), "eu-west-1")


def all_at_once(vault: Vault, refresh: bool = False) -> set[str]:
    with ThreadPoolExecutor(16) as pool:
        return {keys[0] for keys in pool.map(lambda _: vault.frozen(OTHER, refresh=refresh), range(64))}


def test_a_role_is_assumed_once_for_all_threads(monkeypatch):
    made = answers_with(monkeypatch, 3600)
    vault = Vault()
    vault.register(OTHER, IN_ROLE)

    assert all_at_once(vault) == {"KEY0"}
    assert made == ["KEY0"]


def test_credentials_are_renewed_before_they_expire_once_for_all_threads(monkeypatch):
    made = answers_with(monkeypatch, 300, 3600)
    vault = Vault()
    vault.register(OTHER, IN_ROLE)
    vault.frozen(OTHER)

    assert all_at_once(vault) == {"KEY1"}
    assert made == ["KEY0", "KEY1"]


def test_credentials_that_aws_calls_expired_are_made_anew_once_for_all_threads(monkeypatch):
    made = answers_with(monkeypatch, 3600)
    now = [1000.0]
    vault = Vault(lambda: now[0])
    vault.register(OTHER, IN_ROLE)
    vault.frozen(OTHER)
    now[0] += 600

    assert all_at_once(vault, refresh=True) == {"KEY1"}
    assert made == ["KEY0", "KEY1"]


def test_a_refusal_is_remembered_for_a_while_so_that_not_every_call_asks_again(monkeypatch):
    tries: list[dict[str, object]] = []
    refuse_role(monkeypatch, OTHER)
    watch_assume_role(monkeypatch, tries)
    now = [1000.0]
    vault = Vault(lambda: now[0])
    vault.register(OTHER, IN_ROLE)
    for _ in range(5):
        with pytest.raises(CredentialsError, match="cannot be assumed"):
            vault.frozen(OTHER)
    first = len(tries)
    now[0] += 61
    with pytest.raises(CredentialsError):
        vault.frozen(OTHER)

    assert first <= 1


def test_what_crosses_to_a_worker_holds_no_credentials(monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "PLANTED")
    who = find(Asked(roles=(f"arn:aws:iam::{OTHER}:role/Audit",), external_id="word"))
    said = who.accounts[0].identity.to_json()

    assert Identity.of_json(json.loads(json.dumps(said))) == who.accounts[0].identity
    assert "PLANTED" not in json.dumps(said)


def test_an_account_that_nobody_registered_has_no_credentials():
    with pytest.raises(CredentialsError, match="nothing says how to come by credentials of 999999999999"):
        Vault().frozen("999999999999")
