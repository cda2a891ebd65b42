"""Rule tables: dated rows that fix expected values. Read, checked, looked up, and turned into examples."""

from conformance.spec.rules.book import FoundRow, RuleBook, RuleTable
from conformance.spec.rules.lookup import NotInForce, look_up

__all__ = ["FoundRow", "NotInForce", "RuleBook", "RuleTable", "look_up"]
