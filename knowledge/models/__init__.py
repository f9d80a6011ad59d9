from knowledge.models.article import Article, ArticleSource
from knowledge.models.article_feedback import ArticleFeedback
from knowledge.models.article_link import ArticleImage, ArticleLink
from knowledge.models.candidate import Candidate
from knowledge.models.claim import Claim
from knowledge.models.doubt import Doubt
from knowledge.models.ended_version import EndedVersion
from knowledge.models.foreign_source import ForeignSource
from knowledge.models.index_job import IndexJob
from knowledge.models.journey import JourneyEvent
from knowledge.models.missed_search import MissedSearch
from knowledge.models.page_views import PageViews
from knowledge.models.publication import Publication
from knowledge.models.reuse import Reuse
from knowledge.models.revision import PendingRevision, Revision, Significance
from knowledge.models.spool_mark import SpoolMark

__all__ = [
    "Article",
    "ArticleFeedback",
    "ArticleImage",
    "ArticleLink",
    "ArticleSource",
    "Candidate",
    "Claim",
    "Doubt",
    "EndedVersion",
    "ForeignSource",
    "IndexJob",
    "JourneyEvent",
    "MissedSearch",
    "PageViews",
    "PendingRevision",
    "Publication",
    "Reuse",
    "Revision",
    "Significance",
    "SpoolMark",
]
