"""Texts that cost a careless search the square of their length, or worse: for the tests and the bench."""

VIJANDIG = (
    "a" * 20_000, "1" * 20_000, "1 " * 10_000, "a@" * 10_000, "a." * 10_000, "Jan " * 5_000, "van de " * 3_000,
    "A. " * 6_000, "Kerkstraat " * 1_800, "straat" * 3_300, "-" * 20_000, "'" * 20_000, "\n" * 20_000,
    "1-" * 10_000,
    "is 14 " * 3_300, "Xx van " * 2_800, "[persoon 1]" * 1_800, "BE68 " * 4_000, "school van de " * 1_400,
    "Aa-" * 6_600, "a_" * 10_000, "12/" * 6_600, "é́" * 10_000, " " * 20_000, "\ue000" * 20_000,
    "Van den Xyzzy " * 1_400, "heet is " * 2_500, "drieentwintig" * 1_500, "(" * 20_000, "Abc" * 6_600,
    "vorige week " * 1_600, "J\u0430n " * 5_000, "De Het " * 2_800, "Xx-" * 6_600, "KEVIN DE RIDDER " * 1_250,
    "J\u200dan\x00" * 4_000, "\u202eJan " * 4_000, "begin '84 " * 2_000, "zusje, " * 2_800, "straat 1. " * 2_000,
    "".join(f"Xyz{n} Qw{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} zei " for n in range(1_200)),
)  # fmt: skip
