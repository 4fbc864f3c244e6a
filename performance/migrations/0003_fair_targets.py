import corpu.lib.fields
import datetime
import django.db.models.deletion
import performance.models.target
from django.conf import settings
from django.db import migrations, models


def fill_periods(apps, schema_editor):
    """Standings so far ran by calendar year, each against the whole target."""
    rows = apps.get_model("performance", "Standing").objects
    for year in set(rows.values_list("year", flat=True)):
        rows.filter(year=year).update(
            starts_on=datetime.date(year, 1, 1),
            ends_on=datetime.date(year, 12, 31),
            whole=models.F("required"),
        )


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_national_rules'),
        ('people', '0001_initial'),
        ('performance', '0002_national_targets'),
        ('skills', '0002_dictionary'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('learning_class', models.CharField(blank=True, choices=[('classical', 'classical'), ('non_classical', 'non-classical'), ('education', 'education')], help_text='Count this class alone; empty means every class.', max_length=14, verbose_name='class of learning')),
                ('kind', models.CharField(choices=[('minimum', 'minimum'), ('ceiling', 'ceiling')], default='minimum', help_text='A ceiling limits what of this counts toward the whole.', max_length=8, verbose_name='kind')),
                ('name_id', models.CharField(max_length=150, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=150, verbose_name='name in English')),
                ('required', corpu.lib.fields.JPField(help_text='In what the target counts.', verbose_name='amount')),
            ],
            options={
                'verbose_name': 'part of a target',
                'verbose_name_plural': 'parts of targets',
                'ordering': ['target', 'pk'],
            },
        ),
        migrations.RenameField(
            model_name='standing',
            old_name='booked_jp',
            new_name='booked',
        ),
        migrations.RenameField(
            model_name='standing',
            old_name='counted_jp',
            new_name='counted',
        ),
        migrations.RenameField(
            model_name='standing',
            old_name='forecast_jp',
            new_name='forecast',
        ),
        migrations.RenameField(
            model_name='standing',
            old_name='gap_jp',
            new_name='gap',
        ),
        migrations.RenameField(
            model_name='standing',
            old_name='pace_jp',
            new_name='pace',
        ),
        migrations.RenameField(
            model_name='standing',
            old_name='required_jp',
            new_name='required',
        ),
        migrations.RenameField(
            model_name='target',
            old_name='required_jp',
            new_name='required',
        ),
        migrations.AddField(
            model_name='standing',
            name='carried',
            field=corpu.lib.fields.JPField(default=0, help_text='Brought from the period before.'),
        ),
        migrations.AddField(
            model_name='standing',
            name='ends_on',
            field=models.DateField(default=datetime.date(2026, 12, 31)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='standing',
            name='formula',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='standing',
            name='is_exempt',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='standing',
            name='parts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='standing',
            name='period_days',
            field=models.PositiveSmallIntegerField(default=365),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='standing',
            name='service_days',
            field=models.PositiveSmallIntegerField(default=365),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='standing',
            name='starts_on',
            field=models.DateField(default=datetime.date(2026, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='standing',
            name='whole',
            field=corpu.lib.fields.JPField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='target',
            name='absences',
            field=models.JSONField(blank=True, default=performance.models.target.reducing_absences, verbose_name='absences that shorten service'),
        ),
        migrations.AddField(
            model_name='target',
            name='activities',
            field=models.ManyToManyField(blank=True, help_text='Count these alone; empty means everything.', related_name='+', to='ledger.activity', verbose_name='activities'),
        ),
        migrations.AddField(
            model_name='target',
            name='carry_over',
            field=corpu.lib.fields.JPField(blank=True, help_text='What exceeds the target of a year counts in the next, up to this.', null=True, verbose_name='carried over at most'),
        ),
        migrations.AddField(
            model_name='target',
            name='competences',
            field=models.ManyToManyField(blank=True, help_text='Count what teaches one of these; empty means everything.', related_name='+', to='skills.competence', verbose_name='competences'),
        ),
        migrations.AddField(
            model_name='target',
            name='is_prorated',
            field=models.BooleanField(default=True, help_text='Who serves a part of the period owes the same part of the target.', verbose_name='scaled by service days'),
        ),
        migrations.AddField(
            model_name='target',
            name='measure',
            field=models.CharField(choices=[('jp', 'JP'), ('sessions', 'sessions'), ('courses', 'courses'), ('programme', 'one certain programme')], default='jp', max_length=10, verbose_name='counts'),
        ),
        migrations.AddField(
            model_name='target',
            name='months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Only for a period that an event opens.', null=True, verbose_name='months after the event'),
        ),
        migrations.AddField(
            model_name='target',
            name='once_group',
            field=models.SlugField(blank=True, help_text='Learning counts toward one target of this group alone, the first that it fits; empty means that it counts toward every target that it fits.', max_length=40, verbose_name='counted once among'),
        ),
        migrations.AddField(
            model_name='target',
            name='once_order',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='order in the group'),
        ),
        migrations.AddField(
            model_name='target',
            name='people',
            field=models.ManyToManyField(blank=True, help_text='These people alone; empty means everybody whom the rest fits.', related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='named people'),
        ),
        migrations.AddField(
            model_name='target',
            name='period',
            field=models.CharField(choices=[('year', 'calendar year'), ('post', 'months after appointment to the post'), ('join', 'months after joining the service')], default='year', max_length=5, verbose_name='period'),
        ),
        migrations.AddField(
            model_name='target',
            name='post_kinds',
            field=models.JSONField(blank=True, default=list, help_text='Empty means all.', verbose_name='kinds of post'),
        ),
        migrations.AddField(
            model_name='target',
            name='post_levels',
            field=models.JSONField(blank=True, default=list, help_text='Empty means all.', verbose_name='levels of post'),
        ),
        migrations.AddField(
            model_name='target',
            name='posts',
            field=models.ManyToManyField(blank=True, help_text='Empty means all.', related_name='+', to='people.post', verbose_name='posts'),
        ),
        migrations.AlterField(
            model_name='target',
            name='required',
            field=corpu.lib.fields.JPField(help_text='In JP, sessions or courses.', verbose_name='required in a period'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('period', 'year'), ('months__gt', 0), _connector='OR'), name='target_months_of_an_event'),
        ),
        migrations.AddField(
            model_name='quota',
            name='activities',
            field=models.ManyToManyField(blank=True, help_text='Count these alone; empty means everything.', related_name='+', to='ledger.activity', verbose_name='activities'),
        ),
        migrations.AddField(
            model_name='quota',
            name='competences',
            field=models.ManyToManyField(blank=True, help_text='Count what teaches one of these; empty means everything.', related_name='+', to='skills.competence', verbose_name='competences'),
        ),
        migrations.AddField(
            model_name='quota',
            name='form',
            field=models.ForeignKey(blank=True, help_text='Count this form alone; empty means every form.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform', verbose_name='form of learning'),
        ),
        migrations.AddField(
            model_name='quota',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='performance.target'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.CheckConstraint(condition=models.Q(('form', None), ('learning_class', ''), _connector='OR'), name='quota_of_form_or_class'),
        ),
        migrations.RunPython(fill_periods, migrations.RunPython.noop, elidable=True),
    ]
