try:
    d = {1: 1}
    for k in d: d[2] = 2
except RuntimeError as e:
    print(e)
l = [1, 2, 3]
out = []
for x in l:
    out.append(x)
    if x < 3: l.append(x + 10)
    if len(l) > 8: break
print(out)
