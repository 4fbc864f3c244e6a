from django.core.management.commands.migrate import Command as Migrate

from corpu.lib.quick_states import quick_states


class Command(Migrate):
    """Django's own, sooner done."""

    def handle(self, *args, **options):
        with quick_states():
            return super().handle(*args, **options)
