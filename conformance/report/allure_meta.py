"""The files beside the Allure results: environment, categories, executor, and the configuration of an Allure 3 site."""

from pathlib import Path
from typing import Any

from conformance.engine.manifest import Manifest
from conformance.report.allure import FOLDER, SPARED, Catalog, category, failed_category, write_result
from conformance.report.allure_history import HISTORY, LIMIT
from conformance.report.bundle import RunBundle
from conformance.report.labels import labels
from conformance.report.rows import Labels
from conformance.report.rule_tables import rules_line
from conformance.report.text import clean, date_text, one_line
from conformance.spec.json_file import write_json
from conformance.verdict.model import CLASSES

CONFIG = "allurerc.json"


def write_allure(bundle: RunBundle, catalog: Catalog) -> Path:
    """Write the Allure results of a whole run anew and return their folder."""
    folder = bundle.folder / FOLDER
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
    for record in bundle.evidence():
        write_result(record, folder, catalog)
    write_meta(folder, bundle.manifest, catalog)
    return folder


def write_meta(folder: Path, manifest: Manifest, catalog: Catalog) -> None:
    """Write environment.properties, categories.json and executor.json, and allurerc.json one folder up."""
    t = labels(catalog.lang)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "environment.properties").write_text(properties(environment(manifest, catalog)), "ascii")
    write_json(folder / "categories.json", categories(t))
    write_json(folder / "executor.json", executor(manifest))
    write_json(folder.parent / CONFIG, site_config(manifest, t, catalog.lang))


def environment(manifest: Manifest, catalog: Catalog) -> dict[str, str]:
    """List what the environment tab shows."""
    t = labels(catalog.lang)
    names, target, town = t["fact"], manifest.target, manifest.target.municipality
    kind = t["municipality_class"].get(town.class_, town.class_)
    pairs = {
        names["product"]: f"{target.product or target.name} {target.version}",
        names["vendor"]: target.vendor,
        names["municipality"]: f"{town.name} {town.code} {kind}",
        names["as_of"]: date_text(manifest.as_of, catalog.lang),
        **{
            f"{names['edition']} {catalog.names.get(key, key)}": edition
            for key, edition in manifest.edition.items()
        },
        **{
            f"{t['rules']['title']} {catalog.names.get(each.key, each.key)}": rules_line(each, catalog.lang)
            for each in manifest.businesses
        },
        names["run"]: manifest.run,
        names["seed"]: str(manifest.seed),
        names["version"]: manifest.tekigo_version,
        **{f"{names['digest']} {name}": value for name, value in manifest.digests.items()},
    }
    return {name: one_line(value, 300) for name, value in pairs.items() if value.strip()}


def properties(pairs: dict[str, str]) -> str:
    """Write a Java properties file: ASCII with \\u escapes, which every version of Allure reads alike."""
    return "".join(f"{_escaped(name, ' :=#!')}={_escaped(value, '')}\n" for name, value in pairs.items())


def _escaped(text: str, special: str) -> str:
    made = []
    for char in text:
        if char in special or char == "\\":
            made.append("\\" + char)
        elif " " <= char <= "~":
            made.append(char)
        else:
            units = char.encode("utf-16-be", "replace")
            made += [f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)]
    return "".join(made)


def categories(t: Labels) -> list[dict[str, Any]]:
    """List the categories of what did not pass, in the words of the verdict."""
    named = [(failed_category(kind, t), "failed") for kind in CLASSES]
    named.append((category("blocked", (), t), "broken"))
    named += [(failed_category(word, t), "failed") for word in SPARED]
    named.append((category("not_applicable", (), t), "skipped"))
    return [
        {"name": name, "matchedStatuses": [status], "messageRegex": _starts_with(name)}
        for name, status in named
    ]


def _starts_with(name: str) -> str:
    # Java matches whole messages, JavaScript searches in them: this does the same in both.
    return "^" + name.replace("[", r"\[").replace("]", r"\]") + r"[\s\S]*"


def executor(manifest: Manifest) -> dict[str, Any]:
    """Say who ran the checks."""
    return {
        "name": f"tekigo {clean(manifest.tekigo_version)}".strip(),
        "type": "tekigo",
        "buildName": clean(manifest.run),
        "reportName": clean(f"{manifest.target.product or manifest.target.name} {manifest.run}"),
    }


def site_config(manifest: Manifest, t: Labels, lang: str) -> dict[str, Any]:
    """Configure an Allure 3 site: its name, language, tree, categories and history."""
    name = one_line(f"{t['title']['report']} {manifest.target.product or manifest.target.name}", 120)
    options = {"reportName": name, "reportLanguage": lang, "groupBy": ["epic", "feature", "story"]}
    return {
        "name": name,
        "plugins": {"awesome": {"options": options}},
        "categories": {"rules": categories(t)},
        "historyPath": HISTORY,
        "historyLimit": LIMIT,
    }
