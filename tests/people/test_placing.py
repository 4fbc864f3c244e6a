"""What the file does to appointments."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from corpu.people.imports.placing import Place, plan_place

TODAY = datetime.date(2026, 6, 1)
days = st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 12, 31))
places = st.builds(
    Place,
    st.sampled_from(["U1", "U2"]),
    st.sampled_from(["P1", "P2"]),
    st.just("pns"),
    st.booleans(),
    days,
)


def then(history, wanted):
    """The history after the plan was carried out, newest last."""
    history = list(history)
    latest = history[-1] if history else None
    act, start = plan_place(latest, wanted, has_earlier=len(history) > 1, today=TODAY)
    new = Place(*wanted.what, start, wanted.ended_on)
    if act in ("repair", "earlier"):
        history[-1] = new
    if act == "replace":
        end = start - datetime.timedelta(days=1)
        history[-1] = Place(*latest.what, latest.started_on, end)
        assert end >= latest.started_on
    if act in ("add", "replace"):
        history.append(new)
    return act, history


@given(places, places)
def test_the_same_file_again_changes_nothing(first, wanted):
    _act, history = then([], first)
    _act, history = then(history, wanted)
    act, again = then(history, wanted)
    assert act == "same"
    assert again == history


@given(places, places)
def test_the_past_is_never_rewritten_by_another_place(first, wanted):
    _act, history = then([], first)
    act, after = then(history, wanted)
    if act == "replace":
        assert after[0].what == history[0].what
        assert after[0].started_on == history[0].started_on


def place(unit="U1", start=datetime.date(2020, 1, 1), post="P1"):
    return Place(unit, post, "pns", False, start)


def plan(latest, wanted, has_earlier=False):
    return plan_place(latest, wanted, has_earlier=has_earlier, today=TODAY)


def test_a_promotion_begins_on_the_day_of_its_decree():
    day = datetime.date(2026, 3, 1)
    assert plan(place(), place(post="P2", start=day)) == ("replace", day)


def test_another_unit_without_a_later_decree_holds_from_today():
    assert plan(place(), place("U2")) == ("replace", TODAY)


def test_what_began_today_is_repaired():
    assert plan(place(start=TODAY), place("U2", None)) == ("repair", TODAY)


def test_an_earlier_first_day_is_taken_over():
    day = datetime.date(2019, 1, 1)
    assert plan(place(), place(start=day)) == ("earlier", day)
    assert plan(place(), place(start=day), has_earlier=True)[0] == "same"
