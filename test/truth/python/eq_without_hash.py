class H1:
    def __eq__(self, o): return True
try:
    hash(H1())
except TypeError as e:
    print(e)
class H2:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
d = {H2(1): 'a'}
print(d[H2(1)], H2(2) in d)
