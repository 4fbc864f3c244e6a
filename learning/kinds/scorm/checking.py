"""A package against this installation's limits."""

from django.conf import settings

from learning.standards.archives import Limits
from learning.standards.scorm import check_package
from learning.standards.scorm_package import Package


def limits() -> Limits:
    """The limits of the settings; unpacked, a package may be five times as large."""
    most = settings.MAX_PACKAGE_BYTES
    return Limits(packed=most, unpacked=most * 5, one_file=most * 2)


def check(file) -> Package:
    """What a zip is, and what is wrong with it. `file` is a seekable binary file."""
    return check_package(file, limits())
