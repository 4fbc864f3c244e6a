import datetime

from django.db import migrations

from coaching.actions.kinds import load_kinds

HOUR = datetime.timedelta(hours=1)


def add_kinds(apps, schema_editor):
    load_kinds(apps=apps)


def move(apps, schema_editor):
    """Offers and dates of meetings, from what stood in their place before."""
    model = {name: apps.get_model("coaching", name) for name in (
        "Coach", "Engagement", "Meeting", "Offer",
    )}  # fmt: skip
    for coach in model["Coach"].objects.all():
        model["Offer"].objects.get_or_create(
            coach=coach, kind_id="coaching", defaults={"activity": coach.activity}
        )
        if coach.is_mentor:
            model["Offer"].objects.get_or_create(coach=coach, kind_id="mentoring")
        coach.state = "on" if coach.is_active else "off"
        coach.capacity = max(coach.capacity, 1)
        coach.save(update_fields=["state", "capacity"])
    pairs = model["Engagement"].objects
    pairs.filter(form_id="mentoring").update(kind_id="mentoring")
    pairs.filter(kind=None).update(kind_id="coaching")
    commitments = apps.get_model("agenda", "Commitment").objects
    for pair in pairs.exclude(next_meeting_at=None):
        meeting = model["Meeting"].objects.create(
            engagement=pair,
            starts_at=pair.next_meeting_at,
            ends_at=pair.next_meeting_at + HOUR,
        )
        old = commitments.filter(source=f"engagement:{pair.pk}:next")
        old.update(source=f"meeting:{meeting.pk}:learner")


def move_back(apps, schema_editor):
    """The old columns again; what they cannot hold is left where it is."""
    coaches = apps.get_model("coaching", "Coach").objects
    for coach in coaches.prefetch_related("offers"):
        offers = {offer.kind_id: offer for offer in coach.offers.all()}
        coach.is_active = coach.state == "on"
        coach.is_mentor = "mentoring" in offers
        coach.activity = offers["coaching"].activity if "coaching" in offers else None
        coach.save(update_fields=["is_active", "is_mentor", "activity"])
    for meeting in apps.get_model("coaching", "Meeting").objects.filter(state="planned"):
        meeting.engagement.next_meeting_at = meeting.starts_at
        meeting.engagement.save(update_fields=["next_meeting_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("coaching", "0004_coaches_in_full"),
        ("agenda", "0003_opening_host"),
        ("ledger", "0002_national_rules"),
    ]
    operations = [
        migrations.RunPython(add_kinds, migrations.RunPython.noop),
        migrations.RunPython(move, move_back, elidable=True),
    ]
