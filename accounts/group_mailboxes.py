"""Mailboxes that many read: whoever confirms one proves nothing about himself (A-BG-03)."""

import re

from django.conf import settings

from accounts.mailbox import mailbox_name

_SIGNS_BETWEEN = re.compile(r"[^a-z0-9]+")
_NUMBER_BEHIND = re.compile(r"(?<=[a-z])\d+$")
# One of these words anywhere makes it a group's: support-de, team.berlin, hr_jobs.
_WORDS = frozenset(
    """
    abuse accounting administrator alert alerts allemployees alerting anfrage anfragen anzeigen
    assistance auftrag auskunft ausbildung azubi azubis benachrichtigung beratung bestellung
    bestellungen bewerbung bewerbungen billing bounce bounces buchhaltung buero callcenter
    careers carrier compliance contact customer customers customercare customerservice datenschutz
    devops dispatch disposition dpo editorial einkauf empfang employees enquiries enquiry
    entstoerung events faq feedback finance finanzen geschaeftsfuehrung geschaeftsleitung
    gewaehrleistung haendler help helpdesk hilfe hostmaster hotline hr impressum info information
    informationen infos inkasso invoice invoices jobs kanzlei karriere kommunikation kontakt kunde
    kunden kundencenter kundendienst kundenservice kundenbetreuung legal leitung list lists
    logistik mailerdaemon mailing mailinglist marketing mitarbeiter moderation moderator nachricht
    newsletter nobody noc noreply notification notifications notify office onlineshop operations
    order orders outage partner partners payment payments personal personalabteilung pm pr presse
    press privacy procurement projekt purchasing rechnung rechnungen recht redaktion registration
    reklamation reservation reservierung retoure retouren returns root sales schulung sekretariat
    security serviceteam service services shop social socialmedia staff stoerung stoerungen
    storno subscribe support sysadmin system team teams technik test ticket tickets training
    unsubscribe verein verkauf versand vertrag vertrieb verwaltung vorstand web webmaster
    webshop werbung widerruf zentrale
    """.split()
)
# Some of these are also somebody's name, so only where nothing else stands beside it.
_WHOLE_ONLY = frozenset(
    """
    admin all alle alls billing chef community everybody everyone ftp git group gruppe hallo
    hello hi it mail mailbox mails me post postfach postmaster us wir www you
    donotreply nichtantworten keineantwort hostmaster mailerdaemon
    """.split()
)


def is_group_mailbox(mailbox: str) -> bool:
    """Is this canonical mailbox one that many read, or that answers by itself?

    Sub-addresses, signs between words and a number behind do not matter; an operator adds
    names of his own by the setting GROUP_MAILBOXES.
    """
    name = mailbox_name(mailbox)
    words = {_NUMBER_BEHIND.sub("", word) for word in _SIGNS_BETWEEN.split(name)}
    run_together = _NUMBER_BEHIND.sub("", _SIGNS_BETWEEN.sub("", name))
    own = {_SIGNS_BETWEEN.sub("", entry.lower()) for entry in settings.GROUP_MAILBOXES}
    return bool(words & _WORDS) or run_together in _WORDS | _WHOLE_ONLY | own
