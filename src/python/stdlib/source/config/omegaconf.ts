/** The module omegaconf, by what it does. */
export const OMEGACONF_SOURCE = String.raw`
import re as _re
import yaml as _yaml

MISSING = '???'

class OmegaConfBaseException(Exception):
    pass

class MissingMandatoryValue(OmegaConfBaseException):
    pass

class ConfigAttributeError(OmegaConfBaseException, AttributeError):
    pass

class ConfigKeyError(OmegaConfBaseException, KeyError):
    pass

class ReadonlyConfigError(OmegaConfBaseException):
    pass

class InterpolationKeyError(OmegaConfBaseException):
    pass

def SI(text):
    return text

def II(text):
    return '\${' + text + '}'

def _wrap(value, parent):
    if isinstance(value, (DictConfig, ListConfig)):
        value = OmegaConf.to_container(value)
    if isinstance(value, dict):
        return DictConfig(value, parent=parent)
    if isinstance(value, (list, tuple)):
        return ListConfig(value, parent=parent)
    if hasattr(type(value), '__dataclass_fields__'):
        import dataclasses
        return DictConfig({f.name: getattr(value, f.name) for f in dataclasses.fields(value)}, parent=parent)
    return value

class _Node:
    def _root(self):
        node = self
        while node._parent is not None:
            node = node._parent
        return node

    def _flag(self, name):
        node = self
        while node is not None:
            if node._flags.get(name) is not None:
                return node._flags[name]
            node = node._parent
        return None

    def _resolved(self, value, key):
        if not isinstance(value, str):
            return value
        if value == MISSING:
            raise MissingMandatoryValue(f'Missing mandatory value: {key}')
        return self._interpolated(value)

    def _interpolated(self, value):
        start = value.rfind('\${')
        if start < 0:
            return value
        end = value.find('}', start)
        if end < 0:
            return value
        found = self._lookup(value[start + 2:end].strip())
        if start == 0 and end == len(value) - 1:
            return found
        return self._interpolated(value[:start] + str(found) + value[end + 1:])

    def _lookup(self, text):
        if ':' in text:
            name, rest = text.split(':', 1)
            if name in OmegaConf._resolvers:
                args = [_yaml.safe_load(a) for a in rest.split(',')] if rest else []
                return OmegaConf._resolvers[name](*args)
            if name == 'oc.env':
                import os
                key, _, default = rest.partition(',')
                return os.environ[key] if not default else os.environ.get(key, _yaml.safe_load(default))
            raise OmegaConfBaseException(f'Unsupported interpolation type {name}')
        node = self
        if text.startswith('.'):
            text = text[1:]
            while text.startswith('.'):
                text = text[1:]
                node = node._parent
        else:
            node = self._root()
        for part in _parts(text):
            if node is None or not isinstance(node, _Node) or not node._has(part):
                raise InterpolationKeyError(f"Interpolation key '{text}' not found")
            node = node._at(part)
        return node

def _parts(text):
    return [p for p in text.replace('[', '.').replace(']', '').split('.') if p != '']

class DictConfig(_Node):
    def __init__(self, content=None, parent=None, flags=None, **kw):
        object.__setattr__(self, '_parent', parent)
        object.__setattr__(self, '_flags', dict(flags or {}))
        object.__setattr__(self, '_content', {})
        if isinstance(content, DictConfig):
            content = OmegaConf.to_container(content)
        for k, v in (content or {}).items():
            self._content[k] = _wrap(v, self)

    def _has(self, key):
        return key in self._content

    def _at(self, key):
        return self._resolved(self._content[key], key)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        if name in self._content:
            return self._at(name)
        if self._flag('struct') is False or self._flag('struct') is None:
            raise ConfigAttributeError(f'Missing key {name}')
        raise ConfigAttributeError(f"Key '{name}' is not in struct")

    def __setattr__(self, name, value):
        self[name] = value

    def __getitem__(self, key):
        if key not in self._content:
            raise ConfigKeyError(f'Missing key {key}')
        return self._at(key)

    def __setitem__(self, key, value):
        if self._flag('readonly'):
            raise ReadonlyConfigError(f'Cannot change read-only config container')
        if self._flag('struct') and key not in self._content:
            raise ConfigAttributeError(f"Key '{key}' is not in struct")
        self._content[key] = _wrap(value, self)

    def __delitem__(self, key):
        del self._content[key]

    def __delattr__(self, key):
        del self._content[key]

    def __contains__(self, key):
        return key in self._content and self._content[key] != MISSING

    def __iter__(self):
        return iter(list(self._content))

    def __len__(self):
        return len(self._content)

    def __bool__(self):
        return len(self._content) > 0

    def keys(self):
        return self._content.keys()

    def values(self):
        return [self[k] for k in self._content]

    def items(self):
        return [(k, self[k]) for k in self._content]

    def items_ex(self, resolve=True):
        return self.items()

    def get(self, key, default_value=None):
        return self[key] if key in self else default_value

    def pop(self, key, *default):
        if key in self._content:
            value = self[key]
            del self._content[key]
            return value
        if default:
            return default[0]
        raise ConfigKeyError(f"Key not found: '{key}'")

    def setdefault(self, key, default=None):
        if key not in self._content:
            self[key] = default
        return self[key]

    def update(self, *args, **kw):
        for source in list(args) + [kw]:
            for k, v in source.items():
                self[k] = v

    def copy(self):
        return OmegaConf._copied(self)

    def merge_with(self, *others):
        for other in others:
            _merge(self, OmegaConf.create(other))

    def __deepcopy__(self, memo):
        return OmegaConf._copied(self)

    def __eq__(self, other):
        mine = OmegaConf.to_container(self, resolve=True)
        return mine == (OmegaConf.to_container(other, resolve=True) if isinstance(other, DictConfig) else other)

    def __hash__(self):
        return hash(str(self))

    def __repr__(self):
        return repr(OmegaConf.to_container(self))

class ListConfig(_Node):
    def __init__(self, content=(), parent=None, flags=None, **kw):
        self._parent = parent
        self._flags = dict(flags or {})
        self._content = []
        for v in content:
            self._content.append(_wrap(v, self))

    def _has(self, key):
        return int(key) < len(self._content)

    def _at(self, key):
        return self._resolved(self._content[int(key)], key)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return ListConfig([self[k] for k in range(*i.indices(len(self)))], parent=self._parent)
        return self._resolved(self._content[i], i)

    def __setitem__(self, i, value):
        if self._flag('readonly'):
            raise ReadonlyConfigError(f'Cannot change read-only config container')
        self._content[i] = _wrap(value, self)

    def __delitem__(self, i):
        del self._content[i]

    def __iter__(self):
        return iter([self[i] for i in range(len(self._content))])

    def __len__(self):
        return len(self._content)

    def __contains__(self, value):
        return value in list(self)

    def append(self, value):
        self._content.append(_wrap(value, self))

    def extend(self, values):
        for v in values:
            self.append(v)

    def insert(self, i, value):
        self._content.insert(i, _wrap(value, self))

    def pop(self, i=-1):
        value = self[i]
        del self._content[i]
        return value

    def index(self, value):
        return list(self).index(value)

    def count(self, value):
        return list(self).count(value)

    def copy(self):
        return ListConfig(OmegaConf.to_container(self), parent=self._parent)

    def __deepcopy__(self, memo):
        return self.copy()

    def __add__(self, other):
        return ListConfig(list(self) + list(other), parent=self._parent)

    def __radd__(self, other):
        return ListConfig(list(other) + list(self), parent=self._parent)

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, (list, tuple, ListConfig)) else False

    def __hash__(self):
        return hash(str(self))

    def __repr__(self):
        return repr(OmegaConf.to_container(self))

def _merge(target, source):
    for k, v in source._content.items():
        old = target._content.get(k)
        if isinstance(old, DictConfig) and isinstance(v, DictConfig):
            _merge(old, v)
        else:
            target[k] = v

class OmegaConf:
    _resolvers = {}

    def __init__(self):
        raise NotImplementedError('Use one of the static construction functions')

    @staticmethod
    def create(obj=None, parent=None, flags=None):
        if obj is None:
            obj = {}
        if isinstance(obj, str):
            obj = _yaml.safe_load(obj)
            if obj is None:
                obj = {}
            elif isinstance(obj, str):
                obj = {obj: None}
        if isinstance(obj, (list, tuple, ListConfig)):
            return ListConfig(obj, flags=flags)
        if isinstance(obj, (dict, DictConfig)):
            return DictConfig(obj, flags=flags)
        return OmegaConf.structured(obj)

    @staticmethod
    def structured(obj, **kw):
        import dataclasses
        if isinstance(obj, type):
            obj = obj()
        return DictConfig({f.name: getattr(obj, f.name) for f in dataclasses.fields(obj)}, flags={'struct': True})

    @staticmethod
    def load(file_):
        if isinstance(file_, str) or hasattr(file_, '__fspath__'):
            with open(file_) as f:
                return OmegaConf.create(_yaml.safe_load(f))
        return OmegaConf.create(_yaml.safe_load(file_))

    @staticmethod
    def save(config, f, resolve=False):
        pass

    @staticmethod
    def from_cli(args_list=None):
        import sys
        return OmegaConf.from_dotlist(sys.argv[1:] if args_list is None else args_list)

    @staticmethod
    def from_dotlist(dotlist):
        conf = DictConfig({})
        for arg in dotlist:
            key, sep, value = arg.partition('=')
            OmegaConf.update(conf, key, _yaml.safe_load(value) if sep else MISSING)
        return conf

    @staticmethod
    def merge(*configs):
        first = OmegaConf.create(configs[0])
        if isinstance(first, ListConfig):
            return OmegaConf.create(configs[-1])
        out = OmegaConf._copied(first)
        for c in configs[1:]:
            _merge(out, OmegaConf.create(c))
        return out

    unsafe_merge = merge

    @staticmethod
    def _copied(config):
        out = DictConfig(OmegaConf.to_container(config), flags=config._flags)
        object.__setattr__(out, '_parent', config._parent)
        return out

    @staticmethod
    def to_container(cfg, resolve=False, throw_on_missing=False, **kw):
        def plain(node, v, k):
            if isinstance(v, (DictConfig, ListConfig)):
                return OmegaConf.to_container(v, resolve)
            if resolve and isinstance(v, str) and v != MISSING:
                v = node._interpolated(v)
                return OmegaConf.to_container(v, resolve) if isinstance(v, (DictConfig, ListConfig)) else v
            return v
        if isinstance(cfg, DictConfig):
            return {k: plain(cfg, v, k) for k, v in cfg._content.items()}
        return [plain(cfg, v, i) for i, v in enumerate(cfg._content)]

    to_object = to_container

    @staticmethod
    def to_yaml(cfg, *, resolve=False, sort_keys=False):
        return _yaml.dump(OmegaConf.to_container(cfg, resolve))

    @staticmethod
    def select(cfg, key, *, default=None, throw_on_missing=False, **kw):
        node = cfg
        for part in _parts(key):
            if not isinstance(node, _Node) or not node._has(part):
                return default
            node = node._at(part)
        return node

    @staticmethod
    def update(cfg, key, value=None, *, merge=True, force_add=False):
        node = cfg
        parts = _parts(key)
        for part in parts[:-1]:
            if not node._has(part):
                node[part] = {}
            node = node._at(part)
        last = int(parts[-1]) if isinstance(node, ListConfig) else parts[-1]
        old = node._content.get(last) if isinstance(node, DictConfig) else None
        if merge and isinstance(old, DictConfig) and isinstance(value, (dict, DictConfig)):
            _merge(old, OmegaConf.create(value))
        else:
            node[last] = value

    @staticmethod
    def resolve(cfg):
        for k in (list(cfg) if isinstance(cfg, DictConfig) else range(len(cfg))):
            v = cfg._content[k]
            if isinstance(v, (DictConfig, ListConfig)):
                OmegaConf.resolve(v)
            else:
                cfg[k] = cfg[k]

    @staticmethod
    def register_new_resolver(name, resolver, *, replace=False, use_cache=False):
        OmegaConf._resolvers[name] = resolver

    register_resolver = register_new_resolver

    @staticmethod
    def has_resolver(name):
        return name in OmegaConf._resolvers

    @staticmethod
    def is_config(obj):
        return isinstance(obj, (DictConfig, ListConfig))

    @staticmethod
    def is_dict(obj):
        return isinstance(obj, DictConfig)

    @staticmethod
    def is_list(obj):
        return isinstance(obj, ListConfig)

    @staticmethod
    def is_missing(cfg, key):
        return cfg._content.get(key) == MISSING

    @staticmethod
    def is_interpolation(cfg, key):
        return isinstance(cfg._content.get(key), str) and '\${' in cfg._content[key]

    @staticmethod
    def set_struct(conf, value):
        conf._flags['struct'] = value

    @staticmethod
    def set_readonly(conf, value):
        conf._flags['readonly'] = value

    @staticmethod
    def is_struct(conf):
        return conf._flag('struct')

    @staticmethod
    def is_readonly(conf):
        return conf._flag('readonly')

    @staticmethod
    def keys(cfg):
        return cfg.keys()

class _Open:
    def __init__(self, config, name):
        self._config = config
        self._name = name

    def __enter__(self):
        self._was = self._config._flags.get(self._name)
        self._config._flags[self._name] = False
        return self._config

    def __exit__(self, *exc):
        self._config._flags[self._name] = self._was
        return False

def open_dict(config):
    return _Open(config, 'struct')

def read_write(config):
    return _Open(config, 'readonly')
`.replaceAll('\\${', '${');
