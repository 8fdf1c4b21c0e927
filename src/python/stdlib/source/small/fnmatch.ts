/** The module fnmatch, by what it does. */
export const FNMATCH_SOURCE = String.raw`
import re as _re

def translate(pat):
    out = ''
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == '*':
            out += '.*'
        elif c == '?':
            out += '.'
        elif c == '[':
            j = i
            if pat[j:j + 1] == '!':
                j += 1
            if pat[j:j + 1] == ']':
                j += 1
            while j < len(pat) and pat[j] != ']':
                j += 1
            if j >= len(pat):
                out += '\\['
            else:
                stuff = pat[i:j].replace('\\', '\\\\')
                i = j + 1
                if stuff[0] == '!':
                    stuff = '^' + stuff[1:]
                elif stuff[0] in ('^', '['):
                    stuff = '\\' + stuff
                out += '[' + stuff + ']'
        else:
            out += _re.escape(c)
    return '(?s:' + out + ')\\Z'

def fnmatchcase(name, pat):
    return _re.compile(translate(pat)).match(name) is not None

fnmatch = fnmatchcase

def filter(names, pat):
    match = _re.compile(translate(pat)).match
    return [n for n in names if match(n)]
`;
