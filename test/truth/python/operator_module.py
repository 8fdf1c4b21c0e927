import operator
from operator import itemgetter, attrgetter
print(operator.add(1, 2), operator.mul(3, 4), itemgetter(1)([5, 6]), itemgetter('a', 'b')({'a': 1, 'b': 2}), sorted([{'v': 2}, {'v': 1}], key=itemgetter('v')), operator.not_(0), attrgetter('real')(5))
