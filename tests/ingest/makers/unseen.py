"""Twenty more builds of web pages, with other articles, to see whether the rules hold elsewhere."""

# ruff: noqa: E501 - markup is read more easily unbroken

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from tests.ingest.makers import boilerplate as b
from tests.ingest.makers.pages import Page, head, page
from tests.ingest.makers.stories import Story, headlines, story

_BANKS = (
    "The central bank left its rate at 6.5 per cent on Friday, as most analysts had expected.",
    "Inflation slowed in May for the fifth month, though bread and rent went on rising.",
    "The governor told reporters that a cut was discussed and rejected by five votes to two.",
    "Lending to small firms has hardly grown since the new rules on collateral came in.",
    "Savers moved money into longer deposits, which the bank reads as a sign of trust.",
    "Exporters want a weaker currency; importers of machines want the very opposite.",
    "The next decision falls on the last Friday of July, together with a new forecast.",
)
_HOSPITAL = (
    "A hospital train has begun its second summer along the northern line, with nine doctors "
    "on board.",
    "It stops for two days at each of its forty stations and treats whoever comes to the platform.",
    "Eye operations are done in the third wagon, where the floor is kept level by jacks.",
    "Last year eleven thousand people were examined, a third of them for the first time in "
    "their lives.",
    "The railway lends the engine and the ministry pays for the medicine.",
    "A dentist on board said the queue at the smallest halt was longer than in the capital.",
    "The train returns in September, before the snow closes the sidings.",
)
_FISH = (
    "Fishermen on the inland sea have agreed to leave their nets at home for ten weeks this "
    "spring.",
    "The catch has fallen by half in eight years, and the fish that are caught are smaller.",
    "In return the two republics on its shores pay each registered boat a modest sum.",
    "Inspectors will use drones at night, because most forbidden nets are set after dark.",
    "Biologists doubt that ten weeks are enough, but call the agreement better than none.",
    "Restaurants on the coast have begun to print the origin of each fish on the menu.",
    "A hatchery upstream is to release two million young sturgeon once the ice has gone.",
)


def _article(number: int) -> Story:
    chance = Random(number + 77)
    sentences = chance.choice((_BANKS, _HOSPITAL, _FISH))
    rest = list(sentences[1:])
    chance.shuffle(rest)
    drawn = story(number + 5000)
    size = chance.choice((1, 2, 3))
    texts = [" ".join(rest[at : at + size]) for at in range(0, len(rest), size)]
    title = {"T": "Rate stays where it is", "A": "Doctors on rails", "F": "Nets stay on shore"}
    return Story(
        title[sentences[0][0]] if sentences is not _HOSPITAL else title["A"],
        drawn.author, drawn.published, sentences[0], (*texts, *drawn.paragraphs[: chance.randrange(4)]),
    )  # fmt: skip


def _tagged(tag: str, texts: Iterable[str], name: str = "") -> str:
    return "".join(f"<{tag}{name and f' class={name!r}'}>{text}</{tag}>" for text in texts)


def _grid(chance: Random, name: str, count: int = 6) -> str:
    """Return tiles, each one link around a headline and its summary."""
    made = "".join(
        f'<a class="tile" href="/{place}"><h3>{title}</h3><p>'
        f"{story(chance.randrange(9999)).standfirst}</p></a>"
        for place, title in enumerate(headlines(chance.randrange(9999), count))
    )
    return f'<div class="{name}">{made}</div>'


def _menu(chance: Random) -> str:
    return "".join(
        f'<div><a href="/{word}">{word}</a></div>' for word in chance.sample(b.SECTIONS, 9)
    )


Layout = Callable[[Story, Random], tuple[str, Iterable[str]]]


def _whole(it: Story) -> tuple[str, ...]:
    return (it.standfirst, *it.paragraphs)


def gazette(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"<div id=top>{_menu(c)}</div><div id=wrap><div id=left>{_grid(c, 'g1')}</div><div id=mid>"
        f"<h1>{it.title}</h1><p><b>{it.standfirst}</b></p>{_tagged('p', it.paragraphs)}</div>"
        f"<div id=right><p>{c.choice(b.NEWSLETTERS)}</p>{_grid(c, 'g2', 4)}</div></div>{b.FOOTER}"
    ), _whole(it)


def hashed(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"<div class=css-1x2y>{_menu(c)}</div><section class=css-9q><h1 class=css-h>{it.title}</h1>"
        f"<div class=css-by><span>By {it.author}</span><span>{it.published:%d %B %Y}</span>"
        f"<span>6 min read</span>"
        f"</div>{_tagged('p', _whole(it), 'css-p')}</section><section class=css-r>"
        f"{b.teasers(c, 6, 'More on this story')}"
        f"</section><div class=css-f>{b.FOOTER}</div>"
    ), _whole(it)


def definition(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    terms = [("Rate", "6.5 per cent"), ("Next meeting", "the last Friday of July")]
    made = "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in terms)
    return (
        f"{b.nav(c)}<main><h1>{it.title}</h1>{_tagged('p', _whole(it))}<dl>{made}</dl>"
        f"<p>{it.paragraphs[0].split('. ')[0]}, the statement ends.</p></main>{b.footer(c)}"
    ), (*_whole(it), *(word for pair in terms for word in pair), f"{it.paragraphs[0].split('. ')[0]}, the statement ends.")  # fmt: skip


def breaks(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"<center>{b.links(b.SECTIONS, ' | ')}</center><h1>{it.title}</h1><font size=3>"
        f"{'<br><br>'.join(_whole(it))}</font><p>{b.links(['Back', 'Print', 'Send'], ' ')}</p>"
        f"<center>{b.FOOTER}</center>"
    ), _whole(it)


def press(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    notes = (
        "The ministry was founded in 1992.",
        "The full text of the decree is kept by the registry.",
    )
    return (
        f"<div class=utility-bar>{_menu(c)}</div><div class=page-body><div class=field-title>"
        f"<h2>{it.title}</h2></div>"
        f"<div class=field-date>{it.published:%d %B %Y}</div><div class=field-body>"
        f"{_tagged('p', _whole(it))}"
        f"<h4>Notes to editors</h4><ul>{_tagged('li', notes)}</ul></div><div class=field-share>"
        f"{b.share('s')}</div></div>"
        f"<div class=news-list>{b.teasers(c, 8, 'Latest press releases')}</div>{b.footer(c)}"
    ), (*_whole(it), "Notes to editors", *notes)


def app_like(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f'<div id="__next"><div class="Layout_top">{_menu(c)}</div><div class="Story_root">'
        f'<div class="Story_head">'
        f'<h1>{it.title}</h1><h2 class="Story_deck">{it.standfirst}</h2></div><div '
        f'class="Story_blocks">'
        + "".join(f'<div class="Block_text"><p>{text}</p></div>' for text in it.paragraphs)
        + f'</div></div><div class="Recirc_root">{_grid(c, "Recirc_grid", 9)}</div></div>'
    ), _whole(it)


def ads_between(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    ad = f"<div class=slot><span>Advertisement</span><div>{b.links(headlines(c.randrange(99), 1))}</div></div>"
    return (
        f"{b.nav(c)}<article><h1>{it.title}</h1>"
        f"{ad.join(f'<p>{text}</p>' for text in _whole(it))}{ad}</article>"
        f"{b.most_read(c, 10)}{b.footer(c)}"
    ), _whole(it)


def read_also(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    texts = [f"<p>{text}</p>" for text in _whole(it)]
    for place in (1, 3):
        title = headlines(c.randrange(99), 1)[0]
        texts.insert(
            min(place, len(texts)), f"<p><strong>Read also: <a href=/x>{title}</a></strong></p>"
        )
    return f"{b.nav(c)}<div class=single-content><h1>{it.title}</h1>{''.join(texts)}</div>{b.comments(c, 8)}", _whole(it)  # fmt: skip


def gallery(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    caption = "A wagon at the platform. Image: Line Archive"
    slides = f"<figure><img src=1><figcaption>{caption}</figcaption></figure>" * 3
    return (
        f"{b.nav(c)}<main><article><h1>{it.title}</h1><p>{it.standfirst}</p>"
        f"{slides}{_tagged('p', it.paragraphs)}"
        f"</article></main>{b.newsletter(c)}{b.footer(c)}"
    ), (it.standfirst, caption, *it.paragraphs)


def sections(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    made = "".join(
        f"<section><h2>Part {n}</h2><p>{text}</p></section>"
        for n, text in enumerate(it.paragraphs, 1)
    )
    text: list[str] = [it.standfirst]
    for n, paragraph in enumerate(it.paragraphs, 1):
        text += [f"Part {n}", paragraph]
    return (
        f"{b.cookies(c)}{b.nav(c)}<main><h1>{it.title}</h1><p>{it.standfirst}</p>{made}</main>"
        f"{b.footer(c)}",
        text,
    )


def forum(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    answers = "".join(
        f"<div class=answer><b>guest{c.randrange(99)}</b><div>{c.choice(b.COMMENTS)}</div></div>"
        for _ in range(6)
    )
    return (
        f"{_menu(c)}<h1>{it.title}</h1><div class=opening-statement>"
        f"{_tagged('p', _whole(it))}</div>"
        f"<h3>6 replies</h3>{answers}<div>{b.FOOTER}</div>"
    ), _whole(it)


def magazine(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    pull = it.paragraphs[-1].split(". ")[0].rstrip(".") + "."
    return (
        f"{b.nav(c)}<div class=mag><h1>{it.title}</h1><p class=intro>{it.standfirst}</p><p "
        f"class=author>Words by "
        f"{it.author}</p>{_tagged('p', it.paragraphs)}<div class=pull-quote>{pull}</div>"
        f"{b.bio(it.author)}</div>"
        f"{_grid(c, 'more-mag', 8)}{b.footer(c)}"
    ), _whole(it)


def wire(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"<div class=t>{b.links(headlines(c.randrange(99), 5), ' / ')}</div><div class=m><h1>"
        f"{it.title}</h1>"
        f"<p>TAVRA, {it.published:%B %d} (Wire) - {it.standfirst}</p>{_tagged('p', it.paragraphs)}"
        f"<p>(Reporting by {it.author}; Editing by Jon Hallam)</p></div><div class=o>"
        f"{_grid(c, 'oo', 5)}</div>"
    ), (f"TAVRA, {it.published:%B %d} (Wire) - {it.standfirst}", *it.paragraphs, f"(Reporting by {it.author}; Editing by Jon Hallam)")  # fmt: skip


def bulletin(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    rows = [
        ("Bank", "Rate", "Term"),
        ("First", "7.1", "12 months"),
        ("Province", "6.9", "24 months"),
    ]
    made = "".join("<tr>" + _tagged("td", row) + "</tr>" for row in rows)
    return (
        f"<div class=head>{_menu(c)}</div><div class=body-copy><h1>{it.title}</h1><p>"
        f"{it.standfirst}</p>"
        f"<div class=tbl><table>{made}</table></div>{_tagged('p', it.paragraphs)}</div>"
        f"{b.most_read(c, 8)}"
    ), (it.standfirst, *(" ".join(row) for row in rows), *it.paragraphs)


def brief(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"{b.cookies(c)}{b.nav(c)}<div class=note-item><h1>{it.title}</h1><p>{it.standfirst} "
        f"{it.paragraphs[0]}</p>"
        f"</div>{_grid(c, 'tiles', 12)}{b.comments(c, 5)}{b.footer(c)}"
    ), (it.standfirst, it.paragraphs[0])


def numbered(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    points = [text.split(". ")[0].rstrip(".") + "." for text in it.paragraphs[:3]]
    last = f"{c.choice(_FISH[1:4])} {c.choice(_BANKS[1:4])}"
    return (
        f"{b.nav(c)}<article class=listicle><h1>{it.title}</h1><p>{it.standfirst}</p><ol>"
        f"{_tagged('li', points)}</ol>"
        f"<p>{last}</p></article>{b.teasers(c, 6)}{b.footer(c)}"
    ), (it.standfirst, *points, last)


def layout_table(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"<table><tr><td>{_menu(c)}</td><td><h1>{it.title}</h1>{_tagged('p', _whole(it))}</td><td>"
        f"{_grid(c, 'side-grid', 5)}</td></tr></table><p>{b.FOOTER}</p>"
    ), _whole(it)


def hidden_dialog(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    return (
        f"<div class=dlg style='display:none'><p>{b.COOKIES[2]} {' '.join(b.COMMENTS)}</p>"
        f"</div>{b.nav(c)}"
        f"<div class=entry><h1>{it.title}</h1>{_tagged('p', _whole(it))}</div>"
        f"{b.share()}{_grid(c, 'next-up', 6)}"
    ), _whole(it)


def open_letter(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    signed = ("Ana Reis, teacher", "Jon Hallam, ferryman", "Mira Oduya, engineer")
    return (
        f"{b.nav(c)}<main><h1>{it.title}</h1><blockquote>"
        f"{_tagged('p', _whole(it))}</blockquote><p>Signed by:</p>"
        f"<ul>{_tagged('li', signed)}</ul></main>{b.newsletter(c)}{b.footer(c)}"
    ), (*_whole(it), "Signed by:", *signed)


def timeline(it: Story, c: Random) -> tuple[str, Iterable[str]]:
    made = "".join(
        f"<li><h3>{2000 + n}</h3><p>{text}</p></li>" for n, text in enumerate(it.paragraphs)
    )
    text: list[str] = [it.standfirst]
    for n, paragraph in enumerate(it.paragraphs):
        text += [str(2000 + n), paragraph]
    return f"{b.nav(c)}<article><h1>{it.title}</h1><p>{it.standfirst}</p><ul class=tl>{made}</ul></article>{b.footer(c)}", text  # fmt: skip


LAYOUTS: tuple[Layout, ...] = (
    gazette, hashed, definition, breaks, press, app_like, ads_between, read_also, gallery, sections,
    forum, magazine, wire, bulletin, brief, numbered, layout_table, hidden_dialog, open_letter, timeline,
)  # fmt: skip


def pages(seed: int = 1) -> list[Page]:
    """Return a page of each layout; another seed gives other articles and other boilerplate."""
    made = []
    for place, layout in enumerate(LAYOUTS):
        it = _article(seed * 100 + place)
        body, text = layout(it, Random(seed * 1000 + place))
        made.append(Page(layout.__name__, page(head(it), body), "\n\n".join(text), it))
    return made
