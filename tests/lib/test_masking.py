import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from gunicorn.config import Config

from corpu.lib.access_log import MaskedLogger
from corpu.lib.masking import JsonLines, MaskNips, mask_nip

NIP = "198804172012032001"


@pytest.mark.parametrize(
    "text",
    [
        f"GET /api/v1/people/{NIP}/records",
        "/people/?q=19880417+201203+2+001",
        "/people/?q=19880417%20201203%202%20001",
        "NIP 19880417 201203 2 001.",
    ],
)
def test_no_form_of_a_nip_stays_readable(text):
    masked = mask_nip(text)
    assert "0417" not in masked and "2001" not in masked.replace("%20", "")
    assert "1988" in masked


def test_other_long_numbers_stay():
    for text in ("batch 1234567890123456789", "succeeded in 0.051538471249872583s"):
        assert mask_nip(text) == text


def test_arguments_and_traces_of_a_log_line_are_masked():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    handler.addFilter(MaskNips())
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError(NIP)
    except ValueError:
        log.exception("import of %s", NIP)
    assert NIP not in out.getvalue() and "trace" in out.getvalue()


def test_the_access_log_of_the_web_server_is_masked(tmp_path):
    config = Config()
    target = tmp_path / "access.log"
    config.set("accesslog", str(target))
    logger = MaskedLogger(config)
    logger.access_log.info("GET /api/v1/people/%s/records", NIP)
    assert "GET /api/v1/people/1988" in target.read_text()
    assert NIP not in target.read_text()


@pytest.mark.parametrize("debug", ["true", "false"])
def test_every_log_of_a_refused_address_is_masked(tmp_path, debug):
    """Django's own handlers, which the suite's settings hide, write nothing either."""
    code = (
        "import logging\n"
        "from django.conf import settings\n"
        "from django.utils.log import configure_logging\n"
        "configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)\n"
        "name = 'django.request'\n"
        "logging.getLogger(name).warning('Not Found: %s', '/people/198804172012032001')\n"
        "print(*[type(h).__name__ for h in logging.getLogger('django').handlers])\n"
    )
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "corpu.settings",
        "CORPU_DEBUG": debug,
        "CORPU_SECRET_KEY": "a" * 60,
        "CORPU_VAR_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert "Not Found" in done.stderr
    assert "0417" not in done.stderr
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    "address",
    [
        "/agenda/feed/SECRET.ics",
        "/coaching/confirm/SECRET/",
        "/classes/here/SECRET/",
        "/accounts/password/reset/key/SECRET/",
        "/scorm/SECRET/files/index.html",
    ],
)
def test_secrets_of_addresses_are_in_no_log(tmp_path, address):
    config = Config()
    target = tmp_path / "access.log"
    config.set("accesslog", str(target))
    MaskedLogger(config).access_log.info('"GET %s HTTP/1.1" 200', address)
    line = target.read_text()
    assert "SECRET" not in line and address.split("SECRET")[0] in line
    template = Path(settings.BASE_DIR, "docs/deploy/nginx.conf.template").read_text()
    place = address.split("SECRET")[0].strip("/")
    assert place in template
