"""Reasons of decisions about posts and images, as the record calls them."""

from django.utils.translation import gettext_lazy as _

from community.actions.closing import CASE_DIFFERS
from community.actions.holding import RELEASED
from community.actions.visibility import ANSWER_HIDDEN
from community.models import Question
from community.models.reasons import HeldFor, HiddenFor
from config.audit.reasons import register, register_sentences

register_sentences(ANSWER_HIDDEN)
register("kind-changed", dict(Question.Kind.choices))
register("post-held", dict(HeldFor.choices))
register("post-restored", {RELEASED: _("A moderator has looked at it")})
register("question-closed", dict(Question.Closed.choices))
register("question-reopened", {CASE_DIFFERS: _("My case is different")})
for act in ("image-removed", "image-removed-from-post", "post-hidden", "post-masked"):
    register(act, dict(HiddenFor.choices))
