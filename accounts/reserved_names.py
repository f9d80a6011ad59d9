"""Words that would let a member look like somebody who speaks for the company or the site."""

RESERVED_WORDS = frozenset(
    """
    admin admins administrator administrators administratorin administration sysadmin superuser
    moderator moderators moderatorin moderatoren moderation mod mods curator kurator kuratorin
    staff team teams crew employee mitarbeiter mitarbeiterin owner inhaber betreiber operator
    support supporter helpdesk hotline service services servicedesk kundendienst kundenservice
    kundenbetreuung kundenberater kundenberaterin betreuung callcenter customerservice
    customercare helpcenter official officially offiziell offizielle offizieller offizielles
    verified verifiziert geprüft bestätigt authorized autorisiert system root daemon bot
    webmaster postmaster hostmaster mailer noreply abuse security sicherheit datenschutz privacy
    legal rechtsabteilung billing rechnungsstelle buchhaltung presse redaktion community
    klartext anonymous anonym deleted gelöscht nobody niemand everyone unknown unbekannt
    """.split()
)
