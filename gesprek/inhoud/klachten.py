"""What can be wrong with content that reads well: ids twice, references to nothing, parts that don't fit together.

Each complaint is a sentence; `lader` puts file and line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from gesprek.inhoud import model, patronen
from gesprek.inhoud.opmaak import VERWIJZING

ID = re.compile(r"[a-z][a-z0-9-]*\Z")
RIJ_ID = re.compile(r"[A-Za-z0-9]{1,40}\Z")
"""How a form writes the id of a row."""


def groepklachten(gelezen: msgspec.Struct, voor: str = "") -> Iterator[tuple[str, str]]:
    """(path, complaint) for blocks of one page whose roles and groups don't fit together."""
    for i, onderdeel in enumerate(getattr(gelezen, "onderdelen", ())):
        yield from groepklachten(onderdeel, f"onderdelen[{i}].")
    for naam in ("begin", "onderdeel"):  # parts that stand by themselves
        if deel := getattr(gelezen, naam, None):
            yield from groepklachten(deel, f"{naam}.")
    algemeen: set[tuple[str, model.LandId | None]] = set()
    blokken: tuple[model.Blok, ...] = getattr(gelezen, "blokken", ())
    for i, blok in enumerate(blokken):
        plek = f"{voor}blokken[{i}]"
        if (blok.anders or blok.rollen) and not blok.groep:
            yield plek, "een blok met rollen of anders hoort bij een groep"
        if blok.anders and blok.rollen:
            yield plek, "een blok is voor enkele rollen of voor alle anderen, niet allebei"
        if blok.anders and (blok.groep, blok.land) in algemeen:
            yield plek, f"groep {blok.groep!r} heeft al een algemeen blok"
        if blok.anders:
            algemeen.add((blok.groep, blok.land))


def _ids(inhoud: model.Inhoud) -> Iterator[tuple[str, str]]:
    """(space, id): within a space an id may stand once."""
    yield from (("stap", stap.id) for stap in inhoud.stappen)
    for onderdeel in inhoud.onderdelen:
        yield "onderdeel", onderdeel.id
        yield from (("punt", punt.id) for punt in onderdeel.punten)
        for veld in onderdeel.velden:
            yield "veld", veld.id
            yield from ((f"optie van {veld.id}", optie.id) for optie in veld.opties)
            for kolom in veld.kolommen:
                yield f"kolom van {veld.id}", kolom.id
                yield from ((f"optie van {veld.id}.{kolom.id}", optie.id) for optie in kolom.opties)
    for uitgangspunt in inhoud.veiligheidsplan.uitgangspunten:
        yield "uitgangspunt", uitgangspunt.id
        yield from (("voorbeeld", voorbeeld.id) for voorbeeld in uitgangspunt.voorbeelden)
    for familie in inhoud.vragen.families:
        yield "vragenfamilie", familie.id
        yield from (("vraag", vraag.id) for vraag in familie.vragen)
    yield from (("wat als", kaart.id) for kaart in inhoud.wat_als.kaarten)
    regels = inhoud.doen_en_laten.doen + inhoud.doen_en_laten.laten
    yield from (("doen of laten", regel.id) for regel in regels)
    yield from (("spiegelregel", spiegelregel.id) for spiegelregel in inhoud.taalspiegel.regels)
    yield from (("thema", thema.id) for thema in inhoud.themas)
    yield from (("begrip", begrip.id) for begrip in inhoud.begrippen.begrippen)
    yield from (("protocol", protocol.id) for protocol in inhoud.protocollen)
    yield from (("rol", rol.id) for rol in inhoud.landen.rollen)
    yield from (("lijn", lijn.id) for lijn in inhoud.landen.lijnen)


def _veld_klachten(veld: model.Veld, families: set[str]) -> Iterator[str]:
    heeft_keuze = bool(veld.opties or veld.opties_uit)
    if (veld.soort in ("keuze", "meerkeuze")) != heeft_keuze:
        yield f"veld {veld.id!r}: soort {veld.soort!r} en opties passen niet bij elkaar"
    if (veld.soort == "rijen") != bool(veld.kolommen) or (veld.soort == "rijen") != bool(veld.rij):
        yield f"veld {veld.id!r}: alleen een veld van soort 'rijen' heeft kolommen en een woord voor een rij"
    if veld.opties_uit and veld.opties_uit not in families:
        yield f"veld {veld.id!r}: vragenfamilie {veld.opties_uit!r} bestaat niet"
    for kolom in veld.kolommen:
        if (kolom.soort == "keuze") != bool(kolom.opties):
            yield f"kolom {veld.id!r}.{kolom.id!r}: alleen een keuze heeft opties"


def _teksten(ding: object) -> Iterator[str]:
    """Every string inside a struct."""
    if isinstance(ding, str):
        yield ding
    elif isinstance(ding, msgspec.Struct):
        for naam in ding.__struct_fields__:
            yield from _teksten(getattr(ding, naam))
    elif isinstance(ding, Iterable) and not isinstance(ding, dict):
        for deel in ding:
            yield from _teksten(deel)


def _blokken(inhoud: model.Inhoud) -> Iterator[model.Blok]:
    yield from (blok for deel in inhoud.onderdelen for blok in deel.blokken)
    yield from (blok for thema in inhoud.themas for blok in thema.blokken)
    yield from inhoud.geheim.blokken
    yield from (blok for protocol in inhoud.protocollen for blok in protocol.blokken)


def klachten(inhoud: model.Inhoud) -> list[str]:
    """What is wrong with the content as a whole: doubled ids, references to what is not there."""
    uit: list[str] = []
    gezien: set[tuple[str, str]] = set()
    for ruimte, naam in _ids(inhoud):
        if (ruimte, naam) in gezien:
            uit.append(f"{ruimte} {naam!r} staat er twee keer")
        if not ID.match(naam):
            uit.append(f"{ruimte} {naam!r}: een id is kleine letters, cijfers en streepjes")
        gezien.add((ruimte, naam))
    families = {familie.id for familie in inhoud.vragen.families}
    rollen = {rol.id: rol.landen for rol in inhoud.landen.rollen}
    lijnen = {lijn.id for lijn in inhoud.landen.lijnen}
    for onderdeel in inhoud.onderdelen:
        for veld in onderdeel.velden:
            uit.extend(_veld_klachten(veld, families))
    for blok in _blokken(inhoud):
        for rol in blok.rollen:
            if rol not in rollen:
                uit.append(f"rol {rol!r} bestaat niet")
            elif blok.land and blok.land not in rollen[rol]:
                uit.append(f"rol {rol!r} bestaat niet in {blok.land} (blok {blok.titel!r})")
    uit.extend(
        f"verwijzing {los[0]!r} is niet goed geschreven"
        for tekst in _teksten(inhoud)
        for los in re.finditer(r"\{[\w.-]*\}?|[\w.-]*\}", VERWIJZING.sub("", tekst))
    )
    for protocol in inhoud.protocollen:
        uit.extend(f"lijn {lijn!r} bestaat niet" for lijn in protocol.lijnen if lijn not in lijnen)
    if [stap.nummer for stap in inhoud.stappen] != [1, 2, 3, 4, 5, 6]:
        uit.append("de zes stappen zijn niet genummerd van 1 tot en met 6")
    uit.extend(_oefenklachten(inhoud))
    uit.extend(_voorbeeldklachten(inhoud))
    uit.extend(_patroonklachten(inhoud.taalspiegel))
    uit.extend(_tijdensklachten(inhoud))
    uit.extend(_overlegklachten(inhoud))
    return uit


def _opties(inhoud: model.Inhoud, veld: model.Veld) -> set[str]:
    """The ids that may be chosen in a field."""
    vragen = {f.id: {vraag.id for vraag in f.vragen} for f in inhoud.vragen.families}
    return {optie.id for optie in veld.opties} | vragen.get(veld.opties_uit, set())


def _oefenklachten(inhoud: model.Inhoud) -> Iterator[str]:
    """The practice case must fit what a step form would accept."""
    velden = {v.id: v for o in inhoud.onderdelen for v in o.velden}
    punten = {p.id for o in inhoud.onderdelen for p in o.punten}
    stappen = {s.id for s in inhoud.stappen}
    casus = inhoud.oefencasus
    if casus.rol not in {rol.id for rol in inhoud.rollen_van(casus.land)}:
        yield f"oefencasus: rol {casus.rol!r} bestaat niet in {casus.land}"
    soorten: tuple[tuple[Iterable[str], tuple[str, ...]], ...] = (
        (casus.teksten, ("kort", "lang", "datum", "keuze")),
        (casus.keuzes, ("meerkeuze",)),
        (casus.rijen, ("rijen",)),
    )
    for namen, soort in soorten:
        for naam in namen:
            if naam not in velden:
                yield f"oefencasus: veld {naam!r} bestaat niet"
            elif velden[naam].soort not in soort:
                yield f"oefencasus: veld {naam!r} is van soort {velden[naam].soort}"
    for naam, waarde in casus.teksten.items():
        if naam in velden:
            yield from _waarde_klachten(
                "oefencasus", naam, velden[naam].soort, waarde, _opties(inhoud, velden[naam])
            )
    for naam, gekozen in casus.keuzes.items():
        opties = _opties(inhoud, velden[naam]) if naam in velden else set(gekozen)
        yield from (f"oefencasus: optie {o!r} van {naam} bestaat niet" for o in gekozen if o not in opties)
    for naam, rijen in casus.rijen.items():
        for rij in rijen if naam in velden else ():
            yield from _rij_klachten("oefencasus", velden[naam], rij.waarden)
            if not RIJ_ID.match(rij.id):  # a form would not take it back
                yield f"oefencasus: rij {rij.id!r} van {naam}: alleen letters en cijfers"
    yield from (f"oefencasus: punt {punt!r} bestaat niet" for punt in casus.punten if punt not in punten)
    yield from (f"oefencasus: stap {stap!r} bestaat niet" for stap in casus.klaar if stap not in stappen)


def _voorbeeldklachten(inhoud: model.Inhoud) -> Iterator[str]:
    """The examples of the safety plan must be rows that its form would accept."""
    velden = {v.id: v for o in inhoud.veiligheidsplan.onderdelen for v in o.velden if v.soort == "rijen"}
    for uitgangspunt in inhoud.veiligheidsplan.uitgangspunten:
        for voorbeeld in uitgangspunt.voorbeelden:
            if voorbeeld.veld not in velden:
                yield f"voorbeeld {voorbeeld.id!r}: het plan heeft geen rijen {voorbeeld.veld!r}"
                continue
            veld = velden[voorbeeld.veld]
            yield from _rij_klachten(f"voorbeeld {voorbeeld.id!r}", veld, voorbeeld.waarden)
            if not any(kolom.soort == "voorbeeld" for kolom in veld.kolommen):
                yield f"voorbeeld {voorbeeld.id!r}: {veld.id!r} kan niet onthouden dat het een voorbeeld is"


def _tijdensklachten(inhoud: model.Inhoud) -> Iterator[str]:
    """What the page for the talk itself shows of the steps must be there."""
    delen = {deel.id for stap in inhoud.stappen for deel in stap.onderdelen}
    soorten = {v.id: v.soort for stap in inhoud.stappen for deel in stap.onderdelen for v in deel.velden}
    tijdens = inhoud.tijdens
    if tijdens.opening not in delen:
        yield f"tijdens: onderdeel {tijdens.opening!r} bestaat niet"
    for veld in (tijdens.boodschappen, tijdens.eigen_vragen):
        if soorten.get(veld) != "rijen":
            yield f"tijdens: de stappen hebben geen rijen {veld!r}"
    for veld in (*tijdens.vakken.values(), *tijdens.gevoelens):
        if soorten.get(veld, "rijen") == "rijen":
            yield f"tijdens: de stappen hebben geen veld {veld!r} om in te schrijven"
    if missend := {familie.id for familie in inhoud.vragen.families} ^ tijdens.vakken.keys():
        yield f"tijdens: vragenfamilie {min(missend)!r} hoort bij één vak"


def _overlegklachten(inhoud: model.Inhoud) -> Iterator[str]:
    """What the note for a colleague takes of the rest must be there, and the names may never go along."""
    blad = inhoud.overleg
    delen = {deel.id for stap in inhoud.stappen for deel in stap.onderdelen}
    yield from (
        f"overleg: onderdeel {d!r} bestaat niet" for d in (*blad.vanuit, blad.regels) if d not in delen
    )
    eigen = {veld.id: veld for veld in blad.onderdeel.velden}
    if blad.vraag not in eigen or eigen[blad.vraag].soort != "lang":
        yield f"overleg: {blad.vraag!r} is geen eigen veld om in te schrijven"
    if blad.namen not in eigen or [kolom.soort for kolom in eigen[blad.namen].kolommen] != ["kort"]:
        yield f"overleg: {blad.namen!r} is geen eigen veld met rijen van één woord"
    velden = {veld.id for stap in inhoud.stappen for deel in stap.onderdelen for veld in deel.velden}
    for veld in blad.standaard:
        if veld not in velden and veld != blad.vraag:
            yield f"overleg: veld {veld!r} kan niet meegaan"


def _patroonklachten(spiegel: model.Taalspiegel) -> Iterator[str]:
    """Every pattern of the taalspiegel must be one that can be looked for."""
    van_regels = (p for regel in spiegel.regels for p in (*regel.patronen, *regel.behalve))
    for patroon in (*spiegel.vrij, *van_regels):
        try:
            patronen.lees(patroon, spiegel.woorden)
        except patronen.PatroonFout as fout:
            yield f"patroon {patroon!r}: {fout}"


def _rij_klachten(waar: str, veld: model.Veld, waarden: dict[str, str]) -> Iterator[str]:
    kolommen = {kolom.id: kolom for kolom in veld.kolommen}
    for naam, waarde in waarden.items():
        if naam not in kolommen:
            yield f"{waar}: kolom {naam!r} van {veld.id} bestaat niet"
            continue
        opties = {optie.id for optie in kolommen[naam].opties}
        yield from _waarde_klachten(waar, f"{veld.id}.{naam}", kolommen[naam].soort, waarde, opties)


def _waarde_klachten(waar: str, naam: str, soort: str, waarde: str, opties: set[str]) -> Iterator[str]:
    if soort == "keuze" and waarde not in opties:
        yield f"{waar}: optie {waarde!r} van {naam} bestaat niet"
    if soort == "datum":
        try:
            date.fromisoformat(waarde)
        except ValueError:
            yield f"{waar}: {waarde!r} in {naam} is geen datum (jjjj-mm-dd)"


def verwijzingen(inhoud: model.Inhoud) -> set[str]:
    """Every `{id}` in the texts: ids of lijnen, or slugs of organisations of the sociale kaart."""
    return {treffer[1] for tekst in _teksten(inhoud) for treffer in VERWIJZING.finditer(tekst)}
