"""Plays the situations in turn: serves the provider, lets the vendor's system act, waits until it is done."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from functools import partial
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from cheroot.wsgi import Server
from msgspec import Struct

from conformance.checks.consumer.provider import LARGEST_BODY
from conformance.contract.paths import TOKEN_PATH
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conformance.checks.consumer.journal import Journal
    from conformance.checks.consumer.provider import Provider
    from conformance.spec.consumer import Situation

THREADS = 8
_LOOK_EVERY_S = 0.02
_STOP_WITHIN_S = 1


class Times(Struct, frozen=True):
    """Seconds: until the first call of a situation, of silence after which it is over, and for all of them."""

    first_s: float = 120.0
    quiet_s: float = 3.0
    all_s: float = 1800.0


@contextmanager
def serving(provider: Provider, address: str, port: int) -> Iterator[str]:
    """Serve the provider and yield its address. Raises TekigoError TKG-CON003 when the port is taken."""
    try:
        with socket(AF_INET, SOCK_STREAM) as tried:
            tried.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            tried.bind((address, port))
        server = Server((address, port), provider, numthreads=THREADS, shutdown_timeout=_STOP_WITHIN_S)
        server.max_request_body_size = LARGEST_BODY
        server.expiration_interval = _LOOK_EVERY_S
        server.prepare()
    except OSError as error:
        raise TekigoError("TKG-CON003", address=address, port=port, reason=error.strerror or error) from None
    thread = Thread(target=server.serve, name="provider", daemon=True)
    base_url = f"http://{address}:{server.bind_addr[1]}"
    provider.listen_at(base_url)
    thread.start()
    try:
        yield base_url
    finally:
        provider.stop()
        server.stop()
        thread.join()


def play(
    provider: Provider, situations: Sequence[Situation], act: Callable[[Situation], bool], times: Times
) -> list[Journal]:
    """Play the situations in order. `act` makes the vendor's system do something and tells that it has; where it has
    not, somebody who does is waited for.
    """
    ends = monotonic() + times.all_s
    played = []
    for situation in situations:
        journal = provider.begin(situation)
        played.append(journal)
        if monotonic() >= ends:
            continue
        if not act(situation):
            _until(journal.heard, min(times.first_s, ends - monotonic()))
        if journal.heard():
            _until(partial(journal.quiet, times.quiet_s), ends - monotonic())
    return played


def command(words: Sequence[str], base_url: str, within_s: float) -> Callable[[Situation], None]:
    """Return what runs a command for each situation, with TEKIGO_BASE_URL, TEKIGO_TOKEN_URL and TEKIGO_SITUATION set.

    Raises TekigoError TKG-CON002 when there is no such command; one that fails or takes too long is left to the judge.
    """

    def act(situation: Situation) -> None:
        told = {
            "TEKIGO_BASE_URL": base_url,
            "TEKIGO_TOKEN_URL": base_url + TOKEN_PATH,
            "TEKIGO_SITUATION": situation.id,
        }
        try:
            subprocess.run(  # noqa: S603 - the user's own command
                list(words), env=os.environ | told, stdin=subprocess.DEVNULL, timeout=within_s, check=False
            )
        except subprocess.TimeoutExpired:
            return
        except OSError as error:
            raise TekigoError("TKG-CON002", command=words[0], reason=error.strerror or error) from None

    return act


def _until(done: Callable[[], bool], within_s: float) -> None:
    ends = monotonic() + within_s
    while not done() and monotonic() < ends:
        sleep(_LOOK_EVERY_S)
