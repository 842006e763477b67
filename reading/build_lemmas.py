"""Makes the dictionaries of reading/data/lemmas anew: `python -m reading.build_lemmas`. Takes three minutes and 2.5 GB, once.

simplemma's word lists (MIT; from Wiktionary, UniMorph and other free lists, named in its own papers) are folded, so that a
form typed without diacritics is the same form. Of a form that its longest shorter ending foretells nothing is kept:
of 3.8 million forms 1.4 are left, 5 MB instead of 28. Beside them two plain lists of the forms of up to eleven letters that
are written small, by which a name is told from a word.
"""

from collections.abc import Sequence
from typing import Final

from marisa_trie import BytesTrie, Trie
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from reading.common import COMMON_LANGUAGES, LONGEST, common_file
from reading.lemmas import BETWEEN, CYRILLIC, LATIN, MOST, SHORTEST_ENDING, dictionary_file, script_of
from reading.text import fold

LONGEST_FORM: Final = 40
SHELVES: Final = ((LATIN, ("et", "en", "de")), (CYRILLIC, ("ru",)))  # the likeliest language first

Scripts = tuple[bytes, ...]


def main() -> None:
    for name, languages in SHELVES:
        kept = without_foretold(forms(languages))
        trie = BytesTrie((form, BETWEEN.join(scripts)) for form, scripts in kept.items())
        trie.save(str(dictionary_file(name)))
        print(f"{name}: {len(kept):,} forms, {dictionary_file(name).stat().st_size:,} octets")
    for name, small in COMMON_LANGUAGES.items():
        Trie(small_words(small)).save(str(common_file(name)))


def small_words(languages: Sequence[str]) -> list[str]:
    """Return the folded forms of these languages that begin with a small letter, in order."""
    listed = (DefaultDictionaryFactory().get_dictionary(language) for language in languages)
    return sorted({fold(word) for words in listed for pair in words.items() for word in pair
                   if word.isalpha() and word.islower() and 2 < len(word) <= LONGEST})  # fmt: skip


def forms(languages: Sequence[str]) -> dict[str, Scripts]:
    """Return the scripts of each folded form: of an earlier language first, of a form that has no diacritics first."""
    found: dict[str, dict[str, tuple[int, bool]]] = {}
    for rank, language in enumerate(languages):
        for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
            here, meant = fold(form), fold(lemma)
            if here.isalpha() and meant.isalpha() and len(here) <= LONGEST_FORM:
                known, place = found.setdefault(here, {}), (rank, form.lower() != here)
                known[meant] = min(known.get(meant, place), place)
    return {form: tuple(script_of(form, lemma) for lemma in sorted(known, key=lambda one: (known[one], one))[:MOST])
            for form, known in found.items()}  # fmt: skip


def without_foretold(scripts: dict[str, Scripts]) -> dict[str, Scripts]:
    """Return the forms that reading/lemmas.py would read otherwise if they were left out."""
    kept: dict[str, Scripts] = {}
    for form in sorted(scripts, key=lambda one: (len(one), one)):
        if scripts[form] != _foretold(form, kept):
            kept[form] = scripts[form]
    return kept


def _foretold(form: str, kept: dict[str, Scripts]) -> Scripts:
    for at in range(1, len(form) - SHORTEST_ENDING + 1):
        if known := kept.get(form[at:]):
            return known
    return (script_of(form, form),)


if __name__ == "__main__":
    main()
