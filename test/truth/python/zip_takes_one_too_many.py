a, b = iter([1, 2, 3]), iter([9])
print(list(zip(a, b)), next(a))
it = iter(range(5))
print(2 in it, list(it))
print(list(zip('ab', [1, 2, 3])), dict(zip(['x', 'y'], (1, 2))))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print('ValueError')
