class Typed:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner): return 'class' if obj is None else obj.__dict__.get(self.name, 'unset')
    def __set__(self, obj, value): obj.__dict__[self.name] = value * 10
class T:
    a = Typed()
t = T()
print(T.a, t.a)
t.a = 4
print(t.a)
