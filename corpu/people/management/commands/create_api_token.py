"""Makes a token for another system and prints it, once, and nothing else."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from corpu.people.actions.decisions import log_decision
from corpu.people.models import ApiToken, Provider, Unit
from corpu.people.models.access import digest


class Command(BaseCommand):
    help = "Make an API token and print it; it is shown this once."

    def add_arguments(self, parser):
        parser.add_argument("name", help="who will hold it, for example sipka-bandung")
        parser.add_argument("--role", required=True, choices=ApiToken.Kind.values)
        parser.add_argument("--provider", default="", help="code of a training agency")
        parser.add_argument("--unit", default="", help="code of a unit: its subtree")

    @transaction.atomic
    def handle(self, *, name, role, provider, unit, **options):
        if ApiToken.objects.filter(name=name).exists():
            raise CommandError(f"There is a token named {name!r} already.")
        if provider and role != ApiToken.Kind.PROVIDER:
            # It would not narrow what the token may do, as the operator must think.
            raise CommandError("Only a token of role provider takes --provider.")
        secret = ApiToken.new_secret()
        token = ApiToken.objects.create(
            name=name,
            role=role,
            provider=_find(Provider, provider),
            unit=_find(Unit, unit),
            digest=digest(secret),
        )
        log_decision(
            "api_token.created", by=None, subject=name, role=role, provider=provider,
            unit=unit, token=token.pk,
        )  # fmt: skip
        self.stdout.write(secret)


def _find(model, code: str):
    if not code:
        return None
    try:
        return model.objects.get(code=code)
    except model.DoesNotExist:
        raise CommandError(
            f"No {model._meta.verbose_name} has the code {code}."
        ) from None
