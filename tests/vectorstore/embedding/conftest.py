"""A tiny sentence-transformers model, made on the spot with random weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

WORDS = "summit railway border gas pipeline leaders treaty query passage the of in : .".split()


def make_model(folder: Path, seed: int = 0, prompts: dict[str, str] | None = None) -> Path:
    """Save a one-layer BERT with mean pooling, a vocabulary of its own and 32 tokens at most."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import WordPiece
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {word: number for number, word in enumerate([*special, *WORDS])}
    tokenizer = Tokenizer(WordPiece(vocabulary, **{"unk_token": "[UNK]"}))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(seed)
    bert = folder.with_name(f"{folder.name}-bert")
    BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
        )
    ).save_pretrained(bert)
    # transformers gives this constructor no types.
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        **{f"{token[1:-1].lower()}_token": token for token in special},
        model_max_length=32,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(bert)
    transformer = modules.Transformer(str(bert), max_seq_length=32)
    pooling = modules.Pooling(16)
    SentenceTransformer(modules=[transformer, pooling], device="cpu", prompts=prompts).save(
        str(folder)
    )
    return folder


@pytest.fixture
def tiny_model(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes tiny models in the test's folder."""

    def make(name: str = "tiny", seed: int = 0, prompts: dict[str, str] | None = None) -> Path:
        return make_model(tmp_path / name, seed, prompts)

    return make
