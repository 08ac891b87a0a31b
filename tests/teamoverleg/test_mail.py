"""Mail: only that something is waiting, only when it is configured, and never a reason to fail."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django.fixtures import Settings

from gesprek.models import Bericht, Deling
from tests.teams import Gedeeld, gedeelde_notitie, maak_leider

pytestmark = pytest.mark.django_db(databases="__all__")
VRAAG = "Hoe begin ik dit gesprek?"


class Weigeraar(BaseEmailBackend):
    """A server that refuses, with the address in what it says."""

    def send_messages(self, berichten: object) -> int:
        raise SMTPRecipientsRefused({"mieke@voorbeeld.example": (550, b"no such user")})


def antwoord(g: Gedeeld) -> None:
    uit = g.wie.verstuur(g.wie.get(g.gedeeld), {"t.": "dank je wel"}, knop="stuur:")
    assert uit.status_code == 303


def test_without_mail_nothing_is_sent(settings: Settings) -> None:
    settings.MAIL_AAN = False
    antwoord(gedeelde_notitie(VRAAG))
    assert mail.outbox == []


def test_each_lead_hears_apart_that_something_is_waiting_and_nothing_of_what(settings: Settings) -> None:
    settings.MAIL_AAN = True
    g = gedeelde_notitie(VRAAG, velden={"t.van": "Sanne"})
    assert [brief.to for brief in mail.outbox] == [[g.leider.email]]
    fatima = maak_leider(g.team, "Fatima")
    weg = maak_leider(g.team, "Weg")
    weg.is_active = False
    weg.save()
    mail.outbox.clear()
    antwoord(g)
    assert sorted(brief.to for brief in mail.outbox) == sorted([[g.leider.email], [fatima.email]])
    for brief in mail.outbox:
        assert (brief.cc, brief.bcc) == ([], [])
        woorden = f"{brief.subject} {brief.body}"
        assert "Er staat iets voor je klaar" in woorden
        for geheim in (VRAAG, "dank", "Sanne", g.team.naam, str(g.deling), g.code, "http"):
            assert geheim not in woorden


def test_a_mail_server_that_refuses_breaks_nothing_and_leaves_no_address_in_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_AAN = True
    settings.EMAIL_BACKEND = f"{__name__}.Weigeraar"
    with caplog.at_level(logging.DEBUG):
        antwoord(gedeelde_notitie(VRAAG))
    assert Deling.objects.count() == Bericht.objects.count() == 1
    assert "SMTPRecipientsRefused" in caplog.text
    assert "voorbeeld.example" not in caplog.text


@pytest.fixture
def zwijger() -> Iterator[int]:
    """A port where somebody picks up, says something that is no SMTP, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:

        def neem_op() -> None:
            verbinding, _ = luisteraar.accept()
            with verbinding:
                verbinding.sendall(b"554 niet voor mieke@voorbeeld.example\r\n")

        draad = threading.Thread(target=neem_op, daemon=True)
        draad.start()
        yield int(luisteraar.getsockname()[1])
        draad.join(5)


def test_a_real_connection_that_fails_breaks_nothing_either(
    settings: Settings, zwijger: int, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_AAN = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", zwijger
    with caplog.at_level(logging.DEBUG):
        gedeelde_notitie(VRAAG)
    assert Deling.objects.count() == 1
    assert "mail could not be sent" in caplog.text
    assert "voorbeeld.example" not in caplog.text
