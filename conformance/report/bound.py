"""That a system was tested through a binding, as the first screen of every report says, and how far it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.engine.manifest import binding_file
from conformance.report.text import clean

if TYPE_CHECKING:
    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.rows import Labels


def through_bindings(bundle: RunBundle, t: Labels, lang: Language) -> list[str]:
    """Say of each business by which binding it was tested and how many operations that leaves out.

    A run of an earlier tekigo recorded no more than that there was one.
    """
    manifest, said = bundle.manifest, t["say"]
    if not manifest.bindings:
        return [said["through_binding"]] if "binding" in manifest.digests else []
    named = {each.key: (lang == "en" and each.name_en) or each.name for each in bundle.verdict.businesses}
    lines = []
    for key, info in sorted(manifest.bindings.items()):
        parts = {"name": named.get(key, key), "bound": said["through_binding"], "file": binding_file(key)}
        lines.append(clean(said["bound_business"].format(**parts, n=info.unbound, of=info.operations)))
    return lines
