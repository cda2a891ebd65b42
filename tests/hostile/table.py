"""All behaviours of hostile targets that tekigo is tried against, by name."""

from __future__ import annotations

from tests.hostile.answers import ANSWERS
from tests.hostile.case import Hostile
from tests.hostile.texts import TEXTS
from tests.hostile.tokens import TOKENS
from tests.hostile.trust import TRUST
from tests.hostile.wire import WIRE

BEHAVIOURS: dict[str, Hostile] = {
    each.name: each for kind in (WIRE, ANSWERS, TEXTS, TOKENS, TRUST) for each in kind
}
