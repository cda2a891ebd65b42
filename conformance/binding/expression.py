"""JSONata expressions: compiled once, evaluated without side effects, every fault a value that names the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.i18n import TekigoError
from conformance.time_limit import OutOfTime, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conformance.contract.typing import Json

Functions = dict[str, "Callable[..., Any]"]
# The results of JSONata's own lists carry marks that no JSON has.
SECONDS = 3
DEPTH = 300  # calls of functions within each other
_SCALARS = (str, int, float, bool)


class ExpressionError(TekigoError):
    """An expression of a binding cannot be read or evaluated. `stage`: the field of the file that holds it."""


class Expression:
    """One expression of a binding."""

    def __init__(self, text: str, stage: str, functions: Functions | None = None) -> None:
        """`stage` names the place in the file. `functions`: what it may call beside those of JSONata, without the $.

        Raises ExpressionError TKG-BND020 when it is no JSONata.
        """
        from jsonata import Jsonata

        self.text = text
        self.stage = stage
        try:
            self._compiled = Jsonata(text)
        except Exception as error:  # noqa: BLE001 - the library raises what comes
            raise ExpressionError("TKG-BND020", stage=stage, text=text, reason=_reason(error)) from None
        for name, function in (functions or {}).items():
            self._compiled.register_lambda(name, function)

    def value(self, given: Json, variables: Mapping[str, Json] | None = None) -> Json:
        """Evaluate with `given` as `$` and `variables` as `$name`; None stands for nothing.

        Raises ExpressionError TKG-BND021 when the data does not fit, TKG-BND026 when it takes too long,
        TekigoError of a function that refuses.
        """
        frame = self._compiled.create_frame()
        frame.set_runtime_bounds(SECONDS * 1000, DEPTH)
        for name, value in (variables or {}).items():
            frame.bind(name, value)
        try:
            with within(SECONDS):
                return plain(self._compiled.evaluate(given, frame))
        except TekigoError:
            raise
        except OutOfTime:
            raise ExpressionError("TKG-BND026", stage=self.stage, text=self.text, seconds=SECONDS) from None
        except Exception as error:  # noqa: BLE001 - the library raises what comes
            raise ExpressionError(
                "TKG-BND021", stage=self.stage, text=self.text, reason=_reason(error)
            ) from None


def plain(value: Any) -> Json:  # noqa: ANN401 - whatever JSONata returns
    """Turn what JSONata returns into plain JSON; functions and other strangers are nothing."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, _SCALARS) else None


def _reason(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200]
