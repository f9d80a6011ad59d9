from community.models.answer import Answer
from community.models.answer_feedback import AnswerFeedback
from community.models.comment import Comment
from community.models.decision import Decision
from community.models.draft import Draft
from community.models.duplicate import DuplicateProposal
from community.models.edit_proposal import EditProposal
from community.models.expertise import Expertise
from community.models.following import Affected, Following
from community.models.image import Image, ImageUse
from community.models.imported import ImportedRecord
from community.models.mention import Mention
from community.models.official import OfficialMark
from community.models.pending_question import PendingQuestion
from community.models.product import Product
from community.models.question import Question
from community.models.revision import Revision
from community.models.saved_filter import SavedFilter
from community.models.tag import QuestionTag, Tag
from community.models.tag_change import TagChange
from community.models.topic_following import TopicFollowing
from community.models.vote import Vote

__all__ = [
    "Affected",
    "Answer",
    "AnswerFeedback",
    "Comment",
    "Decision",
    "Draft",
    "DuplicateProposal",
    "EditProposal",
    "Expertise",
    "Following",
    "Image",
    "ImageUse",
    "ImportedRecord",
    "Mention",
    "OfficialMark",
    "PendingQuestion",
    "Product",
    "Question",
    "QuestionTag",
    "Revision",
    "SavedFilter",
    "Tag",
    "TagChange",
    "TopicFollowing",
    "Vote",
]
