# == split and join
print('a,b,,c'.split(','), ' a  b '.split(), 'a,b,c'.rsplit(',', 1), 'a\nb\r\nc'.splitlines(), '-'.join(['x', 'y']), 'a=b=c'.partition('='), 'a.b.c'.rpartition('.'))
print('a b c'.split(None, 1), ''.split(), ''.split(','), 'abc'.split('bc'))
# == strip and case
print('  x '.strip(), 'xxaxx'.strip('x'), 'xxa'.lstrip('x'), 'ax'.rstrip('x'), 'aBc'.upper(), 'ABC'.lower(), 'a b'.title(), 'abc'.capitalize(), 'aB'.swapcase(), 'Straße'.casefold())
# == find, count, replace
print('banana'.find('an'), 'banana'.rfind('an'), 'banana'.find('z'), 'banana'.count('a'), 'banana'.index('n'), 'banana'.replace('a', 'o'), 'banana'.replace('a', 'o', 1), 'abc'.find('c', 0, 2))
try: 'abc'.index('z')
except ValueError as e: print(e)
# == starts, ends, prefixes
print('layer1.conv'.startswith('layer'), 'x.weight'.endswith(('.weight', '.bias')), 'module.x'.removeprefix('module.'), 'a.pth'.removesuffix('.pth'), 'abc'.startswith('b', 1))
# == tests of characters
print('12'.isdigit(), 'a1'.isalnum(), 'ab'.isalpha(), ' '.isspace(), 'Ab'.isupper(), 'ab'.islower(), 'a_1'.isidentifier(), 'Ab Cd'.istitle(), '½'.isnumeric(), '²'.isdigit(), '12'.isdecimal(), ''.isdigit())
# == padding
print('7'.zfill(3), '-7'.zfill(4), 'a'.center(5, '*'), 'a'.ljust(3) + '|', 'a'.rjust(3, '.'), 'a\tb'.expandtabs(4))
# == format method
print('{} {1} {0}'.format('a', 'b') if False else '{1} {0}'.format('a', 'b'), '{:>5}|{:<5}|{:^5}'.format(1, 2, 3), '{x:.2f} {y!r}'.format(x=3.14159, y='s'), '{0[a]} {1.real}'.format({'a': 1}, 5), '{:{w}.{p}f}'.format(2.5, w=8, p=2), '{{}}'.format())
# == f-string details
x = 3.14159; n = 42; s = 'hi'; w = 10
print(f'{x:.2f} {n:05d} {s:>{w}} {s!r} {n:x} {n:#b} {x!s:>9} {n=} {x=:.1f} {{}} {"a" "b"} {1 if n else 2}')
print(f'{1234567:,} {1234567.891:,.2f} {0.256:.1%} {1e10:g} {255:#06x} {-5:+d} {5: d} {"é":*^5}')
# == percent formatting
print('%d %5.2f %s %r %x %o %e %%' % (3, 2.5, 'a', 'b', 255, 8, 12345.678), '%(a)s-%(b)03d' % {'a': 1, 'b': 2}, '%-5s|%5s|' % ('a', 'b'), '%s' % (1,), '%s' % [1, 2], '%c' % 65)
# == string comparison and multiplication
print('a' < 'b', 'A' < 'a', 'abc' < 'abd', 'ab' * 3, 3 * 'x', 'a' + 'b', 'b' in 'abc', 'abc'[::-1], 'abc'[-1], 'abcdef'[1:4:2], max('hello'), sorted('cab'))
# == maketrans and translate
t = str.maketrans('abc', 'xyz', 'd')
print('abcd'.translate(t), 'a-b'.translate(str.maketrans({'-': '_', 'a': None})))
# == bytes and encodings
b = 'héllo'.encode('utf-8')
print(b, len(b), b.decode(), b[0], b[1:3], bytes([65, 66]), bytes(3), b'abc'.hex(), bytes.fromhex('4142'), b'a' + b'b', b'a,b'.split(b','), 'abc'.encode('ascii'), b'abc'.upper(), b'x' in b'axb', b'abc'.startswith(b'a'))
# == bytearray and int.from_bytes
print(int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\x01\x02', 'little'), (258).to_bytes(2, 'big'), bytearray(b'ab'), list(b'ab'))
# == escapes and raw strings
print('a\tb', r'a\tb', 'a\\b', '\x41', '\u00e9', '\N{BULLET}', 'a' 'b', '''x
y''', repr('a\'b"c'), repr("it's"), repr('\n'), ascii('é'))
# == str of values
print(str(1), str(1.0), str(None), str(True), str([1, 'a', None]), str((1,)), str({'a': 1}), str({1}), str(1e16), str(1e-5), str(b'a'), str(range(3)), str(int), str(...), repr(1 + 2j))
# == ord, chr, hex, bin, oct, int with bases
print(ord('a'), chr(98), hex(255), bin(5), oct(8), int('ff', 16), int('0b101', 2), int('0x1f', 0), int(' 12 '), int('1_000'), int(3.9), int(-3.9), int('-7'))
# == textwrap
import textwrap
print(textwrap.dedent('''
    a
      b
    c
''').strip(), textwrap.indent('a\nb', '> '))
print(textwrap.wrap('the quick brown fox', 10), textwrap.fill('aa bb cc', 5), textwrap.shorten('hello big world', 11))
# == string module
import string
print(string.ascii_lowercase[:5], string.digits, string.Template('$a and ${b}').substitute(a=1, b=2), string.punctuation[:3], string.ascii_letters[25:28])
# == f-string with nested quotes and calls
d = {'k': [1, 2]}
print(f"{d['k'][0]} {len(d['k']):>3} {', '.join(str(x) for x in d['k'])} {(lambda x: x * 2)(3)}")
# == unicode
s = 'aé漢😀'
print(len(s), s[3], s[::-1], s.encode('utf-8')[:3], [ord(c) for c in s][3], '😀' in s, s.upper())
# == join with generators and errors
print(', '.join(f'{k}={v}' for k, v in {'a': 1, 'b': 2}.items()))
try: ','.join([1, 2])
except TypeError as e: print(e)
# == int.to_bytes, int.from_bytes and bit_count
print((1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-3).to_bytes(2, 'big', signed=True), (5).to_bytes())
print(int.from_bytes(b'\x04\x00', 'big'), int.from_bytes(b'\xff\xfd', 'big', signed=True), int.from_bytes([1, 2], 'little'), int.from_bytes(b'', 'big'))
for f in (lambda: (300).to_bytes(1, 'big'), lambda: (-1).to_bytes(1, 'big'), lambda: (128).to_bytes(1, 'big', signed=True), lambda: (1).to_bytes(2, 'middle')):
    try: print(f())
    except (OverflowError, ValueError) as e: print(type(e).__name__, e)
print((255).bit_count(), (-7).bit_count(), (0).bit_count(), (2**70 + 1).bit_count(), True.to_bytes(1, 'big'))
# == float.as_integer_ratio
print((2.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-3.0).as_integer_ratio(), (6).as_integer_ratio(), (1e-300).as_integer_ratio()[0], (1e22).as_integer_ratio())
for x in (float('inf'), float('nan')):
    try: x.as_integer_ratio()
    except (OverflowError, ValueError) as e: print(type(e).__name__, e)
# == bytes.hex
print(b'\x01\xab\xcd'.hex(), b'\x01\xab\xcd'.hex('-'), b''.hex(), bytes([0, 255]).hex())
