"""Terraform as a source: HCL, plans and state become the same Snapshot as CloudFormation."""
