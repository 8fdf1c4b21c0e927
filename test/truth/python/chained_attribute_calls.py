class B:
    def __init__(self): self.parts = []
    def add(self, p):
        self.parts.append(p)
        return self
print(B().add(1).add(2).parts, ' a,b '.strip().split(',')[1].upper())
