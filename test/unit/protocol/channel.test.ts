import assert from 'node:assert/strict';
import { CallError, Channel } from '../../../src/protocol/channel.js';
import type { ChannelOptions, Transport } from '../../../src/protocol/channel.js';
import { isNothing, isNumber, isString } from '../../../src/protocol/guard.js';

interface Sums {
  double(value: number): number;
  ready(): void;
}
interface News {
  said(text: string): void;
}
type Nothing = Record<never, never>;

/** Two ends of a wire that carries plain data one way each, as postMessage does: in a later turn. */
function wire(): { a: Transport; b: Transport; inject(message: unknown): Promise<void> } {
  const receivers = { a: new Set<(m: unknown) => void>(), b: new Set<(m: unknown) => void>() };
  const end = (own: 'a' | 'b', other: 'a' | 'b'): Transport => ({
    post: message => {
      const text = JSON.stringify(message);
      queueMicrotask(() => receivers[other].forEach(receive => receive(JSON.parse(text))));
    },
    listen: receive => {
      receivers[own].add(receive);
      return () => receivers[own].delete(receive);
    },
  });
  return {
    a: end('a', 'b'),
    b: end('b', 'a'),
    inject: async message => {
      receivers.b.forEach(receive => receive(message));
      await new Promise(resolve => setImmediate(resolve));
    },
  };
}

const guards = {
  double: { argument: isNumber, result: isNumber },
  ready: { argument: isNothing, result: isNothing },
};

interface Setup {
  asker: Channel<Sums, Nothing, Nothing, News>;
  server: Channel<Nothing, Sums, News, Nothing>;
  log: string[];
  heard: string[];
  expire: (() => void)[];
  inject(message: unknown): Promise<void>;
}

function setup(handlers: Partial<ChannelOptions<Nothing, Sums, Nothing>['handlers']> = {}, listen = true): Setup {
  const { a, b, inject } = wire();
  const log: string[] = [];
  const heard: string[] = [];
  const expire: (() => void)[] = [];
  const asker = new Channel<Sums, Nothing, Nothing, News>(a, {
    ask: guards,
    serve: {},
    handlers: {},
    hear: { said: isString },
    listeners: { said: text => heard.push(text) },
    log: message => log.push(message),
    schedule: action => {
      expire.push(action);
      return () => expire.splice(expire.indexOf(action), 1);
    },
  });
  const server = new Channel<Nothing, Sums, News, Nothing>(listen ? b : { post: b.post, listen: () => () => true }, {
    ask: {},
    serve: guards,
    handlers: { double: value => value * 2, ready: () => undefined, ...handlers },
    hear: {},
    listeners: {},
    log: message => log.push(message),
  });
  return { asker, server, log, heard, expire, inject };
}

const failsWith = (failure: string) => (error: unknown) => error instanceof CallError && error.failure === failure;

describe('a channel', () => {
  it('answers a request with its result', async () => {
    const { asker, expire } = setup();
    assert.equal(await asker.call('double', 21), 42);
    assert.equal(await asker.call('ready', undefined), undefined);
    assert.deepEqual(expire, [], 'no timer is left behind');
  });

  it('answers each of several requests with its own result, whatever their order', async () => {
    const release: (() => void)[] = [];
    const { asker } = setup({
      double: value => new Promise(resolve => release.push(() => resolve(value * 2))),
    });
    const first = asker.call('double', 1);
    const second = asker.call('double', 2);
    await new Promise(resolve => setImmediate(resolve));
    release.reverse().forEach(go => go());
    assert.deepEqual(await Promise.all([first, second]), [2, 4]);
  });

  it('rejects with the reason when the handler throws', async () => {
    const { asker } = setup({
      double: () => {
        throw new Error('the file is gone');
      },
    });
    await assert.rejects(asker.call('double', 1), (error: CallError) => {
      assert.equal(error.failure, 'failed');
      assert.equal(error.message, 'the file is gone');
      return true;
    });
  });

  it('refuses a request whose argument is malformed, and says so in the log', async () => {
    const { asker, log } = setup();
    await assert.rejects(asker.call('double', 'no' as unknown as number), failsWith('refused'));
    assert.deepEqual(log, ['The request double was malformed.']);
  });

  it('refuses a name that is not on the list, those of Object too', async () => {
    for (const request of ['openFile', 'constructor', '__proto__', 'toString']) {
      const { inject, log } = setup();
      await inject({ id: 1, request, argument: 1 });
      assert.match(log.join(), /is not known/);
    }
  });

  it('drops malformed messages without a throw', async () => {
    const { inject, log, asker } = setup();
    const messages = [
      null,
      1,
      'text',
      [],
      {},
      { id: -1, request: 'double' },
      { id: 1 },
      { ok: true },
      { notification: 7 },
    ];
    for (const message of messages) {
      await inject(message);
    }
    assert.equal(log.length, messages.length);
    assert.equal(await asker.call('double', 2), 4);
  });

  it('rejects an answer that is malformed', async () => {
    const { asker } = setup({ double: () => 'many' as unknown as number });
    await assert.rejects(asker.call('double', 1), failsWith('malformed-answer'));
  });

  it('gives a call up when its time is over, and drops the late answer', async () => {
    const { asker, expire } = setup({}, false);
    const call = asker.call('double', 1);
    assert.equal(expire.length, 1);
    expire[0]?.();
    await assert.rejects(call, failsWith('timed-out'));
  });

  it('settles what is pending when it is disposed, and what is asked afterwards', async () => {
    const { asker } = setup({}, false);
    const call = asker.call('double', 1);
    asker.dispose();
    asker.dispose();
    await assert.rejects(call, failsWith('disposed'));
    await assert.rejects(asker.call('double', 1), failsWith('disposed'));
  });

  it('settles a call that the transport could not send', async () => {
    for (const post of [
      () => Promise.reject(new Error('gone')),
      () => {
        throw new Error('gone');
      },
    ]) {
      const channel = new Channel<Sums, Nothing, Nothing, Nothing>(
        { post, listen: () => () => undefined },
        { ask: guards, serve: {}, handlers: {}, hear: {}, listeners: {}, log: () => undefined },
      );
      await assert.rejects(channel.call('double', 1), failsWith('not-sent'));
    }
  });

  it('hears notifications that are well-formed and on the list, and survives a listener that throws', async () => {
    const { server, asker, heard, log } = setup();
    server.notify('said', 'hello');
    server.notify('said', 3 as unknown as string);
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(heard, ['hello']);
    assert.deepEqual(log, ['The notification said was malformed.']);
    asker.dispose();
    server.notify('said', 'late');
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(heard, ['hello']);
  });
});
