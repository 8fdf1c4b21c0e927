def f(a, l=[]):
    l.append(a)
    return l
f(1)
print(f(2))
n = 5
def g(x=n):
    return x
n = 6
print(g())
