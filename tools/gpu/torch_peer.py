#!/usr/bin/env python3
"""Training images a second of the same networks in PyTorch, a line of JSON each: eager, compiled, and as a CUDA graph.

Channels last, TF32, data and augmentation (crop and flip) on the GPU, Adam, as the program trains.
"""
import json
import sys
import time

import torch
from torch import nn

DRY = "--dry-run" in sys.argv[1:]
DEVICE = "cpu" if DRY else "cuda"
BATCHES = [8] if DRY else [64, 128, 512, 1024]
STEPS, WARM = (2, 1) if DRY else (100, 20)
CLASSES = 100


def seed(widths):
    first, second, third = widths
    return nn.Sequential(
        nn.Conv2d(3, first, 3), nn.ReLU(), nn.Conv2d(first, second, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(second, third, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(third * 36, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, CLASSES))


def small_mammals():
    layers, channels = [], 3
    for width, kernel in [(32, 3), (64, 3), (128, 3), (256, 2)]:
        for _ in range(2):
            layers += [nn.Conv2d(channels, width, kernel, padding="same"), nn.ELU()]
            channels = width
        layers += [nn.MaxPool2d(2), nn.Dropout(0.25)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(256 * 4, 512), nn.ELU(), nn.Dropout(0.5), nn.Linear(512, CLASSES))


MODELS = {"seed": lambda: seed((32, 64, 128)), "seed-wide": lambda: seed((64, 128, 256)), "small-mammals": small_mammals}


def draw(images, labels, batch):
    """A batch of normalised images, cropped within a margin of 4 and flipped."""
    index = torch.randint(len(images), (batch,), device=DEVICE)
    x = images[index].to(torch.float32).div_(255).sub_(0.5).div_(0.25)
    x = nn.functional.pad(x, (4, 4, 4, 4))
    rows = torch.randint(9, (batch, 1, 1), device=DEVICE) + torch.arange(32, device=DEVICE).view(1, 32, 1)
    columns = torch.randint(9, (batch, 1, 1), device=DEVICE) + torch.arange(32, device=DEVICE).view(1, 1, 32)
    flip = torch.rand((batch, 1, 1), device=DEVICE) < 0.5
    columns = torch.where(flip, columns.flip(2), columns)
    x = x.permute(0, 2, 3, 1)[torch.arange(batch, device=DEVICE).view(-1, 1, 1), rows, columns]
    return x.permute(0, 3, 1, 2), labels[index]


def synchronize():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def measure(model_name, batch, mode, images, labels):
    torch.manual_seed(1)
    model = MODELS[model_name]().to(DEVICE).to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), capturable=DEVICE == "cuda", fused=DEVICE == "cuda" or None)

    def step():
        x, y = draw(images, labels, batch)
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

    run = step
    if mode == "compile":
        run = torch.compile(step)
    elif mode == "graph":
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                step()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            step()
        run = graph.replay
    for _ in range(WARM):
        run()
    synchronize()
    began = time.perf_counter()
    for _ in range(STEPS):
        run()
    synchronize()
    return batch * STEPS / (time.perf_counter() - began)


def main():
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    images = torch.randint(256, (64 if DRY else 50000, 3, 32, 32), dtype=torch.uint8, device=DEVICE)
    labels = torch.randint(CLASSES, (len(images),), device=DEVICE)
    # Compiling takes the longest, so it comes last: what is cut short leaves the others' results.
    for mode in ["eager"] if DRY else ["eager", "graph", "compile"]:
        for name in MODELS:
            for batch in BATCHES:
                try:
                    speed = measure(name, batch, mode, images, labels)
                except Exception as error:  # a mode that fails leaves the others' results
                    print(f"{name} {batch} {mode}: {error}", file=sys.stderr)
                    continue
                print(json.dumps({"model": name, "batch": batch, "mode": mode, "images_per_second": speed}), flush=True)


main()
