# == loads
import json
d = json.loads('{"a": 1, "b": [1.5, true, false, null, "x"], "c": {"d": -3e2}, "e": "\\u00e9\\n"}')
print(d, type(d['a']), type(d['c']['d']))
# == dumps
import json
print(json.dumps({'a': 1, 'b': [1.5, True, None, 'x"y'], 3: (1, 2)}), json.dumps('é'), json.dumps('é', ensure_ascii=False))
# == dumps with indentation and sorted keys
import json
print(json.dumps({'b': [1, 2], 'a': {}}, indent=2, sort_keys=True))
print(json.dumps({'a': 1, 'b': [1, 2]}, separators=(',', ':')), json.dumps([], indent=2))
# == text that is not JSON
import json
try:
    json.loads('{"a": }')
except json.JSONDecodeError as e:
    print(isinstance(e, ValueError), type(e).__name__)
try:
    json.dumps({1, 2})
except TypeError as e:
    print(e)
# == numbers and literals
import json
print(json.loads('1e3'), json.loads('10'), json.loads('12345678901234567890'), json.loads('NaN'), json.loads('-Infinity'), json.loads(' [ ] '))
print(json.dumps(1e20), json.dumps(float('inf')), json.dumps(0.1), json.dumps(10**20))
# == a round trip is a deep copy
import json
a = {'x': [1, 2]}
b = json.loads(json.dumps(a))
b['x'].append(3)
print(a, b, a == b)
# == object_hook and default
import json
from types import SimpleNamespace
ns = json.loads('{"model": {"depth": 50}}', object_hook=lambda d: SimpleNamespace(**d))
print(ns.model.depth)
class P:
    def __init__(self): self.x = 1
print(json.dumps([P()], default=lambda o: o.__dict__))
