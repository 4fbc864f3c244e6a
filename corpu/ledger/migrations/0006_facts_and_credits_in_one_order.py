from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Facts and credits in one order: a rebuild joins them without sorting."""

    dependencies = [
        ("ledger", "0005_credit_ended_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            "record",
            models.Index(
                fields=["person", "ended_on", "id"],
                include=(
                    *("started_on", "form", "scope", "role", "jp_stated", "minutes", "days"),
                    *("days_listed", "sessions", "semesters", "certificate_key"),
                ),
                name="record_by_end",
                condition=models.Q(("voids__isnull", True)),
            ),
        ),
        migrations.AddIndex(
            "credit",
            models.Index(
                fields=["person", "ended_on", "record"],
                include=("year", "jp_claimed", "jp_recognised", "rate", "reason"),
                name="credit_by_end",
            ),
        ),
        migrations.RemoveIndex("record", "record_fact"),
        migrations.RemoveIndex("credit", "credit_of_person"),
    ]
