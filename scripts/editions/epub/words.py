"""The words that the EPUB itself says to its readers, by locale."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "cover": "Sampul",
        "cover_alt": "Sampul buku {title}",
        "title_page": "Halaman judul",
        "contents": "Daftar isi",
        "landmarks": "Bagian utama",
        "start": "Awal isi",
        "edition": "Edisi",
        "based_on": "Disusun dari artikel",
        "licence": "Isinya boleh dipakai dan diolah kembali menurut lisensi",
        "site": "Situsnya",
        "about": "Tentang buku ini",
        "terms": "Istilah di bab ini",
        "terms_hint": "Arti kata yang bergaris titik-titik. Selengkapnya ada di",
        "glossary_entry": "Di glosarium",
        "back": "Kembali ke teks",
        "chapters": "Bab di bagian ini",
        "accessibility": "Buku ini dapat dibaca seluruhnya sebagai teks. Setiap gambar di dalam bab mempunyai judul, "
        "uraian singkat, dan daftar yang menyampaikan isinya dengan kata-kata; sampul mempunyai teks pengganti. Bab "
        "dan bagian dapat dijangkau lewat daftar isi dan judul; kata dalam bahasa lain diberi tanda bahasanya.",
    },
    "en": {
        "cover": "Cover",
        "cover_alt": "Cover of {title}",
        "title_page": "Title page",
        "contents": "Contents",
        "landmarks": "Main parts",
        "start": "Start of the text",
        "edition": "Edition",
        "based_on": "Made from the article",
        "licence": "Its content may be used and adapted under the licence",
        "site": "The site",
        "about": "About this book",
        "terms": "Terms in this chapter",
        "terms_hint": "What the words with a dotted line mean. More in the",
        "glossary_entry": "In the glossary",
        "back": "Back to the text",
        "chapters": "Chapters in this part",
        "accessibility": "The whole book can be read as text. Every figure in the chapters has a title, a short "
        "description and a list that says in words what it shows; the cover has a text alternative. Chapters and "
        "sections are reached by the table of contents and by headings; words in another language are marked as such.",
    },
}

# What a reader of the book should know before reading: one paragraph each.
ABOUT: Mapping[str, tuple[str, ...]] = {
    "id": (
        "Buku ini memuat halaman situs bernama sama, dibuat dari naskah yang sama, kecuali halaman tentang cara ikut "
        "menyunting situs dan kartu istilah. Ada pula edisi bahasa Inggris dengan bab yang sama.",
        "Kata bergaris titik-titik ialah istilah. Ketuklah, dan artinya muncul; pada pembaca buku tanpa jendela kecil, "
        "tautan itu menuju daftar istilah di akhir bab. Setiap istilah ditandai sekali dalam satu bab.",
        "Nama dan tahun dalam kurung menunjuk sumber. Ketuklah untuk membuka karya itu dalam daftar pustaka, lengkap "
        "dengan keterangan tentang apa yang sudah dan belum diperiksa.",
        "Kotak berjudul “Catatan editor” memuat keterangan editor tentang teks dan sumbernya, kotak berjudul “Contoh "
        "rekaan” memuat contoh yang kami karang sendiri. Di bawah setiap gambar tertulis isinya dalam kata-kata.",
    ),
    "en": (
        "This book holds the pages of the site of the same name, made from the same text, except those on how to help "
        "edit the site and the flash cards. There is an Indonesian edition with the same chapters.",
        "Words with a dotted line are terms. Tap one and its meaning appears; in a reader without pop-ups the link "
        "leads to the list of terms at the end of the chapter. Each term is marked once in a chapter.",
        "A name and a year in brackets point to a source. Tap them to open that work in the bibliography, with a word "
        "on what has and what has not been checked.",
        "Boxes headed “Editor's note” hold the editor's remarks on the text and its sources, boxes headed “Invented "
        "example” examples that we made up. Below every figure stands in words what it shows.",
    ),
}
