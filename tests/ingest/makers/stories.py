"""Invented articles, each drawn from sentences about one matter."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

_PLACES = "Lune Harrow Tavra Ostrel Kirna Belvary Morsk Aldane Veyra Sundal Corrin Pelm".split()
_PEOPLE = (
    "Ana Reis|Tomas Velk|Mira Oduya|Jon Hallam|Leyla Sarman|Peter Orlo|Ines Caro|Daud Karim"
).split("|")

_MATTERS = {
    "A second bridge for {place}": (
        "{place} opened its second bridge over the river on Monday, {n} months later than planned.",
        "The bridge is {n} metres long and carries two lanes of traffic and a path for walkers.",
        "It cost {m} million, of which the province paid a third and the town the rest.",
        "“We have waited for this since my grandmother kept the ferry,” said mayor {person}.",
        "The old crossing had been closed to lorries in the spring after engineers found cracks.",
        "About {k} vehicles are expected to use the bridge each day once the ring road is "
        "finished.",
        "Shopkeepers on the western bank hope that customers who had stopped coming will return.",
        "An inspection is planned after the first winter, when the ice presses on the piers.",
        "The contractor has to answer for faults in the concrete for ten years.",
        "The ferry will go on running on Sundays, though nobody could say for how long.",
    ),
    "{place} and {other} agree on water": (
        "{place} and {other} have agreed how to share the water of the upper reservoir until 2031.",
        "Under the agreement {place} releases {n} cubic metres a second between April and August.",
        "In return {other} delivers electricity in winter, when the turbines upstream stand still.",
        "Minister {person} called the text modest, but said that it could be checked by both "
        "sides.",
        "Gauges at five points will publish their readings every hour, beginning in May.",
        "Farmers downstream lost a fifth of their cotton in the drought two years ago.",
        "A joint commission of {n} members meets in alternate capitals and decides by agreement.",
        "Disputes that it cannot settle within sixty days go to an arbitrator whom both accept.",
        "Earlier talks had broken down over who should pay for dredging the main canal.",
        "Observers noted that the text says nothing of groundwater, which both sides pump freely.",
    ),
    "Grain exports through {place} rise": (
        "Exports of grain through the port of {place} rose by {n} per cent in the first half.",
        "The port handled {k} tonnes of wheat and barley, the most since it was rebuilt.",
        "Traders point to a new silo and to cheaper wagons rather than to a better harvest.",
        "“The queue of ships has gone from nine days to two,” said harbour master {person}.",
        "Freight rates on the line from {other} fell for the fourth month in a row.",
        "Half of the cargo went to buyers who had not bought there before.",
        "The ministry expects the second half to be weaker, because the rains came late.",
        "Storage costs {m} a tonne for each month, a little less than in neighbouring ports.",
        "Smaller farms complain that they are paid only after the ship has been unloaded.",
        "A third berth is to be dredged next year if the loan is approved in time.",
    ),
    "Council of {place} puts off vote on railway": (
        "The council of {place} has put off its vote on the railway to {other} until the autumn.",
        "Councillors said they had received the {n} pages of figures only two days before the "
        "sitting.",
        "The line would be {k} metres longer than the road but spare trains the climb to the pass.",
        "Its supporters argue that freight now makes a detour of a day and a half.",
        "“Nobody is against the railway, we are against signing blindly,” {person} told the "
        "sitting.",
        "The province has set aside {m} million for the tunnel, which is the dearest part.",
        "A bank that had offered half of the sum wants an answer before the end of the year.",
        "Two villages on the route ask for a halt in exchange for the land they give up.",
        "The gauge has not been decided either, since the tracks on both sides differ.",
        "If the vote fails in the autumn, the tender has to begin again from the start.",
    ),
    "Schools in {place} reopen after the flood": (
        "Eleven of the fourteen schools in {place} have opened again, {n} days after the flood.",
        "Lessons take place in two shifts, as three buildings are still drying out.",
        "Volunteers carried {k} books to the upper floors on the night the dyke gave way.",
        "Headteacher {person} said the pumps had been lent by the town of {other}.",
        "The damage to heating and wiring is put at {m} million by the district.",
        "Meals are cooked in the barracks and brought over in insulated boxes.",
        "Examinations in the upper classes have been moved from May to the end of June.",
        "Parents want to know why the warning came only when the water stood in the street.",
        "An inquiry is to report by the autumn on how the sluice was operated.",
        "Insurance covers buildings but neither books nor the pupils' bicycles.",
    ),
    "What the census of {place} shows": (
        "{place} has {k} inhabitants more than at the last census, most of them under thirty.",
        "The count took {n} days and was carried out with tablets instead of forms.",
        "For the first time more people live in the towns of the province than in its villages.",
        "Statistician {person} warned against comparing households, as the definition has changed.",
        "One household in six has nobody who was born in the province.",
        "The district of {other} lost people for the third time in a row.",
        "Average rent has risen by {m} per cent since the last count, wages by rather less.",
        "Questions about language were left out after complaints about their wording.",
        "The figures decide how seats in the assembly are shared out from next year.",
        "Detailed tables for streets and villages are to follow in the winter.",
    ),
    "{place} lights its streets anew": (
        "The town of {place} is replacing its {k} street lamps by ones that need half the power.",
        "The first quarter to be changed lies between the market and the road to {other}.",
        "Work goes on at night, so that shops are not troubled, and takes {n} weeks in all.",
        "According to treasurer {person}, the lamps will have paid for themselves in six years.",
        "The loan of {m} million is repaid out of what is saved on electricity.",
        "Astronomers at the old observatory had asked for shades that point the light downwards.",
        "Their wish was granted for the hill but not for the avenue, where accidents are frequent.",
        "The old lamps go to villages that have had none, free of charge but without poles.",
        "A defect can be reported by the number that is painted on each mast.",
        "Last winter one lamp in nine was dark on the longest night of the year.",
    ),
    "Ministers meet in {place} over customs": (
        "Ministers of six countries met in {place} on Thursday to shorten the wait at their "
        "borders.",
        "A lorry now stands for {n} hours on average before its papers have been looked at.",
        "They agreed to accept each other's seals, which spares goods a second inspection.",
        "“A border should cost minutes and not days,” said {person}, who led the talks.",
        "The crossing at {other} tries the new procedure first, from the first of September.",
        "Fees are to be the same for all, and to be published before they are raised.",
        "Carriers had put their losses at {m} million a year, mostly for spoiled fruit.",
        "About {k} declarations a month are still filled in by hand on carbon paper.",
        "One delegation asked for more time to change its law on weights and measures.",
        "The next meeting is to take place in the spring and to look at the first results.",
    ),
    "Wind park near {place} delivers its first power": (
        "The wind park on the ridge above {place} delivered power to the grid for the first time.",
        "Its {n} turbines are to cover the needs of {k} households in an average year.",
        "Engineer {person} said that the last blades had been held up by snow on the pass.",
        "The line to {other} was strengthened beforehand, because it had been full at noon.",
        "Investors put {m} million into the park and are paid a fixed price for fifteen years.",
        "Shepherds receive a rent for each mast and keep the right of way for their flocks.",
        "Ornithologists will count birds under the turbines for two springs and two autumns.",
        "On calm days the province goes on buying power from the coal station in the valley.",
        "A store for four hours of output is planned but has not been paid for.",
        "Visitors can climb the first mast on the last Saturday of each month.",
    ),
    "Museum of {place} returns a map": (
        "The museum of {place} has returned a map of the steppe that it had held for a century.",
        "It was drawn on {n} sheets of linen and shows wells that have long since dried up.",
        "Curator {person} handed it over to the archive of {other}, where it had been made.",
        "The map came to the museum with the estate of a surveyor, and nobody had asked for it.",
        "Restoring it took two years and cost {m} thousand, paid for by readers' gifts.",
        "A copy at full size stays in the hall, next to the surveyor's instruments.",
        "Historians have counted {k} names on it, a third of which appear on no later map.",
        "The archive wants to put the sheets on the network before the summer.",
        "Both houses are looking for a second map, which is mentioned in a letter.",
        "The exhibition about the survey stays open until the end of October.",
    ),
}
_RUSSIAN = (
    "Порт {place} за полгода отправил на {n} процентов больше зерна, чем год назад.",
    "Через причалы прошло {k} тонн пшеницы и ячменя, больше всего за десять лет.",
    "По словам начальника порта, очередь судов сократилась с девяти дней до двух.",
    "Перевозчики объясняют рост новым элеватором и более дешёвыми вагонами.",
    "«Половина груза ушла покупателям, которых раньше у нас не было», — сказал он.",
    "Министерство ожидает, что второе полугодие будет слабее из-за поздних дождей.",
    "Мелкие хозяйства жалуются, что деньги приходят только после разгрузки судна.",
    "Третий причал углубят в будущем году, если вовремя одобрят кредит.",
    "Хранение одной тонны обходится дешевле, чем в соседних портах побережья.",
)
_KAZAKH = (
    "{place} қаласында өзен арқылы өтетін екінші көпір дүйсенбі күні ашылды.",
    "Көпірдің ұзындығы {n} метр, онда екі жолақ пен жаяу жүргіншілер жолы бар.",
    "Құрылысқа {m} миллион жұмсалды, оның үштен бірін облыс төледі.",
    "Ескі өткел көктемде жарықтар табылғаннан кейін жүк көліктеріне жабылған болатын.",
    "Айналма жол біткен соң көпірмен күніне {k} көлік өтеді деп күтілуде.",
    "«Біз бұл күнді көптен күттік», — деді қала әкімі ашылу рәсімінде.",
    "Мердігер бетонның сапасына он жыл бойы жауап береді.",
    "Алғашқы қыстан кейін тіреулер мұз қысымына тексеріледі.",
    "Батыс жағалаудағы дүкен иелері тұтынушылар қайта келеді деп үміттенеді.",
)


@dataclass(frozen=True)
class Story:
    """An article as it was written: what every page made of it holds, and nothing else."""

    title: str
    author: str
    published: date
    standfirst: str
    paragraphs: tuple[str, ...]
    language: str = "en"

    @property
    def text(self) -> str:
        return "\n\n".join((self.standfirst, *self.paragraphs))


def story(number: int, language: str = "en") -> Story:
    """Draw an article; the same number draws the same one."""
    chance = random.Random(number)
    titles = sorted(_MATTERS)
    matter = titles[number % len(titles)]
    sentences = list(_MATTERS[matter])
    title = matter
    if language == "ru":
        title, sentences = "Порт {place} отправил больше зерна", list(_RUSSIAN)
    elif language == "kk":
        title, sentences = "{place}: екінші көпір ашылды", list(_KAZAKH)
    place, other = chance.sample(_PLACES, 2)
    person = chance.choice(_PEOPLE)

    def filled(sentence: str) -> str:
        return sentence.format(
            place=place,
            other=other,
            person=person,
            n=chance.randrange(12, 95),
            m=f"{chance.randrange(2, 60)}.{chance.randrange(1, 10)}",
            k=f"{chance.randrange(2, 90)},{chance.randrange(100, 1000)}",
        )

    first, *rest = map(filled, sentences)
    chance.shuffle(rest)
    sizes = [chance.choice((1, 2, 2, 3)) for _ in rest]
    paragraphs = []
    while rest:
        size = sizes.pop()
        paragraphs.append(" ".join(rest[:size]))
        rest = rest[size:]
    return Story(
        title=title.format(place=place, other=other),
        author=chance.choice([each for each in _PEOPLE if each != person]),
        published=date(2023, 1, 5) + timedelta(days=chance.randrange(1000)),
        standfirst=first,
        paragraphs=tuple(paragraphs),
        language=language,
    )


def headlines(number: int, count: int) -> list[str]:
    """Draw titles of other articles, as they stand in lists beside one."""
    chance = random.Random(number + 1000)
    return [
        title.format(place=chance.choice(_PLACES), other=chance.choice(_PLACES))
        for title in chance.choices(sorted(_MATTERS), k=count)
    ]
