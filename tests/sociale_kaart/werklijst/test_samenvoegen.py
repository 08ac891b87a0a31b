"""Two entries become one: what stays, what moves, what can be undone."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from sociale_kaart import adressen, publiek
from sociale_kaart.models import (
    Aanbod,
    AanbodLocatie,
    Bericht,
    Controle,
    Foutmelding,
    LinkBevinding,
    Locatie,
    Openingstijd,
    OudAdres,
)
from sociale_kaart.werklijst import samenvoegen
from sociale_kaart.werklijst.samenvoegen import BLIJFT, VERVALT, Ingehaald
from sociale_kaart.zoeken import Zoekvraag, zoek
from tests.sociale_kaart.werklijst.conftest import Maak

pytestmark = pytest.mark.django_db


def voeg_samen(blijft: Aanbod, vervalt: Aanbod, **keuzes: str) -> Aanbod:
    """Merge as the pages does, and read what came of it."""
    for aanbod in (blijft, vervalt):
        aanbod.refresh_from_db()
    samenvoegen.voeg_samen(blijft.pk, vervalt.pk, keuzes, (blijft.versie, vervalt.versie))
    blijft.refresh_from_db()
    vervalt.refresh_from_db()
    return blijft


@pytest.fixture
def paar(maak: Maak) -> tuple[Aanbod, Aanbod]:
    """Two of one: each knows something the other does not."""
    een = maak(
        "Zorgpad",
        kanalen={"telefoon": "020 261 52 75", "web": "https://zorgpad.example"},
        termen=("client", "gevoelens"),
        provincies=("NL-UT",),
        kosten="Vergoed.",
        herkomst="uit de krant",
    )
    ander = maak(
        "Zorg pad",
        slug="zorg-pad",
        kanalen={
            "telefoon": "+31202615275",
            "mail": "info@zorgpad.example",
            "chat": "https://zorgpad.example/chat",
        },
        termen=("client", "naaste"),
        provincies=("NL-UT", "NL-GE"),
        gratis=True,
        wat="Een heel ander verhaal.",
        herkomst="van de website",
        nog_controleren="De uren.",
    )
    return een, ander


def test_a_field_keeps_what_was_chosen_and_by_itself_what_says_most(paar: tuple[Aanbod, Aanbod]) -> None:
    voorstel = {veld.naam: veld.keuze for veld in samenvoegen.velden(*paar)}
    assert voorstel == {
        "naam": BLIJFT,
        "organisatie": BLIJFT,
        "wat": BLIJFT,
        "gratis": VERVALT,
        "kosten": BLIJFT,
    }
    blijft = voeg_samen(*paar, wat=VERVALT)
    assert (blijft.naam, blijft.wat, blijft.gratis, blijft.kosten) == (
        "Zorgpad",
        "Een heel ander verhaal.",
        True,
        "Vergoed.",
    )


def test_a_field_that_may_not_be_chosen_is_not_taken_from_a_forged_form(paar: tuple[Aanbod, Aanbod]) -> None:
    assert voeg_samen(*paar, slug=VERVALT, reden=VERVALT, wat="iets").slug == "zorgpad"
    assert paar[0].wat == "Zorgpad helpt."


def test_what_can_stand_together_stands_together_once(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft = voeg_samen(*paar)
    assert [(k.soort, k.waarde) for k in blijft.kanalen.order_by("volgorde", "soort")] == [
        ("telefoon", "020 261 52 75"),
        ("web", "https://zorgpad.example"),
        ("chat", "https://zorgpad.example/chat"),
        ("mail", "info@zorgpad.example"),
    ]
    assert sorted(blijft.termen.values_list("slug", flat=True)) == ["client", "gevoelens", "naaste"]
    assert sorted(blijft.werkgebieden.values_list("provincie", flat=True)) == ["NL-GE", "NL-UT"]
    assert blijft.andere_namen == "Zorg pad"
    assert blijft.herkomst == "uit de krant; van de website"
    assert blijft.nog_controleren == "De uren."


def test_what_points_at_it_moves(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    dag = timezone.localdate()
    Foutmelding.objects.create(aanbod=vervalt, soort="uren", gemeld_op=dag)
    Controle.objects.create(aanbod=vervalt, dag=dag)
    Bericht.objects.create(aanbod=vervalt, tekst="Dicht.", tot=dag)
    kanaal = vervalt.kanalen.get(soort="chat")
    LinkBevinding.objects.create(
        kanaal=kanaal, adres=kanaal.waarde, gekeken_op=timezone.now(), goed=False, uitkomst="x"
    )
    voeg_samen(blijft, vervalt)
    for model in (Foutmelding, Controle, Bericht):
        assert model.objects.get().aanbod == blijft
    assert LinkBevinding.objects.get().kanaal.aanbod == blijft


def test_hours_stand_together_and_somebody_is_asked_to_look(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    vast = {"tot": time(17), "van": time(9)}
    Openingstijd.objects.create(aanbod=blijft, dagen="12345", **vast)
    Openingstijd.objects.create(aanbod=vervalt, dagen="12345", **vast)
    Openingstijd.objects.create(aanbod=vervalt, dagen="6", **vast)
    bellen = vervalt.kanalen.get(soort="telefoon")
    Openingstijd.objects.create(aanbod=vervalt, kanaal=bellen, dagen="7", **vast)
    voeg_samen(blijft, vervalt)
    uren = {(o.dagen, o.kanaal and o.kanaal.waarde) for o in blijft.openingstijden.all()}
    assert uren == {("12345", None), ("6", None), ("7", "020 261 52 75")}
    assert "kloppen de uren nog?" in blijft.nog_controleren


def test_a_place_comes_along_and_a_hidden_one_stays_hidden(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar

    def plek(aanbod: Aanbod, **velden: Any) -> Locatie:
        locatie = Locatie.objects.create(organisatie=aanbod.organisatie, **velden)
        AanbodLocatie.objects.create(aanbod=aanbod, locatie=locatie)
        return locatie

    eigen = plek(blijft, straat="Kerkstraat 1", plaats="Utrecht")
    plek(vervalt, straat="kerkstraat 1", plaats="Utrecht", verborgen=True)
    plek(vervalt, plaats="Zeist", verborgen=True)
    voeg_samen(blijft, vervalt)
    eigen.refresh_from_db()
    assert eigen.verborgen
    assert [(p.locatie.plaats, p.locatie.verborgen) for p in blijft.locaties.order_by("locatie__plaats")] == [
        ("Utrecht", True),
        ("Zeist", True),
    ]


def test_what_came_together_is_as_checked_as_the_least_checked_of_the_two(maak: Maak) -> None:
    lang, kort = date(2025, 1, 1), date(2026, 1, 1)
    een = maak("Alfa", gecontroleerd_op=kort, kosten="Niets.")
    ander = maak("Bravo", gecontroleerd_op=lang, kanalen={"mail": "a@b.nl"})
    assert voeg_samen(een, ander).gecontroleerd_op == lang
    derde = maak("Charlie", kanalen={"mail": "c@d.nl"})
    assert voeg_samen(een, derde).gecontroleerd_op is None


def test_where_nothing_was_taken_over_the_check_stands(maak: Maak) -> None:
    dag = date(2026, 1, 1)
    een = maak("Alfa", gecontroleerd_op=dag, kanalen={"mail": "a@b.nl"})
    leeg = maak("Bravo", wat="", status="concept", organisatie=een.organisatie)
    assert voeg_samen(een, leeg).gecontroleerd_op == dag


def test_the_one_that_goes_is_archived_with_why_and_keeps_all_it_had(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    had = vervalt.kanalen.count(), vervalt.kenmerken.count(), vervalt.werkgebieden.count()
    voeg_samen(blijft, vervalt)
    assert vervalt.status == "gearchiveerd"
    assert vervalt.reden == "Samengevoegd met Zorgpad (zorgpad)."
    assert (vervalt.kanalen.count(), vervalt.kenmerken.count(), vervalt.werkgebieden.count()) == had


def test_history_says_what_happened(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    voeg_samen(blijft, vervalt)
    assert blijft.history.first().history_change_reason == "samengevoegd met Zorg pad"
    assert vervalt.history.first().history_change_reason == "samengevoegd met Zorgpad"
    nieuw = blijft.kanalen.get(soort="mail")
    assert nieuw.history.get().history_change_reason == "samengevoegd met Zorg pad"


def test_the_old_address_finds_the_one_that_stayed(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    voeg_samen(blijft, vervalt)
    assert adressen.huidige("zorg-pad") == blijft
    assert adressen.huidige("zorgpad") == blijft
    assert adressen.huidige("nooit-geweest") is None
    (gevonden,) = publiek.haal(["zorg-pad"])
    assert (gevonden.slug, gevonden.naam) == ("zorg-pad", "Zorgpad"), "it answers to the name one called"
    assert [c.slug for c in publiek.haal(["zorg-pad", "zorgpad"])] == ["zorg-pad"], "and comes once"


def test_content_that_points_at_a_merged_entry_shows_the_one_that_stayed(maak: Maak) -> None:
    blijft = maak("Nieuw Offlimits", kanalen={"telefoon": "020 261 52 75"})
    voeg_samen(blijft, Aanbod.objects.get(slug="offlimits"))
    publiek.verouder()
    contact = publiek.contact("offlimits")
    assert contact is not None
    assert (contact.slug, contact.naam) == (blijft.slug, "Nieuw Offlimits")
    assert publiek.contact(blijft.slug) is None, "content asks by the slugs it knows"


def test_merged_twice_the_first_address_goes_to_the_last(maak: Maak) -> None:
    a, b, c = maak("Alfa"), maak("Bravo"), maak("Charlie")
    voeg_samen(b, a)
    voeg_samen(c, b)
    assert adressen.huidige("alfa") == adressen.huidige("bravo") == c


def test_publishing_it_again_undoes_it_and_merging_back_leaves_no_circle(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    voeg_samen(blijft, vervalt)
    vervalt.status, vervalt.reden = "gepubliceerd", ""
    vervalt.save()
    assert adressen.huidige("zorg-pad") == vervalt
    assert [c.naam for c in publiek.haal(["zorg-pad", "zorgpad"])] == ["Zorg pad", "Zorgpad"]
    voeg_samen(vervalt, blijft)
    assert adressen.huidige("zorg-pad") == adressen.huidige("zorgpad") == vervalt
    assert list(OudAdres.objects.values_list("slug", "aanbod__slug")) == [("zorgpad", "zorg-pad")]


def test_an_address_of_what_is_not_published_leads_nowhere(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    voeg_samen(blijft, vervalt)
    Aanbod.objects.filter(pk=blijft.pk).update(status="concept")
    assert adressen.huidige("zorg-pad") is None
    assert publiek.haal(["zorg-pad"]) == []


def test_who_changed_one_meanwhile_is_not_overwritten(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    for versies in ((blijft.versie + 1, vervalt.versie), (blijft.versie, vervalt.versie - 1)):
        with pytest.raises(Ingehaald):
            samenvoegen.voeg_samen(blijft.pk, vervalt.pk, {}, versies)
    assert Aanbod.objects.get(pk=vervalt.pk).status == "gepubliceerd"


def test_with_itself_or_with_the_archive_there_is_no_merging(paar: tuple[Aanbod, Aanbod]) -> None:
    blijft, vervalt = paar
    with pytest.raises(Ingehaald):
        samenvoegen.voeg_samen(blijft.pk, blijft.pk, {}, (1, 1))
    voeg_samen(blijft, vervalt)
    with pytest.raises(Ingehaald):
        voeg_samen(blijft, vervalt)


def test_an_outcome_that_is_not_valid_changes_nothing(maak: Maak) -> None:
    een, ander = maak("Alfa"), maak("Bravo", wat="", status="concept", kanalen={"mail": "a@b.nl"})
    with pytest.raises(ValidationError):
        voeg_samen(een, ander, wat=VERVALT)
    een.refresh_from_db()
    assert (een.wat, een.kanalen.count(), een.versie) == ("Alfa helpt.", 0, 1)
    assert not OudAdres.objects.exists()


def test_half_a_merge_is_no_merge(paar: tuple[Aanbod, Aanbod], monkeypatch: pytest.MonkeyPatch) -> None:
    blijft, vervalt = paar

    def valt_om(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(samenvoegen._Samenvoeging, "_wat_ernaar_wijst", valt_om)
    with pytest.raises(RuntimeError):
        voeg_samen(blijft, vervalt)
    assert blijft.kanalen.count() == 2
    assert Aanbod.objects.get(pk=vervalt.pk).status == "gepubliceerd"


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_the_one_that_stayed_by_what_came_along(maak: Maak) -> None:
    een, ander = maak("Zorgpad Zuid"), maak("Kwartelhof", termen=("naaste",))
    voeg_samen(een, ander)
    uitkomst = zoek(Zoekvraag.uit(QueryDict("q=kwartelhof&doelgroep=naaste")), nu=timezone.now())
    assert [rij.slug for groep in uitkomst.groepen for rij in groep.rijen] == ["zorgpad-zuid"]
