"""The catalogue's Terraform half: how resources of the AWS provider become CloudFormation's types, as rows of data.

`<service>.yaml` beside this holds, by CloudFormation type, the provider's types that become it; `docs/catalog.md` tells the format.
"""

from __future__ import annotations

from scanner.catalog.terraform.arguments import Mapped
from scanner.catalog.terraform.mapping import map_resource
from scanner.catalog.terraform.rows import Row, rows, rows_of

__all__ = ["Mapped", "Row", "map_resource", "rows", "rows_of"]
