from django.db import migrations

from corpu.ledger.actions.national_rules import load_national_rules


def load(apps, schema_editor):
    load_national_rules(apps=apps)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
