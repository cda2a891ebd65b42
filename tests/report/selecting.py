"""Picks elements of a page by the few CSS selectors that the tests of the report need."""

import re

from lxml.html import HtmlElement

_PART = re.compile(
    r"(?P<tag>^[\w-]+)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[(?P<attr>[\w-]+)(?:(?P<op>\^?=)(?P<value>[^\]]+))?\]"
)


def pick(node: HtmlElement, selector: str) -> list[HtmlElement]:
    """Select descendants: `tag#id.class[attr][attr=value][attr^=value]`, descendants by blanks, choices by commas."""
    found: list[HtmlElement] = []
    for choice in selector.split(","):
        path = "".join(f"//{_step(word)}" for word in choice.split())
        found += node.xpath(f".{path}")
    return found


def said(node: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(" ".join(node.itertext()).split())


def dangling(tree: HtmlElement) -> set[str]:
    """Return the links inside a page that lead to nothing in it."""
    there = {f"#{node.get('id')}" for node in pick(tree, "[id]")}
    return {str(node.get("href")) for node in pick(tree, "a[href^=#]")} - there


def _step(word: str) -> str:
    tag, tests = "*", ""
    for part in _PART.finditer(word):
        if part["tag"]:
            tag = part["tag"]
        elif part["id"]:
            tests += f"[@id='{part['id']}']"
        elif part["cls"]:
            tests += f"[contains(concat(' ', @class, ' '), ' {part['cls']} ')]"
        elif part["op"] == "^=":
            tests += f"[starts-with(@{part['attr']}, '{part['value']}')]"
        else:
            tests += f"[@{part['attr']}='{part['value']}']" if part["op"] else f"[@{part['attr']}]"
    return tag + tests
