"""もし: the one thing a scenario does."""

from pytest_bdd import parsers, when

from conformance.checks.scenarios.world import World, as_mapping
from steps.names import NAMES, names

Table = list[list[str]]


@when(parsers.re(r"「(?P<operation>[^」]+)」を行う"))
def act(world: World, operation: str, datatable: Table | None = None) -> None:
    """Carry an operation out with its sample values, those of the table over them."""
    world.act(operation, values=as_mapping(datatable))


@when(parsers.re(rf"(?P<things>{NAMES})について「(?P<operation>[^」]+)」を行う"))
def act_on(world: World, things: str, operation: str, datatable: Table | None = None) -> None:
    """Carry an operation out on things made before."""
    world.act(operation, names(things), as_mapping(datatable))


@when(parsers.re(rf"利用者「(?P<role>[^」]+)」が(?P<things>{NAMES})について「(?P<operation>[^」]+)」を行う"))
def act_as(world: World, role: str, things: str, operation: str, datatable: Table | None = None) -> None:
    """Carry an operation out on things made before, as another user."""
    world.act(operation, names(things), as_mapping(datatable), role)


@when("アラートを確かめて同じ内容で行う")
def acknowledge(world: World) -> None:
    """Repeat the last operation with the alerts it raised acknowledged."""
    world.repeat_acknowledged()
