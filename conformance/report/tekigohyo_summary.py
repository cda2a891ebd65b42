"""The sheet 総括 of the 適合表: whose system, tried how, with what result, and what the result is not."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from conformance.report.bound import through_bindings
from conformance.report.dated import editions
from conformance.report.partial import uncovered, word_of
from conformance.report.proof import proof
from conformance.report.rows import business_line, problem_line
from conformance.report.run_facts import run_facts
from conformance.report.sheets import Cell, Page
from conformance.report.text import clean, percent
from conformance.verdict.model import CLASSES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle
    from conformance.report.rows import Labels
    from conformance.verdict.model import BusinessVerdict, RequirementVerdict

_WIDTHS = (20, 13, 20, *(10 for _ in WORDS), 8)
_NAMED = 20  # ids shown with a problem or a remark


def write_summary(sheet: Worksheet, bundle: RunBundle, t: Labels, lang: Language) -> None:
    """Write the sheet. A run that is not valid says so before anything else."""
    sheet.sheet_view.showGridLines = False
    page = Page(sheet, _WIDTHS)
    page.line(t["table"]["title"], "title")
    if not bundle.verdict.valid:
        _invalid(page, bundle, t, lang)
    page.line(t["say"]["no_number"], "notice")
    page.gap()
    _facts(page, bundle, t, lang)
    for each in through_bindings(bundle, t, lang):
        page.line(each, "notice")
    page.gap()
    _counts(page, bundle, t, lang)
    page.gap()
    _shares(page, bundle, t, lang)
    page.gap()
    page.put(
        [
            Cell("", "plain", 7),
            Cell(t["say"]["confirm_date"], "sign", 2),
            Cell(t["say"]["confirm"], "sign", 3),
        ]
    )
    page.gap()
    if len(bundle.verdict.businesses) > 1:
        page.new_page()
    _remarks(page, bundle, t, lang)
    _words(page, t)


def _invalid(page: Page, bundle: RunBundle, t: Labels, lang: Language) -> None:
    page.line(f"{t['sign']['nonconformant']} {t['say']['invalid']}", "bad")
    for problem in bundle.verdict.problems:
        page.line(_problem(problem_line(problem, lang)), "bad")


def _problem(line: dict[str, object]) -> str:
    subjects = line["subjects"]
    assert isinstance(subjects, list)  # noqa: S101 - problem_line makes it
    named = ", ".join(subjects[:_NAMED]) + (" …" if len(subjects) > _NAMED else "")
    return "\n".join(str(each) for each in (f"{line['code']} {line['text']} {line['remedy']}", named) if each)


def _facts(page: Page, bundle: RunBundle, t: Labels, lang: Language) -> None:
    counts, verdict = bundle.verdict.counts, bundle.verdict
    numbers = ("selected", "collected", "executed", "reported", *(("not_done",) if counts.not_done else ()))
    told = "、".join(f"{t['count'][name]} {getattr(counts, name)}{t['count']['unit']}" for name in numbers)
    valid = t["say"]["valid_short" if verdict.valid else "invalid_short"]
    pairs = [
        *run_facts(bundle, t, lang),
        (t["fact"]["version"], clean(bundle.manifest.tekigo_version)),
    ]
    half = (len(pairs) + 1) // 2
    for left, right in zip_longest(pairs[:half], pairs[half:], fillvalue=("", "")):
        page.put(
            [
                Cell(left[0], "label"),
                Cell(left[1], "fact", 4),
                Cell(right[0], "label", 2),
                Cell(right[1], "fact", 5),
            ]
        )
    style = "fact" if verdict.valid else "bad"
    page.put([Cell(t["title"]["validity"], "label"), Cell(f"{valid}（{told}）", style, page.columns - 1)])


def _counts(page: Page, bundle: RunBundle, t: Labels, lang: Language) -> None:
    page.line(t["table"]["counts"], "heading")
    head, named = t["head"], editions(bundle, t)
    names = (
        head["business"],
        head["word"],
        head["class"],
        *(t["word"][each] for each in WORDS),
        head["total"],
    )
    page.put([Cell(name, "head") for name in names])
    for business in bundle.verdict.businesses:
        name = f"{_name(business, lang)}\n{named[business.key]}"
        rows = [
            page.put(
                [
                    Cell(name if kind == CLASSES[0] else "", "strong"),
                    Cell(word_of(business, t) if kind == CLASSES[0] else "", business.word),
                    Cell(t["class"][kind], "label"),
                    *(Cell(n, word if n else "number") for word, n in business.counts[kind].items()),
                    Cell(sum(business.counts[kind].values()), "number"),
                ]
            )
            for kind in CLASSES
        ]
        for row in rows:  # the name goes over all three
            page.sheet.row_dimensions[row].height = 19
        page.join(1, rows[0], rows[-1])
        page.join(2, rows[0], rows[-1])
        said = business_line(business, t, lang, valid=bundle.verdict.valid)["sentence"]
        page.line(f"{_name(business, lang)}{t['say']['colon']}{said}")
        for each in uncovered(business, t):
            page.line(f"{each.text}\n{t['say']['comma'].join(each.ids)}", "bad")
    for problem in bundle.verdict.stale:
        page.line(_problem(problem_line(problem, lang)), "bad")


def _shares(page: Page, bundle: RunBundle, t: Labels, lang: Language) -> None:
    words = t["table"]
    page.line(words["shares"], "heading")
    names = ((t["head"]["business"], 1), (t["head"]["class"], 2), (words["in_scope"], 1), *(
        (words[name], 2) for name in ("by_run", "attested", "unverified", "rest")
    ))  # fmt: skip
    page.put([Cell(name, "head", span) for name, span in names])
    for business in bundle.verdict.businesses:
        everything = business.requirements
        mandatory = [each for each in everything if each.class_ == "mandatory"]
        kinds = ((t["class"]["mandatory"], mandatory), (words["all_classes"], everything))
        for kind, judged in kinds:
            page.put(
                [Cell(_name(business, lang), "strong"), Cell(kind, "label", 2), *_share_cells(judged, words)]
            )


def _share_cells(judged: Iterable[RequirementVerdict], words: Labels) -> Iterator[Cell]:
    counted = proof(judged)
    yield Cell(counted.in_scope, "number")
    for _, n in counted.parts:
        yield Cell(words["share"].format(n=n, percent=percent(n, counted.in_scope)), "centre", 2)


def _words(page: Page, t: Labels) -> None:
    page.line(t["title"]["words"], "heading")
    for word in (*WORDS, "indeterminate"):
        page.put([Cell(t["word"][word], word), Cell(t["meaning"][word], "text", page.columns - 1)])
    page.line(t["table"]["class_hint"])
    page.line(t["say"]["provisional"])


def _remarks(page: Page, bundle: RunBundle, t: Labels, lang: Language) -> None:
    if bundle.verdict.remarks:
        page.line(t["title"]["remarks"], "heading")
        for remark in bundle.verdict.remarks:
            page.line(_problem(problem_line(remark, lang)))
        page.gap()


def _name(business: BusinessVerdict, lang: Language) -> str:
    return clean((lang == "en" and business.name_en) or business.name)
