"""The people that a sentence names, as far as their names tell."""

from __future__ import annotations

from vectorstore.text import names
from vectorstore.text.nations import METONYMS, NATIONS
from vectorstore.text.words import fold

_TITLES = frozenset(
    """
    mr mrs ms dr prof professor president premier chancellor minister king queen prince princess
    emperor sir lord lady general lieutenant colonel major captain admiral secretary senator
    governor ambassador mayor judge pope chairman chairwoman director commissioner
    """.split()
)
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss sir lord lady".split())
_NO_PERSON = frozenset(
    """
    academy act administration africa agency album band bill cheese english film french game german
    greek history human latin natural agreement airlines airport alliance america army asia
    association authority avenue bank basin battle bay beach board book bridge building bureau
    business canal canyon capital castle cathedral central centre center century channel church
    city club coast college commission committee commonwealth communist company conference congress
    constitution corporation corridor council county court crisis cup customs day democratic
    department desert district east eastern economic empire energy europe european federal festival
    first foreign forum foundation france fund game games gas gateway general grand great group gulf
    high hill hospital house initiative institute international island islands journal kingdom lake
    land law league library line london ministry moscow mount mountain mountains movement museum
    national nations new news north northern nuclear ocean office olympic organisation organization
    pacific palace park parliament partnership party pipeline plan plant political port post power
    prime prize programme program project province public railway region republic resolution
    revolution rising river road route royal russian school sea second security series service silk
    society south southern soviet square state states station store street summit super telegraph
    temple theory times tower town treaty tribune union united university valley village war west
    western white world year york
    """.split()
)


def persons(sentence: str) -> list[str]:
    """Return the names in a sentence that are surely people's, each once, in order.

    A name with a title is one, and so are two or three capitalised words, none of which names a
    place, a body or a work.
    """
    found = [name.text for name in names(sentence) if _is_person(name.text)]
    return list(dict.fromkeys(found))


def is_titled(name: str) -> bool:
    """Tell whether a name has a title before it: President Tokayev."""
    return any(fold(word.rstrip(".")) in _TITLES for word in name.split()[:-1])


def _is_person(name: str) -> bool:
    words = [fold(word.rstrip(".")) for word in name.split()]
    if len(words) < 2 or fold(name) in NATIONS or fold(name) in METONYMS:
        return False
    if any(word in _FORMS_OF_ADDRESS for word in words[1:]):
        return False
    if is_titled(name):
        return "of" not in words and words[-1] not in _NO_PERSON
    plain = all(word not in _NO_PERSON and word not in NATIONS for word in words)
    return (
        plain and len(words) <= 4 and not name.isupper() and not {"of", "and", "the"} & set(words)
    )
