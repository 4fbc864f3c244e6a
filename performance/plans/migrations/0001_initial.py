import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0002_national_rules'),
        ('people', '0001_initial'),
        ('performance', '0004_national_targets'),
        ('skills', '0003_standards_and_assessments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('quarter', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'I'), (2, 'II'), (3, 'III'), (4, 'IV')], null=True)),
                ('result', models.CharField(choices=[('above', 'above expectation'), ('meets', 'as expected'), ('below', 'below expectation')], max_length=8, verbose_name='work results')),
                ('behaviour', models.CharField(choices=[('above', 'above expectation'), ('meets', 'as expected'), ('below', 'below expectation')], max_length=8, verbose_name='work behaviour')),
                ('predicate', models.CharField(choices=[('very_good', 'very good'), ('good', 'good'), ('needs_improvement', 'needs improvement'), ('poor', 'poor'), ('very_poor', 'very poor')], max_length=18, verbose_name='predicate')),
                ('note', models.TextField(blank=True, verbose_name='reasons')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('object_by', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('is_final', models.BooleanField(default=False)),
                ('final_at', models.DateTimeField(blank=True, null=True)),
                ('assessor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appraisals_given', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appraisals', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'assessment of performance',
                'verbose_name_plural': 'assessments of performance',
                'ordering': ['person', '-year', 'quarter'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='what will be done')),
                ('owner', models.CharField(choices=[('person', 'the person'), ('leader', 'the leader')], default='person', max_length=6, verbose_name='by')),
                ('due_on', models.DateField(verbose_name='until')),
                ('done_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='plans.appraisal')),
            ],
            options={
                'verbose_name': 'agreed action',
                'verbose_name_plural': 'agreed actions',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('wanted_result', models.CharField(choices=[('above', 'above expectation'), ('meets', 'as expected'), ('below', 'below expectation')], max_length=8, verbose_name='work results, as I see them')),
                ('wanted_behaviour', models.CharField(choices=[('above', 'above expectation'), ('meets', 'as expected'), ('below', 'below expectation')], max_length=8, verbose_name='work behaviour, as I see it')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decide_by', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('reply', models.TextField(blank=True)),
                ('before', models.JSONField(default=dict)),
                ('appraisal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='objection', to='plans.appraisal')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'objection to an assessment',
                'verbose_name_plural': 'objections to assessments',
                'ordering': ['asked_at'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('proposed', 'not started'), ('planning', 'planning'), ('running', 'monitoring'), ('closed', 'closed')], db_index=True, default='proposed', max_length=8)),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('person_signed_at', models.DateTimeField(null=True)),
                ('leader_signed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_at', models.DateTimeField(null=True)),
                ('leader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='plans_led', to=settings.AUTH_USER_MODEL)),
                ('leader_signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'performance plan',
                'verbose_name_plural': 'performance plans',
                'ordering': ['-year', 'person'],
            },
        ),
        migrations.CreateModel(
            name='LeaderSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('result', models.CharField(blank=True, max_length=8)),
                ('behaviour', models.CharField(blank=True, max_length=8)),
                ('note', models.TextField(blank=True)),
                ('given_at', models.DateTimeField(null=True)),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='plans.plan')),
            ],
            options={
                'ordering': ['started_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='feedback')),
                ('given_on', models.DateField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='plans.plan')),
            ],
            options={
                'verbose_name': 'feedback',
                'verbose_name_plural': 'feedback',
                'ordering': ['given_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='appraisal',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appraisals', to='plans.plan'),
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('result', 'work result'), ('behaviour', 'work behaviour')], default='result', max_length=9, verbose_name='kind')),
                ('behaviour', models.CharField(blank=True, choices=[('service', 'service oriented'), ('accountable', 'accountable'), ('competent', 'competent'), ('harmonious', 'harmonious'), ('loyal', 'loyal'), ('adaptive', 'adaptive'), ('collaborative', 'collaborative')], max_length=14, verbose_name='core value')),
                ('measure', models.CharField(choices=[('reported', 'reported by the person, confirmed by the leader'), ('target', 'a learning target; the ledger moves it'), ('learning', 'learning of its own; the ledger moves it'), ('team', 'share of my team that has met its learning targets')], default='reported', max_length=8, verbose_name='measured by')),
                ('wording', models.CharField(blank=True, max_length=300, verbose_name='what is to be reached')),
                ('indicator_text', models.CharField(blank=True, max_length=300, verbose_name='indicator')),
                ('aspect', models.CharField(blank=True, choices=[('quantity', 'quantity'), ('quality', 'quality'), ('time', 'time'), ('cost', 'cost')], max_length=8, verbose_name='aspect')),
                ('expectation', corpu.lib.fields.JPField(blank=True, null=True, verbose_name='expectation')),
                ('unit_of_measure', models.CharField(blank=True, max_length=40, verbose_name='unit of measure')),
                ('weight', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='weight in per cent')),
                ('learning_class', models.CharField(blank=True, choices=[('classical', 'classical'), ('non_classical', 'non-classical'), ('education', 'education')], max_length=14, verbose_name='class of learning')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('struck_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='skills.competence', verbose_name='competence')),
                ('form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform', verbose_name='form of learning')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='plans.plan')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='performance.target', verbose_name='learning target')),
            ],
            options={
                'verbose_name': 'performance plan line',
                'verbose_name_plural': 'performance plan lines',
                'ordering': ['kind', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LineReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', corpu.lib.fields.JPField(null=True, verbose_name='reached so far')),
                ('note', models.TextField(verbose_name='what proves it')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('accepted', models.BooleanField(null=True)),
                ('reply', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='plans.planline')),
            ],
            options={
                'verbose_name': 'report on a line',
                'verbose_name_plural': 'reports on lines',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('opened', 'started the plan'), ('comment', 'wrote'), ('added', 'added a line'), ('changed', 'changed a line'), ('struck', 'took a line out'), ('signed', 'signed'), ('reopened', 'opened the signed plan again'), ('leader', 'the leader changed'), ('escalated', 'the leader above was told')], max_length=9)),
                ('text', models.TextField(blank=True)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='plans.plan')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='plans.planline')),
            ],
            options={
                'verbose_name': 'step of the dialogue',
                'verbose_name_plural': 'steps of the dialogue',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PredicateMatrix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('is_confirmed', models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('cells', models.JSONField(default=dict, help_text='Predicate of each result and behaviour.', verbose_name='fields')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'matrix of predicates',
                'verbose_name_plural': 'matrices of predicates',
                'ordering': ['-valid_from', '-pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='appraisal',
            name='matrix',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.predicatematrix'),
        ),
        migrations.CreateModel(
            name='UnitGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('reported', 'added up from the lines that support it'), ('share', "share of the unit's people who have met their learning targets")], default='reported', max_length=8, verbose_name='measured by')),
                ('wording', models.CharField(blank=True, max_length=300, verbose_name='what is to be reached')),
                ('indicator_text', models.CharField(blank=True, max_length=300, verbose_name='indicator')),
                ('expectation', corpu.lib.fields.JPField(blank=True, null=True, verbose_name='expectation')),
                ('unit_of_measure', models.CharField(blank=True, max_length=40, verbose_name='unit of measure')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'goal of a unit',
                'verbose_name_plural': 'goals of units',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='planline',
            name='supports',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lines', to='plans.unitgoal', verbose_name='supports this goal of the unit'),
        ),
        migrations.CreateModel(
            name='UnitPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='people.unit')),
            ],
            options={
                'verbose_name': 'plan of a unit',
                'verbose_name_plural': 'plans of units',
                'ordering': ['-year', 'unit__path'],
            },
        ),
        migrations.AddField(
            model_name='unitgoal',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='plans.unitplan'),
        ),
        migrations.CreateModel(
            name='BehaviourNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(choices=[('service', 'service oriented'), ('accountable', 'accountable'), ('competent', 'competent'), ('harmonious', 'harmonious'), ('loyal', 'loyal'), ('adaptive', 'adaptive'), ('collaborative', 'collaborative')], max_length=14)),
                ('rating', models.CharField(choices=[('above', 'above expectation'), ('meets', 'as expected'), ('below', 'below expectation')], max_length=8)),
                ('note', models.TextField(blank=True)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='behaviours', to='plans.appraisal')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('appraisal', 'value'), name='behaviour_noted_once')],
            },
        ),
        migrations.CreateModel(
            name='CycleCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('is_confirmed', models.BooleanField(default=True, help_text='Numbers that still have to be confirmed are shown with a mark.', verbose_name='confirmed')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('plan_days', models.PositiveSmallIntegerField(default=31, help_text='Counted from 1 January.', verbose_name='days to agree the plan')),
                ('feedback_days', models.PositiveSmallIntegerField(default=3, help_text='After a quarter that ended without any.', verbose_name='days until feedback is asked for')),
                ('quarter_days', models.PositiveSmallIntegerField(default=15, help_text='After its last day.', verbose_name='days to assess a quarter')),
                ('year_days', models.PositiveSmallIntegerField(default=31, help_text='After 31 December.', verbose_name='days to assess the year')),
                ('objection_days', models.PositiveSmallIntegerField(default=14, help_text='After the assessment was given.', verbose_name='days to object')),
                ('decision_days', models.PositiveSmallIntegerField(default=14, verbose_name='days to decide an objection')),
                ('escalate_days', models.PositiveSmallIntegerField(default=7, verbose_name='days of silence until the leader above is told')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'calendar of the cycle',
                'verbose_name_plural': 'calendars of the cycle',
                'ordering': ['-valid_from', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='cyclecalendar_days_in_order')],
            },
        ),
        migrations.AddIndex(
            model_name='plan',
            index=models.Index(fields=['year', 'state'], name='plans_plan_year_94fb1f_idx'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('person', 'year'), name='plan_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('leader', None), models.Q(('leader', models.F('person')), _negated=True), _connector='OR'), name='plan_not_led_by_its_person'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['running', 'closed']), _negated=True), models.Q(('leader_signed_at__isnull', False), ('person_signed_at__isnull', False)), _connector='OR'), name='plan_running_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='leaderspan',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='leader_span_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='leaderspan',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('plan',), name='leader_span_one_runs'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='feedback_quarter_of_four'),
        ),
        migrations.AddConstraint(
            model_name='linereport',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('by')), _negated=True), _connector='OR'), name='report_confirmed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='predicatematrix',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='predicatematrix_days_in_order'),
        ),
        migrations.AddIndex(
            model_name='appraisal',
            index=models.Index(fields=['year', 'quarter', 'predicate'], name='plans_appra_year_c195a7_idx'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.UniqueConstraint(fields=('person', 'year', 'quarter'), name='appraisal_once_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.UniqueConstraint(condition=models.Q(('quarter', None)), fields=('person', 'year'), name='appraisal_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('quarter', None), models.Q(('quarter__gte', 1), ('quarter__lte', 4)), _connector='OR'), name='appraisal_quarter_of_four'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('predicate__in', ['very_good', 'good', 'needs_improvement', 'poor', 'very_poor'])), name='appraisal_predicate_known'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('assessor', None), models.Q(('assessor', models.F('person')), _negated=True), _connector='OR'), name='appraisal_by_another'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure', 'target'), ('target__isnull', False)), models.Q(models.Q(('measure', 'target'), _negated=True), ('target', None)), _connector='OR'), name='plan_line_target_where_measured'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure__in', ['target', 'learning', 'team']), _negated=True), models.Q(('expectation__gte', 0), ('expectation__isnull', False)), _connector='OR'), name='plan_line_learning_expects_a_number'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(('weight', None), models.Q(('weight__gte', 1), ('weight__lte', 100)), _connector='OR'), name='plan_line_weight_in_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('plan', 'target'), name='plan_line_target_once'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.UniqueConstraint(condition=models.Q(('measure', 'team'), ('struck_at', None)), fields=('plan',), name='plan_line_team_once'),
        ),
        migrations.AddConstraint(
            model_name='unitplan',
            constraint=models.UniqueConstraint(fields=('unit', 'year'), name='unit_plan_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='unitgoal',
            constraint=models.UniqueConstraint(condition=models.Q(('measure', 'share')), fields=('plan',), name='unit_goal_share_once'),
        ),
    ]
