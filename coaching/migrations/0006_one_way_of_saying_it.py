import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coaching", "0005_kinds_and_meetings")]

    operations = [
        migrations.RemoveConstraint("engagement", "engagement_live_once"),
        migrations.RemoveField("coach", "activity"),
        migrations.RemoveField("coach", "is_active"),
        migrations.RemoveField("coach", "is_mentor"),
        migrations.RemoveField("engagement", "next_meeting_at"),
        migrations.AlterField(
            "engagement",
            "kind",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="coaching.kind",
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            "engagement",
            "state",
            models.CharField(
                choices=[
                    ("requested", "waiting for the coach"),
                    ("active", "active"),
                    ("declined", "declined"),
                    ("expired", "not answered in time"),
                    ("withdrawn", "withdrawn"),
                    ("ended", "ended"),
                ],
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            "coach",
            models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)), name="coach_takes_one"
            ),
        ),
        migrations.AddConstraint(
            "engagement",
            models.UniqueConstraint(
                condition=models.Q(
                    ("circle", None), ("state__in", ["requested", "active"])
                ),
                fields=("coach", "coachee", "kind"),
                name="engagement_live_once",
            ),
        ),
        migrations.AddConstraint(
            "engagement",
            models.UniqueConstraint(
                condition=models.Q(("state__in", ["requested", "active"])),
                fields=("circle", "coachee"),
                name="circle_joined_once",
            ),
        ),
    ]
