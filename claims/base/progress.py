"""How a run says how far it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Hears how far a run is. Who shows it, and whether anybody does, is not the run's business."""

    def __call__(self, step: str, done: int = 0, total: int | None = None) -> None:
        """The step that is being taken, and of how many things it has done how many; None if unknown."""


def unheard(step: str, done: int = 0, total: int | None = None) -> None:
    """The progress that nobody looks at."""
