"""Puts the data tekigo certifies with into its wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

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
            if source.is_dir():
                build_data["force_include"][str(source)] = f"conformance/_bundle/{name}"
