from pathlib import Path

import pytest
from django.core.checks import run_checks

from corpu.lib.env import WrongSetting
from corpu.lib.setting_checks import stop_on_wrong_settings


def found() -> set[str]:
    return {each.id for each in run_checks(tags=["corpu"])}


def test_the_demo_refuses_another_database(settings):
    settings.DEMO = True
    settings.SITE_HOST, settings.CONTENT_HOST = "localhost", "127.0.0.1"
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
    assert "corpu.E010" in found()
    with pytest.raises(WrongSetting, match="CORPU_DEMO with PostgreSQL"):
        stop_on_wrong_settings()


def test_the_demo_refuses_a_host_that_others_reach(settings):
    settings.DEMO = True
    settings.SITE_HOST, settings.CONTENT_HOST = "corpu.example.go.id", "127.0.0.1"
    assert "corpu.E010" in found()


def test_the_demo_is_fine_at_home(settings):
    settings.DEMO = True
    settings.SITE_HOST, settings.CONTENT_HOST = "localhost", "127.0.0.1"
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
    assert "corpu.E010" not in found()


def test_production_wants_a_long_key_and_tls(settings):
    settings.PRODUCTION, settings.SECURE = True, False
    settings.SITE_HOST, settings.SECRET_KEY = "corpu.example.go.id", "short"
    settings.REDIS_URL = ""
    assert {"corpu.E011", "corpu.E012", "corpu.W013"} <= found()


def test_private_files_may_not_lie_in_an_open_folder(settings):
    settings.PRIVATE_ROOT = Path(settings.MEDIA_ROOT) / "private"
    assert "corpu.E015" in found()


def test_content_on_the_host_of_the_site_is_refused(settings):
    settings.CONTENT_HOST = settings.SITE_HOST
    assert "corpu.E001" in found()


def test_missing_files_of_npm_are_only_a_warning(settings, tmp_path):
    settings.VENDOR_DIR = tmp_path
    assert "corpu.W017" in found()
