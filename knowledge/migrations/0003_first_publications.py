"""What was published before revisions were reviewed gets the history that the new rules ask for."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

PUBLIC = ("published", "needs_review")
REVIEWED_AFTER = timedelta(days=365)


def fill_revisions(apps, schema_editor):
    """What revisions did not keep is taken from the article as it stands."""
    Article = apps.get_model("knowledge", "Article")
    for article in Article.objects.order_by("pk").iterator():
        article.revisions.update(
            search_phrases=article.search_phrases,
            product=article.product_id,
            valid_for=article.valid_for,
        )


def write_publications(apps, schema_editor):
    """Until now readers got every revision of a published article at once; what they get now
    counts as looked at, so that the next change alone asks for a second person."""
    Article = apps.get_model("knowledge", "Article")
    Publication = apps.get_model("knowledge", "Publication")
    for article in Article.objects.filter(state__in=PUBLIC).order_by("pk").iterator():
        publications = _publications(Publication, article)
        Publication.objects.bulk_create(publications)
        article.revisions.filter(pk__in=[each.revision_id for each in publications[-1:]]).update(
            reviewed_at=article.checked_at
        )
        article.revised_at = publications[-1].since if publications else article.published_at
        article.review_on = timezone.localdate(article.checked_at) + REVIEWED_AFTER
        article.save(update_fields=["revised_at", "review_on"])


def _publications(model, article):
    revisions = list(article.revisions.order_by("number"))
    later = [each for each in revisions if each.created_at > article.published_at]
    first = [each for each in revisions if each not in later][-1:]
    shown = first + later
    starts = [max(each.created_at, article.published_at) for each in shown]
    return [
        model(article=article, revision=each, since=since, until=until)
        for each, since, until in zip(shown, starts, [*starts[1:], None], strict=True)
    ]


def name_originals(apps, schema_editor):
    """The oldest article of a family is what the others say in their languages."""
    Article = apps.get_model("knowledge", "Article")
    originals = {}
    for article in Article.objects.order_by("pk").only("pk", "family", "version").iterator():
        original = originals.setdefault(article.family, article)
        if original is not article:
            Article.objects.filter(pk=article.pk).update(
                original=original.pk, original_version=original.version
            )


def say_why(apps, schema_editor):
    """Nothing needs review without a reason, as far as it can still be told."""
    Article = apps.get_model("knowledge", "Article")
    Doubt = apps.get_model("knowledge", "Doubt")
    waiting = Article.objects.filter(state="needs_review").select_related("owner")
    for article in waiting.order_by("pk").iterator():
        cause, subject = _reason(article)
        Doubt.objects.create(article=article, cause=cause, subject=subject)


def _reason(article):
    sources = list(article.sources.select_related("answer", "question").order_by("pk"))
    for source in sources:
        if source.answer.hidden_at or source.question.hidden_at:
            return "source-hidden", f"answer-{source.answer_id}"
    if not article.owner.is_active:
        return "owner-left", ""
    if sources:
        return "source-edited", f"answer-{sources[0].answer_id}"
    return "review-due", ""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_knowledge_base")]

    operations = [
        migrations.RunPython(step, migrations.RunPython.noop, elidable=True)
        for step in (fill_revisions, write_publications, name_originals, say_why)
    ]
