"""What the search reads: folded and stemmed text of what is published. Made from the rest, never edited."""

from __future__ import annotations

from django.db import models

from sociale_kaart.models.aanbod import Aanbod


class Zoekrij(models.Model):
    """One published aanbod as the search sees it. Each text starts and ends with a space, one space between words.

    `filters` holds the tokens that the filters match, each between spaces: " l:NL p:NL-UT d:client w:gevoelens k:chat
    gratis anoniem ". `nr` is the place of its bit in `Zoekbits`.
    """

    aanbod = models.OneToOneField(Aanbod, on_delete=models.CASCADE, primary_key=True, related_name="zoekrij")
    naam = models.TextField()
    labels = models.TextField()
    tekst = models.TextField()
    filters = models.TextField()
    nr = models.PositiveIntegerField(db_index=True, default=0)


class Zoekbits(models.Model):
    """In which entries a stem stands: a bit per Zoekrij, at its `nr`, packed. In the name, in the labels, anywhere.

    A filter token is a row too, after a "="; its bits are in `tekst`.
    """

    token = models.CharField(max_length=100, primary_key=True)
    naam = models.BinaryField(default=b"")
    labels = models.BinaryField(default=b"")
    tekst = models.BinaryField(default=b"")


class Zoekwoord(models.Model):
    """A word of the map itself, for "bedoel je …?": as it is written, as it is folded, in how many entries."""

    woord = models.CharField(max_length=60, primary_key=True)
    vorm = models.CharField(max_length=60)
    aantal = models.PositiveIntegerField()


class Zoekplek(models.Model):
    """Where an aanbod is, as a point on a globe in whole metres: distances are then exact on every database.

    From the coordinates of its locatie, or else from the name of its plaats.
    """

    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="zoekplekken")
    x = models.IntegerField()
    y = models.IntegerField()
    z = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["z", "x", "y"], name="zoekplek_bij")]


class Zoekstand(models.Model):
    """Of which version the index is, and a mark that changes with it: one row."""

    ENIGE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ENIGE)
    versie = models.CharField(max_length=60)
    merk = models.UUIDField()


class Zoekachterstand(models.Model):
    """What the index still has to do, written with the change itself: a process that dies after it forgets nothing.

    One row per change, so that writers never wait for each other. No aanbod: the words of the map changed.
    """

    aanbod = models.UUIDField(null=True, db_index=True)
    sinds = models.DateTimeField(db_index=True)
