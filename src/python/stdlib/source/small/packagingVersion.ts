/** The module packaging.version, by what it does. */
export const PACKAGING_VERSION_SOURCE = String.raw`
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
`;
