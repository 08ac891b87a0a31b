"""A selection in a gesprek: rows at step 5 that look their numbers up, and lose nothing."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.dossier import Dossier, Rij, naar_json, uit_json
from gesprek.inhoud.lader import laad
from gesprek.invoer.verwijzingen import plekken, voeg_toe
from gesprek.kluis import gesprekken, tijd
from gesprek.models import KluisSessie
from gesprek.verslag.drukkerij import maak_pdf
from gesprek.verslag.papier import als_html, maak_verslag
from gesprek.verslag.vormen import Keuze
from sociale_kaart.models import Aanbod, Kanaal, OudAdres
from sociale_kaart.publiek import haal
from tests.hulp import Bezoeker, stapformulier, tegelijk, tekst
from tests.rollen import huisarts_met_gesprek
from tests.verslag.hulp import kaal, lees

pytestmark = pytest.mark.django_db(databases="__all__")
VELD, STAP = "hulp-verwijzing", "vervolg"
WAAR = plekken(laad().stap(STAP).onderdelen)[0]
SELECTIE = reverse("sociale_kaart:selectie")


def zet_in(wie: Bezoeker, gesprek: UUID, *slugs: str) -> HttpResponse:
    return wie.post(reverse("gesprekken:verwijzingen", args=[gesprek]), {"slug": slugs})


def rijen(wie: Bezoeker, gesprek: UUID) -> list[dict[str, str]]:
    dossier = gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier
    return [{k: w for k, w in rij.waarden.items() if w} for rij in dossier.rijen.get(VELD, ())]


@pytest.fixture
def arts() -> tuple[Bezoeker, UUID]:
    return huisarts_met_gesprek("dinsdag")


def test_the_field_of_the_content_is_the_one_about_referring() -> None:
    waar = plekken(laad().stap(STAP).onderdelen)
    assert [(plek.veld.id, plek.slug, plek.naam) for plek in waar] == [(VELD, "kaart", "naar")]


def test_what_was_chosen_stands_at_step_five_with_its_numbers(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    pagina = wie.volg(zet_in(wie, gesprek, "stop-it-now-nl", "de-waag"))
    assert "Er kwamen 2 verwijzingen bij." in tekst(pagina)
    assert rijen(wie, gesprek) == [
        {"kaart": "stop-it-now-nl", "naar": "Stop it Now (Nederland)"},
        {"kaart": "de-waag", "naar": "De Waag"},
    ]
    assert '<a href="tel:08002666436">0800 266 64 36</a>' in tekst(pagina)
    assert "0800 266 64 36" not in naar_json(_dossier(wie, gesprek)).decode()


def _dossier(wie: Bezoeker, gesprek: UUID) -> Dossier:
    return gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier


def test_twice_is_once_and_what_was_written_beside_it_stays(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    zet_in(wie, gesprek, "113")
    (rij,) = _dossier(wie, gesprek).rijen[VELD]
    wie.schrijf(gesprek, {f"r.{VELD}.{rij.id}.waarvoor": "praten"}, STAP)
    pagina = wie.volg(zet_in(wie, gesprek, "113", "113"))
    assert "Deze verwijzingen stonden er al." in tekst(pagina)
    assert [rij["waarvoor"] for rij in rijen(wie, gesprek)] == ["praten"]


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_two_at_the_same_moment_make_one_row_each(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    kopie = wie.kluiscookie
    antwoorden = tegelijk([lambda: zet_in(_tweede(kopie), gesprek, "113", "de-waag") for _ in range(3)])
    assert [getattr(a, "status_code", a) for a in antwoorden] == [303] * 3
    assert sorted(rij["kaart"] for rij in rijen(wie, gesprek)) == ["113", "de-waag"]


def _tweede(cookie: str) -> Bezoeker:
    """Another tab of the same browser."""
    from django.conf import settings

    wie = Bezoeker()
    wie.client.cookies[settings.KLUIS_COOKIE] = cookie
    return wie


def test_an_open_page_of_the_step_goes_on_and_keeps_the_new_rows(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    oud = wie.stap(gesprek, STAP)
    zet_in(wie, gesprek, "113")
    wie.verstuur(oud, {"t.hulp-wens": "iemand om mee te praten"}, knop="opslaan")
    assert [rij["kaart"] for rij in rijen(wie, gesprek)] == ["113"]
    assert _dossier(wie, gesprek).teksten["hulp-wens"] == "iemand om mee te praten"


def test_a_page_from_before_the_column_does_not_take_it_out(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    zet_in(wie, gesprek, "113")
    formulier = stapformulier(wie.stap(gesprek, STAP))
    paren = [(n, w) for n, w in formulier.met({}, "opslaan") if not n.endswith(".kaart")]
    assert len(paren) < len(formulier.met({}, "opslaan"))
    wie.post(formulier.actie, paren)
    assert [rij["kaart"] for rij in rijen(wie, gesprek)] == ["113"]


def test_a_referral_is_taken_out_and_brought_back_with_its_numbers(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    zet_in(wie, gesprek, "113", "de-waag")
    eerste = _dossier(wie, gesprek).rijen[VELD][0]
    weg = wie.schrijf(gesprek, {}, STAP, knop=f"weg:{VELD}:{eerste.id}")
    assert [rij["kaart"] for rij in rijen(wie, gesprek)] == ["de-waag"]
    wie.verstuur(weg, {}, knop=f"terug:{VELD}:{eerste.id}")
    assert [rij["kaart"] for rij in rijen(wie, gesprek)] == ["113", "de-waag"]


def test_a_changed_number_is_changed_at_the_step_the_check_page_and_on_paper(
    arts: tuple[Bezoeker, UUID],
) -> None:
    wie, gesprek = arts
    zet_in(wie, gesprek, "stop-it-now-nl")
    controle = reverse("gesprekken:controleren", args=[gesprek])
    afdruk = reverse("verslag:afdruk", args=[gesprek])
    rij = re.compile(r'v-rij__naam">Verwijzing 1.*?</section>', re.S)
    for url in (controle, afdruk):
        assert "0800 266 64 36" in tekst(wie.get(url))
    Kanaal.objects.filter(aanbod__slug="stop-it-now-nl", soort="telefoon").update(waarde="0800 0000")
    for pagina, plek_id in (
        (wie.stap(gesprek, STAP), f"veld-{VELD}"),
        (wie.get(controle), f"antwoord-{VELD}"),
    ):
        deel = tekst(pagina).split(f'id="{plek_id}"', 1)[1].split("</fieldset>")[0]
        assert "0800 0000" in deel
    gevonden = rij.search(tekst(wie.get(afdruk)))
    assert gevonden
    assert "0800 0000" in gevonden[0]
    assert "0800 266 64 36" not in gevonden[0]


def test_one_that_is_gone_keeps_its_name_and_says_so(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    zet_in(wie, gesprek, "de-waag")
    Aanbod.objects.filter(slug="de-waag").update(status="concept")
    wie.schrijf(gesprek, {"t.hulp-wens": "x"}, STAP)
    assert rijen(wie, gesprek) == [{"kaart": "de-waag", "naar": "De Waag"}]
    for url in (
        reverse("gesprekken:stap", args=[gesprek, STAP]),
        reverse("gesprekken:controleren", args=[gesprek]),
        reverse("verslag:afdruk", args=[gesprek]),
    ):
        pagina = tekst(wie.get(url))
        assert "Staat niet meer op de sociale kaart" in pagina
        assert "De Waag" in pagina


def test_two_that_became_one_both_show_its_numbers(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    zet_in(wie, gesprek, "113", "de-waag")
    OudAdres.objects.create(slug="de-waag", aanbod=Aanbod.objects.get(slug="113"))
    Aanbod.objects.filter(slug="de-waag").delete()
    pagina = tekst(wie.get(reverse("gesprekken:controleren", args=[gesprek])))
    assert "Staat niet meer" not in pagina
    assert pagina.split(f"antwoord-{VELD}", 1)[1].count("0800 0113") == 2


@pytest.mark.pdf
def test_the_report_has_name_and_numbers() -> None:
    dossier, aantal = voeg_toe(Dossier(), haal(["113", "de-waag"]), WAAR)
    assert aantal == 2
    keuze = Keuze(frozenset({STAP}), uitleg=False, bij=frozenset())
    verslag = maak_verslag(dossier, "nl", "huisarts", keuze, tijd.vandaag(), tijd.vandaag())
    papier = kaal(lees(maak_pdf(als_html(verslag))))
    assert kaal("Zo bereik je ze") in papier
    _, _, na = papier.partition(kaal("Verwijzing 1"))
    for woord in ("113 Zelfmoordpreventie", "0800 0113 (dag en nacht)", "De Waag", "dewaagnederland.nl"):
        assert kaal(woord) in na


def test_an_older_dossier_opens_and_takes_a_referral() -> None:
    oud = uit_json(
        b'{"schema":1,"label":"","teksten":{},"keuzes":{},"punten":[],"klaar":[],"oefening":false,'
        b'"rijen":{"hulp-verwijzing":[["a1",{"naar":"huisarts","status":"besproken"}]]}}'
    )
    nieuw, aantal = voeg_toe(oud, haal(["113"]), WAAR)
    assert aantal == 1
    eerste, tweede = nieuw.rijen[VELD]
    assert eerste == Rij("a1", {"naar": "huisarts", "status": "besproken"})
    assert tweede.waarden["kaart"] == "113"
    assert uit_json(naar_json(nieuw)) == nieuw


def test_a_taken_row_id_is_not_overwritten() -> None:
    eerste, _ = voeg_toe(Dossier(), haal(["113"]), WAAR)
    (rij,) = eerste.rijen[VELD]
    eigen = Dossier(rijen={VELD: (Rij(rij.id, {"naar": "door mij geschreven"}),)})
    samen, _ = voeg_toe(eigen, haal(["113"]), WAAR)
    assert [rij.waarden["naar"] for rij in samen.rijen[VELD]] == [
        "door mij geschreven",
        haal(["113"])[0].naam,
    ]
    assert len({rij.id for rij in samen.rijen[VELD]}) == 2


@pytest.mark.parametrize("slugs", [["bestaat-niet"], [""], ["\0"], ["x" * 5000], []])
def test_what_is_not_on_the_kaart_changes_nothing(arts: tuple[Bezoeker, UUID], slugs: list[str]) -> None:
    wie, gesprek = arts
    pagina = wie.volg(zet_in(wie, gesprek, *slugs))
    assert "Er kwam niets bij." in tekst(pagina)
    assert rijen(wie, gesprek) == []


def op_slot() -> None:
    """The kluis locks by itself. Whoever locks it by the button also loses the selection."""
    KluisSessie.objects.all().delete()


def test_a_kluis_that_was_locked_in_between_brings_one_back_to_the_choice(
    arts: tuple[Bezoeker, UUID],
) -> None:
    wie, gesprek = arts
    wie.post(reverse("sociale_kaart:selectie_kies"), {"slug": "113", "actie": "zet"})
    op_slot()
    slot = zet_in(wie, gesprek, "113")
    assert slot.status_code == 403
    terug = wie.volg(wie.verstuur(slot, {"toegangscode": wie.code}))
    assert "Er is nog niets toegevoegd" in tekst(terug)
    assert rijen(wie, gesprek) == []
    wie.verstuur(wie.get(SELECTIE), {}, nummer=-1)
    assert [rij["kaart"] for rij in rijen(wie, gesprek)] == ["113"]


def test_the_gesprek_of_another_is_unknown(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    ander, _ = huisarts_met_gesprek()
    assert zet_in(ander, gesprek, "113").status_code == 404
    assert rijen(wie, gesprek) == []


def test_without_the_token_of_the_page_nothing_comes_in(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    url = reverse("gesprekken:verwijzingen", args=[gesprek])
    assert wie.post(url, {"slug": "113"}, token=False, van="cross-site").status_code == 403
    assert rijen(wie, gesprek) == []


def test_the_selection_offers_the_gesprekken_of_an_open_kluis_and_of_no_other(
    arts: tuple[Bezoeker, UUID],
) -> None:
    wie, gesprek = arts
    wie.post(reverse("sociale_kaart:selectie_kies"), {"slug": "113", "actie": "zet"})
    assert "dinsdag" in tekst(wie.get(SELECTIE))
    assert reverse("gesprekken:verwijzingen", args=[gesprek]) in tekst(wie.get(SELECTIE))
    op_slot()
    dicht = tekst(wie.get(SELECTIE))
    assert "113 Zelfmoordpreventie" in dicht
    assert "dinsdag" not in dicht
    assert str(gesprek) not in dicht


def test_from_the_step_one_goes_to_the_kaart_with_everything_saved(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    antwoord = wie.schrijf(gesprek, {"t.hulp-wens": "een luisterend oor"}, STAP, knop="kaart")
    assert antwoord["Location"] == reverse("sociale_kaart:lijst")
    assert _dossier(wie, gesprek).teksten["hulp-wens"] == "een luisterend oor"


def test_only_this_field_offers_the_kaart() -> None:
    met = [
        veld.id
        for stap in laad().stappen
        for deel in stap.onderdelen
        for veld in deel.velden
        if any(kolom.soort == "aanbod" for kolom in veld.kolommen)
    ]
    assert met == [VELD]
