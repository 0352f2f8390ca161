"""The history as pages, as an API and as files: `serve` and `report`."""
