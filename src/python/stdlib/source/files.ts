/** os and os.path on files that are there. */
export const OS_FILES_SOURCE = String.raw`
def getcwd():
    return _cwd()

def listdir(path='.'):
    return _listdir(path)

def fspath(path):
    return path if isinstance(path, (str, bytes)) else path.__fspath__()

def walk(top, topdown=True, onerror=None, followlinks=False):
    out = []
    todo = [fspath(top)]
    while todo:
        here = todo.pop(0)
        names = _listdir(here)
        if _unknown(names):
            return names
        folders = []
        files = []
        for name in names:
            if _kind(here + '/' + name) == 'folder':
                folders.append(name)
            else:
                files.append(name)
        out.append((here, folders, files))
        todo = [(here if here.endswith('/') else here + '/') + name for name in folders] + todo
    return iter(out if topdown else out[::-1])
`;

/** os.path's questions to the file system. */
export const PATH_FILES_SOURCE = String.raw`
def exists(path):
    found = _kind(path)
    return found if _unknown(found) else True

lexists = exists

def isfile(path):
    found = _kind(path)
    return found if _unknown(found) else found == 'file'

def isdir(s):
    found = _kind(s)
    return found if _unknown(found) else found == 'folder'

def getsize(filename):
    return len(_read_file(filename, True, None))
`;

/** codecs.open. */
export const CODECS_SOURCE = String.raw`
import io as _io

BOM_UTF8 = b'\xef\xbb\xbf'

def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    return _io.open(filename, mode, buffering, encoding)
`;

/** glob.glob: sorted, where Python's order is the file system's. */
export const GLOB_SOURCE = String.raw`
import fnmatch as _fnmatch

def _magic(part):
    return '*' in part or '?' in part or '[' in part

def _below(folder):
    out = [folder]
    names = _listdir(folder or '.')
    if _unknown(names):
        return []
    for name in names:
        path = folder + name + '/'
        if not name.startswith('.') and _kind(path) == 'folder':
            out += _below(path)
    return out

def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    pathname = pathname.__fspath__() if hasattr(pathname, '__fspath__') else pathname
    absolute = pathname.startswith('/')
    parts = [p for p in pathname.split('/') if p]
    found = ['/' if absolute else '']
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        fresh = []
        for folder in found:
            if part == '**' and recursive:
                for f in _below(folder):
                    fresh += [f + n for n in _listdir(f or '.') if not n.startswith('.')] if last else [f]
            elif not _magic(part):
                whole = folder + part
                if not _unknown(_kind(whole)):
                    fresh.append(whole if last else whole + '/')
            else:
                names = _listdir(folder or '.')
                if _unknown(names):
                    return names
                for name in names:
                    if name.startswith('.') and not part.startswith('.'):
                        continue
                    if _fnmatch.fnmatchcase(name, part):
                        if last:
                            fresh.append(folder + name)
                        elif _kind(folder + name) == 'folder':
                            fresh.append(folder + name + '/')
        found = fresh
    return sorted(found) if found else _listdir(pathname)

def iglob(pathname, **kw):
    return iter(glob(pathname, **kw))
`;
