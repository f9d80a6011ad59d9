"""Mail domains whose mailboxes anybody can have: none of them says for whom somebody works."""

from django.conf import settings

from accounts.mailbox import canonical_domain

_GERMAN = """
    t-online.de magenta.de gmx.de gmx.net gmx.at gmx.ch gmx.info gmx.org gmx.eu web.de email.de
    freenet.de freenetmail.de mail.de posteo.de posteo.net posteo.org posteo.eu mailbox.org
    mailo.de arcor.de vodafone.de vodafonemail.de unitymail.de kabelmail.de kabelbw.de o2mail.de
    o2online.de alice-dsl.net alice.de versanet.de ewetel.net ewe.net osnanet.de netcologne.de
    mnet-online.de mnet-mail.de 1und1.de online.de onlinehome.de tonline.de htp-tel.de
    swbmail.de nordcom.de wtnet.de dokom.net teleos-web.de ish.de lycos.de smart-mail.de
    emailn.de firemail.de inbox.de spambog.de bluewin.ch hispeed.ch sunrise.ch chello.at aon.at
    a1.net utanet.at kabsi.at inode.at eclipso.de eclipso.eu systemli.org riseup.net
    t-mobile.de compuserve.de ngi.de tutanota.de
"""
_INTERNATIONAL = """
    gmail.com googlemail.com outlook.com outlook.de outlook.at outlook.fr outlook.es
    hotmail.com hotmail.de hotmail.co.uk hotmail.fr hotmail.it hotmail.es live.com live.de
    live.co.uk live.fr live.nl live.at msn.com passport.com windowslive.com icloud.com me.com
    mac.com privaterelay.appleid.com appleid.com yahoo.com yahoo.de yahoo.co.uk yahoo.fr yahoo.it
    yahoo.es yahoo.at ymail.com rocketmail.com myyahoo.com aol.com aol.de aim.com gmx.com gmx.us
    gmx.co.uk mail.com email.com usa.com europe.com post.com consultant.com engineer.com
    proton.me protonmail.com protonmail.ch pm.me tuta.com tuta.io tuta.me tutanota.com tutamail.com
    keemail.me fastmail.com fastmail.fm fastmail.net fastmail.de sent.com zoho.com zohomail.com
    zohomail.eu hey.com duck.com mozmail.com relay.firefox.com simplelogin.com simplelogin.io
    simplelogin.co aleeas.com slmail.me anonaddy.com anonaddy.me addy.io passmail.net passinbox.com
    yandex.com yandex.ru ya.ru mail.ru inbox.ru list.ru bk.ru rambler.ru qq.com foxmail.com
    163.com 126.com yeah.net sina.com naver.com daum.net hanmail.net rediffmail.com seznam.cz
    email.cz centrum.cz wp.pl o2.pl onet.pl interia.pl op.pl gazeta.pl tlen.pl abv.bg ukr.net
    i.ua libero.it virgilio.it tiscali.it alice.it tin.it laposte.net orange.fr wanadoo.fr free.fr
    sfr.fr neuf.fr numericable.fr bbox.fr skynet.be telenet.be proximus.be ziggo.nl kpnmail.nl
    planet.nl xs4all.nl hetnet.nl upcmail.nl telia.com telenor.se spray.se online.no
    bigpond.com optusnet.com.au btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com
    blueyonder.co.uk tiscali.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net
    cox.net charter.net earthlink.net juno.com shaw.ca rogers.com sympatico.ca uol.com.br
    bol.com.br terra.com.br hushmail.com runbox.com startmail.com mailfence.com disroot.org
    cock.li ctemplar.com mailinator.com guerrillamail.com yopmail.com 10minutemail.com
    trash-mail.com trashmail.com temp-mail.org getnada.com sharklasers.com dispostable.com
    maildrop.cc mailnesia.com wegwerfmail.de byom.de spamgourmet.com
    googlegroups.com groups.io
"""
_PUBLIC = frozenset(_GERMAN.split()) | frozenset(_INTERNATIONAL.split())


def gives_mailboxes_away(domain: str) -> bool:
    """Can everybody, or every customer, have a mailbox at this A-label, or at one above it?"""
    names = domain.split(".")
    above = {".".join(names[start:]) for start in range(len(names))}
    customers = {canonical_domain(entry) for entry in settings.CUSTOMER_MAIL_DOMAINS}
    return bool(above & (_PUBLIC | customers))
