"""Refuses features that would report a pass they have not earned (architecture.md §7, §11)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from conformance.checks.record import today_in_japan
from conformance.checks.scenarios.features import Case, Feature, Step, read_features
from conformance.checks.scenarios.names import NameCheck
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.checks.scenarios.stories import is_scene
from conformance.checks.scenarios.vocabulary import Definition, definitions
from conformance.spec.editions import views
from conformance.spec.errors import Finding, finding
from conformance.spec.faults import nearest
from conformance.spec.load import list_packages, load_error_codes, load_whole
from conformance.spec.model import ErrorCode, Package
from conformance.spec.rules import RuleBook

MAX_STEPS = 12
MAX_DEFINITIONS = 60
_PLACEHOLDER = re.compile(r"<[^<>\s]+>")
ERRATUM_TAG = "疑義:"  # on a scenario that records what a system does where the official text decides nothing
REQUIREMENT_TAG = re.compile(r"[A-Z][A-Z0-9]*-[0-9A-Za-z.]+")


def erratum_of(case: Case) -> str:
    """Return the id of the erratum that keeps a scenario from deciding anything; empty when it decides."""
    tags = (tag for tag in case.tags if tag.startswith(ERRATUM_TAG))
    return next((tag.removeprefix(ERRATUM_TAG) for tag in tags), "")


def lint_features(
    features: Sequence[Feature],
    package: Package,
    vocabulary: Sequence[Definition],
    error_codes: Sequence[ErrorCode],
) -> list[Finding]:
    """Find everything wrong with the features of one business in one edition, in the order of the files.

    Cases of other editions are passed over.
    """
    names = NameCheck(package, error_codes)
    found: list[Finding] = []
    for feature in features:
        found += _scenarios(feature)
        seen: set[str] = set()
        for case in cases_of([feature], package):
            for each in _case(case, package, vocabulary, names):
                key = f"{each.origin} {each.code} {each.params}"
                if key not in seen:
                    seen.add(key)
                    found.append(each)
    return found


def lint_all_features(root: Path | None = None) -> list[Finding]:
    """Find everything wrong with the features of all businesses and with the step vocabulary.

    Raises SpecErrors when a package itself cannot be loaded.
    """
    vocabulary, error_codes = definitions(root), load_error_codes(root)
    found: list[Finding] = []
    everything: list[Feature] = []
    as_of = today_in_japan()
    for path in list_packages(root):
        whole = load_whole(path, root)
        features, unreadable = read_features(path, RuleTables(RuleBook(whole), as_of), root)
        everything += features
        found += unreadable
        for view in views(whole):
            told = {each.defect for each in found}
            wrong = lint_features(features, view, vocabulary, error_codes)
            found += [each for each in wrong if each.defect not in told]
        found += _never_selected(features, whole)
    return [*found, *unused_definitions(everything, vocabulary)]


def cases_of(features: Iterable[Feature], package: Package) -> list[Case]:
    """List the cases of an edition: those tagged with no requirement that only other editions have."""
    gone = package.elsewhere.requirements
    return [case for feature in features for case in feature.cases if gone.isdisjoint(case.tags)]


def _never_selected(features: Sequence[Feature], whole: Package) -> Iterator[Finding]:
    """Find scenarios that no edition selects."""
    never = {case.origin: case for feature in features for case in feature.cases}
    for view in views(whole):
        for case in cases_of(features, view):
            never.pop(case.origin, None)
    for origin, case in never.items():
        tags = "、".join(tag for tag in case.tags if REQUIREMENT_TAG.fullmatch(tag))
        yield finding(origin, "TKG-BDD029", name=case.name, tags=tags)


def unused_definitions(features: Sequence[Feature], vocabulary: Sequence[Definition]) -> list[Finding]:
    """Find step definitions that no scenario of any business uses, and a vocabulary that has grown too large."""
    steps = {(step.kind, step.text) for feature in features for case in feature.cases for step in case.steps}
    used = {d.origin for kind, text in steps for d in matching(vocabulary, kind, text)}
    found = [finding(d.origin, "TKG-BDD012", pattern=d.pattern) for d in vocabulary if d.origin not in used]
    if len(vocabulary) > MAX_DEFINITIONS:
        found.append(finding("steps:1", "TKG-BDD013", count=len(vocabulary), most=MAX_DEFINITIONS))
    return found


def matching(vocabulary: Sequence[Definition], kind: str, text: str) -> list[Definition]:
    """List the definitions that fit a step."""
    return [d for d in vocabulary if d.kind in ("", kind) and d.match(text) is not None]


def _scenarios(feature: Feature) -> Iterator[Finding]:
    where = f"features/{feature.key}.feature"
    times = Counter(name for name, _, _, _ in feature.scenarios)
    for name, line, outline, rows in feature.scenarios:
        if times[name] > 1:
            yield finding(f"{where}:{line}", "TKG-BDD002", name=name)
        if outline and rows == 0:
            yield finding(f"{where}:{line}", "TKG-BDD003", name=name)
    if not feature.scenarios:
        yield finding(f"{where}:1", "TKG-BDD004")


def _case(
    case: Case, package: Package, vocabulary: Sequence[Definition], names: NameCheck
) -> Iterator[Finding]:
    known = {requirement.id for requirement in package.requirements}
    tagged = [tag for tag in case.tags if REQUIREMENT_TAG.fullmatch(tag)]
    if not tagged:
        yield finding(case.origin, "TKG-BDD005", name=case.name)
    for tag in tagged:
        if tag not in known:
            yield finding(case.origin, "TKG-BDD006", tag=tag, near=nearest(tag, known))
    erratum, errata = erratum_of(case), [each.id for each in package.errata]
    if erratum and erratum not in errata:
        yield finding(case.origin, "TKG-BDD019", tag=erratum, near=nearest(erratum, errata))
    own = case.steps[case.carried :]
    if len(own) > MAX_STEPS:
        yield finding(case.origin, "TKG-BDD007", name=case.name, count=len(own), most=MAX_STEPS)
    acts = {step.kind for step in case.steps} & {"when"} or is_scene(case)
    if not acts or all(step.kind != "then" for step in own):
        yield finding(case.origin, "TKG-BDD008", name=case.name)
    if is_scene(case) and case.example:
        yield finding(case.origin, "TKG-BDD033", name=case.name)
    for step in own:
        yield from _step(case, step, vocabulary, names)


def _step(case: Case, step: Step, vocabulary: Sequence[Definition], names: NameCheck) -> Iterator[Finding]:
    where = f"features/{case.feature}.feature:{step.line}"
    cells = [cell for row in step.table or () for cell in row]
    left = [text for text in (step.text, *cells) if _PLACEHOLDER.search(text)]
    if left:
        yield finding(where, "TKG-BDD009", text=left[0])
        return
    fitting = matching(vocabulary, step.kind, step.text)
    if not fitting:
        patterns = [d.pattern for d in vocabulary if d.kind == step.kind]
        yield finding(where, "TKG-BDD010", text=step.text, near=nearest(step.text, patterns))
    elif len(fitting) > 1:
        yield finding(where, "TKG-BDD011", text=step.text, origins="、".join(d.origin for d in fitting))
    else:
        yield from names.step(where, step, fitting[0].match(step.text) or {})
