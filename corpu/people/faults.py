"""The sentences of the faults that `corpu.people.rules` finds, each with its remedy."""

from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from corpu.people.rules import Nip, NipFault, parse_nip

NIP_FAULTS = {
    "nip_length": _("A NIP has 18 digits. Count them, none may be missing at the end."),
    "nip_digits": _("A NIP has digits alone. Remove letters and signs."),
    "nip_birth_date": _(
        "The first 8 digits are no birth date (year, month, day). Compare them with the decree."
    ),
    "nip_start_month": _(
        "Digits 13 and 14 must be the month of appointment, 01 to 12, for PNS."
    ),
    "nip_contract": _(
        "Digits 13 and 14 must be the number of the contract, 21 to 29, for PPPK."
    ),
    "nip_sex": _("Digit 15 must be 1 (male) or 2 (female)."),
    "nip_serial": _("The last three digits are a serial number from 001 on, never 000."),
    "nip_age": _(
        "By this number she was appointed below 15 or above 70 years of age. "
        "Check the year of birth and the year of appointment."
    ),
}


def checked_nip(text: str, *, kind: str = "", field: str = "nip") -> Nip:
    """The NIP, or `Refused` with the sentence of its fault."""
    try:
        return parse_nip(text, "pns" if kind == "cpns" else kind)
    except NipFault as fault:
        raise Refused(fault.code, NIP_FAULTS[fault.code], field=field) from None
