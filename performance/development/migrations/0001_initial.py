import corpu.lib.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0002_national_rules'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('skills', '0004_standards_by_two_persons'),
    ]

    operations = [
        migrations.CreateModel(
            name='Aspiration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='aspiration', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.post', verbose_name='post aimed at')),
            ],
            options={
                'verbose_name': 'aspiration',
                'verbose_name_plural': 'aspirations',
            },
        ),
        migrations.CreateModel(
            name='PerformanceGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('title', models.CharField(max_length=200, verbose_name='result that fell short')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='what was expected and what was reached')),
                ('source', models.CharField(max_length=100, unique=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='skills.competence', verbose_name='competence that would help')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='performance_gaps', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'performance gap',
                'verbose_name_plural': 'performance gaps',
                'ordering': ['person', 'year', 'pk'],
                'indexes': [models.Index(fields=['person', 'year'], name='development_person__769165_idx')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('state', models.CharField(choices=[('draft', 'being written'), ('proposed', 'proposed'), ('returned', 'returned'), ('agreed', 'agreed')], default='draft', max_length=8, verbose_name='state')),
                ('decide_by', models.DateTimeField(null=True)),
                ('person_signed_at', models.DateTimeField(null=True)),
                ('leader_signed_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='development_plans_to_decide', to=settings.AUTH_USER_MODEL)),
                ('leader_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='development_plans', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'development plan',
                'verbose_name_plural': 'development plans',
                'ordering': ['-year', 'person'],
                'indexes': [models.Index(fields=['year', 'state'], name='development_year_205831_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'year'), name='dev_plan_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('leader_signed_by__isnull', False), _connector='OR'), name='dev_plan_agreed_by_somebody'), models.CheckConstraint(condition=models.Q(('leader_signed_by', None), models.Q(('leader_signed_by', models.F('person')), _negated=True), _connector='OR'), name='dev_plan_two_people')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(max_length=1000, verbose_name='comment')),
                ('act', models.CharField(blank=True, max_length=10)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='development.plan')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='what to learn')),
                ('target_level', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='level to reach')),
                ('jp', corpu.lib.fields.JPField(default=0, verbose_name='JP')),
                ('quarter', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')], verbose_name='quarter')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='month')),
                ('cost', models.PositiveBigIntegerField(default=0, help_text='In whole rupiah.', verbose_name='cost')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('change_reason', models.CharField(blank=True, max_length=300)),
                ('retire_asked_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('realised_at', models.DateTimeField(null=True)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.activity', verbose_name='course')),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='skills.competence', verbose_name='competence')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform', verbose_name='form of learning')),
                ('gap', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lines', to='development.performancegap', verbose_name='performance gap')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='development.plan')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.provider', verbose_name='training agency')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_lines', to='ledger.record')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='development.planline')),
            ],
            options={
                'verbose_name': 'development plan line',
                'verbose_name_plural': 'development plan lines',
                'ordering': ['plan', 'quarter', 'month', 'pk'],
                'indexes': [models.Index(fields=['plan', 'retired_at'], name='development_plan_id_d6bc18_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('competence__isnull', False), ('activity__isnull', False), _connector='OR'), name='dev_line_can_be_matched'), models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='dev_line_quarter'), models.CheckConstraint(condition=models.Q(('month', None), models.Q(('month__gte', 1), ('month__lte', 12)), _connector='OR'), name='dev_line_month')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('approved', 'approved')], max_length=8)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('approved_at', models.DateTimeField(null=True)),
                ('is_agency', models.BooleanField(default=False)),
                ('ceiling', models.PositiveBigIntegerField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': "unit's development plan",
                'verbose_name_plural': "units' development plans",
                'ordering': ['unit', '-year', '-version'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'version'), name='dev_sheet_once'), models.CheckConstraint(condition=models.Q(('is_agency', False), ('approved_by', None), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='dev_sheet_of_agency_by_two')],
            },
        ),
        migrations.CreateModel(
            name='SheetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('quarter', models.PositiveSmallIntegerField()),
                ('jp', corpu.lib.fields.JPField()),
                ('cost', models.PositiveBigIntegerField()),
                ('competence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='skills.competence')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='development.plan')),
                ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.provider')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='development.sheet')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'frozen line',
                'verbose_name_plural': 'frozen lines',
                'ordering': ['sheet', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('ceiling', models.PositiveBigIntegerField(help_text='In whole rupiah.', verbose_name='ceiling')),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'training budget',
                'verbose_name_plural': 'training budgets',
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='dev_budget_once')],
            },
        ),
        migrations.CreateModel(
            name='LevelSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('is_confirmed', models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('source', models.CharField(choices=[('self', 'self-assessment'), ('leader', 'assessment by the leader'), ('evidence', 'evidence from learning'), ('centre', 'assessment centre')], max_length=8, verbose_name='source')),
                ('priority', models.PositiveSmallIntegerField(help_text='1 speaks first.', verbose_name='priority')),
                ('years', models.PositiveSmallIntegerField(help_text='A finding counts for so many years.', verbose_name='valid for (years)')),
                ('raises', models.BooleanField(default=False, help_text='What is found later lifts the level, and never lowers it.', verbose_name='raises an older finding')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'source of levels',
                'verbose_name_plural': 'sources of levels',
                'ordering': ['priority', 'source', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('priority__gte', 1), ('years__gte', 1)), name='level_source_positive')],
            },
        ),
        migrations.CreateModel(
            name='MatchBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('is_confirmed', models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('percent', models.PositiveSmallIntegerField(help_text='0 to 100; up to the next band.', verbose_name='from per cent')),
                ('name_id', models.CharField(max_length=60, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=60, verbose_name='name in English')),
                ('tone', models.CharField(choices=[('met', 'good'), ('at_risk', 'middle'), ('unmet', 'weak')], max_length=8, verbose_name='shown as')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'band of the job person match',
                'verbose_name_plural': 'bands of the job person match',
                'ordering': ['-percent', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='match_band_percent')],
            },
        ),
    ]
