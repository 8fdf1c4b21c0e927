def make_layers(cfg, c=3):
    out = []
    for v in cfg:
        if v == 'M':
            out += [('pool', 2)]
        else:
            out += [('conv', c, v), ('relu',)]
            c = v
    return out, c
print(make_layers([64, 'M', 128]))
cfgs = {'A': [8, 'M'], 'B': [8, 8, 'M']}
for k, v in cfgs.items(): print(k, len(make_layers(v)[0]))
