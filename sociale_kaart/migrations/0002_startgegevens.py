"""Once filled the first tables. 0003 takes those away, and 0005 fills the new ones."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sociale_kaart", "0001_initial")]

    operations = []
