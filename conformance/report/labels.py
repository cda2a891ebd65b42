"""The words of all reports in both languages, from reports/templates/labels.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

from conformance.spec.paths import data_root, program_root

LABELS = "labels.yaml"
TEMPLATES = "reports/templates"


def templates_dir() -> Path:
    """Return the folder of the report templates: of the data in use where it has one, else of the program."""
    own = data_root() / TEMPLATES
    return own if own.is_dir() else program_root() / TEMPLATES


@cache
def labels(lang: str) -> dict[str, Any]:
    """Return the words of one language as nested dicts; the leaves are strings."""
    import yaml

    text = (templates_dir() / LABELS).read_text(encoding="utf-8")
    chosen = _choose(yaml.load(text, Loader=yaml.CSafeLoader), lang)
    if not isinstance(chosen, dict):
        raise TypeError(LABELS)
    return chosen


def _choose(node: Any, lang: str) -> Any:  # noqa: ANN401 - any YAML value
    if isinstance(node, dict) and set(node) == {"ja", "en"}:
        return node[lang]
    if isinstance(node, dict):
        return {key: _choose(value, lang) for key, value in node.items()}
    raise TypeError(LABELS)
