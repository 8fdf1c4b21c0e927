/** configparser over texts. */
export const CONFIGPARSER_SOURCE = String.raw`
import re as _re
from collections.abc import MutableMapping as _Mapping

class Error(Exception):
    pass

class NoSectionError(Error):
    def __init__(self, section):
        super().__init__(f'No section: {section!r}')

class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__(f'No option {option!r} in section: {section!r}')

class DuplicateSectionError(Error):
    pass

class MissingSectionHeaderError(Error):
    pass

_UNSET = object()
_BOOLEANS = {'1': True, 'yes': True, 'true': True, 'on': True, '0': False, 'no': False, 'false': False, 'off': False}

class SectionProxy(_Mapping):
    def __init__(self, parser, name):
        self._parser = parser
        self.name = name

    def __getitem__(self, key):
        if not self._parser.has_option(self.name, key):
            raise KeyError(key)
        return self._parser.get(self.name, key)

    def __setitem__(self, key, value):
        self._parser.set(self.name, key, value)

    def __delitem__(self, key):
        self._parser.remove_option(self.name, key)

    def __contains__(self, key):
        return self._parser.has_option(self.name, key)

    def __iter__(self):
        return iter(self._parser.options(self.name) if self.name != 'DEFAULT' else list(self._parser._defaults))

    def __len__(self):
        return len(list(iter(self)))

    def get(self, option, fallback=None, **kw):
        return self._parser.get(self.name, option, fallback=fallback)

    def getint(self, option, fallback=None, **kw):
        return self._parser.getint(self.name, option, fallback=fallback)

    def getfloat(self, option, fallback=None, **kw):
        return self._parser.getfloat(self.name, option, fallback=fallback)

    def getboolean(self, option, fallback=None, **kw):
        return self._parser.getboolean(self.name, option, fallback=fallback)

    def __repr__(self):
        return f'<Section: {self.name}>'

class RawConfigParser(_Mapping):
    _interpolates = False

    def __init__(self, defaults=None, *args, allow_no_value=False, **kw):
        self._defaults = {self.optionxform(k): str(v) for k, v in (defaults or {}).items()}
        self._sections = {}
        self._empty = allow_no_value

    def optionxform(self, option):
        return option.lower()

    def read_string(self, string, source='<string>'):
        current = None
        key = None
        for line in string.splitlines():
            text = line.strip()
            if not text or text[0] in '#;':
                if not text:
                    key = key
                continue
            if line[0] in ' \t' and key is not None:
                current[key] += '\n' + text
                continue
            m = _re.match(r'\[(?P<header>.+)\]', text)
            if m:
                name = m['header']
                current = self._defaults if name == 'DEFAULT' else self._sections.setdefault(name, {})
                key = None
                continue
            if current is None:
                raise MissingSectionHeaderError(f'File contains no section headers: {text!r}')
            m = _re.match(r'(?P<option>.*?)\s*[=:]\s*(?P<value>.*)$', text)
            if m is None:
                key = self.optionxform(text)
                current[key] = None
                key = None
                continue
            key = self.optionxform(m['option'])
            current[key] = m['value']

    def read_file(self, f, source=None):
        self.read_string(f.read())

    def read_dict(self, dictionary, source='<dict>'):
        for name, options in dictionary.items():
            target = self._defaults if name == 'DEFAULT' else self._sections.setdefault(name, {})
            for k, v in options.items():
                target[self.optionxform(str(k))] = None if v is None else str(v)

    def read(self, filenames, encoding=None):
        names = [filenames] if isinstance(filenames, str) or hasattr(filenames, '__fspath__') else filenames
        for name in names:
            self.read_string(open(name).read())
        return list(names)

    def sections(self):
        return list(self._sections)

    def defaults(self):
        return self._defaults

    def has_section(self, section):
        return section in self._sections

    def add_section(self, section):
        if section in self._sections:
            raise DuplicateSectionError(f'Section {section!r} already exists')
        self._sections[section] = {}

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def has_option(self, section, option):
        return self.optionxform(option) in {**self._defaults, **self._sections.get(section, {})}

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        if section not in self._sections and section != 'DEFAULT':
            if fallback is _UNSET:
                raise NoSectionError(section)
            return fallback
        values = {**self._defaults, **self._sections.get(section, {}), **(vars or {})}
        key = self.optionxform(option)
        if key not in values:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        value = values[key]
        return self._interpolate(value, values, 0) if self._interpolates and not raw and value is not None else value

    def _interpolate(self, value, values, depth):
        if '%' not in value or depth > 10:
            return value
        def one(m):
            return '%' if m.group(1) is None else self._interpolate(values[self.optionxform(m.group(1))], values, depth + 1)
        return _re.sub(r'%(?:%|\(([^)]+)\)s)', one, value)

    def _as(self, kind, section, option, fallback):
        value = self.get(section, option, fallback=fallback)
        return value if value is fallback else kind(value)

    def getint(self, section, option, *, fallback=_UNSET, **kw):
        return self._as(int, section, option, fallback)

    def getfloat(self, section, option, *, fallback=_UNSET, **kw):
        return self._as(float, section, option, fallback)

    def _boolean(self, value):
        if value.lower() not in _BOOLEANS:
            raise ValueError(f'Not a boolean: {value}')
        return _BOOLEANS[value.lower()]

    def getboolean(self, section, option, *, fallback=_UNSET, **kw):
        return self._as(self._boolean, section, option, fallback)

    def items(self, section=_UNSET, **kw):
        if section is _UNSET:
            return [(name, SectionProxy(self, name)) for name in self]
        return [(k, self.get(section, k)) for k in {**self._defaults, **self._sections[section]}]

    def set(self, section, option, value=None):
        if section not in self._sections and section != 'DEFAULT':
            raise NoSectionError(section)
        (self._defaults if section == 'DEFAULT' else self._sections[section])[self.optionxform(option)] = value

    def remove_option(self, section, option):
        return self._sections[section].pop(self.optionxform(option), None) is not None

    def remove_section(self, section):
        return self._sections.pop(section, None) is not None

    def __getitem__(self, key):
        if key != 'DEFAULT' and key not in self._sections:
            raise KeyError(key)
        return SectionProxy(self, key)

    def __setitem__(self, key, value):
        self._sections[key] = {}
        self.read_dict({key: value})

    def __delitem__(self, key):
        del self._sections[key]

    def __contains__(self, key):
        return key == 'DEFAULT' or key in self._sections

    def __iter__(self):
        return iter(['DEFAULT'] + list(self._sections))

    def __len__(self):
        return len(self._sections) + 1

    def write(self, fp, space_around_delimiters=True):
        pass

class ConfigParser(RawConfigParser):
    _interpolates = True

SafeConfigParser = ConfigParser
`;
