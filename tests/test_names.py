"""Written names of real people, parties and seats compared."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chiltern.names import fold, name_key, same_given_name, same_person_name, surname, title_gender


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Chuka Umunna", "chuka umunna"),
        ("Mr Umunna", "umunna"),
        ("Rt Hon Jared O’Mara MP", "jared omara"),
        ("Jared O'Mara", "jared omara"),
        ("Umunna’s", "umunna"),
        ("Mike Gapes'", "mike gapes"),
        ("Mike Gapes’s", "mike gapes"),
        ("Sir Nicholas Soames", "nicholas soames"),
        ("Ms Rebecca Long-Bailey M.P.", "rebecca long bailey"),
        ("Sinn Féin", "sinn fein"),
        ("Ynys Môn", "ynys mon"),
        ("Øystein Straße Łukasz", "oystein strasse lukasz"),
        ("Órfhlaith Begley", "orfhlaith begley"),
        ("the Labour Party", "labour party"),
        ("King’s Lynn", "kings lynn"),
        ("Brighton & Hove", "brighton and hove"),
        ("Rep. Justin Amash", "justin amash"),
        ("Sen. Robert F. Kennedy Jr.", "robert f kennedy"),
        ("Lady Hermon", "hermon"),
        ("Cllr Jas Athwal", "jas athwal"),
        ("Mr", "mr"),
        ("  ", ""),
    ],
)
def test_name_key(written: str, key: str) -> None:
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("Chuka Umunna", "Umunna"),
        ("Jared O’Mara MP", "O’Mara"),
        ("Rebecca Long-Bailey", "Long-Bailey"),
        ("Marsha de Cordova", "de Cordova"),
        ("de Cordova", "de Cordova"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Norman St John", "St John"),
        ("Al Gore", "Gore"),
        ("Van Morrison", "Morrison"),
        ("Robert F. Kennedy Jr.", "Kennedy"),
        ("Harry Connick III", "Connick"),
        ("Theresa May's", "May"),
        ("", ""),
    ],
)
def test_surname(written: str, family: str) -> None:
    assert surname(written) == family


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr Umunna", "Chuka Umunna"),
        ("Ken Clarke", "Kenneth Harry Clarke"),
        ("K. Clarke", "Kenneth Clarke"),
        ("Duncan Smith", "Iain Duncan Smith"),
        ("Ian Duncan Smith", "Iain Duncan Smith"),
        ("Becky Long Bailey", "Rebecca Long-Bailey"),
        ("Mrs May", "Theresa May"),
        ("Angela Smith", "Angela C. Smith"),
        ("Jared O'Mara", "Mr Jared O’Mara"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert same_person_name(one, other)
    assert same_person_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Umunna", "Chuka Umunna"),
        ("Mr May", "Mrs May"),
        ("Chuka", "Chuka Umunna"),
        ("Ed Miliband", "David Miliband"),
        ("Angela Smith", "Chloe Smith"),
        ("David Davies", "David Davis"),
        ("", "Chuka Umunna"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert not same_person_name(one, other)
    assert not same_person_name(other, one)


def test_given_names() -> None:
    assert same_given_name("edward", "ed")
    assert same_given_name("e", "edward")
    assert not same_given_name("edward", "edwina")


def test_titles_state_gender() -> None:
    assert title_gender("Ms Smith") == "female"
    assert title_gender("Rt Hon Sir Vince Cable") == "male"
    assert title_gender("Dr Wollaston") is None
    assert title_gender("Dame") is None


@given(st.text(max_size=40))
@example("𝑨")
@example("ŉ")
def test_a_key_is_its_own_folded_form(text: str) -> None:
    key = name_key(text)
    assert fold(key) == key
    assert "  " not in key
    assert key == key.strip()


@given(st.text(max_size=40))
def test_every_name_is_its_own(text: str) -> None:
    assert same_person_name(text, text) == bool(name_key(text))
