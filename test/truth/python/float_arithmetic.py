print(-7.5 // 2, -7.5 % 2, 7.5 // -2, 0.1 + 0.2, 1e16, 1e15, 1e-4, 1e-5, 5.0, -0.0, 1e22, float('inf'), float('nan'))
print(round(0.5), round(1.5), round(2.5), round(2.675, 2), round(25, -1), round(-0.5), type(round(2.5, 0)).__name__, round(1234.5678, 2))
print(1.5.is_integer(), 2.0.is_integer(), 0 * -5, float(0 * -5), abs(-3.5), 2.0 ** 0.5 == 2 ** .5)
