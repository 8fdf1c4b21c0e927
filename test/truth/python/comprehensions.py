print([x * y for x in range(3) for y in range(x)], {x: x * x for x in range(3)}, {x % 2 for x in range(4)} == {0, 1}, [[j for j in range(i)] for i in range(3)], [x for x in range(10) if x % 2 if x > 4], [(a, b) for a, b in zip('ab', '12')])
print(sum(x for x in range(4)), list(map(lambda x: x + 1, [1, 2])), list(filter(None, [0, 1, '', 'a'])), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
