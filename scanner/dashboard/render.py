"""Templates become pages. Every value is escaped; what a template misspells is an error, not an empty text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jinja2

from scanner import __version__
from scanner.dashboard import furnish
from scanner.dashboard.links import Linking
from scanner.dashboard.view import View

TEMPLATES = jinja2.PackageLoader("scanner.dashboard", "templates")


class Renderer:
    """Renders with the links of a server or of a folder of files."""

    def __init__(self, links: Linking, views: Sequence[View], loader: jinja2.BaseLoader | None = None) -> None:
        """`loader`: where templates are looked for before our own."""
        self.environment = jinja2.Environment(
            loader=TEMPLATES if loader is None else jinja2.ChoiceLoader([loader, TEMPLATES]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        furnish.furnish(self.environment)
        self.environment.globals.update(
            url=links.url,
            api=links.api,
            asset=links.asset,
            action=links.action,
            static=links.static,
            version=__version__,
            menu=[view for view in views if view.menu is not None],
        )

    def page(self, template: str, **values: Any) -> str:
        """A template with its values."""
        return self.environment.get_template(template).render(values)
