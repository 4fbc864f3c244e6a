import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0004_rebuild_pieces'),
        ('people', '0002_education'),
        ('people', '__first__'),
        ('performance', '0008_national_programmes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name_id', models.CharField(max_length=150, verbose_name='name in Indonesian')),
                ('name_en', models.CharField(max_length=150, verbose_name='name in English')),
                ('legal_basis', models.TextField(verbose_name='legal basis')),
                ('min_share', models.PositiveSmallIntegerField(default=100, help_text='So many of the members have met.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='per cent of the members')),
                ('min_people', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='members at least')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from the year')),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to the year')),
                ('live', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('target', models.ForeignKey(blank=True, help_text='Empty: every minimum that a member has to reach.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='performance.target', verbose_name='target')),
            ],
            options={
                'verbose_name': 'criterion of team certificates',
                'verbose_name_plural': 'criteria of team certificates',
                'ordering': ['-first_year', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('drafted_by', models.F('published_by')), _negated=True), name='criterion_two_people')],
            },
        ),
        migrations.CreateModel(
            name='TeamCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=80, unique=True, verbose_name='number')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('unit_name', models.CharField(max_length=200)),
                ('institution_name', models.CharField(max_length=200)),
                ('title_id', models.CharField(max_length=150)),
                ('title_en', models.CharField(max_length=150)),
                ('people', models.PositiveIntegerField(verbose_name='members')),
                ('met', models.PositiveIntegerField(verbose_name='members who met')),
                ('issued_by_name', models.CharField(max_length=260)),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('pdf_path', models.CharField(blank=True, max_length=200)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='recognition.criterion')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('members', models.ManyToManyField(related_name='team_certificates', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_certificates', to='people.unit')),
            ],
            options={
                'verbose_name': 'team certificate',
                'verbose_name_plural': 'team certificates',
                'ordering': ['-issued_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('unit', 'year', 'criterion'), name='team_certificate_once'), models.CheckConstraint(condition=models.Q(('met__lte', models.F('people'))), name='team_certificate_met_of_people')],
            },
        ),
        migrations.CreateModel(
            name='TeamSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='team_series_once')],
            },
        ),
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('thanks', 'thanks'), ('recognition', 'recognition by a leader')], max_length=12, verbose_name='kind')),
                ('reason', models.TextField(verbose_name='reason')),
                ('fact', models.CharField(blank=True, max_length=200)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thanks_given', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thanks_received', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.record')),
                ('standing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='performance.standing')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thanks_received', to='people.unit')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'thanks',
                'verbose_name_plural': 'thanks',
                'ordering': ['-given_at', '-pk'],
                'indexes': [models.Index(fields=['giver', 'given_at'], name='recognition_giver_i_417005_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('person', None), ('unit__isnull', False)), models.Q(('person__isnull', False), ('unit', None)), _connector='OR'), name='thanks_to_person_or_unit'), models.CheckConstraint(condition=models.Q(('person', None), models.Q(('person', models.F('giver')), _negated=True), _connector='OR'), name='thanks_to_another')],
            },
        ),
    ]
