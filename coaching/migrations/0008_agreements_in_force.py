from django.db import migrations
from django.db.models import F


def signed_ones_hold(apps, schema_editor):
    """What both have signed is in force since the coachee signed."""
    rows = apps.get_model("coaching", "Agreement").objects
    rows.exclude(coach_signed_at=None).exclude(coachee_signed_at=None).update(
        in_force_since=F("coachee_signed_at")
    )


class Migration(migrations.Migration):
    dependencies = [("coaching", "0007_sealed_wishes")]
    operations = [
        migrations.RunPython(signed_ones_hold, migrations.RunPython.noop),
    ]
