"""The price list: what helping is worth. PRODUCT.md, section 1, “Reputation”."""

ANSWER_VOTED = 5
ANSWER_VOTED_AT_MOST = 50
ANSWER_ACCEPTED = 25
ACCEPTED_AN_ANSWER = 2
ARTICLE_SOURCE = 30
