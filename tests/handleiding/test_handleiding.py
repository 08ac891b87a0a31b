"""The public guide: everything is there, for the right country and role, with where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.test import Client

from gesprek.inhoud.keuze import kies_blokken
from gesprek.inhoud.model import LANDEN, Blok, LandId
from tests.handleiding.pagina import (
    GIDS,
    INHOUD,
    STAPPEN,
    THEMAS,
    VAST,
    ZONDER_ZEEF,
    gewoon,
    haal,
    stukken,
    woorden,
)
from tests.inhoud.teksten import alle_teksten

STAP_1 = STAPPEN[0]
GEHEIM = "/handleiding/geheim-en-melden/"
ALLES = "/handleiding/alles/"
BLOKKEN = {
    **{
        url: [b for o in stap.onderdelen for b in o.blokken]
        for url, stap in zip(STAPPEN, INHOUD.stappen, strict=True)
    },
    **{url: list(thema.blokken) for url, thema in zip(THEMAS, INHOUD.themas, strict=True)},
    GEHEIM: list(INHOUD.geheim.blokken),
}
ROLLEN = [(land, rol.id) for land in LANDEN for rol in INHOUD.rollen_van(land)]


def staat_er(blok: Blok, tekst: str) -> bool:
    return all(stuk in tekst for stuk in stukken(blok.tekst))


def eigen_zin(blok: Blok, anderen: list[Blok]) -> str:
    """A piece of a block that stands in none of the others, so that its absence can be seen."""
    elders = "\n".join(gewoon(" ".join(stukken(ander.tekst))) for ander in anderen)
    return max((stuk for stuk in stukken(blok.tekst) if stuk not in elders), key=len, default="")


@pytest.mark.parametrize("url", GIDS + VAST)
def test_everyone_may_read_it_and_it_only_reads(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405


@pytest.mark.parametrize(
    "url", ["/handleiding/stappen/stap-7/", "/handleiding/themas/iets/", "/handleiding/x/"]
)
def test_what_is_not_there_is_a_404(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


# Forms of the kluis, and what reads along with them: there is nothing to read in them without a gesprek.
IN_DE_KLUIS = {"veiligheidsplan", "taalspiegel", "tijdens", "terugblik", "overleg"}


def test_the_page_with_everything_holds_every_text_of_the_content() -> None:
    tekst = haal(ALLES).tekst
    in_de_handleiding = [
        t
        for t in alle_teksten(INHOUD)
        if t.plek.partition("/")[0] not in IN_DE_KLUIS and t.veld != "op_kaart"
    ]
    kwijt = {(t.plek, stuk) for t in in_de_handleiding for stuk in stukken(t.tekst) if stuk not in tekst}
    # What a row of answers is called is said where rows are filled in, not in the guide.
    namen = {veld.rij for stap in INHOUD.stappen for o in stap.onderdelen for veld in o.velden}
    assert {(plek, stuk) for plek, stuk in kwijt if stuk not in namen} == set()


@pytest.mark.parametrize("url", STAPPEN)
def test_a_step_says_what_must_be_true_and_what_to_think_about(url: str) -> None:
    stap = INHOUD.stappen[STAPPEN.index(url)]
    pagina = haal(url)
    for onderdeel in stap.onderdelen:
        assert onderdeel.id in pagina.ids
        assert all(punt.tekst in pagina.tekst for punt in onderdeel.punten)
        for veld in onderdeel.velden:
            assert veld.label in pagina.tekst
            assert all(gewoon(optie.tekst) in pagina.tekst for optie in veld.opties)
            assert all(kolom.label in pagina.tekst for kolom in veld.kolommen)
    assert pagina.koppen().count("Vragen om over na te denken") == len(stap.onderdelen)


@pytest.mark.parametrize("url", BLOKKEN)
def test_each_block_shows_its_source_and_who_still_has_to_look(url: str) -> None:
    pagina = haal(url)
    for blok in BLOKKEN[url]:
        assert f"Bron: {gewoon(blok.bron)}" in pagina.tekst
        if blok.sinds_2022:
            assert f"Veranderd sinds 2022: {gewoon(blok.sinds_2022)}" in pagina.tekst
    verwacht = Counter(blok.nazicht for blok in BLOKKEN[url] if blok.nazicht and not blok.nagekeken)
    merkjes = Counter(gewoon(m.text or "") for m in pagina.met_klasse("merkje--nakijken"))
    assert merkjes["nog niet juridisch nagekeken"] == verwacht["juridisch"]
    assert merkjes["nog niet door een deskundige nagekeken"] == verwacht["deskundig"]


def test_parts_families_cards_and_terms_show_their_source() -> None:
    tekst = haal(ALLES).tekst
    bronnen = [o.bron for stap in INHOUD.stappen for o in stap.onderdelen]
    bronnen += [INHOUD.vragen.bron, INHOUD.wat_als.bron, INHOUD.doen_en_laten.bron]
    bronnen += [b.bron for b in INHOUD.begrippen.begrippen if b.bron]
    bronnen += [b.bron for p in INHOUD.protocollen for b in p.blokken]
    assert [bron for bron in bronnen if f"Bron: {gewoon(bron)}" not in tekst] == []


# Country and role


@pytest.mark.parametrize("url", BLOKKEN)
def test_without_a_choice_both_countries_stand_there_each_under_its_name(url: str) -> None:
    pagina = haal(url)
    namen = {land.id: land.naam for land in INHOUD.landen.landen}
    for blok in BLOKKEN[url]:
        assert staat_er(blok, pagina.tekst)
        if blok.land:
            voor = [namen[blok.land], *(rol.naam for rol in INHOUD.landen.rollen if rol.id in blok.rollen)]
            voor += ["Andere rollen"] if blok.anders else []
            assert f"{': '.join(voor)}: {gewoon(blok.titel)}" in pagina.koppen()


@pytest.mark.parametrize(("land", "rol"), ROLLEN)
@pytest.mark.parametrize("url", [GEHEIM, STAP_1, STAPPEN[4]])
def test_with_a_country_and_role_only_what_holds_there_is_left(url: str, land: LandId, rol: str) -> None:
    tekst = haal(f"{url}?land={land}&rol={rol}").tekst
    over = list(kies_blokken(BLOKKEN[url], land, rol))
    weg = [blok for blok in BLOKKEN[url] if blok not in over]
    assert weg
    assert all(staat_er(blok, tekst) for blok in over)
    eigen = [zin for blok in weg if (zin := eigen_zin(blok, over))]
    assert eigen
    assert [zin for zin in eigen if zin in tekst] == []


def test_points_and_questions_of_another_country_are_left_out() -> None:
    punten = {p.land: p.tekst for s in INHOUD.stappen for o in s.onderdelen for p in o.punten if p.land}
    vlaams, nederlands = haal(f"{ALLES}?land=vl").tekst, haal(f"{ALLES}?land=nl").tekst
    assert punten["vl"] in vlaams
    assert punten["nl"] not in vlaams
    assert punten["nl"] in nederlands
    assert punten["vl"] not in nederlands
    assert f"Nederland: {punten['nl']}" in haal(ALLES).tekst


def test_a_dutch_gp_reads_of_the_own_meldcode_and_a_teacher_of_the_general_one() -> None:
    huisarts = haal(f"{GEHEIM}?land=nl&rol=huisarts").koppen()
    leraar = haal(f"{GEHEIM}?land=nl&rol=school").koppen()
    assert "Nederland: Huisarts: Voor de huisarts: een eigen meldcode" in huisarts
    assert not any("vijf stappen" in kop for kop in huisarts)
    assert "Nederland: De meldcode in vijf stappen" in leraar
    assert not any("Huisarts" in kop for kop in leraar)


@pytest.mark.parametrize("land", LANDEN)
def test_a_block_of_one_country_names_that_countrys_contacts_also_beside_the_other(land: LandId) -> None:
    eigen, elders = (
        ("Veilig Thuis", "Vertrouwenscentrum") if land == "nl" else ("Vertrouwenscentrum", "Veilig Thuis")
    )
    naam = next(een.naam for een in INHOUD.landen.landen if een.id == land)
    teksten = [gewoon(woorden(blok)) for url in BLOKKEN for blok in haal(url).met_klasse("blok")]
    met_lijn = [tekst for tekst in teksten if tekst.startswith(f"{naam}:") and eigen in tekst]
    assert len(met_lijn) >= 3
    assert [tekst for tekst in met_lijn if elders in tekst] == []


def test_with_a_country_no_number_of_the_other_is_left() -> None:
    nummers = re.findall(r'href="tel:(\d+)"', haal(f"{ALLES}?land=vl").html)
    assert "1813" in nummers
    assert not {"113", "08002000", "08002666436"} & set(nummers)


@pytest.mark.parametrize("url", GIDS)
def test_the_choice_goes_along_to_every_other_page_of_the_guide(url: str) -> None:
    binnen = [link for link in haal(f"{url}?land=vl&rol=clb").links if link.startswith("/handleiding/")]
    keuzes = {link for link in binnen if link.split("?")[0] == url}
    elders = [link for link in binnen if link not in keuzes]
    assert [link for link in elders if "?land=vl&rol=clb" not in link] == []
    assert bool(keuzes) == (url not in ZONDER_ZEEF)


def test_the_choices_are_plain_links_and_say_which_one_is_on() -> None:
    pagina = haal(f"{STAP_1}?land=vl&rol=clb")
    assert "Je leest: Vlaanderen, rol CLB." in pagina.tekst
    aan = [gewoon(woorden(e)) for e in pagina.main.iter() if e.get("aria-current")]
    assert aan == ["Vlaanderen", "CLB"]
    assert f"{STAP_1}?rol=clb" in pagina.links
    # There is no CLB in the Netherlands, so the role falls away.
    assert f"{STAP_1}?land=nl" in pagina.links
    assert f"{STAP_1}?land=vl&rol=school" in pagina.links


@pytest.mark.parametrize(
    "vraag", ["land=be", "land=nl&rol=clb", "rol=directeur", "land=<script>", "land=nl&land=", "rol=%00"]
)
def test_a_strange_choice_counts_as_none_and_is_not_repeated(vraag: str) -> None:
    pagina = haal(f"{STAP_1}?{vraag}")
    assert "alle rollen." in pagina.tekst
    assert "<script>" not in pagina.html.split("<main")[1]
    assert "directeur" not in pagina.html


# Links and words


@pytest.mark.django_db
@pytest.mark.parametrize("url", GIDS + VAST)
def test_every_link_leads_to_something(url: str) -> None:
    pagina = haal(url)
    for link in pagina.links:
        pad, _, anker = link.partition("#")
        if re.match(r"(https?|tel|mailto):", link) or pad.startswith(("/kluis/", "/gesprekken/")):
            continue
        doel = haal(pad) if pad else pagina
        assert not anker or anker in doel.ids, link


def test_each_term_has_an_anchor() -> None:
    pagina = haal("/handleiding/begrippen/")
    assert {begrip.id for begrip in INHOUD.begrippen.begrippen} <= pagina.ids
    assert pagina.koppen()[2:] == sorted(begrip.woord for begrip in INHOUD.begrippen.begrippen)
    assert "Liever niet: kinderporno, kinderpornografie." in pagina.tekst


@pytest.mark.parametrize("url", [u + z for u in GIDS + VAST for z in ("", "?land=nl", "?land=vl")])
def test_no_markup_of_ours_is_left_in_the_words(url: str) -> None:
    tekst = haal(url).tekst
    assert not re.search(r"[{}*`]|\bNone\b", tekst)


@pytest.mark.parametrize("url", GIDS + VAST)
def test_the_title_tells_a_passer_by_nothing(url: str) -> None:
    titel = gewoon(re.findall(r"<title>(.*?)</title>", haal(url).html, re.S)[0])
    assert titel.endswith(" · Start het gesprek")
    gevoelig = re.compile(r"pedo|hebe|misbruik|seks|gevoelens|minderjarig|kind|zelfdoding", re.IGNORECASE)
    assert not gevoelig.search(titel)


def test_no_two_pages_have_the_same_title() -> None:
    titels = [re.findall(r"<title>(.*?)</title>", haal(url).html, re.S)[0] for url in GIDS + VAST]
    assert len(set(titels)) == len(titels)


@pytest.mark.parametrize("url", GIDS + VAST)
def test_headings_go_down_one_level_at_a_time(url: str) -> None:
    niveaus = [int(str(e.tag)[1]) for e in haal(url).main.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    assert niveaus.count(1) == 1
    assert niveaus[0] == 1
    assert all(later <= eerder + 1 for eerder, later in pairwise(niveaus))


@pytest.mark.parametrize("url", [u for u in GIDS if u != "/handleiding/"])
def test_a_page_of_the_guide_can_be_printed(url: str) -> None:
    knoppen = [e for e in haal(url).main.iter("button") if e.get("data-print") is not None]
    assert len(knoppen) == 1
    # Without JavaScript the button would do nothing, so then it isn't there.
    assert knoppen[0].get("hidden") is not None


def test_steps_and_themes_lead_to_the_next_and_back() -> None:
    for urls in (STAPPEN, THEMAS):
        for eerder, later in pairwise(urls):
            assert later in haal(eerder).links
            assert eerder in haal(later).links


@pytest.mark.parametrize("url", GIDS + VAST)
def test_it_is_light_over_the_wire(client: Client, url: str) -> None:
    antwoord = client.get(url, headers={"accept-encoding": "gzip"})
    assert antwoord.headers["Content-Encoding"] == "gzip"
    assert len(antwoord.content) <= (50_000 if url == ALLES else 15_000)
