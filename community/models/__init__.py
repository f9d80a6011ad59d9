from community.models.answer import Answer
from community.models.expertise import Expertise
from community.models.following import Affected, Following
from community.models.imported import ImportedRecord
from community.models.pending_question import PendingQuestion
from community.models.product import Product
from community.models.question import Question
from community.models.tag import QuestionTag, Tag
from community.models.vote import Vote

__all__ = [
    "Affected",
    "Answer",
    "Expertise",
    "Following",
    "ImportedRecord",
    "PendingQuestion",
    "Product",
    "Question",
    "QuestionTag",
    "Tag",
    "Vote",
]
