import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningForm',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('name_id', models.CharField(max_length=100, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=100, verbose_name='name in English')),
                ('learning_class', models.CharField(choices=[('classical', 'classical'), ('non_classical', 'non-classical'), ('education', 'education')], max_length=14, verbose_name='class of learning')),
                ('share', models.PositiveSmallIntegerField(choices=[(10, '10'), (20, '20'), (70, '70')], help_text='Formal, social or experiential learning.', verbose_name='10-20-70')),
                ('siasn_id', models.PositiveSmallIntegerField(blank=True, help_text='jenisDiklat, 1 to 25.', null=True, verbose_name='SIASN id')),
                ('siasn_flag', models.CharField(blank=True, help_text='T, F or P.', max_length=1, verbose_name='SIASN flag')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'form of learning',
                'verbose_name_plural': 'forms of learning',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], default='national', max_length=14, verbose_name='scope')),
                ('jp', corpu.lib.fields.JPField(blank=True, null=True, verbose_name='JP')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='people.provider', verbose_name='training agency')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='ledger.learningform', verbose_name='form')),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], max_length=14, verbose_name='scope')),
                ('role', models.CharField(choices=[('learner', 'learner'), ('coach', 'coach'), ('mentor', 'mentor'), ('speaker', 'speaker')], default='learner', max_length=10, verbose_name='role')),
                ('basis', models.CharField(choices=[('programme', 'JP of the programme (1 JP = 45 minutes)'), ('per_day', 'fixed JP for each day'), ('cap_per_day', 'JP of the activity, at most so many a day'), ('per_session', 'fixed JP for each session'), ('per_event', 'fixed JP for each time'), ('per_semester', 'fixed JP for each semester'), ('approved', 'JP set by an approver')], max_length=14, verbose_name='basis')),
                ('jp', corpu.lib.fields.JPField(default=0, help_text='For each day, session, time or semester; the cap for a capped day.', verbose_name='JP')),
                ('uplift_percent', models.PositiveSmallIntegerField(default=0, verbose_name='added after the cap, in per cent')),
                ('max_sessions_a_month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='sessions a month that count')),
                ('day_group', models.CharField(blank=True, help_text="Forms with the same word here take each other's days; empty means the form alone.", max_length=40, verbose_name='shares its days with')),
                ('confirmed', models.BooleanField(default=True, help_text='An unconfirmed rate is shown but credits nothing.', verbose_name='confirmed')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('legal_basis_en', models.TextField(blank=True, help_text='For readers of English; the Indonesian text is the one that holds.', verbose_name='legal basis in English')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='ledger.learningform', verbose_name='form')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'rate',
                'verbose_name_plural': 'rates',
                'ordering': ['form', 'scope', 'role', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rate_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], max_length=14)),
                ('role', models.CharField(choices=[('learner', 'learner'), ('coach', 'coach'), ('mentor', 'mentor'), ('speaker', 'speaker')], default='learner', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('provider_name', models.CharField(blank=True, max_length=200)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField()),
                ('jp_stated', corpu.lib.fields.JPField(null=True)),
                ('minutes', models.PositiveIntegerField(null=True)),
                ('days', models.PositiveSmallIntegerField(null=True)),
                ('sessions', models.PositiveSmallIntegerField(null=True)),
                ('semesters', models.PositiveSmallIntegerField(null=True)),
                ('days_listed', models.BooleanField(default=False, help_text='The learning days were named one by one, not read off the range.')),
                ('certificate_number', models.CharField(blank=True, max_length=100)),
                ('certificate_key', models.CharField(blank=True, help_text='The number without spaces and case: what makes two of them the same.', max_length=100)),
                ('content_version', models.CharField(blank=True, max_length=40)),
                ('staff_class', models.CharField(blank=True, choices=[('pns', 'PNS'), ('cpns', 'CPNS'), ('pppk', 'PPPK')], max_length=8)),
                ('source', models.CharField(max_length=150)),
                ('fingerprint', models.CharField(max_length=64)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.TextField(blank=True)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='ledger.activity')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='ledger.learningform')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='people.provider')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('token', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.apitoken')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('voids', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voided_by', to='ledger.record')),
            ],
            options={
                'verbose_name': 'learning record',
                'verbose_name_plural': 'learning records',
                'ordering': ['-ended_on', '-pk'],
                'indexes': [models.Index(fields=['person', 'ended_on'], name='ledger_reco_person__c66a96_idx'), models.Index(condition=models.Q(('certificate_key', ''), _negated=True), fields=['person', 'certificate_key'], name='record_certificate')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__gte', models.F('started_on'))), name='record_days_in_order'), models.UniqueConstraint(condition=models.Q(('token__isnull', False)), fields=('token', 'source'), name='record_source_once_a_token'), models.UniqueConstraint(condition=models.Q(('token__isnull', True)), fields=('source',), name='record_source_once')],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('jp_claimed', corpu.lib.fields.JPField()),
                ('jp_recognised', corpu.lib.fields.JPField()),
                ('reason', models.CharField(choices=[('full', 'counted in full'), ('day_cap', 'more than the day allows'), ('month_cap', 'more sessions than the month allows'), ('day_taken', 'the day has its award already'), ('no_rate_for_role', 'no rate for this role'), ('needs_approval', 'waits for an approver to set its JP'), ('duplicate_certificate', 'this certificate was counted already'), ('unconfirmed_rate', 'its rate has not been confirmed'), ('voided', 'voided'), ('minutes_differ', 'stated JP and minutes differ by over 10 %')], max_length=24)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to=settings.AUTH_USER_MODEL)),
                ('rate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='ledger.rate')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='ledger.record')),
            ],
            options={
                'verbose_name': 'credit',
                'verbose_name_plural': 'credits',
                'indexes': [models.Index(fields=['person', 'year'], name='ledger_cred_person__389a10_idx')],
                'constraints': [models.UniqueConstraint(fields=('record', 'year'), name='credit_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jp', corpu.lib.fields.JPField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='ledger.record')),
            ],
            options={
                'verbose_name': 'approval',
                'verbose_name_plural': 'approvals',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='learning_days', to='ledger.record')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'day'], name='ledger_reco_person__783649_idx')],
                'constraints': [models.UniqueConstraint(fields=('record', 'day'), name='record_day_once')],
            },
        ),
        migrations.CreateModel(
            name='DirtyYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'year'), name='dirty_year_once')],
            },
        ),
    ]
