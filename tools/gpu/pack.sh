#!/usr/bin/env bash
# Publishes the program, the benchmark and the tests for a machine that has NVIDIA's driver and no .NET, into .gpu/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rm -rf .gpu
publish() { dotnet publish -c Release -r linux-x64 --self-contained -v quiet --nologo "$1" -o ".gpu/$2"; }
# One folder: the three share the runtime and most libraries.
publish tests app
publish tools/Bench app
publish src/Cli app
cp tools/gpu/*.sh tools/gpu/*.py .gpu/
tar -C .gpu -cf - app | gzip -9 > .gpu/app.tar.gz
rm -rf .gpu/app
echo "packed: $(du -h .gpu/app.tar.gz | cut -f1) in .gpu/; run .gpu/run.sh on the machine with the GPU"
