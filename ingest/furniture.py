"""What a line of page furniture is, whatever format it comes in.

Furniture is what stands around an article and says nothing of its own: navigation, cookie notices,
share bars, newsletter boxes, bylines' boilerplate. A line is furniture only as a whole, so that a
sentence about cookies or newsletters stays a sentence.
"""

from __future__ import annotations

import re

_LONGEST = 400
"""Characters; a longer line is never furniture by its words alone."""

_NETWORKS = (
    r"(?:facebook|twitter|x|linkedin|whats\s?app|telegram|reddit|e-?mail|instagram|youtube|"
    r"pinterest|messenger|viber|vk|vkontakte|threads|mastodon|bluesky|pocket|copy\ link|rss|"
    r"google\ news|flipboard|tiktok|ok\.ru|weibo|wechat|odnoklassniki|фейсбук|твиттер|вконтакте|"
    r"одноклассники|телеграм|link|print)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|января|февраля|марта|апреля|мая|"
    r"июня|июля|августа|сентября|октября|ноября|декабря|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|"
    r"шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s*(?:at|[|·•–-]|в)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?(?:[A-Z]{2,5}|UTC[+-]\d{1,2})\)?)?)?"
)
_DATE = (
    rf"{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}}(?:\s*г(?:ода|\.)?)?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}\s*ж(?:ыл|\.)\w*\s+\d{{1,2}}\s+{_MONTH}){_TIME}"
)
_ROLE = (
    r"(?:(?:our|the|staff|senior|chief|special|foreign|diplomatic|economics?|political|business|"
    r"energy|defence|world|central\ asia|regional|contributing|deputy|news|associate|"
    r"data|science|health|education|culture|sports?|transport|climate|environment)\s+){0,3}"
    r"(?:staff|writer|reporter|correspondent|editor|journalist|columnist|contributor|analyst|desk|"
    r"newsroom|bureau)"
)
# A name's words, at most six, so that no line can make the match go back and forth for long.
_NAME = r"[^\W\d_][\w.’'-]*(?:\ (?:[^\W\d_][\w.’'-]*)){0,5}"

_LABELS = rf"""
    start\ typing\ and\ press\ enter\ to\ search
  | about\ (?:the\ )?authors?\ ?/?
  | (?:skip|jump)\ to\ (?:the\ )?(?:main\ )?(?:content|navigation|search|footer)
  | (?:share|tweet|pin|post)(?:\ (?:this|it))?(?:\ (?:article|story|post|page|report|news|release))?
  | (?:share|follow|join|find|like|save)(?:\ (?:this(?:\ \w+)?|us|it))?\ (?:on|via|by|to|with)
      \ {_NETWORKS}(?:(?:,|\ and|\ &|,\ and|\ or)\ ?{_NETWORKS}){{0,8}}
  | {_NETWORKS}(?:\s*[|·•,/–-]?\s*{_NETWORKS}){{1,12}}
  | (?:e-?mail|print|save|copy|listen|bookmark|download|report)(?:\ (?:this|to|the|as|for|a))?
      \ (?:article|page|story|later|link|pdf|post|typo|a\ friend|release|version|an?\ error)
  | (?:advertisement|advertising|advert|sponsored(?:\ (?:content|links?))?|paid\ (?:content|post)
      |promoted(?:\ stories)?|adverts?\ by\ google|continue\ reading\ below|story\ continues\ below
      |article\ continues\ (?:below|after)(?:\ (?:the\ )?(?:advertisement|advert|ad|video))?)
  | (?:sign\ up|subscribe|log\ in|sign\ in|log\ out|register|join\ now|donate|support\ us
      |become\ a\ member|my\ account|create\ (?:an\ )?account)(?:\ (?:now|here|today|free
      |for\ free))?
  | (?:leave\ (?:a|your)\ (?:comment|reply)|(?:post|add)(?:\ (?:a|your))?\ comment
      |(?:\d+\ |no\ |view\ (?:all\ )?|show\ (?:all\ )?|read\ (?:all\ )?|all\ )?comments?(?:\ yet)?
      (?:\ ?\(\d+\))?|join\ the\ (?:conversation|discussion)|reply|report\ (?:abuse|comment)
      |be\ the\ first\ to\ comment|comments\ are\ (?:now\ )?closed|likes?\ ?\d*|\d+\ (?:likes?
      |shares?
      |views?|replies|reactions?))
  | (?:back\ to\ top|to\ the\ top|read\ (?:more|next|also|the\ full\ story)|load\ more
      |show\ (?:more|less)
      |see\ (?:also|more|all)|view\ (?:more|all|gallery)|more\ (?:stories|news)|click\ here
      |learn\ more
      |next\ (?:article|story|post|page)|previous\ (?:article|story|post|page)|next|previous|prev
      |older\ posts?|newer\ posts?|go\ back|back\ to\ (?:news|home|all\ news|press\ releases|list))
  | (?:tags?|categor(?:y|ies)|filed\ under|topics?|keywords|in\ this\ (?:article|story)
      |labels?)\ ?:?
  | (?:accept|reject|allow|decline)\ (?:all|cookies|all\ cookies)|cookie\ (?:settings|preferences
      |policy|notice)|manage\ (?:cookies|preferences|consent|options)|privacy\ (?:policy|notice)
      |terms\ (?:of\ (?:use|service)|and\ conditions|&\ conditions)|i\ (?:agree|accept)|got\ it
  | (?:home|menu|search|close|contact(?:\ us)?|about(?:\ us)?|sitemap|site\ map|toggle\ navigation
      |open\ menu|close\ menu|open\ search|main\ menu|navigation|accessibility|careers|faq)
  | (?:[~≈]?\s?\d{{1,3}}[\s-]?min(?:ute)?s?\ (?:read|to\ read|reading\ time)
      |(?:estimated\ )?reading\ time\s*:?\s*[~≈]?\d{{1,3}}\ ?(?:min(?:ute)?s?)?)
  | (?:listen|watch|play)(?:\ (?:to\ (?:the\ |this\ )?(?:article|story)|now|the\ video|video|live))?
      (?:\ ?\(?\d{{1,3}}(?::\d\d|\ min(?:ute)?s?)\)?)?
  | (?:published|posted|updated|last\ (?:updated|modified|edited)|modified|first\ published|created
      |опубликовано|обновлено|дата\ публикации|жарияланды|жаңартылды)(?:\ (?:on|at))?\s*:?\s*
      (?:{_DATE}|\d{{1,2}}\ (?:minutes?|hours?|days?|weeks?)\ ago)
  | \d{{1,2}}\ (?:minutes?|mins?|hours?|days?|weeks?|months?)\ ago
  | page\ \d{{1,4}}\ of\ \d{{1,4}}
  | (?:getty(?:\ images)?|loading|please\ wait|enlarge(?:\ image)?|view\ image|expand
      |image\ \d+\ of\ \d+)
  | поделиться(?:\ (?:в|на|с)\ [\w\ ]{{2,30}})?|читайте\ также|читать\ (?:также|далее|дальше|ещ[её])
  | комментар(?:ии|иев|ий)(?:\ ?\(?\d+\)?)?|оставить\ комментарий|добавить\ комментарий|подписаться
  | подпишитесь|реклама|на\ правах\ рекламы|версия\ для\ печати|распечатать|наверх|главная|войти
  | регистрация|поиск|меню|теги\ ?:?|рубрики?\ ?:?|источник\ ?:|закрыть|принять|согласен|новости
  | бөлісу|пікірлер(?:\ ?\(?\d+\)?)?|пікір\ қалдыру|жазылу|жарнама|басты\ бет|іздеу|мәзір
      |тегтер\ ?:?
  | оқи\ отырыңыз|тағы\ оқыңыз|басып\ шығару|жоғарыға|кіру|тіркелу|хабарламалар
"""
_PHRASES = rf"""
    # Cookies and consent
    (?:(?:this|our|the)\ (?:web\s?)?site|we(?:\ and\ our\ (?:\d+\ )?partners)?|[\w.-]{{2,40}})
      \ (?:also\ )?uses?\ (?:[\w\ ]{{1,30}}\ )?cookies\b.*
  | by\ (?:continuing|using|clicking|browsing|closing)\b.{{0,120}}\byou(?:r|\ (?:agree|accept
      |consent))\b
      .{{0,80}}\b(?:cookies?|terms|privacy|polic(?:y|ies)|consent|site)\b.*
  | (?:you\ can|please)\ (?:manage|change|set|adjust|read|review|accept)\b.{{0,60}}
      \b(?:cookie|consent|privacy)\b.*
  | (?:мы\ используем|(?:этот\ |наш\ )?сайт\ использует|на\ (?:этом\ |нашем\ )?сайте\ используются)
      \ .{{0,40}}(?:cookies?|куки)\b.*
  | (?:біз(?:дің\ сайт)?|бұл\ сайт|сайт)\ .{{0,30}}(?:cookies?|куки)\b.{{0,200}}
  | продолжая\ (?:использовать|пользоваться|просмотр)\b.*
  | (?:wir|diese\ (?:web)?(?:seite|site)|nous|ce\ site|este\ sitio|utilizamos|usamos|questo\ sito
      |utilizziamo|używamy|ta\ strona|bu\ (?:web\s?)?site|sitemiz\w*|我们|本网站|本站)
      .{{0,80}}(?:cookies?|çerez|ciasteczk).*
    # Newsletters, subscriptions, applications
  | (?:(?:please|want\ more\?|don[’']?t\ miss\ (?:out|a\ story)\s?[.!:]?)\ )?
      (?:sign\ up|subscribe|register)\ (?:now\ |today\ |here\ |free\ )?(?:to|for
      |and)\ (?:receive\ |get\ )?
      (?:our|the|this|my|your|free|daily|weekly|continue|read|unlock|more|unlimited)\b.*
  | (?:get|receive)\ .{{0,90}}\b(?:to\ your\ inbox|in\ your\ inbox|by\ e-?mail|newsletter
      |alerts)\b.*
  | (?:enter|type)\ your\ e-?mail\b.*
      |your\ e-?mail(?:\ address)?(?:\ will\ not\ be\ published\b.*)?\*?
  | (?:you\ can\ )?unsubscribe\ (?:at\ )?any\ ?time\b.*|no\ spam\b.*
      |thank\ you\ for\ subscribing\b.*
  | join\ (?:more\ than\ |over\ )?[\d,.]+k?\ (?:readers|subscribers|others|people)\b.*
  | (?:follow|join|like|find|watch|visit)\ us\ (?:on|at|in|via)\b.*
  | (?:follow|join|like|watch|visit|subscribe\ to)\ our\ (?:\w+\ ){{0,3}}?(?:channel|page|account
      |group|newsletter)s?\b.*
  | (?:download|get|install)\ (?:our|the)\ (?:\w+\ ){{0,3}}app\b.*
  | (?:already\ a\ (?:subscriber|member)|have\ an\ account|not\ a\ (?:subscriber|member))\b.*
  | (?:this\ (?:article|content|story)\ is\ (?:for|only|reserved|available\ (?:to|only)|exclusive)\b
      .{{0,80}}\b(?:subscribers|members)\b|to\ (?:continue|keep|finish)\ reading\b).*
  | you\ (?:have|[’']ve)\ (?:read|reached|used|\d+|one|two|three)\b.{{0,60}}\b(?:free|articles?
      |limit)\b.*
  | (?:please\ )?(?:support|donate\ to)\ our\b.*|our\ journalism\ (?:is|needs|depends)\b.*
  | (?:подпи(?:шитесь|сывайтесь|саться)|следите\ за|присоединяйтесь|читайте\ нас)\b.{{0,200}}
      (?:\bканал|рассылк|telegram|телеграм|новост|соцсет|instagram|facebook|нас).{{0,80}}
  | .{{0,60}}(?:арнамызға|парақшамызға|жаңалықтарға|телеграм-арна\w*)\ .{{0,40}}жазыл\w*.{{0,20}}
    # Comments, bylines, rights, scripts
  | you\ must\ be\ (?:logged|signed)\ in\b.*|(?:log|sign)\ in\ to\ (?:comment|reply|leave|post
      |view|save)\b.*
  | required\ fields\ are\ marked\b.*|save\ my\ name,\ e-?mail\b.*
  | (?:by|from|text|words)(?:\ by)?:?\ {_NAME}(?:,|\ [|–—-]|\.)?\ (?:is\ )?(?:an?\ )?{_ROLE}
      (?:\ (?:at|for|in|of)\ {_NAME})?(?:[.,|–—\s-].{{0,160}}(?:follow|@|\d{{4}}|read
      |e-?mail).{{0,80}}|\.)?
  | by\ {_NAME},?\s*(?:[|·•–—-]\s*)?(?:(?:published|updated
      |posted)?:?\s*{_DATE})(?:\s*[|·•–—-]\s*.{{0,60}})?
  | follow\ (?:{_NAME}|@\w+)\ on\ {_NETWORKS}\.?
  | (?:copyright|©|\(c\))\s*(?:©\s*)?(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?)?\b.{{0,200}}
  | .{{0,120}}\ball\ rights\ reserved\.?.{{0,120}}
  | .{{0,80}}(?:все\ права\ защищены|барлық\ құқықтар(?:ы)?\ қорғалған).{{0,120}}
  | (?:please\ |you\ need\ to\ |this\ (?:site|page|app)\ (?:needs|requires)\ )(?:enable[ ]
      |turn\ on\ )?
      javascript\b.*|javascript\ (?:is\ )?(?:disabled|required|must\ be)\b.*
  | (?:your\ browser\ (?:does\ not|doesn[’']t|is\ (?:not|out))|checking\ your\ browser)\b.*
  | (?:read\ more|read\ also|see\ also|related|also\ read|more\ on\ this|читайте\ также
      |читать\ также
      |сондай-ақ\ оқыңыз|тағы\ оқыңыз|ещ[её]\ по\ теме|по\ теме)\s?:\s.{{1,200}}
  | (?:tags|filed\ under|topics|categories|keywords|теги|тегтер)\s?:\s.{{1,200}}
  | (?:image|photo|picture)\ (?:caption|source|copyright)(?:,\s.{{0,80}}|\s?:.{{0,80}})?
  | (?:find|read|view|see|source\ of)\ (?:this|the)\ (?:full\ )?(?:article|story|release|report
      |page)
      \ (?:at|on|online|here)\b.{{0,20}}:?\s.{{1,200}}
  | (?:(?:source|url|permalink|short\ link|link)\s?:\s?)?(?:https?://|www\.)\S{{1,300}}
  | (?:found|spotted)\ (?:a\ mistake|an\ error|a\ typo)\b.*|(?:нашли|заметили)\ ошибку\b.*
  | (?:sorry,?\ )?(?:the\ )?page\ (?:you\ .{{0,60}}\ )?(?:was\ |is\ |could\ not\ be\ |cannot\ be[ ]
      |can[’']t\ be\ )?
      (?:not\ )?found\.?
"""
_FURNITURE = re.compile(
    rf"(?:(?:{_LABELS})[\s.…»›>←→↑:/|!*+-]*|(?:{_PHRASES}))", re.VERBOSE | re.IGNORECASE
)
_OPENING = re.compile(
    r"""(?:
        (?:you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)|(?:more|also)\ (?:from|on|in
        |about)
          \ (?:this|the|our)\b.{0,40}|more\ from\ [\w\ ]{2,30}|more\ [\w\ ]{0,20}(?:news|stories
          |articles
          |coverage)|more\ like\ this|read\ (?:next|also|more)|see\ also
          |editors?[’']?s?[’']?\ (?:picks?|choice)
          |(?:most|top)\ (?:read|popular|viewed|shared|commented|stories|news|articles|recent)
          |(?:related|recommended|popular|trending|latest|recent|similar|suggested|featured|other
          |further)
          \ (?:articles?|stories|story|posts?|news|content|topics?|reading|coverage|links?|items?
          |publications?|reports?|videos?|headlines|releases|from\ [\w\ ]{2,30}|now
          |on\ [\w\ ]{2,30})
          |related|latest|popular|recent|contents|table\ of\ contents|(?:on|in)\ this\ page
          |recommended(?:\ for\ you)?|trending(?:\ (?:now|today))?|what\ to\ read\ next
          |around\ the\ web|in\ (?:other|related)\ news|don[’']?t\ miss|up\ next|what[’']?s\ new
          |from\ (?:our|around)\ [\w\ ]{2,30}|stay\ (?:connected|informed|up\ to\ date|in\ touch)
          |our\ newsletters?|newsletters?|(?:reader\ )?comments?(?:\ ?\(\d+\))?|\d+\ (?:comments?
          |responses?
          |replies|thoughts\ on\ .{1,120})|leave\ a\ (?:reply|comment)|follow\ us
          |share(?:\ this(?:\ \w+)?)?
          |join\ the\ (?:discussion|conversation)|quick\ links|useful\ links|site\ map)
      | (?:читайте\ также|похожие\ (?:новости|статьи|материалы)|(?:ещ[её]|другие)\ (?:новости
      |материалы|статьи)
          (?:\ .{1,30})?|по\ теме|материалы\ по\ теме|популярн(?:ое|ые)(?:\ \w+)?
          |последние\ новости|лента\ новостей
          |самое\ (?:читаемое|популярное)|комментарии(?:\ ?\(\d+\))?|вам\ (?:может\ быть
          |будет)\ интересно
          |рекомендуем|главные\ новости|новости\ (?:партн[её]ров|по\ теме|дня))
      | (?:ұқсас\ (?:жаңалықтар|мақалалар)|соңғы\ жаңалықтар|сондай-ақ\ оқыңыз|тағы\ оқыңыз
      |көп\ оқылған(?:дар)?
          |тақырып\ бойынша|пікірлер(?:\ ?\(\d+\))?|оқи\ отырыңыз|танымал(?:\ \w+)?
          |басқа\ жаңалықтар)
    )[\s.…»›>:|!?]*""",
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"""(?:
        (?:(?:written|reported|words|text|story|report)\ )?by:?\ {_NAME}(?:(?:,|\ and|\ &|\ in
        |,\ in)\ {_NAME}){{0,4}}
          (?:,\ {_ROLE})?
      | (?:автор|авторы|текст|мәтін|авторы?)\s?:\s?{_NAME}(?:,\ {_NAME}){{0,4}}
      | (?:{_NAME}\s*[,|·•–—-]\s*)?{_DATE}(?:\s*[|·•,–—-]\s*.{{0,60}})?
      | {_NAME},\ {_ROLE}(?:\ (?:at|for|in|of)\ {_NAME})?
    )[\s.]*""",
    re.VERBOSE | re.IGNORECASE,
)
_REPLIES = re.compile(
    r"comment|repl(?:y|ies)|responses|thoughts|conversation|newsletter|stay|follow|share"
    r"|коммент|пікір",
    re.I,
)
_CREDIT = re.compile(
    r"\b(?:photo|image|picture|credit|illustration|file photo)s?\s*:|\bфото\s*:", re.I
)
_QUOTED = "\"'“”«»„‘—"


def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to a web page rather than to its article."""
    line = line.strip()
    # What somebody is quoted as saying is the article's, whatever it says.
    if not line or len(line) > _LONGEST or line[0] in _QUOTED:
        return False
    return _FURNITURE.fullmatch(line) is not None


def opens_furniture(line: str) -> bool:
    """Tell whether a line is the heading of what is no part of the article: "Related stories".

    What comes below such a heading has to be looked at: the line itself says only what it may be.
    """
    line = line.strip()
    return len(line) <= _LONGEST and _OPENING.fullmatch(line) is not None


def opens_replies(line: str) -> bool:
    """Tell whether a heading announces what readers say, or what they are asked to do: no links."""
    return opens_furniture(line) and _REPLIES.search(line[:_LONGEST]) is not None


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote an article and when, and no more.

    Only where such a line is to be expected, before the first paragraph, is it surely that: "By
    train across Almaty" can be a heading.
    """
    line = line.strip()
    return len(line) <= _LONGEST // 2 and _BYLINE.fullmatch(line) is not None


def is_credited(line: str) -> bool:
    """Tell whether a line credits a picture, so that it is a caption wherever it stands again."""
    return _CREDIT.search(line[:_LONGEST]) is not None
