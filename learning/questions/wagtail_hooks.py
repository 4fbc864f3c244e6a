"""The bank in the editor: an agency's writers keep their own questions there."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import (
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from learning.questions.models import Category, Question
from learning.questions.models.question import kind_names
from learning.questions.policy import BankPolicy


class OwnChoices:
    """Only categories of the writer's agencies can be chosen."""

    def get_object_list(self):
        return Category.objects.editable_by(self.request.user)

    def can_create(self):
        return False


class OwnChooseView(OwnChoices, ChooseView):
    pass


class OwnChooseResultsView(OwnChoices, ChooseResultsView):
    pass


class OwnChosenView(SnippetChosenView):
    def get_object(self, pk):
        return get_object_or_404(Category.objects.editable_by(self.request.user), pk=pk)


class OwnChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks):
        return Category.objects.editable_by(self.request.user).filter(pk__in=pks)


class CategoryChooser(SnippetChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView


class CategoryViewSet(SnippetViewSet):
    """Shelves of the bank."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories of questions")
    list_display = ["name", "provider", "note"]
    search_backend_name = None
    search_fields = ["name"]
    copy_view_enabled = False
    chooser_viewset_class = CategoryChooser
    panels = [
        FieldPanel("provider", widget=forms.Select),
        FieldPanel("name"),
        FieldPanel("note"),
    ]

    def get_queryset(self, request):
        return Category.objects.editable_by(request.user).select_related("provider")


def _own_categories(request):
    if request is None:
        return Category.objects.none()
    return Category.objects.editable_by(request.user)


class QuestionFilters(WagtailFilterSet):
    category = ModelChoiceFilter(queryset=_own_categories, label=_("Category"))
    kind = ChoiceFilter(choices=kind_names, label=_("Kind"))

    class Meta:
        model = Question
        fields = ["category", "kind", "state"]


class QuestionIndexView(IndexView):
    """The list, with the way to what the editor cannot show."""

    @property
    def header_more_buttons(self):
        from wagtail.admin.widgets.button import Button

        bank = reverse("questions:bank")
        link = Button(_("Figures, import and export"), url=bank, icon_name="upload")
        return [*super().header_more_buttons, link]


class QuestionViewSet(SnippetViewSet):
    """Questions, found by their words."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    index_view_class = QuestionIndexView
    list_display = ["name", "kind_name", "category", "competence", "state", "changed_at"]
    filterset_class = QuestionFilters
    search_backend_name = None
    search_fields = ["search_text"]
    list_per_page = 30
    copy_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("state")]),
        FieldRowPanel(
            [FieldPanel("category", widget=forms.Select), FieldPanel("competence")]
        ),
        FieldPanel("body"),
    ]

    def get_queryset(self, request):
        rows = Question.objects.editable_by(request.user)
        return rows.select_related("category", "competence")


class BankGroup(SnippetViewSetGroup):
    menu_label = _("Question bank")
    menu_name = "question-bank"
    menu_icon = "help"
    menu_order = 250
    items = (QuestionViewSet, CategoryViewSet)


@hooks.register("before_delete_snippet")
def keep_full_shelves(request, instances):
    """A category with questions in it stays."""
    full = [row for row in instances if isinstance(row, Category)]
    if not any(row.questions.exists() for row in full):
        return None
    sentence = _("There are questions in this category. Move or delete them first.")
    messages.error(request, sentence)
    return redirect("wagtailsnippets_questions_category:list")


for model in (Category, Question):
    register_permission_policy(model, BankPolicy(model))
register_snippet(BankGroup)
