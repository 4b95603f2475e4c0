#!/usr/bin/env python3
"""Holds the Japanese of the ISMAP pack to its glossary: check_glossary.py ROOT. Ends with `N checked, M wrong`.

A term of the first table that stands in a rule's English title has one of its Japanese forms in the Japanese title. A term with a sense in
brackets, `review (of a document)`, adds forms to the bare term but demands none by itself: the word is used in other senses as well. Words of
the second table stand in no Japanese text of a rule, parameter, control or page.
"""
import csv
import pathlib
import re
import sys

STRING = r'"((?:[^"\\]|\\.)*)"'
TEXT = re.compile(r"\b(title|because|message|remedy|doc)\s+en\s+" + STRING + r"\s+ja\s+" + STRING)
ENDING = re.compile(r"(する|した|な)$")  # of verbs and adjectives: other forms of the word count too


def tables(path):
    """Rows of the terms and of the words that are not used: lists of cells."""
    terms, unused, rows = [], [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if line.startswith("| English"):
            rows = terms
        elif line.startswith("| Instead of"):
            rows = unused
        elif line.startswith("|") and not line.startswith("|---"):
            rows.append(cells)
    return terms, unused


def texts(path):
    """What a policy file says: kind, English, Japanese, line."""
    source = path.read_text(encoding="utf-8")
    for match in TEXT.finditer(source):
        yield match[1], match[2], match[3], source.count("\n", 0, match.start()) + 1


def spellings(english):
    """The terms of a cell without their senses, and whether it has senses."""
    bare = re.sub(r"\s*\([^)]*\)", "", english)
    return [term.strip().lower() for term in bare.split(",")], "(" in english


def pattern(term):
    """The term as a word, also in the plural and with a verb's endings."""
    if term.endswith("y"):
        return re.compile(r"\b" + re.escape(term[:-1]) + r"(y|ies|ied)\b")
    return re.compile(r"\b" + re.escape(term) + r"(s|es|d|ed)?\b")


class Glossary:
    def __init__(self, rows):
        self.forms, held = {}, set()
        for english, japanese, *_ in rows:
            terms, has_sense = spellings(english)
            for term in terms:
                self.forms.setdefault(term, []).extend(ENDING.sub("", form) for form in japanese.split("、"))
                if not has_sense:
                    held.add(term)
        # The longer term first: `residual risk` is not `risk`.
        self.held = [(term, pattern(term)) for term in sorted(held, key=len, reverse=True)]

    def missing(self, english, japanese):
        """Held terms of the English whose Japanese is not there."""
        rest = english.lower()
        for term, words in self.held:
            rest, found = words.subn("#", rest)
            if found and not any(form in japanese for form in self.forms[term]):
                yield term


def main(root):
    folder = root / "policies" / "ismap"
    terms, unused = tables(folder / "GLOSSARY.md")
    glossary = Glossary(terms)
    assert list(glossary.missing("Leavers are told", "離職者に伝える")) == ["leaver"], "a term whose Japanese is another is found"
    assert not list(glossary.missing("Reviews of leavers", "退職者の点検")), "a sense in brackets demands nothing"
    checked = wrong = 0

    def complain(place, text):
        nonlocal wrong
        wrong += 1
        print(f"{place}: {text}")

    order = [row[0].lower() for row in terms]
    for earlier, later in zip(order, order[1:]):
        if later <= earlier:
            complain("GLOSSARY.md", f"`{later}` is there twice or stands after `{earlier}`")

    japanese_texts = []
    for path in sorted((root / "policies").rglob("*.seki")):
        if path.name.endswith("_test.seki"):
            continue
        for kind, english, japanese, line in texts(path):
            place = f"{path.relative_to(root)}:{line}"
            japanese_texts.append((place, japanese))
            if kind == "title" and path.parent == folder:
                checked += 1
                for term in glossary.missing(english, japanese):
                    complain(place, f"`{term}` is {' or '.join(glossary.forms[term])}; the title says {japanese}")
    with open(folder / "catalogue" / "controls.csv", encoding="utf-8", newline="") as catalogue:
        for row in csv.DictReader(catalogue):
            japanese_texts += [(f"controls.csv, {row['id']}", row[column]) for column in ("title_ja", "evidence_ja")]

    for page in sorted((root / "policies").rglob("*.ja.md")):
        shown = False  # what a program prints is not the page's own text
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            shown = shown != line.startswith("```")
            if not shown:
                japanese_texts.append((f"{page.relative_to(root)}:{number}", line))

    for place, japanese in japanese_texts:
        checked += 1
        for word, instead, *_ in unused:
            if re.search(word.strip("`"), japanese):
                complain(place, f"{word} is written {instead}: {japanese}")

    print(f"{checked} checked, {wrong} wrong")
    return 0 if checked > 1000 and wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
