/** io's streams over a text that is known. */
export const IO_SOURCE = String.raw`
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

TextIOWrapper = StringIO

class BytesIO(StringIO):
    def __init__(self, initial_bytes=b''):
        self._text = initial_bytes
        self._at = 0

    def _line(self):
        return b'\n'

    def getbuffer(self):
        return self._text
`;
