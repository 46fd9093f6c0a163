"""Steps down the gradient, as both teachers and both students of acts and quotes take them."""

import time

import torch
from torch import nn


def fine_tune(model, schedule, loss_of, options, warm_up, seen=None):
    """Trains a model with a pretrained encoder on the batches of `schedule`, the encoder at the rate of the options and all else faster;
    `seen` is called after each step with its number."""
    encoder = [p for p in model.reader.encoder.parameters() if p.requires_grad]
    others = [p for name, p in model.named_parameters() if not name.startswith("reader.encoder.")]
    rates = [options.rate, 2e-3]
    optimiser = torch.optim.AdamW(
        [{"params": encoder}, {"params": others}], lr=options.rate, betas=(0.9, 0.98), fused=True
    )
    started = time.time()
    model.train()
    for step, numbers in enumerate(schedule):
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * share_of_rate(step, len(schedule), warm_up)
        torch.manual_seed(options.seed * 1_000_003 + step)
        loss = loss_of(numbers)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step % 50 == 0:
            print(f"{step}/{len(schedule)} {time.time() - started:.0f} s loss {loss.item():.3f}", flush=True)
        if seen:
            seen(step)


def train(model, schedule, loss_of, options, fixed=()):
    """Trains a model on the steps of `schedule`, and leaves it with the running average of its weights, but for those named `fixed`."""
    optimiser = torch.optim.Adam(model.parameters(), lr=options.rate, betas=(0.9, 0.95), fused=True)
    average = {k: v.clone() for k, v in model.state_dict().items() if k not in fixed}
    started, total = time.time(), 0.0
    model.train()
    for step, chosen in enumerate(schedule):
        for group in optimiser.param_groups:
            group["lr"] = options.rate * share_of_rate(step, len(schedule), 200)
        torch.manual_seed(options.seed * 1_000_003 + step)
        loss = loss_of(*chosen)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        total += loss.item()
        if step % 10 == 9:
            share = min(0.99, step / (step + 200))
            with torch.no_grad():
                for name, value in average.items():
                    value.lerp_(model.state_dict()[name], 1 - share)
        if step % 500 == 499:
            print(f"{step + 1}/{len(schedule)} {time.time() - started:.0f} s loss {total / 500:.3f}", flush=True)
            total = 0.0
    model.load_state_dict({**model.state_dict(), **average})


def share_of_rate(step, steps, warm_up):
    """Up in the first steps, then down in a line."""
    return min(1, (step + 1) / warm_up) * (0.02 + 0.98 * (1 - step / steps))
