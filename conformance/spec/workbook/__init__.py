"""Official workbooks (項目定義書 / 基本データリスト) into items and codes of a package, and back into that layout."""
