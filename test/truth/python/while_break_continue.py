out = []
n = 0
while True:
    n += 1
    if n % 2: continue
    if n > 8: break
    out.append(n)
print(out)
for i in range(3):
    for j in range(3):
        if j == 1: break
        print(i, j)
