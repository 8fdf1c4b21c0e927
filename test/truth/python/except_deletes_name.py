try:
    raise ValueError('a')
except ValueError as e:
    print(e)
try:
    e
except NameError as err:
    print('gone')
