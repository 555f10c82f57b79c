"""The same news in several languages."""

IN_LANGUAGES = {
    "en": "The new bridge over the river was opened on Monday near the old market, and many people"
    " came to see it. The mayor said that it had cost less than the ferry.",
    "ru": "Новый мост через реку открыли в понедельник у старого рынка, и посмотреть на него пришло"
    " много людей. Мэр сказал, что он обошёлся дешевле парома.",
    "kk": "Өзен үстіндегі жаңа көпір дүйсенбі күні ескі базардың жанында ашылды, оны көруге көп"
    " адам келді. Әкім оның құны паромнан арзан болғанын айтты.",
    "uz": "Daryo ustidagi yangi koʻprik dushanba kuni eski bozor yonida ochildi, uni koʻrish uchun"
    " koʻp odam keldi. Hokim uning narxi paromdan arzon boʻlganini aytdi.",
    "tg": "Пули нав аз болои дарё рӯзи душанбе дар назди бозори кӯҳна кушода шуд ва бисёр одамон"
    " барои дидани он омаданд.",
    "zh": "横跨河流的新桥星期一在老市场附近开通，很多人前来观看。市长说，它的花费比渡船少。",
    "de": "Die neue Brücke über den Fluss wurde am Montag beim alten Markt eröffnet, und viele"
    " Leute kamen, um sie zu sehen. Der Bürgermeister sagte, sie habe weniger gekostet als die"
    " Fähre.",
    "fr": "Le nouveau pont sur la rivière a été ouvert lundi près du vieux marché, et beaucoup de"
    " gens sont venus le voir. Le maire a dit qu'il avait coûté moins que le bac.",
    "tr": "Nehrin üzerindeki yeni köprü pazartesi günü eski pazarın yanında açıldı ve birçok insan"
    " onu görmeye geldi. Belediye başkanı feribottan daha ucuza mal olduğunu söyledi.",
}
