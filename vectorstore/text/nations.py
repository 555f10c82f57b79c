"""Which country or union a name stands for: itself, its adjective, or - loosely - its capital."""

from __future__ import annotations

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
        "netherlands": "dutch",
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
