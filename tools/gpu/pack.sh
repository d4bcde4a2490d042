#!/usr/bin/env bash
# Publishes the program, the benchmark and the tests for a machine that has NVIDIA's driver and no .NET, into .gpu/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rm -rf .gpu
publish() { dotnet publish -c Release -r linux-x64 --self-contained -p:UseAppHost=true -v quiet --nologo "$1" -o ".gpu/$2"; }
# One folder: they share the runtime and most libraries.
publish tests app
publish tools/Bench app
publish tools/PtxReport app
publish src/Cli app
# What only test runners inside an SDK use, most of it for other systems.
rm -rf .gpu/app/Microsoft.CodeCoverage
cp tools/gpu/*.sh tools/gpu/*.py docs/kernels.md .gpu/
tar -C .gpu -cf - app | gzip -9 > .gpu/app.tar.gz
rm -rf .gpu/app
echo "packed: $(du -h .gpu/app.tar.gz | cut -f1) in .gpu/; run .gpu/run.sh on the machine with the GPU"
