"""A signer that cannot be loaded would break the first certificate."""

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string


@register()
def signer_can_be_loaded(app_configs, **kwargs):
    """`CERTIFICATE_SIGNER` names a function (pdf bytes, certificate) -> signed bytes."""
    if not settings.CERTIFICATE_SIGNER:
        return []
    try:
        import_string(settings.CERTIFICATE_SIGNER)
    except ImportError as error:
        return [Error(f"CERTIFICATE_SIGNER cannot be loaded ({error})", id="corpu.E024")]
    return []
