#!/usr/bin/env bash
# Nsight Systems: a timeline of some training steps with their ranges. Usage: nsys.sh REPORT PROGRAM…
set -euo pipefail
report=${1:?the report to write, without .nsys-rep}
shift
nsys profile --force-overwrite true --output "$report" --trace cuda,nvtx --cuda-graph-trace node \
  "$@" profile --device cuda --no-graph --batch-size 64 --data shapes --steps 50
nsys stats --report nvtx_sum,cuda_gpu_kern_sum "$report.nsys-rep"
