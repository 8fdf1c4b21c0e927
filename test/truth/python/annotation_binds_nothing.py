x: int
try:
    x
except NameError:
    print('unbound')
y: int = 3
print(y)
