"""What the form of a direct link proposes: what people type who need it at once."""

from knowledge.models import DirectLink

Topic = DirectLink.Topic

# Label and words, by topic and language.
PROPOSED: dict[tuple[str, str], tuple[str, str]] = {
    (Topic.EMERGENCY, "de"): (
        "Notfall oder Störung sofort melden",
        "Notfall, Notruf, Gefahr, Brand, Feuer, Rauch, Stromschlag, Gasgeruch, Kabelriss",
    ),
    (Topic.EMERGENCY, "en"): (
        "Report an emergency at once",
        "emergency, danger, fire, smoke, electric shock, gas leak, smell gas",
    ),
    (Topic.HACKED, "de"): (
        "Konto gehackt? Hier sofort sperren",
        "gehackt, Hacker, Konto missbraucht, fremder Zugriff, Phishing, Passwort gestohlen,"
        " Identitätsdiebstahl, SIM gestohlen, SIM sperren",
    ),
    (Topic.HACKED, "en"): (
        "Account hacked? Block it here at once",
        "hacked, hacker, account misused, phishing, password stolen, identity theft, SIM stolen,"
        " block SIM",
    ),
    (Topic.CANCEL, "de"): (
        "Vertrag hier kündigen",
        "kündigen, Kündigung, Vertrag beenden, Vertrag auflösen, Sonderkündigung",
    ),
    (Topic.CANCEL, "en"): (
        "Cancel your contract here",
        "cancel, terminate contract, end contract",
    ),
    (Topic.WITHDRAW, "de"): (
        "Vertrag hier widerrufen",
        "widerrufen, Widerruf, Widerrufsrecht, Rücktritt vom Vertrag",
    ),
    (Topic.WITHDRAW, "en"): (
        "Withdraw from your contract here",
        "withdraw from contract, withdrawal, revoke contract, cooling off",
    ),
    (Topic.PRIVACY, "de"): (
        "Datenschutz: Auskunft, Löschung, Beschwerde",
        "Datenschutz, DSGVO, Daten löschen, Datenauskunft, Konto löschen",
    ),
    (Topic.PRIVACY, "en"): (
        "Privacy: copy, erasure, complaint",
        "privacy, GDPR, data protection, delete my data, delete account, copy of my data",
    ),
}
