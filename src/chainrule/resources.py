"""Where the resources are: icons, fonts, examples and translations."""

from __future__ import annotations

import sys
from pathlib import Path


class ResourceError(Exception):
    """A resource that is not where it belongs; the installation is incomplete."""


def roots() -> tuple[Path, ...]:
    """Return the folders that may hold the resources, the first that exists counts.

    A frozen bundle and a wheel carry them inside the package; a checkout and an editable install
    have them beside `src`.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    bundled = () if frozen is None else (Path(frozen) / "chainrule" / "resources",)
    return (*bundled, package / "resources", package.parent.parent / "resources")


def resource(*parts: str) -> Path:
    """Return the path of a resource, as `resource("examples", "article.chainrule")`."""
    for root in roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    name = "/".join(parts)
    raise ResourceError(f"The resource {name} is missing: Chainrule is not installed completely.")
