"""What pages ask of the history: one file a page, each a function from a connection and what is asked to plain data."""
