"""Devices by the names that people know them by."""

import pytest

from corpu.people.devices import device_name

AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0 Safari/537.36": "Chrome · Linux",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0 Mobile Safari/537.36 EdgA/126.0": "Edge · Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": "Safari · iPhone",
    "Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0": (
        "Firefox · Windows"
    ),
}


@pytest.mark.parametrize(("agent", "name"), AGENTS.items())
def test_browser_and_system(agent, name):
    assert device_name(agent) == name


def test_others_are_unknown():
    assert device_name("") == "Perangkat tidak dikenal"
