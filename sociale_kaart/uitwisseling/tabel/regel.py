"""A row of the table: one aanbod, each column one text. From the rows of the map, and back into them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from sociale_kaart.models import Aanbod, Indeling, Land, Soort
from sociale_kaart.uitwisseling import beeld
from sociale_kaart.uitwisseling.beeld import Rij, Rijen
from sociale_kaart.uitwisseling.tabel import cellen
from sociale_kaart.uitwisseling.tabel.cellen import Waarde

JA_NEE = ("zelf_aanmelden", "via_verwijzer", "op_afspraak", "gratis", "anoniem")
KEUZES = ("land", "bereik", "soort", "vertrouwelijkheid", "op_feestdagen", "status")
TEKSTEN = (
    "naam",
    "andere_namen",
    "wat",
    "voor_wie",
    "uitleg",
    "aanmelden",
    "kosten",
    "reden",
    "herkomst",
    "nog_controleren",
)
INDELINGEN = Indeling.VAST
KANALEN = tuple(soort.value for soort in Soort)
ALLEEN_LEZEN = ("gecontroleerd_op",)
KOLOMMEN = (
    "id",
    "slug",
    "organisatie_id",
    "organisatie",
    "naam",
    "andere_namen",
    "land",
    "bereik",
    "soort",
    "status",
    "reden",
    *Aanbod.INHOUD,
    *INDELINGEN,
    "provincies",
    "plaatsen",
    *KANALEN,
    "openingstijden",
    "op_feestdagen",
    "herkomst",
    "nog_controleren",
    "gecontroleerd_op",
)

Termen = Mapping[tuple[str, str], str]
"""The id of each term by the slugs of its indeling and its own."""


class Regel:
    """What a Resource of django-import-export fills and reads: an attribute per column."""

    def __init__(self, waarden: Mapping[str, str] | None = None) -> None:
        for kolom in KOLOMMEN:
            setattr(self, kolom, (waarden or {}).get(kolom, ""))

    def als_dict(self) -> dict[str, str]:
        return {kolom: getattr(self, kolom) for kolom in KOLOMMEN}


def regels(rijen: Rijen, termen: Termen) -> dict[str, Regel]:
    """The rows of the map as rows of the table, by the id of the aanbod."""
    slugs = {pk: sleutel for sleutel, pk in termen.items()}
    van: dict[str, dict[str, list[Rij]]] = defaultdict(lambda: defaultdict(list))
    for naam in ("Kanaal", "Kenmerk", "Werkgebied", "AanbodLocatie", "Openingstijd"):
        for rij in rijen[naam].values():
            van[rij["aanbod_id"]][naam].append(rij)
    uit = {}
    for pk, rij in rijen["Aanbod"].items():
        deel = van[pk]
        organisatie = rijen["Organisatie"][rij["organisatie_id"]]
        waarden = {
            "id": pk,
            "slug": rij["slug"],
            "organisatie_id": organisatie["id"],
            "organisatie": cellen.netjes(organisatie["naam"]),
            "gecontroleerd_op": rij["gecontroleerd_op"] or "",
            "provincies": cellen.schrijf(sorted(map(_provincie, deel["Werkgebied"]), key=_sleutel)),
            "plaatsen": cellen.schrijf(
                sorted(
                    (_plaats(rijen["Locatie"][r["locatie_id"]]) for r in deel["AanbodLocatie"]), key=_sleutel
                )
            ),
            "openingstijden": cellen.schrijf(
                sorted((_uren(r, rijen["Kanaal"]) for r in deel["Openingstijd"]), key=_sleutel)
            ),
        }
        waarden |= {naam: cellen.netjes(rij[naam]) for naam in TEKSTEN}
        waarden |= {naam: rij[naam] for naam in KEUZES}
        waarden |= {naam: ja_nee(rij[naam]) for naam in JA_NEE}
        for soort in KANALEN:
            op_rij = sorted((r for r in deel["Kanaal"] if r["soort"] == soort), key=_op_volgorde)
            waarden[soort] = cellen.schrijf(map(_kanaal, op_rij))
        for indeling in INDELINGEN:
            eigen = (slugs.get(r["term_id"], ("", "")) for r in deel["Kenmerk"])
            waarden[indeling] = cellen.schrijf(
                Waarde(slug) for van_, slug in sorted(eigen) if van_ == indeling
            )
        uit[pk] = Regel(waarden)
    return uit


def ja_nee(waarde: bool | None) -> str:
    return "" if waarde is None else "ja" if waarde else "nee"


def _sleutel(waarde: Waarde) -> tuple[str, str]:
    return waarde.tekst, str(sorted(waarde.opties.items()))


def _op_volgorde(rij: Rij) -> tuple[int, str, str]:
    return rij["volgorde"], rij["waarde"], rij["id"]


def _opties(rij: Rij, namen: Mapping[str, str]) -> dict[str, str]:
    return {
        naam: "ja" if rij[veld] is True else cellen.netjes(str(rij[veld]))
        for naam, veld in namen.items()
        if rij[veld] not in ("", None, False)
    }


KANAALOPTIES = {
    "label": "label",
    "altijd open": "altijd_open",
    "uren": "uren_toelichting",
    "herkomst": "herkomst",
}
UUROPTIES = {"van": "geldig_van", "tot": "geldig_tot", "opmerking": "opmerking"}
PLAATSOPTIES = {
    "provincie": "provincie",
    "naam": "naam",
    "straat": "straat",
    "postcode": "postcode",
    "soort": "soort",
    "verborgen": "verborgen",
    "breedte": "breedtegraad",
    "lengte": "lengtegraad",
}


def _kanaal(rij: Rij) -> Waarde:
    return Waarde(rij["waarde"], _opties(rij, KANAALOPTIES))


def _provincie(rij: Rij) -> Waarde:
    return Waarde(rij["provincie"], {"naam": cellen.netjes(rij["naam"])} if rij["naam"] else {})


def _plaats(rij: Rij) -> Waarde:
    opties = _opties(rij, PLAATSOPTIES)
    if rij["soort"] == "physical":
        del opties["soort"]
    return Waarde(cellen.netjes(rij["plaats"]), opties)


def _uren(rij: Rij, kanalen: Mapping[str, Rij]) -> Waarde:
    tekst = f"{cellen.dagen_in_woorden(rij['dagen'])} {rij['van'][:5]}-{rij['tot'][:5]}"
    opties = _opties(rij, UUROPTIES)
    if kanaal := kanalen.get(rij["kanaal_id"] or ""):
        opties = {kanaal["soort"]: kanaal["waarde"]} | opties
    return Waarde(tekst, opties)


def pas_toe(
    rijen: Rijen, pk: str, regel: Regel, kolommen: Iterable[str], termen: Termen, gedeeld: Set[str]
) -> None:
    """Put these columns of a row of the table, checked before, into the rows of the map.

    A locatie that is `gedeeld` with another aanbod is not changed here, but left and replaced.
    """
    aanbod = rijen["Aanbod"][pk]
    te_doen = set(kolommen)
    for kolom in te_doen & {"slug", *TEKSTEN, *KEUZES}:
        aanbod[kolom] = getattr(regel, kolom)
    for kolom in te_doen & {*JA_NEE}:
        aanbod[kolom] = {"ja": True, "nee": False}.get(getattr(regel, kolom))
    for indeling in te_doen & {*INDELINGEN}:
        _zet_termen(rijen, pk, indeling, [w.tekst for w in cellen.ontleed(getattr(regel, indeling))], termen)
    if "provincies" in te_doen:
        gewenst = [
            {"provincie": w.tekst, "naam": w.opties.get("naam", "")}
            for w in cellen.ontleed(regel.provincies)  # type: ignore[attr-defined]
        ]
        _zet(rijen["Werkgebied"], "Werkgebied", pk, gewenst)
    if "plaatsen" in te_doen:
        _zet_plaatsen(rijen, pk, [plaats(w) for w in cellen.ontleed(regel.plaatsen)], gedeeld)  # type: ignore[attr-defined]
    if te_doen & {*KANALEN}:
        _zet_kanalen(rijen, pk, regel, te_doen)
    if te_doen & {"openingstijden", *KANALEN}:
        _zet_uren(rijen, pk, cellen.ontleed(regel.openingstijden))  # type: ignore[attr-defined]


def plaats(waarde: Waarde) -> Rij:
    """The fields of a Locatie. Raises ValueError on a number that is none."""
    uit: Rij = {veld: waarde.opties.get(naam, "") for naam, veld in PLAATSOPTIES.items()}
    uit["verborgen"] = uit["verborgen"] == "ja"
    for veld in ("breedtegraad", "lengtegraad"):
        uit[veld] = float(uit[veld].replace(",", ".")) if uit[veld] else None
    return uit | {"plaats": waarde.tekst, "soort": uit["soort"] or "physical"}


def _zet(
    van_model: dict[str, Rij],
    naam: str,
    pk: str,
    gewenst: list[Rij],
    wie: Callable[[Rij], bool] = lambda rij: True,
    vast: Mapping[str, Any] | None = None,
) -> None:
    """Let the rows of an aanbod be these: equal ones stay, then old ones change, then rows come or go.

    So a new number is a change of the kanaal that had the old one, and keeps its history.
    """
    over = [rij for rij in van_model.values() if rij["aanbod_id"] == pk and wie(rij)]
    nog = []
    for wens in gewenst:
        gelijk = next(
            (r for r in over if all(_plat(r[veld]) == _plat(waarde) for veld, waarde in wens.items())), None
        )
        if gelijk is None:
            nog.append(wens)
        else:
            over.remove(gelijk)
    for wens in nog:
        if over:
            over.pop(0).update(wens)
        else:
            nieuw = beeld.nieuwe_rij(naam, id=str(uuid.uuid4()), aanbod_id=pk, **(vast or {}), **wens)
            van_model[nieuw["id"]] = nieuw
    for rij in over:
        del van_model[rij["id"]]


def _plat(waarde: Any) -> Any:
    return cellen.netjes(waarde) if isinstance(waarde, str) else waarde


def _zet_termen(rijen: Rijen, pk: str, indeling: str, slugs: list[str], termen: Termen) -> None:
    eigen = {term for (van, _slug), term in termen.items() if van == indeling}
    gewenst = {termen[indeling, slug] for slug in slugs}
    er_zijn = {r["term_id"]: r["id"] for r in rijen["Kenmerk"].values() if r["aanbod_id"] == pk}
    for term in (er_zijn.keys() & eigen) - gewenst:
        del rijen["Kenmerk"][er_zijn[term]]
    for term in sorted(gewenst - er_zijn.keys()):
        rij = beeld.nieuwe_rij("Kenmerk", id=str(uuid.uuid4()), aanbod_id=pk, term_id=term)
        rijen["Kenmerk"][rij["id"]] = rij


def _zet_kanalen(rijen: Rijen, pk: str, regel: Regel, te_doen: set[str]) -> None:
    eigen = [r for r in rijen["Kanaal"].values() if r["aanbod_id"] == pk]
    hoogste = max((r["volgorde"] for r in eigen), default=-1)
    for soort in KANALEN:
        if soort not in te_doen:
            continue
        waarden = cellen.ontleed(getattr(regel, soort))
        # Places in the order are shared with the other kinds: the places of this kind are dealt out again.
        plekken = sorted(r["volgorde"] for r in eigen if r["soort"] == soort)
        gewenst = []
        for nummer, waarde in enumerate(waarden):
            if nummer >= len(plekken):
                hoogste += 1
                plekken.append(hoogste)
            opties = {veld: waarde.opties.get(naam, "") for naam, veld in KANAALOPTIES.items()}
            gewenst.append(
                {
                    "soort": soort,
                    "waarde": waarde.tekst,
                    **opties,
                    "altijd_open": opties["altijd_open"] == "ja",
                }
            )
        # The value is what makes a kanaal the same one; its place in the order may change.
        op_waarde = {r["waarde"]: r for r in eigen if r["soort"] == soort}
        nieuw = [w for w in gewenst if w["waarde"] not in op_waarde]
        over = [r for w, r in op_waarde.items() if w not in {g["waarde"] for g in gewenst}]
        for wens in nieuw:
            rij = over.pop(0) if over else beeld.nieuwe_rij("Kanaal", id=str(uuid.uuid4()), aanbod_id=pk)
            rijen["Kanaal"][rij["id"]] = op_waarde[wens["waarde"]] = rij
        for rij in over:
            del rijen["Kanaal"][rij["id"]]
        for wens, plek in zip(gewenst, plekken, strict=False):
            rij = op_waarde[wens["waarde"]]
            gelijk = {veld: rij[veld] for veld, waarde in wens.items() if _plat(rij[veld]) == waarde}
            rij.update(wens | gelijk | {"volgorde": plek})


def _zet_uren(rijen: Rijen, pk: str, waarden: list[Waarde]) -> None:
    kanalen = {(r["soort"], r["waarde"]): r["id"] for r in rijen["Kanaal"].values() if r["aanbod_id"] == pk}
    gewenst = []
    for waarde in waarden:
        dagen, van, tot = cellen.lees_uren(waarde.tekst)
        kanaal = next(
            (kanalen.get((soort, waarde.opties[soort])) for soort in KANALEN if soort in waarde.opties), None
        )
        gewenst.append(
            {
                "dagen": dagen,
                "van": van,
                "tot": tot,
                "kanaal_id": kanaal,
                "geldig_van": waarde.opties.get("van") or None,
                "geldig_tot": waarde.opties.get("tot") or None,
                "opmerking": waarde.opties.get("opmerking", ""),
            }
        )
    _zet(rijen["Openingstijd"], "Openingstijd", pk, gewenst)


def _zet_plaatsen(rijen: Rijen, pk: str, gewenst: list[Rij], gedeeld: Set[str]) -> None:
    organisatie = rijen["Aanbod"][pk]["organisatie_id"]
    plekken = [r for r in rijen["AanbodLocatie"].values() if r["aanbod_id"] == pk]
    nog = []
    for wens in gewenst:
        gelijk = next(
            (
                p
                for p in plekken
                if all(
                    _plat(rijen["Locatie"][p["locatie_id"]][veld]) == waarde for veld, waarde in wens.items()
                )
            ),
            None,
        )
        if gelijk is None:
            nog.append(wens)
        else:
            plekken.remove(gelijk)
    for wens in nog:
        eigen = next((p for p in plekken if p["locatie_id"] not in gedeeld), None)
        if eigen is not None:
            plekken.remove(eigen)
            rijen["Locatie"][eigen["locatie_id"]].update(wens)
            continue
        locatie = beeld.nieuwe_rij("Locatie", id=str(uuid.uuid4()), organisatie_id=organisatie, **wens)
        rijen["Locatie"][locatie["id"]] = locatie
        plek = beeld.nieuwe_rij("AanbodLocatie", id=str(uuid.uuid4()), aanbod_id=pk, locatie_id=locatie["id"])
        rijen["AanbodLocatie"][plek["id"]] = plek
    for plek in plekken:
        del rijen["AanbodLocatie"][plek["id"]]
        if plek["locatie_id"] not in gedeeld:
            del rijen["Locatie"][plek["locatie_id"]]


def is_land(waarde: str) -> str:
    """The country by whose numbers a kanaal is checked; both when it is not (yet) known."""
    return waarde if waarde in Land.values else Land.BEIDE.value
