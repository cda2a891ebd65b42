"""How checks ask for an operation, whatever stands between the contract and the system under test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from conformance.spec.model import Operation
    from conformance.target.answer import Answer
    from conformance.target.redact import Redactor

DEFAULT_ROLE = "default"


class Asker(Protocol):
    """Asks the target for operations of one business, and answers as the contract does."""

    @property
    def redactor(self) -> Redactor:
        """What masks secrets and 個人番号 in whatever is kept."""
        ...

    def ask(self, operation: Operation, body: dict[str, Any], role: str = DEFAULT_ROLE) -> Answer:
        """Ask for an operation with a finished body, as a role of the target file."""
        ...

    def ask_without_proof(self, operation: Operation, body: dict[str, Any]) -> Answer | None:
        """Send a finished body without any credentials; None where that cannot be done."""
        ...

    def carries(self, operation: Operation, body: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether a body, right or wrong, gets to the target as it is meant."""
        ...

    def replay(self, operation: Operation, body: Any) -> str | None:  # noqa: ANN401 - any JSON
        """Write the command that sends a body again, masked; None when there is no short one."""
        ...
