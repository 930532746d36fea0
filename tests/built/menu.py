"""The menu of wide screens, whose parts are folded."""


def from_menu(page, slug):
    """Open the part of the menu that the page with this slug is in, if it is folded, and follow the link."""
    menu, link = page.locator(".md-nav--primary"), page.locator(f"a[href$='{slug}.html']")
    if not menu.locator(link).first.is_visible():
        menu.locator(".md-nav__item--nested", has=link).locator("label:visible").first.click()
    menu.locator(link).first.click()
