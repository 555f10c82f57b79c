"""True sentences in other words than the article's, each with a false twin."""

# Invented articles: the title and the text.
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
# The article, invented or of the sample, the true sentence and the false one.
PARAPHRASES = [
    (
        "eu-central-asia-summit-in-samarkand",
        "The EU's trade with the region is around €54 billion.",
        "The EU's trade with the region is around €45 billion.",
    ),
    (
        "eu-central-asia-summit-in-samarkand",
        "Trade between the EU and Central Asia has reached about €54 billion, according "
        "to President Mirziyoyev.",
        "Trade between the EU and Central Asia has reached about €54 billion, according "
        "to President Tokayev.",
    ),
    ("tunnel", "The tunnel is 5.1 km long.", "The tunnel is 1.5 km long."),
    (
        "tunnel",
        "The Anzir tunnel has a length of 5.1 km.",
        "The Anzir tunnel has a length of 40 km.",
    ),
    ("port", "The port has 1,900 employees.", "The port has 1,900 containers."),
    (
        "port",
        "Khorgos processed 4.5 million tonnes of freight in 2024.",
        "Khorgos processed 4.5 million tonnes of oil in 2024.",
    ),
    (
        "port",
        "In 2024, 4.5 million tonnes of cargo passed through the Khorgos dry port.",
        "In 2023, 4.5 million tonnes of cargo passed through the Khorgos dry port.",
    ),
    (
        "port",
        "Kazakhstan invested $25 billion in its railways from 2015 to 2024.",
        "Kazakhstan invested $25 billion in its airports from 2015 to 2024.",
    ),
    (
        "port",
        "Aidar Bekov is the director of the Khorgos dry port.",
        "Aidar Bekov is the former director of the Khorgos dry port.",
    ),
    (
        "share",
        "Uzbekistan holds 40 percent of the Kambar dam.",
        "Uzbekistan holds 34 percent of the Kambar dam.",
    ),
    ("share", "Uzbekistan owns 40% of the dam.", "Kazakhstan owns 40% of the dam."),
    (
        "share",
        "From 2031 the Kambar dam is expected to generate 5.6 billion kWh of electricity annually.",
        "Since 2031 the Kambar dam has generated 5.6 billion kWh of electricity annually.",
    ),
    (
        "bank",
        "Lending to farmers by Agrobank rose by a fifth in 2024.",
        "Lending to farmers by Agrobank fell by a fifth in 2024.",
    ),
    (
        "bank",
        "Shuhrat Aminov stepped down on 3 February 2025.",
        "Dilnoza Karimova stepped down on 3 February 2025.",
    ),
    (
        "bank",
        "Dilnoza Karimova was named acting head of the bank.",
        "Dilnoza Karimova was named permanent head of the bank.",
    ),
    (
        "airline",
        "Somon Wings started flying from Dushanbe to Tbilisi on 12 April.",
        "Somon Wings stopped flying from Dushanbe to Tbilisi on 12 April.",
    ),
    ("airline", "The airline was established in 2023.", "The airline was dissolved in 2023."),
    ("airline", "Tickets cost from 180 euros.", "Tickets cost up to 180 euros."),
    (
        "school",
        "In 2024 the education ministry shut 48 village schools in the Naryn region.",
        "In 2024 the education ministry built 48 village schools in the Naryn region.",
    ),
    (
        "school",
        "Teachers' salaries went up by 30 percent in September.",
        "Teachers' salaries went down by 30 percent in September.",
    ),
    (
        "flood",
        "Some 9,000 people had to be evacuated.",
        "Some 9,000 people refused to be evacuated.",
    ),
    (
        "flood",
        "In April, 312 homes in the Atyrau region were destroyed by heavy rain.",
        "In April, 312 homes in the Atyrau region were destroyed by an earthquake.",
    ),
    (
        "flood",
        "Prime Minister Olzhas Bektenov travelled to Kulsary on 9 April.",
        "Prime Minister Olzhas Bektenov travelled to Atyrau on 9 April.",
    ),
    (
        "flood",
        "1,200 soldiers were sent to reinforce the dikes.",
        "1,200 soldiers were sent to demolish the dikes.",
    ),
    (
        "china-kyrgyzstan-uzbekistan-railway",
        "The railway will cost around $4.7 billion.",
        "The railway will cost around $7.4 billion.",
    ),
    (
        "china-kyrgyzstan-uzbekistan-railway",
        "China owns 51 percent of the joint company.",
        "Kyrgyzstan owns 51 percent of the joint company.",
    ),
    (
        "china-kyrgyzstan-uzbekistan-railway",
        "A Chinese loan is to cover half of the cost, about $2.35 billion.",
        "A Kyrgyz loan is to cover half of the cost, about $2.35 billion.",
    ),
    (
        "china-kyrgyzstan-uzbekistan-railway",
        "The three countries signed the agreement in Beijing on 6 June 2024.",
        "The three countries signed the agreement in Bishkek on 6 June 2024.",
    ),
    (
        "second-china-central-asia-summit-in-astana",
        "Tokayev hosted the second China-Central Asia summit in Astana on 17 June 2025.",
        "Japarov hosted the second China-Central Asia summit in Astana on 17 June 2025.",
    ),
    (
        "second-china-central-asia-summit-in-astana",
        "China also offered 3,000 training places to the region.",
        "China also offered 3,000 scholarships to Russia.",
    ),
    (
        "middle-corridor-across-the-caspian",
        "The World Bank expects about 11 million tonnes a year by 2030.",
        "The World Bank expects about 11 million containers a year by 2030.",
    ),
    (
        "middle-corridor-across-the-caspian",
        "The EU would like goods to cross the corridor in 15 days.",
        "Goods cross the corridor in 15 days.",
    ),
    (
        "kazakhstan-largest-uranium-producer",
        "The state still owns 75 percent of Kazatomprom.",
        "The state still owns 49 percent of Kazatomprom.",
    ),
    (
        "global-gateway-in-central-asia",
        "By October 2025 Global Gateway had mobilised over €306 billion.",
        "By October 2025 Global Gateway had mobilised over €400 billion.",
    ),
    (
        "trade-of-china-and-the-eu-with-central-asia",
        "Trade between China and the five Central Asian states was worth $94.8 billion in 2024.",
        "Trade between China and the five Central Asian states was worth $94.8 billion in 2023.",
    ),
    (
        "central-asian-gas-goes-east-and-comes-from-the-north",
        "The pipeline starts in Turkmenistan and enters China at Khorgos.",
        "The pipeline starts in China and enters Turkmenistan at Khorgos.",
    ),
    (
        "shanghai-cooperation-organisation-at-ten-members",
        "Turkmenistan does not belong to the SCO.",
        "Tajikistan does not belong to the SCO.",
    ),
    (
        "ten-years-of-c5-plus-1",
        "President Trump hosted the five Central Asian presidents at the White House on "
        "6 November 2025.",
        "President Biden hosted the five Central Asian presidents at the White House on "
        "6 November 2025.",
    ),
    (
        "central-asian-gas-goes-east-and-comes-from-the-north",
        "Russian gas deliveries to Uzbekistan via Kazakhstan started on 7 October 2023.",
        "Russian gas deliveries to Uzbekistan via Kazakhstan stopped on 7 October 2023.",
    ),
    (
        "central-asian-gas-goes-east-and-comes-from-the-north",
        "Turkmenistan provides most of the gas.",
        "Uzbekistan provides most of the gas.",
    ),
]
