"""Figures and how they are printed."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` per cent of `values` lie; NaN where there are none."""
    return float(np.percentile(values, share)) if values else float("nan")


def median(values: Sequence[float]) -> float:
    """Return the middle of `values`."""
    return percentile(values, 50)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    for row in (headings, ["-" * width for width in widths], *rows):
        first, *others = [
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join([first, *others]).rstrip())


def verdict(name: str, ratio: float, target: float, at_least: bool, unit: str = "x") -> str:
    """Return a ratio, or a value in `unit`, beside its target, and whether it was met."""
    met = ratio >= target if at_least else ratio <= target
    sign = ">=" if at_least else "<="
    found, wanted = f"{ratio:,.2f} {unit}", f"{target:,} {unit}"
    return f"{name} {found} (target {sign} {wanted}: {'met' if met else 'missed'})"


def machine() -> str:
    """Return this machine in a few words: processor, cores, system, Python."""
    name = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    system = f"{platform.system()} {platform.machine()}"
    return f"{name}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}"
