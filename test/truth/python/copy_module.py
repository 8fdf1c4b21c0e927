import copy
a = {'l': [1, [2]], 't': (3, [4])}
b = copy.deepcopy(a)
c = copy.copy(a)
a['l'][1].append(5)
print(b, c)
class N:
    def __init__(self): self.kids = []
n = N()
n.kids.append(n)
m = copy.deepcopy(n)
print(m.kids[0] is m, m is not n)
shared = [1]
x = copy.deepcopy([shared, shared])
print(x[0] is x[1])
