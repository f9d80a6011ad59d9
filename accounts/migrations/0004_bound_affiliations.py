from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_say_until_when")]

    operations = [
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), models.Q(('proof_key', ''), _negated=True)), fields=('proof_key',), name='one_open_affiliation_per_proof'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('proof', 'administrator'), models.Q(('proof_key', ''), _negated=True), ('shrunk_at__isnull', False), _connector='OR'), name='affiliation_proof_is_named'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['agency', 'partner']), _negated=True), ('contract_until__isnull', False), _connector='OR'), name='affiliation_by_contract_says_until_when'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('contract_until', None), models.Q(('valid_until__isnull', False), ('valid_until__lte', models.F('contract_until'))), _connector='OR'), name='affiliation_outlives_no_contract'),
        ),
    ]
