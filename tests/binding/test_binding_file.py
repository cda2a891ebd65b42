"""A binding file that is wrong: every mistake is told with its line, before anything is sent."""

from pathlib import Path

import pytest

from conformance.binding.load import BindingErrors, load_binding
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from tests.binding import files

CATALOG = Catalog(load_package("resident_records"))


def findings(folder: Path, text: str) -> list[tuple[str, str]]:
    """Load a binding that is wrong and return (code, the line it names)."""
    path = folder / "binding.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BindingErrors) as caught:
        load_binding(path, CATALOG, load_error_codes())
    lines = text.splitlines()
    return [
        (each.code, lines[int(each.origin.rpartition(":")[2]) - 1].strip()) for each in caught.value.findings
    ]


def test_the_binding_of_the_tests_is_right(tmp_path: Path) -> None:
    path = tmp_path / "binding.yaml"
    path.write_text(files.BINDING, encoding="utf-8")

    binding = load_binding(path, CATALOG, load_error_codes())

    assert list(binding.operations) == ["転入届", "メモ登録", "メモ照会"]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "line"),
    [
        (
            "business: resident_records",
            "business: child_allowance",
            "TKG-BND003",
            "business: child_allowance",
        ),
        ("  氏名: person.name", "  指名: person.name", "TKG-SPEC051", "指名: person.name"),
        ("  転入届:", "  転入とどけ:", "TKG-SPEC052", "転入とどけ:"),
        ('{"1": M', '{"7": M', "TKG-BND005", '性別: {"7": M, "2": F}'),
        ("REQUIRED: E0001", "REQUIRED: E9999", "TKG-BND004", None),
        ("absent: [住所_郵便番号]", "absent: [氏名]", "TKG-BND006", "氏名: person.name"),
        ("rows: call.body.items", "rows: 'call.body.('", "TKG-BND020", "メモ照会:"),
        ("list: answer.body.faults", "list: 'answer.('", "TKG-BND020", "errors:"),
        ("{from: next}", "{from: 'next +'}", "TKG-BND020", "メモ照会:"),
        (
            "person: request.宛名番号",
            "person: request.個人番号",
            "TKG-BND007",
            "query: {person: request.個人番号}",
        ),
        ("{draft.body.draft.id}", "{drft.body.draft.id}", "TKG-BND050", None),
        ("rows: call.body.items", "rows: cal.body.items", "TKG-BND050", None),
        ("list: answer.body.faults", "list: anser.body.faults", "TKG-BND050", "list: anser.body.faults"),
        ("'$merge([$vendor(request),", "'$merge([$vendr(request),", "TKG-BND051", None),
        ("'$replace($,", "'$replase($,", "TKG-BND051", None),
        ("request.メモ内容", "request.メモ内用", "TKG-SPEC051", None),
        ("request.メモ内容", "request.shimei", "TKG-BND054", None),
        ("request.メモ内容", '$value("メモ内用", 1)', "TKG-SPEC051", None),
        ("name: approval", "name: request", "TKG-BND052", "- name: request"),
        ("name: approval", "name: draft", "TKG-BND053", None),
        ('{"1": M, "2": F}', '{"1": M, "2": M}', "TKG-BND055", None),
        ("メモ番号: note.no", "メモ番号: note", "TKG-BND056", "メモ内容: note.text"),
        ("{X-Office:", "{X Office:", "TKG-BND057", None),
        ("{X-Office:", "{Authorization:", "TKG-BND058", None),
        ("{X-Office:", "{X-API-Key:", "TKG-BND058", None),
        ('{"メモ変更区分": "登録"}', '{"メモ変更区文": "登録"}', "TKG-SPEC051", None),
        ("{from: next}", "{from: '$string(request.個人番号)'}", "TKG-BND007", None),
        ("path: /drafts\n", "path: drafts\n", "TKG-SPEC010", "path: drafts"),
        ("method: GET", "method: FETCH", "TKG-SPEC010", "- method: FETCH"),
        ("rows: call.body.items", "rwos: call.body.items", "TKG-SPEC011", "rwos: call.body.items"),
        ("format: tekigo.binding/1\n", "", "TKG-SPEC012", None),
    ],
)
def test_a_mistake_is_told_at_its_line(
    tmp_path: Path, right: str, wrong: str, code: str, line: str | None
) -> None:
    assert right in files.BINDING

    found = findings(tmp_path, files.BINDING.replace(right, wrong))

    assert code in [each for each, _ in found]
    assert line is None or (code, line) in found


def test_several_mistakes_come_together(tmp_path: Path) -> None:
    text = files.BINDING.replace("  氏名:", "  指名:").replace("REQUIRED: E0001", "REQUIRED: E9999")

    assert [code for code, _ in findings(tmp_path, text)] == ["TKG-SPEC051", "TKG-BND004"]


@pytest.mark.parametrize(
    "text",
    [
        "names: &a {b: *a}\n",
        f"names: {'[' * 200}{']' * 200}\n",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
            for old, new in zip("abcdef", "bcdefg", strict=True)
        ),
    ],
)
def test_anchors_that_never_end_are_told(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text)[0][0] == "TKG-SPEC045"


@pytest.mark.parametrize("text", ["", "[]", "a: [", "\x00", "names: {a: b"])
def test_what_is_no_binding_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "binding.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BindingErrors):
        load_binding(path, CATALOG, load_error_codes())


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TekigoError) as caught:
        load_binding(tmp_path / "nowhere.yaml", CATALOG, load_error_codes())

    assert caught.value.code == "TKG-BND001"
