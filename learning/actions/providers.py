"""A training agency's place in Wagtail: its page, collection, groups and workflow.

Scoping is Wagtail's own: what a group may do below its page and in its collection.
Nobody of an agency may publish directly; approval in the workflow publishes.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from corpu.people.models import Person, Provider, RoleGrant
from corpu.people.models.access import PROVIDER_ROLES, Role
from learning.pages import ProviderIndexPage, ProviderPage
from learning.reviewing import AgencyApprovalTask

GROUP_OF_ROLE = {
    Role.AUTHOR: "authors",
    Role.REVIEWER: "reviewers",
    Role.MANAGER: "managers",
}
PAGE_ACTS = ["add_page", "change_page"]
FILE_ACTS = ["add_image", "change_image", "choose_image"]
FILE_ACTS += ["add_document", "change_document", "choose_document"]


def group_name(provider: Provider, role: str) -> str:
    """The Wagtail group of the people who hold `role` at the agency."""
    return f"{provider.code}-{GROUP_OF_ROLE[role]}"


@transaction.atomic
def set_up_provider(provider: Provider) -> ProviderPage:
    """Make what is missing of the agency's place in Wagtail. May run again."""
    page = ProviderPage.objects.filter(provider=provider).first()
    page = page or _new_page(provider)
    if not page.collection_id:
        root = Collection.get_first_root_node()
        page.collection = root.add_child(name=f"{provider.name} ({provider.code})")
        page.save(update_fields=["collection"])
    groups = [_group(provider, role, page) for role in GROUP_OF_ROLE]
    _workflow(provider, page, groups)
    return page


def _index() -> ProviderIndexPage:
    index = ProviderIndexPage.objects.first()
    if index:
        return index
    home = Site.objects.get(is_default_site=True).root_page
    page = ProviderIndexPage(
        title="Lembaga pelatihan", slug="lembaga", locale=home.locale
    )
    return home.add_child(instance=page)


def _new_page(provider: Provider) -> ProviderPage:
    index = Page.objects.get(pk=_index().pk)
    page = ProviderPage(
        title=provider.name,
        slug=slugify(provider.code),
        provider=provider,
        locale=index.locale,
    )
    return index.add_child(instance=page)


def _group(provider: Provider, role: str, page: ProviderPage) -> Group:
    group, _new = Group.objects.get_or_create(name=group_name(provider, role))
    admin = Permission.objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(admin)
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_ACTS
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page.page_ptr, permission=permission
        )
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"],
        codename__in=FILE_ACTS,
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=page.collection, permission=permission
        )
    return group


def _workflow(provider: Provider, page: ProviderPage, groups: list[Group]) -> None:
    """Author → reviewer of the same agency; a manager may review as well."""
    if WorkflowPage.objects.filter(page=page.page_ptr).exists():
        return
    name = f"{provider.name} ({provider.code})"
    task = AgencyApprovalTask.objects.create(name=name, active=True)
    reviewing = {group_name(provider, Role.REVIEWER), group_name(provider, Role.MANAGER)}
    task.groups.set(group for group in groups if group.name in reviewing)
    workflow = Workflow.objects.create(name=name, active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=page.page_ptr)


@transaction.atomic
def sync_person(person: Person) -> None:
    """Put the person into the groups of her grants of today, and out of all others."""
    wanted = set()
    grants = RoleGrant.objects.active().filter(person=person, role__in=GROUP_OF_ROLE)
    for grant in grants.select_related("provider"):
        name = group_name(grant.provider, grant.role)
        if not Group.objects.filter(name=name).exists():
            set_up_provider(grant.provider)
        wanted.add(name)
    current = set(_agency_groups().filter(user=person).values_list("name", flat=True))
    if wanted == current:
        return
    person.groups.remove(*Group.objects.filter(name__in=current - wanted))
    person.groups.add(*Group.objects.filter(name__in=wanted - current))


def _agency_groups():
    """The groups that belong to agencies: those with rights on an agency's page."""
    pages = ProviderPage.objects.values("page_ptr")
    rights = GroupPagePermission.objects.filter(page__in=pages)
    return Group.objects.filter(pk__in=rights.values("group"))


def sync_everybody() -> int:
    """Follow grants that began or ended; returns how many people were looked at."""
    holders = RoleGrant.objects.filter(role__in=PROVIDER_ROLES).values("person")
    members = Person.objects.filter(groups__in=_agency_groups()).values("pk")
    people = Person.objects.filter(pk__in=holders) | Person.objects.filter(pk__in=members)
    for person in people.distinct():
        sync_person(person)
    return people.distinct().count()
