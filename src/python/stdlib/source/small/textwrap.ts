/** The module textwrap, by what it does. */
export const TEXTWRAP_SOURCE = String.raw`
import re as _re

def dedent(text):
    lines = text.split('\n')
    lines = ['' if not line.strip(' \t') else line for line in lines]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        else:
            n = 0
            while n < min(len(margin), len(indent)) and margin[n] == indent[n]:
                n += 1
            margin = margin[:n]
    if margin:
        lines = [line[len(margin):] if line else line for line in lines]
    return '\n'.join(lines)

def indent(text, prefix, predicate=None):
    out = ''
    for line in text.splitlines(True):
        out += prefix + line if (predicate(line) if predicate else line.strip()) else line
    return out

def wrap(text, width=70, initial_indent='', subsequent_indent='', **kw):
    lines = []
    line = initial_indent
    empty = True
    for word in text.split():
        while True:
            room = width - len(line) - (0 if empty else 1)
            if len(word) <= room:
                line += word if empty else ' ' + word
                empty = False
                break
            if not empty:
                lines.append(line)
                line = subsequent_indent
                empty = True
                continue
            lines.append(line + word[:room])
            word = word[room:]
            line = subsequent_indent
    if not empty:
        lines.append(line)
    return lines

def fill(text, width=70, **kw):
    return '\n'.join(wrap(text, width, **kw))

def shorten(text, width, placeholder=' [...]', **kw):
    words = text.split()
    whole = ' '.join(words)
    if len(whole) <= width:
        return whole
    while words and len(' '.join(words)) + len(placeholder) > width:
        words.pop()
    return ' '.join(words) + placeholder if words else placeholder.strip()
`;
