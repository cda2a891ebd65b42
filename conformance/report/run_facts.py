"""What every report says first: which system of whom was tried, for whom, by what edition, as of when, in which run."""

from conformance.i18n.messages import Language
from conformance.report.bundle import RunBundle
from conformance.report.dated import editions
from conformance.report.rows import Labels
from conformance.report.text import clean, date_text, time_text


def system_name(bundle: RunBundle) -> str:
    """Name the system under test with its version."""
    target = bundle.manifest.target
    return clean(" ".join(filter(None, (target.product or target.name, target.version))))


def municipality(bundle: RunBundle, t: Labels) -> str:
    """Name the municipality with its code and its class."""
    town = bundle.manifest.target.municipality
    kind = t["municipality_class"].get(town.class_, town.class_)
    return clean(" ".join(filter(None, (town.name, town.code, kind))))


def run_facts(bundle: RunBundle, t: Labels, lang: Language) -> list[tuple[str, str]]:
    """Pair the names of these facts with their values; what is not known is a dash."""
    manifest, names = bundle.manifest, t["fact"]
    named = editions(bundle, t)
    pairs = [
        (names["product"], system_name(bundle)),
        (names["vendor"], manifest.target.vendor),
        (names["municipality"], municipality(bundle, t)),
        (names["as_of"], date_text(bundle.verdict.as_of, lang)),
        (names["edition"], named.popitem()[1] if len(named) == 1 else t["rules"]["several"]),
        (names["started"], time_text(manifest.started)),
        (names["run"], manifest.run),
    ]
    return [(name, clean(value) or "—") for name, value in pairs]
