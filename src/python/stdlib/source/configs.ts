/** Configuration objects of packages that are seldom installed beside the code that is read, by what they do. */
export const CONFIG_SOURCES: Readonly<Record<string, string>> = {
  easydict: String.raw`
class EasyDict(dict):
    def __init__(self, d=None, **kwargs):
        d = dict(d) if d is not None else {}
        d.update(kwargs)
        for k, v in d.items():
            setattr(self, k, v)

    def __setattr__(self, name, value):
        if isinstance(value, (list, tuple)):
            value = type(value)([type(self)(x) if isinstance(x, dict) else x for x in value])
        elif isinstance(value, dict) and not isinstance(value, EasyDict):
            value = type(self)(value)
        super().__setattr__(name, value)
        super().__setitem__(name, value)

    __setitem__ = __setattr__

    def __delattr__(self, name):
        super().__delattr__(name)
        super().__delitem__(name)

    def update(self, e=None, **f):
        d = e or {}
        d.update(f)
        for k in d:
            setattr(self, k, d[k])

    def pop(self, k, *args):
        if hasattr(self, k):
            super().__delattr__(k)
        return super().pop(k, *args)
`,
  munch: String.raw`
class Munch(dict):
    def __init__(self, *args, **kwargs):
        self.update(*args, **kwargs)

    def __getattr__(self, k):
        try:
            return self[k]
        except KeyError:
            raise AttributeError(k)

    def __setattr__(self, k, v):
        self[k] = v

    def __delattr__(self, k):
        try:
            del self[k]
        except KeyError:
            raise AttributeError(k)

    def toDict(self):
        return unmunchify(self)

    @classmethod
    def fromDict(cls, d):
        return munchify(d, cls)

    def copy(self):
        return type(self).fromDict(self)

    def __repr__(self):
        return f'{self.__class__.__name__}({dict.__repr__(self)})'

Bunch = Munch

class DefaultMunch(Munch):
    def __init__(self, default=None, *args, **kwargs):
        object.__setattr__(self, '_default', default)
        super().__init__(*args, **kwargs)

    def __getattr__(self, k):
        return self[k]

    def __missing__(self, k):
        return object.__getattribute__(self, '_default')

def munchify(x, factory=Munch):
    if isinstance(x, dict):
        return factory({k: munchify(v, factory) for k, v in x.items()})
    if isinstance(x, (list, tuple)):
        return type(x)([munchify(v, factory) for v in x])
    return x

def unmunchify(x):
    if isinstance(x, dict):
        return {k: unmunchify(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return type(x)([unmunchify(v) for v in x])
    return x
`,
  addict: String.raw`
class Dict(dict):
    def __init__(self, *args, **kwargs):
        object.__setattr__(self, '_parent', kwargs.pop('__parent', None))
        object.__setattr__(self, '_key', kwargs.pop('__key', None))
        for arg in args:
            if not arg:
                continue
            for k, v in (arg.items() if isinstance(arg, dict) else arg):
                self[k] = self._hook(v)
        for k, v in kwargs.items():
            self[k] = self._hook(v)

    @classmethod
    def _hook(cls, item):
        if isinstance(item, dict):
            return item if isinstance(item, Dict) else cls(item)
        if isinstance(item, (list, tuple)):
            return type(item)([cls._hook(x) for x in item])
        return item

    def __setattr__(self, name, value):
        self[name] = value

    def __setitem__(self, name, value):
        super().__setitem__(name, value)
        parent = object.__getattribute__(self, '_parent')
        if parent is not None:
            parent[object.__getattribute__(self, '_key')] = self
            object.__setattr__(self, '_parent', None)

    def __getattr__(self, name):
        return self[name]

    def __missing__(self, name):
        child = type(self)()
        object.__setattr__(child, '_parent', self)
        object.__setattr__(child, '_key', name)
        return child

    def __delattr__(self, name):
        del self[name]

    def to_dict(self):
        out = {}
        for k, v in self.items():
            if isinstance(v, Dict):
                out[k] = v.to_dict()
            elif isinstance(v, (list, tuple)):
                out[k] = type(v)([x.to_dict() if isinstance(x, Dict) else x for x in v])
            else:
                out[k] = v
        return out

    def copy(self):
        return type(self)(self)

    def update(self, *args, **kwargs):
        other = {}
        for a in args:
            other.update(a)
        other.update(kwargs)
        for k, v in other.items():
            if k in self and isinstance(self[k], dict) and isinstance(v, dict):
                self[k].update(v)
            else:
                self[k] = self._hook(v)
`,
  'yacs.config': String.raw`
import copy as _copy
import yaml as _yaml
import ast as _ast

class CfgNode(dict):
    def __init__(self, init_dict=None, key_list=None, new_allowed=False):
        d = {}
        for k, v in ({} if init_dict is None else init_dict).items():
            d[k] = CfgNode(v, new_allowed=new_allowed) if type(v) is dict else v
        super().__init__(d)
        self.__dict__['__immutable__'] = False
        self.__dict__['__new_allowed__'] = new_allowed

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if self.is_frozen():
            raise AttributeError(f'Attempted to set {name} to {value}, but CfgNode is immutable')
        self[name] = value

    def is_frozen(self):
        return self.__dict__['__immutable__']

    def is_new_allowed(self):
        return self.__dict__['__new_allowed__']

    def set_new_allowed(self, allowed):
        self.__dict__['__new_allowed__'] = allowed
        for v in self.values():
            if isinstance(v, CfgNode):
                v.set_new_allowed(allowed)

    def _freeze(self, frozen):
        self.__dict__['__immutable__'] = frozen
        for v in self.values():
            if isinstance(v, CfgNode):
                v._freeze(frozen)

    def freeze(self):
        self._freeze(True)

    def defrost(self):
        self._freeze(False)

    def clone(self):
        return _copy.deepcopy(self)

    def __deepcopy__(self, memo):
        new = type(self)(new_allowed=self.is_new_allowed())
        for k, v in self.items():
            dict.__setitem__(new, k, _copy.deepcopy(v, memo))
        new.__dict__['__immutable__'] = self.is_frozen()
        return new

    def merge_from_file(self, cfg_filename):
        with open(cfg_filename, 'r') as f:
            self.merge_from_other_cfg(self.load_cfg(f))

    @classmethod
    def load_cfg(cls, source):
        return cls(_yaml.safe_load(source if isinstance(source, str) else source.read()))

    def merge_from_other_cfg(self, cfg_other):
        self._merge(cfg_other, [])

    def _merge(self, other, path):
        for k, v in other.items():
            full = '.'.join(path + [k])
            v = _decoded(v)
            if k in self:
                v = _fitting(v, self[k], full)
                if isinstance(v, CfgNode) and isinstance(self[k], CfgNode):
                    self[k]._merge(v, path + [k])
                else:
                    self[k] = v
            elif self.is_new_allowed():
                self[k] = v
            else:
                raise KeyError(f'Non-existent config key: {full}')

    def merge_from_list(self, cfg_list):
        assert len(cfg_list) % 2 == 0, f'Override list has odd length: {cfg_list}; it must be a list of pairs'
        for full, v in zip(cfg_list[0::2], cfg_list[1::2]):
            d = self
            keys = full.split('.')
            for k in keys[:-1]:
                assert k in d, f'Non-existent key: {full}'
                d = d[k]
            k = keys[-1]
            assert k in d, f'Non-existent key: {full}'
            d[k] = _fitting(_decoded(v), d[k], full)

    def dump(self, **kwargs):
        return _yaml.dump(self)

def _decoded(v):
    if type(v) is dict:
        return CfgNode(v)
    if not isinstance(v, str):
        return v
    try:
        return _ast.literal_eval(v)
    except (ValueError, SyntaxError):
        return v

def _fitting(new, old, key):
    if type(new) == type(old):
        return new
    if new is None or old is None:
        return new
    if isinstance(new, tuple) and isinstance(old, list):
        return list(new)
    if isinstance(new, list) and isinstance(old, tuple):
        return tuple(new)
    if isinstance(new, int) and isinstance(old, float) and not isinstance(new, bool):
        return float(new)
    if isinstance(new, dict) and isinstance(old, CfgNode):
        return CfgNode(new)
    raise ValueError(f'Type mismatch ({type(old)} vs. {type(new)}) with values ({old} vs. {new}) for config key: {key}')
`,
  ml_collections: String.raw`
class FieldReference:
    def __init__(self, default, field_type=None, op=None):
        self._value = default

    def get(self):
        return self._value

    def set(self, value, type_safe=True):
        self._value = value

class _Unlocked:
    def __init__(self, config):
        self._config = config

    def __enter__(self):
        self._was = self._config._locked
        self._config._set('_locked', False)
        return self._config

    def __exit__(self, *exc):
        self._config._set('_locked', self._was)
        return False

def _get(v):
    return v.get() if isinstance(v, FieldReference) else v

class ConfigDict:
    def __init__(self, initial_dictionary=None, type_safe=True, convert_dict=True, *, allow_dotted_keys=False, sort_keys=True):
        self._set('_fields', {})
        self._set('_locked', False)
        self._set('_safe', type_safe)
        if isinstance(initial_dictionary, ConfigDict):
            initial_dictionary = initial_dictionary.to_dict()
        for k, v in (initial_dictionary or {}).items():
            self._fields[k] = ConfigDict(v, type_safe) if isinstance(v, dict) else v

    def _set(self, name, value):
        object.__setattr__(self, name, value)

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as e:
            raise AttributeError(name)

    def __getitem__(self, key):
        if key not in self._fields:
            raise KeyError(key)
        return _get(self._fields[key])

    def __setitem__(self, key, value):
        if self._locked and key not in self._fields:
            raise KeyError(f'Key "{key}" does not exist and cannot be added since the config is locked.')
        if isinstance(value, dict):
            value = ConfigDict(value, self._safe)
        old = self._fields.get(key)
        if isinstance(old, FieldReference) and not isinstance(value, FieldReference):
            old.set(value)
            return
        if self._safe and old is not None and value is not None and not isinstance(value, (ConfigDict, FieldReference)):
            if isinstance(old, float) and isinstance(value, int) and not isinstance(value, bool):
                value = float(value)
            elif isinstance(old, tuple) and isinstance(value, list):
                value = tuple(value)
            elif isinstance(old, list) and isinstance(value, tuple):
                value = list(value)
            elif not isinstance(value, type(old)) and not isinstance(old, ConfigDict):
                raise TypeError(f'field "{key}" is of type {type(old)} but {type(value)} was given')
        self._fields[key] = value

    def __setattr__(self, name, value):
        try:
            self[name] = value
        except KeyError as e:
            raise AttributeError(*e.args)

    def __delitem__(self, key):
        if self._locked:
            raise KeyError('This ConfigDict is locked, you have to unlock it before trying to delete a field.')
        del self._fields[key]

    def __delattr__(self, name):
        del self[name]

    def __contains__(self, key):
        return key in self._fields

    def __len__(self):
        return len(self._fields)

    def __iter__(self):
        return iter(sorted(self._fields))

    def __eq__(self, other):
        return self.to_dict() == other.to_dict() if isinstance(other, ConfigDict) else False

    def keys(self):
        return sorted(self._fields)

    def values(self):
        return [self[k] for k in self.keys()]

    def items(self):
        return [(k, self[k]) for k in self.keys()]

    def get(self, key, default=None):
        return self[key] if key in self else default

    def get_ref(self, key):
        if not isinstance(self._fields[key], FieldReference):
            self._fields[key] = FieldReference(self._fields[key])
        return self._fields[key]

    def to_dict(self, **kw):
        return {k: _get(v).to_dict() if isinstance(_get(v), ConfigDict) else _get(v) for k, v in self._fields.items()}

    def copy_and_resolve_references(self, **kw):
        return type(self)(self.to_dict(), self._safe)

    def update(self, *other, **kwargs):
        for source in list(other) + [kwargs]:
            for k, v in source.items():
                if k in self and isinstance(self[k], ConfigDict) and isinstance(v, (dict, ConfigDict)):
                    self[k].update(v)
                else:
                    self[k] = v

    def lock(self):
        self._set('_locked', True)
        for v in self._fields.values():
            if isinstance(v, ConfigDict):
                v.lock()
        return self

    def unlock(self):
        self._set('_locked', False)
        for v in self._fields.values():
            if isinstance(v, ConfigDict):
                v.unlock()
        return self

    def unlocked(self):
        return _Unlocked(self)

    @property
    def is_locked(self):
        return self._locked

class FrozenConfigDict(ConfigDict):
    def __setitem__(self, key, value):
        raise AttributeError('FrozenConfigDict is immutable.')

def config_dict_from(d):
    return ConfigDict(d)

class config_dict:
    ConfigDict = ConfigDict
    FrozenConfigDict = FrozenConfigDict
    FieldReference = FieldReference
    create = staticmethod(lambda **kw: ConfigDict(kw))
    placeholder = staticmethod(lambda field_type, required=False: FieldReference(None))
`,
  omegaconf: String.raw`
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
`.replaceAll('\\${', '${'),
};
