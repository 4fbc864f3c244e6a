import corpu.lib.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=80, unique=True, verbose_name='number')),
                ('person_name', models.CharField(max_length=260)),
                ('place_name', models.CharField(blank=True, max_length=410)),
                ('title', models.CharField(max_length=200)),
                ('outcomes', models.JSONField(default=list)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField()),
                ('jp', corpu.lib.fields.JPField()),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('pdf_path', models.CharField(blank=True, max_length=200)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.learningform')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.provider')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='ledger.record')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['-issued_at', '-pk'],
                'indexes': [models.Index(fields=['person', '-issued_at'], name='credentials_person__1e8868_idx')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'year'), name='series_once')],
            },
        ),
    ]
