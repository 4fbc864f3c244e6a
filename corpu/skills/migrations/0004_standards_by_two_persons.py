import corpu.lib.clock
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


def publish_what_counted(apps, schema_editor):
    """Standards that had a legal basis held already; the others become drafts."""
    PostStandard = apps.get_model("skills", "PostStandard")
    PostStandard.objects.exclude(legal_basis="").update(live=True)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('skills', '0003_standards_and_assessments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CompetenceLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='level')),
                ('behaviour_id', models.TextField(verbose_name='behaviour in Indonesian')),
                ('behaviour_en', models.TextField(blank=True, verbose_name='behaviour in English')),
            ],
            options={
                'verbose_name': 'level of a competence',
                'verbose_name_plural': 'levels of competences',
                'ordering': ['competence', 'level'],
            },
        ),
        migrations.AlterModelOptions(
            name='poststandard',
            options={'ordering': ['post__name', 'post_kind', 'post_level', 'competence', '-valid_from'], 'verbose_name': 'standard of a post', 'verbose_name_plural': 'standards of posts'},
        ),
        migrations.RemoveConstraint(
            model_name='poststandard',
            name='post_standard_once',
        ),
        migrations.AddField(
            model_name='poststandard',
            name='drafted_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='is_confirmed',
            field=models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='legal_basis_en',
            field=models.CharField(blank=True, max_length=300, verbose_name='legal basis in English'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='live',
            field=models.BooleanField(default=False, editable=False, verbose_name='published'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='post_kind',
            field=models.CharField(blank=True, choices=[('structural', 'structural'), ('functional', 'functional'), ('executor', 'executor')], max_length=12, verbose_name='kind of post'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='post_level',
            field=models.CharField(blank=True, help_text='For example: administrator, ahli muda. Empty means every level.', max_length=40, verbose_name='level of post'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='published_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='published at'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='published_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='valid_from',
            field=models.DateField(default=corpu.lib.clock.today, verbose_name='valid from'),
        ),
        migrations.AddField(
            model_name='poststandard',
            name='valid_to',
            field=models.DateField(blank=True, null=True, verbose_name='valid to'),
        ),
        migrations.AlterField(
            model_name='poststandard',
            name='competence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='skills.competence', verbose_name='competence'),
        ),
        migrations.AlterField(
            model_name='poststandard',
            name='post',
            field=models.ForeignKey(blank=True, help_text='Empty where the standard is of a kind and level of posts.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='standards', to='people.post', verbose_name='post'),
        ),
        migrations.RunPython(publish_what_counted, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='poststandard',
            constraint=models.UniqueConstraint(condition=models.Q(('live', True), ('post__isnull', False), ('valid_to', None)), fields=('post', 'competence'), name='post_standard_open_once'),
        ),
        migrations.AddConstraint(
            model_name='poststandard',
            constraint=models.UniqueConstraint(condition=models.Q(('live', True), ('post__isnull', True), ('valid_to', None)), fields=('post_kind', 'post_level', 'competence'), name='level_standard_open_once'),
        ),
        migrations.AddConstraint(
            model_name='poststandard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('post__isnull', False), ('post_kind', ''), ('post_level', '')), models.Q(('post', None), models.Q(('post_kind', ''), _negated=True)), _connector='OR'), name='standard_of_post_or_kind'),
        ),
        migrations.AddConstraint(
            model_name='poststandard',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='standard_level_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='poststandard',
            constraint=models.CheckConstraint(condition=models.Q(('live', False), models.Q(('legal_basis', ''), _negated=True), _connector='OR'), name='standard_published_with_law'),
        ),
        migrations.AddConstraint(
            model_name='poststandard',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='standard_days_in_order'),
        ),
        migrations.AddField(
            model_name='competencelevel',
            name='competence',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='skills.competence'),
        ),
        migrations.AddConstraint(
            model_name='competencelevel',
            constraint=models.UniqueConstraint(fields=('competence', 'level'), name='competence_level_once'),
        ),
        migrations.AddConstraint(
            model_name='competencelevel',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='competence_level_1_to_5'),
        ),
    ]
