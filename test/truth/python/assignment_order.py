i = 0
a = [0, 0]
i, a[i] = 1, 5
print(i, a)
order = []
def o(x):
    order.append(x)
    return x
class L:
    def __setitem__(self, k, v): pass
L()[o('idx')] = o('rhs')
print(order)
x = y = []
x.append(1)
print(y)
