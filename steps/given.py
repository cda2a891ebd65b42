"""前提: what is so before the scenario acts."""

from collections.abc import Mapping

from pytest_bdd import given, parsers

from conformance.checks.scenarios.parameters import as_parameters
from conformance.checks.scenarios.world import World, as_mapping
from steps.names import NAMES, PARAMETERS, names

Table = list[list[str]]


@given(parsers.re(r"「(?P<operation>[^」]+)」を済ませた「(?P<thing>[^」]+)」が(いる|ある)"))
def made(world: World, operation: str, thing: str, datatable: Table | None = None) -> None:
    """Carry an operation out with its sample values, those of the table over them; the result gets a name."""
    world.given(operation, thing, values=as_mapping(datatable))


@given(parsers.re(rf"(?P<things>{NAMES})について「(?P<operation>[^」]+)」を済ませている"))
def done_to(world: World, things: str, operation: str, datatable: Table | None = None) -> None:
    """Carry an operation out on things made before; its result is called 「甲の操作名」."""
    subjects = names(things)
    world.given(operation, f"{subjects[0]}の{operation}", subjects, as_mapping(datatable))


@given(parsers.re(r"利用者「(?P<role>[^」]+)」が操作する"))
def acting(world: World, role: str) -> None:
    """Let another user, a role of the target file, carry out the steps that follow."""
    world.role = role


@given(
    parsers.re(rf"「(?P<thing>[^」]+)」の「(?P<query>[^」]+)」{PARAMETERS}の結果を控えておく"),
    converters={"parameters": as_parameters},
)
def noted(world: World, thing: str, query: str, parameters: Mapping[str, str]) -> None:
    """Remember what a query answers now."""
    world.note(query, thing, parameters)
