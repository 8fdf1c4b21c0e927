"""Layers by name: match statements, f-strings, dictionaries of lambdas, getattr with a default."""
import torch
import torch.nn as nn

ACTIVATIONS = {"relu": nn.ReLU, "lrelu": lambda: nn.LeakyReLU(0.1), "none": nn.Identity}


def layer(spec: str, cin: int) -> tuple[nn.Module, int]:
    kind, *rest = spec.split("-")
    match kind, rest:
        case "c", [out, kernel]:
            return nn.Conv2d(cin, int(out), int(kernel), padding="same"), int(out)
        case "d", [out]:
            return nn.Conv2d(cin, int(out), 4, stride=2, padding=1), int(out)
        case "u", [out]:
            return nn.ConvTranspose2d(cin, int(out), 4, stride=2, padding=1), int(out)
        case name, [] if name in ACTIVATIONS:
            return ACTIVATIONS[name](), cin
        case _:
            raise ValueError(f"what is {spec!r}?")


def network(text, cin):
    modules = []
    for spec in text.split():
        module, cin = layer(spec, cin)
        modules.append(module)
    return nn.Sequential(*modules)


net = network("c-8-3 relu d-16 lrelu c-16-5 u-8 none c-1-1", cin=3)
print(net(torch.zeros(1, 3, 22, 26)).shape)
pool = getattr(nn, "NoSuchPool2d", nn.MaxPool2d)(2)
dims = 3
conv = getattr(nn, "Conv%dd" % dims)
print(conv(1, 2, 3)(torch.zeros(1, 1, 5, 6, 7)).shape, pool)
