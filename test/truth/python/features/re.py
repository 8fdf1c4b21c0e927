# == search and groups
import re
m = re.search(r'(\w+)-(\d+)', 'see resnet-50 here')
print(m.group(), m.group(1), m.group(2), m.groups(), m.start(), m.end(2), m.span())
print(m[0], m[1], m.group(1, 2), bool(m), re.search('zzz', 'abc'))
# == match is anchored at the start
import re
print(re.match(r'\d+', 'a1'), re.match(r'\d+', '12a').group(), re.fullmatch(r'\d+', '12a'), re.fullmatch(r'\d+', '12').group())
# == named groups
import re
m = re.match(r'(?P<kind>[a-z]+)_r(?P<rep>\d+)(?:_k(?P<kernel>\d+))?', 'ds_r1')
print(m.groupdict(), m['kind'], m.group('rep'), m.group('kernel'), m.groupdict('none'))
# == split of an EfficientNet block string
import re
def decode(s):
    options = {}
    for op in s.split('_'):
        splits = re.split(r'(\d.*)', op)
        if len(splits) >= 2:
            key, value = splits[:2]
            options[key] = value
    return options
print(decode('ir_r2_k5_s22_e6_i16_o24_se0.25'))
print(re.split(r'[,;]\s*', 'a, b;c'), re.split('x', 'abc'), re.split(r'(,)', 'a,b', maxsplit=1))
# == sub with a text, groups and a function
import re
print(re.sub(r'\s+', ' ', 'a  b \n c'), re.sub(r'(\w)(\d)', r'\2\1', 'a1b2'), re.sub('a', lambda m: m.group().upper(), 'banana', count=2))
print(re.sub(r'(?P<x>\d)', r'<\g<x>>', 'a1'), re.subn('a', 'b', 'aaa'))
# == findall and finditer
import re
print(re.findall(r'\d+', 'a1b22c333'), re.findall(r'(\w)=(\d)', 'a=1 b=2'), [m.group(0) for m in re.finditer(r'[a-z]+', 'ab 1 cd')])
# == compiled patterns
import re
p = re.compile(r'layer(\d)\.(\d+)', re.IGNORECASE)
print(p.match('Layer3.12').groups(), p.search('x layer1.0').group(), p.pattern, p.findall('layer1.0 layer2.1'))
print(bool(p.match('zzz')))
# == camel case to snake case
import re
def snake(name):
    s = re.sub('(.)([A-Z][a-z]+)', r'\1_\2', name)
    return re.sub('([a-z0-9])([A-Z])', r'\1_\2', s).lower()
print(snake('ConvBNReLU'), snake('UNetPlusPlus'), snake('simple'))
# == flags and verbose patterns
import re
p = re.compile(r'''
    (?P<major>\d+)   # major
    \.(?P<minor>\d+) # minor
''', re.VERBOSE)
print(p.match('2.13').groupdict(), re.findall('^a', 'a\na', re.M), re.search('a.b', 'a\nb', re.S) is not None, re.search('A', 'a', re.I).group())
# == escape and lookaround
import re
print(re.escape('a.b*c'), re.findall(r'(?<=_)\d+', 'a_1_22'), re.findall(r'\d+(?!px)\b', '12px 34'), re.match('(?i)ABC', 'abc').group())
# == a state dict is renamed
import re
pattern = re.compile(r'^(.*denselayer\d+\.(?:norm|relu|conv))\.((?:[12])\.(?:weight|bias))$')
keys = ['features.denseblock1.denselayer2.norm.1.weight', 'classifier.weight']
for key in keys:
    res = pattern.match(key)
    print(res.group(1) + res.group(2) if res else key)
# == a pattern that is not valid
import re
try:
    re.compile('(')
except re.error as e:
    print('error', type(e).__name__)
