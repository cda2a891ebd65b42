"""Reads a binding file; whatever is wrong with it is told with file and line, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from conformance.binding.bound import CompiledOperation
from conformance.binding.expression import ExpressionError
from conformance.binding.lint import lint
from conformance.binding.model import Binding
from conformance.binding.translation import Translator
from conformance.i18n import TekigoError
from conformance.spec.documents import line_of, read_document
from conformance.spec.errors import FindingErrors, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.spec.catalog import Catalog
    from conformance.spec.errors import Finding
    from conformance.spec.model import ErrorCode
    from conformance.target.model import Target


class BindingErrors(FindingErrors):
    """All that is wrong with one binding file, in the order of its lines."""

    summary = "TKG-BND002"


def load_binding(path: Path | str, catalog: Catalog, error_codes: Iterable[ErrorCode]) -> Binding:
    """Read the binding of one business; the name of its OpenAPI document comes back absolute.

    Raises TekigoError TKG-BND001 when the file cannot be read, BindingErrors when it is wrong: names that the spec
    lacks, expressions that are no JSONata, a 個人番号 in an address.
    """
    path = Path(path)
    try:
        binding, found = read_document(path, Binding, str(path))
    except OSError as error:
        raise TekigoError("TKG-BND001", path=path, reason=error.strerror or type(error).__name__) from None
    if binding is not None:
        wrong = (*lint(binding, catalog, error_codes), *_expressions(binding, catalog))
        found = [_at(path, keys, code, params) for keys, code, params in wrong]
    if found or binding is None:
        raise BindingErrors(str(path), found)
    return (
        binding if binding.openapi is None else replace(binding, openapi=str(path.parent / binding.openapi))
    )


def bindings_for(
    target: Target, catalogs: Iterable[Catalog], error_codes: Iterable[ErrorCode]
) -> dict[str, Binding]:
    """Read the bindings of a target file for these businesses, by business. Raises as `load_binding`."""
    codes = tuple(error_codes)
    files = target.binding
    keys = {catalog.package.key: catalog for catalog in catalogs}
    return {key: load_binding(files[key], catalog, codes) for key, catalog in keys.items() if key in files}


def _expressions(
    binding: Binding, catalog: Catalog
) -> Iterator[tuple[tuple[str | int, ...], str, dict[str, Any]]]:
    """Compile everything once, and tell what is no expression."""
    try:
        translator = Translator(binding, catalog)
    except ExpressionError as error:
        yield ("convert",), error.code, error.params
        return
    for name, bound in binding.operations.items():
        try:
            operation = catalog.operation(name)
        except TekigoError:
            continue  # lint tells
        try:
            CompiledOperation(operation, bound, binding, catalog, translator)
        except ExpressionError as error:
            inside = str(error.params["stage"]).startswith("errors")
            yield ("errors",) if inside else ("operations", name), error.code, error.params
            if inside:
                return


def _at(path: Path, keys: tuple[str | int, ...], code: str, params: dict[str, Any]) -> Finding:
    return finding(f"{path}:{line_of(path, *keys)}", code, **params)
