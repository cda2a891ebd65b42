"""What a binding takes along is measured: a name that looks alike, or stands in a comment, takes nothing along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conformance.binding.load import load_binding
from conformance.binding.notes import notes
from conformance.binding.reach import Reach
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.binding.model import Binding

CATALOG = Catalog(load_package("resident_records"))
HEAD = """
format: tekigo.binding/1
business: resident_records
names: {氏名: person.name, 異動年月日: moved.on}
"""


def bound(folder: Path, operations: str, head: str = HEAD) -> Binding:
    path = folder / "binding.yaml"
    path.write_text(head + operations, encoding="utf-8")
    return load_binding(path, CATALOG, load_error_codes())


def reaches(binding: Binding, operation: str, item: str) -> bool:
    return Reach(binding, CATALOG).item(CATALOG.operation(operation), CATALOG.item(item))


def entry(body: str) -> str:
    return f"operations: {{転入届: {{calls: [{{method: POST, path: /in, body: '{body}'}}]}}}}\n"


@pytest.mark.parametrize(
    ("body", "item", "reached"),
    [
        ("$vendor(request)", "氏名", True),
        ("$vendor(request)", "氏名_フリガナ", False),
        ("request ~> $vendor", "氏名", True),
        ('{"kana": request.氏名_フリガナ}', "氏名", False),
        ('{"kana": request.氏名_フリガナ}', "氏名_フリガナ", True),
        ('{"kind": "IN" /* request.氏名 */, "a": 1}', "氏名", False),
        ('$vendor($sift(request, function($v, $k) { $k != "氏名" }))', "氏名", False),
        ('$vendor($sift(request, function($v, $k) { $k != "氏名" }))', "異動年月日", True),
        ('{"given": $exists(request.氏名)}', "氏名", False),
        ('{"all": $each(request, function($v, $k) { $k & "=" & $string($v) })}', "性別", True),
        ('request.登録区分 = "仮登録" ? {"held": request.氏名} : {}', "氏名", True),
        ('request.登録区分 = "仮登録" ? {"held": 1} : {}', "登録区分", True),
        ('{"sex": request.性別 = "9" ? "X" : "Y"}', "氏名", False),
    ],
)
def test_an_item_is_reached_when_its_value_goes_out(
    tmp_path: Path, body: str, item: str, *, reached: bool
) -> None:
    assert reaches(bound(tmp_path, entry(body)), "転入届", item) is reached


def test_a_call_that_hangs_on_an_answer_counts(tmp_path: Path) -> None:
    binding = bound(
        tmp_path,
        "operations: {転入届: {calls: ["
        "{name: draft, method: POST, path: /in, body: '{}'},"
        "{name: done, method: POST, path: '/in/{draft.body.id}', when: 'draft.body.open',"
        " body: '{\"n\": request.氏名}'}]}}\n",
    )

    assert reaches(binding, "転入届", "氏名")


def test_an_item_of_an_address_is_told_from_one_of_a_body(tmp_path: Path) -> None:
    operations = """
operations:
  転入届:
    calls: [{method: POST, path: '/in/{request.異動年月日}', body: '{"n": request.氏名}'}]
"""
    reach = Reach(bound(tmp_path, operations), CATALOG)
    operation = CATALOG.operation("転入届")

    assert reach.in_address(operation, CATALOG.item("異動年月日"))
    assert not reach.in_address(operation, CATALOG.item("氏名"))


def test_an_item_that_is_only_sent_is_not_read(tmp_path: Path) -> None:
    operations = """
operations:
  転入届:
    calls: [{method: POST, path: /in, body: $vendor(request)}]
    answer: {rows: call.body, row: '{"宛名番号": no /* 氏名 */}'}
"""
    reach = Reach(bound(tmp_path, operations), CATALOG)

    assert reach.reads(CATALOG.operation("転入届"), "宛名番号")
    assert not reach.reads(CATALOG.operation("転入届"), "氏名")


@pytest.mark.parametrize(
    ("call", "answer", "code"),
    [
        ("accepted: 'true'", "rows: call.body", "TKG-BND061"),
        ("accepted: '$exists(request)'", "rows: call.body", "TKG-BND061"),
        ("when: 'false'", "rows: call.body", "TKG-BND062"),
        ("when: '$not(false)'", "rows: call.body", "TKG-BND062"),
        ("when: 'request.氏名 = \"a\"'", "rows: call.body", "TKG-BND063"),
        ("when: 'request.氏名 = \"a\"'", "rows: call.body", "TKG-BND064"),
        ("body: '{}'", 'rows: \'[{"no": "1"}]\'', "TKG-BND065"),
        ("body: '{}'", "rows: request", "TKG-BND065"),
        ("body: '{}'", 'rows: call.body, row: \'{"氏名": "a"}\'', "TKG-BND065"),
        ("body: '{}'", "rows: call.body, row: '{\"氏名\": $request.氏名}'", "TKG-BND065"),
    ],
)
def test_what_the_binding_decides_itself_is_noted(tmp_path: Path, call: str, answer: str, code: str) -> None:
    operations = f"""
operations:
  転入届:
    calls: [{{method: POST, path: /in, {call}}}]
    answer: {{{answer}}}
"""

    found = notes(bound(tmp_path, operations), CATALOG)

    assert ("転入届", code) in [(each.operation, each.code) for each in found]


def test_a_list_of_refusals_that_is_made_up_is_noted(tmp_path: Path) -> None:
    head = HEAD + 'errors: {list: \'[{"why": "E0001"}]\', code: why}\n'

    found = notes(bound(tmp_path, entry("$vendor(request)"), head), CATALOG)

    assert [each.code for each in found] == ["TKG-BND066"]


def test_a_plain_binding_has_no_notes(tmp_path: Path) -> None:
    operations = """
operations:
  転入届:
    calls: [{method: POST, path: /in, body: $vendor(request)}]
    answer: {rows: 'call.body.rows[kind = "A"]', row: '$merge([$contract($), {"氏名": first & " " & last}])'}
"""

    assert notes(bound(tmp_path, operations), CATALOG) == []
