"""What PyTorch answers to operations on tensors: shapes, joins, products, parts, reductions, indices: torchTensors.json.

Usage: python torchTensors.py [--seed N --out FOLDER]      (torch; any CPU build)
"""

import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

from expressions import Texts, options, run, write

warnings.simplefilter("ignore")
SEED = 20261126
arguments = options(SEED)
t = Texts(arguments.seed)
NAMES = {"torch": torch, "nn": nn, "F": F}


def zeros(sizes):
    return f"torch.zeros({', '.join(str(size) for size in sizes)})" if sizes else "torch.zeros(())"


def sizes(low=0, high=4, largest=5):
    return [t.one(1, t.int(1, largest), t.int(1, largest), t.int(2, largest)) for _ in range(t.int(low, high))]


def axis(rank, wild=0.15):
    return t.int(-rank - 1, rank) if t.chance(wild) or rank == 0 else t.int(-rank, rank - 1)


def boolean():
    return t.one("True", "False")


def listed(values, star=0.5):
    """Several arguments, or one tuple."""
    return ", ".join(str(v) for v in values) if values and t.chance(star) else t.tuple(values)


def reshapes():
    shape = sizes(0, 4, 6)
    total = 1
    for size in shape:
        total *= size
    asked, left = [], total
    for _ in range(t.int(1, 4)):
        divisors = [d for d in range(1, left + 1) if left % d == 0]
        asked.append(t.one(*divisors[:6]))
        left //= asked[-1]
    asked.append(left)
    if t.chance(0.5):
        asked[t.int(0, len(asked) - 1)] = -1
    if t.chance(0.2):
        asked[t.int(0, len(asked) - 1)] = t.one(-1, 0, 2, 7, -2)
    x = zeros(shape)
    return t.one(f"{x}.view({listed(asked)})", f"{x}.reshape({listed(asked)})", f"torch.reshape({x}, {t.tuple(asked)})", f"{x}.view_as({zeros(asked if min(asked) > 0 else shape)})", f"{x}.reshape_as({zeros(asked if min(asked) >= 0 else shape)})", f"{x}.view(-1)", f"{x}.view({x}.size(0), -1)" if shape else f"{x}.view(1, 1)", f"{x}.ravel()")


def orders():
    shape = sizes(0, 5)
    rank = len(shape)
    x = zeros(shape)
    order = list(range(rank))
    t.rng.shuffle(order)
    if t.chance(0.3):
        order = [o - rank if t.chance(0.4) else o for o in order]
    if t.chance(0.2) and order:
        order[t.int(0, rank - 1)] = t.int(-rank - 1, rank)
    if t.chance(0.1):
        order = order[:-1] if order else [0]
    a, b = axis(rank), axis(rank)
    kind = t.int(0, 7)
    if kind <= 2:
        return t.one(f"{x}.permute({listed(order)})", f"torch.permute({x}, {t.tuple(order)})") if order else f"{x}.permute(())"
    if kind == 3:
        return t.one(f"{x}.transpose({a}, {b})", f"torch.transpose({x}, {a}, {b})", f"{x}.swapaxes({a}, {b})", f"torch.swapdims({x}, {a}, {b})", f"{x}.transpose(dim0={a}, dim1={b})")
    if kind == 4:
        return t.one(f"{x}.t()", f"torch.t({x})", f"{x}.mT", f"{x}.T" if rank == 2 else f"{x}.t()", f"torch.adjoint({x})")
    if kind == 5:
        many = [axis(rank, 0.1) for _ in range(t.int(1, max(1, min(3, rank))))]
        to = [axis(rank, 0.1) for _ in many]
        if t.chance(0.08):
            to = to + [0]
        return t.one(f"{x}.movedim({a}, {b})", f"torch.movedim({x}, {t.tuple(many)}, {t.tuple(to)})", f"torch.moveaxis({x}, {a}, {b})", f"{x}.moveaxis({t.tuple(many)}, {t.tuple(to)})")
    if kind == 6:
        dims = [axis(rank, 0.1) for _ in range(t.int(1, 3))]
        return t.one(f"{x}.flip({listed(dims)})", f"torch.flip({x}, {t.tuple(dims)})", f"{x}.roll({t.int(-3, 3)}, {a})", f"torch.roll({x}, {t.int(-2, 2)})", f"torch.roll({x}, {t.tuple([1] * len(dims))}, {t.tuple(dims)})", f"torch.roll({x}, 1, {t.tuple(dims)})", f"torch.fliplr({x})", f"torch.flipud({x})")
    return t.one(f"torch.rot90({x}, {t.int(-2, 3)}, {t.tuple([a, b])})", f"{x}.rot90()", f"torch.diagonal({x}, {t.int(-3, 3)}, {a}, {b})", f"{x}.diagonal()", f"torch.triu({x})", f"{x}.tril({t.int(-1, 1)})", f"torch.trace({x})")


def squeezes():
    shape = [t.one(1, 1, 2, 3) for _ in range(t.int(0, 5))]
    x = zeros(shape)
    rank = len(shape)
    a = axis(rank)
    many = [axis(rank, 0.1) for _ in range(t.int(1, 3))]
    return t.one(f"{x}.squeeze()", f"torch.squeeze({x})", f"{x}.squeeze({a})", f"torch.squeeze({x}, dim={a})", f"{x}.squeeze({t.tuple(many)})", f"{x}.unsqueeze({t.int(-rank - 2, rank + 1)})", f"torch.unsqueeze({x}, {t.int(-rank - 1, rank)})", f"torch.unsqueeze({x}, dim={t.int(-rank - 1, rank)})", f"{x}.squeeze(-1).unsqueeze(0)" if rank else f"{x}.unsqueeze(0)", f"torch.atleast_2d({x})", f"torch.atleast_3d({x})")


def expands():
    shape = [t.one(1, 1, 2, 3) for _ in range(t.int(0, 4))]
    x = zeros(shape)
    to = [t.one(s if s != 1 else t.int(1, 4), -1) for s in shape]
    if t.chance(0.4):
        to = [t.int(1, 4) for _ in range(t.int(1, 2))] + to
    if t.chance(0.25) and to:
        to[t.int(0, len(to) - 1)] = t.one(-1, 0, 5, -2)
    if t.chance(0.1):
        to = to[1:]
    counts = [t.one(1, 2, 3, 0 if t.chance(0.3) else 2) for _ in range(max(1, len(shape) + t.one(0, 0, 0, 1, -1)))]
    if t.chance(0.05):
        counts[0] = -1
    # A size of -1 of another tensor cannot be made, so expand_as takes what can.
    other = [s if s >= 0 else 1 for s in to]
    return t.one(f"{x}.expand({listed(to)})" if to else f"{x}.expand(())", f"{x}.expand({listed(to)})" if to else f"{x}.expand(())", f"{x}.expand_as({zeros(other)})", f"{x}.repeat({listed(counts)})", f"{x}.repeat({listed(counts)})", f"{x}.tile({listed(counts)})", f"torch.tile({x}, {t.tuple(counts)})", f"torch.broadcast_to({x}, {t.tuple(to)})", f"{x}.repeat_interleave({t.int(0, 3)}, dim={axis(len(shape))})", f"torch.repeat_interleave({x}, {t.int(1, 3)})")


def partner(shape):
    """Sizes that broadcast with these, mostly."""
    other = [s if t.chance(0.6) else 1 for s in shape][t.int(0, min(2, len(shape))):]
    if t.chance(0.2):
        other = [t.int(1, 3)] + other
    if t.chance(0.15) and other:
        other[t.int(0, len(other) - 1)] = t.int(2, 6)
    return other


def pairs():
    shape = sizes(0, 4)
    x, y, z = zeros(shape), zeros(partner(shape)), zeros(partner(shape))
    op = t.one("+", "-", "*", "/", "//", "%", "**", "==", "<", ">=", "!=")
    name = t.one("add", "sub", "mul", "div", "pow", "maximum", "minimum", "eq", "ne", "lt", "gt", "le", "ge", "fmod", "remainder", "atan2", "floor_divide", "logical_and", "true_divide", "multiply", "subtract", "divide", "greater", "fmax", "hypot")
    return t.one(f"{x} {op} {y}", f"{x} {op} {y}", f"torch.{name}({x}, {y})", f"{x}.{name}({y})", f"{x} {op} 2", f"2 * {x}", f"1 - {x}", f"torch.where({x} > 0, {y}, {z})", f"torch.where({x} > 0, {y}, 0.0)", f"torch.lerp({x}, {y}, 0.5)", f"torch.addcmul({x}, {y}, {z})", f"torch.add({x}, 1)", f"{x}.add({y}, alpha=2)", f"{x}.masked_fill({y} > 0, 0.0)", f"torch.broadcast_tensors({x}, {y})", f"torch.clamp({x}, 0, 1)", f"{x}.clamp(min=0)", f"F.gelu({x} + {y})")


def products():
    kind = t.int(0, 7)
    a, b, c = t.int(1, 4), t.int(1, 4), t.int(1, 4)
    wrong = t.one(0, 0, 0, 1)
    if kind <= 2:
        head = [t.one(1, 2, 3) for _ in range(t.int(0, 2))]
        other = [h if t.chance(0.6) else 1 for h in head][t.int(0, len(head)):]
        if t.chance(0.1) and other:
            other[0] = 4
        left = t.one(head + [a, b], head + [a, b], [b])
        right = t.one(other + [b + wrong, c], other + [b + wrong, c], [b + wrong], [])
        return t.one(f"{zeros(left)} @ {zeros(right)}", f"torch.matmul({zeros(left)}, {zeros(right)})", f"{zeros(left)}.matmul({zeros(right)})")
    if kind == 3:
        n = t.int(1, 3)
        x, y = zeros(t.one([n, a, b], [n, a, b], [a, b])), zeros([n + t.one(0, 0, 0, 1), b + wrong, c])
        return t.one(f"torch.bmm({x}, {y})", f"{x}.bmm({y})", f"torch.baddbmm({zeros([n, a, c])}, {x}, {y})")
    if kind == 4:
        x, y = zeros(t.one([a, b], [a, b], [b], [2, a, b])), zeros([b + wrong, c])
        return t.one(f"torch.mm({x}, {y})", f"{x}.mm({y})", f"torch.addmm({zeros([c])}, {x}, {y})", f"torch.mv({zeros([a, b])}, {zeros([b + wrong])})", f"torch.dot({zeros([b])}, {zeros([b + wrong])})", f"torch.outer({zeros([a])}, {zeros([b])})", f"torch.ger({zeros([a])}, {zeros([b])})", f"torch.kron({zeros([a, b])}, {zeros([b, c])})")
    if kind == 5:
        return t.one(f"torch.einsum('bij,bjk->bik', {zeros([2, a, b])}, {zeros([2, b + wrong, c])})", f"torch.einsum('bchw->bc', {zeros([2, a, b, c])})", f"torch.einsum('nchw,oc->nohw', {zeros([2, a, 3, 3])}, {zeros([c, a + wrong])})", f"torch.einsum('...ij,...jk->...ik', {zeros([2, a, b])}, {zeros([b, c])})", f"torch.einsum('ij,jk', {zeros([a, b])}, {zeros([b + wrong, c])})", f"torch.einsum('ii->i', {zeros([a, a + wrong])})", f"torch.einsum('i,j->ij', [{zeros([a])}, {zeros([b])}])", f"torch.einsum('ij->ji', {zeros([a, b, c])})", f"torch.einsum('ij->ik', {zeros([a, b])})", f"torch.einsum('...c,dc->...d', {zeros([2, 3, a])}, {zeros([b, a + wrong])})", f"torch.einsum('bn c -> bcn', {zeros([2, a, b])})")
    if kind == 6:
        return t.one(f"torch.tensordot({zeros([a, b])}, {zeros([b + wrong, c])}, 1)", f"torch.tensordot({zeros([a, b, c])}, {zeros([b, a + wrong, 2])}, dims=([0, 1], [1, 0]))", f"torch.cdist({zeros([2, a, b])}, {zeros([2, c, b])})")
    return f"F.scaled_dot_product_attention({zeros([2, a, 3, 4])}, {zeros([2, a, b, 4])}, {zeros([2, a, b, c])})"


def joins():
    shape = sizes(1, 4)
    at = axis(len(shape))
    others = []
    for _ in range(t.int(0, 2)):
        other = list(shape)
        if t.chance(0.6) and -len(shape) <= at < len(shape):
            other[at] = t.int(1, 5)
        if t.chance(0.12):
            other[t.int(0, len(other) - 1)] += 1
        if t.chance(0.06):
            other = other[1:] if t.chance(0.5) else [0]
        others.append(other)
    tensors = ", ".join(zeros(s) for s in [shape] + others)
    text = f"[{tensors}]" if t.chance(0.6) else f"({tensors},)"
    if t.chance(0.02):
        text = "[]"
    return t.one(f"torch.cat({text}, {at})", f"torch.cat({text}, dim={at})", f"torch.cat({text}, dim={at})", f"torch.cat({text})", f"torch.concat({text}, dim={at})", f"torch.stack({text}, {at})", f"torch.stack({text})", f"torch.stack({text}, dim={at})", f"torch.hstack({text})", f"torch.vstack({text})", f"torch.dstack({text})", f"torch.cat({text}, axis={at})")


def parts():
    shape = sizes(0, 4, 7)
    rank = len(shape)
    x = zeros(shape)
    at = axis(rank)
    size = shape[at] if -rank <= at < rank else 1
    pieces = []
    left = size
    while left > 0:
        pieces.append(t.int(1, left))
        left -= pieces[-1]
    if t.chance(0.2):
        pieces.append(1)
    start, length = t.int(-1, size), t.int(0, size)
    # The parts of a tensor are taken apart, so that what comes out is small.
    return t.one(f"{x}.chunk({t.int(1, 5)}, {at})", f"torch.chunk({x}, {t.one(0, 2, 3)}, dim={at})", f"torch.chunk({x}, 2)", f"{x}.split({t.int(1, 4)}, {at})", f"torch.split({x}, {t.tuple(pieces)}, dim={at})", f"{x}.split({pieces}, {at})", f"torch.split({x}, {t.one(0, -1, 2)}, {at})", f"{x}.unbind({at})", f"torch.unbind({x})", f"{x}.narrow({at}, {start}, {length})", f"torch.narrow({x}, {at}, {start}, {length})", f"{x}.select({at}, {t.int(-size - 1, size)})", f"torch.select({x}, {at}, 0)", f"torch.index_select({x}, {at}, torch.tensor([0, 0]))", f"{x}.index_select({at}, torch.tensor([0]))", f"{x}.tensor_split({t.int(1, 4)}, {at})", f"torch.tensor_split({x}, (1, 3), dim={at})", f"{x}.unfold({at}, {t.int(1, 4)}, {t.int(1, 3)})", f"torch.chunk({x}, 2, {at})[0]", f"{x}.split_with_sizes({pieces}, {at})")


def index(size):
    kind = t.int(0, 9)
    if kind <= 1:
        return str(t.int(-size, size - 1) if t.chance(0.85) else t.one(size, -size - 1))
    if kind <= 6:
        bound = lambda: t.one("", "", str(t.int(-size - 1, size + 1)))
        step = t.one("", "", "", ":2", ":3", f":{t.one(1, 0, -1) if t.chance(0.3) else 2}")
        return f"{bound()}:{bound()}{step}"
    if kind == 7:
        return "None"
    if kind == 8:
        return "..."
    return t.one("[0, 0]", "[0]", ":", ":", "[True]" if size == 1 else ":")


def indices():
    shape = sizes(0, 4, 8)
    x = zeros(shape)
    count = max(1, len(shape) + t.one(0, 0, -1, -2, 1 if t.chance(0.3) else 0))
    texts = [index(shape[min(i, len(shape) - 1)] if shape else 1) for i in range(count)]
    while texts.count("...") > 1:
        texts[texts.index("...")] = ":"
    lists = [i for i, text in enumerate(texts) if text.startswith("[")]
    for i in lists[1:]:
        texts[i] = ":"
    return f"{x}[{', '.join(texts)}]"


def crops():
    h, w = t.int(5, 12), t.int(5, 12)
    top, left, height, width = t.int(0, 4), t.int(0, 4), t.int(1, 5), t.int(1, 5)
    x = zeros([t.int(1, 2), t.int(1, 3), h, w])
    return t.one(f"{x}[:, :, {top}:{top} + {height}, {left}:{left} + {width}]", f"{x}[..., {top}:-{top + 1}, {left}:-{left + 1}]", f"{x}[:, :, ::{t.int(1, 3)}, ::{t.int(1, 3)}]", f"{x}[:, {t.one('0', ':1', '[0]')}]", f"F.pad({x}, (-{left}, -{left}, -{top}, -{top}))", f"{x}[:, :, ({h} - {height}) // 2:({h} - {height}) // 2 + {height}]", f"{x}.narrow(2, {top}, {height})", f"torch.cat([{x}, {x}[:, :, :{t.int(1, h)}]], 2)", f"{x} + {x}[:, :, :1]", f"{x} + {x}[:, :, :2]", f"{x}[:, :, -{height}:]", f"{x}.unsqueeze(1)[:, 0]", f"{x}[0]", f"{x}[-1, ...]")


REDUCTIONS = "mean sum prod amax amin logsumexp argmax argmin any all std var norm max min median nansum nanmean var_mean std_mean aminmax count_nonzero mode".split()


def reductions():
    shape = sizes(0, 4)
    rank = len(shape)
    x = zeros(shape)
    name = t.one(*REDUCTIONS)
    at = axis(rank)
    many = t.tuple(axis(rank, 0.06) for _ in range(t.int(1, 3)))
    keep = t.one("", ", keepdim=True", ", keepdim=False", ", True" if name not in ("std", "var", "norm", "var_mean", "std_mean", "count_nonzero", "aminmax") else "")
    several = name in ("mean", "sum", "amax", "amin", "logsumexp", "std", "var", "norm", "nansum", "nanmean", "any", "all", "count_nonzero", "var_mean", "std_mean")
    if name in ("amax", "amin") and t.chance(0.3):
        return f"torch.{name}({x})"
    if name == "count_nonzero":
        return t.one(f"torch.{name}({x})", f"torch.{name}({x}, dim={at})", f"torch.{name}({x}, dim={many})")
    if name == "aminmax":
        return t.one(f"torch.{name}({x})", f"torch.{name}({x}, dim={at}{keep})")
    if name == "norm":
        return t.one(f"{x}.norm()", f"torch.norm({x}, dim={at}{keep})", f"{x}.norm(dim={many}{keep})", f"{x}.norm(2, {at})", f"torch.norm({x}, p=1, dim={at}{keep})")
    dims = t.one(str(at), str(at), many) if several else str(at)
    if name in ("std", "var", "var_mean", "std_mean"):
        return t.one(f"torch.{name}({x})", f"torch.{name}({x}, dim={dims}{keep})", f"torch.{name}({x}, {dims}{keep})", f"torch.{name}({x}, dim={dims}, unbiased=False{keep})")
    options = [f"{x}.{name}({dims}{keep})", f"torch.{name}({x}, {dims}{keep})", f"{x}.{name}(dim={dims}{keep if keep != ', True' else ''})"]
    if name not in ("nanmean", "logsumexp", "mode"):
        options.append(f"torch.{name}({x})")
    return t.one(*options)


def scans():
    shape = sizes(0, 4)
    rank = len(shape)
    x = zeros(shape)
    at = axis(rank)
    k = t.int(0, 4)
    return t.one(f"{x}.cumsum({at})", f"torch.cumsum({x}, dim={at})", f"torch.cumprod({x}, {at})", f"{x}.softmax({at})", f"{x}.log_softmax(dim={at})", f"torch.sort({x}, dim={at})", f"{x}.sort({at}, descending=True)", f"{x}.argsort({at})", f"torch.topk({x}, {k}, dim={at})", f"{x}.topk({k})", f"torch.gather({x}, {at}, torch.zeros({', '.join(str(max(1, s - 1)) for s in shape) or '()'}, dtype=torch.long))", f"torch.take_along_dim({x}, torch.zeros({', '.join('1' for s in shape) or '()'}, dtype=torch.long), {at})", f"torch.cummax({x}, {at})", f"torch.logcumsumexp({x}, {at})", f"torch.diff({x}, dim={at})", f"torch.kthvalue({x}, 1, {at})", f"F.normalize({x}, dim={at})", f"torch.zeros_like({x})", f"{x}.new_zeros({t.tuple(shape or [1])})", f"{x}.numel()", f"{x}.dim()", f"len({x})", f"{x}.size({at})", f"{x}.shape", f"{x}.size()", f"list({x}.shape)[1:]", f"torch.numel({x})", f"{x}.exp().sqrt()", f"torch.sigmoid({x}).detach().clone()", f"{x}.float().contiguous()", f"{x}.to(torch.float32)", f"{x}.cpu().numpy()", f"torch.empty_like({x})", f"{x}.type(torch.long)", f"{x}.shape[{at}]", f"{x}.nelement()", f"{x}.ndim")


def makes():
    shape = sizes(0, 4)
    if t.chance(0.1) and shape:
        shape[0] = -1
    name = t.one("zeros", "ones", "empty", "rand", "randn")
    return t.one(f"torch.{name}({listed(shape)})", f"torch.{name}({listed(shape)}, dtype=torch.float64)", f"torch.{name}(size={t.tuple(shape)})", f"torch.full({t.tuple(shape)}, 0.5)", f"torch.arange({t.int(0, 9)})", f"torch.arange({t.int(0, 4)}, {t.int(2, 12)}, {t.int(1, 3)})", f"torch.arange(5, 2)", f"torch.linspace(0, 1, {t.int(0, 7)})", f"torch.eye({t.int(0, 4)}{t.one('', ', 3')})", f"torch.randint(0, 5, {t.tuple(shape)})", f"torch.randint(5, {t.tuple(shape)})", f"torch.tensor([[1, 2], [3, 4], [5, 6]])", f"torch.tensor({t.int(0, 5)})", f"torch.tensor([])", f"torch.tensor([[[1.0]]])", f"torch.Tensor({t.int(1, 3)}, {t.int(1, 3)})", f"torch.meshgrid(torch.arange({t.int(1, 3)}), torch.arange({t.int(1, 4)}), indexing='ij')", f"torch.randperm({t.int(0, 5)})", f"torch.logspace(0, 1, {t.int(1, 5)})", f"torch.tensor([1, 2, 3])[None]", f"torch.stack(torch.meshgrid(torch.arange(3), torch.arange({t.int(1, 4)}), indexing='ij'))")


PLAN = [(reshapes, 200), (orders, 300), (squeezes, 140), (expands, 200), (pairs, 200), (products, 240), (joins, 220), (parts, 300), (indices, 320), (crops, 80), (reductions, 320), (scans, 220), (makes, 120)]


def main():
    calls = [make() for make, count in PLAN for _ in range(count)]
    torch.manual_seed(0)
    write("torchTensors", run(calls, NAMES), {"torch": torch.__version__, "seed": arguments.seed}, arguments.out)


main()
