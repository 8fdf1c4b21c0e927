import { getter, maker, method, rawMethod } from '../../python/builtins/define.js';
import { PyClass, PyObj, T, type Value } from '../../python/klass.js';
import { Unknown } from '../../python/value.js';

/** torch.device: where a tensor is. No shape depends on it, but code asks for its type. */
export const DEVICE = new PyClass('device', [T.object], { native: true });
DEVICE.module = 'torch';

class DeviceValue extends PyObj {
  constructor(
    readonly type: string,
    readonly index: number | null,
  ) {
    super();
  }
  get cls(): PyClass {
    return DEVICE;
  }
  get text(): string {
    return this.index === null ? this.type : `${this.type}:${this.index}`;
  }
}

const made = new Map<string, DeviceValue>();

/** The one object that stands for a device. */
function deviceValue(type: string, index: number | null): DeviceValue {
  const value = new DeviceValue(type, index);
  const known = made.get(value.text);
  if (known === undefined) made.set(value.text, value);
  return known ?? value;
}

/** Where tensors are on the machine that code is understood to run on, which has no GPU. */
export const CPU = deviceValue('cpu', null);

/** torch.device('cuda', 0), torch.device('cuda:0'), torch.device(0) and torch.device(device). */
maker(DEVICE, 'cls, type=None, index=None', (cx, args): Value => {
  const [type, index] = [args.get('type'), args.get('index')];
  if (type instanceof DeviceValue) return type;
  if (type instanceof Unknown || index instanceof Unknown)
    return cx.unknown('data-dependent', 'which device is meant is not known');
  if (typeof type === 'number') return deviceValue('cuda', type);
  const parts = typeof type === 'string' ? /^([a-z]+)(?::(\d+))?$/.exec(type) : null;
  if (!parts) return cx.unknown('unmodelled', 'which device is meant is not known');
  const own = parts[2] === undefined ? null : Number(parts[2]);
  return deviceValue(parts[1] ?? '', typeof index === 'number' ? index : own);
});
getter(DEVICE, 'type', (_cx, self) => (self instanceof DeviceValue ? self.type : null));
getter(DEVICE, 'index', (_cx, self) => (self instanceof DeviceValue ? self.index : null));
const textOf = (self: Value | undefined): string => (self instanceof DeviceValue ? self.text : 'device');
method(DEVICE, '__str__', 'self', (_cx, args) => textOf(args.get('self')));
method(DEVICE, '__repr__', 'self', (_cx, args) => {
  const [type, index] = textOf(args.get('self')).split(':');
  return `device(type='${type}'${index === undefined ? '' : `, index=${index}`})`;
});
method(DEVICE, '__enter__', 'self', (_cx, args) => args.get('self'));
rawMethod(DEVICE, '__exit__', () => false);
