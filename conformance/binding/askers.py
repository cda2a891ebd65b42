"""What asks for the operations of a business: the contract's own way, or a binding where the target file names one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.binding.bound import BoundAsker
from conformance.target.contract_asker import ContractAsker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from conformance.binding.model import Binding
    from conformance.spec.catalog import Catalog
    from conformance.target.asking import Asker
    from conformance.target.client import TargetClient
    from conformance.target.exchange import Translation


def asker_for(
    catalog: Catalog,
    binding: Binding | None,
    client: TargetClient,
    *,
    today: date,
    on_translated: Callable[[Translation], None] | None = None,
) -> Asker:
    """Make what asks for the operations of one business. Raises ExpressionError as `BoundAsker`."""
    if binding is None:
        return ContractAsker(catalog.package, client)
    return BoundAsker(binding, catalog, client, today=today, on_translated=on_translated)
