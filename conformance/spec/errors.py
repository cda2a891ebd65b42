"""What is wrong with a spec file: one finding per defect, and the error that carries them all."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from conformance.i18n import TekigoError, message, remedy


class Phrase:
    """A piece of a message that is itself translated when the message is shown."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return message(self.code, None, **self.params)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class Finding(Struct, frozen=True, kw_only=True):
    """One defect: where (`file:line`), which message, its parameters."""

    origin: str
    code: str
    params: dict[str, object] = {}

    @property
    def defect(self) -> tuple[object, ...]:
        """Tell defects apart, whatever names stand nearest where they were looked for."""
        named = tuple((name, str(value)) for name, value in self.params.items() if name != "near")
        return (self.origin, self.code, *named)

    def text(self) -> str:
        """Say what was found and what was expected."""
        return message(self.code, None, **self.params)

    def remedy(self) -> str:
        """Say how to mend it."""
        return remedy(self.code, None, **self.params)

    def line(self) -> str:
        """Show all of it as one line: `file:line: code: text → remedy`."""
        return f"{self.origin}: {self.code}: {self.text()} → {self.remedy()}"


def finding(origin: str, code: str, /, **params: object) -> Finding:
    """Make a finding."""
    return Finding(origin=origin, code=code, params=params)


class FindingErrors(TekigoError):
    """All that is wrong with one thing, in the order of file and line. Areas derive classes that name the message."""

    summary: ClassVar[str]
    subject: ClassVar[str] = "path"

    def __init__(self, of: str, findings: Iterable[Finding]) -> None:
        """`of`: the file, or whatever `subject` says, as the message names it."""
        self.of = of
        self.findings = tuple(sorted(findings, key=_place))
        super().__init__(self.summary, **{self.subject: of}, count=len(self.findings))

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {found.line()}" for found in self.findings)])

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.of, self.findings)


class SpecErrors(FindingErrors):
    """All that is wrong with the files of one package."""

    summary = "TKG-SPEC002"
    subject = "package"


def _place(found: Finding) -> tuple[str, int, str]:
    file, _, line = found.origin.rpartition(":")
    return (file, int(line), found.code) if line.isdigit() else (found.origin, 0, found.code)
