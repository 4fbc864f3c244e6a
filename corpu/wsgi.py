"""The WSGI entry point."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from corpu.lib.env import WrongSetting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corpu.settings")

try:
    application = get_wsgi_application()

    from corpu.lib.setting_checks import stop_on_wrong_settings

    stop_on_wrong_settings()
except WrongSetting as error:
    sys.exit(f"Corpu cannot start: {error}")
