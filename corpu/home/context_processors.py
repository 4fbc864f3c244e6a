"""What every page of the house shows around its content."""


def house(request) -> dict:
    """Navigation for the reader's roles and the count of her unread notices."""
    return {}
