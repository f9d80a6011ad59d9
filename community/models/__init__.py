from community.models.answer import Answer
from community.models.following import Affected, Following
from community.models.imported import ImportedRecord
from community.models.product import Product
from community.models.question import Question
from community.models.tag import QuestionTag, Tag
from community.models.vote import Vote

__all__ = [
    "Affected",
    "Answer",
    "Following",
    "ImportedRecord",
    "Product",
    "Question",
    "QuestionTag",
    "Tag",
    "Vote",
]
