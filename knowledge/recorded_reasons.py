"""Reasons for what was done about articles, as the record calls them."""

from config.audit.reasons import register
from knowledge.actions.publishing import AtOnce
from knowledge.models import Article, Candidate, Doubt

register("article-doubted", dict(Doubt.Cause.choices))
register("article-published-at-once", dict(AtOnce.choices))
register("article-retired", dict(Article.Retired.choices))
register("candidate-dismissed", dict(Candidate.Dismissal.choices))
