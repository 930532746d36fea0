"""How far each sheet of a printed page is filled."""

import io

import pikepdf

MILLIMETRE = 72 / 25.4
_WANTED = "q Q cm BT Tm Td TD Tj TJ m l"


def filled(printed: bytes) -> list[float]:
    """Of each sheet of a PDF as Chromium prints it, how far down text or drawings reach: 0 to 1 between the margins."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return [_filled(page) for page in pdf.pages]


def _filled(page: pikepdf.Page, margin: float = 18 * MILLIMETRE) -> float:
    height = float(page.mediabox[3])
    # The number of the sheet stands in the margin.
    lowest = min((y for y in _heights(page) if margin - 1 <= y <= height - margin), default=height - margin)
    return (height - margin - lowest) / (height - 2 * margin)


def _heights(page: pikepdf.Page):
    """Where, in points from the foot of the sheet, its text stands and its shapes begin and end."""
    matrix, kept = pikepdf.Matrix(), []
    text = line = matrix
    for operands, operator in pikepdf.parse_content_stream(page, _WANTED):
        name = str(operator)
        if name == "q":
            kept.append(matrix)
        elif name == "Q":
            matrix = kept.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
        elif name == "BT":
            text = line = pikepdf.Matrix()
        elif name == "Tm":
            text = line = pikepdf.Matrix(*map(float, operands))
        elif name in ("Td", "TD"):
            text = line = line.translated(*map(float, operands))
        elif name in ("Tj", "TJ"):
            yield (text @ matrix).transform((0, 0))[1]
        elif name in ("m", "l"):
            yield matrix.transform(tuple(map(float, operands)))[1]
