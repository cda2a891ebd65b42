"""`tekigo explain`: what a message, a requirement or an error code means."""

import difflib
import re
from collections.abc import Iterator

import click
from msgspec import structs

from conformance.cli.show import json_option, print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError, language, lookup, message
from conformance.i18n.messages import areas, codes
from conformance.spec.official import Erratum

_PLACEHOLDER = re.compile(r"\{[a-z_]*\}")
_BRACES = re.compile(r"\{\{|\}\}")
_WORDS = {
    "code": "コード",
    "meaning": "意味",
    "cause": "原因",
    "remedy": "対処",
    "business": "業務",
    "id": "要件ID",
    "section": "節",
    "official_id": "機能ID",
    "title": "題",
    "summary": "要旨",
    "summary_en": "要旨（英語）",
    "class": "類型",
    "applies_to": "対象の団体",
    "optional_for": "任意とする団体",
    "introduced": "初出の版",
    "withdrawn": "廃止の版",
    "due": "適合基準日",
    "transition_until": "経過措置の期限",
    "option": "オプションの名",
    "testability": "確かめ方",
    "testability_reason": "その理由",
    "operations": "関係する操作",
    "readings": "読み方",
    "judged": "判定のしかた",
    "reason": "その理由",
    "items": "関係する項目",
    "codes": "どれも正しいエラー",
    "requirement": "要件",
    "third_party": "第三者の指摘",
    "name": "名称",
    "http": "HTTP状態",
    "kind": "種別",
    "message": "メッセージ",
    "source": "出典",
    "fidelity": "確かさ",
    "note": "注記",
    "origin": "定義の場所",
}


@click.command(
    help=say(
        "メッセージのコード、要件のID、疑義の番号、エラーコードを説明します。例: TKG-SPEC002、AN-E08、E0001",
        "Explains a message code, a requirement id, an erratum or an error code: TKG-SPEC002, AN-E08, E0001.",
    )
)
@click.argument("code", metavar="CODE|ID")
@json_option()
def command(code: str, as_json: bool) -> None:
    wanted = code.strip()
    found = _message(wanted.upper()) or _requirement(wanted) or _error_code(wanted.upper())
    if found is None:
        near = difflib.get_close_matches(wanted, list(_known()), n=3)
        raise TekigoError("TKG-CLI010", name=wanted, near="、".join(near))
    if as_json:
        print_json(found)
        return
    order = list(_WORDS)
    for name, value in sorted(found.items(), key=lambda pair: order.index(pair[0])):
        if value:
            click.echo(f"{say(_WORDS[name], name)}: {value}")


def _message(code: str) -> dict[str, str] | None:
    found = lookup(code) if code.startswith("TKG-") else None
    if found is None:
        return None
    english = language() == "en"
    texts = {
        "code": code,
        "meaning": found.en if english else found.ja,
        "cause": found.cause_en if english else found.cause_ja,
        "remedy": found.remedy_en if english else found.remedy_ja,
    }
    return {name: _BRACES.sub("", _PLACEHOLDER.sub("…", text)) for name, text in texts.items()}


def _requirement(wanted: str) -> dict[str, str] | None:
    from conformance.spec.load import list_packages, load_standard, load_whole

    prefix = wanted.partition("-")[0].upper()
    for path in list_packages() if "-" in wanted else ():
        if load_standard(path).prefix != prefix:
            continue
        package = load_whole(path)
        for each in package.requirements:
            if each.id.upper() == wanted.upper():
                facts = {name: _shown(value) for name, value in structs.asdict(each).items() if value}
                facts["class"] = facts.pop("class_")
                facts["operations"] = "、".join(
                    o.name for o in package.operations if each.id in o.requirements
                )
                return {"business": package.standard.name, **facts}
        for erratum in package.errata:
            if erratum.id.upper() == wanted.upper():
                return {"business": package.standard.name, **_erratum(erratum)}
    return None


def _erratum(erratum: Erratum) -> dict[str, str]:
    """Tell both readings of an erratum with the cells that say so."""
    told = (f"{each.says}（{'、'.join(each.cells)}）" for each in erratum.readings)
    names = ("id", "title", "kind", "reason", "items", "codes", "requirement", "third_party", "origin")
    facts = {name: _shown(getattr(erratum, name)) for name in names}
    return {**facts, "readings": " / ".join(told), "judged": message(f"spec.judged_{erratum.judged}")}


def _error_code(code: str) -> dict[str, str] | None:
    from conformance.spec.load import load_error_codes

    for each in load_error_codes():
        if each.code == code:
            return {name: str(value) for name, value in structs.asdict(each).items() if value}
    return None


def _known() -> Iterator[str]:
    from conformance.spec.load import list_packages, load_error_codes, load_whole

    for area in areas():
        yield from (code for code in codes(area) if code.startswith("TKG-"))
    yield from (each.code for each in load_error_codes())
    for path in list_packages():
        package = load_whole(path)
        yield from (each.id for each in package.requirements)
        yield from (each.id for each in package.errata)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
