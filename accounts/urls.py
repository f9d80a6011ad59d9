from django.urls import include, path

from accounts.views import (
    affiliations,
    avatars,
    confirming,
    declaring,
    leaderboard,
    medals,
    members,
    notices,
    notification_settings,
    profiles,
    second_factor,
    sessions,
    standing,
)
from accounts.views.administration import acts, deciding, export, organisations, record, register

app_name = "accounts"

urlpatterns = [
    path("people/", members.members, name="members"),
    path("people/<int:user_id>/", profiles.profile, name="profile"),
    path("people/pictures/<slug:key>.webp", avatars.avatar, name="avatar"),
    path("me/profile/", profiles.edit, name="profile-edit"),
    path("me/declare/", declaring.declare, name="declare"),
    path("me/affiliation/", affiliations.mine, name="affiliation"),
    path("me/affiliation/request/", declaring.ask_for_mark, name="affiliation-request"),
    path("me/affiliation/withdraw/", affiliations.withdraw, name="affiliation-withdraw"),
    path("me/affiliation/leave/", affiliations.leave, name="affiliation-leave"),
    path("me/affiliation/renewal/", affiliations.ask_renewal, name="affiliation-renewal"),
    path("me/affiliation/renew/<str:token>/", affiliations.renew, name="affiliation-renew"),
    path("me/points/", standing.points, name="points"),
    path("me/privacy/", include("accounts.privacy.urls")),
    path("privileges/", standing.privileges, name="privileges"),
    path("medals/", medals.medals, name="medals"),
    path("medals/<slug:name>/", medals.medal, name="medal"),
    path("leaderboard/", leaderboard.leaderboard, name="leaderboard"),
    path("leaderboard/actions/consent", leaderboard.consent, name="leaderboard-consent"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/<int:session_id>/end/", sessions.end, name="session-end"),
    path("account/sessions/end/", sessions.end_all, name="sessions-end"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/confirm-by-mail/", confirming.confirm_by_mail, name="confirm-by-mail"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<int:notice_id>/read/", notices.read, name="notice-read"),
    path("me/mail/", notification_settings.settings, name="notification-settings"),
    path(
        "me/mail/confirm-again/",
        notification_settings.confirm_again,
        name="address-confirm-again",
    ),
    path("administration/affiliations/", register.affiliations, name="affiliations"),
    path(
        "administration/affiliations/<int:affiliation_id>/",
        register.affiliation,
        name="affiliation-detail",
    ),
    path(
        "administration/affiliations/<int:affiliation_id>/<slug:name>/",
        acts.act,
        name="affiliation-act",
    ),
    path(
        "administration/affiliations/export/<slug:form>/",
        export.export,
        name="affiliations-export",
    ),
    path(
        "administration/requests/<int:request_id>/",
        deciding.decide_request,
        name="affiliation-decide",
    ),
    path(
        "administration/declarations/<int:declaration_id>/",
        deciding.decide_declaration,
        name="declaration-decide",
    ),
    path(
        "administration/people/<int:user_id>/affiliation/", deciding.grant, name="affiliation-grant"
    ),
    path("administration/record/", record.record, name="record"),
    path("administration/record/export/<slug:form>/", record.export, name="record-export"),
    path("administration/organisations/", organisations.organisations, name="organisations"),
    path(
        "administration/organisations/<int:organisation_id>/",
        organisations.organisation,
        name="organisation",
    ),
    path(
        "administration/organisations/<int:organisation_id>/name-form/",
        organisations.name_form,
        name="organisation-name-form",
    ),
    path(
        "administration/domains/<int:domain_id>/removal/",
        organisations.domain_removal,
        name="domain-removal",
    ),
]
