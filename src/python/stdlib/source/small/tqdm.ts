/** The package tqdm, by what it does to a program: its bar goes through what it is given. */
export const TQDM_SOURCE = String.raw`
class tqdm:
    def __init__(self, iterable=None, *args, total=None, disable=False, initial=0, **kwargs):
        self.iterable = iterable
        self.total = total
        self.disable = disable
        self.n = initial

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return self.total if self.iterable is None else len(self.iterable)

    def __bool__(self):
        return self.total > 0 if self.total is not None else self.iterable is not None

    def __contains__(self, item):
        return item in iter(self)

    def __reversed__(self):
        return reversed(self.iterable)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False

    def update(self, n=1):
        self.n += n
        return True

    def reset(self, total=None):
        self.n = 0
        if total is not None:
            self.total = total

    def close(self, *args, **kwargs): pass
    def clear(self, *args, **kwargs): pass
    def refresh(self, *args, **kwargs): return True
    def unpause(self): pass
    def display(self, *args, **kwargs): return True
    def set_description(self, *args, **kwargs): pass
    def set_description_str(self, *args, **kwargs): pass
    def set_postfix(self, *args, **kwargs): pass
    def set_postfix_str(self, *args, **kwargs): pass

    @classmethod
    def write(cls, s, *args, **kwargs): pass

    @classmethod
    def pandas(cls, *args, **kwargs): pass

tqdm_notebook = tqdm

def trange(*args, **kwargs):
    return tqdm(range(*args), **kwargs)

tnrange = trange
`;
