"""Finished editions read once more: what is damaged or named and not there is told, all at once."""

import zipfile

import pytest

from scripts.editions import proof

OPF = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item href="a.xhtml"/><item href="gone.png"/></manifest></package>"""
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'


@pytest.fixture
def packed(tmp_path):
    """Packs files (path → text); returns the archive."""

    def pack(files):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
        return tmp_path / "a.zip"

    return pack


def told(found):
    return [str(message) for message in found]


def test_every_address_in_the_zip_leads_somewhere(packed):
    page = """<p id="b"><a href="c/d.html#e">1</a><a href="#b">2</a><a href="#">3</a><a href="https://x.org/">4</a>
    <a href="mailto:a@x.org">5</a><img src="gambar%20satu.png"><a href="?q=1#b">6</a></p>"""
    whole = {
        "s/a.html": page,
        "s/c/d.html": '<a id="e" href="../a.html#b">7</a><a name="f"></a><a href="#f">8</a>',
        "s/gambar satu.png": "x",
        "s/a.css": 'a { background: url("gambar%20satu.png") } b { background: url(data:image/png;base64,x) }',
    }
    assert told(proof.proof_zip(packed(whole))) == []
    broken = {
        "s/a.html": '<a href="d.html">1</a><a href="#gone">2</a><video poster="p.png" src="f.mp4"></video>',
        "s/b.html": '<a href="a.html#x">3</a><a href="../../up.html">4</a>',
        "s/a.css": "a { background: url(none.png) }",
    }
    assert [message.split(";")[0] for message in told(proof.proof_zip(packed(broken)))] == [
        "s/a.html refers to d.html, which is not in it",
        "s/a.html links to #gone, but there is no such place",
        "s/a.html refers to f.mp4, which is not in it",
        "s/a.html refers to p.png, which is not in it",
        "s/b.html links to a.html#x, but there is no such place",
        "s/b.html refers to ../../up.html, which is not in it",
        "s/a.css refers to none.png, which is not in it",
    ]


def test_an_epub_names_what_it_holds_and_holds_what_it_names(packed):
    twice = '<p id="x"/><p id="x"/><a href="b.xhtml#y">1</a><a href="#z">2</a><img src="../../out.png"/>'
    found = told(
        proof.proof_epub(
            packed(
                {
                    "mimetype": "application/epub+zip",
                    "META-INF/container.xml": "<container/>",
                    "EPUB/package.opf": OPF,
                    "EPUB/a.xhtml": PAGE.format(twice),
                    "EPUB/b.xhtml": PAGE.format(""),
                    "EPUB/c.xhtml": "<p>",
                }
            )
        )
    )
    assert found[0].startswith("EPUB/c.xhtml is no well-formed XML")
    assert found[1:] == [
        "the manifest names EPUB/gone.png, which is not in it",
        "the manifest does not name EPUB/b.xhtml",
        "the manifest does not name EPUB/c.xhtml",
        "EPUB/a.xhtml has the id x 2 times; give each another",
        "EPUB/a.xhtml links to b.xhtml#y, but there is no such place; correct the link or the id",
        "EPUB/a.xhtml links to #z, but there is no such place; correct the link or the id",
        "EPUB/a.xhtml refers to ../../out.png, which is not in it; correct the address, or add the file",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n99\n%%EOF\n", b"x\nxref\nstartxref\n2\n%%EOF"]
)
def test_half_a_pdf_is_none(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    assert len(told(proof.proof_pdf(tmp_path / "a.pdf"))) == 1


def test_a_whole_pdf_is_one(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nxref\n0 1\nstartxref\n9\n%%EOF\n")
    assert told(proof.proof_pdf(tmp_path / "a.pdf")) == []
