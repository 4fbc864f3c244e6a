"""The national rule of the index."""

import pytest


@pytest.fixture
def rule(rates):
    from performance.professionalism.actions.national import load_national_index
    from performance.professionalism.models import IndexRule

    load_national_index()
    return IndexRule.objects.get()
