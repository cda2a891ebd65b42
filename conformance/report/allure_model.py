"""The files of Allure results as documented by Allure: https://allurereport.org/docs/how-it-works-test-result-file/

Own structs instead of allure-python-commons' classes: their writer takes longer than the whole budget of a scenario.
A test holds both against each other.
"""

from msgspec import Struct


class _Item(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """What all parts of a result file have in common: camelCase names, empty fields left out."""


class Named(_Item, frozen=True):
    """A label or a parameter."""

    name: str
    value: str


class Link(_Item, frozen=True):
    """A link of a test; `type` chooses its icon."""

    type: str
    name: str
    url: str


class Attachment(_Item, frozen=True):
    """A file beside the result."""

    name: str
    source: str
    type: str = ""


class StatusDetails(_Item, frozen=True):
    """Why a test has its status: `message` is the headline, `trace` the account."""

    message: str
    trace: str = ""


class Step(_Item, frozen=True):
    """One Gherkin step. Times are milliseconds since 1970."""

    name: str
    status: str
    status_details: StatusDetails | None = None
    stage: str = "-"
    attachments: tuple[Attachment, ...] = ()
    parameters: tuple[Named, ...] = ()
    start: int = 0
    stop: int = 0


class Result(_Item, frozen=True):
    """One check."""

    uuid: str
    history_id: str
    test_case_id: str
    full_name: str
    name: str
    status: str
    status_details: StatusDetails | None = None
    stage: str = "-"
    description: str = ""
    steps: tuple[Step, ...] = ()
    parameters: tuple[Named, ...] = ()
    labels: tuple[Named, ...] = ()
    links: tuple[Link, ...] = ()
    start: int = 0
    stop: int = 0
