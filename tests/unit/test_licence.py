"""What a licence is called, in whatever form its address is written."""

import pytest

from scripts.core.licence import licence_name

BY_SA = "creativecommons.org/licenses/by-sa/4.0"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        *(
            (address, "CC BY-SA 4.0")
            for address in (
                f"https://{BY_SA}/",
                f"https://{BY_SA}",
                f"http://{BY_SA}/",
                f"https://www.{BY_SA}/",
                f"https://{BY_SA}/deed",
                f"https://{BY_SA}/deed.id",
                f"https://{BY_SA}/deed.zh-hans",
                f"https://{BY_SA}/legalcode",
                f"https://{BY_SA}/legalcode.en",
                f"https://{BY_SA}/legalcode.id#s3",
                f"//{BY_SA}/",
                f"HTTPS://{BY_SA}/",
            )
        ),
        ("https://creativecommons.org/licenses/by/3.0/igo/", "CC BY 3.0 IGO"),
        ("https://creativecommons.org/licenses/by-nc-nd/2.5/au/deed.en", "CC BY-NC-ND 2.5 AU"),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.id", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"),
        # Others are told as they are.
        ("https://creativecommons.org/about/", "https://creativecommons.org/about/"),
        ("https://creativecommons.org/licenses/", "https://creativecommons.org/licenses/"),
        (
            "https://example.org/?creativecommons.org/licenses/by/4.0/",
            "https://example.org/?creativecommons.org/licenses/by/4.0/",
        ),
        ("https://opensource.org/license/mit", "https://opensource.org/license/mit"),
        ("", ""),
    ],
)
def test_a_licence_has_one_name(address, name):
    assert licence_name(address) == name
