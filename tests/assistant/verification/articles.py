"""Invented articles that are put in other words: the title and the text of each."""

ARTICLES = {
    "tunnel": (
        "The Anzir tunnel opens",
        "The Anzir tunnel is 5.1 kilometres long and was opened on 4 May 2025 by the "
        "governor, Rustam Sharipov. "
        "It cuts the journey from Pendzhikent to Ayni by 40 minutes. "
        "The work was done by a Turkish company, Anatolia Yapi, which employed 620 "
        "people on the site. "
        "The toll is 12 somoni for a car and 45 for a lorry.",
    ),
    "port": (
        "Freight at Khorgos grows",
        "The Khorgos dry port handled 4.5 million tonnes of freight in 2024, its "
        "director Aidar Bekov said on 14 March 2025. "
        "That was 62 percent more than in 2023. "
        "Kazakhstan spent US$25 billion on its railways between 2015 and 2024. "
        "The port employs 1,900 people.",
    ),
    "share": (
        "Three shares of one dam",
        "Kyrgyzstan holds 34 percent of the Kambar dam, Uzbekistan 40 percent and "
        "Kazakhstan 26 percent. "
        "The dam is to produce 5.6 billion kilowatt-hours of electricity a year from 2031.",
    ),
    "bank": (
        "Lending to farmers grows",
        "Agrobank of Uzbekistan lent farmers 4.2 trillion soms in 2024, a fifth more "
        "than the year before. "
        "Its chairman, Shuhrat Aminov, resigned on 3 February 2025 after an audit found "
        "irregularities at two branches. "
        "The central bank has appointed Dilnoza Karimova as acting head. "
        "Loans to cotton growers carry interest of 14 percent a year.",
    ),
    "airline": (
        "A new carrier takes off",
        "Somon Wings began regular flights from Dushanbe to Tbilisi on 12 April. "
        "The airline, founded in 2023, operates five Airbus A320 aircraft and plans to "
        "buy three more. "
        "It carried 310,000 passengers last year. "
        "Ticket prices start at 180 euros. "
        "Residents near the airport have complained about noise at night.",
    ),
    "school": (
        "Schools in the mountains",
        "The ministry of education closed 48 village schools in Naryn region in 2024 "
        "because too few pupils were left. "
        "Teachers' pay was raised by 30 percent in September. "
        "A World Bank loan of $55 million will pay for 90 new school buildings by 2028. "
        "Minister Dogdurkul Kendirbaeva said most of them would be built in the south.",
    ),
    "flood": (
        "Flood in Atyrau",
        "Heavy rain destroyed 312 houses in the Atyrau region in April. "
        "About 9,000 people were evacuated, and two died. "
        "Prime Minister Olzhas Bektenov visited the city of Kulsary on 9 April and "
        "promised compensation within a month. "
        "The army sent 1,200 soldiers to strengthen the dikes.",
    ),
}
