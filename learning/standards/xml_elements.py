"""Elements of a manifest by their local names, whatever namespace they declare."""

from decimal import Decimal, InvalidOperation


def name_of(element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def children(element, name: str) -> list:
    """Children of one local name, in order."""
    if element is None:
        return []
    return [child for child in element if name_of(child) == name]


def child(element, name: str):
    """The first child of a local name, or None."""
    return next(iter(children(element, name)), None)


def attribute(element, name: str) -> str:
    """An attribute by its local name, whatever its namespace and case."""
    wanted = name.lower()
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1].lower() == wanted:
            return value.strip()
    return ""


def text_of(element) -> str:
    """All text below an element, spaces tidied; empty for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def title_of(element) -> str:
    """The text of its title, at most 200 signs."""
    return text_of(child(element, "title"))[:200]


# Written out, a number of more places would fill the memory: 1E+999999999.
MOST_PLACES = 30


def number(text: str) -> Decimal | None:
    """A finite decimal of a size that somebody may have meant, or None."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    _sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):  # a letter: infinite, or no number
        return None
    is_usual = len(digits) <= MOST_PLACES and abs(exponent) <= MOST_PLACES
    return value if is_usual else None
