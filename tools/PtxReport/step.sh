#!/bin/sh
# Trains on the fake CUDA driver and keeps what 'PtxReport roofline' reads: every launch, and the text of every kernel.
# Needs Linux, a C compiler and a Release build. Usage: step.sh FOLDER [options of 'ilgpucnn train']
# FAKECUDA_SM is the card's compute capability, such as 80; 90 without it.
set -eu
folder=${1:?the folder that is made}
shift
here=$(cd "$(dirname "$0")" && pwd)
mkdir "$folder"
folder=$(cd "$folder" && pwd)
"$here/../../tests/Cuda/FakeDriver/build.sh" "$folder/driver"
# Of the oldest driver that is known, so that an assembler of its time knows the version of the text.
LD_LIBRARY_PATH="$folder/driver${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FAKECUDA_DRIVER=12040 \
  FAKECUDA_LOG="$folder/calls.log" FAKECUDA_PTX="$folder" \
  dotnet "$here/../../src/Cli/bin/Release/net10.0/ilgpucnn.dll" train --device cuda --steps 4 --output "$folder/runs" "$@"
