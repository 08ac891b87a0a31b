"""The search: who is found, in which order, near where; and that nothing breaks it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sociale_kaart.models import Aanbod, AanbodLocatie, Bereik, Zoekplek, Zoekrij
from sociale_kaart.zoeken import Uitkomst, Zoekvraag, index, kaart_nu, lezen, plaatsen, taal, zoek
from sociale_kaart.zoeken.woorden import kaartwoorden
from tests.bench import kaart
from tests.bench.zoeken import vragen
from tests.sociale_kaart.zoeken.hulp import NU, slugs, vraag, zoeken

pytestmark = pytest.mark.django_db


def test_with_nothing_asked_everything_comes_by_name() -> None:
    alles = Aanbod.objects.gepubliceerd().count()
    eerste, tweede = zoeken(), zoeken(pagina="2")
    assert eerste.aantal == alles
    assert len(slugs(eerste)) == 20
    assert not set(slugs(eerste)) & set(slugs(tweede))
    assert slugs(zoeken(pagina="999999999")) == slugs(zoeken(pagina=str(eerste.paginas)))


def test_a_name_goes_before_a_label_and_a_label_before_the_text() -> None:
    uitkomst = slugs(zoeken("veilig thuis"))
    assert uitkomst[0] == "veilig-thuis"


def test_a_concept_is_never_found() -> None:
    for concept in Aanbod.objects.exclude(status="gepubliceerd"):
        assert concept.slug not in slugs(zoeken(concept.naam))


def test_a_question_with_too_many_words_gives_who_has_most_of_them_and_says_so() -> None:
    uitkomst = zoeken("zelfmoord vrachtwagenchauffeur regenboogvis")
    assert uitkomst.versoepeld
    assert {"113", "zelfmoordlijn-1813"} <= set(slugs(uitkomst))
    assert "regenboogvis" in uitkomst.weggelaten


def test_who_types_sees_results_before_the_word_is_whole() -> None:
    assert "nvvs" in slugs(zoeken("seksuoloo"))


def test_a_province_finds_who_serves_it_and_wallonie_is_not_served_by_vlaanderen() -> None:
    aantallen = kaart_nu().per_provincie
    for code in ("NL-UT", "BE-VAN", "BE-BRU", "BE-WLG"):
        uitkomst = zoeken(provincie=code)
        assert uitkomst.aantal == aantallen[code]
    assert "113" in slugs(zoeken(provincie="NL-UT"))
    assert "zelfmoordlijn-1813" not in slugs(zoeken(provincie="BE-WLG"))


def test_a_city_in_the_question_is_a_place_and_is_told_back() -> None:
    uitkomst = zoeken("seksuoloog utrecht")
    assert uitkomst.plaats is not None
    assert uitkomst.plaats.provincie == "NL-UT"
    assert [groep.soort for groep in uitkomst.groepen] == ["overal"]
    assert slugs(uitkomst) == ["nvvs"]


def test_a_province_in_the_question_is_a_filter_and_is_told_back() -> None:
    uitkomst = zoeken("hulplijn drenthe")
    assert uitkomst.provincies == ("NL-DR",)
    assert "113" in slugs(uitkomst)


def test_near_goes_by_distance_then_national_as_a_group_of_its_own() -> None:
    uitkomst = zoeken(plaats="Gent")
    soorten = [groep.soort for groep in uitkomst.groepen]
    assert soorten[-1] == "overal"
    assert soorten[0] == "dichtbij"
    afstanden = [rij.__dict__["afstand"] for rij in uitkomst.groepen[0].rijen]
    assert afstanden == sorted(afstanden)
    assert all(isinstance(km, int) and km <= 25 for km in afstanden)
    assert all(rij.bereik != Bereik.PLAATSELIJK for rij in uitkomst.groepen[-1].rijen)


def test_a_place_that_two_share_is_asked_and_a_choice_ends_that() -> None:
    uitkomst = zoeken(plaats="Halle")
    assert uitkomst.plaats is not None
    assert uitkomst.plaats.provincie == "BE-VBR"
    assert {plaats.provincie for plaats in uitkomst.plaatskeuze} == {"BE-VBR", "BE-VAN", "NL-GE"}
    gekozen = zoeken(plaats="Halle", bij=str(uitkomst.plaatskeuze[2].id))
    assert gekozen.plaats == uitkomst.plaatskeuze[2]
    assert not gekozen.plaatskeuze
    assert zoeken(plaats="Halle", land="NL").plaatskeuze == ()


def test_sint_niklaas_is_not_saint_nicolas() -> None:
    vlaams, waals = plaatsen.vind("St. Niklaas"), plaatsen.vind("Saint-Nicolas")
    assert vlaams is not None
    assert waals is not None
    assert (vlaams.plaats.provincie, waals.plaats.provincie) == ("BE-VOV", "BE-WLG")


@pytest.mark.parametrize(("een", "ander", "km"), [("Utrecht", "Amersfoort", 20), ("Gent", "Antwerpen", 51)])
def test_distances_are_those_of_the_map(een: str, ander: str, km: int) -> None:
    a, b = plaatsen.vind(een), plaatsen.vind(ander)
    assert a is not None
    assert b is not None
    koorde = sum((p - q) ** 2 for p, q in zip(a.plaats.punt, b.plaats.punt, strict=True))
    assert abs(plaatsen.hele_kilometers(koorde) - km) <= 2


def test_an_unknown_filter_value_is_told_and_left_out() -> None:
    gek = vraag(
        land="XX", kanaal="rooksignaal", doelgroep="bestaat-niet", pagina="1e9", open="misschien", bij="-1"
    )
    assert {naam for naam, _ in gek.onbekend} == {"land", "kanaal", "pagina", "open", "bij"}
    uitkomst = zoek(gek, nu=NU)
    assert uitkomst.onbekend == (("doelgroep", "bestaat-niet"),)
    assert uitkomst.aantal == zoeken().aantal


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ("q", "land", "provincie", "kanaal", "open", "bij", "pagina", "plaats", "waarvoor")
            ),
            st.text() | st.sampled_from(("NL", "NL-UT", "ja", "1e9", "-1", "9" * 40, "\x00", "%_\\")),
        )
    )
)
def test_any_address_is_a_question_whose_own_address_says_the_same(paren: list[tuple[str, str]]) -> None:
    adres = QueryDict(mutable=True)
    for naam, waarde in paren:
        adres.appendlist(naam, waarde)
    gelezen = Zoekvraag.uit(adres)
    opnieuw = Zoekvraag.uit(QueryDict(gelezen.querystring()))
    assert opnieuw.querystring() == gelezen.querystring()


class AnyQuestion(TestCase):
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=60), st.text(max_size=20))
    def test_any_text_gets_an_answer(self, tekst: str, plaats: str) -> None:
        uitkomst = zoeken(tekst, plaats=plaats)
        assert uitkomst.aantal == sum(len(groep.rijen) for groep in uitkomst.groepen) or uitkomst.paginas > 1


# The same question to a search of a few plain lines, on a map of eight hundred: nothing lost, nothing reordered.


def _raak(stam: str, tekst: str) -> bool:
    return taal.naald(stam) in tekst


def _punten(rij: Zoekrij, termen: list[lezen.Term]) -> int:
    def een(kolom: str, past: Callable[[str, str], bool], term: lezen.Term) -> bool:
        return any(all(past(s, getattr(rij, kolom)) for s in a) for a in term.alternatieven)

    punten = 0
    for term in termen:
        punten += 16 * (8 * een("naam", lambda s, t: f" {s} " in t, term) + 8 * een("naam", _raak, term))
        punten += 16 * (4 * een("labels", _raak, term) + een("tekst", _raak, term))
    filters = rij.filters
    punten += 4 * (" h:hulp " in filters) + 2 * (" b:plaatselijk " not in filters)
    punten += 2 * (" een-ding " in filters) + (" zelf " in filters)
    return punten + 4 * all(all(_raak(s, rij.tekst) for s in term.alternatieven[0]) for term in termen)


def test_the_order_is_that_of_a_plain_reading_of_the_same_texts() -> None:
    kaart.vul(800, zaad=3)
    index.herbouw()
    rijen = {rij.pk: rij for rij in Zoekrij.objects.all()}
    op_slug = dict(Aanbod.objects.values_list("slug", "pk"))
    kans = random.Random(11)
    teksten = sorted(rij.tekst for rij in rijen.values() if " l:NL " in rij.filters)
    gevraagd = []
    for _ in range(260):
        woorden = sorted({w for w in kans.choice(teksten).split() if w.isalpha() and len(w) > 2})
        gevraagd.append(" ".join(kans.sample(woorden, kans.choice((1, 1, 2)))))
    gevraagd += [vraag["q"] for vraag in vragen(60)]
    vergeleken = 0
    for tekst in gevraagd:
        uitkomst = zoeken(tekst, land="NL")
        if uitkomst.versoepeld or uitkomst.verbeterd or uitkomst.plaats or uitkomst.provincies:
            continue
        termen = lezen.termen(taal.woorden(tekst), kaartwoorden(index.merk()))
        sterk = [term for term in termen if term.tekst not in taal.ZWAK] or termen
        passen = [
            rij
            for rij in rijen.values()
            if " l:NL " in rij.filters
            and all(any(all(_raak(s, rij.tekst) for s in a) for a in t.alternatieven) for t in sterk)
        ]
        if not passen:
            continue  # half a word, or nothing: told otherwise
        passen.sort(key=lambda rij: (-_punten(rij, termen), rij.naam, rij.pk))
        assert uitkomst.aantal == len(passen), tekst
        assert [op_slug[slug] for slug in slugs(uitkomst)] == [rij.pk for rij in passen[:20]], tekst
        vergeleken += 1
    assert vergeleken >= 200


def test_a_change_to_one_entry_of_a_large_map_leaves_the_index_as_a_rebuild_makes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sociale_kaart.models import Zoekbits, Zoekwoord
    from sociale_kaart.zoeken import bits, schrijven

    kaart.vul(40, zaad=5)
    index.herbouw()
    monkeypatch.setattr(schrijven, "KLEIN", 0)
    een, twee = Aanbod.objects.filter(slug__startswith="proef-").order_by("slug")[:2]
    Aanbod.objects.filter(pk=een.pk).update(naam="Kwikstaart", wat="Iets heel anders met spreeuwen.")
    Aanbod.objects.filter(pk=twee.pk).update(status="concept")
    index.werk_bij([een.pk, twee.pk])

    def stand() -> tuple[object, ...]:
        slugs_ = dict(Zoekrij.objects.values_list("nr", "aanbod__slug"))
        gezet = {
            rij.token: tuple(
                frozenset(slugs_[nr] for nr in bits.nummers(bits.lees(getattr(rij, kolom))))
                for kolom in ("naam", "labels", "tekst")
            )
            for rij in Zoekbits.objects.all()
        }
        return gezet, sorted(Zoekwoord.objects.values_list("woord", "vorm", "aantal"))

    bijgewerkt = stand()
    assert slugs(zoeken("kwikstaart")) == [een.slug]
    monkeypatch.undo()
    index.herbouw()
    assert stand() == bijgewerkt


def test_a_hidden_address_is_not_given_away_by_its_distance() -> None:
    kaart.vul(10, zaad=8)
    plek = AanbodLocatie.objects.filter(aanbod__slug__startswith="proef-").order_by("pk")[0]
    aanbod = plek.aanbod
    locatie = plek.locatie
    locatie.verborgen, locatie.breedtegraad, locatie.lengtegraad = True, 52.0, 5.0
    locatie.save()
    index.werk_bij([aanbod.pk])
    punt = Zoekplek.objects.get(aanbod=aanbod)
    assert (punt.x, punt.y, punt.z) != plaatsen.punt(52.0, 5.0)


def _groepen(uitkomst: Uitkomst) -> dict[str, list[str]]:
    return {groep.soort: [rij.slug for rij in groep.rijen] for groep in uitkomst.groepen}


@pytest.mark.parametrize("filters", [{"plaats": "Utrecht"}, {"provincie": "NL-DR"}])
def test_who_does_not_say_where_he_works_stands_in_a_last_group_and_counts(filters: dict[str, str]) -> None:
    uitkomst = zoeken("waag", filters)
    groepen = _groepen(uitkomst)
    assert list(groepen)[-1] == "navragen"
    assert groepen["navragen"] == ["de-waag"]
    assert uitkomst.aantal == sum(map(len, groepen.values()))


def test_who_does_not_say_where_he_works_stays_in_his_own_country() -> None:
    assert "navragen" not in _groepen(zoeken(plaats="Gent"))
    assert "navragen" not in _groepen(zoeken(provincie="BE-VAN"))


def test_an_aanbod_that_says_where_it_works_has_no_area_to_ask_for() -> None:
    waag = Aanbod.objects.get(slug="de-waag")
    waag.werkgebieden.create(provincie="NL-UT")
    index.werk_bij([waag.pk])
    assert _groepen(zoeken("waag", provincie="NL-UT"))["alles"] == ["de-waag"]
    assert "de-waag" not in slugs(zoeken("waag", provincie="NL-DR"))


def test_the_country_of_the_place_comes_first_and_what_is_over_the_border_last() -> None:
    uitkomst = zoeken(plaats="Den Haag")
    groepen = _groepen(uitkomst)
    assert list(groepen) == ["overal", "navragen", "grens"]
    assert set(groepen["grens"]) == {"ufc", "zorgcentrum-seksueel-geweld"}
    assert uitkomst.verruimd_tot is None
    for groep in uitkomst.groepen:
        assert {rij.__dict__["ander_land"] for rij in groep.rijen} == {groep.soort == "grens"}


def test_what_is_really_near_stands_near_also_over_the_border_and_says_its_country() -> None:
    uitkomst = zoeken(plaats="Putte", bij=str(_putte_nl().id))
    assert uitkomst.groepen[0].soort == "dichtbij"
    assert uitkomst.groepen[0].rijen[0].__dict__["ander_land"]
    assert "grens" not in _groepen(uitkomst)


def _putte_nl() -> plaatsen.Plaats:
    vondst = plaatsen.vind("Putte", "NL")
    assert vondst is not None
    assert vondst.plaats.land == "NL"
    return vondst.plaats


def test_within_its_own_country_one_still_looks_further() -> None:
    uitkomst = zoeken(plaats="Luik")
    assert uitkomst.groepen[0].soort == "dichtbij"
    assert uitkomst.verruimd_tot == 100


def test_a_name_that_a_city_also_has_is_asked() -> None:
    keuze = {plaats.naam for plaats in zoeken(plaats="Bergen").plaatskeuze}
    assert keuze == {"Bergen", "Mons"}
    assert zoeken(plaats="Gent").plaatskeuze == ()


@pytest.mark.parametrize("postcode", ["1012 AB", "1012ab", "2000"])
def test_a_postcode_is_no_place_that_one_made_a_typo_in(postcode: str) -> None:
    uitkomst = zoeken(plaats=postcode)
    assert plaatsen.is_postcode(uitkomst.plaats_onbekend)
    assert not uitkomst.bedoel_je


@pytest.mark.parametrize("tekst", ["1000 Brussel", "3511 AB, Utrecht"])
def test_a_place_behind_its_postcode_is_found(tekst: str) -> None:
    assert zoeken(plaats=tekst).plaats is not None


@pytest.mark.parametrize(
    "tekst", ["1000 brussel", "3511 utrecht", "3511 AB Utrecht", "psycholoog 3511 utrecht"]
)
def test_so_is_one_in_the_question_and_the_postcode_is_no_word_to_look_for(tekst: str) -> None:
    uitkomst = zoeken(tekst)
    assert uitkomst.plaats is not None
    assert uitkomst.weggelaten == ()
    assert uitkomst.aantal


def test_a_number_to_call_is_no_postcode() -> None:
    assert slugs(zoeken("1813 gent")) == ["zelfmoordlijn-1813"]


def test_words_that_nothing_has_do_not_hide_what_the_filters_find() -> None:
    uitkomst = zoeken("xqzwv", land="BE", kanaal="chat")
    assert uitkomst.zonder_woorden
    assert uitkomst.weggelaten == ("xqzwv",)
    assert slugs(uitkomst) == slugs(zoeken(land="BE", kanaal="chat"))
    assert zoeken("xqzwv").aantal == 0
