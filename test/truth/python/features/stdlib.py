# == itertools
import itertools as it
print(list(it.chain([1], (2, 3))), list(it.chain.from_iterable([[1], [2]])), list(it.product([1, 2], 'ab')), list(it.product([0, 1], repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations('abc', 2)))
print(list(it.islice(it.count(5, 2), 3)), list(it.islice('abcdef', 1, 5, 2)), list(it.repeat('x', 2)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 3, 1])))
print(list(it.zip_longest([1], [2, 3], fillvalue=0)), list(it.starmap(pow, [(2, 3)])), [(k, list(g)) for k, g in it.groupby('aabc')], list(it.compress('abc', [1, 0, 1])), list(it.pairwise([1, 2, 3])), list(it.filterfalse(None, [0, 1])), list(it.combinations_with_replacement('ab', 2)))
c = it.cycle([1, 2]); print(next(c), next(c), next(c)); a, b = it.tee([1, 2]); print(list(a), list(b))
# == math
import math
print(math.ceil(2.1), math.floor(-2.1), math.sqrt(16), math.log2(8), math.log(math.e), math.log(8, 2), math.log10(1000), math.pi, math.inf, math.gcd(12, 18), math.lcm(4, 6), math.prod([2, 3, 4]), math.factorial(5), math.comb(5, 2), math.isclose(0.1 + 0.2, 0.3), math.trunc(-2.7), math.hypot(3, 4), math.copysign(1, -2), math.isqrt(17), math.exp(0), math.fmod(7, 3), math.modf(2.5), math.isnan(math.nan), math.isinf(math.inf), math.degrees(math.pi), math.pow(2, 3), math.fsum([0.1] * 10), math.perm(5, 2), math.sin(0), math.cos(0), math.tanh(0), math.atan2(0, 1), math.dist((0, 0), (3, 4)))
try: math.sqrt(-1)
except ValueError as e: print(e)
# == heapq and bisect
import heapq, bisect
h = []
for x in [3, 1, 2]: heapq.heappush(h, x)
print(heapq.heappop(h), h, heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [1, 5, 3]), bisect.bisect([1, 2, 3], 2), bisect.bisect_left([1, 2, 3], 2))
l = [1, 3]; bisect.insort(l, 2); print(l); g = [5, 2, 4]; heapq.heapify(g); print(g[0])
# == statistics
import statistics
print(statistics.mean([1, 2, 3]), statistics.median([1, 3, 2]), statistics.median([1, 2, 3, 4]), statistics.mode([1, 1, 2]), statistics.mean([1, 2]))
# == fractions and decimal
from fractions import Fraction
print(Fraction(1, 3) + Fraction(1, 6), Fraction(6, 4), Fraction('0.5'), float(Fraction(1, 4)), Fraction(3, 4).numerator, int(Fraction(7, 2)))
# == configparser
import configparser
c = configparser.ConfigParser()
c.read_string('[model]\ndepth = 50\nname: resnet\n# comment\nbias = yes\n[DEFAULT]\nlr = 0.1\n')
print(c.sections(), c['model']['depth'], c.getint('model', 'depth'), c.getboolean('model', 'bias'), c.getfloat('model', 'lr'), c.get('model', 'name'), c.has_option('model', 'zz'), c.get('model', 'zz', fallback='f'), 'model' in c, c['model'].getint('depth'), dict(c['model']))
# == ast.literal_eval
import ast
print(ast.literal_eval("{'a': [1, 2.5, (3,)], 'b': None}"), ast.literal_eval('-3'), ast.literal_eval('"x"'))
try: ast.literal_eval('f()')
except ValueError as e: print('ValueError')
# == copy, pprint, pickle-free
from pprint import pformat
print(pformat({'a': 1}), pformat([1, 2]))
# == datetime has known types
import datetime
d = datetime.datetime(2024, 1, 2)
print(d.year, d.month, isinstance(datetime.datetime.now(), datetime.datetime))
# == time and random have known types
import time, random
t = time.time(); random.seed(0)
print(isinstance(t, float), isinstance(random.random(), float), 1 <= random.randint(1, 5) <= 5)
# == random lists keep their lengths
import random
l = [1, 2, 3]; random.shuffle(l)
print(len(l), len(random.sample(range(10), 4)), len(random.choices('ab', k=3)))
# == queue and collections together
import queue
q = queue.Queue(); q.put(1); q.put(2)
print(q.get(), q.qsize(), q.empty())
# == hashlib gives unknown digests of known kinds
import hashlib
print(len(hashlib.md5(b'x').hexdigest()), isinstance(hashlib.sha256(b'a').hexdigest(), str))
# == difflib, keyword
import keyword
print(keyword.iskeyword('class'), keyword.iskeyword('conv'))
# == enum in a config with json
import json, enum
class E(enum.Enum): A = 'a'
print(json.dumps({'e': E.A.value}))
# == csv of a string
import csv, io
print(list(csv.reader(io.StringIO('a,b\n1,"2,3"\n'))), [dict(r) for r in csv.DictReader(io.StringIO('x,y\n1,2\n'))])
# == struct sizes
import struct
print(struct.pack('<HB', 258, 3), struct.unpack('<HB', b'\x02\x01\x03'), struct.calcsize('<if'))
# == platform and uuid have known types
import platform, uuid, tempfile
print(isinstance(platform.system(), str), len(str(uuid.uuid4())))
# == shlex and string templates
import shlex
print(shlex.split('a "b c" d'), shlex.quote('a b'))
