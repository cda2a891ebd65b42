"""`tekigo bind try`: one operation, stage by stage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from conformance.cli.bind_check import catalog_of, keys_of
from conformance.cli.masked_json import masked_json, parsed
from conformance.cli.show import print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.binding.bound import BoundAsker
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation
    from conformance.target.answer import Answer
    from conformance.target.exchange import Exchange
    from conformance.target.model import Target
    from conformance.target.redact import Redactor


class Stages(Struct, frozen=True, kw_only=True):
    """What an operation became: the contract's request by Japanese names, the calls, and the contract's answer."""

    operation: str
    request: Any
    calls: tuple[Exchange, ...]
    status: int | None
    answer: Any


def show(
    target: Path,
    operation: str,
    business: str | None,
    items: Sequence[str],
    answers: Path | None,
    *,
    send: bool,
    role: str,
    as_json: bool,
) -> int:
    """Carry one operation out and print its stages; nothing is sent unless `send`."""
    from conformance.target.load import load_target

    loaded = load_target(target)
    key = keys_of(loaded, business)[0]
    catalog = catalog_of(loaded, key)
    found = catalog.operation(operation)
    body = _body(catalog, found, items)
    ask = partial(_asked, loaded, catalog, found, body)
    asker, answer, calls = ask(role=role) if send else ask(samples=_answers(answers))
    redactor = asker.redactor
    told = answer.body.decode("utf-8", "backslashreplace")
    redactor.learn(told)  # a number may be known as one only by the contract's name
    stages = Stages(
        operation=found.name,
        request=masked_json(asker.request_of(body), redactor),
        calls=tuple(_masked(each, redactor) for each in calls),
        status=answer.status,
        answer=answer.problem.text() if answer.problem else masked_json(parsed(told), redactor),
    )
    if as_json:
        print_json(stages)
    else:
        _print(stages, dry=not send and answers is None)
    return 0


def _asked(
    target: Target,
    catalog: Catalog,
    operation: Operation,
    body: dict[str, Json],
    *,
    role: str | None = None,
    samples: Sequence[Answer] = (),
) -> tuple[BoundAsker, Answer, list[Exchange]]:
    """Ask for an operation through the target's binding: as a role, or of nobody, with samples for answers."""
    from conformance.binding.bound import BoundAsker
    from conformance.binding.dry import DryClient
    from conformance.binding.load import load_binding
    from conformance.binding.numbers import number_places
    from conformance.checks.record import today_in_japan
    from conformance.spec.load import load_error_codes
    from conformance.target.client import TargetClient
    from conformance.target.exchange import exchange_of
    from conformance.target.redact import Redactor

    binding = load_binding(target.binding[catalog.package.key], catalog, load_error_codes())
    today = today_in_japan()
    numbers = [*number_names(catalog), *number_places(binding, catalog)]
    calls: list[Exchange] = []
    if role is not None:
        with TargetClient(target, {}, calls.append, number_fields=numbers) as client:
            asker = BoundAsker(binding, catalog, client, today=today)
            return asker, asker.ask(operation, body, role), calls
    dry = DryClient(target.base_url, Redactor(numbers), samples)
    asker = BoundAsker(binding, catalog, dry, today=today)
    answer = asker.ask(operation, body)
    return asker, answer, [exchange_of(sending, told, dry.redactor) for sending, told in dry.sent]


def _body(catalog: Catalog, operation: Operation, items: Sequence[str]) -> dict[str, Json]:
    """Make the contract's request: its example, with the given values over it."""
    from conformance.contract.examples import example
    from conformance.contract.typing import typed

    made = example(catalog, operation)
    for each in items:
        name, found, value = each.partition("=")
        if not found:
            raise TekigoError("TKG-BND041", found=each)
        item = catalog.item(name)
        made[item.romaji] = typed(item, value, catalog.codes_of(item))
    return made


def _answers(path: Path | None) -> list[Answer]:
    from conformance.binding.dry import given

    if path is None:
        return []
    try:
        entries = msgspec.json.decode(path.read_bytes(), type=list[dict[str, Any]])
        return [given(int(each["status"]), each.get("body")) for each in entries]
    except OSError as error:
        raise TekigoError("TKG-BND042", path=path, reason=error.strerror or type(error).__name__) from None
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise TekigoError("TKG-BND042", path=path, reason=str(error)) from None


def number_names(catalog: Catalog) -> list[str]:
    """List the names that 個人番号 has in the contract: of its fields, and of its items."""
    return [name for item in catalog.personal_numbers for name in (item.romaji, item.name)]


def _masked(call: Exchange, redactor: Redactor) -> Exchange:
    """Mask once more, with what became known after the call."""
    bodies = {
        name: redactor.text(text)
        for name in ("request_body", "response_body")
        if (text := getattr(call, name)) is not None
    }
    return replace(call, url=redactor.text(call.url), **bodies)


def _print(stages: Stages, *, dry: bool) -> None:
    _stage(say("契約の要求", "the contract's request"), f"「{stages.operation}」")
    _json(stages.request)
    for number, call in enumerate(stages.calls, start=1):
        _stage(say(f"呼び出し {number}", f"call {number}"), f"{call.method} {call.url}")
        if call.request_body:
            _json(parsed(call.request_body))
        if not dry:
            _stage(say(f"答え {number}", f"answer {number}"), f"HTTP {call.status}")
            _json(parsed(call.response_body or ""))
    if dry:
        click.echo(
            say(
                "送っていません。答えの見本（--answers）か --send で、答えの読み方も見られます。",
                "Nothing was sent. With --answers or --send the reading of the answers is shown too.",
            )
        )
        return
    _stage(say("契約の答え", "the contract's answer"), f"HTTP {stages.status}")
    _json(stages.answer)


def _stage(title: str, text: str) -> None:
    click.echo(f"── {title}  {text}")


def _json(value: Any) -> None:  # noqa: ANN401 - any JSON
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
