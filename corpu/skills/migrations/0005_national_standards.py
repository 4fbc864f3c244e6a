from django.db import migrations

from corpu.skills.actions.standards import load_national_standards


def add_standards(apps, schema_editor):
    load_national_standards(apps=apps)


def remove_standards(apps, schema_editor):
    """Take away what nobody of the agency published."""
    PostStandard = apps.get_model("skills", "PostStandard")
    PostStandard.objects.filter(post=None, published_by=None, live=True).delete()


class Migration(migrations.Migration):
    dependencies = [("skills", "0004_standards_by_two_persons")]
    operations = [migrations.RunPython(add_standards, remove_standards)]
