l = [3, 1]
l.append(2)
l.extend((5, 6))
l.insert(1, 'i')
print(l, l.index(2), l.count(3), l.pop(), l.pop(0))
l.remove('i')
l.reverse()
print(l, l + [1], l * 2, [1, 2] < [1, 3], [1] == [1.0], l.copy() is l)
l.clear()
print(l)
try:
    [].pop()
except IndexError as e:
    print(e)
try:
    [1].index(5)
except ValueError as e:
    print(e)
