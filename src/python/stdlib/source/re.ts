/** Python's re over the two natives _compile and _find. */
export const RE = String.raw`
import enum as _enum

class RegexFlag(_enum.IntFlag):
    NOFLAG = 0
    IGNORECASE = I = 2
    LOCALE = L = 4
    MULTILINE = M = 8
    DOTALL = S = 16
    UNICODE = U = 32
    VERBOSE = X = 64
    ASCII = A = 256

A = ASCII = 256
I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64
NOFLAG = 0

class error(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        super().__init__(msg)
        self.msg = msg
        self.pattern = pattern
        self.pos = pos

class Match:
    def __init__(self, re, string, spans, pos, endpos):
        self.re = re
        self.string = string
        self._spans = spans
        self.pos = pos
        self.endpos = endpos

    def _index(self, key):
        if isinstance(key, str):
            if key not in self.re.groupindex:
                raise IndexError('no such group')
            return self.re.groupindex[key]
        if key < 0 or key > self.re.groups:
            raise IndexError('no such group')
        return key

    def _get(self, index, default=None):
        start = self._spans[2 * index]
        if start < 0:
            return default
        return self.string[start:self._spans[2 * index + 1]]

    def group(self, *keys):
        if not keys:
            return self._get(0)
        if len(keys) == 1:
            return self._get(self._index(keys[0]))
        return tuple([self._get(self._index(key)) for key in keys])

    def __getitem__(self, key):
        return self._get(self._index(key))

    def groups(self, default=None):
        return tuple([self._get(i, default) for i in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._get(i, default) for name, i in self.re.groupindex.items()}

    def start(self, key=0):
        return self._spans[2 * self._index(key)]

    def end(self, key=0):
        return self._spans[2 * self._index(key) + 1]

    def span(self, key=0):
        return (self.start(key), self.end(key))

    def expand(self, template):
        return _expand(template, self)

    @property
    def lastindex(self):
        last = [i for i in range(1, self.re.groups + 1) if self._spans[2 * i] >= 0]
        return last[-1] if last else None

    @property
    def lastgroup(self):
        for name, i in self.re.groupindex.items():
            if i == self.lastindex:
                return name
        return None

    def __repr__(self):
        return f'<re.Match object; span={self.span()}, match={self.group()!r}>'

_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'a': '\a', 'f': '\f', 'v': '\v', '\\': '\\'}

def _expand(template, match):
    out = []
    i = 0
    while i < len(template):
        c = template[i]
        if c != '\\' or i + 1 == len(template):
            out.append(c)
            i += 1
            continue
        c = template[i + 1]
        i += 2
        if c == 'g' and template[i:i + 1] == '<':
            end = template.index('>', i)
            key = template[i + 1:end]
            i = end + 1
            value = match._get(match._index(int(key) if key.isdigit() else key))
            out.append(value if value is not None else '')
        elif c.isdigit() and c != '0':
            key = c
            if template[i:i + 1].isdigit():
                key += template[i]
                i += 1
            if int(key) > match.re.groups:
                raise error(f'invalid group reference {key}')
            value = match._get(int(key))
            out.append(value if value is not None else '')
        elif c == '0':
            out.append('\0')
        elif c in _ESCAPES:
            out.append(_ESCAPES[c])
        elif c.isalpha():
            raise error(f'bad escape \\{c}')
        else:
            out.append('\\' + c)
    return template[:0].join(out)

class Pattern:
    def __init__(self, pattern, flags):
        made = _compile(pattern, flags)
        if isinstance(made, str):
            raise error(made, pattern)
        self._compiled, self.groups, self.groupindex, found = made
        self.pattern = pattern
        self.flags = found | (32 if isinstance(pattern, str) and not found & 256 else 0)

    def _find(self, string, pos, endpos, how):
        spans = _find(self._compiled, string, pos, endpos, how)
        if spans is None or _unknown(spans):
            return spans
        return Match(self, string, spans, pos, len(string) if endpos is None else endpos)

    def match(self, string, pos=0, endpos=None):
        return self._find(string, pos, endpos, 'match')

    def fullmatch(self, string, pos=0, endpos=None):
        return self._find(string, pos, endpos, 'full')

    def search(self, string, pos=0, endpos=None):
        return self._find(string, pos, endpos, 'search')

    def finditer(self, string, pos=0, endpos=None):
        if _unknown(string):
            return iter(_why(string))
        return self._each(string, pos, endpos)

    def _each(self, string, pos=0, endpos=None):
        size = len(string) if endpos is None else min(endpos, len(string))
        how = 'search'
        while pos <= size:
            m = self._find(string, pos, endpos, how)
            if m is None:
                return
            yield m
            start, pos = m.span()
            # Where a match was empty, the next one begins later or is longer.
            how = 'advance' if start == pos else 'search'

    def findall(self, string, pos=0, endpos=None):
        if _unknown(string):
            return _why(string)
        out = []
        for m in self._each(string, pos, endpos):
            if self.groups == 0:
                out.append(m.group())
            elif self.groups == 1:
                out.append(m._get(1, string[:0]))
            else:
                out.append(m.groups(string[:0]))
        return out

    def split(self, string, maxsplit=0):
        if _unknown(string, maxsplit):
            return _why(string, maxsplit)
        out = []
        last = 0
        count = 0
        for m in self._each(string):
            if maxsplit and count == maxsplit:
                break
            count += 1
            out.append(string[last:m.start()])
            out.extend(m.groups())
            last = m.end()
        out.append(string[last:])
        return out

    def subn(self, repl, string, count=0):
        if _unknown(string, count):
            return (_why(string, count), _why(string, count))
        out = []
        last = 0
        n = 0
        for m in self._each(string):
            if count and n == count:
                break
            n += 1
            out.append(string[last:m.start()])
            out.append(repl(m) if callable(repl) else _expand(repl, m))
            last = m.end()
        out.append(string[last:])
        return (string[:0].join(out), n)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def scanner(self, string):
        return _why(string)

    def __eq__(self, other):
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __repr__(self):
        return f're.compile({self.pattern!r})'

def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        return pattern
    if _unknown(pattern, flags):
        return _why(pattern, flags)
    return Pattern(pattern, int(flags))

def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)

def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)

def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)

def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)

def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)

def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)

def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)

def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)

def escape(pattern):
    return ''.join(['\\' + c if c in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f' else c for c in pattern])

def purge():
    pass

template = compile
`;
