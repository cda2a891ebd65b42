"""One process of a run: its connection to the target, the specs in use, and the record being made."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.binding.askers import asker_for
from conformance.binding.load import bindings_for
from conformance.binding.numbers import number_places
from conformance.binding.vendor_openapi import VendorApi, load_vendor_api
from conformance.checks.access.grounds import Grounds
from conformance.checks.bound import fuzz_of_business
from conformance.checks.fuzz.plan import Judges
from conformance.checks.items.baseline import Baselines
from conformance.checks.items.plan import plan_item_checks
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.contract.paths import contract_paths
from conformance.engine.bench import Bench
from conformance.spec.catalog import Catalog
from conformance.spec.editions import at_edition
from conformance.spec.load import load_error_codes
from conformance.target.client import TargetClient
from conformance.target.load import load_target
from conformance.target.ordinance import wholes_for

if TYPE_CHECKING:
    from conformance.binding.model import Binding
    from conformance.checks.fuzz.plan import FuzzCheck
    from conformance.checks.items.model import ItemCheck
    from conformance.checks.settings import Settings
    from conformance.spec.model import ErrorCode
    from conformance.target.answer import Sender
    from conformance.target.asking import Asker
    from conformance.target.exchange import Exchange, Translation
    from conformance.target.model import Target


class Session:
    """Shared by all checks of one process. `exchanges` holds those since the last `take`."""

    def __init__(self, settings: Settings, *, worker: str = "", sender: Sender | None = None) -> None:
        """`worker`: this process, where several run at once. `sender`: carries requests in place of HTTP; exchanges are
        then not recorded.
        """
        self.settings = settings
        self._sender = sender
        self._owner = f"@{worker}" if worker else ""
        # People made for an interrupted check must not be met again by the same one.
        self._again = f"+{settings.resumptions}" if settings.resumptions else ""
        self._exchanges: list[Exchange] = []

    def beside(self, sender: Sender) -> Session:
        """Make a session with another target of the same description, on the specs that this one has loaded."""
        other = Session(self.settings, sender=sender)
        other.__dict__ |= {
            name: getattr(self, name)
            for name in ("target", "catalogs", "error_codes", "item_checks", "grounds")
        }
        return other

    @cached_property
    def target(self) -> Target:
        """The target file. Raises TekigoError when it cannot be used."""
        return load_target(self.settings.target_file)

    @cached_property
    def catalogs(self) -> dict[str, Catalog]:
        """The businesses of the run by key."""
        editions = self.settings.editions
        return {
            key: Catalog(at_edition(each.package, editions.get(key)))
            for key, each in self.of_all_editions.items()
        }

    @cached_property
    def of_all_editions(self) -> dict[str, Catalog]:
        """The businesses with the rows of all editions: a binding may reach what only others have."""
        return {each.key: Catalog(each) for each in wholes_for(self.target, self.settings.packages)}

    def rule_tables(self, key: str) -> RuleTables:
        """Find the rule tables of the business that a feature `<group>/<business>/<name>` belongs to."""
        catalog = next(each for each in self.catalogs.values() if key.startswith(f"{each.package.path}/"))
        return RuleTables(catalog.rules, self.settings.as_of, self.settings.today)

    @cached_property
    def error_codes(self) -> tuple[ErrorCode, ...]:
        """The errors and alerts of the contract."""
        return load_error_codes()

    @cached_property
    def client(self) -> TargetClient:
        """The connection to the target. Raises TekigoError for a target file that cannot be used."""
        packages = [catalog.package for catalog in self.catalogs.values()]
        paths = {path: scope for package in packages for path, scope in contract_paths(package).items()}
        return TargetClient(
            self.target,
            paths,
            None if self._sender else self._exchanges.append,
            number_fields=[
                *(item.romaji for each in self.catalogs.values() for item in each.personal_numbers),
                *(
                    field
                    for key, each in self.bindings.items()
                    for field in number_places(each, self.of_all_editions[key])
                ),
            ],
            sender=self._sender,
            share=self.settings.processes,
        )

    @cached_property
    def bindings(self) -> dict[str, Binding]:
        """The bindings of the target file, by business. Raises TekigoError for one that cannot be used."""
        return bindings_for(self.target, self.of_all_editions.values(), self.error_codes)

    @cached_property
    def vendor_apis(self) -> dict[str, VendorApi]:
        """The OpenAPI documents of bound businesses that name one. Raises TekigoError for one that cannot be used."""
        named = {key: each.openapi for key, each in self.bindings.items() if each.openapi}
        return {key: load_vendor_api(Path(file)) for key, file in named.items()}

    @cached_property
    def askers(self) -> dict[str, Asker]:
        """What asks for the operations of each business: by the contract, or through a binding.

        Raises TekigoError for a binding that cannot be used.
        """
        today, noted = self.settings.today, self._translated
        return {
            key: asker_for(catalog, self.bindings.get(key), self.client, today=today, on_translated=noted)
            for key, catalog in self.catalogs.items()
        }

    def _translated(self, translation: Translation) -> None:
        """Keep with the last call of an operation what the contract asked and understood."""
        if self._exchanges:
            self._exchanges[-1] = replace(self._exchanges[-1], translation=translation)

    def bench(self, business: str, check: str) -> Bench:
        """Set up a bench for one check."""
        settings = self.settings
        return Bench(
            self.catalogs[business],
            self.askers[business],
            seed=settings.seed,
            check=f"{check}{self._again}",
            today=settings.today,
            as_of=settings.as_of,
        )

    @cached_property
    def grounds(self) -> Grounds:
        """What checks of access stand on. Raises TekigoError when the target file cannot be used."""
        return Grounds(self.target)

    @cached_property
    def baselines(self) -> dict[str, Baselines]:
        """The right requests that item checks deviate from, by business."""
        return {
            key: Baselines(catalog, partial(self.bench, key), self._owner)
            for key, catalog in self.catalogs.items()
        }

    @cached_property
    def item_checks(self) -> dict[str, ItemCheck]:
        """The generated item checks of all businesses by their id."""
        packages = [catalog.package for catalog in self.catalogs.values()]
        return {check.id: check for package in packages for check in plan_item_checks(package)}

    @cached_property
    def fuzz_checks(self) -> dict[str, FuzzCheck]:
        """The phases of fuzzing of all operations by their id."""
        planned = [
            check
            for key, catalog in self.catalogs.items()
            for check in fuzz_of_business(catalog, self.settings.fuzz, self.bindings.get(key))
        ]
        return {check.id: check for check in planned}

    @cached_property
    def judges(self) -> dict[str, Judges]:
        """Who judges the answers to fuzzed requests, by business."""
        return {key: Judges(catalog, self.error_codes) for key, catalog in self.catalogs.items()}

    def take(self) -> tuple[Exchange, ...]:
        """Hand over the exchanges since the last call."""
        taken = tuple(self._exchanges)
        self._exchanges.clear()
        return taken

    def masked(self, text: str) -> str:
        """Hide secrets, tokens and 個人番号 in what a check says of the target."""
        return self.client.redactor.text(text) if "client" in self.__dict__ else text

    def close(self) -> None:
        """Close the connection if there is one."""
        if "client" in self.__dict__:
            self.client.close()
