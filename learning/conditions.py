"""What authors say about when a lesson opens and how long it takes at least: read from
the blocks of a page, checked, and frozen with the lesson."""

from django.utils.translation import gettext as _

from learning.rules import ASKED

FIELDS = ("opens_on", "opens_after_days", "is_gate", "minimum_minutes")


def frozen_conditions(children) -> list[dict]:
    """The fields of each lesson's row, only where its author set something."""
    children = list(children)
    return [_frozen(child, children[:place]) for place, child in enumerate(children)]


def _frozen(child, before: list) -> dict:
    said = child.value.get("conditions") or {}
    found = {name: said[name] for name in FIELDS if said.get(name)}
    keys = [str(row.id) for row in before if _title(row) in _wanted(said)]
    if keys:
        found["after"] = keys
    return found


def condition_problems(children, provider) -> list[str]:
    """What cannot be meant: lessons that do not come before, others' questions."""
    found: list[str] = []
    before: set[str] = set()
    for child in children:
        said = child.value.get("conditions") or {}
        for title in _titles(said):
            if _folded(title) not in before:
                found.append(
                    _(
                        "“%(lesson)s” opens after “%(title)s”, but no lesson of this "
                        "title comes before it."
                    )
                    % {"lesson": child.value["title"], "title": title}
                )
        found += _check_problems(child, said.get("checks"), provider)
        before.add(_title(child))
    return found


def _check_problems(child, category, provider) -> list[str]:
    if not category:
        return []
    if category.provider_id != provider.pk:
        return [_("Draw only from categories of your own agency's bank.")]
    held = category.questions.ready().exclude(kind="essay").count()
    if held >= ASKED:
        return []
    values = {"held": held, "count": ASKED, "lesson": child.value["title"]}
    return [
        _(
            "“%(lesson)s” asks %(count)s questions where it is finished far too fast, "
            "but the category holds %(held)s that are ready."
        )
        % values
    ]


def _titles(said) -> list[str]:
    lines = (said.get("after") or "").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _wanted(said) -> set[str]:
    return {_folded(title) for title in _titles(said)}


def _title(child) -> str:
    return _folded(child.value["title"] or "")


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
