"""Requests without botocore's machinery in between: its rules, serializers and models, with our own signature, wire and reading.

Half of what a call costs in botocore is events that nobody listens to, endpoint rules that give the same again, headers in classes of
their own and answers walked shape by shape. What is here does the same with what was worked out once for each client and operation; where
an operation or this botocore needs more than it does, `direct_of` gives None and the call is botocore's own.
"""

from scanner.sources.aws.direct.operations import Direct, direct_of

__all__ = ["Direct", "direct_of"]
