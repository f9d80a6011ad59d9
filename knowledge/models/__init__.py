from knowledge.models.article import Article, ArticleSource
from knowledge.models.article_feedback import ArticleFeedback
from knowledge.models.article_link import ArticleImage, ArticleLink
from knowledge.models.candidate import Candidate
from knowledge.models.claim import Claim
from knowledge.models.direct_link import DirectLink
from knowledge.models.doubt import Doubt
from knowledge.models.ended_version import EndedVersion
from knowledge.models.foreign_source import ForeignSource
from knowledge.models.gap import Gap
from knowledge.models.index_job import IndexJob
from knowledge.models.journey import JourneyEvent, JourneyWatch
from knowledge.models.page_views import PageViews
from knowledge.models.pin import Pin
from knowledge.models.publication import Publication
from knowledge.models.reuse import Reuse
from knowledge.models.revision import PendingRevision, Revision, Significance
from knowledge.models.searched_words import SearchedWords
from knowledge.models.spool_mark import SpoolMark
from knowledge.models.synonym import Synonym

__all__ = [
    "Article",
    "ArticleFeedback",
    "ArticleImage",
    "ArticleLink",
    "ArticleSource",
    "Candidate",
    "Claim",
    "DirectLink",
    "Doubt",
    "EndedVersion",
    "ForeignSource",
    "Gap",
    "IndexJob",
    "JourneyEvent",
    "JourneyWatch",
    "PageViews",
    "PendingRevision",
    "Pin",
    "Publication",
    "Reuse",
    "Revision",
    "SearchedWords",
    "Significance",
    "SpoolMark",
    "Synonym",
]
