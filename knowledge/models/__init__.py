from knowledge.models.article import Article, ArticleSource
from knowledge.models.candidate import Candidate
from knowledge.models.index_job import IndexJob
from knowledge.models.journey import JourneyEvent
from knowledge.models.revision import Revision

__all__ = ["Article", "ArticleSource", "Candidate", "IndexJob", "JourneyEvent", "Revision"]
