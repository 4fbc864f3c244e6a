"""A refusal that names every field at fault at once."""

from dataclasses import dataclass

from corpu.lib.refusals import Refused


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: its name, a stable code, and a sentence."""

    field: str
    code: str
    message: str


class Invalid(Refused):
    """Bad input: `errors` holds one `FieldError` for each fault, all fields at once."""

    def __init__(self, errors: list[FieldError]):
        self.errors = errors
        first = errors[0]
        super().__init__(first.code, first.message, field=first.field)

    def codes(self) -> set[tuple[str, str]]:
        """(field, code) of each fault."""
        return {(error.field, error.code) for error in self.errors}
