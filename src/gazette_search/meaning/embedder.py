"""What turns text into vectors, whoever does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

# Components of a vector of length one, so that a scalar product is the cosine.
Vector = "Sequence[float]"


class Embedder(Protocol):
    """A model that gives texts of like meaning vectors that point the same way.

    A question and the sentence that answers it are worded differently, so most models of today are
    told which of the two a text is.
    """

    @property
    def model(self) -> str:
        """Name of the model with everything that decides its vectors; two of them never mix."""

    @property
    def at_once(self) -> int:
        """How many passages are best handed over together."""

    def query(self, text: str) -> Sequence[float]:
        """The vector of what is asked, of length one.

        Raises:
            EmbedderError: When the model does not answer.
        """

    def passages(self, texts: Sequence[str]) -> list[Sequence[float]]:
        """The vectors of texts to be found, each of length one.

        Raises:
            EmbedderError: When the model does not answer.
        """
