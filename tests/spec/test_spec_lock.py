"""The lock of ids only ever grows."""

from conformance.spec.load import load_whole
from conformance.spec.lock import check_lock, update_lock
from tests.spec.made_package import MadePackage


def test_updating_appends_what_is_new_and_touches_nothing_else(made: MadePackage) -> None:
    lock = made.write("specs/ids.lock", "AL-0.M\t1.0\nAL-1.M\t1.0\n")
    requirements = load_whole("alpha", made.root).requirements
    assert update_lock(requirements, made.root) == ["AL-1.O", "AL-2.N", "AL-3.M"]
    assert (
        lock.read_text(encoding="utf-8")
        == "AL-0.M\t1.0\nAL-1.M\t1.0\nAL-1.O\t1.0\nAL-2.N\t1.0\nAL-3.M\t2.0\n"
    )
    assert update_lock(requirements, made.root) == []
    assert [each.code for each in check_lock(requirements, made.root)] == ["TKG-SPEC083"]


def test_a_tree_without_a_lock_gets_one(made: MadePackage) -> None:
    (made.root / "specs/ids.lock").unlink()
    requirements = load_whole("alpha", made.root).requirements
    assert {each.code for each in check_lock(requirements, made.root)} == {"TKG-SPEC084"}
    update_lock(requirements, made.root)
    assert check_lock(requirements, made.root) == []
