"""Which office a title is."""

import re

from derived.table import fold

# Office of a title, first match wins. The left side is searched in the folded English title.
OFFICES = [
    (re.compile(p), o)
    for p, o in [
        (r"first lady|spouse of|\bwife of", "first_lady"),
        (
            r"ambassador|permanent representative|high commissioner (to|of)|consul\b|consul general|charge d'affaires|apostolic nuncio|permanent delegate",
            "ambassador",
        ),
        (r"(spokes(person|man|woman)|press secretary|communications director)", "spokesperson"),
        (
            r"chief of staff (of|to) the (president|prime|vice)|white house|downing street|presidential administration|office of the (president|prime)|head of the .*office|cabinet office|private secretary|aide|adviser to|advisor to|counsell?or to",
            "aide",
        ),
        (r"national security (adviser|advisor)|security council", "security_adviser"),
        (
            r"chief of (the )?(general |defen[cs]e |air |army |naval |navy )?staff|chief of (the )?(defen[cs]e|army|navy|air force)|chief of staff of the (army|air|navy|armed)|joint chiefs|commander|supreme allied|chief of the (defen[cs]e|general|army|air|naval)|inspector general of the (army|bundeswehr)",
            "military_chief",
        ),
        (r"(police|gendarmerie|carabinieri|constabulary|border guard)", "police_chief"),
        (
            r"intelligence|security service|secret service|federal security|mossad|shin bet|state security|foreign intelligence|central intelligence",
            "intelligence_chief",
        ),
        (
            r"(chief justice|justice of|judge|president of the (supreme|constitutional|court|high court)|supreme court|constitutional court)",
            "judge",
        ),
        (r"(prosecutor|attorney.general|solicitor.general|procurator|public prosecutions)", "attorney_general"),
        (
            r"(speaker|(president|chair\w*|vice.president) of the (senate|national assembly|national people|chamber|house|congress|parliament|assembly|riksdag|storting|bundestag|federal council|national council|legislative|riigikogu|saeima|seimas|duma|eduskunta|althing|diet|council of states|sejm|knesset|people's))",
            "speaker",
        ),
        (
            r"(governor|president|director|chair\w*) of (the )?.*(central bank|national bank|reserve bank|monetary authority|federal reserve|bank of)",
            "central_bank_governor",
        ),
        (
            r"^(assistant|associate|deputy|vice|junior|parliamentary|under.?secretary|state secretary|secretary of state (at|in|to)|minister delegate|delegate|minister of state|parliamentary under).*(foreign|external)",
            "deputy_foreign_minister",
        ),
        (
            r"^(assistant|associate|deputy|vice|junior|parliamentary|under.?secretary|state secretary|secretary of state (at|in|to)|minister delegate|delegate|minister of state|head of the minister|head of the ministry).*(defen[cs]e|armed forces)",
            "deputy_defence_minister",
        ),
        (
            r"^(first |second |third |1st |2nd )?(deputy|vice).?(prime minister|premier|chancellor|taoiseach|chairman of the (cabinet|council) of ministers)|vice.?chancellor",
            "deputy_head_of_government",
        ),
        (
            r"^(first |second |third |executive )?vice.?president$|^vice.?president of (the )?(republic|united states)",
            "vice_president",
        ),
        (
            r"^(assistant|associate|deputy|vice|junior|parliamentary|under.?secretary|state secretary|minister delegate|minister of state|secretary of state (at|in|to) the)",
            "junior_minister",
        ),
        (r"crown prince", "crown_prince"),
        (r"^(chief minister|minister.president|premier of|head of (the )?(republic|government) of)", "governor"),
        (
            r"^minist\w+ (of|for).*(foreign|external) (and european |and )?|(foreign (affairs|minister|relations|secretary)|external (affairs|relations)|international relations and cooperation)|secretary of state for foreign",
            "foreign_minister",
        ),
        (r"(minist\w+|secretary).*(defen[cs]e|armed forces)|^secretary of war", "defence_minister"),
        (
            r"(minist\w+|secretary|head of .*department).*(interior|internal affairs|home affairs|home secretary|home department|homeland security|public security|internal security)|home secretary",
            "interior_minister",
        ),
        (r"(minist\w+|secretary|chancellor).*(finance|treasury|exchequer)|^treasurer$", "finance_minister"),
        (r"(minist\w+|secretary).*(justice)|lord chancellor", "justice_minister"),
        (r"(minist\w+|secretary).*(oil|petroleum|hydrocarbon)", "oil_minister"),
        (r"(minist\w+|secretary).*(energy|electricity|power)", "energy_minister"),
        (r"(minist\w+|secretary).*(health)", "health_minister"),
        (r"(minist\w+|secretary).*(education|science|universit)", "education_minister"),
        (r"(minist\w+|secretary).*(agricultur|food|fisher|livestock|rural)", "agriculture_minister"),
        (r"(minist\w+|secretary).*(trade|commerce|business)", "trade_minister"),
        (r"(minist\w+|secretary).*(econom|planning)", "economy_minister"),
        (r"(minist\w+|secretary).*(environment|climate|ecolog|forest)", "environment_minister"),
        (r"(minist\w+|secretary).*(transport|railway|aviation|infrastructure)", "transport_minister"),
        (r"(minist\w+|secretary).*(labou?r|employment|work)", "labour_minister"),
        (r"(minist\w+|secretary).*(information|communication|media|broadcast)", "information_minister"),
        (r"(minist\w+|secretary).*(culture|tourism|sport|youth)", "culture_minister"),
        (r"(minist\w+|secretary).*(development|cooperation|aid)", "development_minister"),
        (r"(minist\w+|secretary).*(security)", "security_minister"),
    ]
]
AS_SOURCED = {"head_of_state", "head_of_government"}
# Positions that the source's own guess calls a head of state or government of something else.
NOT_A_HEAD = re.compile(
    r"south australia|western australia|nevis|buenos aires|parliament|republika srpska|state of |legislat"
)


def office(role, title, jurisdiction):
    folded = fold(title)
    if jurisdiction == "the United States of America" and folded == "secretary of state":
        return "foreign_minister"
    united_kingdom = jurisdiction == "the United Kingdom"
    if folded == "foreign secretary":
        return "foreign_minister" if united_kingdom else "deputy_foreign_minister"
    if folded.startswith("secretary of state") and not united_kingdom and role != "head_of_government":
        # Elsewhere a secretary of state stands below a minister.
        return "deputy_foreign_minister" if "foreign" in folded else "junior_minister"
    if role in AS_SOURCED and not NOT_A_HEAD.search(folded):
        return role
    if role == "subnational" and not re.search(r"president of (the )?(riigikogu|parliament|senate|assembly)", folded):
        if re.search(r"bank|monetary", folded):
            return "central_bank_governor"
        if re.search(r"mayor", folded):
            return "mayor"
        if re.search(r"governor|premier|prefect|chief minister|head of", folded):
            return "governor"
    for pattern, name in OFFICES:
        if pattern.search(folded):
            return name
    if role == "subnational":
        return "governor"
    if re.search(r"minist|secretary|attorney", folded) or role == "minister_other":
        return "minister"
    if role == "agency_or_military":
        return "agency_head"
    return "official"
