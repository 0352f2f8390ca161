"""Plimsoll: policy-as-code for AWS container platforms."""

__version__ = "0.1.0"
