/** The module shlex, by what it does. */
export const SHLEX_SOURCE = String.raw`
import re as _re

def split(s, comments=False, posix=True):
    out = []
    token = None
    quote = None
    i = 0
    while i < len(s):
        c = s[i]
        if quote is not None:
            if c == quote:
                quote = None
            elif c == '\\' and quote == '"' and s[i + 1:i + 2] in ('"', '\\'):
                i += 1
                token += s[i]
            else:
                token += c
        elif c in ' \t\r\n':
            if token is not None:
                out.append(token)
            token = None
        else:
            token = token or ''
            if c in '"\'':
                quote = c
            elif c == '\\' and i + 1 < len(s):
                i += 1
                token += s[i]
            else:
                token += c
        i += 1
    if quote is not None:
        raise ValueError('No closing quotation')
    if token is not None:
        out.append(token)
    return out

def quote(s):
    if not s:
        return "''"
    if _re.search(r'[^\w@%+=:,./-]', s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"

def join(parts):
    return ' '.join(quote(p) for p in parts)
`;
