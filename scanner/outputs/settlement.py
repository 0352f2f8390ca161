"""How a person settles what is unknown: the exact option to pass, or what else to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scanner.patterns import regex

DEPLOYMENT = "scan the account after deployment (a saved snapshot): no option tells it"

EXACT: Mapping[str, str] = {
    "deployment": DEPLOYMENT,
    "AWS::AccountId": "pass --parameter AWS::AccountId=ACCOUNT",
    "AWS::Region": "pass --parameter AWS::Region=REGION",
    "AWS::Partition": "pass --parameter AWS::Partition=aws",
    "the source's buildspec": "write the buildspec into the project (Source.BuildSpec): the file of the source is not in the target",
    "the user data uncompressed": "scan the user data before it is compressed",
    "terraform init": "run terraform init, so that the module stands in .terraform/modules",
    "a plan": "scan the plan: terraform plan -out=P; terraform show -json P > plan.json",
    "a plan or an account": "scan the account after deployment: the catalogue does not model it in Terraform",
    "it may not be there": "give the parameters that the condition of it hangs on",
    "mistake in the template": "mend the template where the reason says",
    "mistake in the input": "mend the value where the reason says",
    "what AWS's answers leave out": "scan the code that declares it: AWS's API does not answer it",
}

_ONE_NAME: Final = frozenset({"parameter", "macro", "grant", "variable"})
"""Kinds that one name follows; another text that begins so is a sentence."""
_TYPE: Final = regex(r"[A-Za-z0-9]+(::[A-Za-z0-9*]+)+|\*")
_GATHERED: Final = regex(r"([A-Za-z0-9]+(?:::[A-Za-z0-9*]+)+)( from the account)?")


def how_to_settle(settle: str) -> str:
    """What a person passes or does, by the key that unknowns are grouped by: `parameter Tag` -> `pass --parameter Tag=VALUE`."""
    if settle in EXACT:
        return EXACT[settle]
    kind, _, name = settle.partition(" ")
    if kind in _ONE_NAME and (not name or len(name.split()) > 1):
        kind = ""
    if kind == "--closed" and _TYPE.fullmatch(name):
        return f"pass --closed {name} if the target holds every one of them (closed: [{name}] in plimsoll.yaml)"
    if kind == "parameter":
        return f"pass --parameter {name}=VALUE, or its value in --parameters FILE"
    if kind == "export":
        return f"scan the template that exports {name} too, or give the value itself"
    if kind == "macro":
        return f"scan what macro {name} makes: aws cloudformation get-template --template-stage Processed"
    if kind == "grant":
        return f"grant {name} to the role that collects (plimsoll role prints the whole policy)"
    if kind == "variable":
        return f"pass --var {name}=VALUE, or its value in --var-file FILE" if "." not in name else f"give {name} where its module is called"
    if kind == "collect" and _GATHERED.fullmatch(name):
        return f"gather {name} into the snapshot"
    if settle.startswith(("SSM parameter", "dynamic reference")):
        return f"{settle} is read on deployment; scan the account after it"
    if "AccessDenied" in settle or "denied" in settle.lower():
        return f"give the scan the permission that was refused: {settle}"
    return f"settle this: {settle}"
