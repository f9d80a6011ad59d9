from django.db import migrations
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_questions(apps, schema_editor):
    """What `recount` would find: visible questions that wear each tag."""
    uses = apps.get_model("community", "QuestionTag").objects.filter(
        tag=OuterRef("pk"), content_object__hidden_at=None
    )
    counted = uses.order_by().values("tag").annotate(number=Count("pk")).values("number")
    tags = apps.get_model("community", "Tag").objects
    tags.update(question_count=Coalesce(Subquery(counted), 0))


class Migration(migrations.Migration):
    dependencies = [("community", "0003_conversation")]

    operations = [migrations.RunPython(count_questions, migrations.RunPython.noop, elidable=True)]
