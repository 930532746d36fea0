"""The menu of wide screens, whose parts are folded."""


def from_menu(page, slug):
    """Open the part of the menu that the page with this slug is in, if it is folded, and follow the link."""
    link = page.locator(f".md-nav--primary a[href$='{slug}.html']").first
    if not link.is_visible():
        page.locator(".md-nav--primary .md-nav__item--nested", has=link).locator("label:visible").first.click()
    link.click()
