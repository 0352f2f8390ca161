"""What never leaves a source: sensitive values become a keyed hash with their kind, before a Snapshot exists.

Which values are sensitive is data (`schemas/sensitive.json`). Names, references, switches, commands and allow-listed settings stay, so
that a policy reads the same before and after. A second redaction changes nothing.
"""

from scanner.redaction.walk import ENVIRONMENT_KEY, Redactor, masked, redact, redact_value

__all__ = ["ENVIRONMENT_KEY", "Redactor", "masked", "redact", "redact_value"]
