"""How steps write one or several named things: 「甲」 or 「甲」と「乙」と「丙」."""

import re

NAMES = r"「[^」]+」(?:と「[^」]+」)*"


def names(text: str) -> list[str]:
    """Split 「甲」と「乙」 into names."""
    return re.findall(r"「([^」]+)」", text)
