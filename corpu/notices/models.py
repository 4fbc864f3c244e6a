from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import fill, sentence_of


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "NoticeQuerySet":
        """A notice is for its reader alone."""
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def due(self) -> "NoticeQuerySet":
        """Notices whose mail has not been dealt with."""
        return self.filter(mail_state=Notice.Mail.WAITING)


class Notice(models.Model):
    """One thing that a person must be told: first a row, then in-app and by mail.

    `kind` names the sentence (see `corpu.notices.sentences`), `data` fills it, so each
    reader gets it in her own language. `source` makes telling twice harmless.
    """

    class Mail(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        NONE = "none", _("not wanted")
        FAILED = "failed", _("failed")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=150, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_state = models.CharField(
        max_length=8, choices=Mail.choices, default=Mail.WAITING
    )
    mail_claimed_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at"]),
            models.Index(fields=["mail_state", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"

    @property
    def title(self) -> str:
        """Its sentence, in the language active now."""
        return fill(sentence_of(self.kind).title, self.data)

    @property
    def body(self) -> str:
        """What it adds to its title, if anything."""
        return fill(sentence_of(self.kind).body, self.data)


class NoticeSetting(models.Model):
    """Whether a person wants mail for a group of notices; in-app is always on."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_settings"
    )
    group = models.CharField(max_length=20)
    mail = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("notice setting")
        verbose_name_plural = _("notice settings")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"], name="notice_setting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.group}: {self.mail}"
