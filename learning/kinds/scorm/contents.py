"""What is in a package, as it was frozen when its course was published."""

from decimal import Decimal


def items_of(lesson) -> list[dict]:
    """The outline that was frozen when the course was published."""
    return lesson.content.get("items", [])


def launchable(lesson) -> dict[str, dict]:
    """The items that open something, by their key."""
    return {item["key"]: item for item in items_of(lesson) if item["launch"]}


def required_keys(lesson) -> list[str]:
    """The items that have to be done: all that open something, but for those that the
    manifest leaves out of the roll-up; where it leaves out every one, all of them."""
    found = launchable(lesson)
    required = [key for key, item in found.items() if item.get("is_required", True)]
    return required or list(found)


def mark_of(lesson) -> Decimal | None:
    """The author's pass mark for the whole package, in percent."""
    mark = lesson.content.get("pass_mark")
    return None if mark is None else Decimal(str(mark))


def mastery_of(lesson, item: dict) -> Decimal | None:
    """The pass mark of one item: the author's where the manifest has one too or where
    the package is a single item; else the manifest's, else none."""
    if not item["is_sco"]:
        return None
    own, mark = item["mastery"], mark_of(lesson)
    if mark is not None and (own is not None or len(launchable(lesson)) == 1):
        return mark
    return None if own is None else Decimal(own)
