"""Secrets of many kinds, planted wherever live answers can hold them. None is real; each is in the form that its issuer documents."""

from __future__ import annotations

import base64
import json
from typing import Final

ACCOUNT: Final = "111122223333"
REGION: Final = "eu-west-1"

KINDS: Final[dict[str, tuple[str, str]]] = {
    "access key id": ("use AKIA2E0A8F3B244C9986 for the upload", "AKIA2E0A8F3B244C9986"),
    "temporary access key id": ("ASIA2E0A8F3B244C9987", "ASIA2E0A8F3B244C9987"),
    "secret access key": ("aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYZZTOPSECRET1", "wJalrXUtnFEMIK7MDENGbPxRfiCYZZTOPSECRET1"),
    "session token": ("AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEJv0planted0session0token0", "IQoJb3JpZ2luX2VjEJv0planted0session0token0"),
    "GitHub token": ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
    "fine-grained GitHub token": ("github_pat_11ABCDEFG0planted0123456789", "github_pat_11ABCDEFG0planted0123456789"),
    "GitLab token": ("glpat-pLaNtEd0123456789xyz", "glpat-pLaNtEd0123456789xyz"),
    "Slack token": ("xoxb-123456789012-plantedplanted", "xoxb-123456789012-plantedplanted"),
    "Slack webhook": ("https://hooks.slack.com/services/T00000000/B00000000/plantedWebhook0", "plantedWebhook0"),
    "Stripe key": ("sk_live_51plantedPlanted0123", "sk_live_51plantedPlanted0123"),
    "JSON web token": ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.pLaNtEdSiGnAtUrE", "eyJzdWIiOiJwbGFudGVkIn0"),
    "private key": ("-----BEGIN RSA PRIVATE KEY-----\nMIIEplantedPLANTEDkey0\n-----END RSA PRIVATE KEY-----", "MIIEplantedPLANTEDkey0"),
    "password in a URL": ("postgres://app:pLaNtEd-url-1@db.internal:5432/shop", "pLaNtEd-url-1"),
    "password in a URL without a user": ("redis://:pLaNtEd-url-2@cache.internal:6379", "pLaNtEd-url-2"),
    "Docker's auth": (json.dumps({"auths": {"https://index.docker.io/v1/": {"auth": "cGxhbnRlZDpwbGFudGVk"}}}), "cGxhbnRlZDpwbGFudGVk"),
    "connection string": ("Server=db.internal;User Id=app;Password=pLaNtEdConn3;", "pLaNtEdConn3"),
    "storage account key": ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=cGxhbnRlZC1rZXk0NDQ0NDQ=;", "cGxhbnRlZC1rZXk0NDQ0NDQ"),
    "bearer header": ("Authorization: Bearer pLaNtEd.bearer-5", "pLaNtEd.bearer-5"),
    "basic header": ("Authorization: Basic cGxhbnRlZC1iYXNpYy02", "cGxhbnRlZC1iYXNpYy02"),
    "SendGrid key": ("SG.plantedPlanted0123456.plantedPlanted", "SG.plantedPlanted0123456"),
    "Google key": ("AIzaSyPlantedPlantedPlanted0123456789", "AIzaSyPlantedPlantedPlanted0123456789"),
    "npm token": ("npm_plantedPlanted0123456789abcdefghij", "npm_plantedPlanted0123456789abcdefghij"),
    "password hash": ("$2b$12$plantedplantedplantedpO", "plantedplantedplantedpO"),
    "password after its name": ("password: pLaNtEd-word-7", "pLaNtEd-word-7"),
}
"""By name: a text that holds the secret as people write it, and the part of it that must be nowhere."""
SECRETS: Final = {name: secret for name, (_, secret) in KINDS.items()}


def arn(service: str, rest: str, region: str = REGION) -> str:
    """An ARN of the account."""
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{rest}"


def encoded(text: str) -> str:
    """As user data goes over the wire."""
    return base64.b64encode(text.encode()).decode()


def script(text: str) -> str:
    """A text in a shell script, as an argument, a setting and a file."""
    written = f"cat > /etc/app.conf <<'END'\n{text}\nEND\nexport APP_SETTING='{text}'\nlogin '{text}'\n"
    return f"#!/bin/bash\n{written}echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"


def buildspec(text: str) -> str:
    """A text in a buildspec, as a variable and in a command."""
    value, command = json.dumps(text), json.dumps(f"deploy '{text}'")
    return f"version: 0.2\nenv:\n  variables:\n    APP_SETTING: {value}\nphases:\n  build:\n    commands:\n      - {command}\n"


def tags(text: str, key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    """A tag that holds a text, and one whose key alone tells that its value is a secret."""
    return [{key: "note", value: text}, {key: "app-password", value: text}]
