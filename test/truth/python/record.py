"""Records what CPython prints for the programs of this folder and of features/: python3 record.py (CPython 3.11).

A file of features/ holds several programs, each after a line "# == title". Those of libraries.py and arrays.py need the
packages named in requirements.txt; where one is missing, the answers recorded before stay.
"""
import contextlib
import io
import json
import pathlib
import re
import sys

# A program's imports mean the standard library, not a file beside it.
sys.path.pop(0)

HERE = pathlib.Path(__file__).parent
SKIP = {'record.py', 'numbers.py', 'arithmetic.py'}
# Programs of packages that are not part of the Python installation.
PACKAGES = {'libraries', 'arrays'}


def run(name, source):
    out = io.StringIO()
    error = sys.stderr
    # A program is the main module while it runs: it may look itself up in sys.modules.
    main = type(sys)('__main__')
    main.__file__ = name
    own, sys.modules['__main__'] = sys.modules['__main__'], main
    try:
        # The class names in reprs are those of a script.
        with contextlib.redirect_stdout(out):
            exec(compile(source, name, 'exec', dont_inherit=True), main.__dict__)
    finally:
        sys.modules['__main__'] = own
        sys.stderr = error
    return out.getvalue()


def programs():
    for path in sorted(HERE.glob('*.py')):
        if path.name not in SKIP:
            yield path.stem, path.name, path.read_text(encoding='utf8')
    for path in sorted(HERE.glob('features/*.py')):
        pieces = re.split(r'^# == (.*)\n', path.read_text(encoding='utf8'), flags=re.M)
        for title, source in zip(pieces[1::2], pieces[2::2]):
            yield f'{path.stem}: {title}', path.name, source


def main():
    if sys.version_info[:2] != (3, 11):
        raise SystemExit('record with CPython 3.11')
    target = HERE / 'programs.json'
    before = json.loads(target.read_text(encoding='utf8')) if target.exists() else {}
    recorded = {}
    for title, name, source in programs():
        try:
            recorded[title] = run(name, source)
        except ModuleNotFoundError as error:
            if title.split(':')[0] not in PACKAGES:
                raise SystemExit(f'{title}: {error!r}')
            if title in before:
                recorded[title] = before[title]
            print(f'{title}: not run, {error}')
        except Exception as error:
            raise SystemExit(f'{title}: {error!r}')
    target.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + '\n', encoding='utf8')
    print(len(recorded), 'programs recorded')


if __name__ == '__main__':
    main()
