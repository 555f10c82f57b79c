"""Languages by their codes (ISO 639-1 where there is one): English names, and scripts."""

from __future__ import annotations

from collections.abc import Mapping

_TABLE = """
af Afrikaans afr Latin
am Amharic amh other
ar Arabic ara Arabic
az Azerbaijani aze Latin,Cyrillic,Arabic
ba Bashkir bak Cyrillic
be Belarusian bel Cyrillic,Latin
bg Bulgarian bul Cyrillic
bn Bengali ben other
bs Bosnian bos Latin,Cyrillic
ca Catalan cat Latin
cs Czech ces,cze Latin
cy Welsh cym,wel Latin
da Danish dan Latin
de German deu,ger Latin
el Greek ell,gre other
en English eng Latin
eo Esperanto epo Latin
es Spanish spa Latin
et Estonian est Latin
eu Basque eus,baq Latin
fa Persian fas,per Arabic
fi Finnish fin Latin
fr French fra,fre Latin
ga Irish gle Latin
gl Galician glg Latin
gu Gujarati guj other
he Hebrew heb other
hi Hindi hin other
hr Croatian hrv Latin
hu Hungarian hun Latin
hy Armenian hye,arm other
id Indonesian ind Latin
is Icelandic isl,ice Latin
it Italian ita Latin
ja Japanese jpn Han
ka Georgian kat,geo other
kk Kazakh kaz Cyrillic,Latin,Arabic
km Khmer khm other
ko Korean kor Han
ku Kurdish kur Latin,Arabic,Cyrillic
ky Kyrgyz kir Cyrillic,Latin,Arabic
la Latin lat Latin
lt Lithuanian lit Latin
lv Latvian lav Latin
mk Macedonian mkd,mac Cyrillic
mn Mongolian mon Cyrillic
ms Malay msa,may Latin,Arabic
mt Maltese mlt Latin
my Burmese mya,bur other
ne Nepali nep other
nl Dutch nld,dut Latin
nn Nynorsk nno Latin
no Norwegian nor Latin
pl Polish pol Latin
ps Pashto pus Arabic
pt Portuguese por Latin
ro Romanian ron,rum Latin,Cyrillic
ru Russian rus Cyrillic
sk Slovak slk,slo Latin
sl Slovenian slv Latin
sq Albanian sqi,alb Latin
sr Serbian srp Cyrillic,Latin
sv Swedish swe Latin
sw Swahili swa Latin
ta Tamil tam other
te Telugu tel other
tg Tajik tgk Cyrillic,Latin,Arabic
th Thai tha other
tk Turkmen tuk Latin,Cyrillic,Arabic
tl Tagalog tgl Latin
tr Turkish tur Latin
tt Tatar tat Cyrillic,Latin
ug Uyghur uig Arabic,Cyrillic,Latin
uk Ukrainian ukr Cyrillic
ur Urdu urd Arabic
uz Uzbek uzb Latin,Cyrillic,Arabic
vi Vietnamese vie Latin
zh Chinese zho,chi Han
"""

_ROWS = [row.split() for row in _TABLE.split("\n") if row]

NAMES: Mapping[str, str] = {code: name for code, name, _, _ in _ROWS}
"""The English name of each language, by its code."""

SCRIPTS: Mapping[str, frozenset[str]] = {
    code: frozenset(scripts.split(",")) for code, _, _, scripts in _ROWS
}
"""The scripts that each language is or was written in."""

CODES: Mapping[str, str] = {
    known: code for code, name, longer, _ in _ROWS for known in (name.lower(), *longer.split(","))
} | {"farsi": "fa", "dari": "fa", "kazak": "kk", "kirghiz": "ky", "kyrghyz": "ky", "nb": "no"}
"""The code of each language by its English name and its codes of three letters."""
