"""CSV and XLSX."""

from sociale_kaart.uitwisseling.tabel import bestand, nakijken, uit

__all__ = ["bestand", "nakijken", "uit"]
