from dataclasses import dataclass


@dataclass(frozen=True)
class ArticlePublished:
    article_id: int


@dataclass(frozen=True)
class ArticleChanged:
    """The text or the state of an article has changed; the search must look again."""

    article_id: int


@dataclass(frozen=True)
class ArticleSubmitted:
    """A draft or a pending revision waits for a second person."""

    article_id: int


@dataclass(frozen=True)
class ArticleReturned:
    """The second person sent it back with a note."""

    article_id: int


@dataclass(frozen=True)
class ArticleUnpublished:
    """Readers no longer get it; it is a draft again."""

    article_id: int


@dataclass(frozen=True)
class ArticleRetired:
    """It is kept, but no longer shown; `retired_as` says why, `successor` what to read instead."""

    article_id: int


@dataclass(frozen=True)
class ArticleReused:
    """A curator said that an article answers this thread too."""

    article_id: int
    question_id: int


@dataclass(frozen=True)
class DoubtRaised:
    """Somebody has to look at an article again."""

    article_id: int
    doubt_id: int


@dataclass(frozen=True)
class ArticleFeedbackGiven:
    """A reader said whether an article helped him, or a curator looked at such words."""

    article_id: int


@dataclass(frozen=True)
class CandidateDecided:
    """A curator dismissed a candidate, said which article covers it, or took that back."""

    candidate_id: int
