"""Why a fact counts as it does, in whole sentences with the remedy."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.ledger.models import Basis, Record
from corpu.lib.templatetags.components import jp_number


def how_it_counts(rate) -> str:
    """The rule of a rate in one sentence."""
    if rate is None:
        return _("No conversion was in force for this form and role on that day.")
    jp = jp_number(rate.jp)
    sentences = {
        Basis.PROGRAMME: _("The JP of the programme count; 1 JP is 45 minutes."),
        Basis.DAY: _("Each day counts %(jp)s JP, once over all forms that share it."),
        Basis.DAY_CAP: _("The JP of the activity count, at most %(jp)s JP a day."),
        Basis.SESSION: _("Each session counts %(jp)s JP."),
        Basis.EVENT: _("Each time counts %(jp)s JP, however long it is."),
        Basis.SEMESTER: _("Each semester counts %(jp)s JP."),
        Basis.APPROVED: _("An approver sets the JP."),
    }
    parts = [sentences[rate.basis] % {"jp": jp}]
    if rate.max_sessions_a_month:
        parts.append(
            ngettext(
                "At most %(count)d session counts in a month.",
                "At most %(count)d sessions count in a month.",
                rate.max_sessions_a_month,
            )
            % {"count": rate.max_sessions_a_month}
        )
    if rate.uplift_percent:
        text = _("%(percent)d %% is added to what is recognised.")
        parts.append(text % {"percent": rate.uplift_percent})
    return " ".join(parts)


def why_less(reason: str) -> str:
    """Why less counts than was claimed, and what can be done; empty if nothing is wrong."""
    said = {
        "day_cap": _(
            "More was learnt than a day allows. What goes beyond the cap of its days "
            "does not count; spread learning over more days, or choose another form."
        ),
        "month_cap": _(
            "Only the first sessions of a calendar month count. Further sessions are "
            "kept as facts; the next month has room again."
        ),
        "day_taken": _(
            "A day brings one award, and an earlier seminar, workshop or dissemination "
            "has taken it. Nothing needs to be done."
        ),
        "no_rate_for_role": _(
            "No rule says how many JP this role brings in this form. The fact is kept "
            "and will count as soon as HR publishes a conversion for it."
        ),
        "needs_approval": _(
            "This form has no conversion. HR sets its JP after looking at the evidence; "
            "until then it counts for nothing."
        ),
        "duplicate_certificate": _(
            "An earlier record carries the same certificate number. If the number was "
            "typed wrongly, ask whoever recorded it to void this one and record it anew."
        ),
        "unconfirmed_rate": _(
            "The conversion of this form has not been confirmed. The fact is kept and "
            "will count as soon as HR confirms it."
        ),
        "voided": _("This record was voided and counts for nothing."),
        "minutes_differ": _(
            "The stated JP count, but the minutes say something else (by over 10 %). "
            "Check the certificate."
        ),
    }
    return said.get(reason, "")


def why(record: Record, worth) -> str:
    """The reason in a full sentence, and what can be done about it."""
    if said := why_less(worth.reason):
        return said
    if record.jp_stated is not None and worth.jp_recognised != record.jp_stated:
        return _full_but_different(record, worth)
    return _("Everything that was claimed is recognised.")


def _full_but_different(record: Record, worth) -> str:
    rate = worth.rate
    if rate and rate.basis == Basis.APPROVED:
        return _("The approver set these JP after looking at the evidence.")
    if rate and rate.uplift_percent:
        text = _("Recognised in full, with %(percent)d %% added for learning abroad.")
        return text % {"percent": rate.uplift_percent}
    return _(
        "This form has a fixed conversion. The JP on the certificate are kept for "
        "information; the conversion counts."
    )


def validity(rate) -> str:
    """From when to when a rate holds."""
    start = date_format(rate.valid_from, "j F Y")
    if rate.valid_to is None:
        return _("in force since %(start)s") % {"start": start}
    end = date_format(rate.valid_to, "j F Y")
    return _("in force from %(start)s to %(end)s") % {"start": start, "end": end}
