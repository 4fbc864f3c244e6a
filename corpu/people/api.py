"""People over the HTTP API, and who may ask: bearer tokens of other systems."""

from typing import Annotated

from django.db.models import Q
from ninja import Field, Query, Router, Schema
from ninja.security import HttpBearer

from corpu.lib.api import Day, ErrorsOut, PageOut, page_of
from corpu.people.models import ApiToken
from corpu.people.models.access import digest

router = Router(tags=["people"])
PageNumber = Annotated[int, Query(1, ge=1, description="From 1 on.")]


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN`. Only the digest of a token is kept."""

    def authenticate(self, request, token: str) -> ApiToken | None:
        """The living token with this secret."""
        tokens = ApiToken.objects.filter(revoked_at=None, digest=digest(token))
        return tokens.select_related("unit", "provider").first()


class PersonOut(Schema):
    nip: str = Field(description="18 digits.", examples=["198804172012032001"])
    name: str = Field(description="With titles.", examples=["Dewi Contoh, S.E."])
    unit: str = Field(description="Code; empty for leavers.", examples=["KEM-1-1"])
    staff_class: str = Field(description="pns, cpns or pppk.", examples=["pns"])
    appointed_on: Day | None = Field(examples=["2012-03-01"])

    @staticmethod
    def resolve_name(person) -> str:
        return person.full_name

    @staticmethod
    def resolve_unit(person) -> str:
        return person.unit.code if person.unit else ""


class PeopleOut(PageOut):
    items: list[PersonOut]


@router.get("", response={200: PeopleOut, 401: ErrorsOut, 422: ErrorsOut})
def list_people(
    request,
    page: PageNumber = 1,
    unit: str = Query("", description="Code of a unit: its subtree.", max_length=40),
    q: str = Query("", description="Words of the name, or the start of a NIP.",
                   max_length=100),
):  # fmt: skip
    """The people that this token may speak of, by name.

    A training agency's token sees those with a record of that agency.
    """
    token = request.auth
    people = token.people().select_related("unit")
    if token.role == ApiToken.Kind.PROVIDER:
        own = Q(records__token=token)
        if token.provider_id:
            own |= Q(records__provider=token.provider_id)
        people = people.filter(own).distinct()
    unit, q = unit.replace("\x00", ""), q.replace("\x00", "").strip()
    if unit:
        found = token.units().filter(code=unit).first()
        people = people.in_subtree(found) if found else people.none()
    if q:
        people = people.search(q)
    return page_of(people.order_by("name", "pk"), page)
