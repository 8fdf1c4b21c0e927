x = 5
x += 2; x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 1; x |= 1
print(x)
l = m = [1]
l += [2]
print(m, l is m)
l = l + [3]
print(m)
s = 'a'
s *= 3
print(s)
t = (1,)
t += (2,)
print(t)
