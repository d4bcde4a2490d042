#!/usr/bin/env python3
"""Gathers what run.sh measured: results.json and results.md, in the folder that is given."""
import json
import pathlib
import re
import sys


def number(pattern, text):
    found = re.search(pattern, text)
    return float(found.group(1)) if found else None


def main():
    if len(sys.argv) != 2 or not pathlib.Path(sys.argv[1], "parts.tsv").is_file():
        sys.exit("report.py: give the folder that run.sh wrote.")
    folder = pathlib.Path(sys.argv[1])
    parts = [line.split("\t") for line in (folder / "parts.tsv").read_text().splitlines()]
    results = {"parts": [], "training": [], "torch": []}
    for name, status, seconds in parts:
        log = (folder / f"{name}.log").read_text(errors="replace")
        results["parts"].append({"name": name, "exit": int(status), "seconds": int(seconds)})
        if name.startswith("train-") and status == "0":
            model, batch, graph = re.fullmatch(r"train-(.+?)-(\d+)(-no-graph)?", name).groups()
            results["training"].append({
                "model": model, "batch": int(batch), "graph": graph is None,
                "images_per_second": number(r"speed +(\d+)", log), "step_ms": number(r"step +([\d.]+) ms", log)})
        elif name == "torch":  # a line is whole, even where the time was too short for all
            results["torch"] = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
        elif name == "devices":
            results["devices"] = log
    (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n")

    lines = ["# Measured", "", "```", results.get("devices", "").strip(), "```", "", "| part | exit | seconds |", "| --- | --- | --- |"]
    lines += [f"| {p['name']} | {p['exit']} | {p['seconds']} |" for p in results["parts"]]
    modes = sorted({t["mode"] for t in results["torch"]})
    lines += ["", "## Training, images/s", "",
              "| model | batch | launches | images/s | " + "".join(f"PyTorch {m} | " for m in modes),
              "| --- | --- | --- | --- | " + "--- | " * len(modes)]
    for row in results["training"]:
        peers = {t["mode"]: t["images_per_second"] for t in results["torch"]
                 if t["model"] == row["model"] and t["batch"] == row["batch"]}
        lines.append(f"| {row['model']} | {row['batch']} | {'graph' if row['graph'] else 'one by one'} "
                     f"| {row['images_per_second']:.0f} | " + "".join(f"{peers.get(m, float('nan')):.0f} | " for m in modes))
    for name, status, _ in parts:
        if name.startswith(("kernels", "start", "ops-", "accuracy", "scores", "tests", "nsys")):
            lines += ["", f"## {name}", "", (folder / f"{name}.log").read_text(errors="replace").strip()]
    (folder / "results.md").write_text("\n".join(lines) + "\n")
    print(f"{folder}/results.json and results.md")


main()
