"""Keys of rows as browsers send them."""


def key_of(text: str | None) -> int:
    """The key in `text`; 0, which is no row's, for anything that cannot be one."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 18:
        return 0
    return int(text)
