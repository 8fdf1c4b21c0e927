/** The module addict, by what it does. */
export const ADDICT_SOURCE = String.raw`
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
`;
