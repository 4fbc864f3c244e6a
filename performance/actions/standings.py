"""Standings follow the ledger, the agenda and the absences."""


def recount(person_ids: list[int], years: list[int]) -> None:
    """Bring the standings of these people in these years up to date."""
