"""`tekigo spec diff`: folders, packages and git revisions, for people and for machines."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.spec.paths import data_root
from tests.cli.conftest import Run
from tests.spec.made_package import MadePackage

FEATURE = """\
# language: ja
機能: 登録

  @AL-1.M
  シナリオ: 登録する
    もし「登録届」を行う
    ならば受け付けられる

  @AL-1.O
  シナリオアウトライン: 照会する
    もし「照会」を行う
    ならば結果は<件数>件である

    例:
      | 件数 |
      | 1    |
      | 2    |
"""


@pytest.fixture
def alpha(made: MadePackage) -> MadePackage:
    """The data root of the command line, with scenarios."""
    made.write("features/alpha/a.feature", FEATURE)
    return made


@pytest.fixture
def other(alpha: MadePackage, tmp_path_factory: pytest.TempPathFactory) -> MadePackage:
    """A copy of it."""
    copy = MadePackage(tmp_path_factory.mktemp("other"))
    shutil.copytree(alpha.root / "features", copy.root / "features")
    return copy


def _git(root: Path, *arguments: str) -> str:
    author = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(root), *author, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _committed(root: Path) -> str:
    if not (root / ".git").exists():
        _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "state")
    return _git(root, "rev-parse", "HEAD")


def test_nothing_differs(tekigo: Run, alpha: MadePackage, other: MadePackage) -> None:
    code, out, _ = tekigo("spec", "diff", str(alpha.root), str(other.root), "--as-of", "2026-04-01")
    assert code == 0
    assert out.splitlines()[-2:] == ["業務: alpha  基準日: 2026-04-01", "違いはありません"]
    told = json.loads(tekigo("spec", "diff", str(alpha.root), str(other.root), "--json")[1])
    assert (told["different"], told["businesses"]) == (False, [])


def test_what_differs_is_told_to_people(tekigo: Run, alpha: MadePackage, other: MadePackage) -> None:
    other.change("alpha/requirements.csv", "任意の登録,登録できること。", "任意の登録,登録できる。")
    other.change("alpha/items.csv", "誕生日,tanjobi", "誕生日,umarebi")
    code, out, _ = tekigo("spec", "diff", str(alpha.root), str(other.root))
    assert code == 0
    lines = [line.strip() for line in out.splitlines()]
    assert "■ 甲業務（alpha）" in lines
    assert "~ AL-1.O 任意の登録" in lines
    assert "summary 登録できること。 → 登録できる。" in lines
    assert "~ 誕生日 umarebi: romaji (specs/alpha/items.csv:6)" in lines
    assert "もう一度試験するシナリオ: 3件（全3件）" in lines
    assert "features/alpha/a.feature" in lines
    assert "登録する ← 項目 誕生日（romaji）" in lines
    assert "照会する（2件） ← 要件 AL-1.O（summary）" in lines
    assert "[1] [2]" in lines
    assert "ファジングする操作: 追加 0、削除 0、変更 1（登録届）" in lines


def test_it_speaks_english(tekigo: Run, alpha: MadePackage, other: MadePackage) -> None:
    other.change("alpha/operations.yaml", "kind: query", "kind: query\n    summary: 照会する。")
    out = tekigo("--lang", "en", "spec", "diff", str(alpha.root), str(other.root))[1]
    assert "scenarios to run again: 2 (of 3)" in out
    assert "照会する (2) ← operation 照会（summary）" in out


def test_json_tells_everything(tekigo: Run, alpha: MadePackage, other: MadePackage) -> None:
    rows = "".join(f"      | {number} |\n" for number in range(3, 203))
    other.change("../features/alpha/a.feature", "      | 2    |\n", f"      | 2    |\n{rows}")
    told = json.loads(tekigo("spec", "diff", str(alpha.root), str(other.root), "--json")[1])
    (business,) = told["businesses"]
    assert [each["example"] for each in business["again"]] == [str(number) for number in range(3, 203)]
    assert business["again"][0] == {
        "id": "scenario:alpha/a::照会する[3]",
        "feature": "alpha/a",
        "scenario": "照会する",
        "example": "3",
        "title": "照会する（件数=3）",
        "origin": "features/alpha/a.feature:10",
        "excluded": "",
        "reasons": [{"kind": "new", "name": "", "detail": ""}],
    }
    assert business["scenarios"][0]["fields"][0]["field"] == "examples"


def test_long_lists_are_cut_with_their_number(tekigo: Run, alpha: MadePackage, other: MadePackage) -> None:
    scenarios = "".join(
        f"\n  @AL-1.M\n  シナリオ: 新{number}\n    もし「登録届」を行う\n    ならば受け付けられる\n"
        for number in range(150)
    )
    other.write("features/alpha/b.feature", f"# language: ja\n機能: 多い\n{scenarios}")
    out = tekigo("spec", "diff", str(alpha.root), str(other.root))[1]
    assert "シナリオの文: 150件" in out
    assert "ほか50件（--json で全件）" in out


def test_a_package_folder_takes_the_features_of_the_data_root(
    tekigo: Run, alpha: MadePackage, tmp_path_factory: pytest.TempPathFactory
) -> None:
    old = tmp_path_factory.mktemp("packages") / "last_year"
    shutil.copytree(alpha.root / "specs/alpha", old)
    alpha.change("alpha/operations.yaml", "kind: query", "kind: query\n    summary: 照会する。")
    new = alpha.root / "specs/alpha"
    told = json.loads(tekigo("spec", "diff", str(old), str(new), "--json")[1])
    (business,) = told["businesses"]
    assert {each["scenario"] for each in business["again"]} == {"照会する"}
    assert business["scenarios"] == []
    assert business["cases"] == 3
    told = json.loads(tekigo("spec", "diff", str(new), str(old), "--json")[1])
    assert {each["scenario"] for each in told["businesses"][0]["again"]} == {"照会する"}


def test_a_package_folder_is_about_its_business_alone(
    tekigo: Run, alpha: MadePackage, other: MadePackage
) -> None:
    shutil.copytree(other.root / "specs/alpha", other.root / "specs/beta")
    other.change("beta/standard.yaml", "business: alpha", "business: beta")
    package = str(alpha.root / "specs/alpha")
    assert not json.loads(tekigo("spec", "diff", package, str(other.root), "--json")[1])["different"]
    whole = (str(alpha.root), str(other.root), "--json")
    assert json.loads(tekigo("spec", "diff", *whole)[1])["compared"] == ["alpha", "beta"]
    told = json.loads(tekigo("spec", "diff", *whole, "-b", "beta")[1])
    assert [(each["business"], each["change"]) for each in told["businesses"]] == [("beta", "added")]


def test_two_revisions(tekigo: Run, alpha: MadePackage) -> None:
    first = _committed(alpha.root)
    alpha.change("alpha/operations.yaml", "kind: query", "kind: query\n    summary: 照会する。")
    second = _committed(alpha.root)
    alpha.change("alpha/operations.yaml", "照会する。", "まだ記録していない。")
    before = _git(alpha.root, "status", "--porcelain")
    told = json.loads(tekigo("spec", "diff", "HEAD~1", "HEAD", "--json")[1])
    assert (told["old"], told["new"]) == (
        {"given": "HEAD~1", "commit": first},
        {"given": "HEAD", "commit": second},
    )
    (business,) = told["businesses"]
    (change,) = business["operations"]
    assert change["fields"] == [{"field": "summary", "old": "", "new": "照会する。"}]
    assert {each["scenario"] for each in business["again"]} == {"照会する"}
    assert _git(alpha.root, "status", "--porcelain") == before
    told = json.loads(tekigo("spec", "diff", "HEAD", str(alpha.root), "--json")[1])
    assert told["businesses"][0]["operations"][0]["fields"][0]["new"] == "まだ記録していない。"


def test_a_revision_without_features_makes_every_scenario_new(tekigo: Run, alpha: MadePackage) -> None:
    shutil.move(alpha.root / "features", alpha.root.parent / "kept")
    first = _committed(alpha.root)
    shutil.move(alpha.root.parent / "kept", alpha.root / "features")
    _committed(alpha.root)
    told = json.loads(tekigo("spec", "diff", first[:8], "HEAD", "--json")[1])
    assert [each["reasons"][0]["kind"] for each in told["businesses"][0]["again"]] == ["new"] * 3


def test_neither_folder_nor_revision(tekigo: Run, alpha: MadePackage) -> None:
    _committed(alpha.root)
    for given in ("no-such-thing", "", "HEAD~9", "x" * 5000):
        code, _, err = tekigo("spec", "diff", given, "HEAD")
        assert (code, err.partition(":")[0]) == (2, "TKG-DIFF001")
    assert tekigo("spec", "diff", "--", "--all", "HEAD")[2].startswith("TKG-DIFF001")


def test_a_revision_outside_a_checkout(
    tekigo: Run, alpha: MadePackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(alpha.root.parent))
    code, _, err = tekigo("spec", "diff", "HEAD~1", str(alpha.root))
    assert (code, err.partition(":")[0]) == (2, "TKG-DIFF002")
    monkeypatch.setenv("PATH", "")
    assert tekigo("spec", "diff", "HEAD~1", str(alpha.root))[2].startswith("TKG-DIFF002")


def test_a_revision_that_git_cannot_take_out(tekigo: Run, alpha: MadePackage) -> None:
    _committed(alpha.root)
    blob = _git(alpha.root, "rev-parse", "HEAD:specs/alpha/items.csv")
    (alpha.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    code, _, err = tekigo("spec", "diff", "HEAD", str(alpha.root))
    assert (code, err.partition(":")[0]) == (2, "TKG-DIFF006")


def test_folders_and_revisions_without_a_package(tekigo: Run, alpha: MadePackage, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    (empty / "specs").mkdir(parents=True)
    for given in (empty, alpha.root / "specs/ids.lock"):
        code, _, err = tekigo("spec", "diff", str(given), str(alpha.root))
        assert (code, err.partition(":")[0]) == (2, "TKG-DIFF003")
    shutil.move(alpha.root / "specs", tmp_path / "kept")
    _committed(alpha.root)
    shutil.move(tmp_path / "kept", alpha.root / "specs")
    assert tekigo("spec", "diff", "HEAD", str(alpha.root))[2].startswith("TKG-DIFF003")


def test_an_unknown_business_and_a_wrong_date(tekigo: Run, alpha: MadePackage, other: MadePackage) -> None:
    sides = ("spec", "diff", str(alpha.root), str(other.root))
    code, _, err = tekigo(*sides, "-b", "alpah")
    assert code == 2
    assert err.startswith("TKG-DIFF004")
    assert "alpha" in err
    assert tekigo(*sides, "-b", "alpha")[0] == 0
    assert tekigo(*sides, "--as-of", "2026-13-01")[0] == 2


def test_a_side_that_is_not_sound_is_told_with_its_lines(
    tekigo: Run, alpha: MadePackage, other: MadePackage
) -> None:
    line = other.change("alpha/requirements.csv", "mandatory", "must")
    code, _, err = tekigo("spec", "diff", str(alpha.root), str(other.root))
    assert code == 2
    assert err.startswith(f"TKG-DIFF005: 「{other.root}」")
    assert f"specs/alpha/requirements.csv:{line}: TKG-SPEC010" in err


def test_a_package_folder_whose_standard_is_wrong(tekigo: Run, alpha: MadePackage, tmp_path: Path) -> None:
    folder = tmp_path / "apart"
    shutil.copytree(alpha.root / "specs/alpha", folder)
    (folder / "standard.yaml").write_text("business: alpha\n", encoding="utf-8")
    code, _, err = tekigo("spec", "diff", str(folder), str(alpha.root))
    assert code == 2
    assert "apart/standard.yaml:1" in err


def test_the_checkout_compares_with_itself(tekigo: Run) -> None:
    root = str(data_root())
    assert tekigo("spec", "diff", root, root)[:1] == (0,)
    assert not json.loads(tekigo("spec", "diff", root, root, "--json")[1])["different"]
