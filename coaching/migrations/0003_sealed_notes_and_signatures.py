import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coaching', '0002_topics'),
        ('ledger', '0004_rebuild_pieces'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='nextstep',
            name='sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='dispute_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='disputed_minutes',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='minutes as the coachee says'),
        ),
        migrations.AddField(
            model_name='session',
            name='group',
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='turn',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='nextstep',
            name='text',
            field=models.CharField(blank=True, max_length=200, verbose_name='next step'),
        ),
        migrations.AlterField(
            model_name='session',
            name='coach_record',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coaching_given', to='ledger.record'),
        ),
        migrations.CreateModel(
            name='HoursEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_paid', models.BooleanField(default=False, verbose_name='paid')),
                ('may_name_since', models.DateTimeField(null=True, verbose_name='agreed to be named')),
                ('engagement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hours_entry', to='coaching.engagement')),
            ],
            options={
                'verbose_name': 'entry in the log of hours',
                'verbose_name_plural': 'entries in the log of hours',
            },
        ),
        migrations.CreateModel(
            name='NoteKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wrapped', models.BinaryField()),
                ('outer', models.CharField(db_index=True, max_length=16)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('engagement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='note_key', to='coaching.engagement')),
            ],
            options={
                'verbose_name': 'key of notes',
                'verbose_name_plural': 'keys of notes',
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('pair', 'for both of us'), ('private', 'for me alone')], max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('sealed', models.BinaryField()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='coaching.engagement')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['-written_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='note_has_version')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stars', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='helpful')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('engagement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rating', to='coaching.engagement')),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'constraints': [models.CheckConstraint(condition=models.Q(('stars__gte', 1), ('stars__lte', 5)), name='rating_of_five')],
            },
        ),
        migrations.CreateModel(
            name='RatingSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voices', models.PositiveIntegerField()),
                ('stars', models.PositiveIntegerField()),
                ('summed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('coach', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rating_sum', to='coaching.coach')),
            ],
            options={
                'verbose_name': 'sum of ratings',
                'verbose_name_plural': 'sums of ratings',
                'constraints': [models.CheckConstraint(condition=models.Q(('stars__gte', models.F('voices')), ('voices__gte', 5)), name='rating_sum_of_five_or_more')],
            },
        ),
    ]
