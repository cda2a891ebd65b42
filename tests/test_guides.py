"""The guides: the same in Japanese and in English, and every command that they or the README name is there."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from conformance.checks.scenarios.vocabulary import definitions
from conformance.cli.main import build
from conformance.i18n import TekigoError
from conformance.spec.paths import data_root

ROOT = data_root()
LANGUAGES = ("ja", "en")
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}.*\n(?:\s*\n(?= {4}))*)+", re.MULTILINE)
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_SPAN = re.compile(r"`([^`]+)`")
_STEP = re.compile(
    r"^\| ([^`|]*[\u3041-\u3093][^`|]*) \|", re.MULTILINE
)  # a first cell that is no code, in Japanese


def _blocks(text: str) -> list[str]:
    return [match[0].rstrip() for pattern in (_FENCE, _INDENTED) for match in pattern.finditer(text)]


def _prose(text: str) -> str:
    return _INDENTED.sub("", _FENCE.sub("", text))


def _steps(text: str) -> list[str]:
    """List the step sentences of the tables below 前提, もし and ならば."""
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    chosen = [each for each in sections if each.startswith(("前提", "もし", "ならば"))]
    return [cell for each in chosen for cell in _STEP.findall(each) if cell not in ("手順", "step")]


def differences(docs: Path) -> list[str]:
    """List how the guides of the two languages differ in what must be the same."""
    names = [{path.name for path in (docs / language).glob("*.md")} for language in LANGUAGES]
    found = [f"{name}: one language only" for name in sorted(names[0] ^ names[1])]
    for name in sorted(names[0] & names[1]):
        texts = {language: (docs / language / name).read_text(encoding="utf-8") for language in LANGUAGES}
        one, other = texts.values()
        if _HEADING.findall(_prose(one)) != _HEADING.findall(_prose(other)):
            found.append(f"{name}: headings")
        if _blocks(one) != _blocks(other):
            found.append(f"{name}: commands")
        if _steps(one) != _steps(other):
            found.append(f"{name}: steps")
        for language, sister in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
            if f"(../{sister}/{name})" not in texts[language]:
                found.append(f"{name}: no link from {language} to {sister}")
    return found


def _pages(root: Path) -> Iterator[tuple[str, str]]:
    for path in (root / "README.md", *sorted((root / "docs").rglob("*.md"))):
        yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def complaint(line: str, *, whole: bool) -> str:
    """Say what the command line refuses in a line, "" if nothing. `whole` False: arguments may be left out."""
    command: click.Command = build()
    context: click.Context | None = None
    rest = shlex.split(line)[1:]
    if rest == ["--version"]:  # answered before click is asked
        return ""
    try:
        while True:
            context = command.make_context(command.name, rest, parent=context)
            if not isinstance(command, click.Group):
                return ""
            rest = [*context._protected_args, *context.args]  # as click's own invoke finds them
            _, found, rest = command.resolve_command(context, rest)
            assert found is not None
            command = found
    except (click.MissingParameter, click.exceptions.NoArgsIsHelpError) as error:
        return error.format_message() if whole else ""
    except click.exceptions.Exit:  # --help has been answered
        return ""
    except (click.ClickException, TekigoError) as error:
        return str(error)


def _named(text: str) -> Iterator[tuple[str, bool]]:
    """Find the command lines of a page, and whether they are whole: those that stand in a block are."""
    for block in _blocks(text):
        for line in block.splitlines():
            if line.strip().startswith("tekigo "):
                yield re.split(r" {2,}| > ", line.strip())[0], True  # what follows is a remark, or a file
    for span in _SPAN.findall(_prose(text)):
        if " ".join(span.split()).startswith("tekigo "):
            yield " ".join(span.split()), False


def _options(command: click.Command, context: click.Context) -> set[str]:
    """Collect the options of a command and of those below it."""
    found = {name for each in command.get_params(context) for name in each.opts}
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            found |= _options(below, click.Context(below, parent=context))
    return found


def misnamed(root: Path) -> list[str]:
    """List the commands and options in the README and the documents that do not exist."""
    group = build()
    known = _options(group, click.Context(group, help_option_names=["-h", "--help"]))
    found = []
    for page, text in _pages(root):
        for line, whole in _named(text):
            if said := complaint(line, whole=whole):
                found.append(f"{page}: {line}: {said}")
        for span in _SPAN.findall(_prose(text)):
            if re.match(r"--?[a-z]", span) and span.split()[0] not in known:
                found.append(f"{page}: {span}")
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the README and the documents, to be spoiled."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def test_both_languages_have_the_same_guides() -> None:
    assert {"municipality.md", "steps.md", "vendor.md"} <= {p.name for p in (ROOT / "docs/en").glob("*.md")}
    assert differences(ROOT / "docs") == []


def test_every_command_and_option_that_is_named_exists() -> None:
    lines = [line for _, text in _pages(ROOT) for line, _ in _named(text)]
    assert {"tekigo run target.yaml", "tekigo spec lint"} <= set(lines)
    assert misnamed(ROOT) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_every_step(language: str) -> None:
    cells = _steps((ROOT / "docs" / language / "steps.md").read_text(encoding="utf-8"))
    told = [re.sub(r"（[^）]*）$", "", part) for cell in cells for part in cell.split(" / ")]
    first = [re.sub(r"（[^）]*）$", "", cell.split(" / ")[0]) for cell in cells]
    known = definitions()
    assert [text for text in first if not any(each.match(text) is not None for each in known)] == []
    assert [each.pattern for each in known if not any(each.match(text) is not None for text in told)] == []


@pytest.mark.parametrize(
    ("page", "old", "new", "said"),
    [
        ("en/vendor.md", "## Testing", "Testing", "vendor.md: headings"),
        (
            "en/vendor.md",
            "tekigo run target.yaml -b",
            "tekigo run target.yaml --business",
            "vendor.md: commands",
        ),
        ("en/steps.md", "「操作」を行う", "「operation」を行う", "steps.md: steps"),
        ("ja/steps.md", "(../en/steps.md)", "(../en/step.md)", "steps.md: no link from ja to en"),
    ],
)
def test_a_translation_that_strays_is_found(copy: Path, page: str, old: str, new: str, said: str) -> None:
    _spoil(copy / "docs" / page, old, new)
    assert differences(copy / "docs") == [said]


def test_a_guide_in_one_language_is_found(copy: Path) -> None:
    (copy / "docs" / "en" / "municipality.md").unlink()
    assert differences(copy / "docs") == ["municipality.md: one language only"]


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("docs/en/steps.md", "    tekigo spec lint", "    tekigo spec lnt"),
        ("docs/en/steps.md", "    tekigo spec lint", "    tekigo spec openapi"),
        ("docs/en/steps.md", "(`tekigo spec lint`)", "(`tekigo specs lint`)"),
        ("docs/ja/vendor.md", "| `-n 4`", "| `--processes 4`"),
        ("README.md", "    tekigo run broken.yaml", "    tekigo run --target broken.yaml"),
    ],
)
def test_a_command_that_is_not_there_is_found(copy: Path, page: str, old: str, new: str) -> None:
    _spoil(copy / page, old, new)
    assert len(misnamed(copy)) == 1


def _spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
