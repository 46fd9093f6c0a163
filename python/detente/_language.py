"""The language stage alone."""

from __future__ import annotations

import polars as pl

from detente import _detente


def analyse(text: str) -> pl.DataFrame:
    """Analyse an English text: sentences, words, lemmas, tags, dependencies and names.

    Returns
    -------
    polars.DataFrame
        A word a row: ``sentence`` (from 0), ``token`` and ``head`` (from 1 within the sentence; head 0 is the root),
        ``start`` and ``end`` (code points: ``text[start:end]`` is the word), ``text``, ``lemma``, ``upos``, ``xpos``,
        ``deprel`` (Universal Dependencies 2) and ``name`` (IOB2 tag, or null).

    Examples
    --------
    >>> dt.analyse("The ministers met in Oslo.")["lemma"].to_list()
    ['the', 'minister', 'meet', 'in', 'Oslo', '.']
    """
    return pl.DataFrame(_detente.analyse(text).tokens())


def conllu(text: str) -> str:
    """Analyse an English text and return it as CoNLL-U.

    Examples
    --------
    >>> dt.conllu("They met.").splitlines()[1].split()[:4]
    ['1', 'They', 'they', 'PRON']
    """
    coded = _detente.analyse(text)
    sentences = pl.DataFrame(coded.table("sentences"))["text"]
    blocks = []
    for (sentence,), words in pl.DataFrame(coded.tokens()).group_by("sentence", maintain_order=True):
        lines = ["# text = " + " ".join(str(sentences[int(str(sentence))]).split())]
        for word in words.iter_rows(named=True):
            columns = [word["token"], word["text"], word["lemma"], word["upos"], word["xpos"]]
            columns += ["_", word["head"], word["deprel"], "_", "_"]
            lines.append("\t".join(map(str, columns)))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)
