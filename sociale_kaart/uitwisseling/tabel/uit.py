"""The table on its way out: a CSV that a Dutch Excel opens well, an XLSX of texts, and the template."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import openpyxl
import tablib
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from sociale_kaart.models import Aanbod, Term
from sociale_kaart.uitwisseling import beeld
from sociale_kaart.uitwisseling.schrijven import stukken
from sociale_kaart.uitwisseling.tabel import regel
from sociale_kaart.uitwisseling.tabel.regel import KOLOMMEN, Termen
from sociale_kaart.uitwisseling.tabel.resource import AanbodResource

_STUK = 250


class Csv(base_formats.CSV):  # type: ignore[misc]
    """With semicolons and a byte order mark: both are what Excel looks for here."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: object) -> bytes:
        tekst: str = super().export_data(dataset, delimiter=";", **kwargs)
        return tekst.encode("utf-8-sig")


class Xlsx(base_formats.XLSX):  # type: ignore[misc]
    """Each cell a text, so that 0800 keeps its nought; a second sheet explains the columns."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: object) -> bytes:
        boek = openpyxl.Workbook(write_only=True)
        blad = boek.create_sheet(_("Aanbod"))
        blad.freeze_panes = "A2"
        for plek, naam in enumerate(KOLOMMEN, 1):
            blad.column_dimensions[openpyxl.utils.get_column_letter(plek)].width = max(14, len(naam) + 2)
        blad.append(_cellen(blad, KOLOMMEN, vet=True))
        for rij in dataset:
            blad.append(_cellen(blad, rij))
        uitleg = boek.create_sheet(_("Uitleg"))
        uitleg.column_dimensions["A"].width = 20
        uitleg.column_dimensions["B"].width = 110
        uitleg.append(_cellen(uitleg, (_("kolom"), _("wat je invult")), vet=True))
        for naam, zin in uitleg_kolommen():
            uitleg.append(_cellen(uitleg, (naam, zin)))
        uit = io.BytesIO()
        boek.save(uit)
        return uit.getvalue()


def _cellen(blad: object, waarden: Iterable[str], vet: bool = False) -> list[WriteOnlyCell]:
    uit = []
    for waarde in waarden:
        cel = WriteOnlyCell(blad, ILLEGAL_CHARACTERS_RE.sub("", waarde))
        # Or else what starts with = is a formula, and #N/B an error.
        cel.data_type = "s"
        cel.number_format = "@"
        if vet:
            cel.font = Font(bold=True)
        uit.append(cel)
    return uit


VORMEN: dict[str, type[base_formats.Format]] = {"csv": Csv, "xlsx": Xlsx}


def termen() -> Termen:
    """The id of each term of the three fixed indelingen."""
    rijen = Term.objects.filter(indeling__slug__in=regel.INDELINGEN).values_list(
        "indeling__slug", "slug", "id"
    )
    return {(van, slug): str(pk) for van, slug, pk in rijen}


def dataset() -> tablib.Dataset:
    """The whole map, also what is concept or archived."""
    bekend = termen()
    resource = AanbodResource({}, bekend)
    uit = tablib.Dataset(headers=list(KOLOMMEN))
    for deel in stukken(Aanbod.objects.values_list("id", flat=True).order_by("naam", "slug"), _STUK):
        ids = [str(pk) for pk in deel]
        rijen = regel.regels(beeld.laad(ids), bekend)
        for rij in resource.export([rijen[pk] for pk in ids if pk in rijen]):
            uit.append(rij)
    return uit


def sjabloon() -> tablib.Dataset:
    """The columns with one row that shows how it is written and that an import passes by."""
    voorbeeld = {
        "id": "voorbeeld",
        "organisatie": _("Naam van de organisatie"),
        "naam": _("Naam van het aanbod"),
        "land": "NL",
        "bereik": "plaatselijk",
        "soort": "hulp",
        "status": "concept",
        "wat": _("Wat zij doen, in een of twee zinnen."),
        "gratis": "ja",
        "doelgroep": "client | naaste",
        "provincies": "NL-UT | NL-GE {naam=regio Arnhem}",
        "plaatsen": "Utrecht {provincie=NL-UT} {verborgen}",
        "telefoon": "0800 0113 {label=gesprek} {altijd open}",
        "web": "https://www.example.nl",
        "openingstijden": "ma-vr 09:00-17:00 | za 10:00-12:00 {opmerking=alleen op afspraak}",
        "herkomst": _("Waar je dit gezien hebt."),
    }
    rij = regel.Regel(voorbeeld).als_dict()
    return tablib.Dataset([rij[kolom] for kolom in KOLOMMEN], headers=list(KOLOMMEN))


def uitleg_kolommen() -> list[tuple[str, str]]:
    """What each column asks, for the sheet and the page."""
    lijst = _("Meer waarden: zet er | tussen.")
    kanaal = _("Na de waarde mag {label=…}, {uren=…}, {herkomst=…} en {altijd open}.")
    eigen = {
        "id": _("Laat leeg bij een nieuwe rij. Verander het nooit: hieraan herkennen we het aanbod."),
        "slug": _("Kort woord voor in het adres. Leeg: wij maken er een. Verandert later niet meer."),
        "organisatie_id": _("Leeg: de organisatie met precies deze naam, of een nieuwe."),
        "organisatie": _("Naam van de organisatie. Verplicht."),
        "naam": _("Naam van het aanbod. Verplicht."),
        "status": _("Een nieuwe rij wordt altijd concept. Publiceren doe je in het beheer."),
        "reden": _("Waarom het gearchiveerd is."),
        "doelgroep": lijst,
        "waarvoor": lijst,
        "categorie": lijst,
        "provincies": f"{lijst} {_('Code, zoals NL-UT of BE-VAN. Erachter mag {naam=regio Arnhem}.')}",
        "plaatsen": f"{lijst} "
        + _("Erachter mag {provincie=NL-UT}, {straat=…}, {postcode=…}, {naam=…} en {verborgen}.")
        + " "
        + _("Ook {soort=virtual}, {breedte=52.1} en {lengte=5.1}."),
        "openingstijden": f"{lijst} "
        + _("Erachter mag {telefoon=0800 0113}, {van=2026-01-01}, {tot=2026-12-31} en {opmerking=…}."),
        "nog_controleren": _("Voor de redactie. Wordt nooit openbaar."),
        "gecontroleerd_op": _("Alleen om te lezen. Een import telt nooit als controle."),
    }
    uit = []
    for naam in KOLOMMEN:
        zin = eigen.get(naam, "")
        if naam in regel.JA_NEE:
            zin = _("ja of nee. Leeg: niet bekend.")
        elif naam in regel.KANALEN:
            zin = f"{lijst} {kanaal}"
        elif naam in regel.KEUZES and naam != "status":
            veld: Any = Aanbod._meta.get_field(naam)
            keuzes = veld.flatchoices
            zin = _("Kies uit: %s.") % ", ".join(f"{waarde} ({label})" for waarde, label in keuzes if waarde)
        uit.append((naam, zin or _("Vrije tekst.")))
    return uit
