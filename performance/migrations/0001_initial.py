import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0002_national_rules'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name_id', models.CharField(max_length=150, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=150, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('minimum', 'minimum'), ('ceiling', 'ceiling')], default='minimum', max_length=8, verbose_name='kind')),
                ('staff_classes', models.JSONField(default=list, help_text='Classes of staff.', verbose_name='applies to')),
                ('learning_class', models.CharField(blank=True, choices=[('classical', 'classical'), ('non_classical', 'non-classical'), ('education', 'education')], help_text='Count this class alone; empty means every class.', max_length=14, verbose_name='class of learning')),
                ('required_jp', corpu.lib.fields.JPField(verbose_name='JP in a calendar year')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('is_on', models.BooleanField(default=True, help_text='An agency may leave a published target off.', verbose_name='switched on')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('form', models.ForeignKey(blank=True, help_text='Count this form alone; empty means every form.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform', verbose_name='form of learning')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('unit', models.ForeignKey(blank=True, help_text='With all units below it; empty means everywhere.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'learning target',
                'verbose_name_plural': 'learning targets',
                'ordering': ['kind', 'code', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='target_days_in_order'), models.CheckConstraint(condition=models.Q(('form', None), ('learning_class', ''), _connector='OR'), name='target_of_form_or_class')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('staff_class', models.CharField(choices=[('pns', 'PNS'), ('cpns', 'CPNS'), ('pppk', 'PPPK')], max_length=8)),
                ('required_jp', corpu.lib.fields.JPField()),
                ('counted_jp', corpu.lib.fields.JPField()),
                ('booked_jp', corpu.lib.fields.JPField()),
                ('pace_jp', corpu.lib.fields.JPField(help_text='What the pace of the last 12 months still brings.')),
                ('forecast_jp', corpu.lib.fields.JPField()),
                ('gap_jp', corpu.lib.fields.JPField()),
                ('status', models.CharField(choices=[('met', 'met'), ('on_track', 'on track'), ('at_risk', 'at risk'), ('unmet', 'unmet'), ('exempt', 'exempt')], max_length=8)),
                ('is_warning', models.BooleanField(default=False)),
                ('counted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='performance.target')),
            ],
            options={
                'verbose_name': 'standing',
                'verbose_name_plural': 'standings',
                'ordering': ['person', '-year', 'target'],
                'indexes': [models.Index(fields=['year', 'target', 'status'], name='performance_year_ed6620_idx'), models.Index(fields=['unit', 'year'], name='performance_unit_id_93a0c6_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'target', 'year'), name='standing_once')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('own_target', 'own learning target'), ('team_share', 'share of my team that has met its target')], max_length=10)),
                ('expectation', models.DecimalField(decimal_places=2, default=Decimal('100'), help_text='In JP for an own target, in per cent for a share of the team.', max_digits=7, verbose_name='expectation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='performance.target')),
            ],
            options={
                'verbose_name': 'performance plan line',
                'verbose_name_plural': 'performance plan lines',
                'ordering': ['person', '-year', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('person', 'year', 'kind', 'target'), name='goal_once'), models.UniqueConstraint(condition=models.Q(('target', None)), fields=('person', 'year', 'kind'), name='goal_without_target_once')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(verbose_name='reason')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemptions', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemptions', to='performance.target')),
            ],
            options={
                'verbose_name': 'exemption',
                'verbose_name_plural': 'exemptions',
                'constraints': [models.UniqueConstraint(fields=('person', 'target', 'year'), name='exemption_once')],
            },
        ),
    ]
