def po(a, /, b, *, c): return a, b, c
print(po(1, 2, c=3), po(1, b=2, c=3))
try:
    po(a=1, b=2, c=3)
except TypeError as e:
    print('TypeError')
def pk(a, /, **k): return a, k
print(pk(1, a=2))
