"""How much the anonymiser finds, on the sentences it was tuned on and on the third that was held out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.teamoverleg.hulp import NAMEN, VAST, WAARDEN, Goud, gewoon, goud, tel


def _afgesteld(zin: Goud) -> bool:
    return not zin.achtergehouden


def _achtergehouden(zin: Goud) -> bool:
    return zin.achtergehouden


DELEN = pytest.mark.parametrize("kies", [_afgesteld, _achtergehouden])
Kies = Callable[[Goud], bool]


def test_er_zijn_genoeg_zinnen_en_geen_twee_keer_dezelfde() -> None:
    assert len(goud()) >= 400
    assert len(gewoon()) >= 150
    assert len({zin.tekst for zin in (*goud(), *gewoon())}) == len(goud()) + len(gewoon())
    assert 0.25 < sum(map(_achtergehouden, goud())) / len(goud()) < 0.42


@DELEN
def test_directe_gegevens_worden_gevonden(kies: Kies) -> None:
    telling = tel([zin for zin in goud() if kies(zin)])
    assert telling.deel((*NAMEN, *VAST)) >= 0.97, telling.gemist
    assert telling.deel(NAMEN) >= 0.96, telling.gemist
    assert telling.deel(VAST) >= 0.99, telling.gemist


@DELEN
def test_plaatsen_organisaties_datums_en_leeftijden_worden_gevonden(kies: Kies) -> None:
    telling = tel([zin for zin in goud() if kies(zin)])
    assert telling.deel(WAARDEN) >= 0.88, telling.gemist


@DELEN
def test_met_de_eigen_namenlijst_blijft_bijna_geen_naam_staan(kies: Kies) -> None:
    telling = tel([zin for zin in goud() if kies(zin)], met_lijst=True)
    assert telling.deel(NAMEN) >= 0.99, telling.gemist


@DELEN
def test_gewone_woorden_blijven_leesbaar(kies: Kies) -> None:
    met = tel([zin for zin in goud() if kies(zin)])
    zonder = tel([zin for zin in gewoon() if kies(zin)])
    assert met.weg <= 0.04, met.te_veel
    assert zonder.weg <= 0.04, zonder.te_veel
