from decimal import Decimal

from django.db import migrations

MEASURES = {"own_target": "target", "team_share": "team"}


def make_plans(apps, schema_editor):
    """The lines that were derived so far become proposed lines of plans."""
    goals = apps.get_model("performance", "Goal").objects
    plans = apps.get_model("plans", "Plan").objects
    lines = apps.get_model("plans", "PlanLine")
    pairs = goals.order_by().values_list("person_id", "person__unit_id", "year")
    plan_model = plans.model
    plans.bulk_create(
        [
            plan_model(person_id=person, unit_id=unit, year=year)
            for person, unit, year in pairs.distinct()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    known = {(p.person_id, p.year): p.pk for p in plans.only("person_id", "year")}
    lines.objects.bulk_create(
        [
            lines(
                plan_id=known[goal.person_id, goal.year],
                measure=MEASURES[goal.kind],
                target_id=goal.target_id,
                expectation=Decimal(goal.expectation),
            )
            for goal in goals.order_by("pk").iterator(chunk_size=2000)
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_national_cycle")]
    operations = [
        migrations.RunPython(make_plans, migrations.RunPython.noop, elidable=True)
    ]
