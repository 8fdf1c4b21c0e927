# == declared defaults
import argparse
p = argparse.ArgumentParser(description='x')
p.add_argument('--lr', type=float, default=0.1)
p.add_argument('--depth', '-d', type=int, default=50, help='depth')
p.add_argument('--name')
p.add_argument('--flag', action='store_true')
p.add_argument('--no-aug', dest='aug', action='store_false')
a = p.parse_args([])
print(a.lr, a.depth, a.name, a.flag, a.aug, vars(a))
# == values from a list of arguments
import argparse
p = argparse.ArgumentParser()
p.add_argument('data')
p.add_argument('--size', nargs=2, type=int, default=[1, 2])
p.add_argument('--tags', nargs='*')
p.add_argument('--ks', nargs='+', type=int)
p.add_argument('-v', action='count', default=0)
print(p.parse_args(['path', '--size', '3', '4', '--tags', '--ks', '1', '2', '-vv']))
print(p.parse_args(['x', '--size', '5', '6']).size)
# == choices, const and append
import argparse
p = argparse.ArgumentParser()
p.add_argument('--arch', choices=['r18', 'r50'], default='r18')
p.add_argument('--mode', action='store_const', const=7)
p.add_argument('--x', action='append', type=int)
p.add_argument('--opt', nargs='?', const='c', default='d')
print(p.parse_args(['--arch=r50', '--mode', '--x', '1', '--x', '2']), p.parse_args(['--opt']).opt, p.parse_args([]).opt)
# == set_defaults and get_default
import argparse
p = argparse.ArgumentParser()
p.add_argument('--a', default=1)
p.set_defaults(a=5, extra='e')
print(p.parse_args([]), p.get_default('a'))
# == subparsers
import argparse
p = argparse.ArgumentParser()
sub = p.add_subparsers(dest='cmd')
t = sub.add_parser('train'); t.add_argument('--epochs', type=int, default=3); t.set_defaults(func=lambda a: a.epochs * 2)
e = sub.add_parser('eval'); e.add_argument('ckpt')
a = p.parse_args(['train', '--epochs', '5'])
print(a.cmd, a.epochs, a.func(a), p.parse_args(['eval', 'c.pth']).ckpt)
# == parse_known_args
import argparse
p = argparse.ArgumentParser()
p.add_argument('--a', type=int, default=1)
args, rest = p.parse_known_args(['--a', '2', '--b', '3'])
print(args, rest)
# == groups and parents
import argparse
base = argparse.ArgumentParser(add_help=False)
base.add_argument('--seed', type=int, default=0)
p = argparse.ArgumentParser(parents=[base])
g = p.add_argument_group('model'); g.add_argument('--width', type=int, default=64)
m = p.add_mutually_exclusive_group(); m.add_argument('--x', action='store_true'); m.add_argument('--y', action='store_true')
print(p.parse_args(['--width', '32', '--y']))
# == a type function, and a default that is a string
import argparse
def ints(s): return [int(x) for x in s.split(',')]
p = argparse.ArgumentParser()
p.add_argument('--dims', type=ints, default='1,2,3')
p.add_argument('--b', type=lambda s: s.lower() == 'true', default='True')
print(p.parse_args([]), p.parse_args(['--dims', '4,5']).dims)
# == Namespace
from argparse import Namespace
n = Namespace(a=1, b='x')
n.c = [1]
print(n, vars(n), 'a' in n, n == Namespace(a=1, b='x', c=[1]), getattr(n, 'zz', 3))
# == BooleanOptionalAction
import argparse
p = argparse.ArgumentParser()
p.add_argument('--bias', action=argparse.BooleanOptionalAction, default=True)
print(p.parse_args([]).bias, p.parse_args(['--no-bias']).bias)
# == abbreviated and joined options
import argparse
p = argparse.ArgumentParser()
p.add_argument('--learning-rate', type=float, default=1.0)
p.add_argument('-k', type=int)
a = p.parse_args(['--learn', '0.5', '-k3'])
print(a.learning_rate, a.k)
# == the namespace is given, and defaults are overwritten
import argparse
p = argparse.ArgumentParser()
p.add_argument('--a', default=1)
n = argparse.Namespace(b=2)
print(p.parse_args([], namespace=n), n.a)
# == arguments that are wrong end the program
import argparse, sys, io
p = argparse.ArgumentParser()
p.add_argument('--a', type=int)
sys.stderr = io.StringIO()
try: p.parse_args(['--a', 'x'])
except SystemExit as e: print('exit', e.code)
try: p.parse_args(['--nope'])
except SystemExit as e: print('exit', e.code)
# == a value of the wrong type leaves the script
import argparse
p = argparse.ArgumentParser(); p.add_argument('--n', type=int)
try: p.parse_args(['--n', 'x'])
except SystemExit as e: print('exit', e.code)
