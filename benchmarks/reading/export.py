"""Put a trained cross-encoder into the package: python -m benchmarks.reading.export MODEL

Weights are stored at half precision, which halves the file; they are widened when the model is
loaded. The exported model is compared with the network before it takes the place of the old one.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from benchmarks.reading.network import Encoded, Network, folder, padded
from vectorstore.crossencoder.model import FOLDER
from vectorstore.engine import Engine

_LEAST = 4096
"""Weights with fewer numbers are left as they are."""
_SAME = 0.02
"""Most that a logit may differ by."""
_PROBES = [
    ("Who opened the harbour?", "It was opened by the engineer.", "The harbour", "It is large."),
    ("When?", "In 1878.", "", ""),
]


def export(network: Network, file: Path) -> None:
    """Write the network as ONNX, at half precision."""
    whole = file.with_suffix(".whole")
    axes = {0: "batch", 1: "tokens"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    encoded = Encoded()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns about branches that no text reaches
        torch.onnx.export(
            network.eval(),
            padded([encoded.pair(*probe) for probe in _PROBES]),
            str(whole),
            input_names=names,
            output_names=["logits"],
            dynamic_axes=dict.fromkeys([*names, "logits"], axes),
            opset_version=17,
            dynamo=False,
        )
    onnx.save(halved(onnx.load(whole)), file)
    whole.unlink()


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with its large weights at half precision, each behind a cast."""
    kept, casts = [], []
    for weights in model.graph.initializer:
        values = numpy_helper.to_array(weights)
        if values.dtype != np.float32 or values.size < _LEAST:
            kept.append(weights)
            continue
        half = f"{weights.name}.half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), half))
        casts.append(helper.make_node("Cast", [half], [weights.name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
    return model


def compare(network: Network, file: Path, cache: Path) -> None:
    """Raise ValueError where the exported model gives other logits than the network."""
    encoded = Encoded()
    engine = Engine(file, cache, precision="f32")
    for probe in _PROBES:
        tokens = encoded.pair(*probe)
        with torch.no_grad():
            expected = network(*padded([tokens]))[0].numpy()
        difference = float(np.abs(engine.run([tokens])[0] - expected).max())
        if not difference <= _SAME:
            raise ValueError(f"the exported model differs from the network by {difference:.3f}")


def main(model: Path) -> None:
    """Export, compare, and replace the model in the package."""
    network = Network()
    network.load_state_dict(torch.load(model))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "model.onnx"
        export(network, file)
        compare(network, file, Path(scratch) / "cache")
        FOLDER.mkdir(exist_ok=True)
        shutil.copyfile(file, FOLDER / "model.onnx")
        shutil.copyfile(folder() / "tokenizer.json", FOLDER / "tokenizer.json")
    print(f"{FOLDER / 'model.onnx'}: {(FOLDER / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="the weights that training wrote")
    main(parser.parse_args().model)
