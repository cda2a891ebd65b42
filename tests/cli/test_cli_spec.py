"""`tekigo spec` and `tekigo explain`."""

import json

import pytest

from tests.cli.conftest import Run
from tests.spec.made_package import MadePackage


@pytest.mark.usefixtures("made")
def test_list(tekigo: Run) -> None:
    code, out, _ = tekigo("spec", "list")
    assert code == 0
    assert "甲業務" in out
    row = json.loads(tekigo("spec", "list", "--json")[1])[0]
    assert (row["business"], row["mandatory"], row["optional"], row["prohibited"]) == ("alpha", 1, 1, 1)
    assert (row["edition"], row["editions"]) == ("1.0", ["1.0", "2.0"])


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AL-1.M", "要件 登録できること。 mandatory specs/alpha/requirements.csv:2"),
        ("登録届", "操作 toroku 氏名={日本人氏名} 区分 継続 誕生日"),
        ("toroku", "操作 登録届"),
        ("異動日", "項目 idobi DATE"),
        ("区分", "項目 コード一覧 新規"),
        ("削除", "探査 AL-2.N"),
    ],
)
def test_show(tekigo: Run, name: str, words: str) -> None:
    code, out, _ = tekigo("spec", "show", name)
    assert code == 0
    assert all(word in out for word in words.split())
    shown = json.loads(tekigo("spec", "show", name, "-b", "alpha", "--json")[1])
    assert shown[0]["business"] == "alpha"


@pytest.mark.usefixtures("made")
def test_show_without_a_name_shows_the_business(tekigo: Run) -> None:
    out = tekigo("spec", "show", "-b", "alpha")[1]
    assert "AL-1.M" in out
    assert "AL-3.M" not in out  # comes with a later edition
    assert "登録届" in out
    assert json.loads(tekigo("spec", "show", "-b", "alpha", "--json")[1])["items"]


def test_show_of_a_rule_table(tekigo: Run, made: MadePackage) -> None:
    made.with_rules()
    code, out, _ = tekigo("spec", "show", "-b", "alpha", "金額")
    assert code == 0
    assert "# 甲業務: 規則表" in out
    assert "条例: 別の値を定め得る" in out
    rows = [" ".join(line.split()) for line in out.splitlines() if "法" in line]
    assert rows == [
        "新規 2015-03 100 〜2024-09-30 円 旧法1条 法令",
        "新規 2015-04 200 〜2024-09-30 円 旧法1条 法令",
        "新規 300 2024-10-01〜 円 新法1条 法令",
        "継続 50 2020-04-01〜 円 新法2条 暫定",
    ]
    told = [line for line in tekigo("spec", "show", "nenrei")[1].splitlines() if "法3条" in line]
    assert [line.split()[0] for line in told[:2]] == ["基準日の月初の3年前", "基準日の年度初めの18年前の翌日"]
    assert ["誕生日_から" in line for line in told] == [
        True,
        False,
        False,
    ]  # the limit that its sources dispute
    (shown,) = json.loads(tekigo("spec", "show", "金額", "--json")[1])
    assert (shown["kind"], shown["dated_by"], len(shown["rows"])) == ("rule", "異動日", 4)
    assert shown["rows"][0]["valid_to"] == "2024-09-30"
    assert "金額" in tekigo("spec", "show", "-b", "alpha", "金高")[2]


def test_show_of_a_business_lists_its_rule_tables(tekigo: Run, made: MadePackage) -> None:
    assert "規則表" not in tekigo("spec", "show", "-b", "alpha")[1]
    made.with_rules()
    out = tekigo("spec", "show", "-b", "alpha")[1]
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "金額 4 可 異動日 AL-1.M" in lines
    assert "年齢 3 異動日" in lines
    shown = json.loads(tekigo("spec", "show", "-b", "alpha", "--json")[1])["rules"]
    assert [(each["sheet"]["name"], len(each["rows"])) for each in shown] == [("金額", 4), ("年齢", 3)]


@pytest.mark.usefixtures("made")
def test_show_of_something_unknown(tekigo: Run) -> None:
    code, _, err = tekigo("spec", "show", "登録居")
    assert code == 2
    assert "登録届" in err


def test_coverage(tekigo: Run, made: MadePackage) -> None:
    made.change("alpha/items.csv", "AL-1.O", "")
    made.write("features/alpha/a.feature", "機能: 甲\n\n  @AL-1.O\n  シナリオ: 任意\n    もし 登録する\n")
    out = tekigo("spec", "coverage", "-b", "alpha")[1]
    assert "試験のないもの: 0件" in out
    told = json.loads(tekigo("spec", "coverage", "-b", "alpha", "--json")[1])
    assert told["gaps"] == []
    checked = {line["id"]: line["checked"] for line in told["requirements"]}
    assert checked == {"AL-1.M": True, "AL-1.O": True, "AL-2.N": True}
    told = json.loads(tekigo("spec", "coverage", "-b", "alpha", "--edition", "2.0", "--json")[1])
    assert told["edition"] == "2.0"
    assert [each["unchecked"] for each in told["shares"] if each["class"] == "mandatory"] == [0, 1]
    made.change(
        "alpha/requirements.csv", "AL-3.M,3", "AL-4.M,4,乙,乙。,mandatory,,1.0,,api,,S 4,statute\nAL-3.M,3"
    )
    out = tekigo("spec", "coverage", "-b", "alpha")[1]
    assert "試験のないもの: 1件\n  AL-4.M 乙 (specs/alpha/requirements.csv:5)" in out


def test_coverage_counts_what_no_check_can_know(tekigo: Run) -> None:
    points = json.loads(tekigo("spec", "coverage", "-b", "resident_records", "--json")[1])["open"]
    shown = tekigo("spec", "coverage", "-b", "resident_records")[1]
    lengths = [each["item"] for each in points if each["kind"] == "length"]
    assert "氏名" in lengths
    assert "個人番号" not in lengths
    assert f"桁数 {len(lengths)}件、コード {len(points) - len(lengths)}件" in shown


def test_lint(tekigo: Run, made: MadePackage) -> None:
    assert tekigo("spec", "lint")[:2] == (0, "標準の定義とシナリオに誤りはありません（手順の定義 0）\n")
    line = made.change("alpha/requirements.csv", "画面のため", "")
    code, out, err = tekigo("spec", "lint")
    assert code == 2
    assert out.startswith(f"specs/alpha/requirements.csv:{line}: TKG-SPEC073")
    assert "TKG-SPEC096: 標準の定義に誤りが1件あります" in err
    assert json.loads(tekigo("spec", "lint", "--json")[1])[0]["code"] == "TKG-SPEC073"


def test_lint_locks_new_ids_when_told_to(tekigo: Run, made: MadePackage) -> None:
    made.change("ids.lock", "AL-3.M\t2.0\n", "")
    assert tekigo("spec", "lint")[0] == 2
    code, _, err = tekigo("spec", "lint", "--update-lock")
    assert code == 0
    assert "1件" in err


@pytest.mark.usefixtures("made")
def test_schema(tekigo: Run) -> None:
    assert tekigo("spec", "schema", "--check")[0] == 2
    assert "specs/schema/items.schema.json" in tekigo("spec", "schema")[1]
    assert tekigo("spec", "schema", "--check")[0] == 0
    assert tekigo("spec", "schema")[1] == ""


@pytest.mark.usefixtures("made")
def test_openapi(tekigo: Run) -> None:
    code, out, _ = tekigo("spec", "openapi", "-b", "alpha")
    assert code == 0
    assert json.loads(out)["openapi"].startswith("3.1")


def test_a_wrong_file_is_told_line_by_line(tekigo: Run, made: MadePackage) -> None:
    made.change("alpha/requirements.csv", "mandatory", "must")
    code, _, err = tekigo("spec", "show", "-b", "alpha")
    assert code == 2
    assert "  specs/alpha/requirements.csv:2: TKG-SPEC010: class が「must」" in err


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("TKG-SPEC003", "コード 原因 対処 業務のキーが違います"),
        ("tkg-spec003", "TKG-SPEC003"),
        ("AL-1.M", "甲業務 登録できること。 登録届、照会 出典"),
        ("al-1.m", "AL-1.M"),
        ("T1", "先の日 409"),
    ],
)
def test_explain(tekigo: Run, wanted: str, words: str) -> None:
    code, out, _ = tekigo("explain", wanted)
    assert code == 0
    assert all(word in out for word in words.split())
    assert json.loads(tekigo("explain", wanted, "--json")[1])


@pytest.mark.usefixtures("made")
def test_explain_in_english(tekigo: Run) -> None:
    out = tekigo("--lang", "en", "explain", "TKG-SPEC003")[1]
    assert "cause: The key of the business is wrong." in out


@pytest.mark.usefixtures("made")
def test_explain_of_something_unknown_names_what_is_near(tekigo: Run) -> None:
    code, _, err = tekigo("explain", "AL-1.X")
    assert code == 2
    assert "AL-1.M" in err


@pytest.mark.usefixtures("made")
def test_coverage_of_all_at_a_glance(tekigo: Run) -> None:
    code, out, _ = tekigo("spec", "coverage")
    assert code == 0
    assert "甲業務" in out
    assert "17業務のうち 1業務" in out
    assert "未実行" in out
    told = json.loads(tekigo("spec", "coverage", "--json")[1])
    assert (told["standards"], told["businesses"][0]["class"]["mandatory"]) == (1, 1)


def test_coverage_as_a_page(tekigo: Run, made: MadePackage) -> None:
    page = made.root / "coverage.html"
    code, out, _ = tekigo("spec", "coverage", "-b", "alpha", "--html", str(page))
    assert (code, str(page) in out) == (0, True)
    assert "甲業務" in page.read_text(encoding="utf-8")


def test_coverage_with_a_run_that_is_not_there(tekigo: Run, made: MadePackage) -> None:
    assert "TKG-RUN004" in tekigo("spec", "coverage", "--run", str(made.root / "none"))[2]


def test_list_keeps_shared_parts_apart(tekigo: Run, made: MadePackage) -> None:
    made.change("alpha/standard.yaml", "prefix: AL", "prefix: AL\nshared_by: [beta, gamma]")
    assert "17業務のうち 0業務、業務が共に使う部分 1件" in tekigo("spec", "list")[1]
    assert json.loads(tekigo("spec", "list", "--json")[1])[0]["shared_by"] == ["beta", "gamma"]
    assert "（共通）" in tekigo("spec", "coverage")[1]


@pytest.mark.usefixtures("made")
def test_coverage_names_operations_that_the_reference_system_does_not_answer(tekigo: Run) -> None:
    out = tekigo("spec", "coverage", "-b", "alpha")[1]
    assert "参照システムがまだ応答しない操作" in out
    assert "登録届" in out


@pytest.mark.usefixtures("made")
def test_a_business_without_a_reference_system_can_be_tested_elsewhere(tekigo: Run) -> None:
    code, _, err = tekigo("run", "-b", "alpha")
    assert code == 2
    assert "TKG-REF006" in err
    assert "tekigo init" in err


def test_lint_lists_open_linkages_without_failing(tekigo: Run, made: MadePackage) -> None:
    row = "AL-L-9,send,乙業務,beta,所得,S,statute"
    made.write(
        "specs/alpha/linkages.csv", f"id,direction,partner,partner_key,content,source,fidelity\n{row}\n"
    )
    code, out, _ = tekigo("spec", "lint", "--open")
    assert code == 0
    assert "specs/alpha/linkages.csv:2: TKG-SPEC093" in out
    assert json.loads(tekigo("spec", "lint", "--open", "--json")[1])[0]["code"] == "TKG-SPEC093"


def test_explain_of_an_erratum_tells_both_readings_and_their_cells(tekigo: Run) -> None:
    code, out, _ = tekigo("explain", "an-e08")
    assert code == 0
    assert all(
        word in out for word in ("AN-E08", "E0001", "E0004", "レスポンス_API仕様!AF58", "判定保留", "SF-08")
    )
    assert json.loads(tekigo("explain", "AN-E08", "--json")[1])["judged"]


@pytest.mark.usefixtures("made")
def test_the_commands_choose_the_edition(tekigo: Run) -> None:
    rows = json.loads(tekigo("spec", "list", "--edition", "2.0", "--json")[1])
    assert [(row["business"], row["edition"], row["mandatory"]) for row in rows] == [("alpha", "2.0", 2)]
    assert "第2.0版" in tekigo("spec", "show", "-b", "alpha", "--edition", "2.0")[1]
    assert "AL-3.M" in tekigo("spec", "show", "-b", "alpha", "--edition", "2.0")[1]
    assert "introduced: 2.0" in tekigo("spec", "show", "AL-3.M")[1]
    assert (
        json.loads(tekigo("spec", "openapi", "-b", "alpha", "--edition", "2.0")[1])["info"]["x-edition"]
        == "2.0"
    )
    told = json.loads(tekigo("spec", "coverage", "--edition", "2.0", "--json")[1])["businesses"]
    assert [(each["business"], each["edition"], each["requirements"]) for each in told] == [
        ("alpha", "2.0", 4)
    ]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "-b", "alpha"), "TKG-RUN006"),
        (("coverage", "-b", "alpha"), "TKG-RUN006"),
        (("openapi", "-b", "alpha"), "TKG-RUN006"),
        (("list",), "TKG-SPEC105"),
        (("coverage",), "TKG-SPEC105"),
    ],
)
def test_an_unknown_edition_is_told_with_those_there_are(
    tekigo: Run, words: tuple[str, ...], code: str
) -> None:
    exit_code, _, err = tekigo("spec", *words, "--edition", "3.0")
    assert exit_code == 2
    assert code in err
    assert "1.0、2.0" in err
