"""Where the invented prospects come from: names, titles, firms and towns of ten countries.

Numbers come from the ranges national regulators keep free for fiction (Ofcom, Bundesnetzagentur, ARCEP, NANPA).
Where a country keeps none, the part behind the area code begins with 0, which no exchange is given, and nobody has a
mobile. `#` is a digit. "he/she" are the two forms of a title or name that has two.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """Where a firm sits: the last line of its address and its telephone numbers."""

    street: str
    line: str
    phone: str


@dataclass(frozen=True, slots=True)
class Country:
    """What cards of a country have in common."""

    code: str
    name: str
    #: ISO 639-1
    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    titles: tuple[str, ...]
    #: name and domain without its ending
    firms: tuple[tuple[str, str], ...]
    towns: tuple[Town, ...]
    #: empty where no range is kept free
    mobile: str
    #: words before telephone, mobile and mail; empty: the number alone
    labels: tuple[str, str, str] = ("T", "M", "E")


GERMANY = Country(
    "DE", "Deutschland", "de",
    ("Annika", "Birgit", "Friederike", "Katharina", "Svenja"), ("Bernd", "Florian", "Jochen", "Matthias", "Torben"),
    ("Albrecht", "Brinkmann", "Ehlers", "Grünewald", "Krämer", "Lohmann", "Petersen", "Schäfer", "Vogelsang"),
    ("Leiter Einkauf/Leiterin Einkauf", "Produktionsleiter/Produktionsleiterin", "Geschäftsführer/Geschäftsführerin",
     "Leiter Instandhaltung/Leiterin Instandhaltung", "Projektingenieur/Projektingenieurin"),
    (("Nordlicht Optik GmbH", "nordlicht-optik"), ("Brauhaus Eichgrund KG", "eichgrund"),
     ("Weserkante Klärtechnik GmbH", "weserkante"), ("Kaltmoor Molkerei eG", "kaltmoor"),
     ("Stahlwerk Rabenau AG", "rabenau-stahl")),
    (Town("Lindenweg 12", "20095 Hamburg", "+49 40 66969-###"),
     Town("Am Alten Gaswerk 4", "10243 Berlin", "+49 30 23125-###"),
     Town("Tannenallee 88", "81371 München", "+49 89 99998-###"),
     Town("Rheinuferstr. 31", "50668 Köln", "+49 221 4710-###")),
    "+49 171 39200 ##", ("Tel.", "Mobil", "E-Mail"),
)  # fmt: skip
BRITAIN = Country(
    "GB", "United Kingdom", "en",
    ("Charlotte", "Fiona", "Priya", "Rosalind"), ("Alistair", "Callum", "Graham", "Imran"),
    ("Ashdown", "Bexley", "Carrick", "Holloway", "Merriweather", "Pemberton", "Thackeray", "Whitlock"),
    ("Head of Procurement", "Plant Manager", "Operations Director", "Senior Process Engineer", "Maintenance Lead"),
    (("Harbour Pumps Ltd", "harbourpumps"), ("Fenland Cider Company", "fenlandcider"),
     ("Thistle & Rowe Chemicals plc", "thistlerowe"), ("Calder Water Services Ltd", "calderwater")),
    (Town("14 Station Road", "Manchester M1 2AB", "+44 161 496 0###"),
     Town("Unit 6, Wharf Lane", "London E14 9XX", "+44 20 7946 0###"),
     Town("3 Foundry Close", "Leeds LS1 4ZZ", "+44 113 496 0###")),
    "+44 7700 900###",
)  # fmt: skip
STATES = Country(
    "US", "USA", "en",
    ("Dana", "Kimberly", "Marisol", "Tamika"), ("Brandon", "Derek", "Hector", "Wesley"),
    ("Abernathy", "Castellano", "Driscoll", "Ferguson", "Lindgren", "Okonkwo", "Tillman"),
    ("VP Operations", "Director of Purchasing", "Process Engineer", "Quality Manager"),
    (("Keystone Valves Inc.", "keystonevalves"), ("Red Mesa Dairy LLC", "redmesadairy"),
     ("Bluff City Coatings Corp.", "bluffcitycoatings")),
    (Town("1180 Mill Street, Suite 200", "Pittsburgh, PA 15222", "+1 412-555-01##"),
     Town("402 Harbor Drive", "Portland, OR 97209", "+1 503-555-01##")),
    "+1 646-555-01##", ("Office", "Cell", ""),
)  # fmt: skip
FRANCE = Country(
    "FR", "France", "fr",
    ("Aurélie", "Camille", "Hélène", "Margaux"), ("Bastien", "Étienne", "Guillaume", "Thierry"),
    ("Beaumont", "Carpentier", "Delaunay", "Fontanel", "Lemercier", "Rousselin", "Vasseur"),
    ("Directeur des achats/Directrice des achats", "Responsable maintenance",
     "Directeur industriel/Directrice industrielle",
     "Ingénieur procédés/Ingénieure procédés"),
    (("Vallon Textile SA", "vallon-textile"), ("Laiterie du Val Clair SAS", "valclair"),
     ("Verreries de Montbrac SARL", "montbrac")),
    (Town("3 rue des Ateliers", "69002 Lyon", "+33 4 65 71 ## ##"),
     Town("27 quai des Forges", "44000 Nantes", "+33 2 61 91 ## ##"),
     Town("112 avenue du Moulin", "75013 Paris", "+33 1 99 00 ## ##")),
    "+33 6 39 98 ## ##", ("Tél.", "Port.", ""),
)  # fmt: skip
ITALY = Country(
    "IT", "Italia", "it",
    ("Alessia", "Chiara", "Federica", "Ginevra"), ("Corrado", "Lorenzo", "Matteo", "Renato"),
    ("Barbieri", "Castelnuovo", "Fontana", "Lombardi", "Marchetti", "Santoro", "Zanetti"),
    ("Responsabile acquisti", "Direttore tecnico/Direttrice tecnica", "Responsabile qualità"),
    (("Pastificio Monteluce S.p.A.", "monteluce"), ("Officine Baldoria S.r.l.", "baldoria"),
     ("Cartiera del Ticino S.r.l.", "cartieraticino")),
    (Town("Via dei Mulini 18", "20121 Milano MI", "+39 02 0012 ####"),
     Town("Viale Europa 7", "40128 Bologna BO", "+39 051 001 2###")),
    "", ("Tel.", "Cell.", "Email"),
)  # fmt: skip
SPAIN = Country(
    "ES", "España", "es",
    ("Beatriz", "Lucía", "Montserrat"), ("Álvaro", "Joaquín", "Rodrigo"),
    ("Aguirre", "Benítez", "Castellón", "Figueroa", "Ibáñez", "Montoya"),
    ("Jefe de compras/Jefa de compras", "Director de planta/Directora de planta", "Responsable de mantenimiento"),
    (("Aceites Sierra Alba S.L.", "sierraalba"), ("Cerámicas Torrealta S.A.", "torrealta")),
    (Town("Calle del Molino 45", "28004 Madrid", "+34 970 012 ###"),
     Town("Polígono Norte, nave 9", "46020 Valencia", "+34 970 013 ###")),
    "", ("Tel.", "Móvil", ""),
)  # fmt: skip
NETHERLANDS = Country(
    "NL", "Nederland", "nl",
    ("Femke", "Marloes", "Saskia"), ("Daan", "Jeroen", "Wouter"),
    ("Brouwer", "Hendriks", "van Dijk", "de Graaf", "Kuipers", "Verhoeven"),
    ("Inkoopmanager", "Hoofd techniek", "Plantmanager"),
    (("Polderzuivel B.V.", "polderzuivel"), ("Waterlijn Techniek B.V.", "waterlijn")),
    (Town("Havenkade 21", "3011 TB Rotterdam", "+31 10 012 34##"),
     Town("Ambachtsweg 5", "5611 AZ Eindhoven", "+31 40 012 34##")),
    "", ("T", "M", "E"),
)  # fmt: skip
POLAND = Country(
    "PL", "Polska", "pl",
    ("Agnieszka", "Joanna", "Małgorzata"), ("Krzysztof", "Paweł", "Zbigniew"),
    ("Dąbrowski/Dąbrowska", "Kamiński/Kamińska", "Lewandowski/Lewandowska", "Wójcik", "Zieliński/Zielińska"),
    ("Kierownik zakupów/Kierowniczka zakupów", "Dyrektor techniczny/Dyrektorka techniczna", "Inżynier procesu"),
    (("Zakłady Bursztyn Sp. z o.o.", "bursztyn"), ("Hydrowod S.A.", "hydrowod")),
    (Town("ul. Młyńska 14", "61-730 Poznań", "+48 61 012 34 ##"),
     Town("ul. Portowa 3", "80-101 Gdańsk", "+48 58 012 34 ##")),
    "", ("tel.", "kom.", ""),
)  # fmt: skip
PORTUGAL = Country(
    "PT", "Portugal", "pt",
    ("Beatriz", "Inês", "Teresa"), ("Duarte", "Gonçalo", "Tomás"),
    ("Almeida", "Cardoso", "Figueiredo", "Magalhães", "Teixeira"),
    ("Diretor de compras/Diretora de compras", "Gestor de produção/Gestora de produção",
     "Engenheiro de manutenção/Engenheira de manutenção"),
    (("Cortiças do Vale, Lda.", "corticasdovale"), ("Conservas Maré Alta, S.A.", "marealta")),
    (Town("Rua da Ribeira 52", "4050-513 Porto", "+351 20 012 34##"),
     Town("Av. do Tejo 110", "1950-062 Lisboa", "+351 20 013 34##")),
    "", ("Tel.", "Tlm.", ""),
)  # fmt: skip
SWEDEN = Country(
    "SE", "Sverige", "en",
    ("Ebba", "Linnea", "Signe"), ("Anders", "Fredrik", "Oskar"),
    ("Bergström", "Ekdahl", "Lindqvist", "Nyström", "Sandell"),
    ("Purchasing Manager", "Technical Director", "Automation Engineer"),
    (("Norrvik Papper AB", "norrvik"), ("Mälarö Energi AB", "malaro-energi")),
    (Town("Kvarngatan 9", "118 47 Stockholm", "+46 8 465 004 ##"),),
    "+46 70 174 06 ##", ("Tel", "Mobile", ""),
)  # fmt: skip

#: as often as a trade fair in Germany meets them
COUNTRIES: tuple[tuple[Country, int], ...] = (
    (GERMANY, 9), (BRITAIN, 5), (FRANCE, 4), (ITALY, 4), (NETHERLANDS, 3), (STATES, 3), (POLAND, 2), (SPAIN, 2),
    (PORTUGAL, 1), (SWEDEN, 1),
)  # fmt: skip
