print({1: 'a', 1.0: 'b', True: 'c'}, list({1: 'a', True: 'b'}.items()))
nan = float('nan')
print(nan in [nan], nan == nan, {nan: 1}.get(nan), float('nan') in [nan], hash(-1) == hash(-2), {(1, 2): 3}[(1.0, True + 1)])
