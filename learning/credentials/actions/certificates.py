"""Certificates award what the ledger proves."""


def follow_ledger(person_ids: list[int], years: list[int]) -> None:
    """Withdraw the certificates of records that were voided."""
