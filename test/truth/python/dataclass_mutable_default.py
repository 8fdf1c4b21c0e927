from dataclasses import dataclass
try:
    @dataclass
    class DC:
        l: list = []
except ValueError as e:
    print('ValueError')
