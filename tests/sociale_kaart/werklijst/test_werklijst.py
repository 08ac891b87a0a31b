"""The work list: what stands in which part, in what order, and the one button it has."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from gesprek.models import Gebruiker
from sociale_kaart.models import Aanbod, AanbodLocatie, Feestdag, Foutmelding, LinkBevinding, Locatie
from sociale_kaart.werklijst.delen import Deel, delen
from tests.hulp import Bezoeker, formulieren, tekst
from tests.redactie import maak_redacteur, meld_aan
from tests.sociale_kaart.werklijst.conftest import Maak
from tests.sociale_kaart.werklijst.vulling import vul

pytestmark = pytest.mark.django_db

PAGINAS = ("werklijst", "dubbelen", "samenvoegen", "overzicht")


def deel(slug: str) -> Deel:
    return next(deel for deel in delen(timezone.localdate()) if deel.slug == slug)


def namen(slug: str) -> list[str]:
    """The entries in one part, in order."""
    gevonden = deel(slug)
    assert gevonden.aantal() == len(gevonden.rijen(0, 100))
    return [rij.naam for rij in gevonden.rijen(0, 100)]


# Who comes in


@pytest.mark.parametrize("naam", PAGINAS)
def test_only_an_editor_with_mfa_comes_in(naam: str) -> None:
    url = reverse(f"admin:{naam}")
    assert Bezoeker().get(url)["Location"].startswith("/inloggen/")
    zonder = Bezoeker()
    meld_aan(zonder.client, maak_redacteur("zonder@voorbeeld.example", mfa=False))
    for antwoord in (zonder.get(url), zonder.post(url)):
        assert antwoord.status_code in (302, 303, 404)
        assert "Werklijst" not in tekst(antwoord)


@pytest.mark.parametrize("naam", ["werklijst", "dubbelen", "overzicht"])
def test_an_editor_finds_each_page_and_no_cache_keeps_it(redactie_bezoeker: Bezoeker, naam: str) -> None:
    antwoord = redactie_bezoeker.get(reverse(f"admin:{naam}"))
    assert antwoord.status_code == 200
    assert "no-store" in antwoord["Cache-Control"]


# What stands in it


@pytest.mark.usefixtures("lege_kaart")
def test_never_checked_comes_before_long_ago_and_what_is_fresh_stays_away(maak: Maak) -> None:
    dag = timezone.localdate()
    maak("Lang", gecontroleerd_op=dag - timedelta(days=200))
    maak("Langer", gecontroleerd_op=dag - timedelta(days=900))
    maak("Nooit")
    maak("Vers", gecontroleerd_op=dag - timedelta(days=100))
    maak("Concept", status="concept")
    maak("Weg", status="gearchiveerd", reden="Gestopt.")
    assert namen("controle") == ["Nooit", "Langer", "Lang"]
    assert [rij.reden for rij in deel("controle").rijen(0, 2)] == [
        "Nog nooit gecontroleerd.",
        "Gecontroleerd: 2 jaar geleden.",
    ]


@pytest.mark.usefixtures("lege_kaart")
def test_reports_that_are_open_stand_there_the_oldest_first(maak: Maak) -> None:
    dag = timezone.localdate()
    for dagen, naam in ((1, "Een"), (5, "Vijf"), (3, "Drie")):
        Foutmelding.objects.create(aanbod=maak(naam), soort="uren", gemeld_op=dag - timedelta(days=dagen))
    Foutmelding.objects.create(aanbod=maak("Klaar"), soort="uren", gemeld_op=dag, afgehandeld_op=dag)
    weg = maak("Weg", status="gearchiveerd", reden="Gestopt.")
    Foutmelding.objects.create(aanbod=weg, soort="uren", gemeld_op=dag)
    assert namen("fouten") == ["Vijf", "Drie", "Een"]


@pytest.mark.usefixtures("lege_kaart")
def test_links_stand_there_while_the_finding_is_about_what_stands_there(maak: Maak) -> None:
    dag = timezone.localdate()
    for nummer, (naam, goed, uitkomst) in enumerate(
        [
            ("Dood", False, "x"),
            ("Goed", True, "werkt"),
            ("Verhuisd", True, "is verhuisd naar https://y.example"),
        ]
    ):
        kanaal = maak(naam, kanalen={"web": f"https://{naam.lower()}.example"}).kanalen.get()
        LinkBevinding.objects.create(
            kanaal=kanaal,
            adres=kanaal.waarde,
            gekeken_op=timezone.now(),
            goed=goed,
            uitkomst=uitkomst,
            mis_sinds=None if goed else dag - timedelta(days=nummer),
        )
    assert namen("links") == ["Dood"]
    assert namen("verhuisd") == ["Verhuisd"]
    kanaal = Aanbod.objects.get(naam="Dood").kanalen.get()
    kanaal.waarde = "https://nieuw.example"
    kanaal.save()
    assert namen("links") == []


def test_notices_stand_there_shortly_before_they_end(maak: Maak) -> None:
    aanbod, dag = maak("Alfa"), timezone.localdate()
    for dagen in (-1, 0, 1, 14, 15):
        aanbod.berichten.create(tekst=f"Nog {dagen}.", tot=dag + timedelta(days=dagen))
    assert [rij.bij for rij in deel("berichten").rijen(0, 9)] == ["Nog 0.", "Nog 1.", "Nog 14."]
    assert [rij.reden for rij in deel("berichten").rijen(0, 2)] == [
        "Loopt af: vandaag.",
        "Loopt af: over 1 dag.",
    ]


@pytest.mark.usefixtures("lege_kaart")
def test_what_no_filter_finds_stands_there_with_what_is_missing(maak: Maak) -> None:
    maak("Compleet", termen=("client", "gevoelens"), provincies=("NL-UT",))
    maak("Overal", termen=("client", "gevoelens"), bereik="landelijk")
    maak("Nergens", termen=("client", "gevoelens"))
    maak("Waarvoor", termen=("client",), bereik="online")
    maak("Wie", termen=("gevoelens",), bereik="online")
    maak("Concept", status="concept")
    op_plek = maak("Op een plek", termen=("client", "gevoelens"))
    plek = Locatie.objects.create(organisatie=op_plek.organisatie, plaats="Utrecht", provincie="NL-UT")
    AanbodLocatie.objects.create(aanbod=op_plek, locatie=plek)
    assert [(rij.naam, rij.reden) for rij in deel("onvolledig").rijen(0, 9)] == [
        ("Nergens", "Er staat geen provincie bij."),
        ("Waarvoor", "Er staat niet waarvoor."),
        ("Wie", "Er staat niet voor wie."),
    ]


def test_each_row_leads_to_a_page_of_the_editors(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    vul(maak)
    for dit_deel in delen(timezone.localdate()):
        for rij in dit_deel.rijen(0, 3):
            assert redactie_bezoeker.get(rij.url).status_code == 200, (dit_deel.slug, rij)


def test_the_page_counts_each_part_and_shows_the_first_few(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    vul(maak)
    pagina = tekst(redactie_bezoeker.get(reverse("admin:werklijst")))
    for dit_deel in delen(timezone.localdate()):
        assert (
            f'id="{dit_deel.slug}">{dit_deel.kop} <span class="merkje">{dit_deel.aantal()}</span>' in pagina
        )
    assert f"{reverse('admin:werklijst')}?deel=controle" in pagina
    assert "Hier neemt een ander op." in pagina


@pytest.mark.usefixtures("lege_kaart")
def test_with_nothing_to_do_it_says_well_done(redactie_bezoeker: Bezoeker) -> None:
    pagina = tekst(redactie_bezoeker.get(reverse("admin:werklijst")))
    assert "Alles is bijgewerkt. Mooi gedaan." in pagina
    assert "Hier ligt niets meer." in tekst(
        redactie_bezoeker.get(reverse("admin:werklijst"), data={"deel": "fouten"})
    )
    assert "Niets lijkt dubbel." in tekst(redactie_bezoeker.get(reverse("admin:dubbelen")))


@pytest.mark.usefixtures("lege_kaart")
def test_one_part_goes_on_over_pages(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    for nummer in range(60):
        maak(f"Nummer {nummer:02}")

    def lees(pagina: str) -> HttpResponse:
        return redactie_bezoeker.get(reverse("admin:werklijst"), data={"deel": "controle", "pagina": pagina})

    assert "Nummer 00" in tekst(lees("1"))
    # Who checks one comes back to this very page.
    terug = quote(f"{reverse('admin:werklijst')}?deel=controle&pagina=2")
    assert f"/controleren/?terug={terug}" in tekst(lees("2"))
    assert "Nummer 59" in tekst(lees("2"))
    for onzin in ("0", "99", "x", "-1", "1e9"):
        assert lees(onzin).status_code == 200


@pytest.mark.parametrize("vraag", ["deel=bestaat-niet", "deel=", "afgehandeld=x", "afgehandeld=" + "0" * 32])
def test_an_unknown_value_in_the_address_gives_the_whole_list(
    redactie_bezoeker: Bezoeker, vraag: str
) -> None:
    antwoord = redactie_bezoeker.get(f"{reverse('admin:werklijst')}?{vraag}")
    assert antwoord.status_code == 200
    assert "<h1>Werklijst</h1>" in tekst(antwoord)


def test_the_number_of_statements_does_not_grow_with_the_map(
    redactie_bezoeker: Bezoeker, maak: Maak, django_assert_max_num_queries: Any
) -> None:
    vul(maak)
    for nummer in range(30):
        maak(f"Nummer {nummer}")
    with django_assert_max_num_queries(40):
        redactie_bezoeker.get(reverse("admin:werklijst"))


# Afgehandeld


def test_a_report_is_called_done_and_that_can_be_taken_back(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    aanbod = maak("Alfa")
    melding = Foutmelding.objects.create(aanbod=aanbod, soort="uren", gemeld_op=date(2026, 1, 1))
    lijst = reverse("admin:werklijst")

    def knop(antwoord: HttpResponse, **extra: str) -> HttpResponse:
        form = next(f for f in formulieren(antwoord) if "melding" in f and ("actie" in f) is bool(extra))
        antwoord = redactie_bezoeker.post(form.actie, dict(form.velden))
        assert antwoord.status_code == 303
        return redactie_bezoeker.get(antwoord["Location"].partition("#")[0])

    daarna = knop(redactie_bezoeker.get(lijst))
    melding.refresh_from_db()
    assert (melding.afgehandeld_op, melding.afgehandeld_door) == (
        timezone.localdate(),
        Gebruiker.objects.get(),
    )
    assert "Afgehandeld: Alfa." in tekst(daarna)
    assert namen("fouten") == []
    knop(daarna, actie="terug")
    melding.refresh_from_db()
    assert (melding.afgehandeld_op, melding.afgehandeld_door) == (None, None)
    assert namen("fouten") == ["Alfa"]


def test_called_done_twice_the_first_day_stays(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    toen = date(2026, 1, 2)
    melding = Foutmelding.objects.create(
        aanbod=maak("Alfa"), soort="uren", gemeld_op=date(2026, 1, 1), afgehandeld_op=toen
    )
    redactie_bezoeker.post(reverse("admin:werklijst"), {"melding": str(melding.pk)})
    melding.refresh_from_db()
    assert melding.afgehandeld_op == toen


@pytest.mark.parametrize("sleutel", ["", "x", "0" * 32, "../../"])
def test_a_report_that_is_not_there_changes_nothing(redactie_bezoeker: Bezoeker, sleutel: str) -> None:
    antwoord = redactie_bezoeker.post(reverse("admin:werklijst"), {"melding": sleutel})
    assert "Deze melding is er niet meer." in tekst(redactie_bezoeker.volg(antwoord))


def test_a_button_of_another_site_does_nothing(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    melding = Foutmelding.objects.create(aanbod=maak("Alfa"), soort="uren", gemeld_op=date(2026, 1, 1))
    for naam in ("werklijst", "dubbelen", "samenvoegen"):
        antwoord = redactie_bezoeker.post(reverse(f"admin:{naam}"), {"melding": str(melding.pk)}, token=False)
        assert antwoord.status_code == 403
    melding.refresh_from_db()
    assert melding.afgehandeld_op is None


# Doubles and merging, as pages


def test_no_double_is_remembered_and_forgotten_again(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    maak("Alfa", kanalen={"telefoon": "020 261 52 75"})
    maak("Bravo", kanalen={"telefoon": "020 261 52 75"})
    url = reverse("admin:dubbelen")

    def druk(antwoord: HttpResponse, actie: bool) -> HttpResponse:
        form = next(f for f in formulieren(antwoord) if ("ander" in f) and ("actie" in f) is actie)
        assert {form["een"], form["ander"]} == {"alfa", "bravo"}
        return redactie_bezoeker.get(redactie_bezoeker.post(form.actie, dict(form.velden))["Location"])

    daarna = druk(redactie_bezoeker.get(url), actie=False)
    assert "zijn niet dezelfde" in tekst(daarna)
    assert 'id="alfa--bravo"' not in tekst(daarna)
    assert 'id="alfa--bravo"' in tekst(druk(daarna, actie=True))


def test_two_are_merged_on_the_page(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    maak("Alfa", kanalen={"telefoon": "020 261 52 75"})
    maak("Bravo", kanalen={"mail": "b@b.nl"}, wat="Wat Bravo zegt.")
    url = f"{reverse('admin:samenvoegen')}?blijft=alfa&vervalt=bravo"
    form = next(f for f in formulieren(redactie_bezoeker.get(url)) if "versies" in f)
    antwoord = redactie_bezoeker.post(form.actie, dict(form.velden) | {"wat": "vervalt"})
    assert antwoord.status_code == 303
    assert "Bravo is opgegaan in Alfa." in tekst(redactie_bezoeker.get(antwoord["Location"]))
    alfa = Aanbod.objects.get(slug="alfa")
    assert (alfa.wat, alfa.kanalen.count()) == ("Wat Bravo zegt.", 2)
    assert alfa.history.first().history_user == Gebruiker.objects.get()
    opnieuw = redactie_bezoeker.get(url)
    assert "staat in het archief" in tekst(opnieuw)
    assert not any("Voeg samen" in knop for knop in re.findall(r"<button.*?</button>", tekst(opnieuw)))


def test_who_was_overtaken_sees_it_and_chooses_again(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    maak("Alfa")
    maak("Bravo")
    url = f"{reverse('admin:samenvoegen')}?blijft=alfa&vervalt=bravo"
    form = next(f for f in formulieren(redactie_bezoeker.get(url)) if "versies" in f)
    Aanbod.objects.filter(slug="alfa").update(versie=7, wat="Net veranderd.")
    antwoord = redactie_bezoeker.post(form.actie, dict(form.velden))
    assert antwoord.status_code == 409
    assert "Iemand heeft intussen" in tekst(antwoord)
    assert "Net veranderd." in tekst(antwoord)
    assert Aanbod.objects.get(slug="bravo").status == "gepubliceerd"


def test_an_outcome_that_cannot_be_is_said_and_the_choice_stays(
    redactie_bezoeker: Bezoeker, maak: Maak
) -> None:
    maak("Alfa")
    maak("Bravo", wat="", status="concept")
    url = f"{reverse('admin:samenvoegen')}?blijft=alfa&vervalt=bravo"
    form = next(f for f in formulieren(redactie_bezoeker.get(url)) if "versies" in f)
    antwoord = redactie_bezoeker.post(form.actie, dict(form.velden) | {"wat": "vervalt"})
    assert antwoord.status_code == 422
    assert "Wie gepubliceerd is, zegt wat hij doet." in tekst(antwoord)
    assert next(f for f in formulieren(antwoord) if "versies" in f)["wat"] == "vervalt"


@pytest.mark.parametrize(
    "vraag",
    ["", "?blijft=alfa", "?blijft=alfa&vervalt=alfa", "?blijft=alfa&vervalt=nee", "?vervalt=%00&blijft=alfa"],
)
def test_merging_takes_two(redactie_bezoeker: Bezoeker, maak: Maak, vraag: str) -> None:
    maak("Alfa")
    assert redactie_bezoeker.get(reverse("admin:samenvoegen") + vraag).status_code == 404


def test_forged_versions_merge_nothing(redactie_bezoeker: Bezoeker, maak: Maak) -> None:
    maak("Alfa")
    maak("Bravo")
    for versies in ("", "1", "1-", "x-y", "-1--1", "١-١", "1-1-1"):
        velden = {"blijft": "alfa", "vervalt": "bravo", "versies": versies}
        assert redactie_bezoeker.post(reverse("admin:samenvoegen"), velden).status_code == 409
    assert Aanbod.objects.get(slug="bravo").status == "gepubliceerd"


# What says the same, and the holidays


@pytest.mark.usefixtures("lege_kaart")
def test_reports_that_say_the_same_are_one_row_with_one_button_and_one_undo(
    redactie_bezoeker: Bezoeker, maak: Maak
) -> None:
    aanbod, dag = maak("Alfa"), timezone.localdate()
    for tekst_ in ("", "", "", "Het is nu 030."):
        Foutmelding.objects.create(aanbod=aanbod, soort="nummer", gemeld_op=dag, toelichting=tekst_)
    Foutmelding.objects.create(aanbod=aanbod, soort="uren", gemeld_op=dag)
    rijen = deel("fouten").rijen(0, 10)
    assert sorted((rij.reden, rij.bij) for rij in rijen) == [
        ("De uren kloppen niet.", ""),
        ("Het nummer klopt niet.", "Het is nu 030."),
        ("Het nummer klopt niet. 3 keer gemeld.", ""),
    ]
    (samen,) = [rij for rij in rijen if "3 keer" in rij.reden]
    redactie_bezoeker.post(reverse("admin:werklijst"), {"melding": samen.melding})
    assert deel("fouten").aantal() == 2
    redactie_bezoeker.post(reverse("admin:werklijst"), {"melding": samen.melding, "actie": "terug"})
    assert deel("fouten").aantal() == 3
    assert Foutmelding.objects.filter(afgehandeld_op=None).count() == 5


def test_the_work_list_says_which_years_have_no_holidays_yet(redactie_bezoeker: Bezoeker) -> None:
    jaar = timezone.localdate().year
    zin = "De feestdagen van {} staan er nog niet."
    assert zin.format(f"{jaar} en {jaar + 1}") in tekst(redactie_bezoeker.get(reverse("admin:werklijst")))
    for land in ("NL", "BE"):
        Feestdag.objects.create(land=land, dag=date(jaar, 12, 25), naam="Kerst")
    assert zin.format(jaar + 1) in tekst(redactie_bezoeker.get(reverse("admin:werklijst")))
    for land in ("NL", "BE"):
        Feestdag.objects.create(land=land, dag=date(jaar + 1, 12, 25), naam="Kerst")
    assert "feestdagen van" not in tekst(redactie_bezoeker.get(reverse("admin:werklijst")))
