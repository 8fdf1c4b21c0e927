/** Python's json over the natives _load, _quote and _float_text. */
export const JSON_SOURCE = String.raw`
class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno

def _hooked(value, object_hook, pairs_hook, parse_float, parse_int):
    if isinstance(value, dict):
        items = [(k, _hooked(v, object_hook, pairs_hook, parse_float, parse_int)) for k, v in value.items()]
        if pairs_hook is not None:
            return pairs_hook(items)
        return object_hook(dict(items)) if object_hook is not None else dict(items)
    if isinstance(value, list):
        return [_hooked(v, object_hook, pairs_hook, parse_float, parse_int) for v in value]
    return value

def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    if _unknown(s) or cls is not None or parse_float or parse_int or parse_constant:
        return _why(s)
    if not isinstance(s, (str, bytes)):
        raise TypeError(f'the JSON object must be str, bytes or bytearray, not {type(s).__name__}')
    made = _load(s)
    if len(made) == 3:
        raise JSONDecodeError(made[0], made[2], made[1])
    if object_hook is None and object_pairs_hook is None:
        return made[0]
    return _hooked(made[0], object_hook, object_pairs_hook, None, None)

def load(fp, **kw):
    return loads(fp.read(), **kw)

def _key(k, ascii):
    if isinstance(k, str):
        return k
    if k is True:
        return 'true'
    if k is False:
        return 'false'
    if k is None:
        return 'null'
    if isinstance(k, int):
        return int.__repr__(k)
    if isinstance(k, float):
        return _float_text(k)
    raise TypeError(f'keys must be str, int, float, bool or None, not {type(k).__name__}')

def _text(o, e, level):
    if isinstance(o, str):
        return _quote(o, e['ascii'])
    if o is None:
        return 'null'
    if o is True:
        return 'true'
    if o is False:
        return 'false'
    if isinstance(o, int):
        return int.__repr__(o)
    if isinstance(o, float):
        return _float_text(o)
    if isinstance(o, (list, tuple)):
        if not o:
            return '[]'
        return _wrapped('[', [_text(x, e, level + 1) for x in o], ']', e, level)
    if isinstance(o, dict):
        if not o:
            return '{}'
        items = sorted(o.items()) if e['sort'] else o.items()
        if e['skip']:
            items = [(k, v) for k, v in items if k is None or isinstance(k, (str, int, float))]
        parts = [_quote(_key(k, e['ascii']), e['ascii']) + e['colon'] + _text(v, e, level + 1) for k, v in items]
        return _wrapped('{', parts, '}', e, level)
    if e['default'] is not None:
        return _text(e['default'](o), e, level)
    raise TypeError(f'Object of type {type(o).__name__} is not JSON serializable')

def _wrapped(begin, parts, end, e, level):
    if e['indent'] is None:
        return begin + e['comma'].join(parts) + end
    line = '\n' + e['indent'] * (level + 1)
    return begin + line + (e['comma'] + line).join(parts) + '\n' + e['indent'] * level + end

def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    if _unknown(obj, indent, separators):
        return _why(obj, indent, separators)
    if cls is not None and default is None:
        default = cls().default
    if isinstance(indent, int):
        indent = ' ' * indent
    comma, colon = separators if separators is not None else (', ' if indent is None else ',', ': ')
    e = dict(ascii=ensure_ascii, sort=sort_keys, indent=indent, default=default, comma=comma, colon=colon, skip=skipkeys)
    return _text(obj, e, 0)

def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))

class JSONEncoder:
    def __init__(self, **kw):
        self._kw = kw

    def default(self, o):
        raise TypeError(f'Object of type {type(o).__name__} is not JSON serializable')

    def encode(self, o):
        return dumps(o, default=self.default, **self._kw)

class JSONDecoder:
    def __init__(self, **kw):
        self._kw = kw

    def decode(self, s):
        return loads(s, **self._kw)
`;
