"""Random calls of JAX's convolutions and Flax' layers, which jaxConv.py and flaxConv.py ask."""

import random
import traceback

from expressions import describe, first_line

WORDS = ["SAME", "VALID", "SAME", "VALID", "same", "Valid", "SAME_LOWER"]


class Calls:
    def __init__(self, seed):
        self.rng = random.Random(seed)

    def chance(self, probability):
        return self.rng.random() < probability

    def one(self, *choices):
        return self.rng.choice(choices)

    def int(self, low, high):
        return self.rng.randint(low, high)

    def ints(self, rank, low, high):
        return tuple(self.int(low, high) for _ in range(rank))

    def rank(self):
        return self.one(1, 2, 2, 2, 3)

    def steps(self, rank, high, odd):
        """One number per axis; with the probability `odd`, another length, or a number below 1."""
        steps = self.ints(rank, 1, high)
        if not self.chance(odd):
            return steps
        if self.chance(0.5):
            return self.one(steps[1:], steps + (1,))
        return steps[:-1] + (self.int(-1, 0),)

    def pairs(self, rank, low, high, odd):
        pairs = [self.ints(2, low, high) for _ in range(rank)]
        if self.chance(odd):
            pairs = self.one(pairs[1:], pairs + [(0, 0)], pairs[1:] + [self.int(0, 2)], [(0, 1, 2)] * rank)
        return self.one(pairs, tuple(pairs))

    def spatial(self, rank):
        return self.ints(rank, 1, {1: 14, 2: 9, 3: 5}[rank])

    def dimension_numbers(self, rank, odd):
        letters = "DHW"[3 - rank:]
        lhs = self.one(f"NC{letters}", f"N{letters}C", f"N{letters}C")
        rhs = self.one(f"OI{letters}", f"{letters}IO", f"{letters}IO", f"{letters}OI", f"IO{letters}", f"O{letters}I")
        out = self.one(lhs, lhs, lhs, f"NC{letters}", f"N{letters}C")
        if self.chance(0.08):
            lhs, out = self.one((f"C{letters}N", f"C{letters}N"), (f"NC{letters[::-1]}", lhs))
        numbers = (lhs, rhs, out)
        if self.chance(odd):
            numbers = self.one(numbers[:2], (lhs, rhs, out[1:]), (lhs.replace("N", "X"), rhs, out), (lhs, "OO" + rhs[2:], out))
        return numbers

    @staticmethod
    def arrange(spec, sizes):
        """The shape in the order of a dimension_numbers string; sizes by letter."""
        return tuple(sizes[letter] for letter in spec)

    def arrays(self, rank, numbers, groups, odd):
        """Shapes of input and kernel for dimension numbers (None: the default), now and then such that they do not fit."""
        letters = "DHW"[3 - rank:]
        per_group, filters = self.int(1, 3), groups * self.int(1, 3)
        channels = per_group * groups
        if self.chance(odd):
            channels += self.int(1, 2)
        if self.chance(odd):
            filters += self.int(1, groups)
        spatial = self.spatial(rank)
        if self.chance(0.02):
            spatial = (0,) + spatial[1:]
        kernel = self.ints(rank, 1, {1: 6, 2: 4, 3: 3}[rank])
        if self.chance(0.01):
            kernel = (0,) + kernel[1:]
        sizes = {"N": self.int(1, 2), "C": channels, **dict(zip(letters, spatial))}
        weights = {"O": filters, "I": per_group, **dict(zip(letters, kernel))}
        lhs_spec, rhs_spec = (numbers or (f"NC{letters}", f"OI{letters}"))[:2]
        if not (set(lhs_spec) <= set(sizes) and set(rhs_spec) <= set(weights)):
            lhs_spec, rhs_spec = f"NC{letters}", f"OI{letters}"
        lhs, rhs = self.arrange(lhs_spec, sizes), self.arrange(rhs_spec, weights)
        if self.chance(odd / 2):
            lhs = self.one(lhs[1:], (1,) + lhs)
        return lhs, rhs

    def padding(self, rank, odd, words=WORDS, negative=-2):
        if self.chance(odd):
            return self.one("FULL", "", 1, (1,) * rank, self.pairs(rank, -9, 3, 0.3), self.pairs(rank, 0, 2, 1.0))
        return self.one(self.one(*words), self.pairs(rank, negative, 3, 0.0))

    def lax(self, odd=0.1):
        """Name, the two shapes, and the other arguments by name, all that the function must have first."""
        rank = self.rank()
        name = self.one("conv", "conv_with_general_padding", *["conv_general_dilated"] * 4, *["conv_transpose"] * 4)
        strides = self.steps(rank, 3, odd / 2)
        if name == "conv_transpose":
            numbers = None if self.chance(0.6) else self.dimension_numbers(rank, odd / 2)
            letters = "DHW"[3 - rank:]
            default = (f"N{letters}C", f"{letters}IO", f"N{letters}C")
            lhs, rhs = self.arrays(rank, numbers or default, 1, odd)
            given = {"strides": strides, "padding": self.padding(rank, odd)}
            if self.chance(0.3):
                given["rhs_dilation"] = self.steps(rank, 2, odd / 2)
            if numbers:
                given["dimension_numbers"] = numbers
            if self.chance(0.3):
                given["transpose_kernel"] = True
                spec = (numbers or default)[1]
                if "I" in spec and "O" in spec and len(spec) == len(rhs) and not self.chance(odd):
                    i, o = spec.index("I"), spec.index("O")
                    swapped = list(rhs)
                    swapped[i], swapped[o] = swapped[o], swapped[i]
                    rhs = tuple(swapped)
            if self.chance(0.2):
                given["use_consistent_padding"] = True
                if isinstance(given["padding"], list):
                    given["padding"] = tuple(given["padding"])
            return name, lhs, rhs, given
        given = {"window_strides": strides, "padding": self.padding(rank, odd)}
        if name == "conv":
            given["padding"] = self.one(*WORDS[:2]) if not self.chance(odd) else "FULL"
            lhs, rhs = self.arrays(rank, None, 1, odd)
            return name, lhs, rhs, given
        if name == "conv_with_general_padding":
            given["lhs_dilation"] = None if self.chance(0.4) else self.steps(rank, 3, odd / 2)
            given["rhs_dilation"] = None if self.chance(0.4) else self.steps(rank, 2, odd / 2)
            self.without_word(given, rank, odd)
            lhs, rhs = self.arrays(rank, None, 1, odd)
            return name, lhs, rhs, given
        groups = self.one(1, 1, 2, 3)
        numbers = None if self.chance(0.4) else self.dimension_numbers(rank, odd / 2)
        lhs, rhs = self.arrays(rank, numbers, groups, odd)
        if self.chance(0.4):
            given["lhs_dilation"] = self.steps(rank, 3, odd / 2)
        if self.chance(0.4):
            given["rhs_dilation"] = self.steps(rank, 3, odd / 2)
        self.without_word(given, rank, odd)
        if numbers:
            given["dimension_numbers"] = numbers
        if groups > 1:
            given["feature_group_count"] = groups
        if self.chance(odd / 4):
            given["feature_group_count"] = self.int(-1, 0)
        return name, lhs, rhs, given

    def without_word(self, given, rank, odd):
        """A dilated input takes no word: mostly a pair per axis, then."""
        if given.get("lhs_dilation") and isinstance(given["padding"], str) and not self.chance(odd):
            given["padding"] = self.pairs(rank, -2, 3, 0.0)

    def flax_padding(self, rank, transposed, odd):
        if self.chance(odd):
            return self.one("FULL", "circular", "CAUSAL", "REFLECT", 1.5, (1,) * (rank + 1), [[1, 1]] * rank, (1, (1, 2, 3))[:rank])
        words = ["SAME", "VALID", "CIRCULAR"] + ([] if transposed else ["REFLECT", "SAME_LOWER"])
        if rank == 1 and not transposed:
            words.append("CAUSAL")
        return self.one(self.one(*words), self.one(*words), self.int(0, 2), self.ints(rank, 0, 2), self.pairs(rank, 0, 3, 0.0))

    def flax(self, odd=0.1):
        """Module (linen or nnx), class, channels in, input shape, and the other arguments by name."""
        rank = self.rank()
        transposed = self.chance(0.5)
        groups = 1 if transposed else self.one(1, 1, 1, 2)
        channels, features = groups * self.int(1, 3), groups * self.int(1, 3)
        kernel = self.ints(rank, 1, {1: 6, 2: 4, 3: 3}[rank])
        given = {"features": features, "kernel_size": kernel if rank > 1 or self.chance(0.5) else kernel[0]}
        if self.chance(0.6):
            given["strides"] = self.one(self.int(1, 3), self.steps(rank, 3, odd / 2))
        if self.chance(0.75):
            given["padding"] = self.flax_padding(rank, transposed, odd)
        if self.chance(0.3):
            given["kernel_dilation"] = self.one(self.int(1, 2), self.steps(rank, 2, odd / 2))
        if not transposed and self.chance(0.25):
            given["input_dilation"] = self.one(self.int(1, 3), self.steps(rank, 3, odd / 2))
            if isinstance(given.get("padding", "SAME"), str) and not self.chance(odd):
                given["padding"] = self.pairs(rank, 0, 3, 0.0)
        if transposed and self.chance(0.3):
            given["transpose_kernel"] = True
        if groups > 1:
            given["feature_group_count"] = groups
            if self.chance(odd):
                given["features"] += 1
        module = self.one("linen", "nnx")
        batch = self.one((), (self.int(1, 2),), (self.int(1, 2),), (2, self.int(1, 3)))
        seen = channels + (self.int(1, 2) if self.chance(odd) else 0)
        shape = batch + self.spatial(rank) + (seen,)
        if self.chance(odd / 4):
            shape = shape[-self.int(1, rank):]
        return module, "ConvTranspose" if transposed else "Conv", channels, shape, given


def text(given):
    return ", ".join(f"{name}={value!r}" for name, value in given.items())


def told(call, names):
    """A framework's answer to a call; of XLA's verifier what it says, and not the line that only announces it."""
    try:
        return {"call": call, "output": describe(eval(call, dict(names)))}
    except Exception as error:  # The refusal is what is asked for, whatever its type.
        message = first_line(str(error))
        if message.startswith("Cannot lower jaxpr"):
            lines = [line.strip() for line in str(error).split("\n")]
            message = next(line for line in lines if line.startswith("expects"))
        if not message:
            # A bare assertion says nothing: what it asserts does.
            message = traceback.extract_tb(error.__traceback__)[-1].line
        return {"call": call, "error": f"{type(error).__name__}: {message}".strip()}
