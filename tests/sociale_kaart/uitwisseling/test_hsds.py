"""HSDS 3.0: what we write is valid, and what others wrote goes out again as it came in."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sociale_kaart.models import Aanbod, Kanaal, Locatie, Openingstijd, Organisatie, Status, Term
from sociale_kaart.uitwisseling.hsds import uit, vorm
from sociale_kaart.uitwisseling.hsds.vertalen import EIGEN
from tests.sociale_kaart.uitwisseling import schemas
from tests.sociale_kaart.uitwisseling.hulp import proef, voer_in, zinnen

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


def _id(naam: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, naam))


def _bestand(*wortels: Json) -> bytes:
    return json.dumps(wortels).encode()


def _dienst(pk: str) -> Json:
    return next(dienst for dienst in uit.diensten() if dienst["id"] == pk)


def _zit_in(heen: Any, terug: Any, pad: str = "$") -> list[str]:
    """Where what came back lacks something or says something else. It may say more: our own words, and filled-in ids.

    Lists are compared by id, or else as they are.
    """
    if isinstance(heen, dict):
        if not isinstance(terug, dict):
            return [pad]
        return [
            mis for naam in heen for mis in _zit_in(heen[naam], terug.get(naam, "ontbreekt"), f"{pad}.{naam}")
        ]
    if isinstance(heen, list) and all(isinstance(deel, dict) and "id" in deel for deel in heen):
        if not isinstance(terug, list) or len(terug) != len(heen):
            return [pad]
        van = {deel["id"].lower(): deel for deel in terug}
        return [
            mis for deel in heen for mis in _zit_in(deel, van.get(deel["id"].lower()), f"{pad}[{deel['id']}]")
        ]
    return [] if heen == terug else [f"{pad}: {heen!r} werd {terug!r}"]


def organisatie() -> Json:
    return {
        "id": _id("org"),
        "name": "Fresh Start Collective",
        "alternate_name": "FSC",
        "description": "Een vreemde organisatie.\n\nMet twee alinea's.",
        "email": "info@voorbeeld.example",
        "website": "https://www.voorbeeld.example/",
        "tax_status": "charity",
        "year_incorporated": 1987,
        "legal_status": "vzw",
        "logo": "https://www.voorbeeld.example/logo.png",
        "uri": "urn:example:org:1",
        "parent_organization_id": _id("parent"),
        "funding": [{"id": _id("fund"), "source": "subsidie"}],
        "programs": [{"id": _id("prog"), "name": "P", "description": "d"}],
        "organization_identifiers": [
            {
                "id": _id("oi"),
                "identifier_type": "KvK",
                "identifier": "12345678",
                "identifier_scheme": "NL-KVK",
            }
        ],
        "metadata": [
            {
                "id": _id("meta"),
                "resource_type": "organization",
                "last_action_date": "2020-01-01",
                "last_action_type": "create",
                "field_name": "name",
                "previous_value": "",
                "replacement_value": "x",
                "updated_by": "iemand",
            }
        ],
    }


def vreemde_dienst() -> Json:
    """A service as another system writes it, with nearly all that HSDS has."""
    term = {
        "id": _id("term"),
        "code": "1.2",
        "name": "Counselling",
        "description": "Praten",
        "taxonomy": "Eigen lijst",
        "taxonomy_id": _id("taxonomy"),
        "taxonomy_detail": {
            "id": _id("taxonomy"),
            "name": "Eigen lijst",
            "description": "Van hen",
            "uri": "https://voorbeeld.example/lijst",
            "version": "2",
        },
        "language": "nl",
        "term_uri": "https://voorbeeld.example/lijst/1.2",
    }
    return {
        "id": _id("service").upper(),
        "organization": organisatie(),
        "program_id": _id("prog"),
        "program": {"id": _id("prog"), "name": "P", "description": "d"},
        "name": " Vreemde dienst ",
        "alternate_name": "VD",
        "description": "Wat zij doen.",
        "url": "HTTPS://Voorbeeld.example/pad?x=1",
        "email": "hulp@voorbeeld.example",
        "status": "temporarily closed",
        "interpretation_services": "tolk",
        "application_process": "Bel eerst.",
        "fees_description": "x" * 400,
        "wait_time": "6 weken",
        "fees": "gratis",
        "accreditations": "ISO",
        "eligibility_description": "Iedereen boven 18",
        "minimum_age": 18,
        "maximum_age": 99.5,
        "assured_date": "2019-05-06",
        "assurer_email": "a@voorbeeld.example",
        "licenses": "geen",
        "alert": "Even dicht",
        "phones": [
            {
                "id": _id("p1"),
                "number": "030 123 45 67",
                "extension": 12,
                "type": "voice",
                "description": "balie",
                "languages": [{"id": _id("l1"), "name": "Nederlands", "code": "nl"}],
                "service_id": _id("service"),
            },
            {"id": _id("p2"), "number": "+44 20 7946 0018", "description": "Londen"},
            {"id": _id("p3"), "number": "0800 0113", "description": "y" * 90},
        ],
        "schedules": [
            {
                "id": _id("s1"),
                "freq": "WEEKLY",
                "byday": "TU,MO",
                "opens_at": "09:00:00",
                "closes_at": "17:00",
                "interval": 1,
                "wkst": "MO",
                "dtstart": "2020-01-01",
                "timezone": 1,
                "valid_from": "2020-01-01",
                "valid_to": "2030-12-31",
                "description": "op afspraak",
                "schedule_link": "https://voorbeeld.example/uren",
            },
            {
                "id": _id("s2"),
                "freq": "WEEKLY",
                "byday": "SA",
                "opens_at": "10:00+01:00",
                "closes_at": "12:00+01:00",
            },
            {"id": _id("s3"), "freq": "WEEKLY", "byday": "SA", "opens_at": "10:00Z", "closes_at": "12:00Z"},
            {"id": _id("s4"), "freq": "MONTHLY", "byday": "1MO", "opens_at": "10:00", "closes_at": "12:00"},
            {
                "id": _id("s5"),
                "freq": "WEEKLY",
                "interval": 2,
                "byday": "MO",
                "opens_at": "10:00",
                "closes_at": "12:00",
            },
            {"id": _id("s6"), "description": "na afspraak"},
        ],
        "service_areas": [
            {
                "id": _id("a1"),
                "name": "Utrecht",
                "extent": "NL-UT",
                "extent_type": "text",
                "uri": "http://x.example/",
            },
            {"id": _id("a2"), "name": "De wijk", "extent": "POLYGON((0 0))", "extent_type": "geojson"},
            {"id": _id("a3")},
            {"id": _id("a4"), "extent": "NL-GE", "extent_type": "text"},
        ],
        "service_at_locations": [
            {
                "id": _id("sal1"),
                "description": "achterom",
                "schedules": [{"id": _id("s7"), "notes": "x"}],
                "location": {
                    "id": _id("loc1"),
                    "location_type": "physical",
                    "name": "Het gebouw",
                    "url": "https://voorbeeld.example/gebouw",
                    "latitude": 52,
                    "longitude": 5.1,
                    "transportation": "bus 1",
                    "accessibility": [{"id": _id("acc"), "description": "lift"}],
                    "addresses": [
                        {
                            "id": _id("adr1"),
                            "attention": "receptie",
                            "address_1": "Straat 1",
                            "address_2": "2 hoog",
                            "city": "Utrecht",
                            "region": "Midden",
                            "state_province": "Utrecht",
                            "postal_code": "1234 AB",
                            "country": "NL",
                            "address_type": "physical",
                        },
                        {
                            "id": _id("adr2"),
                            "address_1": "Postbus 1",
                            "city": "Utrecht",
                            "state_province": "",
                            "postal_code": "1234 AB",
                            "country": "NL",
                            "address_type": "postal",
                        },
                    ],
                },
            },
            {
                "id": _id("sal2"),
                "location": {
                    "id": _id("loc2"),
                    "location_type": "virtual",
                    "latitude": 500.0,
                    "addresses": [
                        {
                            "id": _id("adr3"),
                            "address_1": "",
                            "city": "Elders",
                            "state_province": "Ohio",
                            "postal_code": "12345-6789-012345",
                            "country": "US",
                            "address_type": "virtual",
                        }
                    ],
                },
            },
            {"id": _id("sal3"), "location_id": _id("loc9")},
        ],
        "attributes": [
            {"id": _id("at1"), "link_entity": "service", "value": "ja", "taxonomy_term": term},
            {"id": _id("at2"), "taxonomy_term_id": _id("term"), "link_type": "dubbel"},
            {"id": _id("at3"), "taxonomy_term_id": _id("onbekend")},
        ],
        "languages": [{"id": _id("l2"), "name": "Nederlands"}],
        "funding": [{"id": _id("f2"), "source": "fonds"}],
        "cost_options": [{"id": _id("c1"), "amount": 12.5, "currency": "EUR", "option": "per keer"}],
        "required_documents": [{"id": _id("d1"), "document": "paspoort"}],
        "contacts": [{"id": _id("ct1"), "name": "N. N.", "email": "n@voorbeeld.example", "phones": []}],
        "eigen_uitbreiding": {"diep": [1, 2.5, None, True, {"x": "é"}]},
    }


def test_a_file_that_we_did_not_write_goes_out_as_it_came_in() -> None:
    heen = vreemde_dienst()
    voer_in(_bestand(heen))
    terug = _dienst(heen["id"].lower())
    heen["id"] = heen["id"].lower()
    assert _zit_in(heen, terug) == []
    # And what goes out comes in again without a change.
    weer = proef(_bestand(terug))
    assert weer.fouten == []
    assert [v.velden for v in weer.veranderingen if v.velden] == []
    assert not weer.plan


@schemas.zonder_schemas
def test_what_came_from_elsewhere_goes_out_valid() -> None:
    assert schemas.mis("service", vreemde_dienst()) == []
    voer_in(_bestand(vreemde_dienst()))
    assert schemas.mis("service", _dienst(_id("service"))) == []


def test_what_we_understand_of_it_stands_on_the_map_as_a_concept() -> None:
    voer_in(_bestand(vreemde_dienst()))
    aanbod = Aanbod.objects.get(pk=_id("service"))
    assert (aanbod.status, aanbod.gecontroleerd_op, aanbod.land) == (Status.CONCEPT, None, "NL")
    assert aanbod.nog_controleren
    assert {(k.soort, k.waarde) for k in aanbod.kanalen.all()} == {
        ("telefoon", "030 123 45 67"),
        ("telefoon", "0800 0113"),
        ("web", "https://Voorbeeld.example/pad?x=1"),
        ("mail", "hulp@voorbeeld.example"),
    }
    assert [(u.dagen, f"{u.van:%H:%M}") for u in aanbod.openingstijden.all()] == [
        ("12", "09:00"),
        ("6", "10:00"),
    ]
    assert {(w.provincie, w.naam) for w in aanbod.werkgebieden.all()} == {
        ("NL-UT", ""),
        ("", "De wijk"),
        ("", ""),
    }
    assert Term.objects.get(pk=_id("term")).indeling.naam == "Eigen lijst"


def test_a_file_of_organizations_with_their_services_goes_round_too() -> None:
    dienst = {naam: waarde for naam, waarde in vreemde_dienst().items() if naam != "organization"}
    dienst["id"] = dienst["id"].lower()
    wortel = organisatie() | {"services": [dienst]}
    zonder = {"id": _id("leeg"), "name": "Zonder aanbod", "description": "", "contacts": [{"id": _id("c9")}]}
    voer_in(_bestand(wortel, zonder))
    terug = {rij["id"]: rij for rij in uit.organisaties()}
    assert _zit_in(wortel, terug[wortel["id"]]) == []
    assert _zit_in(zonder, terug[zonder["id"]]) == []


def test_our_own_export_comes_back_without_a_change() -> None:
    _alles_erop()
    for soort in uit.VORMEN:
        uitkomst = proef(uit.bestand(soort))
        assert uitkomst.fouten == []
        assert [v for v in uitkomst.veranderingen if v.velden] == []
        assert not uitkomst.plan


@schemas.zonder_schemas
def test_our_own_export_is_valid() -> None:
    _alles_erop()
    for dienst in uit.diensten():
        assert schemas.mis("service", dienst) == []
        assert vorm.fouten("service", dienst, "$") == []
    for rij in uit.organisaties():
        assert schemas.mis("organization", rij) == []
        assert all(schemas.mis("service", dienst) == [] for dienst in rij.get("services", []))


def _alles_erop() -> None:
    aanbod = Aanbod.objects.get(slug="helpwanted")
    aanbod.gecontroleerd_op = date(2026, 2, 3)
    aanbod.kosten, aanbod.vertrouwelijkheid, aanbod.op_feestdagen = "niets", "vertrouwelijk", "gesloten"
    aanbod.save()
    kanaal = aanbod.kanalen.first()
    Openingstijd.objects.create(aanbod=aanbod, kanaal=kanaal, dagen="135", van="22:00", tot="02:00")
    Openingstijd.objects.create(
        aanbod=aanbod, dagen="67", van="10:00", tot="12:00", geldig_van=date(2026, 1, 1), opmerking="even"
    )
    plek = Locatie.objects.create(
        organisatie=aanbod.organisatie,
        plaats="Gent",
        straat="S 1",
        provincie="BE-VOV",
        verborgen=True,
        breedtegraad=51.0,
        lengtegraad=3.7,
    )
    aanbod.locaties.create(locatie=plek)
    aanbod.locaties.create(locatie=Locatie.objects.create(organisatie=aanbod.organisatie, soort="virtual"))
    aanbod.werkgebieden.create(provincie="NL-UT")
    aanbod.werkgebieden.create(provincie="NL-GE", naam="regio")
    Kanaal.objects.create(
        aanbod=aanbod, soort="forum", waarde="https://voorbeeld.example/é", label="x", volgorde=9
    )
    archief = Aanbod.objects.get(slug="offlimits")
    archief.status, archief.reden = Status.GEARCHIVEERD, "bestaat niet meer"
    archief.save()


def test_an_export_fills_an_empty_map_with_the_same() -> None:
    _alles_erop()
    heen = json.loads(uit.bestand("hsds"))
    Aanbod.objects.all().delete()
    Organisatie.objects.all().delete()
    voer_in(json.dumps(heen).encode())
    terug = json.loads(uit.bestand("hsds"))
    for rij in (*heen, *terug):
        # What an import never takes over: what is public, what is checked, and when it was written.
        for naam in ("last_modified", "status", "assured_date"):
            rij.pop(naam, None)
        for naam in ("status", "reden"):
            rij[EIGEN].pop(naam, None)
    assert [_zit_in(a, b) for a, b in zip(heen, terug, strict=True)] == [[]] * len(heen)


def test_a_foreign_number_is_kept_and_a_number_that_cannot_be_is_refused() -> None:
    dienst: Json = {
        "id": _id("x"),
        "name": "X",
        "status": "active",
        "phones": [{"id": _id("p"), "number": "012 345"}],
    }
    (fout,) = zinnen(_bestand(dienst))
    assert fout.startswith("$[0].phones[0].number: ")
    dienst["phones"][0]["number"] = "+44 20 7946 0018"
    uitkomst = voer_in(_bestand(dienst))
    assert any("ander land" in zin for zin in uitkomst.veranderingen[0].opmerkingen)
    assert not Kanaal.objects.filter(aanbod_id=_id("x")).exists()


@pytest.mark.parametrize(
    ("meer", "deel"),
    [
        ({"url": "javascript:alert(1)"}, "javascript:"),
        (
            {"organization": {"id": _id("o"), "name": "x", "description": "", "logo": "data:image/png,x"}},
            "data:",
        ),
        ({"description": "x\0y"}, "U+0000"),
        ({"description": "\ud800"}, "U+D800"),
        ({"name": "Centrum \u202enetraV\u202c"}, "U+202E"),
        ({"overig veld": ["a\u200bb"]}, "U+200B"),
        ({"name": "x" * 201}, "200"),
        ({"name": " "}, "leeg"),
        ({"status": "open"}, "active"),
        ({"id": "1"}, "UUID"),
        ({"phones": [{"id": _id("p"), "number": "112"}] * 2}, "ook al"),
        ({"phones": {}}, "lijst"),
        ({"url": None}, "geen tekst"),
        ({EIGEN: {"land": "FR"}}, "export opnieuw"),
        ({EIGEN: {"kanalen": [{"id": _id("k"), "soort": "chat", "waarde": "data:x"}]}}, "data:"),
        ({EIGEN: {"kanalen": [{"id": _id("k"), "soort": "chat", "waarde": "ftp://x.example"}]}}, "https://"),
        ({"schedules": [{"id": _id("s"), "freq": "DAILY"}]}, "WEEKLY"),
    ],
)
def test_bad_hsds_is_told_with_its_path_and_changes_nothing(meer: Json, deel: str) -> None:
    voor = Aanbod.objects.count()
    fouten = zinnen(_bestand({"id": _id("x"), "name": "X", "status": "active"} | meer))
    assert any(deel in fout for fout in fouten), fouten
    assert all("$" in fout for fout in fouten)
    assert Aanbod.objects.count() == voor


def test_soft_hyphens_are_left_out() -> None:
    dienst = {"id": _id("x"), "name": "Hulp\u00adlijn", "status": "active", "eigen": ["a\u00adb"]}
    voer_in(_bestand(dienst))
    aanbod = Aanbod.objects.get(id=_id("x"))
    assert (aanbod.naam, aanbod.overig["eigen"]) == ("Hulplijn", ["ab"])


def test_a_double_id_is_refused_also_when_the_map_gave_it_to_another() -> None:
    dienst = {"id": _id("x"), "name": "X", "status": "active"}
    assert "ook al" in zinnen(_bestand(dienst, dienst))[0]
    kanaal = Kanaal.objects.filter(soort="telefoon").first()
    assert kanaal is not None
    bezet = dienst | {"phones": [{"id": str(kanaal.id), "number": "112"}]}
    assert "al van ander aanbod" in zinnen(_bestand(bezet))[0]
    een = dienst | {"organization": {"id": _id("o"), "name": "A", "description": ""}}
    twee = {**een, "id": _id("y"), "organization": {"id": _id("o"), "name": "B", "description": ""}}
    assert "verschillende gegevens" in zinnen(_bestand(een, twee))[0]


_TEKST = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=20)


@st.composite
def _velden(draw: st.DrawFn, naam: str, diep: int = 2) -> Json:
    """A valid entity of its schema's shape, with every field as likely there as not."""
    onze = vorm.ENTITEITEN[naam]
    uit_: Json = {}
    for veld, soort in onze.velden.items():
        if veld not in onze.verplicht and not draw(st.booleans()):
            continue
        if isinstance(soort, tuple):
            uit_[veld] = draw(st.sampled_from(soort))
        elif soort.strip("[]") in vorm.ENTITEITEN:
            if diep and soort.startswith("["):
                uit_[veld] = draw(st.lists(_velden(soort[1:-1], diep - 1), max_size=2))
            elif diep:
                uit_[veld] = draw(_velden(soort, diep - 1))
        elif soort == "getal":
            uit_[veld] = draw(st.integers(-200, 200))
        elif soort == "uuid":
            uit_[veld] = str(draw(st.uuids()))
        elif soort == "uri":
            uit_[veld] = draw(
                st.sampled_from(["https://a.example/x", "http://b.example", "urn:x:y", "ftp://c.example"])
            )
        elif soort == "email":
            uit_[veld] = draw(st.sampled_from(["a@b.example", "raar@"]))
        elif soort == "moment":
            uit_[veld] = "2026-01-31T12:00:00Z"
        else:
            uit_[veld] = draw(_waarde_van(veld))
    return uit_


def _waarde_van(veld: str) -> st.SearchStrategy[str]:
    if veld == "number":
        return st.sampled_from(["112", "030 123 45 67", "+32 2 552 24 00", "+44 20 7946 0018"])
    if veld == "name":
        return _TEKST.filter(str.strip)
    if veld in ("opens_at", "closes_at"):
        return st.sampled_from(["09:00", "09:00:00", "9:00", "09:00Z", "17:30+01:00", "17:30+02:00", "laat"])
    if veld == "byday":
        return st.sampled_from(["MO", "MO,TU", "TU,MO", "SU", "1MO", "MO, TU", ""])
    if veld == "extent":
        return st.sampled_from(["NL-UT", "BE-VAN", "x"])
    if veld == "extent_type":
        return st.sampled_from(["text", "geojson"])
    if veld == "state_province":
        return st.sampled_from(["Utrecht", "NL-UT", "Ohio", ""])
    if veld in ("valid_from", "valid_to"):
        return st.sampled_from(["2026-01-01", "2026-02-30", "ooit"])
    return _TEKST


class TestVanElders(TestCase):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(_velden("service"))
    def test_any_valid_service_goes_round(self, dienst: Json) -> None:
        dienst.pop("last_modified", None)
        if "organization" in dienst:
            dienst["organization_id"] = dienst["organization"]["id"]
        voer_in(_bestand(dienst))
        terug = _dienst(dienst["id"])
        assert _zit_in(dienst, terug) == [], terug
        weer = proef(_bestand(terug))
        assert not weer.plan, weer.veranderingen
