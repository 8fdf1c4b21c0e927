/** PyYAML's functions over the native _parse. */
export const YAML_SOURCE = String.raw`
class YAMLError(Exception):
    pass

class MarkedYAMLError(YAMLError):
    pass

class _Loader:
    pass

class SafeLoader(_Loader):
    pass

class FullLoader(_Loader):
    pass

class Loader(_Loader):
    pass

class UnsafeLoader(_Loader):
    pass

class BaseLoader(_Loader):
    pass

CSafeLoader = SafeLoader
CLoader = Loader

class SafeDumper:
    pass

class Dumper:
    pass

def safe_load(stream):
    if hasattr(stream, 'read'):
        stream = stream.read()
    return _parse(stream)

def load(stream, Loader=None):
    if Loader is BaseLoader:
        return _why(stream)
    return safe_load(stream)

full_load = safe_load
unsafe_load = safe_load

def load_all(stream, Loader=None):
    return _why(stream)

safe_load_all = load_all

def dump(data, stream=None, *args, **kw):
    return None if stream is not None else _why(data)

safe_dump = dump
`;
