l = [0, 1, 2, 3, 4]
print(l[-10:10], l[5:], l[::-1], l[3:0:-1], l[::2], l[-2:], 'hello'[1:-1], (1, 2, 3)[:2])
l[1:3] = [9]
print(l)
l[::2] = ['a', 'b']
print(l)
del l[0], l[-1]
print(l)
l[len(l):] = [7, 8]
print(l)
