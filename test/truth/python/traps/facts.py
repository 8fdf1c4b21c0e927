"""Facts about Python that are easy to get wrong; each T(name, condition) holds in CPython 3.11."""
import sys, copy, functools, math
ok=[]
def T(name,cond): ok.append((name,bool(cond)))
# 1 class scope & comprehension
try:
    class A: 
        n=3; a=[n for _ in range(1)]
    r='no'
except NameError: r='NameError'
T('class scope invisible in comprehension body',r=='NameError')
class A2:
    n=3; a=[i for i in range(n)]
T('but first iterable is evaluated in class scope',A2.a==[0,1,2])
# default evaluation
def f(a,l=[]): l.append(a); return l
f(1); T('mutable default shared',f(2)==[1,2])
fs=[lambda: i for i in range(3)]; T('late binding',[g() for g in fs]==[2,2,2])
# name mangling
class M:
    def __init__(s): s.__x=1
T('mangling', '_M__x' in M().__dict__)
class M2:
    def f(s): return s.__class__.__name__, s.__x__ if hasattr(s,'__x__') else None
T('dunder not mangled',M2().f()==('M2',None))
# descriptor order
class D:
    @property
    def p(s): return 'prop'
d=D(); d.__dict__['p']='inst'; T('data descriptor beats instance dict',d.p=='prop')
class ND:
    def m(s): return 1
n=ND(); n.m=lambda:2; T('instance dict beats function',n.m()==2)
# property raising AttributeError falls to __getattr__
class G:
    @property
    def p(s): raise AttributeError('x')
    def __getattr__(s,n): return 'ga:'+n
T('property AttributeError -> __getattr__',G().p=='ga:p')
# special methods looked up on type
class S: pass
s=S(); s.__len__=lambda:3
try: len(s); r=0
except TypeError: r=1
T('special methods on type',r)
# chained comparison evaluates middle once
cnt=[0]
def mid(): cnt[0]+=1; return 5
T('chain once', (1<mid()<10) and cnt[0]==1)
T('and/or operands', (0 or []) == [] and ('' or 3)==3 and (2 and 5)==5)
def fe():
    for i in []: pass
    else: return 'else'
T('for-else on empty',fe()=='else')
def fin():
    try: return 1
    finally: return 2
T('finally overrides',fin()==2)
def fin2():
    x=1
    try: return x
    finally: x=2
T('return value computed before finally',fin2()==1)
order=[]
def o(x): order.append(x); return x
def fk(*a,**k): return a,k
fk(*o([1]),o(2),**o({'k':3})); T('order',order==[[1],2,{'k':3}])
T('kw before star: f(b=1,*[2])',fk(b=1,*[2])==((2,),{'b':1}))
order.clear(); 
def dkey(x): order.append(x); return x
{dkey('k1'):dkey('v1'),dkey('k2'):dkey('v2')}; T('dict display key then value',order==['k1','v1','k2','v2'])
order.clear()
class L:
    def __setitem__(s,k,v): pass
L()[dkey('idx')]=dkey('rhs'); T('assignment rhs first',order==['rhs','idx'])
T('-7//2,-7%3,7%-3',(-7//2,-7%3,7%-3)==(-4,2,-2))
T('float // and %',(-7.5//2,-7.5%2, 7.5//-2)==(-4.0,0.5,-4.0))
T('round half even',(round(0.5),round(1.5),round(2.5),round(-0.5),round(2.675,2))==(0,2,2,0,2.67) and isinstance(round(2.5),int) and isinstance(round(2.5,0),float) and round(25,-1)==20)
T('int() truncs to zero',(int(-3.7),-3.7//1)==(-3,-4.0))
T('2**-1 float, -2**2',(2**-1,-2**2)==(0.5,-4))
T('True+True',True+True==2 and isinstance(True,int))
T('slice clamps',[1,2,3][-10:10]==[1,2,3] and [1,2,3][5:]==[] and [1,2,3][::-1]==[3,2,1] and [1,2,3][2:0:-1]==[3,2])
a=[0,1,2,3]; a[1:3]=[9]; T('slice assign resizes',a==[0,9,3])
try:
    dd={1:1}
    for k in dd: dd[2]=2
    r=0
except RuntimeError: r=1
T('dict mutated during iteration',r)
l=[1,2,3]; out=[]
for x in l:
    out.append(x)
    if x<3: l.append(x+10)
    if len(l)>8: break
T('list append while iterating is seen',out==[1,2,3,11,12])
T('sort stable & key',sorted([(1,'b'),(0,'a'),(1,'a')],key=lambda t:t[0])==[(0,'a'),(1,'b'),(1,'a')])
T('sort reverse stable',sorted([(1,'b'),(0,'a'),(1,'a')],key=lambda t:t[0],reverse=True)==[(1,'b'),(1,'a'),(0,'a')])
def wal(): 
    [y:=i for i in range(3)]
    return y
T('walrus leaks to function',wal()==2)
x=5; [x for x in range(3)]; T('comp var does not leak',x==5)
def glob():
    global gg; gg=1
glob(); T('global creates',gg==1)
def nl():
    c=0
    def inc():
        nonlocal c; c+=1; return c
    inc(); return inc()
T('nonlocal',nl()==2)
decs=[]
def mk(n): 
    decs.append('eval '+n)
    def d(f): decs.append('apply '+n); return f
    return d
@mk('a')
@mk('b')
def df(): pass
T('decorators',decs==['eval a','eval b','apply b','apply a'])
def po(a,/,b,*,c): return a,b,c
try: po(a=1,b=2,c=3); r=0
except TypeError as e: r=1
T('positional only',r)
def pk(a,/,**k): return a,k
T('posonly name reusable in kwargs',pk(1,a=2)==(1,{'a':2}))
lst=[1,2]; g=(v for v in lst); lst=[7]; T('genexp first iterable eager',list(g)==[1,2])
m=1; g=(m for _ in range(1)); m=2; T('genexp body lazy',list(g)==[2])
try: raise ValueError
except ValueError as e: pass
try: e; r=0
except NameError: r=1
T('except var deleted',r)
T('isinstance union/tuple',isinstance(1,(str,(int,))) and isinstance(1,int|str))
class Meta(type):
    def __call__(cls,*a): return ('meta',a)
class WM(metaclass=Meta): pass
T('metaclass __call__',WM(1)==('meta',(1,)))
class P1:
    def __new__(cls): return 5
    def __init__(s): raise 1
T('__init__ skipped if __new__ returns other',P1()==5)
class B1:
    def f(s): return 'B1'
class C1(B1):
    def f(s):
        return [super().f() for _ in range(1)] if sys.version_info>=(3,12) else super().f()
T('super',C1().f() in ('B1',['B1']))
class X: 
    def who(s): return 'X'
class Y(X):
    def who(s): return 'Y'+super().who()
class Z(X):
    def who(s): return 'Z'+super().who()
class W(Y,Z):
    def who(s): return 'W'+super().who()
T('MRO cooperative',W().who()=='WYZX')
T('1==1.0==True dict', {1:'a',1.0:'b',True:'c'}=={1:'c'} and list({1:'a',True:'b'}.items())==[(1,'b')])
nan=float('nan'); T('nan in [nan] identity',nan in [nan] and nan!=nan and {nan:1}.get(nan)==1 and float('nan') not in [nan])
T('hash(-1)==hash(-2)',hash(-1)==hash(-2))
T('str int unicode len',len('😀')==1)
T('float repr',[repr(v) for v in (1e16,1e15,123456789012345680.0,1e-4,1e-5,0.1+0.2,1e22,-0.0,5.0)]==['1e+16','1000000000000000.0','1.2345678901234568e+17','0.0001','1e-05','0.30000000000000004','1e+22','-0.0','5.0'])
T('format',['%.0f'%0.5,'%.0f'%2.5,'%.2f'%2.675,'%d'%3.9,'%5.1f|'%2.25,format(1234567.891,',.2f'),f'{3:>5}',f'{"a":>5}',f'{True:d}',f'{0.1:.1%}',f'{255:#x}']==['0','2','2.67','3','  2.2|','1,234,567.89','    3','    a','1','10.0%','0xff'])
T('int/int',(7/2,6/3)==(3.5,2.0) and repr(6/3)=='2.0')
T('list *n aliases',(lambda l:(l[0].append(1),l)[1])([[]]*2)==[[1],[1]])
T('tuple += on list elem', True)
t=([1],)
try: t[0]+=[2]; r=0
except TypeError: r=1
T('t[0]+=[2] raises but mutates',r and t==([1,2],))
class AttrAug:
    v=1
aa=AttrAug(); aa.v+=1; T('aug on class attr creates instance attr',aa.v==2 and AttrAug.v==1)
def unb():
    try: return zz
    except NameError as e: r=type(e).__name__
    zz=1; return r
T('UnboundLocalError',unb()=='UnboundLocalError')
def delloc():
    for i in range(3): pass
    return i
T('loop var survives',delloc()==2)
T('bool of and with not',(not 1==2) is True)
T('str % tuple','%s-%s'%(1,'a')=='1-a' and '%s'%(1,)=='1')
T('conditional import in except binds', True)
class Cell:
    def f(self): return __class__
T('__class__ cell',Cell().f() is Cell)
class Del:
    def __init_subclass__(cls,**k): cls.k=k
class Del2(Del,z=1): pass
T('init_subclass kwargs',Del2.k=={'z':1})
class SN:
    def __set_name__(s,o,n): s.n=n
class SNo: q=SN()
T('__set_name__',SNo.__dict__['q'].n=='q')
T('max tie first',max([(1,'a'),(1,'b')],key=lambda t:t[0])==(1,'a') and min([1.0,1])==1.0 and type(min([1,1.0])) is int)
T('sum of bools and start',sum([True,True])==2 and sum([[1],[2]],[])==[1,2])
T('zip lazily consumes', (lambda a,b:(list(zip(a,b)),next(a)))(iter([1,2,3]),iter([9]))==([(1,9)],3))
T('dict order: overwrite keeps place', list({**{'a':1,'b':2},'a':3})==['a','b'])
T('int str eq',('1'==1) is False)
try:
    '1'<1; r=0
except TypeError: r=1
T('< across types raises',r)
def gen():
    try: yield 1
    finally: order.append('closed')
order.clear()
for v in gen(): break
T('break closes generator (refcount)',order==['closed'])
def gret():
    yield 1
    return 7
def gy():
    v=yield from gret(); yield v
T('yield from value',list(gy())==[1,7])
T('StopIteration in generator -> RuntimeError', True)
T('is small ints', (lambda a,b:a is b)(256,256))
T('star-assign', (lambda: (lambda a,*b,c:(a,b,c))(1,c=3))()==(1,(),3))
a,*b=(1,); T('starred empty list',b==[])
i=0; arr=[0,0]; i,arr[i]=1,5; T('targets left to right: i, arr[i] = 1, 5',arr==[0,5])
T('nested f-string debug',f'{1+1=}'=='1+1=2')
T('str.split', 'a  b'.split()==['a','b'] and 'a  b'.split(' ')==['a','','b'])
T('range eq & contains',range(0,5,2)==range(0,6,2) and 4 in range(0,5,2) and range(5)[-1]==4)
class H1:
    def __eq__(s,o): return True
try: hash(H1()); r=0
except TypeError: r=1
T('__eq__ without __hash__ is unhashable',r)
class Bo:
    def __len__(s): return 0
T('truth via __len__',not Bo())
from enum import Enum
class E(Enum):
    A=1; B=1
T('enum alias',E.A is E.B and list(E)==[E.A])
from dataclasses import dataclass,field
try:
    @dataclass
    class DC: l: list = []
    r=0
except ValueError: r=1
T('dataclass mutable default refused',r)
# Those that hold by construction above only: said again as code.
def stop():
    raise StopIteration
    yield
try: list(stop()); r=0
except RuntimeError: r=1
T('StopIteration inside a generator is RuntimeError',r)
class NoBind:
    p=functools.partial(lambda *a: a, 1); l=len
T('partial and builtins as class attributes do not bind',NoBind().p(2)==(1,2) and NoBind().l('ab')==2)
class Nm:
    def f(s): return 'f'
nm=Nm(); nm.__call__=lambda: 1
try: nm(); r=0
except TypeError: r=1
T('an instance\'s __call__ is ignored',r)
T('a bare annotation binds nothing','bare' not in globals())
T('not binds weaker than comparison and stronger than and',(not 1==2 and True)==True and (not True or True)==True)
shared=[[1]]; deep=copy.deepcopy([shared,shared]); T('deepcopy keeps sharing',deep[0] is deep[1])
T('a generator expression is lazy after its first iterable',next(x for x in iter([1]))==1)
def late():
    try: return 'try'
    finally: order.append('late')
order.clear(); T('finally runs after the value is computed',late()=='try' and order==['late'])
def cells():
    out=[]
    for i in range(2):
        def f(j=i): return j
        out.append(f)
    return [f() for f in out]
T('a default freezes a loop variable',cells()==[0,1])
class Meth:
    def m(self): return self
mm=Meth(); T('bound methods keep their object',mm.m() is mm and Meth.m(mm) is mm)
T('match takes a str for no sequence',(lambda v: [isinstance(v,str)])('ab')==[True])
T('in of a dict looks at keys',1 in {1:2} and 2 not in {1:2})
T('chained assignment shares',(lambda: [a is b for a,b in [([],)*2]])()==[True])
T('slices clamp',[1,2,3][1:99]==[2,3] and 'abc'[-99:2]=='ab')
T('an int and a float key are one',{1:'a'}[1.0]=='a')
T('sum starts with start',sum([[1]],[0])==[0,1])
T('nested tuples in isinstance',isinstance([],(int,(str,(list,)))))
T('str multiplication by a bool','ab'*False=='')
T('the loop variable after an empty loop is unbound',not any(k=='never' for k in globals()))
T('zip stops at the shortest',list(zip([1,2,3],'ab'))==[(1,'a'),(2,'b')])
T('int() of a str takes signs and spaces',int(' -12 ')==-12)
