#!/bin/sh
# Builds the fake CUDA driver. Usage: build.sh FOLDER, which then goes into LD_LIBRARY_PATH. Exit 127: no C compiler.
set -eu
folder=${1:?the folder that gets libcuda.so.1}
command -v cc > /dev/null || { echo "build.sh: there is no C compiler (cc)." >&2; exit 127; }
mkdir -p "$folder"
exec cc -std=gnu11 -O3 -march=native -ffp-contract=off -fno-strict-aliasing -fno-semantic-interposition -flto=auto -Wall -shared -fPIC -pthread -Wl,-soname,libcuda.so.1 -o "$folder/libcuda.so.1" "$(dirname "$0")"/*.c -lm
