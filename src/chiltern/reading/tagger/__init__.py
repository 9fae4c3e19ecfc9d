"""The small trained model: every attribution of a text (who, by what word, what), also where no rule knows the verb.

In: a text and the statements that the rules found in it. Out: `Tagged`, token ranges with a score. The model is a
convolutional network over words, run with NumPy; `make model` trains it, and its card, `attribution.md`, says on what
and how well it does.
"""

from chiltern.reading.tagger.decode import Tagged
from chiltern.reading.tagger.model import Model, shipped
from chiltern.reading.tagger.tag import tag

__all__ = ["Model", "Tagged", "shipped", "tag"]
