"""Keys of rows as browsers send them."""


def key_of(text: str | None) -> int:
    """The key in `text`; 0, which is no row's, for anything that cannot be one."""
    is_key = bool(text) and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_key else 0
