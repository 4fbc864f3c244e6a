"""What is asked of those who publish a draft."""


def reason_without_rehearsal(draft, by, reason: str) -> None:
    """Nothing yet."""
