import corpu.lib.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('people', '__first__'),
        ('skills', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=100, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], default='national', max_length=14)),
                ('starts_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('jp', corpu.lib.fields.JPField(null=True)),
                ('sessions', models.PositiveSmallIntegerField(null=True)),
                ('days', models.PositiveSmallIntegerField(null=True)),
                ('is_open', models.BooleanField(default=True)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.activity')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='ledger.learningform')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'commitment',
                'verbose_name_plural': 'commitments',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['person', 'is_open'], name='agenda_comm_person__721db8_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='commitment_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=100, unique=True)),
                ('gap_jp', corpu.lib.fields.JPField()),
                ('by', models.DateField()),
                ('competence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='skills.competence')),
                ('form', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='ledger.learningform')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'indexes': [models.Index(fields=['person'], name='agenda_need_person__ec723d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=100, unique=True)),
                ('scope', models.CharField(choices=[('national', 'national'), ('international', 'international')], default='national', max_length=14)),
                ('jp', corpu.lib.fields.JPField(null=True)),
                ('sessions', models.PositiveSmallIntegerField(null=True)),
                ('days', models.PositiveSmallIntegerField(null=True)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('enrol_by', models.DateTimeField(null=True)),
                ('places_free', models.PositiveIntegerField(null=True)),
                ('is_open', models.BooleanField(default=True)),
                ('url', models.CharField(max_length=300)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='ledger.activity')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='ledger.learningform')),
            ],
            options={
                'verbose_name': 'opening',
                'verbose_name_plural': 'openings',
                'ordering': ['starts_on', 'pk'],
            },
        ),
    ]
