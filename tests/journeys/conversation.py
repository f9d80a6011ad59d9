"""The pages of a conversation, in every state that is worth looking at."""

from tests.journeys import talking
from tests.journeys.states import Look, first_of, page, then, with_errors
from tests.journeys.talking import (
    answer_that_is,
    chosen,
    opened,
    own_question,
    question_that_is,
    sent,
    thread_of_the_answer,
)

FOLLOWED = ("tags", "products", "members")
FINDING: dict[str, Look] = {
    "active": page("/questions/active/"),
    "most affected": page("/questions/most-affected/"),
    "filtered": page("/questions/?state=solved&language=all&tag=wifi"),
    "no such tag": page("/questions/?tag=qqqqqqqqqq"),
    "filters": opened(page("/questions/"), ".filtersheet > summary"),
    "tags": page("/tags/"),
    "tags not found": page("/tags/?q=qqqqqqqqqq"),
    "products": page("/products/"),
}
CONVERSATION: dict[str, Look] = {
    **{
        f"{which} question": question_that_is(which)
        for which in ("closed", "duplicate", "locked", "lacking details", "merged", "unanswered")
    },
    "discussed question": question_that_is("discussed"),
    "thread with an official answer": thread_of_the_answer("official"),
    "signed text that was edited": thread_of_the_answer("edited since"),
    "no longer official": thread_of_the_answer("no longer official"),
    "history": answer_that_is("edited", "/actions/history"),
    "never edited": answer_that_is("plain", "/actions/history"),
    "comments": talking.comments_of_an_answer,
    "how to format": page("/writing/"),
    "keys": page("/shortcuts/"),
    "report a post": page("/report/?path=/en/questions/1/"),
    "report with errors": with_errors(page("/report/"), "Send the report"),
    "receipt": talking.receipt,
    "new answers": talking.new_answers_are_said,
}
WRITING: dict[str, Look] = {
    "for me": page("/questions/for-me/"),
    "saved lists": page("/questions/saved/"),
    **{f"{what} you follow": page(f"/questions/following/?of={what}") for what in FOLLOWED},
    "edit": own_question("/actions/edit"),
    "edit with errors": talking.edit_with_errors,
    "conflict": talking.conflict,
    "own history": own_question("/actions/history"),
    "suggest an edit": answer_that_is("plain", "/actions/edit"),
    "suggestions": page("/edits/"),
    "delete": own_question("/actions/delete"),
    "own hidden posts": talking.something_deleted,
    "drafts": page("/drafts/"),
    "add an image": page("/images/new/"),
    "image is kept": talking.image_is_kept,
    "image is covered": talking.image_is_covered,
    "keys are shown": talking.keys_are_shown,
    "preview": talking.preview_is_shown,
    "mentions are offered": talking.mentions_are_offered,
    "tags are offered": talking.tags_are_offered,
    "comment is begun": talking.comment_is_begun,
    "whose number it is": talking.whose_number_it_is,
    "more": opened(question_that_is("open"), "#question details.more > summary"),
    "more about an answer": opened(question_that_is("open"), "article.post details.more > summary"),
}
FOLLOWS_NOBODY: dict[str, Look] = {
    "nothing for me": page("/questions/for-me/"),
    "no saved lists": page("/questions/saved/"),
    "no drafts": page("/drafts/"),
    "no hidden posts": page("/posts/hidden/"),
    "no suggestions": page("/edits/"),
    **{f"no {what} followed": page(f"/questions/following/?of={what}") for what in FOLLOWED},
}
DECIDING: dict[str, Look] = {
    "more of a moderator": opened(question_that_is("open"), "#question details.more > summary"),
    "close": question_that_is("open", "/actions/close"),
    "close with errors": sent(question_that_is("open", "/actions/close")),
    "reopen": question_that_is("closed", "/actions/open-again"),
    "lock": question_that_is("open", "/actions/lock"),
    "unlock": question_that_is("locked", "/actions/unlock"),
    "ask for details": question_that_is("open", "/actions/ask-details"),
    "nothing is missing": question_that_is("lacking details", "/actions/details-given"),
    "change the kind": question_that_is("open", "/actions/kind"),
    "asked before": question_that_is("open", "/actions/duplicate"),
    "asked before as": chosen("duplicate", "open", "unanswered"),
    "duplicates": page("/questions/duplicates/"),
    "merge": question_that_is("open", "/actions/merge"),
    "merge into": chosen("merge", "unanswered", "open"),
    "hide": talking.post_to("hide"),
    "hide with errors": sent(talking.post_to("hide")),
    "mask": talking.post_to("mask"),
    "reports": page("/moderation/reports/"),
    "report to decide": first_of("/moderation/reports/", ".qrow"),
    "held posts": page("/posts/held/"),
    "locked for others": question_that_is("locked"),
}
KEEPING_TAGS: dict[str, Look] = {
    "retag": question_that_is("open", "/actions/tags"),
    "keep a tag": page("/tags/wifi/edit/"),
    "tag as curator": page("/tags/wifi/"),
}
SIGNING: dict[str, Look] = {
    "thread as employee": thread_of_the_answer("official"),
    "sign": answer_that_is("plain", "/sign/"),
    "end a signed answer": then(thread_of_the_answer("official"), "No longer official"),
}
