"""How steps write named things, 「甲」 or 「甲」と「乙」と「丙」, and what a query is asked with, （項目：値、…）."""

import re

NAMES = r"「[^」]+」(?:と「[^」]+」)*"
PARAMETERS = r"(?:（(?P<parameters>.+)）)?"


def names(text: str) -> list[str]:
    """Split 「甲」と「乙」 into names."""
    return re.findall(r"「([^」]+)」", text)
