/** io's streams over a text that is known, and files. */
export const IO_SOURCE = String.raw`
class UnsupportedOperation(OSError, ValueError):
    pass

class IOBase:
    closed = False

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.closed = True
        return False

    def close(self):
        self.closed = True

    def flush(self):
        pass

    def seekable(self):
        return True

    def readable(self):
        return True

    def writable(self):
        return True

    def isatty(self):
        return False

class StringIO(IOBase):
    def __init__(self, initial_value='', newline='\n'):
        self._text = initial_value if initial_value is not None else ''
        self._at = 0

    def _empty(self):
        return self._text[:0]

    def read(self, size=-1):
        end = len(self._text) if size is None or size < 0 else min(len(self._text), self._at + size)
        out = self._text[self._at:end]
        self._at = max(end, self._at)
        return out

    def readline(self, size=-1):
        end = self._text.find(self._line(), self._at)
        end = len(self._text) if end < 0 else end + 1
        out = self._text[self._at:end]
        self._at = max(end, self._at)
        return out

    def _line(self):
        return '\n'

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, s):
        self._text = self._text[:self._at] + s + self._text[self._at + len(s):]
        self._at += len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        return self._text

    def seek(self, pos, whence=0):
        self._at = pos if whence == 0 else (self._at if whence == 1 else len(self._text)) + pos
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        self._text = self._text[:self._at if size is None else size]
        return len(self._text)

class BytesIO(StringIO):
    def __init__(self, initial_bytes=b''):
        self._text = initial_bytes
        self._at = 0

    def _line(self):
        return b'\n'

    def getbuffer(self):
        return self._text

class _Opened(IOBase):
    def _open(self, text, name, mode):
        self._text = text
        self._at = 0
        self.name = name
        self.mode = mode
        return self

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def writable(self):
        return False

    def write(self, s):
        raise UnsupportedOperation('not writable')

class TextIOWrapper(_Opened, StringIO):
    encoding = 'UTF-8'

    def __init__(self, buffer=None, encoding=None, *args, **kw):
        if buffer is not None:
            self._open(buffer.read().decode(encoding or 'utf-8'), getattr(buffer, 'name', None), 'r')

    def read(self, size=-1):
        self._check()
        return StringIO.read(self, size)

    def readline(self, size=-1):
        self._check()
        return StringIO.readline(self, size)

class BufferedReader(_Opened, BytesIO):
    def __init__(self, raw=None, *args):
        if raw is not None:
            self._open(raw.read(), getattr(raw, 'name', None), 'rb')

    def read(self, size=-1):
        self._check()
        return BytesIO.read(self, size)

    def readline(self, size=-1):
        self._check()
        return BytesIO.readline(self, size)

class _Written(IOBase):
    def __init__(self, file, mode):
        self.name = file
        self.mode = mode

    def write(self, s):
        return len(s)

    def writelines(self, lines):
        pass

    def fileno(self):
        return _read_file(self.name, True, None)

    def seek(self, pos, whence=0):
        return _read_file(self.name, True, None)

    def truncate(self, size=None):
        return _read_file(self.name, True, None)

    def tell(self):
        return _read_file(self.name, True, None)

    def read(self, size=-1):
        return _read_file(self.name, True, None)

    def readline(self, size=-1):
        return _read_file(self.name, True, None)

    def readlines(self, hint=-1):
        return _read_file(self.name, True, None)

def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if _unknown(mode):
        return mode
    if 'w' in mode or 'a' in mode or 'x' in mode or '+' in mode:
        _write_file(file)
        return _Written(file, mode)
    binary = 'b' in mode
    text = _read_file(file, binary, encoding)
    if _unknown(text):
        return text
    return (BufferedReader() if binary else TextIOWrapper())._open(text, file, mode)
`;
