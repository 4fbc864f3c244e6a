from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits for a decision is found among a million enrolments."""

    dependencies = [("learning", "0006_when_lessons_open")]

    operations = [
        migrations.AddIndex(
            "enrolment",
            models.Index(
                fields=["decider"],
                name="enrolment_waiting",
                condition=models.Q(("state", "requested")),
            ),
        ),
    ]
