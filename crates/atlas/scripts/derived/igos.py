"""Intergovernmental organisations and the years of their existence."""

import re
from collections import Counter

from derived.names import key, known_names, names_of, spellings, table
from derived.table import ACTOR_COLUMNS, rows, write

# The last year that the source describes: it says nothing of what ended later.
LAST_YEAR = 2014
# Names that the source cuts short, abbreviates or misspells, by its label of the organisation.
NAMES = {
    "ACPEU": "ACP-EU Joint Parliamentary Assembly/ACP-EU Joint Assembly",
    "ACSSRB": "Administrative Center for Social Security for Rhine Boatmen",
    "ACI": "African Cultural Institute",
    "Africare": "African Reinsurance Corporation (AFRICA RE)",
    "ACP": "African, Caribbean and Pacific Group of States/ACP Group",
    "OCAM": "Common Afro-Malagasy Economic Organization (OCAM)/Afro-Malagasy Union",
    "ACCT": "Agence de la Francophonie/Francophone Agency/International Organisation of La Francophonie",
    "OPANAL": "Agency for the Prohibition of Nuclear Weapons in Latin America and the Caribbean (OPANAL)",
    "BONN": "Bonn Agreement",
    "Andean": "Andean Community/Andean Pact/Andean Common Market (ANCOM)",
    "AFESD": "Arab Fund for Economic and Social Development (AFESD)",
    "ABEPSEAC": "Association between the European Economic Community and the Partner States of the East African Community",
    "BENELUX": "Benelux Economic Union/Benelux Union/Benelux",
    "BIISEF": "Banque internationale d'information sur les Etats francophones (BIEF)",
    "BIONET": "BioNET International",
    "CCOM": "Central Compensation Office of the Maghreb",
    "CAECC": "Central Asian Cooperation Organization/Central Asian Economic Community/Central Asian Economic Union",
    "COSAVE": "Comité Regional de Sanidad Vegetal del Cono Sur (COSAVE)",
    "CEMAC": "Central African Economic and Monetary Community (CEMAC)/Central African Economic and Monetary Union",
    "CIMA": "Inter-African Conference on Insurance Markets (CIMA)",
    "CONFEJES": "Conférence des ministres de la jeunesse et des sports (CONFEJES)",
    "CAMRSD": "Conference of African Ministers Responsible for Sustainable Development",
    "COPTAC": "Conference of Posts and Telecommunications Administrations of Central Africa (COPTAC)",
    "CACI": "Conferencia de Autoridades Cinematográficas de Iberoamérica (CACI)",
    "CAB": "Andrés Bello Convention/Convenio Andrés Bello",
    "CMEA": "Council for Mutual Economic Assistance (COMECON)/Council for Mutual Economic Aid",
    "COLOMBO": "Council for Technical Cooperation in South and Southeast Asia/Colombo Plan",
    "D8": "Developing-8 Organization for Economic Cooperation/D-8 Organization for Economic Cooperation",
    "EURATOM": "European Atomic Energy Community (EURATOM)/European Atomic Energy Commission",
    "EUFMD": "European Commission for the Control of Foot-and-Mouth Disease",
    "ECPTA": "European Conference of Postal and Telecommunications Administrations",
    "WCO": "World Customs Organization/Customs Cooperation Council",
    "EFILWC": "European Foundation for the Improvement of Living and Working Conditions (EUROFOUND)",
    "EPO": "European Patent Office/European Patent Organization",
    "CERN": "European Organization for Nuclear Research (CERN)",
    "SIECA": "Secretariat for Central American Economic Integration (SIECA)",
    "SCHENGEN": "Schengen Group",
    "VALDIVIA": "Group of Temperate Southern Hemisphere Countries on the Environment/Valdivia Group",
    "G15": "Group of Fifteen/G-15",
    "G24": "Intergovernmental Group of Twenty-Four/Group of Twenty-Four/G-24",
    "G3": "Group of Three (Colombia, Mexico, Venezuela)",
    "IABE": "Ibero-American Office of Education/Organization of Ibero-American States",
    "IORARC": "Indian Ocean Rim Association/Indian Ocean Rim Association for Regional Cooperation",
    "IAIAS": "Inter-American Institute for Cooperation on Agriculture/Inter-American Institute of Agricultural Science",
    "INFOFISH": "INFOFISH",
    "INFSMK": "INFOSAMAK",
    "ICCILMB": "Interim Committee for Coordination of Investigations of the Lower Mekong Basin",
    "IBIER": "International Bureau for Information and Enquiries regarding Relief to Foreigners",
    "ICPRP": "International Commission for the Protection of the Rhine",
    "IBRD": "International Bank for Reconstruction and Development (IBRD)",
    "ICCROM": "International Centre for the Study of the Preservation and Restoration of Cultural Property (ICCROM)",
    "ICFAM": "Intergovernmental Institution for the use of Micro-Algae Spirulina Against Malnutrition",
    "ICAO": "International Civil Aviation Organization (ICAO)",
    "ICDR": "International Commission for the Decennial Revision of the Nomenclature of the Causes of Death",
    "ICMMP": "International Committee of Military Medicine and Pharmacy",
    "ICPTU": "International Conference for Promoting Technical Unification on the Railways",
    "IGC": "International Grains Council/International Wheat Council",
    "IMO": "International Maritime Organization (IMO)",
    "IOPCF": "International Oil Pollution Compensation Funds",
    "IPedI": "International Pedological Institute",
    "RIOPPAH": "International Regional Organization against Plant and Animal Diseases",
    "IRENA": "International Renewable Energy Agency (IRENA)",
    "IIFEO": "ITER International Fusion Energy Organization",
    "ITRO": "International Tripartite Rubber Organization",
    "IUPLAW": "International Union for the Protection of Literary and Artistic Works",
    "IUPCT": "International Union for the Publication of Customs Tariffs",
    "IUPR": "International Pruth Commission",
    "Iocean": "Interoceanmetal",
    "IOATHRE": "Inter-State Organization for Advanced Technicians of Hydraulics and Rural Equipment",
    "ISHREST": "Inter-State School of Hydraulic and Rural Engineering for Senior Technicians",
    "MCPTTC": "Multi-Country Posts and Telecommunications Training Centre",
    "MCWCASM": "Ministerial Conference of West and Central African States on Maritime Transport",
    "NVC": "Nordic Centre for Welfare and Social Issues",
    "NRC": "Niger Basin Authority/Niger River Commission",
    "AFRISTAT": "Economic and Statistical Observatory of Sub-Saharan Africa (AFRISTAT)",
    "OEEC": "Organization for European Economic Cooperation (OEEC)",
    "OCR": "Organization for Cooperation of Railways/Organization for the Collaboration of Railways",
    "OCCEDCA": "Organization of Coordination for the Control of Endemic Diseases in Central Africa (OCEAC)",
    "PAHO": "Pan American Health Organization (PAHO)/Pan American Sanitary Bureau",
    "PIPD": "Partners in Population and Development",
    "PCSP": "Permanent Commission for the Conservation of the Maritime Resources of the South Pacific",
    "PIARC": "World Road Association/Permanent International Association of Road Congresses",
    "PIBAC": "Permanent International Bureau of the Analytical Chemistry of Human and Animal Food",
    "PSNARCO": "Permanent Secretariat of the South American Agreement on Narcotic Drugs and Psychotropic Substances",
    "PED": "Pôle européen de développement",
    "PUASP": "Postal Union of the Americas, Spain and Portugal/Postal Union of the Americas and Spain",
    "RIMMO": "Réserve internationale maritime en Méditerranée occidentale (RIMMO)",
    "ARCAL": "Regional Cooperation Agreement for the Promotion of Nuclear Science and Technology in Latin America",
    "SPC": "Secretariat of the Pacific Community/South Pacific Commission",
    "Mercosur": "Mercosur",
    "UEMOA": "West African Economic and Monetary Union (UEMOA)",
    "IUPNVP": "International Union for the Protection of New Varieties of Plants (UPOV)",
    "UMAC": "Central African Monetary Union (UMAC)",
    "UM": "Union for the Mediterranean",
    "UKDWD": "United Kingdom-Dominion Wool Disposals",
    "VASAB": "Vision and Strategies around the Baltic Sea (VASAB)",
    "Wassen": "Wassenaar Arrangement",
}
# Rows of data/igos.tsv that have another name in the source.
CURATED = {
    "ASEAN": "asean",
    "FAO": "fao",
    "INTERPOL": "interpol",
    "IOMig": "iom",
    "OAS": "oas",
    "PIF": "pif",
}
# Other bearers of short acronyms are met more often: only these of three letters are told, and none of two.
SHORT = {"AMF", "AMU", "BIS", "EIB", "EPO", "ESA", "ESO", "GEF", "IFC", "IHO", "IMO", "ITU", "MFO", "MRU"}
SHORT |= {"NIB", "OIE", "UPU", "WCO", "WEU", "WMO"}
SMALL = {"and", "for", "in", "of", "on", "the"}


def igos(raw):
    known = known_names()
    held = {plain(name) for row in table("igos") for name in names_of(row)}
    organizations = []
    for row in rows(raw / "igos" / "cow_igo_v3.csv"):
        names, acronyms = names_of_source(row)
        if row["ioname"] in CURATED or any(plain(name) in held for name in names):
            continue
        names = [name for name in names or acronyms[:1] if key(name) not in known]
        aliases = [alias for name in names for alias in spellings(name)]
        aliases += [a for a in acronyms if (len(a) > 3 or a in SHORT) and key(a) not in known]
        organizations.append((row, [*names, *aliases]))
    bearers = Counter(key(name) for _, names in organizations for name in {key(n): n for n in names}.values())
    out = []
    for row, names in organizations:
        names = list({key(name): name for name in reversed(names) if bearers[key(name)] == 1}.values())[::-1]
        if names:
            number = int(float(row["ionum"]))
            first, last = years(row)
            out.append(
                [f"cow{number}", names[0], ";".join(names[1:]), "organization", "", "IGO", "IGO", "", first, last]
            )
    write(
        "igos.tsv",
        [
            "Intergovernmental organisations that data/igos.tsv has not, with the years of their existence.",
            "Origin: Correlates of War Intergovernmental Organizations v3 (free with citation): Pevehouse, Jon C. W., Timothy",
            "Nordstrom, Roseanne W. McManus and Anne Spencer Jamison (2020): Tracking organizations in the world: The Correlates",
            "of War IGO Version 3.0 datasets. Journal of Peace Research 57 (3). Read by way of dieghernan/igoR.",
            "Made by scripts/derive.py; corrections belong in data/igos.tsv.",
        ],
        ACTOR_COLUMNS,
        sorted(out, key=lambda cells: int(cells[0][3:])),
    )


def years(row):
    """The first and the last year; nothing for an organisation that the source leaves alive."""
    first, last = row["first_year"], row["deaddate"]
    return first, "" if last in ("", "nan") or int(float(last)) > LAST_YEAR else str(int(float(last)))


def names_of_source(row):
    """Names and acronyms of a row of the source, which divides them by strokes and brackets."""
    names, acronyms = [], []
    text = NAMES.get(row["ioname"], row["longorgname"])
    for piece in text.split("/"):
        found = re.search(r"\s*\(([A-Za-z0-9-]+)\)\s*$", piece)
        acronyms += [found.group(1)] if found else []
        name = re.sub(r"\s*\(.*", "", piece).strip(" ,")
        if re.fullmatch(r"[A-Z]{3,}", name):
            acronyms.append(name)
        # The last piece of a text of 80 letters is cut off.
        elif name and not re.search(r"\.|Int'?l\b", name) and (len(text) < 78 or not text.endswith(piece)):
            names.append(name)
    initials = {"".join(w[0] for w in re.findall(r"[A-Za-z]+", n) if w not in SMALL).upper() for n in names}
    if row["ioname"].upper() in initials:
        acronyms.append(row["ioname"])
    return names, acronyms


def plain(name):
    """A name without small words and differences of spelling."""
    name = key(name).replace("organisation", "organization").replace("co operation", "cooperation")
    return " ".join(word for word in name.split() if word not in SMALL)
