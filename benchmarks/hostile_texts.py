"""Holds what hostile texts and files may cost: `python benchmarks/hostile_texts.py`.

Runs the suite's own cases with their exact seconds of processor time (TRUST A-DO-01, A-DO-04,
A-UP-02), which mean something on a machine that does nothing else.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    tests = [
        str(path)
        for path in sorted(ROOT.glob("tests/**/test_*.py"))
        if "from tests.patience import" in path.read_text()
    ]
    command = [sys.executable, "-m", "pytest", *tests]
    exact = os.environ | {"EXACT_SECONDS": "1"}
    return subprocess.run(command, cwd=ROOT, env=exact).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
