t = ([1],)
try:
    t[0] += [2]
except TypeError:
    print('TypeError', t)
