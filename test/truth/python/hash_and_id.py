a = (1, 2)
print(id(a) == id(a), hash(1) == hash(1.0), hash(True) == 1, a is a, [] is [], None is None)
