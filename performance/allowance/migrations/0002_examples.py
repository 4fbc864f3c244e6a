from django.db import migrations


def load(apps, schema_editor):
    from performance.allowance.actions.formulas import load_examples

    load_examples(apps=apps)


class Migration(migrations.Migration):
    dependencies = [("allowance", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
