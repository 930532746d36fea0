"""What mkdocs.yml says of the site: folders, languages, navigation, Markdown extensions."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import pathspec

from scripts.core.message import Message, say
from scripts.core.place import Place, Problem

from ..markdown.filling import filled_in
from .generators import Generators, generators
from .hook_effects import Hooks, read_hooks
from .mkdocs_yml import ConfigError as ConfigError
from .mkdocs_yml import Settings, present, read_settings
from .nav import Nav, NavPart, read_language_navs, read_names, read_nav, read_parts
from .relative import settled
from .shown_text import misread_settings

# MkDocs leaves these out when exclude_docs is not set (its "Configuration" page, exclude_docs).
_ALWAYS_EXCLUDED = [".*", "/templates/"]
# MkDocs always loads these Markdown extensions first (its "Configuration" page, markdown_extensions).
_BUILTIN_EXTENSIONS = ["toc", "tables", "fenced_code"]
# Plugins that read pages as templates of Jinja.
_JINJA = frozenset({"jinja", "jinja2", "macros", "markdownextradata"})
# What static-i18n takes for a language, whether it is configured or not (RE_LOCALE in its config.py).
_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Language:
    """What a language calls itself, and what the site is called in it."""

    name: str
    site_name: str


@dataclass(frozen=True, slots=True)
class OriginSettings:
    """The work whose contents the site tells apart from all others, and the slugs on which nobody asks where a block
    comes from.
    """

    article: str
    excepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Config:
    """The parts of mkdocs.yml that decide what a page is and where it stands.

    ``locales`` are the languages that are built, ``other_locales`` those that are listed but not built; ``translated``
    says whether static-i18n is there at all. ``falls_back`` and ``directory_urls`` are its fallback_to_default and
    MkDocs' use_directory_urls. ``nav`` holds each path below ``docs_dir`` with its place in mkdocs.yml, None when the
    file has no nav; ``language_navs`` those of the languages that have one for themselves, and ``parts`` what the nav
    has under each heading. ``validation`` says by name what the site wants to be told of (MkDocs' "Configuration" page,
    validation). ``generators`` and ``hooks`` are what plugins and hooks make besides the files of docs_dir; ``theme``
    is the setting of that name, ``extra_templates`` are published as they are named, and a ``versioned`` site has other
    versions beside it. ``check_families`` are the letters of rules that this site asks for beyond those that any site
    is held to. ``languages`` has one entry for each of ``locales``; ``license`` is the address of the contents'
    licence, or ""; ``not_in_book`` are slugs that EPUB and PDF leave out, ``service_pages`` those of pages about the
    making of the site, which readers hardly look for;
    ``based_on`` is the key of the work that the site is made from, or ""; ``editions`` is the folder whose editions it
    offers for download, or ""; ``origins``
    is None for a site that does not show where its text comes from; ``problems`` is what YAML reads in mkdocs.yml
    otherwise than readers should see it. ``filled_in`` are the kinds of signs that stand for text which plugins bring
    (see filling.py); ``extension_places`` tells where extensions are named. ``read_from`` is a digest of all that the
    settings were read from.
    """

    root: Path
    path: str
    docs_dir: str
    locales: tuple[str, ...]
    default_locale: str
    languages: Mapping[str, Language]
    other_locales: frozenset[str]
    translated: bool
    folder_structure: bool
    falls_back: bool
    site_url: str
    license: str
    not_in_book: frozenset[str]
    service_pages: frozenset[str]
    based_on: str
    editions: str
    origins: OriginSettings | None
    directory_urls: bool
    nav: Nav | None
    language_navs: Mapping[str, Nav]
    parts: tuple[NavPart, ...]
    excluded: pathspec.PathSpec[Any]
    not_in_nav: pathspec.PathSpec[Any]
    validation: Mapping[str, str]
    plugins: frozenset[str]
    generators: Generators
    hooks: Hooks
    theme: Any
    extra_templates: frozenset[str]
    versioned: bool
    extensions: tuple[str, ...]
    extension_configs: Mapping[str, Any]
    extension_places: Mapping[str, Place]
    filled_in: frozenset[str]
    required_front_matter: tuple[str, ...]
    check_families: frozenset[str]
    problems: tuple[Problem, ...]
    read_from: bytes = b""

    def id_mark(self, anchor: str) -> str:
        """How a heading is given this id; in a template of Jinja {# would begin a comment."""
        return f"{{: #{anchor} }}" if self.plugins & _JINJA else f"{{#{anchor}}}"

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / self.docs_dir

    def split(self, path: str) -> tuple[str, str]:
        """The (slug, locale) of a file below ``docs_dir``: the path without its locale and without ``.md``."""
        return _split(path, self.locales, self.default_locale, self.folder_structure)

    def unbuilt_locale(self, path: str) -> str:
        """The language that static-i18n takes the file to be in when that is none of those it builds, else ""."""
        pure = PurePosixPath(path)
        name = pure.parts[0] if self.folder_structure else pure.with_suffix("").suffix.removeprefix(".")
        named = self.translated and (len(pure.parts) > 1 or not self.folder_structure)
        return name if named and name not in self.locales and _LOCALE.fullmatch(name) else ""

    def file(self, slug: str, locale: str) -> str:
        """The path below ``docs_dir`` at which the page ``slug`` of ``locale`` is written."""
        if self.folder_structure:
            return f"{locale}/{slug}.md"
        return f"{slug}.md" if locale == self.default_locale else f"{slug}.{locale}.md"


# Asked several times for every link.
@lru_cache(maxsize=100_000)
def _split(path: str, locales: tuple[str, ...], default: str, folder_structure: bool) -> tuple[str, str]:
    pure = PurePosixPath(path)
    bare = str(pure.with_suffix("")) if pure.suffix == ".md" else path
    if folder_structure:
        first, _, rest = bare.partition("/")
        return (rest, first) if rest and first in locales else (bare, default)
    stem, suffix = (bare, "") if pure.suffix in ("", ".md") else (str(pure.with_suffix("")), pure.suffix)
    name, _, locale = stem.rpartition(".")
    return (name + suffix, locale) if name and locale in locales else (bare, default)


def load_config(root: Path) -> Config:
    """Read ``root/mkdocs.yml``. Raises ConfigError when there is none or it is not YAML."""
    settings = read_settings(root)
    raw = settings.values
    listed = list(_plugins(_setting(raw, "plugins", list, dict) or []))
    plugins = dict(listed)
    i18n = _setting(plugins, "i18n", dict) or {}
    languages = [lang for lang in _setting(i18n, "languages", list) or [] if _language(lang)]
    locales = tuple(lang["locale"] for lang in languages if lang.get("build", True)) or ("en",)
    default = next((lang["locale"] for lang in languages if lang.get("default")), locales[0])
    docs_dir = posixpath.normpath(_setting(raw, "docs_dir", str) or "docs")
    extensions, configs, downloads = _extensions(_setting(raw, "markdown_extensions", list, dict) or [])
    extra = _setting(raw, "extra", dict) or {}
    hooks = read_hooks(root, raw.get("hooks"))
    _setting(raw, "nav", list)
    absent = (_setting(raw, key, str) or "" for key in ("exclude_docs", "draft_docs"))
    return Config(
        root=root,
        path=settings.documents[0][0],
        docs_dir=docs_dir,
        locales=locales,
        default_locale=default,
        languages={locale: _named(locale, languages, str(raw.get("site_name") or "")) for locale in locales},
        other_locales=frozenset(lang["locale"] for lang in languages) - {*locales},
        translated="i18n" in plugins,
        folder_structure=i18n.get("docs_structure") == "folder",
        falls_back=i18n.get("fallback_to_default", True) is not False,
        site_url=raw.get("site_url") or "",
        license=_setting(extra, "license", str) or "",
        not_in_book=frozenset(map(str, _setting(extra, "not_in_book", list) or ())),
        service_pages=frozenset(map(str, _setting(extra, "service_pages", list) or ())),
        based_on=_setting(extra, "based_on", str) or "",
        editions=str(extra.get("editions") or ""),
        origins=_origins(_setting(extra, "origins", dict)),
        directory_urls=raw.get("use_directory_urls") is not False,
        nav=read_nav(settings),
        language_navs=read_language_navs(settings),
        parts=read_parts(raw.get("nav") or (), {locale: _headings(locale, languages) for locale in locales}),
        excluded=_spec([*_ALWAYS_EXCLUDED, *"\n".join(absent).splitlines()]),
        not_in_nav=_spec((_setting(raw, "not_in_nav", str) or "").splitlines()),
        validation=_validation(_setting(raw, "validation", dict) or {}),
        plugins=frozenset(plugins),
        generators=generators(listed),
        hooks=hooks,
        theme=raw.get("theme"),
        versioned="mike" in plugins or "mike" in str(extra.get("version")),
        extra_templates=frozenset(map(str, _setting(raw, "extra_templates", list) or ())),
        extensions=extensions,
        extension_configs=settled(configs, root, root / docs_dir),
        extension_places=read_names(settings, "markdown_extensions"),
        filled_in=filled_in(plugins, hooks.rewrite, downloads),
        check_families=frozenset(map(str, _setting(extra, "check_families", list) or ())),
        required_front_matter=tuple(map(str, _setting(extra, "required_front_matter", list) or ())),
        problems=tuple(misread_settings(settings)),
        read_from=_read_from(root, settings, raw.get("hooks")),
    )


def _read_from(root: Path, settings: Settings, hooks: object) -> bytes:
    """A digest of all that the settings are read from: files, what the environment has, and the code of hooks."""
    whole = hashlib.blake2b(digest_size=20)
    named = [root / path for path in hooks if isinstance(path, str)] if isinstance(hooks, list) else []
    for text in (*settings.texts, *(str(bytes_of(file)) for file in named)):
        whole.update(text.encode("utf-8", "surrogatepass") + b"\0")
    words = {word for text in settings.texts if "!ENV" in text for word in re.findall(r"\w+", text)}
    whole.update(repr([(word, os.environ[word]) for word in sorted(words & os.environ.keys())]).encode())
    return whole.digest()


def bytes_of(file: Path) -> bytes:
    """What a file holds; nothing of one that cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


_KINDS: Mapping[type, Message] = {list: say("a list"), dict: say("a mapping"), str: say("text")}


def _setting(raw: Mapping[str, Any], key: str, *kinds: type) -> Any:  # noqa: ANN401
    """The value of ``key``, None when there is none. Raises ConfigError when it is of another kind."""
    value = raw.get(key)
    if value is not None and not isinstance(value, kinds):
        *others, last = (_KINDS[kind] for kind in kinds)
        kind = say("{one} or {other}", one=tuple(others), other=last) if others else last
        raise ConfigError(say("mkdocs.yml: {key} must be {kind}", key=key, kind=kind))
    return value


def _origins(raw: Mapping[str, Any] | None) -> OriginSettings | None:
    if raw is None:
        return None
    for key in raw:
        if key not in ("article", "except"):
            raise ConfigError(
                say("mkdocs.yml: origins has no setting {key}; it knows article and except", key=str(key))
            )
    article = _setting(raw, "article", str)
    if not article:
        raise ConfigError(say("mkdocs.yml: origins needs the key of the article in references.yml: article"))
    return OriginSettings(article, frozenset(map(str, _setting(raw, "except", list) or ())))


def _language(entry: Any) -> bool:  # noqa: ANN401
    """Whether this entry is a language; "null" only puts a link into the switcher."""
    if not isinstance(entry, dict) or not isinstance(entry.get("locale"), str):
        if isinstance(entry, dict) and isinstance(entry.get("locale"), bool):
            raise ConfigError(say('mkdocs.yml: YAML reads the locale as true or false; put it between quotes: "no"'))
        raise ConfigError(say("mkdocs.yml: each of the languages of i18n must be a mapping with a locale"))
    return str(entry["locale"]).lower() != "null"


def _named(locale: str, languages: list[dict[str, Any]], site_name: str) -> Language:
    said = next((language for language in languages if language["locale"] == locale), {})
    return Language(str(said.get("name") or locale), str(said.get("site_name") or site_name))


def _headings(locale: str, languages: list[dict[str, Any]]) -> Mapping[str, str]:
    said = next((language for language in languages if language["locale"] == locale), {})
    return _setting(said, "nav_translations", dict) or {}


def _spec(lines: list[str]) -> pathspec.PathSpec[Any]:
    try:
        return pathspec.PathSpec.from_lines("gitignore", lines)
    except ValueError as error:
        raise ConfigError(
            say("mkdocs.yml: exclude_docs or not_in_nav cannot be read: {reason}", reason=str(error))
        ) from None


def _plugins(listed: list[Any] | dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each plugin with its options; a theme may stand before the name, as in material/blog.

    Those that Material's ``group`` holds stand beside it: some machines will load them.
    """
    for item in listed.items() if isinstance(listed, dict) else listed:
        for name, options in (
            item.items() if isinstance(item, dict) else [item if isinstance(item, tuple) else (item, None)]
        ):
            bare = str(name).rpartition("/")[2]
            yield bare, options
            grouped = options.get("plugins") if bare == "group" and isinstance(options, dict) else None
            yield from _plugins(grouped) if isinstance(grouped, list | dict) else ()


def _validation(raw: Mapping[str, Any]) -> Mapping[str, str]:
    """What the site wants to be told of: each setting by its name, whether under ``nav``, ``links`` or neither."""
    parts = (raw, *(part for part in (raw.get("nav"), raw.get("links")) if isinstance(part, dict)))
    return {key: value for part in parts for key, value in part.items() if isinstance(value, str)}


def _offline(options: Any) -> Any:  # noqa: ANN401
    """Without leave to fetch snippets from other hosts, which then must not be missed either."""
    fetches = isinstance(options, dict) and options.get("url_download")
    return {**options, "url_download": False, "check_paths": False} if fetches else options


def _extensions(listed: list[Any] | dict[str, Any]) -> tuple[tuple[str, ...], dict[str, Any], bool]:
    """The names of the extensions, what each is told, and whether one would fetch text from other hosts."""
    items = [{name: options} for name, options in listed.items()] if isinstance(listed, dict) else listed
    names, configs, downloads = list(_BUILTIN_EXTENSIONS), {}, False
    for item in items:
        name, options = next(iter(item.items()), (None, None)) if isinstance(item, dict) else (item, None)
        if not isinstance(name, str):
            raise ConfigError(say("mkdocs.yml: each of markdown_extensions must be the name of an extension"))
        names.append(name)
        given = present(options) or {}
        configs[name] = _offline(given)
        downloads = downloads or configs[name] is not given
    return tuple(dict.fromkeys(names)), configs, downloads
