print('a', 'b', sep='-', end='!\n')
print()
print([None, True, 1.0, 'x', b'y', ..., (1,), {1: 2}, {3}], None)
