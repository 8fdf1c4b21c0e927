b = b'abc'
print(b, b[1], b[1:], len(b), b + b'd', b'\xff', 'é'.encode(), 'é'.encode().decode(), b == b'abc', list(b'AB'))
