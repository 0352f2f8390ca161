"""Tells a channel what is new in the history: `notify`."""
