"""What the forms of coaching have in common."""

from django import forms


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"
    template_name = "django/forms/widgets/input.html"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")
