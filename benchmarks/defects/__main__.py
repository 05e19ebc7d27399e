"""Prints the figures and, with `--details`, every defect missed and every wrong finding."""

import sys

from benchmarks.defects.measure import main

main(details="--details" in sys.argv[1:])
