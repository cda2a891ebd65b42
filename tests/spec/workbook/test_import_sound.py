"""Whatever stands in the cells: what is taken can be written, loaded again and is the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl.utils.cell import coordinate_to_tuple

from conformance.spec.workbook.files import read_tables, write_tables
from tests.spec.workbook.made_workbook import MadeWorkbook, Value

Cells = dict[str, Value]

_ANYTHING = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6),
    st.sampled_from(
        ["e", "○", "031", "999", "9V", "10,2", "※※\n備考：x", "\n", "_x0000_", "\x85", "|", '","', "=A1"]
    ),
    st.integers(-5, 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
)


@given(
    cells=st.dictionaries(
        st.builds("{}{}".format, st.sampled_from("ABCDEFGHLMNOPQRSTUVW"), st.integers(3, 40)),
        _ANYTHING,
        max_size=12,
    ),
    codes=st.dictionaries(
        st.builds("{}{}".format, st.sampled_from("ABCDE"), st.integers(6, 13)), _ANYTHING, max_size=6
    ),
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_taken_is_sound(
    cells: Cells, codes: Cells, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("x")
    made = MadeWorkbook(folder / "x.xlsx")
    for where, value in codes.items():
        made.codes[where] = value
    merged = {each for area in made.items.merged_cells.ranges for row in area.rows for each in row}
    at = {coordinate_to_tuple(where): value for where, value in cells.items()}
    for (row, column), value in at.items():
        if (row, column) not in merged:
            made.items.cell(row, column).value = value
    done = made.imported()
    write_tables(folder, done.items, done.codes, overwrite=False)
    again = read_tables(str(folder))
    assert [replace(each, origin="") for each in again.items] == [
        replace(each, origin="") for each in done.items
    ]
    assert len(again.codes) == len(done.codes)
