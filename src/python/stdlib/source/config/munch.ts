/** The module munch, by what it does. */
export const MUNCH_SOURCE = String.raw`
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
`;
