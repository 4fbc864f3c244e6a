import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('skills', '0002_dictionary'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(5)], verbose_name='level')),
                ('source', models.CharField(choices=[('self', 'self-assessment'), ('leader', 'assessment by the leader'), ('evidence', 'evidence from learning'), ('centre', 'assessment centre')], max_length=8, verbose_name='source')),
                ('assessed_on', models.DateField(verbose_name='assessed on')),
                ('is_validated', models.BooleanField(default=False, verbose_name='validated')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='skills.competence')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'assessment of a competence',
                'verbose_name_plural': 'assessments of competences',
                'ordering': ['person', 'competence', '-assessed_on', '-pk'],
                'indexes': [models.Index(fields=['person', 'competence', '-assessed_on'], name='skills_asse_person__c72ac1_idx')],
            },
        ),
        migrations.CreateModel(
            name='PostStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='level')),
                ('legal_basis', models.CharField(blank=True, max_length=300, verbose_name='legal basis')),
                ('competence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='skills.competence')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standards', to='people.post')),
            ],
            options={
                'verbose_name': 'standard of a post',
                'verbose_name_plural': 'standards of posts',
                'ordering': ['post', 'competence'],
                'constraints': [models.UniqueConstraint(fields=('post', 'competence'), name='post_standard_once')],
            },
        ),
    ]
