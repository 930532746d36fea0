"""Dictionaries lent from one check to the next: to open one takes longer than to check a few pages."""

from functools import cache

import hunspell

_Opened = hunspell.Hunspell
_shared = cache(_Opened)


class Lent:
    """What ``hunspell.Hunspell`` makes: one that others use too, as long as no word is added to it."""

    def __init__(self, *arguments, **options):
        self._make = arguments, tuple(sorted(options.items()))
        self._used = _shared(*arguments, **options)
        self._own = False

    def spell(self, word):
        return self._used.spell(word)

    def suggest(self, word):
        return self._used.suggest(word)

    def add_with_affix(self, word, like):
        if not self._own:
            arguments, options = self._make
            self._used, self._own = _Opened(*arguments, **dict(options)), True
        return self._used.add_with_affix(word, like)


def lend():
    """From now on, in this process."""
    hunspell.Hunspell = Lent
