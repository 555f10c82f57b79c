"""The cross-encoder as a PyTorch network, and the sequences that it takes.

The encoder is all-MiniLM-L6-v2. Two linear layers read what it makes of a sequence: the relevance
of the sentence, from the first token and (`pooled`) the mean of the sentence's tokens, and the
logits that the short answer begins and ends at each token.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from vectorstore import EmbeddingSettings, Span
from vectorstore.crossencoder.pairs import Special, pair
from vectorstore.embedding.source import find_model
from vectorstore.engine import Tokens

TOGETHER = 16
"""Sequences in one pass through the network."""
STEP = 16
"""Sequences are padded to a multiple of so many tokens: few shapes, so that kernels are reused."""


def folder() -> Path:
    """Return the folder of the model that training starts from."""
    settings = EmbeddingSettings()
    return find_model(settings.embedding_model, settings.cache).folder


class Network(nn.Module):
    """Logits (batch, tokens, 3): the relevance of the marked sentence, repeated, start, and end."""

    def __init__(self, pooled: bool = True, frozen_words: bool = True) -> None:
        super().__init__()
        self.encoder = encoder(attention_probs_dropout_prob=0.0)  # of no use, and slow
        for weights in self.encoder.embeddings.word_embeddings.parameters():
            weights.requires_grad = not frozen_words
        size = self.encoder.config.hidden_size
        self.relevance = linear(2 * size if pooled else size, 1)
        self.span = linear(size, 2)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state.float()
        marked = token_type_ids.float()
        mean = (hidden * marked[..., None]).sum(1) / marked.sum(1, keepdim=True).clamp(min=1)
        both = torch.cat([hidden[:, 0], mean], -1)
        relevance = self.relevance(both[:, : self.relevance.in_features])
        repeated = relevance[:, None].expand(-1, hidden.shape[1], -1)
        return torch.cat([repeated, self.span(hidden)], -1)


def encoder(**config: float) -> Any:
    """Return the encoder that training starts from."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from transformers import AutoModel
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return AutoModel.from_pretrained(str(folder()), add_pooling_layer=False, **config)


def linear(inputs: int, outputs: int) -> nn.Linear:
    """Return a layer that begins near nothing."""
    layer = nn.Linear(inputs, outputs)
    nn.init.normal_(layer.weight, std=0.02)
    nn.init.zeros_(layer.bias)
    return layer


class Encoded:
    """Texts as tokens, each tokenised once."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._special = Special(*self._tokenizer.encode("").ids)
        self._encoded = lru_cache(maxsize=None)(self._encode)

    def _encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return found.ids, found.offsets

    def pair(self, question: str, text: str, title: str = "", before: str = "") -> Tokens:
        """Return a question and a sentence as one sequence."""
        ids = [self._encoded(part)[0] for part in (question, text, title, before)]
        return pair(*ids, self._special)

    def places(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the first and last token of a range of characters of `text`."""
        offsets = self._encoded(text)[1]
        inside = [i for i, (a, b) in enumerate(offsets) if b > start and a < end]
        return inside[0], inside[-1]

    def characters(self, text: str, first: int, last: int) -> Span:
        """Return the range of characters of `text` from one token to another."""
        offsets = self._encoded(text)[1]
        return Span(offsets[first][0], offsets[last][1])


def padded(
    sequences: Sequence[Tokens], step: int = 1
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, mask and types, each (sequences, a multiple of `step` tokens)."""
    longest = max(len(one.ids) for one in sequences)
    ids = torch.zeros(len(sequences), -(-longest // step) * step, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(sequences):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        types[row, one.marked.start : one.marked.stop] = 1
    return ids, mask, types


def run(network: nn.Module, sequences: Sequence[Tokens]) -> list[torch.Tensor]:
    """Return the logits (tokens, 3) of each sequence, those of near length run together."""
    found: dict[int, torch.Tensor] = {}
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i].ids))
    for start in range(0, len(order), TOGETHER):
        group = order[start : start + TOGETHER]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output = network(*padded([sequences[i] for i in group], STEP)).float()
        found |= {i: output[row, : len(sequences[i].ids)] for row, i in enumerate(group)}
    return [found[i] for i in range(len(sequences))]
