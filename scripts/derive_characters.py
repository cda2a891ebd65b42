"""Derives the tables of characters in `specs/common/characters/` from the published ones.

    python scripts/derive_characters.py FOLDER [OUT]

FOLDER holds the originals as they are published (the README of OUT says where):
`jisx0213/jisx0213-2004-8bit-std.txt`, `mji_00602_subset.csv`, `mj_shrink_map_1.2.0.csv`.
"""

import csv
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from conformance.data.character_tables import JISX0213, MJ, SHRINK
from conformance.data.code_points import packed
from conformance.spec.paths import specs_dir

Groups = dict[tuple[str, str], set[str]]

X0213_FILE = "jisx0213/jisx0213-2004-8bit-std.txt"
MJ_FILE = "mji_00602_subset.csv"
SHRINK_FILE = "mj_shrink_map_1.2.0.csv"
FORMS = ("実装したUCS", "実装したMoji_JohoコレクションIVS", "実装したSVS")

# Tables of the shrink map and their letters; conformance/i18n names them (data.shrink_a ...).
LETTERS = {
    "JIS包摂規準UCS統合規則": "A",
    "法務省告示582号別表第四_一": "B",
    "法務省告示582号別表第四_二": "C",
    "戸籍統一文字情報_親字正字": "D",
    "民一2842号通達別表_誤字俗字正字一覧表_無印": "E",
    "民一2842号通達別表_誤字俗字正字一覧表_俗字": "F",
    "民一2842号通達別表_誤字俗字正字一覧表_別字": "G",
    "民二5202号通知別表_正字俗字等対照表": "H",
    "読み字形による類推": "I",
    "辞書類等による関連字": "J",
}

X0213_HEAD = """\
# JIS X 0213:2004 in UCS: characters, sequences of two, and what Windows (CP932) has instead of some.
# Derived by scripts/derive_characters.py from "JIS X 0213:2004 8-bit code vs Unicode mapping table", 3 May 2009,
# (C) 2001 earthian@tama.or.jp, (C) 2001 I'O, (C) 2009 Project X0213.
# "You can use, modify, distribute this table freely."
"""
MJ_HEAD = """\
# MJ: characters, and ideographic and standardized variation sequences (key: selector; then the bases).
# Derived by scripts/derive_characters.py from MJ文字情報一覧表 Ver.006.02,
# © 独立行政法人情報処理推進機構 (IPA). Licence of this file: CC BY-SA 2.1 JP, https://creativecommons.org/licenses/by-sa/2.1/jp/
"""
SHRINK_HEAD = """\
# MJ: substitutes (key) in JIS X 0213 of characters and sequences outside it; letters: the tables that offer them.
# Derived by scripts/derive_characters.py from MJ縮退マップ Ver.1.2.0 and MJ文字情報一覧表 Ver.006.02,
# © 独立行政法人情報処理推進機構 (IPA). Licence of this file: CC BY-SA 2.1 JP, https://creativecommons.org/licenses/by-sa/2.1/jp/
"""


class Odd(Exception):
    """The original is not of the form that is known."""


def jisx0213(path: Path) -> Groups:
    """Read the table of Project X0213: character, full-width form, sequence, what Windows has instead."""
    groups: Groups = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith("##") or not cells[1:2] or not cells[1]:
            continue
        try:
            text = "".join(chr(int(part, 16)) for part in cells[1].removeprefix("U+").split("+"))
            kind, key = ("sequence", f"{ord(text[1]):04X}") if len(text) > 1 else ("character", "")
            groups.setdefault((kind, key), set()).add(text[0])
            for name, _, other in (cell.partition(": U+") for cell in cells[3:]):
                if name == "Fullwidth":
                    groups.setdefault(("character", ""), set()).add(chr(int(other, 16)))
                elif name == "Windows":
                    groups.setdefault(("windows", f"{ord(text):04X}"), set()).add(chr(int(other, 16)))
        except (ValueError, TypeError) as error:
            raise Odd(f"{path}:{number}: {error}") from None
    known = groups[("character", "")]
    return {key: of - known if key[0] == "windows" else of for key, of in groups.items()}


def mj(path: Path) -> Groups:
    """Read MJ文字情報一覧表: what is implemented as a character, an IVS or an SVS."""
    groups: Groups = {}
    for row in _rows(path):
        for text in filter(None, (row[form] for form in FORMS)):
            kind, key = ("sequence", f"{ord(text[1]):04X}") if len(text) > 1 else ("character", "")
            groups.setdefault((kind, key), set()).add(text[0])
    return groups


def shrink(path: Path, mj_path: Path, known: set[str]) -> Groups:
    """Read MJ縮退マップ: substitutes of what is outside JIS X 0213 (`known`), a sequence's own base apart."""
    forms = {row["MJ文字図形名"]: [row[form] for form in FORMS if row[form]] for row in _rows(mj_path)}
    letters: dict[tuple[str, str], set[str]] = {}
    for row in _rows(path):
        for text in forms[row["MJ文字図形名"]]:
            if text not in known and text[0] != row["縮退UCS"]:
                letters.setdefault((row["縮退UCS"], text), set()).add(LETTERS[row["表"]])
    groups: Groups = {}
    for (target, text), of in letters.items():
        groups.setdefault(("".join(sorted(of)), f"{ord(target):04X}"), set()).add(text)
    return groups


def write(path: Path, head: str, groups: Groups) -> None:
    """Write groups sorted by key, with lines that a diff can show."""
    lines, last = [], None
    for (kind, key), texts in sorted(groups.items(), key=lambda each: (int(each[0][1] or "0", 16), each[0])):
        for part in textwrap.wrap(" ".join(packed(texts)), 100, break_on_hyphens=False):
            lines.append(f"{kind}\t{'' if key == last else key}\t{part}\n")
            last = key
    path.write_text(head + "".join(lines), encoding="utf-8", newline="\n")


def derive(source: Path, out: Path) -> list[Path]:
    """Write the three tables to a folder; returns their paths."""
    characters = jisx0213(source / X0213_FILE)
    known = characters[("character", "")]
    tables = [
        (out / JISX0213, X0213_HEAD, characters),
        (out / MJ, MJ_HEAD, mj(source / MJ_FILE)),
        (out / SHRINK, SHRINK_HEAD, shrink(source / SHRINK_FILE, source / MJ_FILE, known)),
    ]
    for path, head, groups in tables:
        write(path, head, groups)
    return [path for path, _, _ in tables]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def main() -> int:
    """Run from the command line; exit code 2 when an original is missing or odd."""
    if len(sys.argv) not in (2, 3):
        sys.stderr.write(__doc__ or "")
        return 2
    out = Path(sys.argv[2]) if sys.argv[2:] else specs_dir() / "common" / "characters"
    try:
        for path in derive(Path(sys.argv[1]), out):
            sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
    except (OSError, Odd, KeyError, csv.Error) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
