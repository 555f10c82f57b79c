"""Train the reader, weigh its signs, and measure it, on public question sets.

    python -m benchmarks.reading.training FOLDER MODEL    trains the cross-encoder
    python -m benchmarks.reading.export MODEL             puts it into the package, as ONNX
    python -m benchmarks.reading.weights FOLDER           fits the weights in assistant/reader.py
    python -m benchmarks.reading.measure FOLDER           measures the readers side by side

FOLDER holds squad2-half.jsonl, selqa.jsonl and clapnq-dev-half.jsonl. The cross-encoder learns from
SelQA and SQuAD 2.0, less what is kept for the weights ("development") and four articles that
nothing has seen ("held out"). CLAPNQ is only measured.
"""
