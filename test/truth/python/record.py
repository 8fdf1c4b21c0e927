"""Records what CPython prints for each program in this folder: python3 record.py (CPython 3.11)."""
import contextlib
import io
import json
import pathlib
import sys

# A program's imports mean the standard library, not a file beside it.
sys.path.pop(0)

HERE = pathlib.Path(__file__).parent
SKIP = {'record.py', 'numbers.py'}


def run(path):
    out = io.StringIO()
    # The class names in reprs are those of a script.
    with contextlib.redirect_stdout(out):
        exec(compile(path.read_text(encoding='utf8'), path.name, 'exec'), {'__name__': '__main__', '__file__': path.name})
    return out.getvalue()


def main():
    if sys.version_info[:2] != (3, 11):
        raise SystemExit('record with CPython 3.11')
    programs = sorted(p for p in HERE.glob('*.py') if p.name not in SKIP)
    recorded = {}
    for path in programs:
        try:
            recorded[path.stem] = run(path)
        except Exception as error:
            raise SystemExit(f'{path.name}: {error!r}')
    (HERE / 'programs.json').write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + '\n', encoding='utf8')
    print(len(recorded), 'programs recorded')


if __name__ == '__main__':
    main()
