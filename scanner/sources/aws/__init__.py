"""A live AWS account as a source: who is asked and where, the calls, and how their answers become resources."""
