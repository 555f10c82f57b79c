"""Sentences that the articles support, each with a twin that they do not."""

# By kind: the article, the true sentence and the false one.
PAIRS = {
    "owners, sums and ranges": [
        (
            "mine",
            "Altynkum owns 60 per cent of the Sary mine.",
            "Norvik owns 60 per cent of the Sary mine.",
        ),
        (
            "mine",
            "Altynkum owns 60 per cent of the Sary mine and its partner Norvik owns 40 per cent.",
            "Norvik owns 60 per cent of the Sary mine and its partner Altynkum owns 40 per cent.",
        ),
        (
            "mine",
            "Until the end of 2017, Norvik held 60 per cent.",
            "Until the end of 2017, Altynkum held 60 per cent.",
        ),
        (
            "mine",
            "Together they are designed to lift 5 million tonnes a year.",
            "Each of the three shafts is designed to lift 5 million tonnes a year.",
        ),
        (
            "mine",
            "The three shafts are designed to lift 5 million tonnes a year.",
            "The three shafts lift 5 million tonnes a year.",
        ),
        (
            "mine",
            "The press has put the cost of a fourth shaft at $14 million to $15 million.",
            "The press has put the cost of a fourth shaft at $14 million.",
        ),
    ],
    "figures": [
        (
            "railway",
            "Parliament approved the loan by 71 votes to 14.",
            "Parliament approved the loan by 72 votes to 14.",
        ),
        ("railway", "China will lend $2.35bn.", "China will lend $2.53bn."),
        (
            "railway",
            "China will lend 2,350 million dollars.",
            "China will lend 2.35 billion euros.",
        ),
        ("trade", "Trade with Russia fell 4.5%.", "Trade with Russia fell 5.4%."),
        ("dam", "The dam supplies 1860 MW.", "The dam supplies 1680 MW."),
        (
            "dam",
            "The dam supplies 12 per cent of the country's electricity.",
            "The dam supplies 21 per cent of the country's electricity.",
        ),
    ],
    "dates": [
        (
            "summit",
            "The leaders met in Cholpon-Ata on 16 June.",
            "The leaders met in Cholpon-Ata on 17 June.",
        ),
        (
            "summit",
            "The leaders met in Cholpon-Ata on 16 June 2025.",
            "The leaders met in Cholpon-Ata on 16 June 2024.",
        ),
        (
            "summit",
            "The leaders of the five countries met in June.",
            "The leaders of the five countries met in July.",
        ),
        (
            "railway",
            "Parliament approved the railway loan on Tuesday.",
            "Parliament approved the railway loan on Monday.",
        ),
        (
            "dam",
            "The first turbine started in the third quarter of 2023.",
            "The first turbine started in the second quarter of 2023.",
        ),
        (
            "dam",
            "The dam's first turbine started in 2023.",
            "The dam's first turbine started in 2022.",
        ),
    ],
    "names": [
        ("summit", "Japarov opened the summit.", "Tokayev opened the summit."),
        ("summit", "The leaders met in Cholpon-Ata.", "The leaders met in Bishkek."),
        (
            "trade",
            "The European Union remained Kazakhstan's largest trading partner.",
            "The Eurasian Economic Union remained Kazakhstan's largest trading partner.",
        ),
        (
            "dam",
            "The Trans-Caspian International Transport Route does not cross the valley.",
            "The International North-South Transport Corridor does not cross the valley.",
        ),
        (
            "dam",
            "The dam was built by engineers from Uzbekistan.",
            "The dam was built by engineers from Tajikistan.",
        ),
        (
            "railway",
            "The Kyrgyz parliament approved the railway loan.",
            "The Uzbek parliament approved the railway loan.",
        ),
    ],
    "whose": [
        ("railway", "Uzbekistan will pay $573 million.", "China will pay $573 million."),
        (
            "trade",
            "Exports to Russia rose to $9.5 billion.",
            "Exports to Russia rose to $18.3 billion.",
        ),
        (
            "trade",
            "Imports from Russia dropped to $18.3 billion.",
            "Imports from Russia dropped to $9.5 billion.",
        ),
        (
            "trade",
            "Kazakhstan's trade with China grew 9.2 percent.",
            "Kazakhstan's trade with Russia grew 9.2 percent.",
        ),
        (
            "trade",
            "Trade with Russia was $27.8 billion in 2024.",
            "Trade with Russia was $43.8 billion in 2024.",
        ),
        (
            "railway",
            "Freight traffic rose to 9.4 million tonnes in 2024.",
            "Freight traffic rose to 7 million tonnes in 2024.",
        ),
        (
            "trade",
            "The EU remained Kazakhstan's largest trading partner.",
            "China remained Kazakhstan's largest trading partner.",
        ),
        (
            "railway",
            "Uzbekistan will pay $573 million, and China will lend $2.35 billion.",
            "Uzbekistan will pay $2.35 billion, and China will lend $573 million.",
        ),
    ],
    "polarity": [
        (
            "summit",
            "Turkmenistan did not sign the treaty on friendship.",
            "Turkmenistan signed the treaty on friendship.",
        ),
        ("summit", "Kazakhstan signed the treaty.", "Kazakhstan did not sign the treaty."),
        ("railway", "The opposition rejected the plan.", "The opposition accepted the plan."),
        (
            "railway",
            "The parliament of Kyrgyzstan approved the railway loan.",
            "The parliament of Kyrgyzstan refused the railway loan.",
        ),
        ("dam", "Neighbours never objected to the dam.", "Neighbours objected to the dam."),
        (
            "dam",
            "The Middle Corridor does not cross the valley.",
            "The Middle Corridor crosses the valley.",
        ),
    ],
    "opposites": [
        (
            "trade",
            "Trade between Kazakhstan and Russia declined by 4.5 percent.",
            "Trade between Kazakhstan and Russia increased by 4.5 percent.",
        ),
        (
            "trade",
            "Imports from Russia fell to $18.3 billion.",
            "Imports from Russia rose to $18.3 billion.",
        ),
        (
            "trade",
            "Oil accounted for more than half of exports.",
            "Oil accounted for less than half of exports.",
        ),
        (
            "trade",
            "Kazakhstan sold wheat to Afghanistan before the drought.",
            "Kazakhstan sold wheat to Afghanistan after the drought.",
        ),
        (
            "dam",
            "The dam was built in the north of the country.",
            "The dam was built in the south of the country.",
        ),
        ("dam", "Its first turbine started in 2023.", "Its last turbine started in 2023."),
        ("summit", "The president opened the summit.", "The president closed the summit."),
        (
            "trade",
            "The EU was Kazakhstan's largest trading partner.",
            "The EU was Kazakhstan's smallest trading partner.",
        ),
    ],
    "direction": [
        ("trade", "Kazakhstan sold wheat to Afghanistan.", "Afghanistan sold wheat to Kazakhstan."),
        (
            "trade",
            "Kazakhstan sold wheat to Afghanistan before the drought.",
            "Kazakhstan bought wheat from Afghanistan before the drought.",
        ),
        (
            "summit",
            "Tajikistan beat Uzbekistan to the chairmanship.",
            "Uzbekistan beat Tajikistan to the chairmanship.",
        ),
        (
            "railway",
            "The route runs from Kashgar to Andijan.",
            "The route runs from Andijan to Kashgar.",
        ),
        (
            "railway",
            "Freight traffic rose from 7 million tonnes to 9.4 million tonnes.",
            "Freight traffic rose from 9.4 million tonnes to 7 million tonnes.",
        ),
        (
            "trade",
            "Trade between Kazakhstan and Russia fell by 4.5 percent.",
            "Trade between Kazakhstan and Russia fell to 4.5 percent.",
        ),
        (
            "trade",
            "The EU is ahead of China and Russia as Kazakhstan's largest trading partner.",
            "China is ahead of the EU and Russia as Kazakhstan's largest trading partner.",
        ),
    ],
    "hedges": [
        ("railway", "China will lend $2.35 billion.", "China lent $2.35 billion."),
        ("railway", "Construction is expected to take six years.", "Construction took six years."),
        (
            "railway",
            "The line could carry up to 15 million tonnes of freight a year.",
            "The line carries 15 million tonnes of freight a year.",
        ),
        ("railway", "Critics claim that the debt is too high.", "The debt is too high."),
        (
            "dam",
            "The World Bank may finance the second stage.",
            "The World Bank finances the second stage.",
        ),
        (
            "summit",
            "The hosts said that the guests should visit the lake.",
            "The guests visited the lake.",
        ),
        (
            "dam",
            "The Kambarata dam was built by Uzbek engineers.",
            "The Kambarata dam will be built by Uzbek engineers.",
        ),
    ],
    "bounds": [
        (
            "railway",
            "The line could carry up to 15 million tonnes a year.",
            "The line could carry more than 15 million tonnes a year.",
        ),
        ("dam", "At least 400 families had to move.", "Fewer than 400 families had to move."),
        ("dam", "Some 400 families had to move.", "Up to 400 families had to move."),
        (
            "trade",
            "Oil accounted for more than half of exports.",
            "Oil accounted for half of exports.",
        ),
    ],
    "added": [
        (
            "railway",
            "Parliament approved the railway loan.",
            "Parliament unanimously approved the railway loan.",
        ),
        (
            "trade",
            "Trade between Kazakhstan and Russia fell by 4.5 percent.",
            "Trade between Kazakhstan and Russia fell by 4.5 percent because of sanctions.",
        ),
        (
            "dam",
            "The dam was built by Uzbek engineers.",
            "The dam was built by Uzbek engineers, which angered many farmers.",
        ),
        ("railway", "Uzbekistan will pay $573 million.", "Only Uzbekistan will pay $573 million."),
        (
            "summit",
            "The treaty was signed by Kazakhstan and Tajikistan.",
            "The treaty was signed by Kazakhstan, Tajikistan and Turkmenistan.",
        ),
        (
            "trade",
            "Exports to Russia rose to $9.5 billion.",
            "Exports to Russia doubled to $9.5 billion.",
        ),
    ],
    "derived": [
        (
            "trade",
            "Trade with Russia fell to $27.8 billion, and trade with China grew to $43.8 billion.",
            "Trade with Russia and China together was $71.6 billion.",
        ),
        (
            "trade",
            "Imports from Russia dropped to $18.3 billion.",
            "Imports from Russia exceeded exports by $8.8 billion.",
        ),
    ],
    "words": [
        (
            "summit",
            "Japarov told the guests that “water is our common good”.",
            "Japarov told the guests that “water is our common enemy”.",
        ),
        (
            "summit",
            "Registration is open at https://summit.example/kg.",
            "Registration is open at https://evil.example/kg.",
        ),
        (
            "trade",
            "Oil made up more than half of exports.",
            "Gas made up more than half of exports.",
        ),
        ("dam", "The dam supplies electricity.", "The dam supplies drinking water."),
    ],
    "reported": [
        (
            "region",
            "Officials denied that Kazakhstan joined the bloc.",
            "Kazakhstan joined the bloc.",
        ),
        ("region", "It is not true that Astana asked for troops.", "Astana asked for troops."),
        ("region", "Analysts doubt that the pipeline will pay.", "The pipeline will pay."),
        ("notes", "The minister was accused of taking bribes.", "The minister took bribes."),
        (
            "region",
            "The harvest will fall by a third if the drought goes on.",
            "The harvest fell by a third.",
        ),
    ],
    "lists": [
        ("region", "Kazakhstan signed 24 agreements.", "Kazakhstan signed 16 agreements."),
        (
            "region",
            "Uzbekistan signed 16 of the 58 agreements.",
            "Uzbekistan signed 24 of the 58 agreements.",
        ),
        (
            "region",
            "Inflation was 6.3 percent in Kyrgyzstan.",
            "Inflation was 8.6 percent in Kyrgyzstan.",
        ),
        (
            "region",
            "The EU pledged €12 billion, including €3 billion for transport.",
            "The EU pledged €3 billion for water.",
        ),
        ("notes", "Exports amounted to $81.6 billion.", "Exports amounted to $59.8 billion."),
        (
            "region",
            "Neither Kazakhstan nor Uzbekistan belongs to the union.",
            "Kazakhstan belongs to the union.",
        ),
    ],
    "places": [
        ("region", "Turkmenistan supplies gas to China.", "Turkmenistan supplies gas to Russia."),
        (
            "region",
            "Mirziyoyev met Kasymaliev in Tashkent on 3 May.",
            "Mirziyoyev met Kasymaliev in Osh on 3 May.",
        ),
        (
            "region",
            "Mirziyoyev met Kasymaliev in Tashkent, and Kasymaliev invited him to Osh.",
            "Mirziyoyev invited Kasymaliev to Osh.",
        ),
        (
            "region",
            "The talks between Bishkek and Dushanbe failed.",
            "The talks between Bishkek and Tashkent failed.",
        ),
        (
            "notes",
            "Kazakhstan overtook Russia as Uzbekistan's second trading partner.",
            "Russia overtook Kazakhstan as Uzbekistan's second trading partner.",
        ),
    ],
    "ranks": [
        (
            "region",
            "Uzbekistan's gold output was the second largest in the region.",
            "Uzbekistan's gold output was the largest in the region.",
        ),
        (
            "notes",
            "Nearly all of the 1,200 villages have electricity.",
            "All of the 1,200 villages have electricity.",
        ),
    ],
    "order": [
        ("notes", "The company is owned by the state.", "The company owns the state."),
        ("notes", "The two have traded in yuan since 2013.", "The two traded in yuan until 2013."),
        ("region", "The port handled 1.2 million tonnes.", "The port handled 0.8 million tonnes."),
        ("notes", "The border opens at 11:30.", "The border opens at 10:30."),
        (
            "notes",
            "The lake lost 30 percent of its water.",
            "The lake lost 30 percent of its fish.",
        ),
    ],
    "months": [
        (
            "railway",
            "Parliament approved the railway loan in March.",
            "Parliament approved the railway loan in April.",
        ),
    ],
    "instructions": [
        ("notes", "Since 2013 the two have traded in yuan.", "The tunnel cost 900 million soms."),
    ],
    "amounts": [
        ("notes", "Most of the drivers came from Osh.", "Few of the drivers came from Osh."),
        ("notes", "The tunnel is to save two hours.", "The tunnel saves two hours."),
    ],
}
