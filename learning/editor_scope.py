"""Staff of an agency meet nothing of another agency in the editor.

Wagtail's permissions say what they may change. What they may see beyond that (choosers,
reports, breadcrumbs, the editor's own API) is narrowed here: of the addresses under
/cms/ only those named below answer, and only for pages below the agency's own.
"""

from collections.abc import Callable

from django.contrib.admin.utils import unquote
from django.db.models import Q
from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from corpu.lib.keys import key_of
from learning.models import ProviderPage

OPEN = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_login",
    "wagtailadmin_dismissibles",
    "wagtailadmin_block_preview",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_results",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:workflow_tasks_results",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_explore_root",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtail_bulk_action",
}
OPEN_SPACES = (
    "wagtailadmin_editing_sessions:",
    "wagtaildocs:",
    "wagtaildocs_chooser:",
    "wagtailimages:",
    "wagtailimages_chooser:",
    "wagtailembeds:",
    "wagtailsnippetchoosers_skills_competence:",
)
# Spaces whose rows belong to agencies: prefix -> the rows that a user may touch.
OWNED: dict[str, Callable] = {}
# These name a page; the way down to the agency's own page may be looked at.
PAGE_SPACES = ("wagtailadmin_pages:", "wagtailadmin_explore", "wagtailadmin_choose_page_")
LOOKING = ("wagtailadmin_explore", "wagtailadmin_choose_page_child")
PAGE_WORDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


def own_only(prefix: str, rows: Callable) -> None:
    """Open the addresses that begin with `prefix` for the rows of `rows(user)` alone."""
    OWNED[prefix] = rows


def own_pages(user) -> list[ProviderPage] | None:
    """The pages of the agencies whose groups `user` is in; None if in none.

    Operators are not bound: they look after every agency.
    """
    if not user.is_authenticated or user.is_superuser:
        return None
    if not hasattr(user, "_own_agency_pages"):
        rights = Q(group_permissions__group__user=user)
        pages = ProviderPage.objects.filter(rights).distinct()
        user._own_agency_pages = list(pages) or None
    return user._own_agency_pages


def below(pages) -> Q:
    """Pages at or below one of `pages`, as a condition on Page."""
    condition = Q(pk__in=[])
    for page in pages:
        condition |= Q(path__startswith=page.path)
    return condition


def on_the_way(pages) -> Q:
    """Pages above one of `pages`."""
    step = Page.steplen
    paths = {
        page.path[:end] for page in pages for end in range(step, len(page.path), step)
    }
    return Q(path__in=paths)


class EditorScopeMiddleware:
    """Answers 404 to agency staff for what is not theirs under /cms/."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not match or not match.route.startswith("cms/"):
            return
        pages = own_pages(request.user)
        if pages is None:
            return
        if not _may_look(match.view_name or "", request, kwargs, pages):
            raise Http404
        return


def _may_look(name: str, request, kwargs, pages) -> bool:
    if name == "wagtail_bulk_action":
        return _are_own(request, kwargs, pages)
    if name in OPEN or name.startswith(OPEN_SPACES):
        return True
    for prefix, rows in OWNED.items():
        if name.startswith(prefix):
            return _is_owned(rows(request.user), kwargs.get("pk"))
    if not name.startswith(PAGE_SPACES):
        return False
    wanted = {int(kwargs[word]) for word in PAGE_WORDS if word in kwargs}
    scope = below(pages)
    if name.startswith(LOOKING):
        scope |= on_the_way(pages)
    own = Page.objects.filter(scope, pk__in=wanted)
    return bool(wanted) and own.count() == len(wanted)


def _is_owned(rows, pk) -> bool:
    """True for lists, and for one row that is the agency's."""
    if pk is None:
        return True
    return rows.filter(pk=key_of(unquote(str(pk)))).exists()


def _are_own(request, kwargs, pages) -> bool:
    """Every thing that a bulk action names is the agency's."""
    ids = [key_of(value) for value in request.GET.getlist("id")]
    model = kwargs.get("model_name")
    if not all(ids):  # "all", or no key
        return False
    if model == "page":
        own = Page.objects.filter(below(pages))
    elif model in ("image", "document"):
        kind = get_image_model() if model == "image" else get_document_model()
        policy = policy_registry.get_by_type(kind)
        own = policy.instances_user_has_any_permission_for(request.user, ["change"])
    else:
        space = f"wagtailsnippets_{kwargs.get('app_label')}_{model}:"
        if space not in OWNED:
            return False
        own = OWNED[space](request.user)
    return own.filter(pk__in=ids).count() == len(set(ids))
