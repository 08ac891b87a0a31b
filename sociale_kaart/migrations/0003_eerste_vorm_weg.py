"""The first form of the map makes room. It could not be edited, so all that was in it comes back with 0005."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sociale_kaart", "0002_startgegevens")]

    operations = [migrations.DeleteModel("Kanaal"), migrations.DeleteModel("Organisatie")]
