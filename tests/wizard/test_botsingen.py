"""Two tabs on one gesprek: nothing is overwritten in silence, and the user chooses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape

from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.invoer.stand import velden
from gesprek.kluis import gesprekken, tijd
from tests.hulp import Bezoeker, Formulier, Waarden, stap_url, stapformulier, tekst
from tests.rollen import huisarts_met_gesprek

pytestmark = pytest.mark.django_db(databases="__all__")
RIJEN = "concreet-waarnemingen"
KIES = "Hier staan twee versies. Welke wil je houden?"


@dataclass
class Tabblad:
    """A page that stays open while another one saves."""

    wie: Bezoeker
    gesprek: UUID
    formulier: Formulier
    stap: str = "voorbereiding"

    def bewaar(self, waarden: Waarden, knop: str = "opslaan", **opties: bool) -> HttpResponse:
        return self.wie.post(stap_url(self.gesprek, self.stap), self.formulier.met(waarden, knop), **opties)  # type: ignore[arg-type]


@pytest.fixture
def kluis() -> tuple[Bezoeker, UUID]:
    return huisarts_met_gesprek()


def tab(kluis: tuple[Bezoeker, UUID], stap: str = "voorbereiding") -> Tabblad:
    wie, gesprek = kluis
    return Tabblad(wie, gesprek, stapformulier(wie.stap(gesprek, stap)), stap)


def dossier(kluis: tuple[Bezoeker, UUID]) -> Dossier:
    wie, gesprek = kluis
    return gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier


def test_two_tabs_on_different_fields_both_go_in(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    assert een.bewaar({"t.gevoel-wat": "van een"}).status_code == 303
    assert twee.bewaar({"t.moment-plek": "van twee"}).status_code == 303
    na = dossier(kluis).teksten
    assert (na["gevoel-wat"], na["moment-plek"]) == ("van een", "van twee")


def test_two_tabs_on_different_steps_both_go_in(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis, "samenvatten")
    een.bewaar({"t.gevoel-wat": "van een"})
    assert twee.bewaar({"t.samenvatten-zin": "van twee"}).status_code == 303
    na = dossier(kluis).teksten
    assert (na["gevoel-wat"], na["samenvatten-zin"]) == ("van een", "van twee")


def test_the_same_change_in_both_is_no_quarrel(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    for tabblad in (een, twee):
        assert tabblad.bewaar({"t.gevoel-wat": "hetzelfde"}).status_code == 303


@pytest.mark.parametrize(
    ("keus", "blijft"), [("mijn", "van twee"), ("hun", "van een"), ("beide", "van een\nvan twee")]
)
def test_both_changed_one_text_and_the_user_chooses(
    kluis: tuple[Bezoeker, UUID], keus: str, blijft: str
) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    pagina = twee.bewaar({"t.gevoel-wat": "van twee", "t.moment-plek": "ook van twee"})
    assert pagina.status_code == 409
    assert KIES in tekst(pagina)
    assert "van een" in tekst(pagina)
    assert stapformulier(pagina)["t.gevoel-wat"] == "van twee", "what one typed stays in its field"
    assert dossier(kluis).teksten == {"gevoel-wat": "van een", "moment-plek": "ook van twee"}
    antwoord = kluis[0].verstuur(pagina, {"kies.t.gevoel-wat": keus}, knop="opslaan")
    assert antwoord.status_code == 303
    assert dossier(kluis).teksten["gevoel-wat"] == blijft
    assert KIES not in tekst(kluis[0].volg(antwoord))


def test_saving_on_without_choosing_keeps_asking_and_overwrites_nothing(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    pagina = twee.bewaar({"t.gevoel-wat": "van twee"})
    for knop in ("opslaan", "volgende", "klaar"):
        pagina = kluis[0].verstuur(pagina, {}, knop=knop)
        assert pagina.status_code == 409
        assert dossier(kluis).teksten["gevoel-wat"] == "van een"
        assert stapformulier(pagina)["t.gevoel-wat"] == "van twee"


def test_a_choice_counts_for_what_one_saw_and_no_later_text(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    pagina = twee.bewaar({"t.gevoel-wat": "van twee"})
    tab(kluis).bewaar({"t.gevoel-wat": "nog nieuwer"})
    opnieuw = kluis[0].verstuur(pagina, {"kies.t.gevoel-wat": "mijn"}, knop="opslaan")
    assert opnieuw.status_code == 409
    assert "nog nieuwer" in tekst(opnieuw)
    assert dossier(kluis).teksten["gevoel-wat"] == "nog nieuwer"


def test_one_may_go_on_typing_while_choosing(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    pagina = twee.bewaar({"t.gevoel-wat": "van twee"})
    waarden = {"kies.t.gevoel-wat": "mijn", "t.gevoel-wat": "van twee, aangevuld"}
    assert kluis[0].verstuur(pagina, waarden, knop="opslaan").status_code == 303
    assert dossier(kluis).teksten["gevoel-wat"] == "van twee, aangevuld"


def test_one_emptied_it_and_the_other_wrote_on(kluis: tuple[Bezoeker, UUID]) -> None:
    tab(kluis).bewaar({"t.gevoel-wat": "begin"})
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": ""})
    pagina = twee.bewaar({"t.gevoel-wat": "begin, en meer"})
    assert pagina.status_code == 409
    assert "(leeg)" in tekst(pagina)
    kluis[0].verstuur(pagina, {"kies.t.gevoel-wat": "mijn"}, knop="opslaan")
    assert dossier(kluis).teksten["gevoel-wat"] == "begin, en meer"


def test_a_stale_page_does_not_bring_old_texts_back(kluis: tuple[Bezoeker, UUID]) -> None:
    """It stood open while another tab changed everything; only what is changed here goes in."""
    tab(kluis).bewaar({"t.gevoel-wat": "oud", "t.moment-plek": "oud"})
    oud = tab(kluis)
    tab(kluis).bewaar({"t.gevoel-wat": "nieuw", "t.moment-plek": "nieuw"})
    antwoord = oud.bewaar({"t.moment-tijd": "half drie"})
    assert antwoord.status_code == 303
    assert dossier(kluis).teksten == {
        "gevoel-wat": "nieuw",
        "moment-plek": "nieuw",
        "moment-tijd": "half drie",
    }


def test_a_form_without_its_stand_overwrites_nothing(kluis: tuple[Bezoeker, UUID]) -> None:
    tab(kluis).bewaar({"t.gevoel-wat": "bewaard"})
    for stand in ("", "rommel", "t.gevoel-wat=te-kort"):
        antwoord = kluis[0].post(stap_url(kluis[1]), {"stand": stand, "t.gevoel-wat": "anders"})
        assert antwoord.status_code == 409
        assert dossier(kluis).teksten["gevoel-wat"] == "bewaard"


# Autosave


def test_an_autosave_shows_the_two_versions_beside_the_field(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    antwoord = twee.bewaar({"t.gevoel-wat": "van twee"}, htmx=True)
    assert antwoord.status_code == 409
    assert tekst(antwoord).startswith("Niet alles is bewaard")
    assert 'id="botsing-tgevoel-wat" data-hx-swap-oob="true"' in tekst(antwoord)
    assert 'id="botsing-tgevoel-wat"' in tekst(kluis[0].stap(kluis[1])), "the place is on the page"
    assert KIES in tekst(antwoord)
    assert dossier(kluis).teksten["gevoel-wat"] == "van een"


def test_an_autosave_that_passes_never_chooses(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    pagina = twee.bewaar({"t.gevoel-wat": "van twee"})
    waarden = stapformulier(pagina).met({"kies.t.gevoel-wat": "mijn"})
    assert kluis[0].post(stap_url(kluis[1]), waarden, htmx=True).status_code == 409
    assert dossier(kluis).teksten["gevoel-wat"] == "van een"


def test_an_autosave_says_when_another_tab_changed_something_else(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.gevoel-wat": "van een"})
    antwoord = twee.bewaar({"t.moment-plek": "van twee"}, htmx=True)
    assert antwoord.status_code == 200
    assert "In een ander tabblad is ook iets veranderd." in tekst(antwoord)


# Choices, points and rows


def test_ticks_of_both_tabs_add_up(kluis: tuple[Bezoeker, UUID]) -> None:
    veld = next(v for o in laad().stappen[0].onderdelen for v in o.velden if v.id == "verdieping-themas")
    eerste, tweede = (optie.id for optie in veld.opties[:2])
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"k.verdieping-themas": ["", eerste], "p.plek-veilig": "ja"})
    assert twee.bewaar({"k.verdieping-themas": ["", tweede], "p.moment-staat-vast": "ja"}).status_code == 303
    na = dossier(kluis)
    assert set(na.keuzes["verdieping-themas"]) == {eerste, tweede}
    assert na.punten == {"plek-veilig", "moment-staat-vast"}


def test_rows_that_two_tabs_added_both_stay(kluis: tuple[Bezoeker, UUID]) -> None:
    een, twee = tab(kluis), tab(kluis)
    for tabblad, inhoud in ((een, "van een"), (twee, "van twee")):
        rij = tabblad.formulier[f"volgorde.{RIJEN}"]
        assert tabblad.bewaar({f"r.{RIJEN}.{rij}.wat": inhoud}).status_code == 303
    assert [rij.waarden["wat"] for rij in dossier(kluis).rijen[RIJEN]] == ["van een", "van twee"]


def _met_een_rij(kluis: tuple[Bezoeker, UUID]) -> str:
    begin = tab(kluis)
    rij = begin.formulier[f"volgorde.{RIJEN}"]
    begin.bewaar({f"r.{RIJEN}.{rij}.wat": "begin", f"r.{RIJEN}.{rij}.bron": "zelf gezien"})
    return rij


@pytest.mark.parametrize(
    ("keus", "blijft"), [("mijn", ["van twee"]), ("hun", ["van een"]), ("beide", ["van twee", "van een"])]
)
def test_both_changed_one_row_and_the_user_chooses(
    kluis: tuple[Bezoeker, UUID], keus: str, blijft: list[str]
) -> None:
    rij = _met_een_rij(kluis)
    kluis[0].schrijf(kluis[1], {f"volgorde.{RIJEN}": f"{rij},ander", f"r.{RIJEN}.ander.wat": "ernaast"})
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({f"r.{RIJEN}.{rij}.wat": "van een"})
    pagina = twee.bewaar({f"r.{RIJEN}.{rij}.wat": "van twee"})
    assert pagina.status_code == 409
    assert stapformulier(pagina)[f"r.{RIJEN}.{rij}.wat"] == "van twee"
    antwoord = kluis[0].verstuur(pagina, {f"kies.r.{RIJEN}.{rij}": keus}, knop="opslaan")
    assert antwoord.status_code == 303
    rijen = dossier(kluis).rijen[RIJEN]
    assert [r.waarden["wat"] for r in rijen] == [*blijft, "ernaast"], "the two versions stand together"
    assert {r.waarden["bron"] for r in rijen[:-1]} == {"zelf gezien"}


def test_two_choices_are_shown_in_words(kluis: tuple[Bezoeker, UUID]) -> None:
    velden = {v.id: v for o in laad().stappen[0].onderdelen for v in o.velden}
    een_optie, twee_optie = velden["overleg-protocol"].opties[:2]
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({"t.overleg-protocol": een_optie.id})
    pagina = twee.bewaar({"t.overleg-protocol": twee_optie.id})
    assert pagina.status_code == 409
    versies = re.findall(r'<p class="eigen-tekst" translate="no">(.*?)</p>', tekst(pagina))
    assert versies == [escape(twee_optie.tekst), escape(een_optie.tekst)]
    kluis[0].verstuur(pagina, {"kies.t.overleg-protocol": "hun"}, knop="opslaan")
    assert dossier(kluis).teksten["overleg-protocol"] == een_optie.id


def test_keeping_both_rows_time_after_time_loses_none(kluis: tuple[Bezoeker, UUID]) -> None:
    rij = _met_een_rij(kluis)
    verwacht = set()
    for keer in range(3):
        een, twee = tab(kluis), tab(kluis)
        een.bewaar({f"r.{RIJEN}.{rij}.wat": f"een {keer}"})
        pagina = twee.bewaar({f"r.{RIJEN}.{rij}.wat": f"twee {keer}"})
        kluis[0].verstuur(pagina, {f"kies.r.{RIJEN}.{rij}": "beide"}, knop="opslaan")
        verwacht.add(f"een {keer}")
    verwacht.add("twee 2")
    assert {r.waarden["wat"] for r in dossier(kluis).rijen[RIJEN]} == verwacht


def test_a_row_taken_out_in_one_tab_and_changed_in_the_other_stays(kluis: tuple[Bezoeker, UUID]) -> None:
    rij = _met_een_rij(kluis)
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({f"r.{RIJEN}.{rij}.wat": "aangevuld"})
    twee.bewaar({}, knop=f"weg:{RIJEN}:{rij}")
    assert [r.waarden["wat"] for r in dossier(kluis).rijen[RIJEN]] == ["aangevuld"]


def _rijen(kluis: tuple[Bezoeker, UUID]) -> list[str]:
    return [rij.waarden["wat"] for rij in dossier(kluis).rijen.get(RIJEN, ())]


def _met_rijen(kluis: tuple[Bezoeker, UUID], *teksten: str) -> list[str]:
    ids = [f"rij{n}" for n in range(len(teksten))]
    cellen = {f"r.{RIJEN}.{i}.wat": inhoud for i, inhoud in zip(ids, teksten, strict=True)}
    tab(kluis).bewaar({f"volgorde.{RIJEN}": ",".join(ids), **cellen})
    assert _rijen(kluis) == list(teksten)
    return ids


def _na(kluis: tuple[Bezoeker, UUID], antwoord: HttpResponse) -> str:
    """What one reads after a save: the page that it leads to, or the status line of an autosave."""
    return tekst(kluis[0].volg(antwoord) if antwoord.status_code == 303 else antwoord)


def _weg(kluis: tuple[Bezoeker, UUID], rij: str) -> HttpResponse:
    return tab(kluis).bewaar({}, knop=f"weg:{RIJEN}:{rij}")


TERUG = "Een rij die in een ander tabblad was weggehaald, staat er weer: je schreef er hier in verder."
BLIJFT = "Deze rij is in een ander tabblad veranderd. Daarom blijft hij staan."
STAAT_ER_AL = "Deze rij staat er al weer: in een ander tabblad is er verder in geschreven."
VOLGORDE = "De volgorde is ook in een ander tabblad veranderd."
ELDERS = "In een ander tabblad is ook iets veranderd."
VERVERS = "Ververs de pagina om dat te zien."


@pytest.mark.parametrize("htmx", [False, True])
def test_a_row_that_is_back_because_one_wrote_in_it_is_told(kluis: tuple[Bezoeker, UUID], htmx: bool) -> None:
    _een, twee, _drie = _met_rijen(kluis, "een", "twee", "drie")
    oud = tab(kluis)
    _weg(kluis, twee)
    na = _na(kluis, oud.bewaar({f"r.{RIJEN}.{twee}.wat": "twee, en meer"}, htmx=htmx))
    assert TERUG in na
    assert VERVERS not in na, "the page shows it already"
    assert _rijen(kluis) == ["een", "twee, en meer", "drie"], "where it stood"


def _gezegd(antwoord: HttpResponse) -> dict[str, list[str]]:
    """What the answer to an autosave puts in the form."""
    html = antwoord.content.decode()
    return {naam: re.findall(rf'name="{naam}"[^>]* value="([^"]*)"', html) for naam in ("stand", "gezegd")}


def test_what_a_save_by_itself_found_out_is_told_by_the_page_that_comes_right_after(
    kluis: tuple[Bezoeker, UUID],
) -> None:
    # "Opslaan" saves by itself first, so the page that it brings would find nothing left to tell.
    _een, twee = _met_rijen(kluis, "een", "twee")
    oud = tab(kluis)
    _weg(kluis, twee)
    typt = {f"r.{RIJEN}.{twee}.wat": "twee, en meer"}
    vanzelf = _gezegd(oud.bewaar(typt, htmx=True))
    assert TERUG in _na(kluis, oud.bewaar({**typt, **vanzelf}))
    assert TERUG not in _na(kluis, tab(kluis).bewaar({}))
    assert not _gezegd(tab(kluis).bewaar(typt, htmx=True))["gezegd"]


@pytest.mark.parametrize("onzin", ["", "toString", "<script>", "rij-terug\x00", "x" * 5000])
def test_a_form_makes_a_page_say_no_more_than_the_sentences_there_are(
    kluis: tuple[Bezoeker, UUID], onzin: str
) -> None:
    na = _na(kluis, tab(kluis).bewaar({"gezegd": [onzin, "elders"]}))
    assert na.count(ELDERS) == 1
    assert "<script>" not in na
    assert TERUG not in na


@pytest.mark.parametrize("htmx", [False, True])
def test_what_changed_elsewhere_is_told_after_a_plain_save_too(
    kluis: tuple[Bezoeker, UUID], htmx: bool
) -> None:
    oud = tab(kluis)
    tab(kluis).bewaar({"t.gevoel-wat": "van een"})
    na = _na(kluis, oud.bewaar({"t.moment-plek": "van twee"}, htmx=htmx))
    assert ELDERS in na
    assert (VERVERS in na) == htmx, "after a plain save the page is fresh"
    assert ELDERS not in _na(kluis, tab(kluis).bewaar({"t.moment-tijd": "twee uur"}, htmx=htmx))


def test_undoing_what_is_back_already_tells_so_and_adds_no_copy_unless_one_asks_for_it(
    kluis: tuple[Bezoeker, UUID],
) -> None:
    een, _twee = _met_rijen(kluis, "een", "twee")
    oud = tab(kluis)
    weg = _weg(kluis, een)
    oud.bewaar({f"r.{RIJEN}.{een}.wat": "een, en meer"})
    pagina = kluis[0].verstuur(weg, {}, knop=f"terug:{RIJEN}:{een}")
    assert pagina.status_code == 200
    assert STAAT_ER_AL in tekst(pagina)
    assert "Ongedaan maken" not in tekst(pagina)
    assert _rijen(kluis) == ["een, en meer", "twee"]
    # What was taken out is still on the page: nothing that was typed is lost.
    ernaast = kluis[0].verstuur(pagina, {}, knop=f"ernaast:{RIJEN}:{een}")
    assert sorted(_rijen(kluis)) == ["een", "een, en meer", "twee"]
    assert STAAT_ER_AL not in _na(kluis, ernaast)
    kluis[0].verstuur(pagina, {}, knop=f"ernaast:{RIJEN}:{een}")
    assert len(_rijen(kluis)) == 3, "pressed twice it comes once"


def test_taking_out_what_changed_elsewhere_tells_that_it_stays_and_offers_no_undo(
    kluis: tuple[Bezoeker, UUID],
) -> None:
    een, _twee = _met_rijen(kluis, "een", "twee")
    oud = tab(kluis)
    tab(kluis).bewaar({f"r.{RIJEN}.{een}.wat": "een, aangevuld"})
    pagina = oud.bewaar({}, knop=f"weg:{RIJEN}:{een}")
    assert pagina.status_code == 200
    assert BLIJFT in tekst(pagina)
    assert '<span translate="no">“een, aangevuld”</span>' in tekst(pagina)
    assert "Weggehaald" not in tekst(pagina)
    assert "Ongedaan maken" not in tekst(pagina)
    assert not [naam for naam in stapformulier(pagina).namen if naam.startswith("weg.")]
    assert re.search(r'class="ongedaan" role="status" tabindex="-1" autofocus', tekst(pagina))
    assert _rijen(kluis) == ["een, aangevuld", "twee"], "and it stays where it stood"


def test_what_one_typed_in_a_row_that_stays_can_still_stand_beside_it(kluis: tuple[Bezoeker, UUID]) -> None:
    (een,) = _met_rijen(kluis, "een")
    oud = tab(kluis)
    tab(kluis).bewaar({f"r.{RIJEN}.{een}.wat": "van daar"})
    pagina = oud.bewaar({f"r.{RIJEN}.{een}.wat": "van hier"}, knop=f"weg:{RIJEN}:{een}")
    assert BLIJFT in tekst(pagina)
    assert '<span translate="no">“van hier”</span>' in tekst(pagina)
    assert _rijen(kluis) == ["van daar"]
    kluis[0].verstuur(pagina, {}, knop=f"ernaast:{RIJEN}:{een}")
    assert sorted(_rijen(kluis)) == ["van daar", "van hier"]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_row_moved_up_in_one_tab_and_another_down_in_the_other_both_move_and_it_is_told(
    kluis: tuple[Bezoeker, UUID], htmx: bool
) -> None:
    een, _twee, drie, _vier = _met_rijen(kluis, "een", "twee", "drie", "vier")
    oud = tab(kluis)
    tab(kluis).bewaar({}, knop=f"neer:{RIJEN}:{drie}")
    na = _na(kluis, oud.bewaar({}, knop=f"neer:{RIJEN}:{een}", htmx=htmx))
    assert _rijen(kluis) == ["twee", "een", "vier", "drie"]
    assert VOLGORDE in na
    assert VERVERS not in na, "the field came along as it is now"
    assert [rij for rij in re.findall(r'name="r\.[^"]*\.wat"[^>]*>\s*(\w+)', na) if rij] == _rijen(kluis)


def test_one_row_moved_up_in_one_tab_and_down_in_the_other_is_told_and_both_count(
    kluis: tuple[Bezoeker, UUID],
) -> None:
    _een, twee, _drie = _met_rijen(kluis, "een", "twee", "drie")
    oud = tab(kluis)
    tab(kluis).bewaar({}, knop=f"op:{RIJEN}:{twee}")
    assert VOLGORDE in _na(kluis, oud.bewaar({}, knop=f"neer:{RIJEN}:{twee}"))
    assert _rijen(kluis) == ["drie", "twee", "een"], "before the first and after the last"


def test_the_same_move_in_both_tabs_is_one_move_and_no_news(kluis: tuple[Bezoeker, UUID]) -> None:
    een, _twee = _met_rijen(kluis, "een", "twee")
    oud = tab(kluis)
    tab(kluis).bewaar({}, knop=f"neer:{RIJEN}:{een}")
    assert "ander tabblad" not in _na(kluis, oud.bewaar({}, knop=f"neer:{RIJEN}:{een}"))
    assert _rijen(kluis) == ["twee", "een"]


def test_a_row_taken_out_keeps_the_order_that_another_tab_made(kluis: tuple[Bezoeker, UUID]) -> None:
    een, _twee, _drie = _met_rijen(kluis, "een", "twee", "drie")
    oud = tab(kluis)
    tab(kluis).bewaar({}, knop=f"neer:{RIJEN}:{een}")
    assert ELDERS in _na(kluis, oud.bewaar({}, knop=f"weg:{RIJEN}:rij2"))
    assert _rijen(kluis) == ["twee", "een"]


def test_a_change_that_others_are_always_before_is_told_and_does_not_go_on_without_end(
    kluis: tuple[Bezoeker, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    keren = []

    def ingehaald(*_wat: object) -> None:
        keren.append(1)
        raise gesprekken.Ingehaald

    monkeypatch.setattr(gesprekken, "bewaar", ingehaald)
    antwoord = kluis[0].post(reverse("gesprekken:label", args=[kluis[1]]), {"label": "vrijdag"})
    assert antwoord.status_code >= 400
    assert 5 < len(keren) < 100
    assert dossier(kluis).label != "vrijdag"


def test_a_label_changed_beside_a_step_costs_neither(kluis: tuple[Bezoeker, UUID]) -> None:
    een = tab(kluis)
    kluis[0].post(reverse("gesprekken:label", args=[kluis[1]]), {"label": "vrijdag"})
    een.bewaar({"t.gevoel-wat": "van een"})
    na = dossier(kluis)
    assert (na.label, na.teksten["gevoel-wat"]) == ("vrijdag", "van een")


def test_a_step_called_done_in_one_tab_stays_done_after_a_save_in_the_other(
    kluis: tuple[Bezoeker, UUID],
) -> None:
    een, twee = tab(kluis), tab(kluis)
    een.bewaar({}, knop="klaar")
    twee.bewaar({"t.gevoel-wat": "van twee"})
    assert dossier(kluis).klaar == {"voorbereiding"}


def _beide(veld: str, mijn: str, hun: str) -> tuple[HttpResponse, Dossier]:
    """Two tabs wrote another text in one field, and both are to be kept."""
    wie, gesprek = huisarts_met_gesprek()
    een = wie.stap(gesprek)
    wie.schrijf(gesprek, {f"t.{veld}": hun})
    botsing = wie.verstuur(een, {f"t.{veld}": mijn}, knop="opslaan")
    assert botsing.status_code == 409
    antwoord = wie.verstuur(botsing, {f"kies.t.{veld}": "beide"}, knop="opslaan")
    return antwoord, gesprekken.laad(wie.sessie().kluis, gesprek, tijd.vandaag()).dossier


def test_two_versions_of_one_line_are_kept_on_one_line() -> None:
    antwoord, dossier = _beide("moment-plek", "kamer 2", "kamer 1")
    assert antwoord.status_code == 303
    assert dossier.teksten["moment-plek"] == "kamer 1 / kamer 2"


def test_two_versions_that_are_too_long_together_are_both_shown_and_not_saved() -> None:
    mijn, hun = "m" * 15_000, "h" * 15_000
    antwoord, dossier = _beide("moment-privacy", mijn, hun)
    assert antwoord.status_code == 422
    assert "Er passen er 20000." in tekst(antwoord)
    assert mijn in tekst(antwoord)
    assert hun in tekst(antwoord)
    assert dossier.teksten["moment-privacy"] == hun


@pytest.mark.parametrize("met_pagina", [True, False])
def test_a_text_that_is_too_long_says_so_at_its_question_until_it_fits(met_pagina: bool) -> None:
    wie, gesprek = huisarts_met_gesprek()
    pagina = wie.stap(gesprek)
    lang = {"t.gevoel-wat": "x" * 20_001}
    antwoord = wie.verstuur(pagina, lang, knop="opslaan", htmx=not met_pagina)
    assert antwoord.status_code == 422
    plek = r'<div id="botsing-tgevoel-wat"[^>]*>\s*<p class="fout-tekst"[^>]*>Deze tekst heeft 20001 tekens'
    assert re.search(plek, tekst(antwoord))
    vraag = next(v.label for v in velden(laad().stap("voorbereiding"), "nl") if v.id == "gevoel-wat")
    if not met_pagina:
        assert f"Bij “{vraag}”: Deze tekst" in unescape(tekst(antwoord))
    (gezien,) = re.findall(r'name="(gezien\.[^"]+)" value="([^"]+)"', tekst(antwoord))
    na = wie.verstuur(pagina, {"t.gevoel-wat": "past", gezien[0]: gezien[1]}, knop="opslaan", htmx=True)
    assert na.status_code == 200
    assert '<div id="botsing-tgevoel-wat" data-hx-swap-oob="true"></div>' in tekst(na)
