"""What axe-core finds on pages in a real browser: locked in `axe/`, installed by `make axe`."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html

Browser = Callable[..., subprocess.CompletedProcess[bytes]]
RULES = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
BAD = ("serious", "critical")
WIDTHS = {"desk": 1200, "phone": 400}
LOOK = """
document.querySelectorAll("details").forEach(function (each) { each.open = true; });
axe.run({resultTypes: ["violations"], iframes: false, selectors: false})
  .then(function (result) { return result.violations; }, String)
  .then(function (found) { parent.postMessage({frame: name, width: innerWidth, found: found}, "*"); });
"""
GATHER = """
addEventListener("message", function (event) {
  var told = document.createElement("pre");
  told.textContent = JSON.stringify(event.data);
  document.body.appendChild(told);
});
"""


def serious(pages: Mapping[str, Path], browser: Browser) -> dict[str, list[str]]:
    """Look at each page at a desk and on a phone with all that folds open: what is serious or critical, and where.

    One browser shows all pages in frames, as starting it costs more than looking.
    """
    _needs_axe()
    frames = [
        f'<iframe name="{name}, {where}" width="{width}" height="900" src="{_copy(page).as_uri()}"></iframe>'
        for name, page in pages.items()
        for where, width in WIDTHS.items()
    ]
    gathered = next(iter(pages.values())).with_name("gathered.html")
    gathered.write_text(f"<body><script>{GATHER}</script>{''.join(frames)}</body>", encoding="utf-8")
    tree = html.fromstring(browser(gathered, "--dump-dom").stdout.decode())
    told = {each["frame"]: each for each in (json.loads(node.text_content()) for node in tree.iter("pre"))}
    assert len(told) == len(frames), f"axe ended on {sorted(told)} only"
    assert [each["width"] for each in told.values() if each["width"] not in WIDTHS.values()] == []
    return {name: named for name, each in sorted(told.items()) if (named := _named(each["found"]))}


def _named(found: list[dict[str, object]] | str) -> list[str]:
    assert not isinstance(found, str), found
    return [
        f"{each['id']} ({each['impact']}): {nodes[0]['html'][:200]} and {len(nodes) - 1} more"
        for each in found
        if each["impact"] in BAD and isinstance(nodes := each["nodes"], list)
    ]


def _copy(page: Path) -> Path:
    """Copy a page with axe in it, and without the policy that would stop it."""
    scripts = f'<script src="{RULES.as_uri()}"></script><script>{LOOK}</script></body>'
    text = POLICY.sub("", page.read_text(encoding="utf-8"))
    copy = page.with_suffix(".looked-at.html")
    copy.write_text(text.replace("</body>", scripts), encoding="utf-8")
    return copy


def _needs_axe() -> None:
    if RULES.is_file():
        return
    if shutil.which("npm") is None:
        pytest.skip("no Node.js on this machine to install axe-core with")
    pytest.fail("axe-core is not installed: run make axe")
