"""The rules that extracted files are checked by, as standard.yaml names them; `default` stands for all others."""

from typing import Literal

FileRule = Literal[
    "present",
    "form",
    "columns",
    "required",
    "open_condition",
    "type",
    "code",
    "date",
    "check_digit",
    "key",
    "history",
    "newest",
    "reference",
    "default",
]
