print([c for c in 'abc'], list('xy'), ''.join(reversed('abc')), 'b' in 'abc', 'bc' in 'abc', 'a' * 3, sorted('cab'), max('abc'), tuple('ab'), dict(a='x')['a'][0], enumerate('a').__class__.__name__)
