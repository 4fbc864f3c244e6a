"""What was found in a SCORM package."""

from dataclasses import dataclass, field
from decimal import Decimal

from learning.standards.archives import Problem


@dataclass(frozen=True)
class Item:
    """A line of the package's outline. `launch` is empty for a heading.

    `launch` is a quoted path below the package's folder with its query; `mastery` is the pass
    mark in percent that the manifest sets; `threshold` the progress (0 to 1) that
    counts as completed. What is not `is_required` is left out of the roll-up.
    """

    key: str
    title: str
    launch: str = ""
    depth: int = 0
    is_sco: bool = True
    mastery: Decimal | None = None
    threshold: Decimal | None = None
    launch_data: str = ""
    is_required: bool = True

    def as_dict(self) -> dict:
        """For JSON; decimals as text."""
        return {
            "key": self.key,
            "title": self.title,
            "launch": self.launch,
            "depth": self.depth,
            "is_sco": self.is_sco,
            "mastery": None if self.mastery is None else str(self.mastery),
            "threshold": None if self.threshold is None else str(self.threshold),
            "launch_data": self.launch_data,
            **({} if self.is_required else {"is_required": False}),
        }


@dataclass
class Package:
    """What was found in a zip; `is_playable` says whether it may be used."""

    kind: str | None = None
    title: str = ""
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    size: int = 0

    @property
    def is_playable(self) -> bool:
        """Nothing fatal was found."""
        return not any(problem.is_fatal for problem in self.problems)

    @property
    def launchable(self) -> list[Item]:
        """The items that a learner can open, in order."""
        return [item for item in self.items if item.launch]

    def as_dict(self) -> dict:
        """For JSON: launchable items with their titles, and the problems."""
        return {
            "kind": self.kind,
            "title": self.title,
            "items": [item.as_dict() for item in self.launchable],
            "problems": [problem.as_dict() for problem in self.problems],
        }
