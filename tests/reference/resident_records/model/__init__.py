"""What the records of a town must show, written from the description of the operations and nothing else."""

from tests.reference.resident_records.model.transactions import TRANSACTIONS, Transaction

__all__ = ["TRANSACTIONS", "Transaction"]
