print('a' "b" 'c', """tri
ple""", 'it''s', "q\"q", 'a\
b', r'\n', '\x41\u0042\101', len('\\'), 'nul\0'.__len__(), b'x'[0])
