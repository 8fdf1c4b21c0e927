/** The module ml_collections, by what it does. */
export const ML_COLLECTIONS_SOURCE = String.raw`
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
`;
