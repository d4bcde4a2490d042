#!/usr/bin/env bash
# Measures and checks everything that only a GPU can show. Usage: run.sh [--dry-run] [--device cuda:0] [--out DIR]
# Each part has a time limit and a log of its own; one that fails leaves the others' results.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
device=cuda out=gpu-results dry=0
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=1 device=cpu ;;
    --device | --out)
      [ -n "${2:-}" ] || { echo "run.sh: $1 needs a value." >&2; exit 2; }
      if [ "$1" = --out ]; then out=$2; else device=$2; fi
      shift ;;
    *) echo "run.sh: unknown option '$1': give --dry-run, --device NAME or --out DIR." >&2; exit 2 ;;
  esac
  shift
done
mkdir -p "$out" || { echo "run.sh: give --out a folder that can be written to." >&2; exit 2; }
out=$(cd "$out" && pwd)

if [ -f "$here/app.tar.gz" ]; then
  app=$out/app
  mkdir -p "$app" && tar -xzf "$here/app.tar.gz" -C "$out" || exit 2
  program=("$app/ilgpucnn") bench=("$app/IlgpuCnn.Bench") tests=("$app/IlgpuCnn.Tests")
  kernels=("$app/IlgpuCnn.PtxReport") table=$here/kernels.md
else
  root=$(cd "$here/../.." && pwd)
  program=(dotnet "$root/src/Cli/bin/Release/net10.0/ilgpucnn.dll")
  bench=(dotnet "$root/tools/Bench/bin/Release/net10.0/IlgpuCnn.Bench.dll")
  tests=(dotnet "$root/tests/bin/Release/net10.0/IlgpuCnn.Tests.dll")
  kernels=(dotnet "$root/tools/PtxReport/bin/Release/net10.0/IlgpuCnn.PtxReport.dll") table=$root/docs/kernels.md
fi

export ILGPUCNN_CACHE=$out/cache # of compiled kernels; the driver has one of its own

# part NAME SECONDS COMMAND…: the command's output is the part's result.
: > "$out/parts.tsv"
part() {
  local name=$1 limit=$2 began=$SECONDS status=0
  shift 2
  timeout "$limit" "$@" > "$out/$name.log" 2> "$out/$name.err" || status=$?
  printf '%s\t%s\t%s\n' "$name" "$status" "$((SECONDS - began))" >> "$out/parts.tsv"
  echo "$name: exit $status after $((SECONDS - began)) s"
}

if [ $dry = 1 ]; then
  precisions=(fp32) batches=(8) models=(seed) graphs=("" --no-graph) steps=2 warm=2 limit=64 epochs=1 only=(--only "adam")
  pattern='DivisorTests' torch=(--dry-run) scores=adam words=(ForwardKernel 64x64 wide-wide) starts=1
  [ "$device" = cpu ] || precisions=(fp32 tf32 bf16)
else
  precisions=(fp32 tf32 bf16) batches=(64 128 512 1024) models=(seed seed-wide small-mammals) graphs=("" --no-graph)
  steps=200 warm=40 limit=50000 epochs=10 only=() pattern='cuda' torch=() scores=edges words=() starts=3
fi

# 1. What there is; every kernel loaded: nothing in local memory, registers beside those that ptxas gave.
part devices 60 "${program[@]}" devices
[ "$device" = cpu ] || part kernels 150 "${kernels[@]}" load "$device" "$table" "${words[@]}"
# From the start of the program to its first step: with nothing kept of earlier starts, and with compiled kernels kept.
if [ "$device" = cpu ]; then started=("${program[-1]}"); else
  started=("ILGPUCNN_CACHE=/dev/null CUDA_CACHE_DISABLE=1 ${program[-1]}" "${program[-1]}"); fi
part start 90 "${bench[@]}" startup --device "$device" --repetitions "$starts" "${started[@]/#/--program=}"
# 2. Every kernel test on the device; a missing device is a failure.
part tests 180 env ILGPUCNN_REQUIRE_CUDA=$((1 - dry)) "${tests[@]}" --tests "$pattern"
# 3. Every op beside the card's measured peak.
for precision in "${precisions[@]}"; do
  part "ops-$precision" 60 "${bench[@]}" ops --device "$device" --precision "$precision" --model seed "${only[@]}"
done
# 4. Training images a second, ours and PyTorch's.
for model in "${models[@]}"; do
  for batch in "${batches[@]}"; do
    for graph in "${graphs[@]}"; do
      part "train-$model-$batch${graph:+-no-graph}" 60 "${program[@]}" profile --device "$device" --model "$model" \
        --batch-size "$batch" --data shapes --warm-up "$warm" --steps "$steps" --augment flip,crop --no-source-lines ${graph:+"$graph"}
    done
  done
done
if python3 -c 'import torch' 2> "$out/torch-import.err"; then
  part torch 120 python3 "$here/torch_peer.py" "${torch[@]}"
else
  echo "torch: not here, PyTorch is left out"
fi
# 5. 'seed' to accuracy.
data=(--data shapes)
[ -n "${ILGPUCNN_CIFAR100:-}" ] && [ $dry = 0 ] && data=(--data cifar100)
[ $dry = 1 ] && data+=(--limit "$limit")
part accuracy 120 "${program[@]}" train --device "$device" "${data[@]}" --model seed --epochs "$epochs" \
  --output "$out/runs" --name accuracy
# 6. Scores.
part scores 60 "${bench[@]}" ops --device "$device" --only "$scores" --model seed
# 7. Profilers, where they are.
if [ $dry = 0 ]; then
  command -v ncu > /dev/null && part ncu 120 "$here/ncu.sh" "$out/seed" "${program[@]}"
  command -v nsys > /dev/null && part nsys 60 "$here/nsys.sh" "$out/seed" "${program[@]}"
fi

python3 "$here/report.py" "$out" || echo "report.py failed: the parts' logs are in $out" >&2
! cut -f2 "$out/parts.tsv" | grep -qv '^0$'
