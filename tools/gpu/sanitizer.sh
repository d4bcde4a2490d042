#!/usr/bin/env bash
# compute-sanitizer: accesses out of bounds and races of shared memory in two small steps. Usage: sanitizer.sh PROGRAM…
set -euo pipefail
[ $# -gt 0 ] || { echo "sanitizer.sh: give the program to run." >&2; exit 2; }
for tool in memcheck racecheck synccheck; do
  for precision in fp32 tf32 bf16; do
    compute-sanitizer --tool "$tool" --error-exitcode 1 "$@" profile --device cuda --precision "$precision" --no-graph \
      --batch-size 8 --data shapes --warm-up 2 --steps 1 --augment flip,crop
  done
done
