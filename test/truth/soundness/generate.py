"""Random small programs with conditions that nobody knows, run by CPython with every outcome: python3 generate.py (CPython 3.11).

Each program defines main() over the objects of prelude.py. flag() is True or False, pick() is None or 3, num() is 1 or 4; every way
in which the first ANSWERS of them can fall is run, and all later ones are False, None and 1. The first half of the programs uses
fewer kinds of statements than the second. `generate.py SEED FOLDER` makes others, of all kinds, for a look at some that nobody
has looked at. Written are, one program a line: its source,
how many executions there are that raise nothing, what they record in all of them (`always`) and in some (`ever`), and the
values in which the variables end (null: there is no such variable).
"""
import json
import pathlib
import random
import sys
import types

PROGRAMS = 4800
ANSWERS = 7
MOST_EXECUTIONS = 160
MOST_STEPS = 4000
FILES = 4
HERE = pathlib.Path(__file__).parent
PRELUDE = (HERE / 'prelude.py').read_text(encoding='utf8')


class Generator:
    # How many kinds of statements there are within others.
    kinds = 38

    def __init__(self, seed):
        self.rnd = random.Random(seed)
        self.lines = []
        self.names = 0

    def pick(self, *options):
        return self.rnd.choice(options)

    def chance(self, n):
        return self.rnd.randrange(n) == 0

    def put(self, indent, text):
        self.lines.append('    ' * indent + text)

    def name(self, stem):
        self.names += 1
        return f'{stem}{self.names}'

    # Values are ints from 0 to 4, None or bools; objects are in o, functions in g.
    def value(self):
        return self.pick(
            lambda: str(self.rnd.randrange(4)),
            lambda: self.pick('x', 'y'),
            lambda: self.pick('x', 'y'),
            lambda: f'({self.pick("x", "y", "a.n", "b.n")} + {self.rnd.randrange(1, 4)}) % 5',
            lambda: self.pick('a.n', 'b.n', 'c.n', 'o.n', 'o.k'),
            lambda: f'({self.simple()} if {self.test()} else {self.simple()})',
            lambda: f'{self.pick("o.f", "o.f", "g", "g", "a", "fail")}({self.simple()})',
            lambda: self.pick("getattr(a, 'p', 0)", 'a.p', "d.get('k', 2)", "d['k']", 'l[-1]', 'len(l)', 'len(d)', 'b.twice', 'next(it, 3)', 'next(it, 3)'),
            lambda: f'sum([{self.simple()} for i in range(2) if {self.test()}]) % 5',
            lambda: f'(lambda v: (v + {self.pick("x", "y")}) % 5)({self.simple()})',
            lambda: f'max({self.simple()}, {self.simple()})',
            lambda: f'({self.simple()} or {self.simple()})',
        )()

    def simple(self):
        return self.pick('0', '1', '2', '3', 'x', 'y', 'a.n', 'b.n', 'o.n')

    def object(self):
        return self.pick(
            lambda: self.pick('a', 'b', 'c', 'o'),
            lambda: f'{self.pick("A", "B", "C")}({self.simple()})',
            lambda: f'({self.object()} if {self.test()} else {self.object()})',
            lambda: f'({self.pick("A", "B")} if {self.test()} else {self.pick("B", "C")})({self.simple()})',
        )()

    def test(self):
        return self.pick(
            lambda: 'flag()',
            lambda: 'flag()',
            lambda: 'flag()',
            lambda: self.pick('u', 'not u', 'w is None', 'w is not None', 'w == 3', 'w', 'not w', 'isinstance(w, int)'),
            lambda: f'{self.pick("x", "y", "a.n", "o.n")} {self.pick("==", "<", ">", "!=")} {self.rnd.randrange(3)}',
            lambda: self.pick('isinstance(o, B)', 'o is a', "hasattr(a, 'p')", "'k' in d", 'o', 'x', 'len(l) > 1', 'g is dbl'),
            lambda: f'({self.test()} {self.pick("and", "or")} {self.test()})',
            lambda: f'not ({self.test()})',
        )()

    def record(self):
        site = self.rnd.randrange(8)
        if self.chance(2):
            return f'rec({site}, {self.value()})'
        return f'rec({site}, {self.simple()}, {self.pick("x", "y", "a.n", "o.n", "o.k")})'

    def block(self, indent, depth, loop, final):
        for _ in range(self.rnd.randrange(1, 4)):
            self.statement(indent, depth, loop, final)

    def statement(self, indent, depth, loop, final):
        kind = self.rnd.randrange(self.kinds if depth > 0 else 16)
        put = lambda text: self.put(indent, text)
        inner = lambda: self.block(indent + 1, depth - 1, loop, final)
        looped = lambda: self.block(indent + 1, depth - 1, True, final)
        if kind < 3:
            put(f'{self.pick("x", "y")} = {self.value()}')
        elif kind < 6:
            put(self.record())
        elif kind == 6:
            put(f'o = {self.object()}')
        elif kind == 7:
            put(f'g = {self.pick("dbl", "inc", "fail")} if {self.test()} else {self.pick("dbl", "inc", "o.f")}')
        elif kind == 8:
            put(f'{self.pick("a", "b", "o")}.{self.pick("n", "n", "p")} = {self.simple()}')
        elif kind == 9:
            put(self.pick(f'l.append({self.simple()})', f"d['k'] = {self.simple()}", "d.pop('k', 0)", f'l[0] = {self.simple()}', f"d['m'] = {self.simple()}", 'it = iter(list(l) + [2, 3])'))
        elif kind == 10:
            put(self.pick(f'u = {self.pick("flag()", "not u", "x == 1")}', 'w = pick()', 'w = x if w is None else w', 'u = w is None'))
        elif kind == 11:
            put(self.pick(f'x, y = (1, 2) if {self.test()} else (y, x)', 'x, y = y, x', f'x += {self.rnd.randrange(1, 3)}; x %= 5'))
        elif kind == 12:
            if final:
                put('pass')
            elif loop and self.chance(2):
                put(self.pick('break', 'continue'))
            else:
                put(f'return {self.simple()}')
        elif kind == 13:
            put('pass' if final else f'if {self.test()}: raise {self.pick("Fault", "Deep", "KeyError", "ValueError")}({self.simple()})')
        elif kind == 14:
            put(f'if {self.test()}: {self.pick("a.p = 3", "x = 3", "o = b", "d[1] = 2", "l.append(2)", "x = next(it, 3)", "y = next(it, 3)")}')
        elif kind == 15:
            put(self.pick(f'assert {self.test()}', f'x = helper({self.simple()})', 'rec(9, next(it, 3))', 'rec(9, next(it, 3))', f'y = helper({self.simple()}, o)'))
        elif kind < 22:
            put(f'if {self.test()}:')
            if self.chance(2):
                self.put(indent + 1, self.record())
            inner()
            if self.chance(3):
                put(f'elif {self.test()}:')
                inner()
            if not self.chance(3):
                put('else:')
                inner()
        elif kind == 22:
            put(f'for i{depth} in {self.pick("range(2)", "range(3)", "list(l)[:2]", "list(d)", "[0, 2]", "it")}:')
            looped()
            if self.chance(3):
                put('else:')
                inner()
        elif kind == 23:
            put('while flag():')
            looped()
            if self.chance(3):
                put('else:')
                inner()
        elif kind == 24:
            put('while True:')
            self.put(indent + 1, self.pick('if not flag(): break', 'if not flag(): return x', 'if x > 2 or not flag(): break') if not final else 'if not flag(): break')
            looped()
        elif kind in (25, 26, 27):
            caught = self.pick('Fault', 'Deep', 'KeyError', '(KeyError, Deep)', 'Exception', 'AttributeError', 'ValueError')
            put('try:')
            if self.chance(2):
                self.put(indent + 1, self.record())
            inner()
            if not self.chance(3):
                self.put(indent + 1, f'if {self.test()}: raise {self.pick("Deep", "KeyError", "ValueError", "Fault")}(x)')
                self.put(indent + 1, self.pick(self.record(), 'y = 4', 'a.n = 4'))
            put(f'except {caught}{self.pick("", " as e")}:')
            self.put(indent + 1, self.record())
            if self.chance(2):
                inner()
            if self.chance(3):
                put('else:')
                inner()
            if self.chance(3):
                put('finally:')
                self.block(indent + 1, depth - 1, False, True)
        elif kind == 28:
            put('try:')
            inner()
            put('finally:')
            self.block(indent + 1, depth - 1, False, True)
        elif kind == 29:
            put(f'with {self.pick("Quiet()", "Plain()", "(Quiet() if flag() else Plain())")}:')
            inner()
        elif kind == 30:
            name = self.name('make')
            put(f'def {name}(v, h={self.simple()}):')
            if self.chance(2):
                self.put(indent + 1, f'if {self.test()}: return h')
            self.put(indent + 1, self.record().replace('x', 'v', 1) if self.chance(2) else f'a.n = (v + h) % 5')
            self.put(indent + 1, f'return (v + h) % 5')
            put(f'{self.pick("g = " + name, "x = " + name + "(x)", "y = " + name + "(y, 1)")}')
        elif kind == 31:
            name = self.name('gen')
            put(f'def {name}(n):')
            self.put(indent + 1, f'for j in range(n):')
            if self.chance(2):
                self.put(indent + 2, f'if {self.test()}: {self.pick("continue", "return", "yield 4")}')
            self.put(indent + 2, f'yield (j + {self.simple()}) % 5')
            put(f'for v in {name}({self.pick("2", "2", "x", "1")}):')
            self.put(indent + 1, self.pick('x = v', 'rec(8, v)', 'l.append(v)'))
            looped()
        elif kind == 32:
            name = self.name('step')
            put(f'def {name}():')
            self.put(indent + 1, 'nonlocal x, y')
            self.put(indent + 1, f'x = {self.simple()}')
            if self.chance(2):
                self.put(indent + 1, f'if {self.test()}: y = {self.simple()}')
            put(f'{name}()' if self.chance(2) else f'if {self.test()}: {name}()')
        elif kind >= 38:
            self.wider(kind, indent, depth, loop, final)
        elif kind in (34, 35, 36):
            self.several(indent, depth, looped)
        elif kind == 37:
            test = self.test()
            put(f'{self.pick("x", "y")} = {self.simple()} if {test} else {self.simple()}')
            put(f'if {test}: {self.record()}')
        else:
            put(self.pick(
                f'rec(9, sum(v for v in [x, y] if {self.test()}) % 5)',
                f'l = [v for v in [{self.simple()}, {self.simple()}] if {self.test()}]' if False else f'y = len([v for v in [x, 1, 2] if {self.test()}])',
                f'y = (z := {self.value()})',
                f'for p, q in [(1, x), (2, y)]: {self.pick("x = q", "rec(8, p, q)")}',
            ))

    def wider(self, kind, indent, depth, loop, final):
        raise NotImplementedError

    def several(self, indent, depth, looped):
        """A list of which the length depends on a condition, and a use of it."""
        put = lambda text: self.put(indent, text)
        test = self.test()
        if self.chance(2):
            name = self.name('objects')
            put(f'{name} = [{self.pick("a", "b", "o")}]')
            put(f'if {test}: {name}.append({self.object()})')
            if self.chance(2):
                put(self.pick(f'{name} += [{self.pick("a", "c")}]', f'{name} = {name} + [b]', f'{name}.insert(0, o)'))
            if self.chance(3):
                put(f'if {test}: {name}.append({self.pick("a", "b")})')
            put(self.pick(
                f'for q in {name}: x = q.f(x)',
                f'for q in {name}: q.n = {self.simple()}',
                f'for q in {name}: rec(8, q.n, x)',
                f'x = sum([q.f(1) for q in {name}]) % 5',
                f'o = {name}[-1]',
                f'(o, *rest) = {name}',
                f'o = {name}[{self.pick("x", "len(l) - 1", "0")}]',
            ))
        else:
            name = self.name('numbers')
            put(f'{name} = [{self.simple()}]')
            put(f'if {test}: {name}.append({self.simple()})')
            if self.chance(2):
                put(f'{name}.append({self.simple()})')
            if self.chance(3):
                put(f'if {self.test()}: {name}.{self.pick("pop()", "pop()", "append(2)", "clear()", "reverse()")}')
            put(self.pick(
                f'x = max(0, *{name})',
                f'y = len([*{name}, x])',
                f'rec(8, *{name})',
                f'for q in {name}: rec(8, q)',
                f'y = {name}[-1]',
                f'x = sum({name}) % 5',
                f'l.extend({name}[:2])',
                f'x = helper(*{name}[:1])',
            ))
            if self.chance(3):
                put(f'for q in {name}:')
                looped()

    def program(self):
        self.put(0, 'def helper(v, t=None):')
        self.put(1, 'x, y, o, g, u, w, it = v, 1, a if t is None else t, dbl, True, None, iter([1, 2])')
        self.block(1, 1, False, False)
        self.put(1, f'return {self.simple()}')
        self.put(0, 'def main():')
        self.put(1, 'x, y, o, g = 0, 1, a, dbl')
        self.put(1, 'u, w, it = flag(), pick(), iter([0, 1, 2, 3])')
        for _ in range(self.rnd.randrange(2, 5)):
            self.statement(1, 3, False, False)
        if self.chance(2):
            self.put(1, self.record())
        self.put(1, f'return {self.value()}')
        self.put(0, 'r = main()')
        return '\n'.join(self.lines)


class Wide(Generator):
    """With more kinds: match, recursion, filters, nested functions, tables, early returns in loops, map and eval, del, ints."""
    kinds = 54

    def test(self):
        if self.chance(4):
            return self.pick(
                lambda: f'{self.pick("n", "n", "m")} {self.pick("==", "!=", "<", ">", "<=", ">=")} {self.rnd.randrange(1, 5)}',
                lambda: f'n % 2 {self.pick("==", "!=")} {self.rnd.randrange(2)}',
                lambda: f'n + {self.rnd.randrange(1, 3)} {self.pick("==", ">")} {self.rnd.randrange(2, 6)}',
                lambda: f'not n {self.pick("==", "<")} {self.rnd.randrange(1, 5)}',
                lambda: f'n in ({self.rnd.randrange(1, 4)}, 4)',
                lambda: f'(n {self.pick("+", "*", "-")} m) {self.pick("==", ">", "<")} {self.rnd.randrange(2, 9)}',
                lambda: f'n is {self.pick("w", "m")}',
                lambda: '1 < n <= 4',
            )()
        return super().test()

    def value(self):
        if self.chance(6):
            return self.pick(
                lambda: f'({self.pick("n", "m")} + {self.simple()}) % 5',
                lambda: "eval('" + self.pick('x + 1', 'a.n', 'len(l)') + "') % 5",
                lambda: f'list(map({self.pick("g", "dbl", "o.f")}, [{self.simple()}]))[0]',
                lambda: f'{{1: {self.simple()}, 4: {self.simple()}}}.get(n, {self.simple()})',
                lambda: f'[{self.simple()}, {self.simple()}, x][{self.pick("n % 3", "x % 3", "-1")}]',
                lambda: f'(next((v for v in [x, y, {self.simple()}] if {self.test()}), 4))',
                lambda: f'min([v for v in [x, y] if {self.test()}], default=3)',
                lambda: f'any([{self.test()} for v in range(2)])',
                lambda: f'sum(1 for v in [1, n] if v == n)',
            )()
        return super().value()

    def wider(self, kind, indent, depth, loop, final):
        put = lambda text: self.put(indent, text)
        inner = lambda: self.block(indent + 1, depth - 1, loop, final)
        looped = lambda: self.block(indent + 1, depth - 1, True, final)
        deeper = lambda: self.block(indent + 2, depth - 1, loop, final)
        if kind in (38, 39):
            put(f'match {self.pick("x", "n", "w", "(x, n)", "o", "l")}:')
            for pattern in self.rnd.sample(['0', '1 | 4', 'None', '(1, v)', '(v, 4)', '[v]', 'A(n=1)', 'B()', 'int() as v', 'v if v == x'], self.rnd.randrange(1, 4)):
                self.put(indent + 1, f'case {pattern}:')
                deeper()
            if not self.chance(3):
                self.put(indent + 1, 'case _:')
                deeper()
        elif kind in (40, 41):
            name = self.name('down')
            put(f'def {name}(v):')
            self.put(indent + 1, f'if v <= 0{self.pick("", " or " + self.test())}: return {self.simple()}')
            self.put(indent + 1, self.pick(self.record(), 'a.n = v % 5', 'l.append(v)', f'if {self.test()}: return v'))
            self.put(indent + 1, f'return ({name}(v - 1){self.pick("", " + 1", " + " + name + "(v - 2)")}) % 5')
            put(f'{self.pick("x", "y")} = {name}({self.pick("2", "3", "x", "x", "2", "3", "x", "n")})')
        elif kind in (42, 43):
            name = self.name('kept')
            put(f'{name} = [v for v in [{self.simple()}, {self.simple()}, 2] if {self.pick(self.test(), "v > 0", "v != n")}]')
            put(self.pick(
                f'rec(8, len({name}))',
                f'for q in {name}: rec(8, q)',
                f'x = sum({name}) % 5',
                f'if {name}: x = {name}[0]',
                f'y = len({name})',
                f'l.extend({name})',
                f'x = (2 in {name}) + 0',
                f'rec(8, max({name}, default=0))',
            ))
        elif kind == 44:
            name = self.name('table')
            put(f"{name} = {{k: {self.simple()} for k in ['k', 'm', 'p'] if {self.test()}}}")
            put(self.pick(
                f'for k, v in {name}.items(): rec(8, k, v)',
                f'x = len({name})',
                f"x = {name}.get('m', 4)",
                f'd.update({name})',
                f"if 'p' in {name}: y = {name}['p']",
                f'for v in {name}.values(): x = v',
                f'x = sum({name}.values()) % 5',
            ))
        elif kind in (45, 46):
            name = self.name('find')
            put(f'def {name}(v):')
            self.put(indent + 1, self.pick(f'for i in range({self.pick("2", "3", "n")}):', 'while v < 4:'))
            self.put(indent + 2, 'v += 1')
            self.put(indent + 2, f'if {self.test()}: {self.pick("return v", "break", "continue", "return o.f(v)")}')
            self.put(indent + 2, self.pick(self.record(), 'a.n = v % 5', 'pass'))
            if self.chance(2):
                self.put(indent + 1, 'else:')
                self.put(indent + 2, self.pick(self.record(), 'return 3', 'v = 0'))
            self.put(indent + 1, f'return {self.pick("v", "v % 5", "x")}')
            put(f'{self.pick("x", "y")} = {name}({self.simple()}) % 5')
        elif kind == 47:
            name = self.name('Made')
            put(f'class {name}({self.pick("A", "B")}):')
            self.put(indent + 1, f'k = {self.simple()}')
            self.put(indent + 1, f'def f(self, v): return {self.pick("super().f(v)", "v", "(v + self.n) % 5", "(v + x) % 5")}')
            put(self.pick(f'o = {name}({self.simple()})', f'if {self.test()}: o = {name}(2)', f'x = {name}(1).f(x)'))
        elif kind == 48:
            put(self.pick(
                "if hasattr(a, 'p'): del a.p",
                "d.pop('m', None)",
                'l.sort()',
                f'if {self.test()}: l.pop()',
                f"d.setdefault('k', {self.simple()})",
                'l[:] = l[:1]',
                f"setattr(o, 'n', {self.simple()})",
                f'if {self.test()}: l.insert(0, {self.simple()})',
                f'for q in [a, b]: q.n = {self.simple()}',
            ))
        elif kind == 49:
            put(self.pick('n = num()', 'm = n', 'm = n + 1', 'm = num()', 'n, m = m, n', f'if {self.test()}: n = 2', f'x = n % 3'))
        elif kind == 50:
            test = self.test()
            put(f'if {test}:')
            inner()
            put(f'if {self.pick(test, "not (" + test + ")")}:')
            inner()
        elif kind == 51:
            name = self.name('gen')
            put(f'def {name}():')
            self.put(indent + 1, 'try:')
            self.put(indent + 2, f'yield {self.simple()}')
            self.put(indent + 2, f'if {self.test()}: return')
            self.put(indent + 2, self.pick(self.record(), 'a.n = 2'))
            self.put(indent + 2, f'yield {self.simple()}')
            self.put(indent + 1, 'finally:')
            self.put(indent + 2, self.pick(self.record(), 'b.n = 3'))
            put(f'for v in {name}():')
            looped()
        elif kind == 52:
            put(f'while x < {self.rnd.randrange(2, 4)}:')
            self.put(indent + 1, 'x += 1')
            self.put(indent + 1, f'if {self.test()}: {self.pick("break", "continue")}')
            looped()
            put('else:')
            inner()
        else:
            name = self.name('outer')
            put(f'def {name}(v):')
            self.put(indent + 1, 'w2 = v')
            self.put(indent + 1, 'def inner(t):')
            self.put(indent + 2, 'nonlocal w2')
            self.put(indent + 2, f'if {self.test()}: w2 = t')
            self.put(indent + 2, f'return {self.pick("w2", "t", "w2 + 1")}')
            self.put(indent + 1, self.pick('return inner', 'inner(2); return lambda t: (t + w2) % 5', f'return inner if {self.test()} else dbl'))
            put(f'g = {name}({self.simple()})')

    def program(self):
        self.put(0, 'def helper(v, t=None):')
        self.put(1, 'x, y, o, g, u, w, it = v, 1, a if t is None else t, dbl, True, None, iter([1, 2])')
        self.put(1, 'n, m = 1, num()')
        self.block(1, 1, False, False)
        self.put(1, f'return {self.simple()}')
        self.put(0, 'def main():')
        self.put(1, 'x, y, o, g = 0, 1, a, dbl')
        self.put(1, 'u, w, it, n, m = flag(), pick(), iter([0, 1, 2, 3]), num(), 2')
        for _ in range(self.rnd.randrange(2, 5)):
            self.statement(1, 3, False, False)
        if self.chance(2):
            self.put(1, self.record())
        self.put(1, f'return {self.value()}')
        self.put(0, 'r = main()')
        return '\n'.join(self.lines)


class TooMany(Exception):
    pass


def text(value):
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    return f'<{type(value).__name__}>'


def execute(code, answers):
    used = [0]
    happened = {}

    def answer():
        i = used[0]
        used[0] += 1
        return answers[i] if i < len(answers) else False

    def rec(site, *values):
        happened[f'{site}:{",".join(text(value) for value in values)}'] = True

    probe = types.ModuleType('probe')
    probe.flag = answer
    probe.pick = lambda: 3 if answer() else None
    probe.num = lambda: 4 if answer() else 1
    probe.rec = rec
    sys.modules['probe'] = probe
    scope = {'__name__': '__main__'}
    steps = [0]

    def trace(frame, event, arg):
        steps[0] += 1
        if steps[0] > MOST_STEPS:
            raise TooMany()
        return trace

    sys.settrace(trace)
    try:
        exec(PRELUDE_CODE, scope)
        exec(code, scope)
        failed = False
    except TooMany:
        raise
    except Exception:
        failed = True
    finally:
        sys.settrace(None)
    return used[0], happened, None if failed else state(scope)


def state(scope):
    found = {'r': text(scope['r'])}
    for name in 'abc':
        for key, value in vars(scope[name]).items():
            found[f'{name}.{key}'] = text(value)
    for i, item in enumerate(scope['l'][:6]):
        found[f'l[{i}]'] = text(item)
    found['len(l)'] = str(len(scope['l']))
    for key, value in scope['d'].items():
        found[f'd[{key!r}]'] = text(value)
    found['len(d)'] = str(len(scope['d']))
    return found


def executions(code):
    done, stack = [], [[]]
    while stack:
        answers = stack.pop()
        used, happened, end = execute(code, answers)
        if used > len(answers) and len(answers) < ANSWERS:
            stack += [answers + [False], answers + [True]]
            if len(stack) + len(done) > MOST_EXECUTIONS:
                return None
        elif end is not None:
            done.append((happened, end))
    return done


PRELUDE_CODE = compile(PRELUDE, 'prelude.py', 'exec')


def main():
    if sys.version_info[:2] != (3, 11):
        raise SystemExit('record with CPython 3.11')
    seed, folder = (int(sys.argv[1]), pathlib.Path(sys.argv[2])) if len(sys.argv) > 2 else (0, HERE)
    rows, ran = [], 0
    while len(rows) < PROGRAMS:
        seed += 1
        wide = len(sys.argv) > 2 or len(rows) >= PROGRAMS // 2
        source = (Wide if wide else Generator)(seed).program()
        if len(source) > 900:
            continue
        try:
            code = compile(source, 'program.py', 'exec')
        except SyntaxError:
            continue
        try:
            done = executions(code)
        except TooMany:
            continue
        if not done or len(done) < 2:
            continue
        ran += len(done)
        ever = sorted({key for happened, _ in done for key in happened})
        always = [key for key in ever if all(key in happened for happened, _ in done)]
        names = sorted({name for _, end in done for name in end})
        ends = {}
        for name in names:
            seen = sorted({end.get(name, '') for _, end in done})
            ends[name] = [value or None for value in seen]
        rows.append({'seed': seed, 'source': source, 'executions': len(done), 'always': always, 'ever': [key for key in ever if key not in always], 'ends': ends})
    size = -(-len(rows) // FILES)
    for part in range(FILES):
        lines = [json.dumps(row, separators=(',', ':')) for row in rows[part * size:(part + 1) * size]]
        meta = json.dumps({'cpython': sys.version.split()[0], 'answers': ANSWERS})
        (folder / f'programs{part + 1}.json').write_text(
            '{"meta":' + meta + ',\n"programs":[\n' + ',\n'.join(lines) + '\n]}\n', encoding='utf8')
    print(len(rows), 'programs', ran, 'executions', seed, 'seeds')


if __name__ == '__main__':
    main()
