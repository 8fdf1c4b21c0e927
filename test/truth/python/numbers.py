"""Records what CPython answers for numbers and their text: `python3 numbers.py > numbers.json`. The same rows every time."""

import json
import math
import random
import struct
import sys

random.seed(3)


def answer(f):
    """The result's repr, or "!" and the exception."""
    try:
        return repr(f())
    except Exception as e:
        return f"!{type(e).__name__}: {e.args[0] if type(e) is KeyError else e}"


def text(f):
    """A result that is text, as it is."""
    try:
        return f()
    except Exception as e:
        return f"!{type(e).__name__}: {e.args[0] if type(e) is KeyError else e}"


def a_float():
    k = random.random()
    if k < 0.25:
        return random.uniform(-100, 100)
    if k < 0.5:
        return round(random.uniform(-1000, 1000), random.randint(0, 4))
    if k < 0.7:
        return random.randint(-40, 40) / 4
    if k < 0.8:
        return float(random.randint(-(10**18), 10**18))
    if k < 0.84:
        return random.choice([0.0, -0.0, 1e23, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 1e16, 1e-5, 9.5, 2.675])
    x = struct.unpack("d", struct.pack("Q", random.getrandbits(64)))[0]
    return x if math.isfinite(x) else 1e300


def an_int():
    size = random.choice([1, 3, 9, 16, 17, 25])
    return random.randint(-(10**size), 10**size)


def floats():
    for _ in range(800):
        a, b, n = a_float(), a_float(), random.randint(-3, 6)
        yield [repr(a), repr(b), n, answer(lambda: a // b), answer(lambda: a % b), answer(lambda: round(a)), answer(lambda: round(a, n)), answer(lambda: int(a))]


def ints():
    for _ in range(560):
        a, b, n = an_int(), random.choice([an_int(), random.randint(-9, 9)]), random.randint(-20, 2)
        s = random.randint(-1, 40)
        yield [str(a), str(b), n, s] + [
            answer(f)
            for f in (lambda: a // b, lambda: a % b, lambda: a / b, lambda: round(a, n), lambda: a * b, lambda: a - b, lambda: a + b)
        ] + [answer(f) for f in (lambda: a << s, lambda: a >> s, lambda: a & b, lambda: a | b, lambda: a ^ b, lambda: ~a)] + [
            a.bit_length(),
            answer(lambda: pow(a, abs(b), n)),
        ]
    for bits in (1080, 1100, 2000):
        for _ in range(6):
            a, b = random.getrandbits(bits), random.getrandbits(random.choice([bits, 1060, 60, 20])) | 1
            for x, y in ((a, b), (b, a)):
                yield [str(x), str(y), 0, 0, answer(lambda: x // y), answer(lambda: x % y), answer(lambda: x / y)]



def powers():
    for _ in range(500):
        if random.random() < 0.4:
            a, b = random.randint(-20, 20), random.randint(0, 60)
            yield ["int", str(a), str(b), answer(lambda: a**b)]
        else:
            a = a_float()
            b = random.choice([float(random.randint(-30, 30)), 0.5, -0.5, 2.0, -1.0, math.inf, random.randint(-8, 8) / 2])
            result = answer(lambda: a**b)
            yield ["float", repr(a), repr(b), "complex" if "j" in result else result]


def encoded(v):
    if v is None:
        return ["none"]
    kind = type(v).__name__
    return [kind, repr(v) if kind == "float" else str(v)]


def a_value():
    k = random.random()
    if k < 0.35:
        return an_int() if random.random() < 0.5 else random.randint(-300, 300)
    if k < 0.8:
        return a_float()
    if k < 0.95:
        return random.choice(["", "a", "conv", "é😀b", "a longer text", "{}"])
    return random.choice([True, False, None])


def a_spec():
    s = ""
    if random.random() < 0.35:
        s += random.choice(["", "*", "0", "<", "é", "😀", " "]) + random.choice("<>=^")
    if random.random() < 0.25:
        s += random.choice("+- ")
    if random.random() < 0.06:
        s += "z"
    if random.random() < 0.12:
        s += "#"
    if random.random() < 0.2:
        s += "0"
    if random.random() < 0.6:
        s += str(random.choice([1, 3, 5, 8, 10, 12, 15, 25]))
    if random.random() < 0.2:
        s += random.choice([",", "_", ",_"])
    if random.random() < 0.5:
        s += "." + str(random.choice([0, 1, 2, 3, 4, 6, 10, 20]))
    return s + random.choice(["", "", "d", "d", "f", "f", "f", "e", "g", "g", "G", "E", "F", "%", "n", "s", "s", "x", "X", "o", "b", "c", "q"])


def formats():
    for v in (None, True, 3, 3.5, "a"):
        for s in ("", "5", ".", ".2", "5xx", ",_", "_,", ",,", "z", "1_0", "9" * 20, "*05", "<05", "#", "05", "^5s"):
            yield [encoded(v), s, text(lambda: format(v, s))]
    for _ in range(1300):
        v, s = a_value(), a_spec()
        if isinstance(v, float) and not math.isinf(v) and abs(v) > 1e30 and "f" in s:
            v = math.fmod(v, 1e20)
        yield [encoded(v), s, text(lambda: format(v, s))]


def percents():
    fixed = ["%", "%%", "%5", "%y", "%l", "abc", "%5%", "%s %s", "%(a)s", "%(a", "%(a(b))d", "%c", "%*d", "%-*d|", "%.*f", "%ld", "%é"]
    for f in fixed:
        for args in ([], [1], ["a"], [65, 2.5], [5, 3], [None]):
            yield [f, [encoded(a) for a in args], text(lambda: f % tuple(args))]
    for _ in range(550):
        f, args = "", []
        for _ in range(random.randint(1, 3)):
            flags = "".join(random.sample("-+ 0#", random.choice([0, 0, 0, 1, 2])))
            width = random.choice(["", "", "3", "8", "12"])
            precision = random.choice(["", "", ".0", ".2", ".5", "."])
            f += random.choice(["", "x", "é "]) + "%" + flags + width + precision + random.choice("sssrdddixXofFeEgGca")
            v = a_value()
            args.append(math.fmod(v, 1e20) if isinstance(v, float) and math.isfinite(v) and abs(v) > 1e30 else v)
        yield [f, [encoded(a) for a in args], text(lambda: f % tuple(args))]


def templates():
    fixed = [
        "", "{}", "{}{}", "{0}{1}{0}", "{a}", "{{}}", "{{{}}}", "{", "}", "{0", "{!r}", "{!s:>5}", "{!a}", "{!x}", "{0!}", "{0!rr}", "{:>{}}", "{:{}{}}",
        "{:{:{}}}", "{0}{}", "{}{0}", "{3}", "{ 0}", "{-1}", "{00}", "{a:>{w}}|", "{a:{w}.{p}}", "{:d}}", "{0:.2f}", "{:s}", "{[0]}", "{0[1]}", "{0.}",
        "{0[}", "{0[]}", "{0[0]x}", "x{}y{:5}z{!r}", "{:{w}}", "{:}}", "{:{}", "{a!r:^9}", "{0!r", "{}}{", "{:é^7}", "{a:,}", "{missing}", "{!}", "{:!r}", "{0:{1}{2}}",
    ]
    for t in fixed:
        for args in ([], [1], ["é", 9, 3], [2.5, 7]):
            kwargs = {"a": 1234.5, "w": 9, "p": 3}
            if "." in t.replace(".2", "").replace(".{p}", "") or "[" in t:
                args = [a for a in args if isinstance(a, str)]
            yield [t, [encoded(a) for a in args], text(lambda: t.format(*args, **kwargs))]


def texts():
    yield from ([t, repr(t), ascii(t)] for t in ("", "a'b", 'a"b', "a'\"b", "\\", "\n\r\t\0\x7f", "é\xa0\u200b\u2028\u3000😀", "\x80\xad", "日本"))
    pool = "ab'\"\\\n\t\x01\x7f\x85é\u0301\u200d\u2029\ufeff\U0001f600\U000e0001中"
    for _ in range(150):
        t = "".join(random.choice(pool) for _ in range(random.randint(0, 8)))
        yield [t, repr(t), ascii(t)]


def parses():
    pieces = ["", "0", "1", "12", "_", "+", "-", " ", "0x", "0b", "0o", "f", "7", "z", ".", "e", "5", "inf", "nan", "1_0", "٣"]
    rows = [("1_000", 10), (" 12\n", 10), ("0x1f", 16), ("0x1f", 0), ("012", 0), ("0_0", 0), ("z", 36), ("8", 8), ("-0b11", 2), ("0x_f", 16), ("9" * 30, 10)]
    for _ in range(350):
        rows.append(("".join(random.choice(pieces) for _ in range(random.randint(1, 4))), random.choice([10, 10, 0, 2, 8, 16, 36])))
    for t, base in rows:
        if all(ord(c) < 128 for c in t):
            yield [t, base, answer(lambda: int(t, base)).split(":")[0], answer(lambda: float(t)).split(":")[0]]


sections = {"floats": floats, "ints": ints, "powers": powers, "formats": formats, "percents": percents, "templates": templates, "texts": texts, "parses": parses}
print("{" + json.dumps("version") + ": " + json.dumps(sys.version.split()[0]), end="")
for name, rows in sections.items():
    print(",\n" + json.dumps(name) + ": [\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows()) + "\n]", end="")
print("}")
