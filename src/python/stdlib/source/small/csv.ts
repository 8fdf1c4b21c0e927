/** The module csv, by what it does. */
export const CSV_SOURCE = String.raw`
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3

class Error(Exception):
    pass

def reader(csvfile, dialect='excel', delimiter=',', quotechar='"', **kw):
    for line in csvfile:
        line = line.rstrip('\r\n')
        row = []
        field = ''
        quoted = False
        i = 0
        while i < len(line):
            c = line[i]
            if quoted:
                if c == quotechar and line[i + 1:i + 2] == quotechar:
                    field += c
                    i += 1
                elif c == quotechar:
                    quoted = False
                else:
                    field += c
            elif c == quotechar and not field:
                quoted = True
            elif c == delimiter:
                row.append(field)
                field = ''
            else:
                field += c
            i += 1
        if line:
            row.append(field)
        yield row

class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, *args, **kw):
        self.reader = reader(f, *args, **kw)
        self._names = fieldnames
        self.restkey = restkey
        self.restval = restval

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        d = dict(zip(names, row))
        if len(row) > len(names):
            d[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            d[name] = self.restval
        return d
`;
