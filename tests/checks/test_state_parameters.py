"""Queries in sentences may be asked with parameters: read, sent, remembered and judged with them."""

from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_bdd.scenario import parse_step_arguments
from pytest_bdd.steps import step_function_context_registry

from conformance.checks.scenarios.outcomes import Mismatch
from conformance.checks.scenarios.parameters import as_parameters, shown
from conformance.checks.scenarios.vocabulary import step_modules
from conformance.checks.scenarios.world import World
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.model import Operation
from tests.checks.benches import bench_maker
from tests.checks.tiny_system import Errors, TinySystem

Table = list[list[str]]
Say = Callable[..., None]
CATALOG = Catalog(load_package("resident_records"))
ONE, OTHER = "転入通知未着者一覧", "抑止対象者一覧"
LIST = "「甲」の「一覧照会」"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (None, {}),
        ("日：2024-09-01", {"日": "2024-09-01"}),
        ("日：2024-09-01、番号：「甲」の番号", {"日": "2024-09-01", "番号": "「甲」の番号"}),
        ("番号：「甲」の番号、「乙」の番号、日：今日", {"番号": "「甲」の番号、「乙」の番号", "日": "今日"}),
        ("日：（なし）、番号：1", {"日": "（なし）", "番号": "1"}),
        (
            "額：規則《表》の額（区分：甲、日：今日）、番号：1",
            {"額": "規則《表》の額（区分：甲、日：今日）", "番号": "1"},
        ),
    ],
)
def test_pairs_are_read_and_written_back(text: str | None, read: dict[str, str]) -> None:
    assert as_parameters(text) == read
    assert shown(as_parameters(text)) == (f"（{text}）" if text else "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-09-01", "TKG-BDD026"),
        ("日：", "TKG-BDD026"),
        ("：2024-09-01", "TKG-BDD026"),
        ("日：今日、、番号：1", "TKG-BDD026"),
        ("日：今日）、番号：（1", "TKG-BDD026"),
        ("日：今日、日：今日", "TKG-BDD025"),
    ],
)
def test_what_is_no_list_of_pairs_is_refused(text: str, code: str) -> None:
    with pytest.raises(TekigoError) as raised:
        as_parameters(text)
    assert raised.value.code == code


@pytest.fixture
def bodies() -> list[dict[str, Any]]:
    """The requests that reached the system."""
    return []


@pytest.fixture
def say(tmp_path: Path, bodies: list[dict[str, Any]]) -> Iterator[Say]:
    """Perform a sentence as pytest-bdd does, in a world where 甲 is known."""

    def keep(_: Operation, body: object, __: Errors) -> None:
        assert isinstance(body, dict)
        bodies.append(body)

    with bench_maker(TinySystem(CATALOG, fault=keep), tmp_path) as bench_for:
        world = World(bench_for("scenario:test"), load_error_codes())
        world.bench.things["甲"] = {"宛名番号": "000000000000019", "氏名": "適合太郎"}
        yield lambda text, table=None: perform(world, text, table)


def perform(world: World, text: str, table: Table | None) -> None:
    values = [value for module in step_modules() for value in vars(module).values()]
    functions = [getattr(value, "_get_wrapped_function", lambda v=value: v)() for value in values]
    contexts = [step_function_context_registry.get(each) for each in functions if callable(each)]
    (context,) = [each for each in contexts if each and each.parser.is_matching(text)]
    arguments = parse_step_arguments(SimpleNamespace(name=text), context)  # type: ignore[arg-type]
    named = {
        name: value for name, value in arguments.items() if name in signature(context.step_func).parameters
    }
    context.step_func(world=world, **named, **({"datatable": table} if table else {}))


def test_a_query_without_parameters_asks_with_its_sample(say: Say, bodies: list[dict[str, Any]]) -> None:
    say(f"{LIST}の結果は1件である")

    assert bodies == [{"atenabango": "000000000000019", "ichiranmei": ONE}]


def test_parameters_go_over_the_sample(say: Say, bodies: list[dict[str, Any]]) -> None:
    say(f"{LIST}（一覧名：{OTHER}、取得件数：3）の結果は1件である")

    assert bodies == [{"atenabango": "000000000000019", "ichiranmei": OTHER, "shutokukensu": 3}]


def test_parameters_are_value_expressions(say: Say, bodies: list[dict[str, Any]]) -> None:
    say("「甲」の「住民検索」（氏名：「甲」の氏名、宛名番号：（なし））の結果は1件である")

    assert bodies == [{"shimei": "適合太郎"}]


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("は次のとおりである", [["項目", "値"], ["一覧名", OTHER]], [["項目", "値"], ["一覧名", ONE]]),
        ("に次の行がある", [["一覧名"], [OTHER]], [["一覧名"], [ONE]]),
        ("に次の行がない", [["一覧名"], [ONE]], [["一覧名"], [OTHER]]),
        ("は上から次のとおりである", [["一覧名"], [OTHER]], [["一覧名"], [ONE]]),
    ],
)
def test_every_sentence_on_a_state_takes_them(say: Say, sentence: str, right: Table, wrong: Table) -> None:
    say(f"{LIST}（一覧名：{OTHER}）の結果{sentence}", right)
    with pytest.raises(Mismatch):
        say(f"{LIST}（一覧名：{OTHER}）の結果{sentence}", wrong)


def test_a_wrong_count_is_told_with_the_parameters(say: Say) -> None:
    with pytest.raises(Mismatch, match=f"「一覧照会」（一覧名：{OTHER}）の結果が2件"):
        say(f"{LIST}（一覧名：{OTHER}）の結果は2件である")


def test_what_was_noted_is_kept_apart_by_parameters(say: Say) -> None:
    say(f"{LIST}（一覧名：{ONE}）の結果を控えておく")
    say(f"{LIST}（一覧名：{OTHER}、取得件数：3）の結果を控えておく")

    say(f"{LIST}（取得件数：3、一覧名：{OTHER}）の結果は控えたものと同じである")
    say(f"{LIST}（一覧名：{ONE}）の結果は控えたものと同じである")
    with pytest.raises(Mismatch):
        say(f"{LIST}（一覧名：{ONE}）の結果は控えたものと異なる")
    with pytest.raises(TekigoError) as raised:
        say(f"{LIST}（一覧名：{OTHER}）の結果は控えたものと同じである")
    assert raised.value.code == "TKG-BDD027"


def test_a_difference_is_taken_from_what_was_noted_with_the_same_parameters(say: Say) -> None:
    stock = "「甲」の「住民票コード残数照会」（残数下限：3）の結果"
    say(f"{stock}を控えておく")

    say(f"{stock}と控えたものとの差は次のとおりである", [["残数"], ["0"]])
    with pytest.raises(Mismatch, match="「残数」の差が1"):
        say(f"{stock}と控えたものとの差は次のとおりである", [["残数"], ["1"]])
    with pytest.raises(TekigoError) as raised:
        say("「甲」の「住民票コード残数照会」の結果と控えたものとの差は次のとおりである", [["残数"], ["0"]])
    assert raised.value.code == "TKG-BDD027"
