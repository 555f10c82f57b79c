"""Which country or union a name stands for: itself, its adjective, or - loosely - its capital."""

from __future__ import annotations

from functools import lru_cache

# Only what the endings below cannot give. A key is a phrase of folded words.
NATIONS: dict[str, str] = {
    form: nation
    for nation, forms in {
        "united states": "us|usa|united states of america|america|american|americans",
        "united kingdom": "uk|britain|great britain|british|briton|britons",
        "european union": "eu",
        "china": "chinese|prc|people's republic of china",
        "russia": "russian federation",
        "france": "french",
        "germany": "german|germans",
        "turkey": "turkiye|turkish|turk|turks",
        "poland": "polish|pole|poles",
        "spain": "spanish|spaniard|spaniards",
        "ireland": "irish",
        "scotland": "scottish|scots",
        "wales": "welsh",
        "denmark": "danish|dane|danes",
        "netherlands": "dutch|holland",
        "greece": "greek|greeks",
        "switzerland": "swiss",
        "norway": "norwegian|norwegians",
        "philippines": "filipino|filipinos|philippine",
        "saudi arabia": "saudi|saudis",
        "united arab emirates": "uae|emirati|emiratis",
        "north korea": "dprk",
        "united nations": "un",
        "czech republic": "czechia|czech|czechs",
        "slovakia": "slovak|slovaks",
    }.items()
    for form in [nation, *forms.split("|")]
}

METONYMS: dict[str, str] = {
    "beijing": "china",
    "moscow": "russia",
    "kremlin": "russia",
    "brussels": "european union",
    "new delhi": "india",
    "delhi": "india",
    "ankara": "turkey",
    "washington": "united states",
    "white house": "united states",
    "london": "united kingdom",
    "downing street": "united kingdom",
    "tokyo": "japan",
    "paris": "france",
    "berlin": "germany",
    "rome": "italy",
    "kyiv": "ukraine",
    "kiev": "ukraine",
    "tehran": "iran",
    "seoul": "south korea",
    "pyongyang": "north korea",
    "astana": "kazakhstan",
    "tashkent": "uzbekistan",
    "bishkek": "kyrgyzstan",
    "dushanbe": "tajikistan",
    "ashgabat": "turkmenistan",
}

# Those that NATIONS does not hold, and what people ask about as they ask about a country.
_OTHERS = """
    afghanistan|albania|algeria|andorra|angola|argentina|armenia|australia|austria|azerbaijan|
    bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|
    bosnia and herzegovina|botswana|brazil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|
    canada|cape verde|chad|chile|colombia|congo|costa rica|croatia|cuba|cyprus|djibouti|
    dominican republic|
    ecuador|egypt|el salvador|england|eritrea|estonia|eswatini|ethiopia|fiji|finland|gabon|gambia|
    georgia|ghana|guatemala|guinea|guyana|haiti|honduras|hong kong|hungary|iceland|india|indonesia|
    iran|iraq|israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kosovo|kuwait|
    kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg|
    madagascar|malawi|malaysia|maldives|mali|malta|mauritania|mauritius|mexico|moldova|monaco|
    mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|new zealand|nicaragua|niger|
    nigeria|north macedonia|oman|pakistan|palestine|panama|papua new guinea|paraguay|peru|portugal|
    qatar|romania|rwanda|senegal|serbia|sierra leone|singapore|slovenia|somalia|south africa|
    south korea|south sudan|soviet union|sri lanka|sudan|suriname|sweden|syria|taiwan|tajikistan|
    tanzania|thailand|togo|trinidad and tobago|tunisia|turkmenistan|uganda|ukraine|uruguay|
    uzbekistan|vatican|venezuela|vietnam|yemen|zambia|zimbabwe
"""
_IRREGULAR = {
    "afghan": "afghanistan",
    "afghans": "afghanistan",
    "argentine": "argentina",
    "argentines": "argentina",
    "belgian": "belgium",
    "belgians": "belgium",
    "egyptian": "egypt",
    "egyptians": "egypt",
    "congolese": "congo",
    "cypriot": "cyprus",
    "english": "england",
    "finn": "finland",
    "finnish": "finland",
    "finns": "finland",
    "hungarian": "hungary",
    "hungarians": "hungary",
    "icelandic": "iceland",
    "iraqi": "iraq",
    "iraqis": "iraq",
    "israeli": "israel",
    "israelis": "israel",
    "laotian": "laos",
    "lebanese": "lebanon",
    "north korean": "north korea",
    "pakistani": "pakistan",
    "pakistanis": "pakistan",
    "panamanian": "panama",
    "peruvian": "peru",
    "portuguese": "portugal",
    "saudi arabian": "saudi arabia",
    "serb": "serbia",
    "serbs": "serbia",
    "south african": "south africa",
    "south korean": "south korea",
    "soviet": "soviet union",
    "soviets": "soviet union",
    "swede": "sweden",
    "swedes": "sweden",
    "ussr": "soviet union",
    "kyrgyz republic": "kyrgyzstan",
    "togolese": "togo",
    "vietnamese": "vietnam",
    "zealander": "new zealand",
}

# (what a country adds to the common root, what its adjective adds)
_ENDINGS = (
    ("", "n"),  # Russia, Russian
    ("", "an"),  # Korea, Chad
    ("", "ian"),  # Iran
    ("", "i"),  # Israel
    ("", "ese"),  # Japan
    ("", "ish"),
    ("a", "ese"),  # China
    ("e", "ian"),  # Ukraine
    ("e", "ean"),  # Europe
    ("y", "ian"),  # Italy
    ("o", "an"),  # Mexico
    ("a", "ian"),  # Canada
    ("en", "ish"),  # Sweden
    ("land", "ish"),  # Finland
    ("land", ""),  # Thailand
    ("stan", ""),  # Kyrgyzstan
    ("istan", ""),  # Kazakhstan
)
_SHORTEST_ROOT = 3


COUNTRIES = frozenset(NATIONS.values()) | frozenset(
    name.strip() for name in " ".join(_OTHERS.split()).split("|")
)
"""The countries of the world and some unions, folded; small islands are left out."""


def nation_of(phrase: str) -> str | None:
    """Return the country that folded words name, be it by its adjective; None if none."""
    known = NATIONS.get(phrase) or _IRREGULAR.get(phrase)
    if known is not None:
        return known
    return phrase if phrase in COUNTRIES else _adjectives().get(phrase)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Return the countries by the adjectives and the peoples that English forms from them."""
    found: dict[str, str] = {}
    for country in sorted(COUNTRIES):
        for country_ending, adjective_ending in _ENDINGS:
            adjective = country.removesuffix(country_ending) + adjective_ending
            if _fits(adjective, country, country_ending, adjective_ending):
                found[adjective] = found[f"{adjective}s"] = country
    return found


def is_adjective_of(adjective: str, country: str) -> bool:
    """Tell whether folded `adjective` is the one that English forms from `country`: Uzbek."""
    return any(_fits(adjective, country, *endings) for endings in _ENDINGS) or (
        adjective.endswith("s") and any(_fits(adjective[:-1], country, *ends) for ends in _ENDINGS)
    )


def _fits(adjective: str, country: str, country_ending: str, adjective_ending: str) -> bool:
    if not (country.endswith(country_ending) and adjective.endswith(adjective_ending)):
        return False
    root = country.removesuffix(country_ending)
    long_enough = len(root) >= _SHORTEST_ROOT + (not country_ending)
    return long_enough and root == adjective.removesuffix(adjective_ending)
