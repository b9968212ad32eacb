"""Countries' names give way to stand-ins before the stance model reads a text."""

import numpy as np
import pytest

from analysis.stance.stance import StanceModel, embedded_model
from analysis.stance.stand_ins import StandIns

COUNTRIES = [
    ("Romania", "Romanian", "Romanians", "Bucharest"), ("Bulgaria", "Bulgarian", "Bulgarians", "Sofia"),
    ("Armenia", "Armenian", "Armenians", "Yerevan"), ("Azerbaijan", "Azerbaijani", "Azerbaijanis", "Baku"),
    ("Jordan", "Jordanian", "Jordanians", "Amman"), ("Sudan", "Sudanese", "Sudanese", "Khartoum"), ("France", "French", "French", "Paris"),
]  # fmt: skip


@pytest.fixture(scope="module")
def stand_ins():
    return StandIns(COUNTRIES, ["Romania", "Bulgaria"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Armenian forces left Baku.", "Romanian forces left Sofia."),
        ("Azerbaijani forces left Yerevan.", "Romanian forces left Sofia."),
        ("In Baku an Armenian envoy met Azerbaijanis.", "In Bucharest a Bulgarian envoy met Romanians."),
        ("An Armenian said so.", "A Romanian said so."),
        ("An “Armenian” plot", "A “Romanian” plot"),
        ("Bulgaria and Romania", "Romania and Bulgaria"),
        ("Baku's ministry and Armenia’s army", "Bucharest's ministry and Bulgaria’s army"),
        ("It left. In Armenia it rained.", "It left. In Romania it rained."),
        ("Armenia Foreign Ministry", "Romania Foreign Ministry"),
        ("The deputy Jim Jordan spoke.", "The deputy Jim Jordan spoke."),
        ("Then Paris Hilton came.", "Then Paris Hilton came."),
        ("In South Sudan it rained.", "In South Sudan it rained."),
        ("Armenia, Azerbaijan and France", "Romania, Bulgaria and France"),
        ("pro-Armenian and ARMENIA", "pro-Armenian and ARMENIA"),
        ("Nothing is named.", "Nothing is named."),
    ],
)
def test_names_give_way_in_every_form(stand_ins, text, read):
    assert stand_ins.put_in(text)[0] == read


@pytest.mark.parametrize("target", ["Armenian forces", "Armenian", "forces", "Baku", "left", "men"])
def test_the_span_goes_along(stand_ins, target):
    text = "An Armenian unit of Armenian forces left Baku for the men."
    start = text.rindex(target)
    new, a, b = stand_ins.put_in(text, start, start + len(target))
    wanted = {"Armenian forces": "Romanian forces", "Armenian": "Romanian", "Baku": "Sofia"}.get(target, target)
    assert new == "A Romanian unit of Romanian forces left Sofia for the men."
    assert new[a:b] == wanted


def test_a_span_that_cuts_a_name_takes_it_whole(stand_ins):
    new, a, b = stand_ins.put_in("The Armenian army", 6, 9)
    assert new[a:b] == "Romanian"


def test_a_span_between_article_and_name_goes_along(stand_ins):
    new, a, b = stand_ins.put_in("an “Armenian” plot", 3, 13)
    assert new[a:b] == "“Romanian”"


def test_an_unknown_stand_in_is_told():
    with pytest.raises(ValueError, match="Utopia"):
        StandIns(COUNTRIES, ["Utopia"])


def test_countries_that_change_places_get_the_same_scores():
    model = embedded_model()
    assert isinstance(model, StanceModel) and model.stand_ins is not None
    frame = "{0} forces illegally occupied the town, {1} said in its {2} note to {3}."
    one = frame.format("Armenian", "Azerbaijan", "third", "Yerevan")
    other = frame.format("Azerbaijani", "Armenia", "third", "Baku")
    probabilities = model.score([(one, 0, 8), (other, 0, 11), one, other])
    assert np.array_equal(probabilities[0], probabilities[1])
    assert np.array_equal(probabilities[2], probabilities[3])
    assert model.subjective([one]) == model.subjective([other])


def test_names_can_be_read_all_the_same():
    model = StanceModel(read_names=True)
    assert model.stand_ins is None and model.id != embedded_model().id
    one, other = model.score([("Armenian forces illegally occupied the town.", 0, 8), ("Norwegian forces illegally occupied the town.", 0, 9)])
    assert not np.array_equal(one, other)
