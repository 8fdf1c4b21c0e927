/** The standard library's top-level modules: they exist although most have no model here. */
export const STDLIB_NAMES: ReadonlySet<string> = new Set(
  (
    'abc argparse array ast asyncio base64 binascii bisect builtins bz2 calendar cmath code codecs collections ' +
    'colorsys concurrent configparser contextlib contextvars copy copyreg csv ctypes dataclasses datetime decimal difflib ' +
    'dis email enum errno faulthandler filecmp fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob ' +
    'graphlib gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword linecache locale logging ' +
    'lzma marshal math mimetypes mmap multiprocessing numbers operator os pathlib pdb pickle pkgutil platform pprint profile ' +
    'queue random re reprlib resource runpy sched secrets select selectors shelve shlex shutil signal site socket sqlite3 ssl ' +
    'stat statistics string struct subprocess symtable sys sysconfig tarfile tempfile textwrap threading time timeit token ' +
    'tokenize tomllib trace traceback tracemalloc types typing unicodedata unittest urllib uuid venv warnings wave weakref ' +
    'xml zipfile zipimport zlib zoneinfo __future__'
  ).split(' '),
);

/**
 * Packages that are so often installed beside the frameworks that a missing one is as likely as a present one: a try around
 * their import keeps both executions.
 */
export const COMMON_PACKAGES: ReadonlySet<string> = new Set(
  (
    'numpy scipy PIL cv2 matplotlib pandas sklearn skimage tqdm yaml requests h5py psutil packaging setuptools pkg_resources ' +
    'torchvision torchaudio tensorboard tensorboardX tensorflow_datasets typing_extensions'
  ).split(' '),
);
