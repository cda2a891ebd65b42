"""Between the API's nested JSON and the core's flat records: names, codes, dates, numbers in query parameters."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from conformance.spec.catalog import Catalog
from conformance.spec.model import Item
from examples.foreign_system.tables import codes, fields, reasons

Tree = dict[str, Any]

ACKNOWLEDGED = "確認済アラート"
MEMBERS = "members"  # [{"id", "relation"}]: who moves, and what they become; the core has a list of each
_PERSON, _RELATION = "members.id", "members.relation"
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_STRANGE = "?"  # for or before a value that the API does not know: the core then refuses it by its own rules


class Vocabulary:
    """The API's words for the items of one business."""

    def __init__(self, catalog: Catalog) -> None:
        known = fields()
        self._items = {known[item.name]: item for item in catalog.package.items if item.name in known}
        self._fields = {item.romaji: (field, item) for field, item in self._items.items()}
        self._paths = known
        self._codes = _by_item(self._items.values())
        self._values = {
            name: {code: value for value, code in listed.items()} for name, listed in self._codes.items()
        }

    def field(self, item: str) -> str:
        """Return the path of an item by its Japanese name; anything else stays what it is."""
        return self._paths.get(item, item)

    def items(self) -> Iterable[tuple[str, Item]]:
        """Return all paths with their items."""
        return self._items.items()

    def codes(self, item: Item) -> Collection[str | bool]:
        """Return the API's codes for an item, none where it has none."""
        return self._values.get(item.name, {})

    def is_secret(self, item: Item | str) -> bool:
        """Tell whether an item, or the one at a path, must never stand in an address."""
        found = self._items.get(item) if isinstance(item, str) else item
        return found is not None and found.check_digit == "kojinbango"

    def read(self, tree: Mapping[str, Any]) -> Tree:
        """Turn a body into the core's record by romaji; members that the API does not know keep their path."""
        leaves = dict(self._leaves(tree, ""))
        if MEMBERS in leaves:
            leaves |= _columns(leaves.pop(MEMBERS))
        return dict(self._entry(field, value) for field, value in leaves.items())

    def read_query(self, parameters: Mapping[str, list[str]]) -> Tree:
        """Turn query parameters, named by the paths of fields, into the core's record."""
        return dict(self._entry(field, self._typed(field, texts)) for field, texts in parameters.items())

    def write(self, record: Mapping[str, Any]) -> Tree:
        """Turn a record of the core into the API's nested JSON."""
        tree: Tree = {}
        for romaji, value in record.items():
            field, item = self._fields[romaji]
            *outer, last = field.split(".")
            inner = tree
            for name in outer:
                inner = inner.setdefault(name, {})
            inner[last] = [self._out(item, each) for each in value] if item.repeat else self._out(item, value)
        return tree

    def _leaves(self, tree: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
        for name, value in tree.items():
            field = f"{above}{name}"
            if isinstance(value, dict) and value and field not in self._items:
                yield from self._leaves(value, f"{field}.")
            else:
                yield field, value

    def _entry(self, field: str, value: Any) -> tuple[str, Any]:  # noqa: ANN401 - any JSON
        item = self._items.get(field)
        if item is None:
            return field, value
        if isinstance(value, list):
            return item.romaji, [self._in(item, each) for each in value]
        return item.romaji, self._in(item, value)

    def _in(self, item: Item, value: Any) -> Any:  # noqa: ANN401 - any JSON
        if value in ("", None):
            return value
        known = self._values.get(item.name)
        if known is not None:
            if isinstance(value, str | bool) and value in known:
                return known[value]
            return _STRANGE if isinstance(value, str) else value
        if item.type == "DATE":
            return _parted(value, _DAY, "-")
        return _parted(value, _CLOCK, ":") if item.type == "TIME" else value

    def _out(self, item: Item, value: Any) -> Any:  # noqa: ANN401 - any value of the core
        if item.name in self._codes:
            return self._codes[item.name].get(value, value)
        if item.type == "DATE":
            return str(value).replace("-", "")
        return str(value).replace(":", "") if item.type == "TIME" else value

    def _typed(self, field: str, texts: list[str]) -> Any:  # noqa: ANN401 - any JSON
        item = self._items.get(field)
        if item is None or item.repeat:
            return [each for text in texts for each in text.split(",")]
        text = texts[0]
        if item.code_list == "フラグ":
            return {"true": True, "false": False}.get(text, text)
        return int(text) if item.type == "9" and _NUMBER.fullmatch(text) else text


def _columns(members: Any) -> Tree:  # noqa: ANN401 - any JSON
    """Part a list of members into the core's two lists."""
    if not isinstance(members, list) or not all(isinstance(each, dict) for each in members):
        return {_PERSON: members}
    strange = {f"{MEMBERS}.{name}": "" for each in members for name in each if name not in ("id", "relation")}
    relations = [each.get("relation") for each in members]
    while relations and relations[-1] is None:
        relations.pop()
    return (
        {_PERSON: [each.get("id") for each in members]}
        | ({_RELATION: relations} if relations else {})
        | strange
    )


def _by_item(items: Iterable[Item]) -> dict[str, dict[str, str | bool]]:
    lists = codes()
    found = {item.name: lists[item.code_list] for item in items if item.code_list in lists}
    found |= {name: lists[name] for name in ("差分区分", "許可操作")}
    found[ACKNOWLEDGED] = {code: told.reason for code, told in reasons().items()}
    return found


def _parted(value: Any, form: re.Pattern[str], between: str) -> Any:  # noqa: ANN401 - any JSON
    if not isinstance(value, str):
        return value
    found = form.fullmatch(value)
    return between.join(found.groups()) if found else _STRANGE + value
