"""The words of the book that its pages do not have."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "contents": "Daftar isi",
        "page": "hlm.",
        "edition": "Edisi",
        "day": "d MMMM y",
        "imprint": "Tentang buku ini",
        "license": "Lisensi",
        "license_text": "Isi buku ini boleh dipakai, disalin, dicetak, dan diolah kembali asalkan asalnya disebut, "
        "perubahannya ditandai, dan hasil olahannya dibagikan dengan lisensi yang sama.",
        "based_on": "Sumber",
        "based_on_text": "Buku ini menguraikan kembali dengan kata-kata sendiri isi artikel berikut, yang haknya tetap "
        "pada penulisnya:",
        "cite": "Cara mengutip",
        "newer": "Edisi terbaru",
        "reading": "Cara membaca",
        "reading_text": "Buku ini dicetak dari sebuah situs. Yang disebut “halaman” dalam teks ialah satu bab di sini; "
        "beberapa alat yang hanya berguna di layar, misalnya kartu istilah dan tampilan dwibahasa, tidak ikut dicetak. "
        "Kata-kata yang dijelaskan dalam glosarium tidak ditandai; di layar, kata-kata itu dapat diklik.",
        "colophon": "Kolofon",
        "colophon_text": "Teks ini disusun dengan huruf Source Serif 4 karya Frank Grießhammer dan Source Sans 3 karya "
        "Paul D. Hunt (SIL Open Font License), lalu dijadikan buku dengan WeasyPrint langsung dari halaman-halaman "
        "situs. Berkas PDF ini memuat tanda struktur bagi pembaca layar. Naskah dan perkakas yang sama selalu "
        "menghasilkan berkas yang sama.",
    },
    "en": {
        "contents": "Contents",
        "page": "p.",
        "edition": "Edition",
        "day": "d MMMM y",
        "imprint": "About this book",
        "license": "Licence",
        "license_text": "You may use, copy, print and adapt the contents of this book, provided that you name where "
        "they come from, mark what you changed and share the result under the same licence.",
        "based_on": "Source",
        "based_on_text": "This book sets out in words of its own what the following article says; the rights in the "
        "article remain with its author:",
        "cite": "How to cite it",
        "newer": "Newer editions",
        "reading": "How to read it",
        "reading_text": "This book is a website in print. What the text calls a page is a chapter here; a few things "
        "that are of use on a screen only, such as the flash cards and the bilingual view, have been left out. Words "
        "explained in the glossary are not marked; on a screen they can be clicked.",
        "colophon": "Colophon",
        "colophon_text": "Set in Source Serif 4 by Frank Grießhammer and Source Sans 3 by Paul D. Hunt (SIL Open Font "
        "License), and made into a book by WeasyPrint straight from the pages of the site. This PDF file is tagged for "
        "screen readers. The same text and the same tools always make the same file.",
    },
}
