"""Characters and lengths as the official data types mean them.

Source: 凡例）データ型 and 凡例）列項目説明 of the official workbooks: X is 半角, Ｎ is 全角, and a length counts
characters, not bytes. Values are never normalised.
"""

import re

# A base character and the ideographic (or standardized) variation selector after it are one character.
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
HALF = "\u0020-\u007e\uff61-\uff9f"
# No controls, surrogates or noncharacters; line ends are not part of any item.
NEVER = "\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff"

HALF_WIDTH = rf"[{HALF}]"
FULL_WIDTH = rf"[^{HALF}{NEVER}{SELECTORS}][{SELECTORS}]?"
ANY = rf"[^{NEVER}{SELECTORS}][{SELECTORS}]?"
DIGIT = "[0-9]"
ALNUM = "[0-9A-Za-z]"
KATAKANA = "[ァ-ヺー・　]"
DATE_CHARACTER = "[0-9-]"
TIME_CHARACTER = "[0-9:]"

_SELECTOR = re.compile(f"[{SELECTORS}]")


def length(text: str) -> int:
    """Count characters, an ideographic variation sequence as one."""
    return len(text) if text.isascii() else len(_SELECTOR.sub("", text))
