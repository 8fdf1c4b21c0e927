/** Small modules of the standard library, written in Python: by name. */
export const SMALL_SOURCES: Readonly<Record<string, string>> = {
  heapq: String.raw`
def _down(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not item < heap[parent]:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item

def _up(heap, pos):
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _down(heap, start, pos)

def heappush(heap, item):
    heap.append(item)
    _down(heap, 0, len(heap) - 1)

def heappop(heap):
    last = heap.pop()
    if heap:
        item = heap[0]
        heap[0] = last
        _up(heap, 0)
        return item
    return last

def heapify(x):
    for i in reversed(range(len(x) // 2)):
        _up(x, i)

def heapreplace(heap, item):
    out = heap[0]
    heap[0] = item
    _up(heap, 0)
    return out

def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _up(heap, 0)
    return item

def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n]

def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n]

def merge(*iterables, key=None, reverse=False):
    return iter(sorted([x for it in iterables for x in it], key=key, reverse=reverse))
`,
  bisect: String.raw`
def bisect_right(a, x, lo=0, hi=None, *, key=None):
    hi = len(a) if hi is None else hi
    while lo < hi:
        mid = (lo + hi) // 2
        if x < (a[mid] if key is None else key(a[mid])):
            hi = mid
        else:
            lo = mid + 1
    return lo

def bisect_left(a, x, lo=0, hi=None, *, key=None):
    hi = len(a) if hi is None else hi
    while lo < hi:
        mid = (lo + hi) // 2
        if (a[mid] if key is None else key(a[mid])) < x:
            lo = mid + 1
        else:
            hi = mid
    return lo

def insort_right(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)

def insort_left(a, x, lo=0, hi=None, *, key=None):
    a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)

bisect = bisect_right
insort = insort_right
`,
  fnmatch: String.raw`
import re as _re

def translate(pat):
    out = ''
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == '*':
            out += '.*'
        elif c == '?':
            out += '.'
        elif c == '[':
            j = i
            if pat[j:j + 1] == '!':
                j += 1
            if pat[j:j + 1] == ']':
                j += 1
            while j < len(pat) and pat[j] != ']':
                j += 1
            if j >= len(pat):
                out += '\\['
            else:
                stuff = pat[i:j].replace('\\', '\\\\')
                i = j + 1
                if stuff[0] == '!':
                    stuff = '^' + stuff[1:]
                elif stuff[0] in ('^', '['):
                    stuff = '\\' + stuff
                out += '[' + stuff + ']'
        else:
            out += _re.escape(c)
    return '(?s:' + out + ')\\Z'

def fnmatchcase(name, pat):
    return _re.compile(translate(pat)).match(name) is not None

fnmatch = fnmatchcase

def filter(names, pat):
    match = _re.compile(translate(pat)).match
    return [n for n in names if match(n)]
`,
  statistics: String.raw`
class StatisticsError(ValueError):
    pass

def mean(data):
    data = list(data)
    if not data:
        raise StatisticsError('mean requires at least one data point')
    total = sum(data)
    if isinstance(total, int):
        return total // len(data) if total % len(data) == 0 else total / len(data)
    return total / len(data)

def fmean(data):
    data = list(data)
    return float(sum(data)) / len(data)

def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2

def mode(data):
    data = list(data)
    if not data:
        raise StatisticsError('no mode for empty data')
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return max(counts, key=counts.get)
`,
  textwrap: String.raw`
import re as _re

def dedent(text):
    lines = text.split('\n')
    lines = ['' if not line.strip(' \t') else line for line in lines]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        else:
            n = 0
            while n < min(len(margin), len(indent)) and margin[n] == indent[n]:
                n += 1
            margin = margin[:n]
    if margin:
        lines = [line[len(margin):] if line else line for line in lines]
    return '\n'.join(lines)

def indent(text, prefix, predicate=None):
    out = ''
    for line in text.splitlines(True):
        out += prefix + line if (predicate(line) if predicate else line.strip()) else line
    return out

def wrap(text, width=70, initial_indent='', subsequent_indent='', **kw):
    lines = []
    line = initial_indent
    empty = True
    for word in text.split():
        while True:
            room = width - len(line) - (0 if empty else 1)
            if len(word) <= room:
                line += word if empty else ' ' + word
                empty = False
                break
            if not empty:
                lines.append(line)
                line = subsequent_indent
                empty = True
                continue
            lines.append(line + word[:room])
            word = word[room:]
            line = subsequent_indent
    if not empty:
        lines.append(line)
    return lines

def fill(text, width=70, **kw):
    return '\n'.join(wrap(text, width, **kw))

def shorten(text, width, placeholder=' [...]', **kw):
    words = text.split()
    whole = ' '.join(words)
    if len(whole) <= width:
        return whole
    while words and len(' '.join(words)) + len(placeholder) > width:
        words.pop()
    return ' '.join(words) + placeholder if words else placeholder.strip()
`,
  string:
    String.raw`
import re as _re

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_` +
    '`' +
    String.raw`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace

def capwords(s, sep=None):
    return (sep or ' ').join(x.capitalize() for x in s.split(sep))

class Template:
    def __init__(self, template):
        self.template = template

    def _fill(self, mapping, kws, safe):
        values = {**dict(mapping), **kws}
        def convert(m):
            name = m.group(1) or m.group(2)
            if name is not None:
                if name in values or not safe:
                    return str(values[name])
                return m.group()
            return '$'
        return _re.sub(r'\$(?:([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\}|\$)', convert, self.template)

    def substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, True)
`,
  queue: String.raw`
class Empty(Exception):
    pass

class Full(Exception):
    pass

class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._items = []

    def put(self, item, block=True, timeout=None):
        self._items.append(item)

    put_nowait = put

    def get(self, block=True, timeout=None):
        if not self._items:
            raise Empty
        return self._items.pop(0)

    get_nowait = get

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self.maxsize <= len(self._items)

class LifoQueue(Queue):
    def get(self, block=True, timeout=None):
        if not self._items:
            raise Empty
        return self._items.pop()

SimpleQueue = Queue
`,
  shlex: String.raw`
import re as _re

def split(s, comments=False, posix=True):
    out = []
    token = None
    quote = None
    i = 0
    while i < len(s):
        c = s[i]
        if quote is not None:
            if c == quote:
                quote = None
            elif c == '\\' and quote == '"' and s[i + 1:i + 2] in ('"', '\\'):
                i += 1
                token += s[i]
            else:
                token += c
        elif c in ' \t\r\n':
            if token is not None:
                out.append(token)
            token = None
        else:
            token = token or ''
            if c in '"\'':
                quote = c
            elif c == '\\' and i + 1 < len(s):
                i += 1
                token += s[i]
            else:
                token += c
        i += 1
    if quote is not None:
        raise ValueError('No closing quotation')
    if token is not None:
        out.append(token)
    return out

def quote(s):
    if not s:
        return "''"
    if _re.search(r'[^\w@%+=:,./-]', s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"

def join(parts):
    return ' '.join(quote(p) for p in parts)
`,
  keyword: String.raw`
kwlist = ['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del',
          'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal',
          'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield']
softkwlist = ['_', 'case', 'match', 'type']

def iskeyword(s):
    return s in kwlist

def issoftkeyword(s):
    return s in softkwlist
`,
  csv: String.raw`
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3

class Error(Exception):
    pass

def reader(csvfile, dialect='excel', delimiter=',', quotechar='"', **kw):
    for line in csvfile:
        line = line.rstrip('\r\n')
        row = []
        field = ''
        quoted = False
        i = 0
        while i < len(line):
            c = line[i]
            if quoted:
                if c == quotechar and line[i + 1:i + 2] == quotechar:
                    field += c
                    i += 1
                elif c == quotechar:
                    quoted = False
                else:
                    field += c
            elif c == quotechar and not field:
                quoted = True
            elif c == delimiter:
                row.append(field)
                field = ''
            else:
                field += c
            i += 1
        if line:
            row.append(field)
        yield row

class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, *args, **kw):
        self.reader = reader(f, *args, **kw)
        self._names = fieldnames
        self.restkey = restkey
        self.restval = restval

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        d = dict(zip(names, row))
        if len(row) > len(names):
            d[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            d[name] = self.restval
        return d
`,
  'packaging.version': String.raw`
import re as _re

_PATTERN = _re.compile(r'''\s*v?(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)
    (?P<pre>[-_.]?(?P<pre_l>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre_n>[0-9]+)?)?
    (?P<post>(?:-(?P<post_n1>[0-9]+))|(?:[-_.]?(?:post|rev|r)[-_.]?(?P<post_n2>[0-9]+)?))?
    (?P<dev>[-_.]?dev[-_.]?(?P<dev_n>[0-9]+)?)?
    (?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*''', _re.VERBOSE | _re.IGNORECASE)
_LETTERS = {'alpha': 'a', 'a': 'a', 'beta': 'b', 'b': 'b', 'c': 'rc', 'rc': 'rc', 'pre': 'rc', 'preview': 'rc'}

class InvalidVersion(ValueError):
    pass

class Version:
    def __init__(self, version):
        m = _PATTERN.fullmatch(version)
        if m is None:
            raise InvalidVersion(f'Invalid version: {version!r}')
        self.epoch = int(m['epoch'] or 0)
        self.release = tuple([int(x) for x in m['release'].split('.')])
        self.pre = (_LETTERS[m['pre_l'].lower()], int(m['pre_n'] or 0)) if m['pre'] else None
        self.post = int(m['post_n1'] or m['post_n2'] or 0) if m['post'] else None
        self.dev = int(m['dev_n'] or 0) if m['dev'] else None
        self.local = m['local'].lower().replace('-', '.').replace('_', '.') if m['local'] else None

    @property
    def _key(self):
        release = self.release
        while release and release[-1] == 0:
            release = release[:-1]
        # Without a letter a version comes after its pre-releases; a development release alone comes before them.
        if self.pre is not None:
            pre = (1,) + self.pre
        else:
            pre = (0,) if self.post is None and self.dev is not None else (2,)
        post = (-1,) if self.post is None else (self.post,)
        dev = (1, 0) if self.dev is None else (0, self.dev)
        if self.local is None:
            local = ()
        else:
            local = tuple([(1, int(p), '') if p.isdigit() else (0, 0, p) for p in self.local.split('.')])
        return (self.epoch, release, pre, post, dev, local)

    @property
    def major(self):
        return self.release[0]

    @property
    def minor(self):
        return self.release[1] if len(self.release) > 1 else 0

    @property
    def micro(self):
        return self.release[2] if len(self.release) > 2 else 0

    @property
    def base_version(self):
        return (f'{self.epoch}!' if self.epoch else '') + '.'.join(map(str, self.release))

    @property
    def public(self):
        return str(self).split('+')[0]

    @property
    def is_prerelease(self):
        return self.pre is not None or self.dev is not None

    @property
    def is_devrelease(self):
        return self.dev is not None

    @property
    def is_postrelease(self):
        return self.post is not None

    def __str__(self):
        out = self.base_version
        if self.pre is not None:
            out += self.pre[0] + str(self.pre[1])
        if self.post is not None:
            out += f'.post{self.post}'
        if self.dev is not None:
            out += f'.dev{self.dev}'
        return out + (f'+{self.local}' if self.local else '')

    def __repr__(self):
        return f"<Version('{self}')>"

    def __hash__(self):
        return hash(self._key)

    def __eq__(self, other):
        return self._key == other._key if isinstance(other, Version) else NotImplemented

    def __lt__(self, other):
        return self._key < other._key if isinstance(other, Version) else NotImplemented

    def __le__(self, other):
        return self._key <= other._key if isinstance(other, Version) else NotImplemented

    def __gt__(self, other):
        return self._key > other._key if isinstance(other, Version) else NotImplemented

    def __ge__(self, other):
        return self._key >= other._key if isinstance(other, Version) else NotImplemented

def parse(version):
    return Version(version)

LooseVersion = Version
`,
};
