"""Checks what somebody says was learnt, and turns it into a row of the ledger."""

import dataclasses
import datetime
import decimal
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from corpu.ledger import rules
from corpu.ledger.actions.invalid import FieldError, Invalid
from corpu.ledger.models import LearnerRole, LearningForm, Record, Scope
from corpu.lib.clock import today
from corpu.lib.fields import to_hundredths

TEXT_LIMITS = {
    "title": 200,
    "source": 150,
    "provider_name": 200,
    "certificate_number": 100,
    "content_version": 40,
}


@dataclass
class Fact:
    """What is said about one piece of learning, before it is checked."""

    person: object
    form: LearningForm | str
    started_on: datetime.date
    ended_on: datetime.date
    source: str
    title: str
    scope: str = "national"
    role: str = "learner"
    provider_name: str = ""
    provider: object = None
    activity: object = None
    jp_stated: Decimal | None = None
    minutes: int | None = None
    days: int | None = None
    sessions: int | None = None
    semesters: int | None = None
    learning_days: list[datetime.date] | None = None
    certificate_number: str = ""
    content_version: str = ""
    token: object = None
    by: object = None
    errors: list[FieldError] = field(default_factory=list)

    def __post_init__(self):
        for name in TEXT_LIMITS:
            setattr(self, name, str(getattr(self, name) or "").strip())
        if self.provider and not self.provider_name:
            self.provider_name = self.provider.name
        if self.learning_days:
            self.learning_days = sorted(set(self.learning_days))
            self.days = self.days or len(self.learning_days)

    @property
    def form_code(self) -> str:
        """The code of the form, however it was given."""
        return self.form.pk if isinstance(self.form, LearningForm) else str(self.form)

    def refuse(self, name: str, code: str, message) -> None:
        """Note a fault; all are told together."""
        self.errors.append(FieldError(name, code, str(message)))

    def fingerprint(self) -> str:
        """Equal for two facts that say the same."""
        stated = None if self.jp_stated is None else to_hundredths(self.jp_stated)
        return rules.content_fingerprint(
            {
                "person": self.person.pk,
                "form": self.form_code,
                "scope": self.scope,
                "role": self.role,
                "title": self.title,
                "provider": self.provider.pk if self.provider else None,
                "provider_name": self.provider_name,
                "activity": self.activity.pk if self.activity else None,
                "from": self.started_on,
                "to": self.ended_on,
                "quantities": [
                    stated, self.minutes, self.days, self.sessions, self.semesters
                ],
                "learning_days": self.learning_days,
                "certificate": rules.certificate_key(self.certificate_number),
            }
        )  # fmt: skip


@dataclass(frozen=True)
class Conversion:
    """What a check has to know of a published rate."""

    scope: str
    role: str
    basis: str
    valid_from: datetime.date
    valid_to: datetime.date | None


class Conversions:
    """Forms and published rates, read once, in one statement, for a whole batch of facts.

    `forms` says of each form whether it is active.
    """

    def __init__(self, codes):
        self.forms: dict[str, bool] = {}
        self.rates: dict[str, list[Conversion]] = {}
        published = FilteredRelation("rates", condition=Q(rates__live=True))
        rows = LearningForm.objects.filter(pk__in=set(codes)).annotate(rule=published)
        names = [f"rule__{field.name}" for field in dataclasses.fields(Conversion)]
        for code, active, *rule in rows.order_by().values_list("pk", "is_active", *names):
            self.forms[code] = active
            if rule[0] is not None:
                self.rates.setdefault(code, []).append(Conversion(*rule))

    def basis(self, fact: Fact) -> str:
        """What the form multiplies on the day the fact ended; "" where no rate exists.

        A role without a rate of its own must state what the learner's rate needs.
        """
        rates = [
            rate
            for rate in self.rates.get(fact.form_code, [])
            if rate.scope == fact.scope
            and rate.valid_from <= fact.ended_on
            and (rate.valid_to is None or rate.valid_to >= fact.ended_on)
        ]
        bases = {rate.role: rate.basis for rate in rates}
        return bases.get(fact.role) or bases.get("learner", "")

    def by_day(self, fact: Fact) -> bool:
        """True if any published rate of the form, of any day, counts by the day."""
        rates = self.rates.get(fact.form_code, [])
        return any(rate.basis in rules.DAY_BASES for rate in rates)


def check(fact: Fact, conversions: Conversions) -> None:
    """Raise `Invalid` with everything that is wrong with the fact."""
    if fact.person is None:
        fact.refuse("nip", "unknown_person", _("Nobody here has this NIP."))
    _check_texts(fact)
    _check_choices(fact, conversions)
    _check_numbers(fact)
    in_order = _check_days(fact)
    if in_order and fact.form_code in conversions.forms:
        _check_quantity(fact, conversions)
    if fact.errors:
        raise Invalid(fact.errors)


def _check_texts(fact: Fact) -> None:
    for name, limit in TEXT_LIMITS.items():
        text = getattr(fact, name)
        if name in ("title", "source") and not text:
            fact.refuse(name, "required", _("Fill in this field."))
        if len(text) > limit:
            message = _("Use at most %(limit)d characters.") % {"limit": limit}
            fact.refuse(name, "too_long", message)
        if "\x00" in text:
            fact.refuse(name, "bad_characters", _("Remove the null characters."))


def _check_choices(fact: Fact, conversions: Conversions) -> None:
    if not conversions.forms.get(fact.form_code):
        message = _("There is no form of learning with this code.")
        fact.refuse("form", "unknown_form", message)
    if fact.scope not in Scope.values:
        message = _("The scope is national or international.")
        fact.refuse("scope", "unknown_scope", message)
    if fact.role not in LearnerRole.values:
        message = _("The role is learner, coach, mentor or speaker.")
        fact.refuse("role", "unknown_role", message)


def _check_numbers(fact: Fact) -> None:
    for name, limit in rules.LIMITS.items():
        value = getattr(fact, name)
        if value is not None and not 1 <= value <= limit:
            message = _("Give a whole number from 1 to %(limit)d.") % {"limit": limit}
            fact.refuse(name, "out_of_range", message)
    if fact.jp_stated is None:
        return
    try:
        stated = Decimal(str(fact.jp_stated))
        exact = stated == stated.quantize(Decimal("0.01"))
    except decimal.InvalidOperation:
        stated, exact = Decimal(0), True
    if not 0 < stated <= rules.MOST_JP:
        message = _("Give JP above 0 and up to %(limit)d.") % {"limit": rules.MOST_JP}
        fact.refuse("jp_stated", "out_of_range", message)
    elif not exact:
        fact.refuse("jp_stated", "too_precise", _("Give JP with at most two decimals."))
    else:
        fact.jp_stated = stated


def _check_days(fact: Fact) -> bool:
    """Check the dates; True if they can be reckoned with."""
    before = len(fact.errors)
    for name in ("started_on", "ended_on"):
        day = getattr(fact, name)
        if day is None:
            fact.refuse(name, "required", _("Fill in this field."))
        elif day > today():
            message = _("This day lies in the future: record learning once it has ended.")
            fact.refuse(name, "in_future", message)
        elif day < rules.EARLIEST_DAY:
            fact.refuse(name, "too_early", _("Give a day after 1 January 1970."))
    if len(fact.errors) > before:
        return False
    if fact.ended_on < fact.started_on:
        message = _("The end lies before the start: exchange the two days.")
        fact.refuse("ended_on", "reversed", message)
        return False
    if rules.days_between(fact.started_on, fact.ended_on) > rules.LONGEST_RANGE:
        message = _("The range is longer than ten years: record it in parts.")
        fact.refuse("ended_on", "range_too_long", message)
        return False
    return True


def _check_quantity(fact: Fact, conversions: Conversions) -> None:
    length = rules.days_between(fact.started_on, fact.ended_on)
    basis = conversions.basis(fact)
    for name in rules.missing_quantity(basis, vars(fact)):
        message = _("This form of learning is counted by it: fill it in.")
        fact.refuse(name, "quantity_missing", message)
    if fact.days and fact.days > length:
        message = _("There are only %(count)d days from start to end.") % {
            "count": length
        }
        fact.refuse("days", "more_days_than_range", message)
    several = basis == "per_session" and (fact.sessions or 0) > 1
    if several and rules.over_month_edge(fact.started_on, fact.ended_on):
        message = _("Record the sessions of each month by themselves.")
        fact.refuse("sessions", "sessions_over_month", message)
    if conversions.by_day(fact) and length > rules.LONGEST_DAILY_RANGE:
        message = _("This form is counted by the day: record it year by year.")
        fact.refuse("ended_on", "range_too_long", message)
    outside = [
        day
        for day in fact.learning_days or []
        if not fact.started_on <= day <= fact.ended_on
    ]
    if outside:
        message = _("Learning days lie between start and end.")
        fact.refuse("learning_days", "outside_range", message)


def as_record(fact: Fact, place) -> Record:
    """The row of a checked fact; `place` is the appointment of the day it ended."""
    return Record(
        person=fact.person,
        form_id=fact.form_code,
        scope=fact.scope,
        role=fact.role,
        activity=fact.activity,
        title=fact.title,
        provider_name=fact.provider_name,
        provider=fact.provider,
        started_on=fact.started_on,
        ended_on=fact.ended_on,
        jp_stated=fact.jp_stated,
        minutes=fact.minutes,
        days=fact.days,
        sessions=fact.sessions,
        semesters=fact.semesters,
        days_listed=bool(fact.learning_days),
        certificate_number=fact.certificate_number,
        certificate_key=rules.certificate_key(fact.certificate_number),
        content_version=fact.content_version,
        unit_id=place.unit_id if place else fact.person.unit_id,
        post_id=place.post_id if place else fact.person.post_id,
        staff_class=place.staff_class if place else fact.person.staff_class,
        source=fact.source,
        token=fact.token,
        fingerprint=fact.fingerprint(),
        recorded_by=fact.by,
    )
