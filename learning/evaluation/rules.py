"""When many voices may be told as one, as plain Python."""

# A sum of fewer voices, or one that grew by fewer, could tell what one person said.
FEWEST = 5


def may_sum(voices: int, told: int) -> bool:
    """True if a new sum may be told: enough people spoke since the last one."""
    return voices - told >= FEWEST
