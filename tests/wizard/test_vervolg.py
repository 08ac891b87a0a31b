"""A follow-up takes along what still runs and nothing else, and looks back first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from html import unescape
from uuid import UUID

import msgspec
import pytest
from django.conf import settings as instellingen
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gesprek.balie.beginnen import oefendossier
from gesprek.dossier import Dossier, Rij, naar_json
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import Stap
from gesprek.invoer.voorbeelden import als_voorbeeld
from gesprek.kluis import gesprekken, tijd
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.wizard.terugblik import als_stap, hoort_erbij, is_begonnen
from gesprek.wizard.vervolg import MAX_AFSPRAAK, afspraakvelden, met_terugblik, vervolg_van
from tests.hulp import Bezoeker, Klok, stapformulier, tegelijk, tekst, titel
from tests.rollen import huisarts, huisarts_met_gesprek
from tests.wizard.test_rondreis import dossiers

pytestmark = pytest.mark.django_db(databases="__all__")
LIJST = "afspraken-lijst"
AFSPRAKEN = (
    Rij("aa", {"wat": "Samen bellen", "wie": "Allebei", "stand": "loopt", "bekijken": "2026-04-01"}),
    Rij("bb", {"wat": "Laptop beneden", "stand": "gelukt"}),
    Rij("cc", {"wat": "Stoppen met werken", "stand": "gestopt"}),
    Rij("dd", {"wat": "Naar de huisarts"}),
    Rij("ee", {"stand": "loopt"}),
)
OUD = Dossier(
    label="Eerste gesprek",
    teksten={
        "gevoel-wat": "onrust",
        "verhaal-zorgen": "slaapt slecht",
        "vp-doel": "zelf",
        "tijdens-notities": "x",
    },
    keuzes={"verhaal-gevoelens": ("angst",), "vp-bewust": ("geen-avond",)},
    rijen={
        LIJST: AFSPRAKEN,
        "vp-thuis-lijst": (als_voorbeeld("ff", {"wat": "Deur open"}), Rij("gg", {"wat": "Samen eten"})),
        "hulp-verwijzing": (Rij("hh", {"naar": "Iemand"}),),
    },
    punten=frozenset({"vragen-gekozen"}),
    klaar=frozenset({"voorbereiding"}),
)


def _url(gesprek: UUID, naam: str = "vervolg") -> str:
    return reverse(f"gesprekken:{naam}", args=[gesprek])


def _met(dossier: Dossier) -> tuple[Bezoeker, UUID]:
    wie = huisarts()
    return wie, gesprekken.nieuw(wie.sessie().kluis, dossier).id


def _alle(wie: Bezoeker) -> list[OpenGesprek]:
    return gesprekken.lijst(wie.sessie().kluis, tijd.vandaag())


def _laad(wie: Bezoeker, gesprek: UUID) -> Dossier:
    return gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier


def _begin(wie: Bezoeker, gesprek: UUID, label: str = "") -> UUID:
    """Begin the follow-up; its id."""
    antwoord = wie.verstuur(wie.get(_url(gesprek)), {"label": label})
    assert antwoord.status_code == 303, tekst(antwoord)
    nieuw = UUID(antwoord["Location"].split("/")[2])
    assert antwoord["Location"] == _url(nieuw, "terugblik")
    return nieuw


def _kaal(antwoord: HttpResponse) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", tekst(antwoord)))


# What goes along


def test_open_agreements_and_the_plan_go_along_with_their_ids_and_nothing_else() -> None:
    assert vervolg_van(OUD) == Dossier(
        teksten={"vp-doel": "zelf"},
        # "Bewust zo" is to be looked at anew.
        keuzes={},
        rijen={LIJST: (AFSPRAKEN[0], AFSPRAKEN[3]), "vp-thuis-lijst": OUD.rijen["vp-thuis-lijst"]},
    )


def _van_elk(stap: Stap) -> Stap:
    """Every field of the content as one form, to draw a dossier from."""
    return msgspec.structs.replace(stap, onderdelen=laad().onderdelen)


@settings(max_examples=80)
@given(oud=dossiers(_van_elk(laad().stappen[4])), aantal=st.integers(0, 3))
def test_from_any_dossier_nothing_goes_along_but_what_may(oud: Dossier, aantal: int) -> None:
    oud = replace(oud, rijen={**oud.rijen, LIJST: (*oud.rijen.get(LIJST, ()), *AFSPRAKEN[:aantal])})
    nieuw = met_terugblik(vervolg_van(oud), date(2026, 3, 1))
    # The names that may never be shared are those of the same people.
    eigen = {"terugblik-vorig", "terugblik-lijst", LIJST, laad().overleg.namen}
    for deel in (nieuw.teksten, nieuw.keuzes, nieuw.rijen):
        assert all(naam.startswith("vp-") or naam in eigen for naam in deel)
    assert not nieuw.punten
    assert not nieuw.klaar
    assert not nieuw.label
    velden = afspraakvelden()
    for naam in (n for n in (*oud.teksten, *oud.keuzes, *oud.rijen) if n.startswith("vp-")):
        assert nieuw.teksten.get(naam) == oud.teksten.get(naam)
        assert nieuw.keuzes.get(naam) == (None if naam == "vp-bewust" else oud.keuzes.get(naam))
        if naam not in velden:
            assert nieuw.rijen.get(naam, ()) == oud.rijen.get(naam, ())
    mee = []
    for naam in velden:
        open_ = [r for r in oud.rijen.get(naam, ()) if r.waarden.get("stand") not in ("gelukt", "gestopt")]
        lopend = [rij for rij in open_ if any(w for k, w in rij.waarden.items() if k != "stand")]
        assert list(nieuw.rijen.get(naam, ())) == lopend
        mee += lopend
    assert {rij.id for rij in nieuw.rijen.get("terugblik-lijst", ())} <= {rij.id for rij in mee}
    assert all(set(rij.waarden) == {"afspraak"} for rij in nieuw.rijen.get("terugblik-lijst", ()))
    assert nieuw.teksten["terugblik-vorig"] == "2026-03-01"
    assert hoort_erbij(nieuw)
    assert not is_begonnen(nieuw)


def test_a_long_agreement_is_shortened_in_the_looking_back_and_whole_in_step_five() -> None:
    lang = "Een afspraak die doorgaat. " * 700
    nieuw = met_terugblik(vervolg_van(Dossier(rijen={LIJST: (Rij("aa", {"wat": lang}),)})), date(2026, 3, 1))
    kort = nieuw.rijen["terugblik-lijst"][0].waarden["afspraak"]
    assert kort.endswith("…")
    assert len(kort) <= MAX_AFSPRAAK
    assert nieuw.rijen[LIJST][0].waarden["wat"] == lang


# Beginning it


def test_it_says_what_goes_along_and_makes_a_new_gesprek_whose_term_starts_today(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    klok = Klok(monkeypatch)
    wie, oud = _met(OUD)
    klok.vooruit(days=20)
    wie.open()
    voor = naar_json(_laad(wie, oud))
    pagina = _kaal(wie.get(_url(oud)))
    assert "3 afspraken die nog lopen" in pagina
    assert "het veiligheidsplan" in pagina
    assert "Samen bellen" in pagina
    assert "Laptop beneden" not in pagina
    nieuw = gesprekken.laad(wie.sessie().kluis, _begin(wie, oud, "Tweede"), tijd.vandaag())
    assert nieuw.aangemaakt_op == tijd.vandaag()
    assert nieuw.verwijderd_op == min(tijd.over(tijd.MAX_GESPREK_DAGEN), wie.sessie().kluis.verwijderd_op)
    assert nieuw.dossier.label == "Tweede"
    assert nieuw.dossier.teksten == {"vp-doel": "zelf", "terugblik-vorig": "2026-03-10"}
    rijen = [(rij.id, dict(rij.waarden)) for rij in nieuw.dossier.rijen["terugblik-lijst"]]
    afspraken = {"aa": "Samen bellen", "dd": "Naar de huisarts", "gg": "Samen eten"}
    assert rijen == [(rij, {"afspraak": tekst}) for rij, tekst in afspraken.items()]
    assert naar_json(_laad(wie, oud)) == voor


def test_with_nothing_to_take_along_it_says_so_and_can_be_begun_all_the_same() -> None:
    wie, oud = huisarts_met_gesprek()
    assert "Er zijn geen afspraken die nog lopen" in _kaal(wie.get(_url(oud)))
    nieuw = _begin(wie, oud)
    assert "Terugblik" in tekst(wie.get(_url(nieuw, "takenlijst")))


def test_a_practice_case_gives_a_practice_follow_up_of_the_same_short_term() -> None:
    wie, oud = _met(oefendossier())
    nieuw = gesprekken.laad(wie.sessie().kluis, _begin(wie, oud), tijd.vandaag())
    assert nieuw.dossier.oefening
    assert nieuw.verwijderd_op <= tijd.over(tijd.LEEG_DAGEN)
    assert nieuw.dossier.rijen[LIJST]


def test_begun_twice_it_is_one_until_somebody_writes_in_it() -> None:
    wie, oud = _met(OUD)
    nieuw = _begin(wie, oud, "Tweede")
    assert _begin(wie, oud, "Tweede") == nieuw
    assert len(_alle(wie)) == 2
    assert _begin(wie, oud, "Derde") != nieuw
    wie.verstuur(wie.get(_url(nieuw, "terugblik")), {"t.terugblik-hoe": "beter"}, knop="opslaan")
    assert _begin(wie, oud, "Tweede") != nieuw
    assert _laad(wie, nieuw).teksten["terugblik-hoe"] == "beter"


def test_a_follow_up_of_a_fresh_follow_up_is_another_one() -> None:
    wie, oud = _met(Dossier())
    eerste = _begin(wie, oud)
    assert _begin(wie, eerste) not in (oud, eerste)


def test_the_kluis_of_another_has_no_such_gesprek() -> None:
    _wie, oud = _met(OUD)
    ander = huisarts()
    assert ander.get(_url(oud)).status_code == 404
    assert ander.post(_url(oud), {"label": "van mij"}).status_code == 404
    assert _alle(ander) == []


def test_locked_in_between_the_name_goes_along_over_the_code() -> None:
    wie, oud = _met(OUD)
    pagina = wie.get(_url(oud))
    wie.vergrendel()
    slot = wie.verstuur(pagina, {"label": "Tweede"})
    assert slot.status_code == 403
    antwoord = wie.verstuur(slot, {"toegangscode": wie.code})
    assert titel(wie.volg(antwoord)) == "Terugblik · Start het gesprek"
    assert sorted(g.dossier.label for g in _alle(wie)) == ["Eerste gesprek", "Tweede"]


def test_an_old_gesprek_that_is_nearly_full_still_gets_its_follow_up() -> None:
    rijen = tuple(Rij(f"r{n:04}", {"wat": f"{n} " + "a" * 295}) for n in range(1400))
    wie, oud = _met(Dossier(rijen={LIJST: rijen}))
    antwoord = wie.verstuur(wie.get(_url(oud)), {"label": ""})
    assert "De lijst met afspraken paste er niet bij" in _kaal(wie.volg(antwoord))
    nieuw = next(g for g in _alle(wie) if g.id != oud)
    assert nieuw.dossier.rijen[LIJST] == rijen


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_two_clicks_at_the_same_moment_begin_one() -> None:
    wie, oud = _met(OUD)

    def klik(nummer: int) -> str:
        ander = Bezoeker(f"192.0.2.{nummer}")
        for naam in (instellingen.KLUIS_COOKIE, instellingen.CSRF_COOKIE_NAME):
            ander.client.cookies[naam] = wie.client.cookies[naam].value
        return ander.post(_url(oud), {"label": "Tweede"})["Location"]

    uit = tegelijk([partial(klik, nummer) for nummer in range(4)])
    assert len(set(map(str, uit))) == 1, uit
    assert len(_alle(wie)) == 2


# Looking back


def test_the_task_list_begins_with_the_looking_back_until_something_is_written() -> None:
    wie, oud = _met(OUD)
    assert "Terugblik" not in tekst(wie.get(_url(oud, "takenlijst")))
    nieuw = _begin(wie, oud)
    lijst = tekst(wie.get(_url(nieuw, "takenlijst")))
    assert lijst.index("Terugblik</a>") < lijst.index("1. ")
    assert "Begin met de terugblik" in lijst
    wie.verstuur(wie.get(_url(nieuw, "terugblik")), {"r.terugblik-lijst.aa.hoe": "deels"}, knop="opslaan")
    lijst = tekst(wie.get(_url(nieuw, "takenlijst")))
    assert "Terugblik</a>" in lijst
    assert "Begin met de terugblik" not in lijst
    assert "Ga verder met stap 1" in lijst


def test_an_answer_is_kept_and_changes_no_agreement() -> None:
    wie, oud = _met(OUD)
    nieuw = _begin(wie, oud)
    voor = _laad(wie, nieuw).rijen[LIJST]
    antwoord = wie.verstuur(
        wie.get(_url(nieuw, "terugblik")),
        {
            "r.terugblik-lijst.aa.hoe": "niet",
            "r.terugblik-lijst.aa.toelichting": "durfde niet",
            "t.terugblik-nu": "morgen bellen",
        },
        knop="afspraken",
    )
    assert (
        antwoord["Location"]
        == f"{reverse('gesprekken:stap', args=[nieuw, 'vervolg'])}?deel=afspraken#afspraken"
    )
    na = _laad(wie, nieuw)
    assert na.rijen[LIJST] == voor
    assert na.rijen["terugblik-lijst"][0].waarden == {
        "afspraak": "Samen bellen",
        "hoe": "niet",
        "toelichting": "durfde niet",
    }
    assert "durfde niet" in tekst(wie.get(_url(nieuw, "controleren")))


@pytest.mark.parametrize(
    ("knop", "naam"), [("plan", "veiligheidsplan:plan"), ("overzicht", "gesprekken:takenlijst")]
)
def test_its_buttons_save_and_go_where_they_say(knop: str, naam: str) -> None:
    wie, oud = _met(OUD)
    nieuw = _begin(wie, oud)
    antwoord = wie.verstuur(wie.get(_url(nieuw, "terugblik")), {"t.terugblik-hielp": "zus"}, knop=knop)
    assert antwoord["Location"] == reverse(naam, args=[nieuw])
    assert _laad(wie, nieuw).teksten["terugblik-hielp"] == "zus"


def test_a_row_is_added_moved_taken_out_and_brought_back_without_a_script() -> None:
    wie, oud = _met(OUD)
    adres = _url(_begin(wie, oud), "terugblik")
    nieuw = UUID(adres.split("/")[2])

    def rijen() -> list[str]:
        return [rij.id for rij in _laad(wie, nieuw).rijen["terugblik-lijst"]]

    wie.verstuur(wie.get(adres), {}, knop="neer:terugblik-lijst:aa")
    assert rijen() == ["dd", "aa", "gg"]
    weg = wie.verstuur(wie.get(adres), {}, knop="weg:terugblik-lijst:dd")
    assert rijen() == ["aa", "gg"]
    wie.verstuur(weg, {}, knop="terug:terugblik-lijst:dd")
    assert rijen() == ["dd", "aa", "gg"]
    erbij = wie.volg(wie.verstuur(wie.get(adres), {}, knop="erbij:terugblik-lijst"))
    assert stapformulier(erbij)["volgorde.terugblik-lijst"].startswith("dd,aa,")


def test_two_tabs_look_back_in_different_places_and_both_go_in() -> None:
    wie, oud = _met(OUD)
    adres = _url(_begin(wie, oud), "terugblik")
    een, twee = (stapformulier(wie.get(adres)) for _ in range(2))
    wie.post(adres, een.met({"t.terugblik-hielp": "van een"}, "opslaan"))
    assert wie.post(adres, twee.met({"t.terugblik-hoe": "van twee"}, "opslaan")).status_code == 303
    botst = wie.post(adres, twee.met({"t.terugblik-hielp": "van twee"}, "opslaan"))
    assert botst.status_code == 409
    na = _laad(wie, UUID(adres.split("/")[2])).teksten
    assert (na["terugblik-hielp"], na["terugblik-hoe"]) == ("van een", "van twee")


def test_looking_back_over_a_lock_loses_nothing() -> None:
    wie, oud = _met(OUD)
    nieuw = _begin(wie, oud)
    pagina = wie.get(_url(nieuw, "terugblik"))
    wie.vergrendel()
    slot = wie.verstuur(pagina, {"t.terugblik-moeilijk": "de avonden"}, knop="opslaan")
    wie.verstuur(slot, {"toegangscode": wie.code})
    assert _laad(wie, nieuw).teksten["terugblik-moeilijk"] == "de avonden"


class TestRondreis(TestCase):
    databases = {"default", "wisjournaal"}

    @settings(max_examples=20)
    @given(
        dossier=dossiers(
            msgspec.structs.replace(
                als_stap(laad()), onderdelen=(*laad().terugblik.onderdelen, *laad().stappen[0].onderdelen)
            )
        )
    )
    def test_opening_it_and_saving_changes_nothing(self, dossier: Dossier) -> None:
        wie, gesprek = _met(dossier)
        voor = naar_json(_laad(wie, gesprek))
        antwoord = wie.verstuur(wie.get(_url(gesprek, "terugblik")), {}, knop="opslaan")
        assert antwoord.status_code == 303
        assert naar_json(_laad(wie, gesprek)) == voor


def test_the_report_has_the_notes_and_the_looking_back_once() -> None:
    wie, oud = _met(OUD.met(teksten={**OUD.teksten, "tijdens-notities": "een los woord"}))
    nieuw = _begin(wie, oud)
    wie.verstuur(
        wie.get(_url(nieuw, "terugblik")),
        {"t.terugblik-hoe": "rustiger dan toen", "r.terugblik-lijst.aa.hoe": "deels"},
        knop="opslaan",
    )
    verslag = _kaal(wie.get(reverse("verslag:afdruk", args=[nieuw])))
    assert verslag.count("rustiger dan toen") == 1
    assert "Voor een deel" in verslag
    assert "Andere aantekeningen" not in verslag
    assert _kaal(wie.get(reverse("verslag:afdruk", args=[oud]))).count("een los woord") == 1
