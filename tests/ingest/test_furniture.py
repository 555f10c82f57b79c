"""A line of the page is told from a line of the article; where it can be either, it is kept."""

import pytest

from ingest.furniture import (
    announces_articles,
    is_byline,
    is_credited,
    is_furniture,
    may_be_furniture,
    opens_furniture,
    opens_replies,
    without_furniture,
)
from tests.patience import patience

FURNITURE = """
We use cookies to improve your experience on our site.
We use cookies to improve your experience on our site and to show you relevant advertising.
This website uses cookies.
This website uses cookies. By continuing to browse you agree to our cookie policy.
By using this site, you agree to our use of cookies.
We and our 214 partners use cookies to store and access personal data.
Accept all cookies
Sign up for our newsletter
Get the latest news delivered to your inbox.
Subscribe to our weekly briefing. No spam. Unsubscribe at any time.
Want more? Subscribe to our newsletter.
Join 12,000 readers who get our newsletter
You have 2 free articles left this month.
Already a subscriber? Log in
This content is for subscribers only.
Follow us on Facebook, Twitter and Instagram
Join our Telegram channel for the latest news
Facebook Twitter LinkedIn WhatsApp
Facebook | X | Copy link
Share on Facebook
Share this article
By Ana Reis, Staff writer. Follow her on Twitter
Follow Ana Reis on X
Published 3 June 2025, 14:05 GMT
Updated 2 hours ago
5 min read
Page 3 of 12
Tags: rivers, bridges
Find this article at: http://post.example/1700
© 2025 The Lune Herald. All rights reserved.
Your email address will not be published. Required fields are marked *
Please enable JavaScript to view the comments.
← Back to top
  SHARE   THIS STORY »
Advertisement
Комментарии (12)
Подписывайтесь на наш канал в Telegram
Мы используем файлы cookie для улучшения сайта
Продолжая использовать сайт, вы соглашаетесь на использование файлов cookie.
Нашли ошибку? Выделите текст и нажмите Ctrl+Enter
Поделиться в Telegram
Опубликовано: 3 июня 2025 г., 14:05
Все права защищены
Бөлісу
Пікір қалдыру
Біздің Telegram-арнамызға жазылыңыз!
Барлық құқықтар қорғалған
Wir verwenden Cookies, um Ihnen das beste Erlebnis zu bieten.
"""

SENTENCES = """
The ministry uses cookies on its portal since June.
“We use cookies to improve your experience,” the site told its visitors.
By using the corridor you save ten days, the carriers say.
Like us, they trade with both neighbours.
Share prices fell by 3 per cent on Monday.
Follow-up talks are planned for the autumn.
Sign language is taught in eleven schools.
Comments by the minister were broadcast on Friday.
Subscribers to the railway's bonds were repaid in gold.
Advertising revenue rose by a third.
Home prices rose in the capital.
Search teams found the ferry on Sunday.
Related costs are borne by the province.
Published in 1912, the book was soon forgotten.
This site uses hexavalent chromium, and inspectors say our company uses cookies to lure ants.
The bakery uses cookies baked by prisoners to raise money for the orphanage in Osh.
She uses cookies as bait, and nobody at the ministry objects.
Follow us on a journey through the Fann mountains, where glaciers retreat by 30 metres a year.
Join us in Bishkek, said the delegates, and you will see a city that has changed.
By continuing to subsidise diesel, you risk ruining your budget; a review of the tax policy is due.
By using groundwater, you deplete the site for a century, the ministry's terms say.
Get aid to the villages before winter: that was the order, and alerts went to every district.
Receive nothing, expect nothing: that is how pensioners describe the new law.
Related: the ministry has also banned exports of onions for three months, the decree says.
Topics: water, trade and the Rogun dam were discussed by the presidents on Tuesday.
Tags: the border police now issue plastic tags to every herder in the valley.
Categories: the law divides farms into three, and each pays another tax.
Copyright law in Uzbekistan was rewritten in 2019, and courts have since heard 400 cases.
Copyright infringement costs publishers two million dollars a year, the union said.
© is a mark that printers in the bazaar know well.
The new constitution says all rights reserved to the president pass to the parliament in 2027.
To continue reading the river's level by hand is dangerous, the hydrologist said.
To keep reading and writing alive in Karakalpak, the school opened a night class.
Not a member of the union, Belarus joined the talks as an observer.
Already a member of the Eurasian union, Kyrgyzstan lost tariff revenue.
Have an account of the battle been given by anyone else, historians ask.
You have one free vote, the commission told citizens, and no limit on the articles you propose.
You have two choices, the mayor told them, and one is free.
Join 5,000 people on the square and you are arrested, the law says.
Join over 300 others in the camp at Sarimsakly, the guard told her.
Support our farmers, the governor urged, or the valley will be empty within ten years.
Please support our troops, said the banner over the road to Batken.
Please change the privacy law, activists asked the parliament on Thursday.
Download the app that the tax office built and half the forms are wrong, accountants say.
Install the water app, the utility told its 40,000 customers, or pay by hand.
Watch us on the border, the smuggler boasted, and learn how fuel is moved.
Visit us at harvest, the growers say, and you will understand the price.
Like us in 1991, they had no army and no currency.
Find us at work in the fields by five, she said.
No spam calls have been reported since the law took effect in March.
Read more: schools with libraries score higher, a study of 210 villages found.
Photo copyright, the court ruled, belongs to the photographer.
By Karim Ali, reporter for Radio Osh. He was detained on Tuesday, his lawyer said.
By Aigul Bekova, an editor in Osh - she was killed in 2019 after she read out the list.
From Bishkek, an analyst in Moscow - her email to the court in 2021 was ignored.
From Osh, a correspondent.
See this report on the drought: rainfall has halved since 1990, hydrologists say.
Read the report on the mine at www.example.org
View the report online: it lists 61 wells.
This story is only the beginning for the members of the cooperative, who sued in 2023.
Subscribe to the daily and you support the last free paper in the region, its editor says.
Register to vote by 1 June, or to continue as a non-resident, the commission said.
Register for the census, the state told nomads, and lose your pasture.
Sign up to our army, the posters say, though the war is far away.
Sign up for free seeds at the akimat, farmers are told.
Not a subscriber of any party, he ran alone and won 34 percent.
Your browser does not matter if the state blocks the site, the engineer said.
Please enable javascript in schools, the teachers' union asked the ministry in jest.
JavaScript is required for the exam from 2026, the ministry said.
Found a mistake in the ledger, the auditor reported, and with it two million dollars.
Thank you for subscribing to the loan, the prime minister told investors in London.
Our journalism is dying, editors in Bishkek warned on Friday.
Save my name, email me the verdict, the prisoner wrote.
Save the children
The article continues below the fold with a list of 14 names of detained men.
Enter your email and you are fined: that is how the phishing works, police say.
Type your email wrong and the visa portal rejects you, applicants complain.
Подписаться на новый канал орошения смогут 300 хозяйств, сообщил министр.
Следите за уровнем воды: канал Достык может выйти из берегов.
Продолжая строительство ГЭС, правительство взяло кредит на 500 миллионов долларов.
Продолжая использовать уголь, город задыхается каждую зиму.
Читайте также: так начинается надпись на стене музея.
По теме: депутаты спорили три часа о новом налоге на скот.
Ещё по теме: министр сказал, что цены вырастут.
Сайт использует мошенник, который продаёт куки и пароли граждан, сообщила полиция.
Поделиться с соседями водой отказались три области
Получать новости жители стали по радио.
Sign up for the newsletter of the union, the driver told us, and your inbox fills with threats.
Follow us on Telegram, Karimov begged.
Follow us on X marks the spot, a pirate song goes.
Support our independent journalism and readers like you will thank you, a priest prayed.
We use cookies for bait when the carp refuse bread.
We use cookies and similar sweets to teach fractions.
This site uses cookies and other sweets as prizes for children.
By continuing to accept cookies from strangers you put the whole class at risk.
Receive our newsletter or starve your inbox, jokes a poster in the village hall.
Have an account in dollars? Please register it by the spring.
Please log in to comment on the draft law before the spring session, the portal demands.
Share on Monday's vote: two seats for the north, one for the south.
Copyright 2024 was the year the courts changed.
© 2024 the law says nothing of photographs, and judges must guess.
He kept one phrase, all rights reserved, from the old contract.
Updated maps were printed on 3 June 2025.
Posted to the border in 2019, he learned both languages.
Advertisement hoardings were taken down along the embankment.
Skip to the content of the treaty, and you find a single page.
Leave a comment of the emperor's out, and the chronicle is short.
Print this page of history in every schoolbook, the deputies demanded.
Back to top form, the wrestlers of Dagestan won nine medals.
Five min read as long on the ferry's clock, passengers joke.
Telegram and WhatsApp were blocked for two days in Gorno-Badakhshan.
Подписаться на наш канал вправе каждый фермер.
Присоединяйтесь к нам на площади, призвал лидер, на наш канал надежды нет.
Мы используем файлы cookie, чтобы ловить мошенников, сказал министр.
Комментарии министра прозвучали в пятницу в Душанбе.
Все права защищены конституцией, напомнил судья.
Реклама табака запрещена с 2011 года.
Поиск пропавшего парома продолжался до воскресенья.
Нашли ошибку в расчётах плотины и остановили стройку.
Бөлісу экономикасы Қазақстанда өсіп келеді.
Жазылу мерзімі аяқталды, деп хабарлады министрлік.
Пікірлер екіге бөлінді: ауыл тұрғындары көпірге қарсы.
Жарнама нарығы былтыр екі есе өсті.
Барлық құқықтар қорғалған деп айту әлі ерте, дейді заңгер.
Тағы оқыңыз деген жазу мектеп қабырғасында тұр.
Біздің арнаға жазылған шаруалар су алды.
Cookies
"""

DOUBTFUL = """
Search
Home
Donate
News
Telegram, WhatsApp
40 views
12 hours ago
www.gov.kz
Terms and conditions
Contents
Tags:
Read more: A ferry for two towns
By Ana Reis, staff writer
Log in
Новости
Реклама
Источник:
Мәзір
"""

HEADLINES = ["A ferry for sale", "The school gets a roof", "A well for Osh"]


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("line", lines(FURNITURE))
def test_a_line_of_the_page_is_told_from_the_article(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", [*lines(SENTENCES), ""])
def test_a_sentence_of_the_article_is_never_taken_for_the_page(line: str) -> None:
    assert not is_furniture(line)
    assert not may_be_furniture(line)
    assert not opens_furniture(line)
    assert not is_byline(line)


@pytest.mark.parametrize("line", lines(SENTENCES))
def test_a_sentence_is_kept_among_lines_of_the_page(line: str) -> None:
    assert without_furniture([["Share this article", line], ["Back to top"]]) == [[line]]


@pytest.mark.parametrize("line", lines(DOUBTFUL))
def test_what_can_be_either_is_not_taken_for_the_page_alone(line: str) -> None:
    assert not is_furniture(line)
    around = ["The phone shows two words."], [line], ["Nobody knows why."]
    assert without_furniture(around) == list(around)


def test_what_can_be_either_goes_with_what_surely_is_the_page() -> None:
    page = ["Home", "Search"], ["Share this article", "40 views"], ["Read more: A ferry for sale"]
    assert without_furniture([["It opened."], *page, ["It closed."]]) == [
        ["It opened."],
        ["It closed."],
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Reis",
        "BY ANA REIS",
        "By Ana Reis and Jon Hallam",
        "Words by Ludwig van Aalst",
        "Report by J. K. Oduya",
        "By Jean-Paul O'Neil",
        "By June Adams",
        "Ana Reis, Staff Writer",
        "Aigul Bekova, Central Asia correspondent at The Lune Herald",
        "By Ana Reis | 3 June 2025 | 5 min read",
        "Posted on June 3, 2025 by Ana Reis | 3 Comments",
        "Ana Reis, 3 June 2025",
        "3 June 2025",
        "Tuesday, 3 June 2025 at 2:05 pm",
        "03/04/2025",
        "2025-06-03T14:05:00+05:00",
        "3 июня 2025 г.",
        "Автор: Айгуль Бекова",
        "Мәтін: Айгүл Бекова",
    ],
)
def test_a_byline_is_told(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the river had risen.",
        "By train across Almaty.",
        "By Tuesday Morning",
        "By Late June",
        "By Friday, 12 June 2024",
        "By 2030",
        "By Law",
        "Report by the UN",
        "Kazakhstan, 12 June 2024 - the day the dam at Zarbulak broke",
        "Osh, 12 June 2024",
        "12 June 2024, 14:05 and the dam had gone",
        "By Train Across Almaty",
        "BY WAY OF EXAMPLE AND WARNING",
        "3 June 2025 - the bridge opened",
        "Ana Reis, the reporter who crossed the ice",
        "Автор: книга неизвестна",
        "May 2021",
    ],
)
def test_a_first_line_of_the_text_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_headings_say_what_may_follow_them() -> None:
    for heading in ("Related articles", "More from The Lune Herald", "Читайте также:", "Most read"):
        assert announces_articles(heading)
        assert opens_furniture(heading)
        assert not opens_replies(heading)
    for heading in ("3 comments", "Leave a reply", "2 thoughts on “A bridge”", "Пікірлер (4)"):
        assert opens_replies(heading)
        assert opens_furniture(heading)
    for heading in ("Contents", "Latest", "Further reading", "Related reports"):
        assert opens_furniture(heading)
        assert not announces_articles(heading)
        assert not opens_replies(heading)


def test_captions_are_told_by_their_credits() -> None:
    assert is_credited("The square in the morning. Photo: Harbour Office")
    assert is_credited("Площадь утром. Фото: портовая служба")
    assert not is_credited("The photo was taken in the morning.")


HARD = [
    "by " + "A " * 98,
    "By " + "Aa-" * 65,
    "A, " * 66,
    "1 May " * 33,
    "facebook " * 44,
    "share on " + "x and " * 60,
    "follow " + "A on " * 78,
    "get " + "in your inbo " * 30,
    "we use cookies " + "to store " * 43,
    "© 0" + " all rights reserve" * 20,
    "tags: " + ", " * 190,
    "No spam. " * 44,
    "." * 399,
    "0" * 399,
    "0:" * 199,
    "1 " * 199,
]
"""Lines just short enough to be looked at, each made to keep one of the rules busy."""


@pytest.mark.parametrize("line", HARD, ids=[line[:12] for line in HARD])
def test_the_hardest_line_is_told_at_once(line: str) -> None:
    with patience():
        for _ in range(200):
            is_furniture(line), may_be_furniture(line), opens_furniture(line), is_byline(line)


def test_a_line_of_megabytes_is_never_furniture() -> None:
    line = "Share this article " * 100_000
    assert not (is_furniture(line) or may_be_furniture(line) or opens_furniture(line))
    assert not (is_byline(line) or is_credited(line))
