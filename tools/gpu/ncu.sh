#!/usr/bin/env bash
# Nsight Compute: full reports of the longest kernels of two training steps. Usage: ncu.sh REPORT PROGRAM…
set -euo pipefail
[ $# -gt 1 ] || { echo "ncu.sh: give the report to write, without .ncu-rep, and the program to run." >&2; exit 2; }
report=$1
shift
exec ncu --force-overwrite --export "$report" --set full --import-source yes --nvtx --nvtx-include "epoch/" \
  --launch-count 60 "$@" profile --device cuda --no-graph --batch-size 512 --data shapes --warm-up 3 --steps 2
