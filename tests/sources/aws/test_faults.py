"""Every way in which AWS says no has a reason, a text for a person and what would settle it; and no secret in it."""

from __future__ import annotations

import pytest

from scanner.sources.aws.faults import BUG, LONGEST_MESSAGE, NO_CREDENTIALS, NO_ENDPOINT, REASON_OF_CODE, REASONS, Fault, reason_of, scrub

SENTENCE = (
    "User: arn:aws:sts::111122223333:assumed-role/Audit/plimsoll is not authorized to perform: ecs:ListServices on resource: * because no"
    " identity-based policy allows the ecs:ListServices action"
)


def fault(reason: str, code: str = "Code", message: str = "", region: str = "eu-west-1") -> Fault:
    return Fault(reason, code, message, "ecs:ListServices", "111122223333", region, "2026-01-02T03:04:05Z", 400)


@pytest.mark.parametrize(
    ("reason", "code", "message", "status"),
    [
        ("denied", "AccessDeniedException", SENTENCE, 400),
        ("denied", "AccessDenied", "Access Denied", 403),
        ("denied", "UnauthorizedOperation", "You are not authorized to perform this operation.", 403),
        ("denied", "Client.UnauthorizedOperation", "", 403),
        ("denied", "SomeAccessDeniedFault", "", 400),
        ("denied", "403", "Forbidden", 403),
        ("denied-by-scp", "AccessDeniedException", SENTENCE.replace("no identity-based", "no service control"), 400),
        ("denied-by-scp", "AccessDenied", "... with an explicit deny in a service control policy", 403),
        ("throttled", "ThrottlingException", "Rate exceeded", 400),
        ("throttled", "RequestLimitExceeded", "Request limit exceeded.", 503),
        ("throttled", "Throttling", "Rate exceeded", 400),
        ("throttled", "SlowDown", "Please reduce your request rate", 503),
        ("throttled", "SomethingNew", "", 429),
        ("throttled", "NewThrottlingFault", "", 400),
        ("credentials-expired", "ExpiredTokenException", "The security token included in the request is expired", 400),
        ("credentials-expired", "RequestExpired", "Request has expired.", 400),
        ("credentials-expired", "ExpiredToken", "expired", 403),
        ("client-error", "ExpiredNextTokenException", "The page token has expired", 400),
        ("credentials-invalid", "UnrecognizedClientException", "The security token included in the request is invalid.", 400),
        ("credentials-invalid", "AuthFailure", "AWS was not able to validate the provided access credentials", 401),
        ("credentials-invalid", "SignatureDoesNotMatch", "", 403),
        ("credentials-invalid", "RequestTimeTooSkewed", "", 403),
        ("not-available", "OptInRequired", "You are not subscribed to this service", 403),
        ("not-available", "UnknownOperationException", "", 400),
        ("not-available", "Unknown", "", 501),
        ("timeout", "RequestTimeout", "", 400),
        ("service-error", "InternalFailure", "", 500),
        ("service-error", "500", "Internal Server Error", 500),
        ("service-error", "503", "<html><body>Service Unavailable</body></html>", 503),
        ("bad-response", "302", "", 302),
        ("bad-response", "400", "<!DOCTYPE html><html>proxy</html>", 400),
        ("client-error", "PermanentRedirect", "", 301),
        ("client-error", "ClusterNotFoundException", "Cluster not found.", 400),
        ("client-error", "SomethingEntirelyNew", "", 400),
        ("client-error", "", "", 400),
    ],
)
def test_a_code_has_a_reason(reason: str, code: str, message: str, status: int):
    assert reason_of(code, message, status) == reason


def test_reasons_of_codes_are_reasons():
    assert set(REASON_OF_CODE.values()) <= set(REASONS)


def test_a_fault_reads_as_what_where_and_whose():
    assert fault("denied", "AccessDenied").text == "AccessDenied: ecs:ListServices in eu-west-1 of 111122223333"
    assert fault("denied", "AccessDenied", region="global").text == "AccessDenied: ecs:ListServices of 111122223333"


def test_an_unknown_code_is_told_with_what_aws_said():
    assert fault("client-error", "Strange", "so it is").text == "Strange: ecs:ListServices in eu-west-1 of 111122223333 (so it is)"


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_would_settle_it(reason: str):
    settle = fault(reason).settle

    assert settle
    assert "{" not in settle


def test_a_denial_is_settled_by_granting_unless_something_above_denies():
    assert fault("denied").settle == "grant ecs:ListServices"
    assert fault("denied", message="with an explicit deny in a permissions boundary").settle == (
        "let the permissions boundary allow ecs:ListServices"
    )
    assert fault("denied-by-scp").settle == "let the service control policies of 111122223333 allow ecs:ListServices"


def test_credentials_that_were_not_to_be_had_say_themselves_how_to_mend_it():
    told = fault("denied", NO_CREDENTIALS, "role Audit may not be assumed; let it trust 444455556666")

    assert told.settle == "let it trust 444455556666"
    assert "role Audit may not be assumed" in told.text


def test_only_a_service_that_is_not_offered_holds_nothing():
    assert [reason for reason in REASONS if fault(reason, NO_ENDPOINT).is_nothing_there] == ["not-available"]
    assert not fault("not-available", "OptInRequired").is_nothing_there


SECRETS = [
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAY34FZKBOKMUTVV7A",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQDk5XqjK7Zf0Yq1VbR1y2+abc/def0123456789==",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
    "4o7XW9j4LrFq1pVb8m2c6d0e3f5a7h9k1n3q5s7u9w",
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("words", ["failed with {}", "token={}", "security token: {} is bad", 'x-amz-security-token "{}"', "({}), sorry"])
def test_keys_and_tokens_are_taken_out_of_messages(secret: str, words: str):
    shown = scrub(words.format(secret))

    assert secret not in shown
    assert secret[8:] not in shown


def test_an_encoded_authorization_message_is_taken_out():
    message = "You are not authorized to perform this operation. Encoded authorization failure message: " + "Ab3dEf" * 120

    assert scrub(message) == "You are not authorized to perform this operation. Encoded authorization failure message: ***"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("https://user:hunter2@proxy.example:8080 refused", "https://***@proxy.example:8080 refused"),
        ("at https://b.s3.amazonaws.com/k?X-Amz-Signature=abc&X-Amz-Credential=d", "at https://b.s3.amazonaws.com/k?***"),
        ("Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/x", "Authorization: ***"),
        ("password: hunter22", "password: ***"),
    ],
)
def test_what_stands_behind_a_telling_name_is_taken_out(message: str, shown: str):
    assert scrub(message) == shown


@pytest.mark.parametrize(
    "message",
    [
        SENTENCE,
        "The security token included in the request is invalid.",
        "The security token included in the request is expired",
        "AWS was not able to validate the provided access credentials",
        "Cluster not found.",
        "The Password Policy with domain name 111122223333 cannot be found.",
        "no credentials were found; run aws sso login --profile audit",
        'Could not connect to the endpoint URL: "https://ecs.eu-west-1.amazonaws.com/"',
        "request 3f2504e0-4f89-41d3-9a0c-0305e82c3301 failed",
    ],
)
def test_what_a_person_needs_stays(message: str):
    assert scrub(message) == message


def test_messages_are_one_line_and_not_long():
    shown = scrub("word \n\t\x00 " * 5000)

    assert len(shown) <= LONGEST_MESSAGE
    assert "\n" not in shown


def test_a_page_of_html_is_not_told():
    assert scrub("<!doctype html><html><input name=csrf value=1234></html>") == "an HTML page"


def test_a_fault_tells_nothing_of_our_own_mistakes_but_that_they_are_ours():
    assert fault(BUG, "TypeError").settle == 'report "TypeError" of ecs:ListServices to the makers of Plimsoll'
