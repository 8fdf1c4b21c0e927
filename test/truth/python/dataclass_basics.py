from dataclasses import dataclass, field, asdict, replace
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    def total(self): return self.x + self.y
p = P(1)
print(p, p.total(), p == P(1), P(1, 3) == P(1), asdict(p), replace(p, y=9))
p.tags.append(1)
print(P(5).tags)
