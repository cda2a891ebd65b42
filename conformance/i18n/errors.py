"""The error that reaches the user: a message code with its parameters."""

from typing import ClassVar

from conformance.i18n.messages import Language, cause, message, remedy

SETUP = 2
INCOMPLETE = 4


class TekigoError(Exception):
    """Something the user can read and act upon; never shown with a traceback.

    `exit_code` follows architecture.md §9: 2 usage or set-up, 3 nonconformant, 4 could not complete, 5 own defect.
    Areas derive their own classes and change it there.
    """

    exit_code: ClassVar[int] = SETUP

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code}: {self.text()}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.params)

    def text(self, lang: Language | None = None) -> str:
        """Say what happened."""
        return message(self.code, lang, **self.params)

    def cause(self, lang: Language | None = None) -> str:
        """Say why it happens."""
        return cause(self.code, lang, **self.params)

    def remedy(self, lang: Language | None = None) -> str:
        """Say what to do."""
        return remedy(self.code, lang, **self.params)


def _rebuild(kind: type[TekigoError], code: str, params: dict[str, object]) -> TekigoError:
    error = kind.__new__(kind)
    TekigoError.__init__(error, code, **params)
    return error
