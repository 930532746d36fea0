"""P04 on sites in languages of many scripts: what is told, and what is left alone."""

import pytest

from scripts.checks import check_site
from scripts.checks.pairs.language import _plainly
from scripts.model.site import load_site

SETTINGS = """site_name: A
plugins:
  - i18n:
      languages:
        - {{locale: {}, name: A, default: true}}
{}"""
NAMES = "VketCloudSettings WorldEnvironment HEOWorldSetting AvatarFile ItemCollider BackgroundTexture MeshCollider "
JAPANESE = (
    "この設定では VketCloudSettings と WorldEnvironment と HEOWorldSetting を使います。AvatarFile と ItemCollider と "
    "BackgroundTexture の項目は Inspector から変更できます。TextureCompression と MeshCollider と ReflectionProbe は "
    "Unity の Project Settings で指定してください。"
)
ALL_JAPANESE = (
    "この頁では社会福祉の価値と原則について説明します。人は誰でも尊厳を持ち、自分で決める権利があります。" * 3
)
CHINESE = "本页说明社会工作的价值和原则。每个人都有尊严，都有权利自己决定自己的生活。社会工作者尊重这一点。"
KOREAN = "이 페이지에서는 사회복지의 가치와 원칙을 설명합니다. 모든 사람은 존엄하며 스스로 결정할 권리가 있습니다. "
RUSSIAN = (
    "На этой странице описаны ценности социальной работы. Каждый человек имеет достоинство и право решать сам. " * 2
)
UKRAINIAN = (
    "На цій сторінці описано цінності соціальної роботи. Кожна людина має гідність і право вирішувати сама. " * 2
)
GREEK = "Η σελίδα αυτή περιγράφει τις αξίες της κοινωνικής εργασίας και το δικαίωμα κάθε ανθρώπου να αποφασίζει. "
ARABIC = "تصف هذه الصفحة قيم الخدمة الاجتماعية، ولكل إنسان كرامة وحق في أن يقرر بنفسه ما يريد في حياته اليومية. "
HINDI = "यह पृष्ठ सामाजिक कार्य के मूल्यों का वर्णन करता है। हर व्यक्ति की गरिमा है और उसे स्वयं निर्णय लेने का अधिकार है। "
THAI = "หน้านี้อธิบายคุณค่าของงานสังคมสงเคราะห์ ทุกคนมีศักดิ์ศรีและมีสิทธิที่จะตัดสินใจด้วยตนเองในชีวิตของตน"
ENGLISH = (
    "This page says what social work values are. Every person has worth, and the right to decide for themselves. " * 2
)
SPANISH = (
    "Esta página describe los valores del trabajo social. Cada persona tiene dignidad y el derecho de decidir. " * 2
)
FRENCH = "Cette page décrit les valeurs du travail social. Chaque personne a sa dignité et le droit de décider. "
PORTUGUESE = "Esta página descreve os valores do serviço social. Cada pessoa tem dignidade e o direito de decidir. "


@pytest.fixture
def told(make_tree):
    """What P04 says of a text for one language on a site of several."""

    def run(text, locale, *others):
        # The samples are short; no language changes when it is said again.
        text = (text + " ") * 4
        rest = "".join(f"        - {{locale: {other}, name: A}}\n" for other in others)
        root = make_tree({"mkdocs.yml": SETTINGS.format(locale, rest), "docs/nota.md": f"# A\n\n{text}\n"})
        return [(str(i.message), str(i.hint)) for i in check_site(load_site(root)) if i.code == "P04"]

    return run


@pytest.mark.parametrize(
    ("text", "locale", "others"),
    [
        (JAPANESE, "ja", ("en",)),
        (JAPANESE, "ja", ("en", "zh", "ko")),
        (ALL_JAPANESE, "ja", ("zh", "en")),
        (CHINESE, "zh", ("ja", "en")),
        (CHINESE + NAMES * 4, "zh", ("en",)),
        (CHINESE + "（ひらがな）", "zh", ("ja", "en")),
        (KOREAN + NAMES * 2, "ko", ("en", "ja")),
        (RUSSIAN + NAMES * 3, "ru", ("en",)),
        (RUSSIAN + NAMES * 12, "ru", ("en",)),
        (RUSSIAN, "ru", ("uk", "en")),
        (UKRAINIAN, "uk", ("ru", "en")),
        (GREEK + NAMES * 2, "el", ("en",)),
        (ARABIC + NAMES * 2, "ar", ("en", "fa")),
        (HINDI + NAMES * 2, "hi", ("en",)),
        (THAI + NAMES * 2, "th", ("en",)),
        (ENGLISH + JAPANESE[:60], "en", ("ja",)),
        (ENGLISH + RUSSIAN[:80], "en", ("ru",)),
        (PORTUGUESE, "pt-BR", ("en", "es")),
        (FRENCH, "fr", ("en",)),
    ],
)
def test_a_text_in_its_own_language_is_left_alone(text, locale, others, told):
    assert told(text, locale, *others) == []


@pytest.mark.parametrize(
    ("text", "locale", "others", "found"),
    [
        (ALL_JAPANESE, "en", ("ja",), "ja"),
        (JAPANESE * 2 + ALL_JAPANESE * 2, "en", ("zh", "ja"), "ja"),
        (ALL_JAPANESE, "zh", ("ja",), "ja"),
        (CHINESE, "ja", ("zh", "en"), "zh"),
        (CHINESE, "en", ("zh",), "zh"),
        (ENGLISH, "ru", ("en",), "en"),
        (ENGLISH, "ja", ("en",), "en"),
        (RUSSIAN, "en", ("ru",), "ru"),
        (UKRAINIAN, "ru", ("uk", "en"), "uk"),
        (KOREAN, "ja", ("ko", "en"), "ko"),
        (FRENCH, "en", ("fr",), "fr"),
        (PORTUGUESE, "en", ("pt-BR", "es"), "pt"),
    ],
)
def test_a_text_in_another_language_of_the_site_is_told(text, locale, others, found, told):
    ((message, hint),) = told(text, locale, *others)
    assert message == f"the text looks like “{found}”, but the file is for “{locale}”"
    (there,) = (other for other in others if other.startswith(found))
    assert hint == f"translate the text, or move it to docs/nota.{there}.md"


@pytest.mark.parametrize(
    ("text", "locale", "others"),
    [
        (SPANISH, "en", ("fr",)),
        (SPANISH, "en", ("fr", "pt")),
        (RUSSIAN, "en", ("fr",)),
        (THAI, "en", ("ja",)),
        (ALL_JAPANESE, "en", ("fr",)),
        (KOREAN, "en", ("ja",)),
    ],
)
def test_a_language_that_the_site_has_not_got_is_not_called_one_that_it_has(text, locale, others, told):
    ((message, hint),) = told(text, locale, *others)
    assert message == f"the text does not look like “{locale}”, which the file is for"
    assert "nota" not in hint


INDONESIAN = (
    "Pekerja sosial bukan orang yang memberi uang, tetapi orang yang menolong mereka untuk dan dengan itu juga. "
)
ENGLISH = "This is what the worker does for those who have to find help, and it is not the same as a gift to them. "


def test_common_words_tell_a_language_only_where_hardly_any_other_is_there():
    told = [_plainly(text, "id", ("id", "en")) for text in (INDONESIAN * 3, INDONESIAN * 3 + ENGLISH, ENGLISH * 3)]
    assert told == [True, False, False]
    assert not _plainly(INDONESIAN * 3, "id", ("id", "fr"))
    assert not _plainly("Yang dan di dari untuk dengan ini itu.", "id", ("id", "en"))
