"""A kluis that went on slot while somebody was writing: nothing that was typed is lost."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.fixtures import Settings

from gesprek.kluis import gesprekken, kluizen, tijd
from gesprek.kluis.code import nieuwe_code, toon
from gesprek.models import Gesprek, Kluis, KluisSessie
from tests.hulp import Bezoeker, Klok, formulieren, stap_url, stapformulier, tekst, titel, zonder_token
from tests.rollen import clb_medewerker, huisarts, huisarts_met_gesprek, vergeetachtige
from tests.toegang.adressen import Adres, alle

pytestmark = pytest.mark.django_db(databases="__all__")
ZIN = "Ik zag dat hij steeds vroeg of zij mocht blijven slapen."
FOUT = "zeven woorden die geen code zijn nee"


def teksten(bezoeker: Bezoeker, gesprek: UUID) -> dict[str, str]:
    return dict(gesprekken.laad(bezoeker.sessie().kluis, gesprek, tijd.vandaag()).dossier.teksten)


def ontgrendelformulier(pagina: HttpResponse) -> dict[str, str]:
    """What the page that asks for the code carries along."""
    formulier = next(f for f in formulieren(pagina) if "toegangscode" in f)
    return dict(formulier.velden)


@pytest.fixture
def geschreven() -> tuple[Bezoeker, UUID, HttpResponse]:
    """She wrote, and only then pressed Opslaan: the kluis had locked in the meantime."""
    bezoeker, gesprek = huisarts_met_gesprek()
    pagina = bezoeker.stap(gesprek)
    bezoeker.vergrendel()
    antwoord = bezoeker.verstuur(pagina, {"t.gevoel-wat": ZIN, "t.moment-plek": "kamer"}, knop="opslaan")
    return bezoeker, gesprek, antwoord


def test_saving_into_a_locked_kluis_asks_for_the_code_and_says_that_nothing_is_lost(
    geschreven: tuple[Bezoeker, UUID, HttpResponse],
) -> None:
    _, _, pagina = geschreven
    assert pagina.status_code == 403
    assert "Je tekst is niet weg" in tekst(pagina)
    assert pagina["Cache-Control"] == "no-store, private"
    mee = ontgrendelformulier(pagina)
    assert (mee["t.gevoel-wat"], mee["t.moment-plek"]) == (ZIN, "kamer")
    assert not KluisSessie.objects.exists()


def test_after_the_code_it_is_saved_and_one_goes_on_where_one_was(
    geschreven: tuple[Bezoeker, UUID, HttpResponse],
) -> None:
    bezoeker, gesprek, pagina = geschreven
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert antwoord["Location"].startswith(stap_url(gesprek))
    verder = bezoeker.volg(antwoord)
    assert "Bewaard om" in tekst(verder)
    terug = stapformulier(verder)
    assert (terug["t.gevoel-wat"], terug["t.moment-plek"]) == (ZIN, "kamer")


def test_all_that_the_form_held_is_saved_rows_ticks_and_choices(klok: Klok) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    pagina = bezoeker.stap(gesprek)
    rij = stapformulier(pagina)["volgorde.concreet-waarnemingen"]
    klok.vooruit(minutes=61)
    waarden: dict[str, str | list[str]] = {
        "t.gevoel-wat": "eerste regel\n\n  tweede regel\n",
        f"r.concreet-waarnemingen.{rij}.wat": ZIN,
        "k.verdieping-themas": ["", _optie(pagina, "k.verdieping-themas")],
        "p.plek-veilig": "ja",
    }
    antwoord = bezoeker.verstuur(pagina, waarden, knop="klaar")
    antwoord = bezoeker.verstuur(antwoord, {"toegangscode": bezoeker.code})
    assert antwoord.status_code == 303
    dossier = gesprekken.laad(bezoeker.sessie().kluis, gesprek, tijd.vandaag()).dossier
    assert dossier.teksten["gevoel-wat"] == "eerste regel\n\n  tweede regel\n"
    assert dossier.rijen["concreet-waarnemingen"][0].waarden["wat"] == ZIN
    assert dossier.keuzes["verdieping-themas"] == (_optie(pagina, "k.verdieping-themas"),)
    assert dossier.punten == {"plek-veilig"}
    assert dossier.klaar == {"voorbereiding"}, "the button that was pressed travels along"


def _optie(pagina: HttpResponse, naam: str) -> str:
    return tekst(pagina).split(f'type="checkbox" name="{naam}" value="')[1].split('"')[0]


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    return Klok(monkeypatch)


def test_a_wrong_code_keeps_text_and_code(geschreven: tuple[Bezoeker, UUID, HttpResponse]) -> None:
    bezoeker, gesprek, pagina = geschreven
    for poging in (FOUT, "een twee", ""):
        pagina = bezoeker.verstuur(pagina, {"toegangscode": poging})
        assert pagina.status_code == 422
        assert titel(pagina).startswith("Fout: ")
        mee = ontgrendelformulier(pagina)
        assert (mee["toegangscode"], mee["t.gevoel-wat"]) == (poging, ZIN)
    assert bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code}).status_code == 303
    assert teksten(bezoeker, gesprek)["gevoel-wat"] == ZIN


def test_the_code_of_another_kluis_opens_that_one_and_shows_the_text_to_copy(
    geschreven: tuple[Bezoeker, UUID, HttpResponse],
) -> None:
    bezoeker, gesprek, pagina = geschreven
    ander = clb_medewerker()
    voor = Gesprek.objects.get(id=gesprek).versie
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": ander.code})
    assert antwoord.status_code == 404
    assert ZIN in tekst(antwoord)
    assert "kamer" in tekst(antwoord), "short answers as well"
    assert bezoeker.sessie().kluis.id == ander.sessie().kluis.id
    assert Gesprek.objects.get(id=gesprek).versie == voor


def test_a_gesprek_that_was_deleted_meanwhile_gives_the_text_to_copy(
    geschreven: tuple[Bezoeker, UUID, HttpResponse],
) -> None:
    bezoeker, gesprek, pagina = geschreven
    ander = Bezoeker()
    ander.open(bezoeker.code)
    ander.post(reverse("gesprekken:wissen", args=[gesprek]))
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert antwoord.status_code == 404
    assert ZIN in tekst(antwoord)


def test_what_changed_elsewhere_meanwhile_is_not_overwritten(
    geschreven: tuple[Bezoeker, UUID, HttpResponse],
) -> None:
    bezoeker, gesprek, pagina = geschreven
    ander = Bezoeker()
    ander.open(bezoeker.code)
    ander.schrijf(gesprek, {"t.gevoel-wat": "van het andere apparaat", "t.moment-tijd": "half drie"})
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert antwoord.status_code == 409
    assert ZIN in tekst(antwoord)
    assert "van het andere apparaat" in tekst(antwoord)
    bewaard = teksten(bezoeker, gesprek)
    assert bewaard["gevoel-wat"] == "van het andere apparaat"
    assert (bewaard["moment-tijd"], bewaard["moment-plek"]) == ("half drie", "kamer")


def test_a_reader_whose_kluis_locked_comes_back_to_the_same_page() -> None:
    bezoeker, gesprek = vergeetachtige()
    pagina = bezoeker.get(stap_url(gesprek))
    assert pagina.status_code == 403
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert antwoord["Location"].startswith(stap_url(gesprek))
    assert bezoeker.volg(antwoord).status_code == 200


def test_a_page_opened_after_the_lock_carries_no_form_along() -> None:
    """Getting a page, typing a wrong code and then the right one must not save the code form itself."""
    bezoeker, gesprek = vergeetachtige()
    pagina = bezoeker.get(stap_url(gesprek))
    pagina = bezoeker.verstuur(pagina, {"toegangscode": FOUT})
    assert "Je tekst is niet weg" not in tekst(pagina)
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert antwoord.status_code == 303
    assert Gesprek.objects.get(id=gesprek).versie == 1


# The forms that somebody writes in: what was typed there goes on after the code.
DRAGERS = {
    "gesprekken:stap",
    "gesprekken:label",
    "gesprekken:tijdens",
    "gesprekken:terugblik",
    "gesprekken:vervolg",
    "veiligheidsplan:begin",
    "veiligheidsplan:plan",
    "delen:kiezen",
    "delen:nakijken",
    "delen:herschrijven",
    "delen:team",
    "delen:gedeeld",
}


def _zonder_drager(adres: Adres) -> bool:
    return adres.beleid() == ["kluis_open"] and adres.naam not in DRAGERS


@pytest.mark.parametrize("adres", [a for a in alle() if _zonder_drager(a)], ids=str)
def test_a_button_pressed_after_the_lock_does_nothing_to_the_kluis_of_the_next_code(adres: Adres) -> None:
    _, gesprek = vergeetachtige()
    ander = huisarts()
    van_ander = ander.nieuw_gesprek("van een ander")
    ander.vergrendel()
    voor = _rijen()
    velden = {"label": "x y", "land": "vl", "rol": "clb", "bewaardagen": "30", "zeker": "ja", "t.a": ZIN}
    url = adres.url(van_ander if adres.van_een_gesprek else gesprek)
    pagina = ander.post(url, velden)
    if pagina.status_code == 405:
        return
    assert "Je tekst is niet weg" not in tekst(pagina)
    assert ontgrendelformulier(pagina).keys() <= {"csrfmiddlewaretoken", "ontgrendel", "toegangscode"}
    # The page as somebody might make it up changes nothing either.
    for extra in ({}, {"ontgrendel": "post", **velden}):
        pagina = ander.post(url, velden)
        antwoord = ander.verstuur(pagina, {"toegangscode": ander.code, **extra})
        # What was shared has an id of its own, and this one is nobody's.
        kwam = (404,) if "deling_id" in adres.delen else (200, 303)
        assert ander.volg(antwoord).status_code in kwam
        ander.vergrendel()
        assert _rijen() == voor


def _rijen() -> list[object]:
    """All that is in the kluizen."""
    kluis = Kluis.objects.order_by("id").values_list("id", "vindsleutel", "verpakte_dek", "instellingen")
    return [*kluis, *Gesprek.objects.order_by("id").values_list("id", "versie")]


def test_a_label_changed_after_the_lock_is_saved_after_the_code() -> None:
    bezoeker, gesprek = vergeetachtige()
    pagina = bezoeker.post(reverse("gesprekken:label", args=[gesprek]), {"label": "tweede gesprek"})
    antwoord = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert "tweede gesprek" in tekst(bezoeker.volg(antwoord))


def test_a_step_without_an_answer_in_it_carries_nothing_and_promises_nothing() -> None:
    bezoeker, gesprek = vergeetachtige()
    pagina = bezoeker.post(stap_url(gesprek), {"stand": "", "t.gevoel-wat": " ", "actie": "klaar"})
    assert "Je tekst is niet weg" not in tekst(pagina)
    assert ontgrendelformulier(pagina)["ontgrendel"] == "get"
    assert bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code}).status_code == 303
    assert Gesprek.objects.get(id=gesprek).versie == 1


def test_the_page_shows_to_copy_what_was_written_and_no_password_or_bookkeeping() -> None:
    bezoeker, gesprek = vergeetachtige()
    velden = {
        "stand": "t.gevoel-wat=abcdefghijkl",
        "t.gevoel-wat": "kort",
        "wachtwoord": "een lang wachtwoord",
    }
    pagina = bezoeker.post(stap_url(gesprek), velden)
    lijst = re.findall(r'class="eigen-tekst"[^>]*>([^<]*)<', tekst(pagina))
    assert lijst == ["kort"]


def test_the_token_of_other_tabs_stays_good_after_unlocking() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    oud_tabblad = bezoeker.stap(gesprek)
    token = bezoeker.client.cookies[settings.CSRF_COOKIE_NAME].value
    bezoeker.vergrendel()
    bezoeker.open()
    assert bezoeker.client.cookies[settings.CSRF_COOKIE_NAME].value == token
    assert bezoeker.verstuur(oud_tabblad, {"t.gevoel-wat": ZIN}, knop="opslaan").status_code == 303
    assert teksten(bezoeker, gesprek)["gevoel-wat"] == ZIN


def test_unlocking_leaves_no_older_session_behind() -> None:
    bezoeker, _ = huisarts_met_gesprek()
    for _n in range(3):
        assert bezoeker.open().status_code == 303
    assert KluisSessie.objects.count() == 1


def test_a_shared_computer_may_be_named_while_unlocking(klok: Klok) -> None:
    bezoeker, gesprek = vergeetachtige()
    pagina = bezoeker.get(stap_url(gesprek))
    bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code, "gedeeld": "ja"})
    assert bezoeker.sessie().gedeeld
    klok.vooruit(minutes=20)
    assert bezoeker.get(stap_url(gesprek)).status_code == 403


# Autosave


def test_an_autosave_into_a_locked_kluis_gets_one_sentence_and_no_login_page() -> None:
    bezoeker, gesprek = vergeetachtige()
    antwoord = bezoeker.post(stap_url(gesprek), {"stand": "", "t.gevoel-wat": ZIN}, htmx=True)
    assert antwoord.status_code == 403
    assert "Niet bewaard: je kluis is op slot. Je tekst staat nog op deze pagina." in tekst(antwoord)
    assert "<" not in tekst(antwoord)
    assert ZIN not in tekst(antwoord)
    assert "no-store" in antwoord["Cache-Control"]


def test_after_unlocking_in_another_tab_the_autosave_goes_in() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    formulier = stapformulier(bezoeker.stap(gesprek))
    bezoeker.vergrendel()
    assert (
        bezoeker.post(stap_url(gesprek), formulier.met({"t.gevoel-wat": ZIN}), htmx=True).status_code == 403
    )
    bezoeker.open()
    antwoord = bezoeker.post(stap_url(gesprek), formulier.met({"t.gevoel-wat": ZIN}), htmx=True)
    assert antwoord.status_code == 200
    assert "Bewaard om" in tekst(antwoord)


# Too often, too busy


def test_too_many_tries_keep_code_and_text_and_say_how_long_to_wait(
    geschreven: tuple[Bezoeker, UUID, HttpResponse], settings: Settings
) -> None:
    bezoeker, _, pagina = geschreven
    settings.LIMIETEN = {"ontgrendelen": (60, 2)}
    for _n in range(2):
        pagina = bezoeker.verstuur(pagina, {"toegangscode": _een_code()})
        assert pagina.status_code == 422
    pagina = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert pagina.status_code == 429
    assert 1 <= int(pagina["Retry-After"]) <= 60
    assert "te vaak geprobeerd" in tekst(pagina)
    mee = ontgrendelformulier(pagina)
    assert (mee["toegangscode"], mee["t.gevoel-wat"]) == (bezoeker.code, ZIN)
    assert not KluisSessie.objects.exists()


def test_the_text_survives_a_429_also_in_a_browser_that_does_not_say_where_it_is(
    geschreven: tuple[Bezoeker, UUID, HttpResponse], settings: Settings
) -> None:
    bezoeker, _, pagina = geschreven
    settings.LIMIETEN = {"ontgrendelen": (60, 1)}
    bezoeker.verstuur(pagina, {"toegangscode": _een_code()}, van=None)
    pagina = bezoeker.verstuur(pagina, {"toegangscode": _een_code()}, van=None)
    assert pagina.status_code == 429
    assert ontgrendelformulier(pagina)["t.gevoel-wat"] == ZIN


def test_the_limit_is_decided_before_the_code_is_looked_at(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIMIETEN = {"ontgrendelen": (60, 1)}
    bezoeker, _ = vergeetachtige()
    bezoeker.open(_een_code())
    monkeypatch.setattr(kluizen, "open_met_code", _mag_niet)
    assert bezoeker.open().status_code == 429


def _mag_niet(*_: object) -> None:
    raise AssertionError("the code was looked at")


@pytest.fixture
def vol(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All places to check a code are taken."""
    plekken = threading.BoundedSemaphore(1)
    monkeypatch.setattr(kluizen, "_argon", plekken)
    monkeypatch.setattr(kluizen, "_WACHT_SECONDEN", 0.01)
    plekken.acquire()
    yield
    plekken.release()


def test_when_it_is_busy_code_and_text_stay(
    geschreven: tuple[Bezoeker, UUID, HttpResponse], vol: None
) -> None:
    bezoeker, _, pagina = geschreven
    goed = bezoeker.verstuur(pagina, {"toegangscode": bezoeker.code})
    assert goed.status_code == 503
    assert int(goed["Retry-After"]) > 0
    assert "Het is even druk" in tekst(goed)
    mee = ontgrendelformulier(goed)
    assert (mee["toegangscode"], mee["t.gevoel-wat"]) == (bezoeker.code, ZIN)


def test_when_it_is_busy_every_code_hears_the_same(vol: None) -> None:
    bezoeker = Bezoeker()
    gehoord = {zonder_token(bezoeker.open(code)).replace(code, "") for code in (_een_code(), _een_code())}
    assert len(gehoord) == 1


def _een_code() -> str:
    return toon(nieuwe_code())


def test_beginning_while_it_is_busy_is_a_friendly_page(vol: None) -> None:
    bezoeker = Bezoeker()
    keus = {"land": "nl", "rol": "huisarts", "apparaat": "eigen"}
    for antwoord in (bezoeker.post(reverse("kluis:begin"), keus), bezoeker.post(reverse("kluis:oefenen"))):
        assert antwoord.status_code == 503
        assert int(antwoord["Retry-After"]) > 0
        assert "Er is nog niets begonnen." in tekst(antwoord)


# Locking


def test_locking_clears_the_browser_and_the_row_but_not_the_token_of_other_tabs() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoord = bezoeker.vergrendel()
    assert antwoord["Clear-Site-Data"] == '"cache", "storage"'
    weg = antwoord.cookies[settings.KLUIS_COOKIE]
    assert (weg.value, weg["max-age"]) == ("", 0)
    assert not KluisSessie.objects.exists()
    assert settings.CSRF_COOKIE_NAME not in antwoord.cookies
    assert "Je kluis is op slot" in tekst(bezoeker.volg(antwoord))
    assert bezoeker.get(stap_url(gesprek)).status_code == 403


def test_the_old_cookie_opens_nothing_after_locking() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    cookie = bezoeker.kluiscookie
    bezoeker.vergrendel()
    bezoeker.client.cookies[settings.KLUIS_COOKIE] = cookie
    assert bezoeker.get(stap_url(gesprek)).status_code == 403


def test_locking_twice_or_without_a_kluis_never_disappoints() -> None:
    bezoeker = Bezoeker()
    for _ in range(2):
        assert bezoeker.volg(bezoeker.vergrendel()).status_code == 200


def test_the_cookie_of_the_kluis_is_for_this_site_and_no_script() -> None:
    bezoeker = Bezoeker()
    bezoeker.begin()
    cookie = bezoeker.client.cookies[settings.KLUIS_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] in ("Lax", "Strict")
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert not cookie["max-age"], "gone when the browser closes"
    assert not cookie["expires"]


def test_a_kluis_deleted_in_another_browser_is_simply_locked_here() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    ander = Bezoeker()
    ander.open(bezoeker.code)
    ander.post(reverse("kluis:wissen"), {"zeker": "ja"})
    antwoord = bezoeker.post(stap_url(gesprek), {"stand": "", "t.gevoel-wat": ZIN})
    assert antwoord.status_code == 403
    assert ontgrendelformulier(antwoord)["t.gevoel-wat"] == ZIN
    antwoord = bezoeker.verstuur(antwoord, {"toegangscode": bezoeker.code})
    assert antwoord.status_code == 422
    assert ontgrendelformulier(antwoord)["t.gevoel-wat"] == ZIN
    assert bezoeker.get(reverse("gesprekken:takenlijst", args=[uuid4()])).status_code == 403
