"""Settings for every test."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("ci" if settings.get_current_profile_name() == "ci" else "project")
