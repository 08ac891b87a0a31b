"""Fills an empty sociale kaart with the files in `gegevens/`; a row that is there already stays as it is."""

from django.db import migrations

from sociale_kaart import startgegevens


def laad(apps, schema_editor):
    startgegevens.laad(apps.get_model, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("sociale_kaart", "0004_hsds")]

    # Backwards nothing goes: an editor may have worked on these rows.
    operations = [migrations.RunPython(laad, migrations.RunPython.noop)]
