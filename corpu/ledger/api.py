"""Records over the HTTP API: post, void, read."""

import uuid
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from corpu.ledger.actions.facts import Fact
from corpu.ledger.actions.invalid import FieldError, Invalid
from corpu.ledger.actions.records import record_fact, void
from corpu.ledger.models import Record
from corpu.lib.api import ApiRefusal, Day, ErrorsOut, PageOut, Text, page_of
from corpu.lib.refusals import Refused
from corpu.people.models import ApiToken, Person, Provider

router = Router(tags=["records"])
FAILURES = {401: ErrorsOut, 403: ErrorsOut, 422: ErrorsOut}


class RecordIn(Schema):
    """Something that a person learnt. Give the quantity that the form is counted by: JP
    or minutes, sessions, or semesters; forms that are counted by the day take the days
    from start to end, or `days` of them."""

    nip: Text = Field(examples=["198804172012032001"])
    form: Text = Field(description="Code of the form.", examples=["e_learning"])
    scope: Literal["national", "international"] = "national"
    role: Literal["learner", "coach", "mentor", "speaker"] | None = "learner"
    title: Text = Field(examples=["Etika Pelayanan Publik"])
    provider: Text | None = Field(
        "",
        description="Code or name of the training agency.",
        examples=["balai-contoh"],
    )
    started_on: Day = Field(examples=["2026-03-02"])
    ended_on: Day = Field(examples=["2026-03-03"])
    jp_stated: Decimal | None = Field(
        None,
        description="JP on the certificate, above 0, at most two decimals.",
        examples=["6.00"],
    )
    minutes: int | None = Field(None, examples=[270])
    days: int | None = Field(None, examples=[2])
    sessions: int | None = Field(None, examples=[1])
    semesters: int | None = Field(None, examples=[1])
    certificate_number: Text | None = Field("", examples=["LP/2026/0042"])
    source: Text = Field(
        description="Your own key of this fact: sending it again changes nothing.",
        examples=["lms:completion:4711"],
    )


class RateOut(Schema):
    form: str = Field(alias="form_id", examples=["e_learning"])
    scope: str = Field(examples=["national"])
    basis: str = Field(examples=["cap_per_day"])
    jp: str = Field(
        description="For each day, session, time or semester; the cap of a capped day.",
        examples=["3.00"],
    )
    legal_basis: str = Field(alias="law")
    valid_from: Day
    valid_to: Day | None

    @staticmethod
    def resolve_jp(rate) -> str:
        return f"{rate.jp:.2f}"


class CreditOut(Schema):
    jp_claimed: str = Field(examples=["6.00"])
    jp_recognised: str = Field(examples=["6.00"])
    reason: str = Field(
        description="full, day_cap, month_cap, day_taken, no_rate_for_role, "
        "needs_approval, duplicate_certificate, unconfirmed_rate, voided or "
        "minutes_differ.",
        examples=["full"],
    )
    rate: RateOut | None = None


class YearOut(CreditOut):
    year: int = Field(examples=[2026])


class RecordOut(Schema):
    id: uuid.UUID
    nip: str
    form: str
    scope: str
    role: str
    title: str
    provider: str
    provider_code: str
    started_on: Day
    ended_on: Day
    jp_stated: str | None
    minutes: int | None
    days: int | None
    sessions: int | None
    semesters: int | None
    certificate_number: str
    source: str
    recorded_at: str
    voided: bool
    void_reason: str
    flags: list[str] = Field(
        description="overlap: this programme shares days with another; not cut."
    )
    credit: CreditOut = Field(
        description="Over all years; of the asked year where one is asked for."
    )
    credits: list[YearOut] = Field(description="The same by calendar year.")


class RecordsOut(PageOut):
    items: list[RecordOut]


class VoidIn(Schema):
    reason: Text = Field(examples=["Recorded for the wrong person."])


def _worth(worth) -> dict:
    return {
        "jp_claimed": f"{worth.jp_claimed:.2f}",
        "jp_recognised": f"{worth.jp_recognised:.2f}",
        "reason": worth.reason,
        "rate": worth.rate,
    }


def _out(record: Record, year: int | None = None) -> dict:
    """A fact as the API tells it."""
    same = (
        "scope", "role", "title", "started_on", "ended_on", "minutes", "days", "sessions",
        "semesters", "certificate_number", "source",
    )  # fmt: skip
    credits = sorted(record.credits.all(), key=lambda credit: credit.year)
    return {
        **{name: getattr(record, name) for name in same},
        "id": record.public_id,
        "nip": record.person.nip or "",
        "form": record.form_id,
        "provider": record.provider_name,
        "provider_code": record.provider.code if record.provider else "",
        "jp_stated": None if record.jp_stated is None else f"{record.jp_stated:.2f}",
        "recorded_at": record.recorded_at.isoformat(),
        "voided": record.is_voided,
        "void_reason": record.voided_by.reason if record.is_voided else "",
        "flags": ["overlap"] if record.overlaps and not record.is_voided else [],
        "credit": _worth(record.credit(year)),
        "credits": [{**_worth(credit), "year": credit.year} for credit in credits],
    }


def _told(record: Record) -> dict:
    return _out(Record.objects.with_credits().get(pk=record.pk))


def find_person(token: ApiToken, nip: str) -> Person | None:
    """The person with this NIP, if the token may speak of her."""
    digits = nip.replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return token.people().filter(nip=digits).first()


def _refuse_readers(token: ApiToken) -> None:
    if token.role == ApiToken.Kind.AUDITOR:
        raise ApiRefusal(403, "read_only", _("An auditor's token only reads."))


def _provider_of(token: ApiToken, named: str) -> Provider | None:
    if token.provider:
        return token.provider
    if not named or "\x00" in named:
        return None
    providers = Provider.objects.all()
    return (
        providers.filter(code=named).first()
        or providers.filter(name__iexact=named).first()
    )


def _fact(token: ApiToken, body: RecordIn) -> Fact:
    named = (body.provider or "").strip()
    provider = _provider_of(token, named)
    if provider and named in ("", provider.code):
        named = provider.name
    said = body.model_dump(exclude={"nip", "provider", "role"})
    return Fact(
        person=find_person(token, body.nip),
        provider=provider,
        provider_name=named,
        role=body.role or "learner",
        token=token,
        **said,
    )


@router.post(
    "/records", response={200: RecordOut, 201: RecordOut, 409: ErrorsOut, **FAILURES}
)
def post_record(request, body: RecordIn):
    """Record that a person learnt something.

    201 with the record and its credit; 200 and the same for a `source` that this token
    has sent before; 409 if it said something else then.
    """
    _refuse_readers(request.auth)
    fact = _fact(request.auth, body)
    try:
        record, is_new = record_fact(fact)
    except Refused as refusal:
        if refusal.code != "source_conflict":
            raise
        raise ApiRefusal(409, refusal.code, refusal.message, field="source") from None
    return Status(201 if is_new else 200, _told(record))


@router.post(
    "/records/{record_id}/void",
    response={201: RecordOut, 404: ErrorsOut, 409: ErrorsOut, **FAILURES},
)
def void_record(request, record_id: str, body: VoidIn):
    """Void a record: only who posted it, or HR. A second time answers 409."""
    token = request.auth
    record = _find_record(token, record_id)
    _refuse_readers(token)
    if record.token_id != token.pk and token.role != ApiToken.Kind.HR:
        raise ApiRefusal(403, "not_poster", _("Only its poster or HR voids a record."))
    if "\x00" in body.reason or len(body.reason) > 2000:
        message = _("Use at most %(limit)d characters.") % {"limit": 2000}
        raise Invalid([FieldError("reason", "bad_characters", message)])
    try:
        voided = void(record, reason=body.reason, token=token)
    except Refused as refusal:
        if refusal.code != "already_voided":
            raise
        raise ApiRefusal(409, refusal.code, refusal.message) from None
    return Status(201, _told(voided))


def _find_record(token: ApiToken, record_id: str) -> Record:
    try:
        public_id = uuid.UUID(record_id)
    except ValueError:
        raise ApiRefusal(404, "not_found", _("There is no such record.")) from None
    facts = _readable(token).filter(person__in=token.people(), public_id=public_id)
    record = facts.first()
    if record is None:
        raise ApiRefusal(404, "not_found", _("There is no such record."))
    return record


def _readable(token: ApiToken):
    facts = Record.objects.facts()
    if token.role == ApiToken.Kind.PROVIDER:
        return facts.recorded_through(token)
    return facts


@router.get(
    "/people/{nip}/records",
    response={200: RecordsOut, 401: ErrorsOut, 404: ErrorsOut, 422: ErrorsOut},
)
def list_records(
    request,
    nip: str,
    year: int | None = Query(
        None, ge=1970, le=2200, description="Facts that touch this calendar year."
    ),
    page: int = Query(1, ge=1),
):
    """A person's facts with their credits, oldest first.

    A training agency's token reads the facts of that agency.
    """
    person = find_person(request.auth, nip)
    if person is None:
        raise ApiRefusal(404, "unknown_person", _("Nobody here has this NIP."))
    facts = _readable(request.auth).filter(person=person)
    if year is not None:
        facts = facts.in_year(year)
    answer = page_of(facts.with_credits().in_order(), page)
    answer["items"] = [_out(record, year) for record in answer["items"]]
    return answer
