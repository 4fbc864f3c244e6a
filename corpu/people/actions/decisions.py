"""The one writer of the decision log."""

from corpu.people.models import Decision


def log_decision(
    act: str, *, by, person=None, subject="", reason="", on_behalf_of=None, **data
) -> Decision:
    """Write one line of the decision log, in the transaction of the decision itself.

    `act` is dotted and stable ("evidence.accepted"); `by` is None where a rule decided;
    `data` holds what an auditor needs: before and after, ids, codes.
    """
    return Decision.objects.create(
        act=act,
        by=by,
        on_behalf_of=on_behalf_of,
        person=person,
        subject=str(subject)[:200],
        reason=reason,
        data=data,
    )


def log_decisions(lines: list[Decision]) -> None:
    """Write many lines at once, for files of thousands of rows."""
    Decision.objects.bulk_create(lines, batch_size=200)
