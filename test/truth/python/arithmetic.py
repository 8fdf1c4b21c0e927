"""Rows of numbers and their text: `python3 arithmetic.py > arithmetic.json` records a hash for each block of them (CPython 3.11).

The interpreter runs this same file, so that a block that differs is compared row by row: `python3 arithmetic.py BLOCK` prints
it. Rows come from a generator of its own, since `random` is not determined.
"""
import math

BLOCKS, ROWS = 120, 500


class Numbers:
    """A linear congruential generator (Knuth's MMIX constants); its upper bits are used."""

    def __init__(self, seed):
        self.state = seed * 7919 + 1

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
        return (self.state >> 24) % n

    def pick(self, items):
        return items[self.below(len(items))]

    def an_int(self):
        size = self.pick([10, 10, 1000, 10**6, 2**31, 2**53, 2**64, 10**25])
        return self.below(2 * size + 1) - size if size <= 2**38 else (self.below(2**39) * 2**37 + self.below(2**37)) % (2 * size) - size

    def small(self):
        return self.below(21) - 10

    def a_float(self):
        kind = self.below(6)
        if kind == 0:
            return (self.below(2001) - 1000) / 4
        if kind == 1:
            return (self.below(2000001) - 1000000) / 1000
        if kind == 2:
            return (self.below(2**38) - 2**37) * 2.0 ** (self.below(200) - 100)
        if kind == 3:
            return float(self.below(2**39) - 2**38)
        if kind == 4:
            return self.pick([0.0, -0.0, 0.1, 0.5, 1.5, 2.5, -2.5, 2.675, 1e16, 1e-5, 1e22, 1e23, 5e-324, 1e308, float('inf'), float('-inf'), float('nan')])
        return self.below(10**9) / 10 ** self.below(12)

    def a_number(self):
        kind = self.below(5)
        if kind == 0:
            return self.pick([True, False])
        return self.an_int() if kind < 3 else self.a_float()

    def a_spec(self, types):
        spec = ''
        if self.below(3) == 0:
            spec += self.pick(['', '*', '0', '<']) + self.pick('<>=^')
        if self.below(4) == 0:
            spec += self.pick('+- ')
        if self.below(8) == 0:
            spec += '#'
        if self.below(5) == 0:
            spec += '0'
        if self.below(2) == 0:
            spec += str(self.pick([1, 3, 5, 8, 12, 25]))
        if self.below(5) == 0:
            spec += self.pick(',_')
        if self.below(2) == 0:
            spec += '.' + str(self.pick([0, 1, 2, 3, 6, 10]))
        return spec + self.pick(types)


def floor_division(n): a, b = n.a_number(), n.a_number(); return lambda: (a // b, a % b)
def divmod_of_both(n): a, b = n.a_number(), n.a_number(); return lambda: divmod(a, b)
def sums(n): a, b = n.a_number(), n.a_number(); return lambda: (a + b, a - b, a * b)
def true_division(n): a, b = n.a_number(), n.a_number(); return lambda: a / b
def int_powers(n): a, b = n.small(), n.below(40); return lambda: a**b
def inverse_powers(n): a, b = n.below(30) + 1, -n.below(6); return lambda: a**b
def modular_powers(n): a, b, c = n.an_int(), n.below(100), n.an_int(); return lambda: pow(a, b, c)
def half_powers(n): a = abs(n.a_float()); return lambda: format(a**0.5, '.14g')  # The last digit is the C library's own.
def rounds(n): a, d = n.a_number(), n.below(9) - 3; return lambda: round(a, d)
def rounds_to_int(n): a = n.a_number(); return lambda: round(a)
def truncates(n): a = n.a_number(); return lambda: (int(a), math.trunc(a))
def floors(n): a = n.a_number(); return lambda: (math.floor(a), math.ceil(a))
def shifts(n): a, b = n.an_int(), n.below(70) - 1; return lambda: (a << b, a >> b)
def bits(n): a, b = n.an_int(), n.an_int(); return lambda: (a & b, a | b, a ^ b, ~a, a.bit_length())
def comparisons(n): a, b = n.a_number(), n.a_number(); return lambda: (a < b, a <= b, a == b, a != b, a > b, a >= b)
def near_comparisons(n): a = n.an_int(); b = float(a); return lambda: (a < b, a == b, a > b, a - int(b) if abs(b) < 1e300 else 0)
def text(n): a = n.a_number(); return lambda: (repr(a), str(a), bool(a))
def texts_read(n): a = n.a_float(); return lambda: (float(repr(a)), float(' %s ' % a), int('%d' % n.an_int()))
def bases(n): a = n.an_int(); return lambda: (hex(a), oct(a), bin(a), int(hex(a), 16), int(bin(a), 0))
def square_roots(n): a = n.an_int(); return lambda: (math.isqrt(abs(a)), math.sqrt(abs(a)))
def divisors(n): a, b = n.an_int(), n.an_int(); return lambda: (math.gcd(a, b), math.lcm(a, b))
def exponents(n): a = n.a_float(); return lambda: (math.fabs(a), math.isnan(a), math.isinf(a), math.isfinite(a), math.copysign(1.0, a))
def remainders(n): a, b = n.a_float(), n.a_float(); return lambda: (math.fmod(a, b), math.modf(a))
def counts(n): a, b = n.below(20), n.below(20); return lambda: (math.comb(a, b), math.factorial(a))
def int_formats(n): a, s = n.an_int(), n.a_spec('dxXobnc'); return lambda: format(a, s)
def float_formats(n): a, s = n.a_float(), n.a_spec(['', 'f', 'f', 'e', 'g', 'G', 'E', '%', 'F']); return lambda: format(a, s)
def bool_formats(n): a, s = n.pick([True, False]), n.a_spec(['', 'd', 'f', 's']); return lambda: format(a, s)
def text_formats(n): a, s = n.pick(['', 'a', 'conv', '3x3']), n.a_spec(['', 's']); return lambda: format(a, s)
def percents(n): a, f = n.a_number(), '%' + n.pick(['', '-', '+', '0', ' ', '#']) + n.pick(['', '5', '12']) + n.pick(['', '.0', '.3']) + n.pick('difFeEgGsrxXo'); return lambda: f % a
def templates(n): a, w, p = n.a_float(), n.below(12), n.below(8); return lambda: '{0:>{1}.{2}f}|{0!r:^20}|{1:03d}'.format(a, w, p)
def fields(n): a, w = n.a_number(), n.below(9); return lambda: f'{a:{w}}|{a!r}|{a=}'


KINDS = [
    floor_division, divmod_of_both, sums, true_division, int_powers, inverse_powers, modular_powers, half_powers, rounds, rounds_to_int,
    truncates, floors, shifts, bits, comparisons, near_comparisons, text, texts_read, bases, square_roots, divisors, exponents,
    remainders, counts, int_formats, float_formats, bool_formats, text_formats, percents, templates, fields,
]


def show(kind, numbers):
    compute = kind(numbers)
    try:
        return f'{kind.__name__} {compute()!r}'
    except Exception as error:
        return f'{kind.__name__} {type(error).__name__}: {error}'


def rows(block):
    numbers = Numbers(block)
    return [show(KINDS[i % len(KINDS)], numbers) for i in range(ROWS)]


def main():
    import hashlib
    import json
    import sys

    if len(sys.argv) > 1:
        print('\n'.join(rows(int(sys.argv[1]))))
        return
    hashes = [hashlib.sha256('\n'.join(rows(block)).encode()).hexdigest()[:16] for block in range(BLOCKS)]
    print(json.dumps({'version': sys.version.split()[0], 'rows': BLOCKS * ROWS, 'blocks': hashes}, indent=1))


if __name__ == '__main__' and 'BLOCK' not in globals():
    main()
