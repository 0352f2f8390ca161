"""The source for CloudFormation templates, YAML and JSON: `recognise`, `read_template` and `read_parameters`."""

from scanner.sources.cloudformation.parameters import read_parameters
from scanner.sources.cloudformation.template import read_template, recognise

__all__ = ["read_parameters", "read_template", "recognise"]
