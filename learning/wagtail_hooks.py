"""The editor as an agency's staff meet it."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from wagtail import hooks
from wagtail.admin import messages

from learning.editor_scope import below, on_the_way, own_pages
from learning.models import CoursePage

REPORTS = {"workflows", "workflow-tasks"}
MENU = {"explorer", "images", "documents", "question-bank", "reports", "help"}


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages, request):
    """Links between pages stay within the agency."""
    own = own_pages(request.user)
    return pages if own is None else pages.filter(below(own) | on_the_way(own))


@hooks.register("construct_explorer_page_queryset")
def explore_own_pages(parent_page, pages, request):
    """The explorer shows the agency's own page and what stands below."""
    own = own_pages(request.user)
    return pages if own is None else pages.filter(below(own) | on_the_way(own))


@hooks.register("before_serve_document")
def serve_to_the_signed_in(document, request):
    """Documents are for people who have signed in; packages are never handed out."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if document.file_extension.lower() == "zip" and not request.user.is_superuser:
        raise Http404
    return None


@hooks.register("construct_main_menu")
def hide_what_is_not_theirs(request, items):
    """An agency's staff write; they run neither the site nor its users."""
    if own_pages(request.user) is not None:
        items[:] = [item for item in items if item.name in MENU]


@hooks.register("construct_reports_menu")
def hide_reports(request, items):
    """Only the reports of what waits for review."""
    if own_pages(request.user) is not None:
        items[:] = [item for item in items if item.name in REPORTS]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def question_the_hours(request, page):
    """Say where the stated JP do not follow from minutes and days (over 10 %)."""
    page = page.specific
    if isinstance(page, CoursePage) and not page.jp_reason and page.hours_differ:
        messages.warning(request, page.hours_differ)
