import math
print(math.sqrt(16), math.floor(-2.5), math.ceil(2.1), math.log2(8), math.log(8, 2), math.gcd(12, 18), math.pi, math.prod([2, 3]), math.factorial(5), math.isnan(float('nan')), math.inf, math.trunc(-2.7), math.isqrt(17), math.pow(2, 3), math.hypot(3, 4), math.comb(5, 2), math.fabs(-2), math.exp(0))
try:
    math.sqrt(-1)
except ValueError as e:
    print(e)
