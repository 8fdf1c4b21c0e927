from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def f(self): ...
    def g(self): return self.f() + 1
class D(Base):
    def f(self): return 1
print(D().g(), isinstance(D(), Base))
