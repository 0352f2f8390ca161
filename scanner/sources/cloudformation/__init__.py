"""The source for CloudFormation templates, YAML and JSON: `recognise`, `read_template`, `read_parameters` and `declared`."""

from scanner.sources.cloudformation.parameters import declared, read_parameters
from scanner.sources.cloudformation.template import read_template, recognise

__all__ = ["declared", "read_parameters", "read_template", "recognise"]
