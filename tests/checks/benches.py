"""Benches of a real client against a system served on loopback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from conformance.contract.paths import contract_paths
from conformance.engine.bench import Bench
from conformance.target.client import TargetClient
from conformance.target.contract_asker import ContractAsker
from conformance.target.exchange import Exchange
from conformance.target.model import Municipality, Role, Scope, SecretRef, Target
from tests.checks.tiny_system import TinySystem, serve

TODAY = date(2026, 4, 1)


@contextmanager
def bench_maker(
    system: TinySystem, folder: Path, exchanges: list[Exchange] | None = None
) -> Iterator[Callable[[str], Bench]]:
    """Serve the system and yield what makes benches against it."""
    secret = folder / "secret"
    secret.write_text("s" * 40, encoding="utf-8")
    catalog = system.catalog
    with serve(system) as address:
        target = Target(
            name="試験用の小さなシステム",
            vendor="試験",
            product="試験",
            version="1",
            municipality=Municipality(code="131016", name="試験市", class_="ordinary"),
            environment="test",
            base_url=address,
            token_url=f"{address}/oauth2/token",
            roles={"default": Role(client_id="c" * 32, client_secret=SecretRef(file=str(secret)))},
            scope=Scope(businesses=(catalog.package.key,)),
        )
        note = exchanges.append if exchanges is not None else None
        numbers = [item.romaji for item in catalog.package.items if item.check_digit == "kojinbango"]
        with TargetClient(target, contract_paths(catalog.package), note, number_fields=numbers) as client:
            yield lambda check: Bench(
                catalog, ContractAsker(catalog.package, client), seed=1, check=check, today=TODAY
            )
