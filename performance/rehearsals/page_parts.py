"""What rehearsals add to the pages of drafts."""


def of_target(target, viewer) -> dict | None:
    """See `of_rate`."""
    return None


def of_rate(rate, viewer) -> dict | None:
    """Nothing yet."""
    return None
