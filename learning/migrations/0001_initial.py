import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
import learning.pages
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('ledger', '0002_national_rules'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('skills', '0002_dictionary'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProviderIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'training agencies',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='AgencyApprovalTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': "approval by the agency's reviewers",
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('page_id', models.PositiveIntegerField(unique=True)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(verbose_name='summary')),
                ('outcomes', models.JSONField(default=list, verbose_name='outcomes')),
                ('language', models.CharField(default='id', max_length=5, verbose_name='language')),
                ('minutes', models.PositiveIntegerField(null=True, verbose_name='minutes')),
                ('access', models.CharField(choices=[('open', 'open to all'), ('approval', "with the leader's approval")], default='open', max_length=10, verbose_name='access')),
                ('image_url', models.CharField(blank=True, max_length=300)),
                ('search_text', models.TextField(blank=True)),
                ('is_published', models.BooleanField(default=False)),
                ('published_at', models.DateTimeField(null=True)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='course', to='ledger.activity')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='people.provider')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='Two or three plain sentences: for whom, and what for at work.', max_length=500, verbose_name='summary')),
                ('outcomes', models.TextField(help_text='What learners can do afterwards, one on each line. Begin with a verb.', verbose_name='outcomes')),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], default='national', max_length=14, verbose_name='scope')),
                ('jp', corpu.lib.fields.JPField(help_text='Learning hours of the whole course; 1 JP is 45 minutes.', verbose_name='JP')),
                ('minutes', models.PositiveIntegerField(help_text='How long it takes a learner, tests and classes included.', verbose_name='minutes')),
                ('language', models.CharField(choices=[('id', 'Indonesian'), ('en', 'English')], default='id', max_length=5, verbose_name='language')),
                ('access', models.CharField(choices=[('open', 'open to all'), ('approval', "with the leader's approval")], default='open', help_text="With approval, the learner's leader decides first.", max_length=10, verbose_name='access')),
                ('in_order', models.BooleanField(default=False, help_text='A lesson opens when the required ones before it are done.', verbose_name='one after the other')),
                ('lessons', learning.pages.LessonsField([], blank=True, help_text='In the order in which they are learnt.', verbose_name='lessons')),
                ('form', models.ForeignKey(help_text='It decides by which rule the JP are credited.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform', verbose_name='form')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='image')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CourseCompetence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5')], default=1, help_text='1 is basic knowledge, 5 is teaching others.', verbose_name='level')),
                ('competence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='skills.competence', verbose_name='competence')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='learning.coursepage')),
            ],
            options={
                'verbose_name': 'competence of a course',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('revision_id', models.PositiveBigIntegerField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=200)),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], default='national', max_length=14)),
                ('jp', corpu.lib.fields.JPField(null=True)),
                ('in_order', models.BooleanField(default=False)),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='learning.course')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform')),
            ],
            options={
                'verbose_name': 'course version',
                'verbose_name_plural': 'course versions',
                'ordering': ['course', '-number'],
                'constraints': [models.UniqueConstraint(fields=('course', 'number'), name='course_version_once')],
            },
        ),
        migrations.AddField(
            model_name='course',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='learning.courseversion'),
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('requested', 'waiting for a decision'), ('refused', 'refused'), ('enrolled', 'enrolled'), ('completed', 'completed'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decide_by', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('last_lesson_key', models.UUIDField(null=True)),
                ('last_seen_at', models.DateTimeField(null=True)),
                ('counted_until', models.DateTimeField(help_text='Time up to here has been kept or let go.', null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('completed_at', models.DateTimeField(null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='learning.course')),
                ('decider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='enrolments_to_decide', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.courseversion')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
                'ordering': ['-asked_at'],
                'indexes': [models.Index(fields=['person', 'state'], name='learning_en_person__b55aaa_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'enrolled', 'completed'])), fields=('course', 'person'), name='enrolment_live_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'waiting for a decision'), ('returned', 'returned'), ('accepted', 'accepted'), ('withdrawn', 'withdrawn'), ('voided', 'voided')], default='draft', max_length=10, verbose_name='state')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('provider_name', models.CharField(blank=True, max_length=200, verbose_name='organiser')),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], default='national', max_length=14, verbose_name='scope')),
                ('started_on', models.DateField(null=True, verbose_name='from')),
                ('ended_on', models.DateField(null=True, verbose_name='until')),
                ('jp_stated', corpu.lib.fields.JPField(null=True, verbose_name='JP on the certificate')),
                ('minutes', models.PositiveIntegerField(null=True, verbose_name='minutes')),
                ('days', models.PositiveSmallIntegerField(null=True, verbose_name='days')),
                ('sessions', models.PositiveSmallIntegerField(null=True, verbose_name='sessions')),
                ('semesters', models.PositiveSmallIntegerField(null=True, verbose_name='semesters')),
                ('certificate_number', models.CharField(blank=True, max_length=100, verbose_name='certificate number')),
                ('number_key', models.CharField(blank=True, db_index=True, max_length=100)),
                ('note', models.TextField(blank=True, verbose_name='note for the decider')),
                ('file_path', models.CharField(blank=True, max_length=200)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('file_type', models.CharField(blank=True, max_length=40)),
                ('file_bytes', models.PositiveIntegerField(null=True)),
                ('file_sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('decide_by', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('flag', models.CharField(blank=True, max_length=200)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='evidence_to_decide', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='ledger.learningform', verbose_name='form of learning')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to=settings.AUTH_USER_MODEL)),
                ('record', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='ledger.record')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['person', '-created_at'], name='learning_ev_person__ed37b0_idx'), models.Index(fields=['state', 'decider'], name='learning_ev_state_348891_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['submitted', 'returned', 'accepted']), models.Q(('file_sha256', ''), _negated=True)), fields=('file_sha256',), name='evidence_file_claimed_once'), models.CheckConstraint(condition=models.Q(('started_on', None), ('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='evidence_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('submitted', 'sent'), ('returned', 'returned'), ('accepted', 'accepted'), ('withdrawn', 'withdrawn'), ('voided', 'voided'), ('escalated', 'passed on after silence'), ('replaced', 'file replaced'), ('refused', 'stopped as a duplicate')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.TextField(blank=True)),
                ('data', models.JSONField(default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='learning.evidence')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('is_required', models.BooleanField(default=True, verbose_name='required')),
                ('order', models.PositiveSmallIntegerField()),
                ('content', models.JSONField(default=dict)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='learning.courseversion')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
                'ordering': ['version', 'order'],
                'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='lesson_key_once')],
            },
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('started', 'started'), ('completed', 'completed'), ('failed', 'not passed yet')], default='started', max_length=10)),
                ('place', models.JSONField(default=dict, help_text="Where to resume; the kind's own.")),
                ('score', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('completed_at', models.DateTimeField(null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='learning.enrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='learning.lesson')),
            ],
            options={
                'verbose_name': 'lesson progress',
                'verbose_name_plural': 'lesson progress',
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'lesson'), name='lesson_progress_once')],
            },
        ),
        migrations.CreateModel(
            name='ProviderPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences: who you are and what you teach.', max_length=500, verbose_name='summary')),
                ('about', wagtail.fields.RichTextField(blank=True, verbose_name='about the agency')),
                ('collection', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.collection')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='image')),
                ('provider', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page', to='people.provider', verbose_name='training agency')),
            ],
            options={
                'verbose_name': 'page of a training agency',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StudyDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='study_days', to='learning.enrolment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'day'), name='study_day_once')],
            },
        ),
    ]
