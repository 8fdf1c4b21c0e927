order = []
def o(x):
    order.append(x)
    return x
def fk(*a, **k): return a, k
print(fk(*o([1]), o(2), **o({'k': 3})), order)
print(fk(b=1, *[2]))
print({o('k1'): o('v1')}, order[-2:])
