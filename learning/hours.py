"""Whether the stated JP of a course follow from its minutes or days."""

from decimal import Decimal

from django.utils.translation import gettext as _

from corpu.ledger.models import Basis, Rate
from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number
from learning.rules import differ, expected_jp


def rate_of(subject) -> Rate | None:
    """The published rate of today for a learner; `subject` has a form and a scope."""
    rates = Rate.objects.on(today()).filter(role="learner", form=subject.form_id)
    return rates.filter(scope=subject.scope).first()


def hours_differ(page) -> str:
    """Where the JP of a course page are more than 10 % off what its minutes or days give
    by the rate of its form: the sentence that says so. "" where they go together."""
    if not page.jp or not page.form_id:
        return ""
    rate = rate_of(page)
    expected = expected_jp(
        rate.basis if rate else Basis.PROGRAMME,
        rate.jp if rate else Decimal(0),
        page.minutes,
        page.days,
    )
    if not differ(page.jp, expected):
        return ""
    by_days = rate and page.days and rate.basis in (Basis.DAY, Basis.DAY_CAP)
    values = {
        "minutes": page.minutes,
        "days": page.days,
        "expected": jp_number(expected),
        "rate": jp_number(rate.jp) if rate else "",
        "jp": jp_number(page.jp),
    }
    if by_days:
        sentence = _(
            "%(minutes)s minutes on %(days)s days make %(expected)s JP in this form "
            "(%(rate)s a day), but the course states %(jp)s JP. Correct them, or say why "
            "they differ."
        )
    else:
        sentence = _(
            "%(minutes)s minutes make %(expected)s JP (45 minutes each), but the course "
            "states %(jp)s JP. Correct one of them, or say why they differ."
        )
    return sentence % values
