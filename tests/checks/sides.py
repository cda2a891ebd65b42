"""Two states of specs on disk, alike until a test changes one, and their comparison."""

import shutil
from datetime import date
from pathlib import Path

from conformance.checks.diff.compare import compare
from conformance.checks.diff.model import BusinessDifference, Difference
from conformance.checks.diff.sources import sides
from conformance.spec.paths import data_root
from tests.spec.made_package import MadePackage

AS_OF = date(2026, 4, 1)
FEATURE = """\
# language: ja
機能: 登録

  @AL-1.M
  シナリオ: 登録する
    もし「登録届」を行う
      | 項目 | 値           |
      | 氏名 | {日本人氏名} |
    ならば受け付けられる

  @AL-1.O
  シナリオ: 登録した人を照会する
    前提「登録届」を済ませた「甲」がいる
    もし「甲」について「照会」を行う
    ならば結果は1件である

  @AL-3.M
  シナリオ: 番号だけで照会する
    もし「照会」を行う
      | 項目 | 値 |
      | 番号 | 1  |
    ならば「甲」の「照会」の結果は0件である

  @AL-3.M
  シナリオ: 知らない人の誤りを知らせる
    もし「照会」を行う
    ならばエラー「先の日」となる
"""
MAKE, ASK_MADE, ASK, ERROR = (
    "登録する",
    "登録した人を照会する",
    "番号だけで照会する",
    "知らない人の誤りを知らせる",
)
ALL = {MAKE, ASK_MADE, ASK, ERROR}


class TwoSides:
    """The business alpha with four scenarios, twice."""

    def __init__(self, folder: Path) -> None:
        self.old, self.new = MadePackage(folder / "old"), MadePackage(folder / "new")
        for side in (self.old, self.new):
            side.write("features/alpha/a.feature", FEATURE)

    def both(self, name: str, text: str) -> None:
        """Write the same file on both sides."""
        self.old.write(name, text)
        self.new.write(name, text)

    def change_feature(self, old: str, new: str) -> None:
        """Replace a text of the new side's feature."""
        self.new.change("../features/alpha/a.feature", old, new)

    def compared(self) -> Difference:
        """Compare both."""
        return compared(self.old.root, self.new.root)

    def alpha(self) -> BusinessDifference:
        """Compare both; something must differ, and in alpha alone."""
        (found,) = self.compared().businesses
        return found


def compared(old: Path | str, new: Path | str, *businesses: str, as_of: date = AS_OF) -> Difference:
    """Compare what two arguments of the command name."""
    with sides(str(old), str(new)) as (one, other):
        return compare(one, other, businesses, as_of)


def again(found: BusinessDifference) -> set[str]:
    """Name the scenarios to run again."""
    return {each.scenario for each in found.again}


def copied(business: str, folder: Path) -> Path:
    """Copy the package of a business and the error codes into a data root without features."""
    for name in (business, "common"):
        shutil.copytree(data_root() / "specs" / name, folder / "specs" / name)
    return folder
