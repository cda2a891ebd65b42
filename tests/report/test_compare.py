"""What a comparison says: bids by one yardstick, one system before and after, and never a word of an invalid run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from compared import INFO, SOUND, SUITE, bids, bundle, ground, history
from msgspec.structs import replace
from sample_run import RECORDS, record

from conformance.i18n import TekigoError
from conformance.report.bundle import RunBundle
from conformance.report.compare.groups import better, worse
from conformance.report.compare.make import compare, refuse_unlike
from conformance.report.compare.model import Comparison, Shown
from conformance.report.compare.summary import conclusion, summary
from conformance.report.labels import labels
from conformance.spec.rules.in_force import RowInForce, TableInForce

T = labels("ja")


def grouped(found: Comparison) -> dict[str, list[str]]:
    return {group: [line.id for line in found.of(group)] for group in {line.group for line in found.lines}}


def test_bids_differ_first_and_say_why(tmp_path: Path) -> None:
    found = compare(bids(tmp_path))
    refuse_unlike(found)
    assert (found.mode, found.valid, found.moved) == ("bids", True, ())
    assert [line.id for line in found.of("decisive")] == ["ZZ-2.M"]
    assert len(found.of("agreed")) == 8
    assert found.lines[0].id == "ZZ-2.M"
    assert [(cell.word, cell.why.splitlines()[0]) for cell in found.lines[0].cells] == [
        ("nonconformant", "合格しなかった検査がある"),
        ("conformant", "検査がすべて合格した"),
    ]


def test_an_option_of_one_bid_alone_is_a_difference_of_options(tmp_path: Path) -> None:
    declared = replace(ground().ground.declarations, options=("bulk", "zoom"))
    found = compare(bids(tmp_path, bases=[ground(declarations=declared)]))
    assert [line.id for line in found.of("optional")] == ["ZZ-7.O"]
    refuse_unlike(found)


ROW = RowInForce(
    results={"額": "500"}, source="条例1条", fidelity="statute", origin="a.csv:1", ordinance="t.yaml:9"
)
TABLE = TableInForce(
    id="g", name="額の表", dated_by="日", keys=(), ranges=(), results=("額",), rows=1, in_force=(ROW,)
)


CORE_CITY = ground(declarations=replace(ground().ground.declarations, municipality_class="core_city"))
UNLIKE: dict[str, tuple[dict[str, object], str]] = {
    "specs": ({"digests": {**SUITE, "specs": "sha256:0"}}, "標準仕様のデータ"),
    "features": ({"digests": {**SUITE, "features": "sha256:0"}}, "シナリオ"),
    "steps": ({"digests": {**SUITE, "steps": "sha256:0"}}, "手順の定義"),
    "program": ({"digests": {**SUITE, "program": "sha256:0"}}, "tekigo のプログラム"),
    "no record": ({"digests": {}}, "記録なし"),
    "class": ({"bases": [CORE_CITY]}, "自治体の区分: 一般市区町村 / 中核市"),
    "ordinance": ({"businesses": [replace(INFO[0], rules=(TABLE,))]}, "額の表 額=500 [条例1条]"),
    "no rules": ({"businesses": [replace(INFO[0], rules=None)]}, "条例の値: なし / 記録なし"),
    "no probe": ({"records": SOUND[:5] + SOUND[6:]}, "検査の種類"),
}


@pytest.mark.parametrize(("second", "named"), UNLIKE.values(), ids=UNLIKE)
def test_bids_by_unlike_yardsticks_are_refused_and_what_differs_is_named(
    tmp_path: Path, second: dict[str, object], named: str
) -> None:
    with pytest.raises(TekigoError) as refused:
        refuse_unlike(compare(bids(tmp_path, **second)))
    assert refused.value.code == "TKG-REP022"
    assert named in str(refused.value)


@pytest.mark.parametrize(
    "unrecorded", [{"digests": {}}, {"businesses": [replace(INFO[0], rules=None)]}], ids=str
)
def test_what_no_run_recorded_is_not_taken_for_the_same(
    tmp_path: Path, unrecorded: dict[str, object]
) -> None:
    make: Callable[..., RunBundle] = bundle
    runs = [make(tmp_path / name, vendor=name, **unrecorded) for name in ("a", "b")]
    with pytest.raises(TekigoError, match="TKG-REP022"):
        refuse_unlike(compare(runs))


def test_where_the_target_file_stands_does_not_matter(tmp_path: Path) -> None:
    elsewhere = replace(TABLE, in_force=(replace(ROW, ordinance="other.yaml:3"),))
    one = bundle(tmp_path / "1", businesses=[replace(INFO[0], rules=(TABLE,))])
    two = bundle(tmp_path / "2", businesses=[replace(INFO[0], rules=(elsewhere,))], vendor="乙社")
    refuse_unlike(compare([one, two]))


def test_an_invalid_bid_lends_no_word(tmp_path: Path) -> None:
    found = compare(bids(tmp_path, interrupted=True))
    assert {line.cells[1].word for line in found.lines} == {"invalid"}
    assert not found.of("decisive")
    assert (found.valid, found.systems[1].problems) == (False, ("TKG-VER016",))
    told = [row.cells[1][0].text for row in summary(found, T) if row.cells]
    assert "✕ 無効" in told
    assert not any(text.endswith("適合") or text.startswith("適合") for text in told)


def test_a_history_tells_what_became_worse_and_what_was_mended(tmp_path: Path) -> None:
    after = (
        record(1, "failed", "ZZ-1.M"), record(2, "passed", "ZZ-2.M"), record(3, "passed", "ZZ-3.M"), *RECORDS[3:6],
        record(8, "blocked", "ZZ-9.M"),
    )  # fmt: skip
    found = compare(
        history(tmp_path, RECORDS, after, version="1.1")[::-1]
    )  # the order of naming does not matter
    assert found.mode == "history"
    assert [each.folder for each in found.systems] == ["old", "new"]
    assert grouped(found)["regression"] == ["ZZ-1.M"]
    assert grouped(found)["mended"] == ["ZZ-2.M", "ZZ-3.M"]
    assert len(grouped(found)["same"]) == 6
    assert found.lines[0].id == "ZZ-1.M"


def test_another_failing_check_under_the_same_word_is_noticed(tmp_path: Path) -> None:
    found = compare(history(tmp_path, RECORDS, (*RECORDS, record(9, "failed", "ZZ-2.M"))))
    assert grouped(found)["checks"] == ["ZZ-2.M"]


@pytest.mark.parametrize(
    ("now", "key"),
    [
        ({}, "neither"),
        ({"version": "2.0"}, "only_system"),
        ({"digests": {**SUITE, "specs": "sha256:0"}}, "only_yardstick"),
        ({"version": "2.0", "digests": {**SUITE, "specs": "sha256:0"}}, "both"),
        ({"digests": {**SUITE, "binding": "sha256:0"}}, "only_system"),
    ],
)
def test_a_history_says_whether_the_system_or_the_yardstick_moved(
    tmp_path: Path, now: dict[str, object], key: str
) -> None:
    found = compare(history(tmp_path, RECORDS, RECORDS, **now))
    refuse_unlike(found)  # a history is shown, whatever moved
    assert conclusion(found, T) == T["compare"][key]


def test_an_invalid_run_leaves_a_history_untold(tmp_path: Path) -> None:
    found = compare(history(tmp_path, RECORDS, SOUND, interrupted=True))
    assert list(grouped(found)) == ["unjudged"]


WORSE: list[tuple[Shown, Shown]] = [
    ("conformant", "nonconformant"), ("conformant", "unverified"), ("conformant", "blocked"),
    ("conformant", "attested"), ("conformant", "in_transition"), ("unverified", "nonconformant"),
    ("in_transition", "nonconformant"), ("attested", "unverified"),
]  # fmt: skip
BETTER: list[tuple[Shown, Shown]] = [
    ("nonconformant", "conformant"),
    ("unverified", "attested"),
    ("attested", "conformant"),
]
NEITHER: list[tuple[Shown, Shown]] = [
    ("nonconformant", "unverified"), ("nonconformant", "blocked"), ("nonconformant", "attested"),
    ("nonconformant", "in_transition"), ("nonconformant", "out_of_scope"), ("conformant", "out_of_scope"),
    ("out_of_scope", "conformant"), ("out_of_scope", "nonconformant"), ("conformant", "conformant"),
    ("absent", "conformant"), ("conformant", "absent"), ("conformant", "undecidable"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), WORSE + BETTER + NEITHER, ids=str)
def test_silence_after_a_failure_mends_nothing_and_lost_proof_is_worse(old: Shown, new: Shown) -> None:
    assert worse(old, new) == ((old, new) in WORSE)
    assert better(old, new) == ((old, new) in BETTER)


def test_names_of_one_system_are_known_in_any_width(tmp_path: Path) -> None:
    one = bundle(tmp_path / "1", product="Ａｌｐｈａ 1", vendor="ABC")
    other = bundle(tmp_path / "2", product="alpha  1", vendor="abc", started="2026-05-01T09:00:00+09:00")
    assert compare([one, other]).mode == "history"
    assert compare([one, other], "bids").mode == "bids"


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    one, two = history(tmp_path, RECORDS, RECORDS)
    three = bundle(tmp_path / "three")
    far = bundle(tmp_path / "far", bases=[replace(ground(), key="yy", name="別業務")], records=())
    refused_runs = {
        "TKG-REP020": [[one], [one, one]],
        "TKG-REP021": [[one, two, three]],
        "TKG-REP023": [[one, far]],
    }
    for runs, code in [(runs, code) for code, many in refused_runs.items() for runs in many]:
        with pytest.raises(TekigoError) as refused:
            compare(runs)
        assert refused.value.code == code
    assert len(compare([one, two, three], "bids").systems) == 3
