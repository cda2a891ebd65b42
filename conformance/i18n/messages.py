"""The message catalogue: one YAML file per area in `messages/`, read when its first code is asked for."""

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
CATALOGUE = Path(__file__).parent / "messages"
CODE = re.compile(r"TKG-([A-Z]+)\d{3}|([a-z]+)\.[a-z0-9_]+")

_current: list[Language] = ["ja"]


class Message(NamedTuple):
    """One message in both languages: what happened, why it happens, what to do about it.

    A phrase that only stands inside other messages (its key is `area.word`, not a code) has neither cause nor remedy.
    """

    ja: str
    en: str
    cause_ja: str = ""
    cause_en: str = ""
    remedy_ja: str = ""
    remedy_en: str = ""


class _Params(dict[str, object]):
    """Leaves a placeholder standing: a message that lacks a parameter must not hide the error it tells."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def set_language(lang: Language) -> None:
    """Choose the language of every later message of this process."""
    _current[0] = lang


def language() -> Language:
    """Tell the language in use; Japanese unless set otherwise."""
    return _current[0]


def lookup(code: str) -> Message | None:
    """Find a message by its code (`TKG-SPEC001`) or a phrase by its key; None when nobody wrote it."""
    match = CODE.fullmatch(code)
    return _area((match[1] or match[2]).lower()).get(code) if match else None


def message(code: str, lang: Language | None = None, /, **params: object) -> str:
    """Say what happened, in `lang` or the language in use."""
    found = lookup(code)
    if found is None:
        return " ".join([code, *(f"{name}={value}" for name, value in params.items())])
    return _fill(found.en if _chosen(lang) == "en" else found.ja, params)


def cause(code: str, lang: Language | None = None, /, **params: object) -> str:
    """Say why it happens; empty for an unknown code."""
    found = lookup(code)
    if found is None:
        return ""
    return _fill(found.cause_en if _chosen(lang) == "en" else found.cause_ja, params)


def remedy(code: str, lang: Language | None = None, /, **params: object) -> str:
    """Say what the reader can do about it; empty for an unknown code."""
    found = lookup(code)
    if found is None:
        return ""
    return _fill(found.remedy_en if _chosen(lang) == "en" else found.remedy_ja, params)


def areas() -> list[str]:
    """List the areas that have a catalogue file."""
    return sorted(path.stem for path in CATALOGUE.glob("*.yaml"))


def codes(area: str) -> list[str]:
    """List the codes and phrases of an area, in the order of its file."""
    return list(_area(area))


def _chosen(lang: Language | None) -> Language:
    return lang or _current[0]


def _fill(text: str, params: dict[str, object]) -> str:
    return text.format_map(_Params(params))


@cache
def _area(area: str) -> dict[str, Message]:
    import yaml

    path = CATALOGUE / f"{area}.yaml"
    if not path.is_file():
        return {}
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (
        yaml.YAMLError
    ):  # the error to be told must not be hidden by one of the catalogue; tests find the latter
        return {}
    return {code: Message(**texts) for code, texts in (data or {}).items()}
