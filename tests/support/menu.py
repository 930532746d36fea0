"""The menu of wide screens, in which the part of the page that is shown is open."""


def from_menu(page, site, slug, locale):
    """Follow the link to the page with this slug, by way of the first page of its part where another is open."""
    menu = page.locator(".md-nav--primary")
    link = menu.locator(f"a[href$='{slug}.html']")
    if not link.count():
        (heading,) = (part.headings[locale] for part in site.config.parts if slug in part.slugs)
        menu.get_by_role("link", name=heading, exact=True).click()
    link.first.click()
