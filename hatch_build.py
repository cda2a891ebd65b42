"""Puts the data tekigo certifies with into its wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What tools leave in the folders of a checkout that was used.
LEFT_BEHIND = frozenset({"node_modules", "__pycache__"})
DATA = ("specs", "features", "steps", "reports/templates", "reports/allure")


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Carries specs, features, steps and report templates as `conformance/_bundle/` in a real wheel.

    An editable install must read the checkout itself: copies made once would go stale unseen.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the data folders to the wheel unless the install is editable."""
        if version == "editable":
            return
        for name in DATA:
            source = Path(self.root) / name
            for file in sorted(source.rglob("*")):
                inside = file.relative_to(source)
                if file.is_file() and LEFT_BEHIND.isdisjoint(inside.parts):
                    build_data["force_include"][str(file)] = f"conformance/_bundle/{name}/{inside.as_posix()}"
