from datetime import timedelta

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def say_until_when(apps, schema_editor):
    """What was granted before proofs had an end is proved for as long as a new one would be."""
    affiliations = apps.get_model("accounts", "Affiliation").objects
    affiliations.update(proved_at=F("granted_at"))
    until = timezone.localdate() + timedelta(days=365)
    affiliations.filter(valid_until=None).update(valid_until=until)
    by_contract = affiliations.filter(kind__in=["agency", "partner"])
    by_contract.filter(contract_until=None).update(contract_until=F("valid_until"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people")]

    operations = [migrations.RunPython(say_until_when, migrations.RunPython.noop)]
