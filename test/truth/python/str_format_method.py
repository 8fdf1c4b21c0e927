print('{} {}'.format(1, 2), '{1} {0}'.format(1, 2), '{a[0]} {b.real}'.format(a=[5], b=3), '{:>6.2f}'.format(3.14159), '{!r}'.format('x'), format(5, '04d'), '{:{w}}|'.format('a', w=4))
