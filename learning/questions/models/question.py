import hashlib
import json
import uuid

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from corpu.people.models import Provider
from corpu.skills.models import Competence
from learning.editor_scope import own_pages
from learning.questions.blocks import frozen, question_blocks


class OwnedQuerySet(models.QuerySet):
    def editable_by(self, user) -> "OwnedQuerySet":
        """Rows of the agencies at which `user` writes; operators see all."""
        if user.is_superuser:
            return self
        pages = own_pages(user) or []
        return self.filter(provider__in=[page.provider_id for page in pages])

    def of_provider_staff(self, person) -> "OwnedQuerySet":
        """Rows of the agencies at which `person` holds a role today."""
        return self.filter(provider__in=Provider.objects.of(person))


class QuestionQuerySet(OwnedQuerySet):
    def ready(self) -> "QuestionQuerySet":
        """Questions that quizzes may draw."""
        return self.filter(state=Question.State.READY)


class CategoryForm(WagtailAdminModelForm):
    """The agency is the writer's own, and stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("provider")
        if field is None:
            return
        if self.for_user and not self.for_user.is_superuser:
            pages = own_pages(self.for_user) or []
            ids = [page.provider_id for page in pages]
            field.queryset = Provider.objects.filter(pk__in=ids)
            if len(ids) == 1:
                field.initial = ids[0]
                field.empty_label = None
        if self.instance.pk:
            field.disabled = True


class Category(models.Model):
    """A shelf in an agency's bank: questions about one thing."""

    provider = models.ForeignKey(
        Provider,
        models.PROTECT,
        related_name="question_categories",
        verbose_name=_("training agency"),
    )
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)

    base_form_class = CategoryForm
    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("category of questions")
        verbose_name_plural = _("categories of questions")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "name"],
                name="question_category_once",
                violation_error_message=_("The agency has a category of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class QuestionField(StreamField):
    """One question. The blocks stay out of migrations: a new kind changes no table."""

    def __init__(self, block_types=(), **kwargs):
        kwargs.pop("block_lookup", None)
        super().__init__(question_blocks(), min_num=1, max_num=1, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        for word in ("block_lookup", "min_num", "max_num"):
            kwargs.pop(word, None)
        return name, path, [[]], kwargs


class QuestionForm(WagtailAdminModelForm):
    """A question goes into a category of the writer's own agency."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "category" in self.fields and self.for_user:
            own = Category.objects.editable_by(self.for_user)
            if self.instance.pk:
                own = own.filter(provider=self.instance.provider_id)
            self.fields["category"].queryset = own

    def save(self, commit=True):
        self.instance.settle()
        return super().save(commit)


class Question(RevisionMixin, models.Model):
    """A question of an agency's bank.

    Quizzes freeze it when they are published; `edition` counts its changes, so that
    figures never mix what was asked before and after one.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        READY = "ready", _("ready for quizzes")
        RETIRED = "retired", _("no longer used")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="questions", editable=False
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="questions",
        verbose_name=_("category"),
        help_text=_("A quiz may draw its questions from a category."),
    )
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competence"),
        help_text=_("A quiz may draw all questions on a competence."),
    )
    name = models.CharField(
        _("name"), max_length=150, help_text=_("For authors; learners do not see it.")
    )
    body = QuestionField(verbose_name=_("question"))
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.READY
    )
    kind = models.CharField(_("kind"), max_length=12, editable=False)
    search_text = models.TextField(editable=False, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    base_form_class = QuestionForm
    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["category", "name", "pk"]
        indexes = [models.Index(fields=["provider", "digest"])]

    def __str__(self) -> str:
        return self.name

    def kind_name(self) -> str:
        """Its kind as authors read it."""
        return dict(kind_names()).get(self.kind, self.kind)

    kind_name.short_description = _("kind")
    kind_name.admin_order_field = "kind"

    def frozen(self) -> dict:
        """What a quiz keeps of it: what is asked, its key and edition."""
        return {
            **frozen(self.body[0]),
            "key": str(self.public_id),
            "edition": self.edition,
        }

    def settle(self) -> None:
        """Bring what is kept beside the body up to date; a change is a new edition."""
        said = frozen(self.body[0])
        digest = digest_of(said)
        if self.digest and self.digest != digest:
            self.edition += 1
        self.provider_id = self.category.provider_id
        self.kind, self.digest = said["kind"], digest
        self.search_text = " ".join([self.name, strip_tags(said["text"])])[:4000]


def kind_names() -> list[tuple[str, str]]:
    """Every kind of question by its code, with the name that authors read."""
    return [(code, block.label) for code, block in question_blocks()]


def digest_of(said: dict) -> str:
    """The same for the same question, however it came here."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
