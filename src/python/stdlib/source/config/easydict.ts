/** The module easydict, by what it does. */
export const EASYDICT_SOURCE = String.raw`
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
`;
