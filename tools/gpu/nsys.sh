#!/usr/bin/env bash
# Nsight Systems: a timeline of some training steps with their ranges. Usage: nsys.sh REPORT PROGRAM…
set -euo pipefail
[ $# -gt 1 ] || { echo "nsys.sh: give the report to write, without .nsys-rep, and the program to run." >&2; exit 2; }
report=$1
shift
nsys profile --force-overwrite true --output "$report" --trace cuda,nvtx --cuda-graph-trace node \
  "$@" profile --device cuda --no-graph --batch-size 64 --data shapes --steps 50
nsys stats --report nvtx_sum,cuda_gpu_kern_sum "$report.nsys-rep"
