import { VERSIONS } from '../../versions.js';

/**
 * torch.torch_version by meaning: a text that compares as a version, with texts and tuples as well
 * (https://docs.pytorch.org/docs/stable/torch.html#torch.__version__; torch/torch_version.py).
 */
export const TORCH_VERSION_SOURCE = `
from packaging.version import InvalidVersion, Version

def _version(other):
    if isinstance(other, Version):
        return other
    if isinstance(other, str):
        return Version(other)
    return Version('.'.join(str(part) for part in other))

class TorchVersion(str):
    def __gt__(self, other):
        return _version(str(self)) > _version(other)

    def __lt__(self, other):
        return _version(str(self)) < _version(other)

    def __ge__(self, other):
        return _version(str(self)) >= _version(other)

    def __le__(self, other):
        return _version(str(self)) <= _version(other)

    def __eq__(self, other):
        try:
            return _version(str(self)) == _version(other)
        except (InvalidVersion, TypeError):
            return str.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(str(self))

__version__ = TorchVersion('${VERSIONS.torch}')
`;

/** torch.version of a build for a CPU. */
export const BUILD_SOURCE = `
__version__ = '${VERSIONS.torch}'
cuda = None
hip = None
xpu = None
debug = False
`;
