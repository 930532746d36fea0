"""The words that the site itself says to its readers, by locale."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "sources": "Sumber",
        "letters": "Indeks abjad",
        "equivalent": "Inggris",
        "other_locale": "en",
        "forms": "Bentuk lain",
        "avoid": "Hindari",
        "see": "Lihat juga",
        "used_on": "Dipakai di",
        "cited_on": "Dikutip di",
        "verified": "Terverifikasi",
        "as_cited": "Sebagaimana dikutip",
        "line": "baris",
        "repeats": "Ulangan pernyataan",
        "entry": "Buka di glosarium",
        "notes": "Arti istilah di halaman ini",
        "edit": "Perbaiki halaman ini",
        "file": "Berkas",
        "untranslated": "Halaman ini belum tersedia dalam bahasa Indonesia. Di bawah ini teks Inggrisnya.",
    },
    "en": {
        "sources": "Sources",
        "letters": "Alphabetical index",
        "equivalent": "Indonesian",
        "other_locale": "id",
        "forms": "Also",
        "avoid": "Avoid",
        "see": "See also",
        "used_on": "Used on",
        "cited_on": "Cited on",
        "verified": "Verified",
        "as_cited": "As cited",
        "line": "line",
        "repeats": "Repeats statement",
        "entry": "Open in the glossary",
        "notes": "Meanings of the terms on this page",
        "edit": "Improve this page",
        "file": "File",
        "untranslated": "This page has not been translated into English yet. Below is the Indonesian text.",
    },
}
