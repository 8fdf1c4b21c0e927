for i in range(3): pass
print(i)
x = 5
[x for x in range(3)]
print(x)
