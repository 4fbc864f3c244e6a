"""An address that somebody wrote by hand is answered, whatever stands in it."""

import pytest

ODD = ["²", "٣", "²²²²", "0000", "-1", "99999999999999999999999", "%00", "x"]
PAGES = [
    *("/units/?unit=", "/units/?year=", "/me/?year=", "/people/units/?unit="),
    *("/people/units/new/?parent=", "/performance/plan/?person="),
    *("/performance/plan/?year=", "/records/?year=", "/records/?person="),
]


@pytest.mark.parametrize("page", PAGES)
def test_odd_numbers_in_addresses(page, hr, client_of):
    client = client_of(hr)
    for odd in ODD:
        assert client.get(page + odd).status_code in (200, 302, 404), odd
