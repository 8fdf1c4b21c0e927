class NS: conv1, conv2 = 'c1', 'c2'
print([getattr(NS, f'conv{i}') for i in range(1, 3)])
for i, n in enumerate(['x', 'y']): setattr(NS, n, i)
print(NS.x, NS.y)
