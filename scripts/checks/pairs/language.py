"""P04: the language that a text is in, by its letters and by how often which of them follow each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from scripts.core.message import say
from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import Finding, rule

# Well above where the detector begins to guess: of passages of our pages it took 1 in 1,289 of 40 characters for the
# other language, and none of 60 or more.
_ENOUGH_CHARACTERS = 120
_SAMPLE_CHARACTERS = 1000
# What is found of a text that is in none of the languages of the site.
_FOREIGN = "?"

_KANA, _HAN = "\u3040-\u30ff\uff66-\uff9f", "\u3400-\u9fff\uf900-\ufaff"
_CYRILLIC, _ARABIC, _DEVANAGARI = "\u0400-\u052f", "\u0600-\u06ff", "\u0900-\u097f"
# The letters of languages that are not written with Latin ones.
_SCRIPTS = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), _CYRILLIC),
    **dict.fromkeys(("ar", "fa", "ps", "ug", "ur"), _ARABIC),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), _DEVANAGARI),
    "am": "\u1200-\u137f",
    "bn": "\u0980-\u09ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "gu": "\u0a80-\u0aff",
    "he": "\u0590-\u05ff",
    "hy": "\u0530-\u058f",
    "ja": _KANA + _HAN,
    "ka": "\u10a0-\u10ff",
    "km": "\u1780-\u17ff",
    "kn": "\u0c80-\u0cff",
    "ko": "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f",
    "lo": "\u0e80-\u0eff",
    "ml": "\u0d00-\u0d7f",
    "my": "\u1000-\u109f",
    "pa": "\u0a00-\u0a7f",
    "si": "\u0d80-\u0dff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "th": "\u0e00-\u0e7f",
    "zh": _HAN,
}
_FIRST_OTHER = min(letters[0] for letters in _SCRIPTS.values())
# Serbian has two scripts, and Kazakh is getting a second one.
_ALSO_LATIN = frozenset({"sr", "kk", "mn"})
# Names and commands of a program may be most of a text, so a fifth of the letters is enough of a script, and a few of
# them leave it open; but they are never letters of another script.
_ENOUGH_OF_SCRIPT, _NOTHING_OF_SCRIPT, _MOST = 0.2, 0.02, 0.5
# Of Japanese and Chinese letters: every Japanese sentence has some kana, a Chinese one at most a name.
_JAPANESE_KANA, _CHINESE_KANA = 0.2, 0.02
# Words that one of these languages has in every sentence and the others have not. Where many words of a text are of its
# own and hardly any of the others, the detector finds nothing else, and takes a hundred times as long.
_ID = (
    "yang dan di dari untuk dengan ini itu pada dalam tidak adalah ke oleh atau sebagai juga orang lain ada satu"
    " dua tiga setiap bila lebih ia bukan hanya bagi karena mereka bahwa lalu tanpa belum sampai hal pun mana"
    " tetapi sudah antara kepada agar semua yaitu lagi sebelum baru beberapa tetap suatu secara boleh harus sering"
    " sejak akan misalnya ketika dapat menurut menjadi serta sama perlu kami saya kita para atas telah masih saat"
    " namun"
)
_EN = (
    "the of and to in is with that it for are what on not as this or from be by one who has at its they two three"
    " their how can them other each which does own where about may out was only there but so when those under we"
    " both then into more before every through between also than must here after such he she his her these an if"
    " no will been have you"
)
_COMMON = {"id": frozenset(_ID.split()), "en": frozenset(_EN.split())}
_LEAST, _MANY, _HARDLY_ANY = 15, 0.15, 0.015


@cache
def _detector(languages: tuple[str, ...]) -> DetectorFactory | None:
    """A detector that knows these languages only, all that there are for none; None when it knows fewer than two."""
    profiles = Path(langdetect.__file__).parent / "profiles"
    known = [profiles / language for language in languages] if languages else sorted(profiles.iterdir())
    texts = [file.read_text(encoding="utf-8") for file in dict.fromkeys(known) if file.is_file()]
    if len(texts) < 2:
        return None
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_json_profile(texts)
    return factory


def _detected(text: str, languages: tuple[str, ...]) -> str:
    """The likeliest of the languages, "" when that cannot be told."""
    factory = _detector(languages)
    if not factory:
        return ""
    detector = factory.create()
    detector.append(text[:_SAMPLE_CHARACTERS])
    try:
        return str(detector.detect()).partition("-")[0]
    except LangDetectException:  # no letters: a page of numbers has no language
        return ""


def _plainly(text: str, expected: str, languages: tuple[str, ...]) -> bool:
    """Whether common words alone tell that the text is in the language that is expected of it."""
    if not _COMMON.keys() >= {expected, *languages}:
        return False
    words = text[:_SAMPLE_CHARACTERS].lower().split()
    counts = {language: sum(map(_COMMON[language].__contains__, words)) for language in {expected, *languages}}
    many, few = max(_LEAST, _MANY * len(words)), _HARDLY_ANY * len(words)
    return all(count >= many if language == expected else count < few for language, count in counts.items())


def _share(text: str, letters: str) -> float:
    """Which part of the letters of the text are these."""
    return len(re.findall(f"[{letters}]", text)) / max(_letters(text), 1)


@lru_cache(maxsize=1)
def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _by_letters(text: str, expected: str, languages: tuple[str, ...]) -> str | None:
    """The language that the letters alone tell, "" where they leave it open; None where they say nothing against."""
    # Most texts hold no letter but Latin ones, and so of all these none.
    if max(text) < _FIRST_OTHER:
        return None
    kana, han = _share(text, _KANA), _share(text, _HAN)
    if kana + han >= (_ENOUGH_OF_SCRIPT if expected in ("ja", "zh") else _MOST):
        part = kana / (kana + han)
        return "ja" if part >= _JAPANESE_KANA else "zh" if part <= _CHINESE_KANA else ""
    own = _SCRIPTS.get(expected)
    if own and _share(text, own) >= _ENOUGH_OF_SCRIPT:
        others = tuple(language for language in languages if _SCRIPTS.get(language) == own)
        return _detected(text, others) or expected
    if own and expected not in _ALSO_LATIN and _share(text, own) >= _NOTHING_OF_SCRIPT:
        return ""
    for script in dict.fromkeys(_SCRIPTS.values()):
        if script != own and script not in (_HAN, _KANA + _HAN) and _share(text, script) >= _MOST:
            written = tuple(language for language in languages if _SCRIPTS.get(language) == script)
            return (_detected(text, written) or written[0]) if written else _FOREIGN
    return None


@asked(lambda site: site.config.locales)
def _language(locales: tuple[str, ...]) -> Callable[[Page], str]:
    """What tells the language of a page's text, one of the site's or that it is in none of them.

    "" where there is too little of it, or it cannot be told.
    """
    languages = tuple(dict.fromkeys(locale.partition("-")[0] for locale in locales))

    def found(page: Page) -> str:
        text = " ".join(word for section in page.sections for run in section.prose for word in run.split())
        expected = page.locale.partition("-")[0]
        if len(text) < _ENOUGH_CHARACTERS:
            return ""
        told = _by_letters(text, expected, languages)
        if told is not None:
            return told if told in ("", *languages) else _FOREIGN
        if _plainly(text, expected, languages):
            return expected
        factory = _detector(languages)
        if not factory or (expected not in factory.langlist and expected not in _SCRIPTS):
            return ""
        likely = _detected(text, languages)
        if likely in ("", expected):
            return likely
        # Among few languages one is always the likeliest; it may be another altogether.
        really = _detected(text, ())
        return really if really in languages else _FOREIGN

    return found


@rule("P04", by_page=True)
def language(site: Site) -> Iterator[Finding]:
    """The text of a page is in the language that its file name says.

    A page pasted into the wrong file looks finished and is not.
    """
    languages = site.facts(_language, str, site.config.locales)
    for page in site.pages.values():
        found = languages[page.slug, page.locale]
        if not found or found == page.locale.partition("-")[0]:
            continue
        locale = next((locale for locale in site.config.locales if locale.partition("-")[0] == found), "")
        if locale:
            file = f"{site.config.docs_dir}/{site.config.file(page.slug, locale)}"
            message = say(
                "the text looks like “{found}”, but the file is for “{locale}”", found=found, locale=page.locale
            )
            yield Finding(page.place(), message, say("translate the text, or move it to {file}", file=file))
        else:
            message = say("the text does not look like “{locale}”, which the file is for", locale=page.locale)
            yield Finding(page.place(), message, say("translate the text, or give the file a name of another language"))
