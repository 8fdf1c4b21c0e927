class Base:
    subs = []
    def __init_subclass__(cls, z=0, **k):
        super().__init_subclass__(**k)
        cls.z = z
        Base.subs.append(cls.__name__)
class D1(Base, z=1): pass
class D2(D1): pass
print(Base.subs, D1.z, D2.z)
