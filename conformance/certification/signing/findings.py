"""What verification finds: which check, which file, what was expected and what was there."""

from typing import Literal, get_args

from msgspec import Struct

from conformance.i18n import language, message, remedy
from conformance.i18n.messages import Language
from conformance.report.labels import labels
from conformance.report.text import one_line

Check = Literal["archive", "signature", "statement", "files", "verdict", "result", "configuration"]
State = Literal["right", "wrong", "not_done"]
CHECKS: tuple[Check, ...] = get_args(Check)
WORD_DIFFERS = "TKG-SIG062"
LONGEST = 300


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a bundle. The strings may come from a hostile archive; `text` cleans them.

    `file` is empty where the archive as a whole is meant; `phrase` is a key of the messages and stands for `found`.
    """

    check: Check
    code: str
    file: str = ""
    expected: str = ""
    found: str = ""
    phrase: str = ""

    def text(self, lang: Language | None = None) -> str:
        """Say what is wrong."""
        words = labels(lang or language())["word"] if self.code == WORD_DIFFERS else {}
        parts = {
            "file": self.file or message("sig.archive", lang),
            "expected": words.get(self.expected, self.expected) or "—",
            "found": message(self.phrase, lang) if self.phrase else words.get(self.found, self.found) or "—",
        }
        return message(self.code, lang, **{name: one_line(part, LONGEST) for name, part in parts.items()})

    def remedy(self, lang: Language | None = None) -> str:
        """Say what to do."""
        return remedy(self.code, lang)
