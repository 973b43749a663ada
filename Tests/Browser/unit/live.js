// Unit tests of lists that stay current: what the stream says while a list is being read is not lost.
import { scope } from '/js/core.js';
import { liveList } from '/js/live.js';

/** The stream and the answers as a test gives them. */
function ends() {
  const real = { fetch: window.fetch, EventSource: window.EventSource };
  const answers = [];
  let stream = null;
  window.fetch = () => new Promise((resolve) => answers.push((body) => resolve(new Response(
    JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } }))));
  window.EventSource = class {
    constructor() { stream = this; }
    addEventListener() {}
    close() {}
  };
  return {
    answers,
    stream: () => stream,
    say: (message) => stream.onmessage({ lastEventId: '', data: JSON.stringify({ topic: 'things', ...message }) }),
    close: () => Object.assign(window, real),
  };
}

async function until(condition) {
  for (let round = 0; round < 500 && !condition(); round += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

export async function liveTests({ test, equal }) {
  await test('what the stream says while a list is being read outlives the older answer', async () => {
    const given = ends();
    const [list, end] = scope(() => liveList('/things', 'things'));
    await until(() => given.stream() && given.answers.length);
    given.say({ rev: 9, data: [{ id: 'a', n: 0 }] });
    given.say({ rev: 12, data: [{ id: 'a', n: 2 }, { id: 'c', n: 2 }], gone: ['b'] });
    given.answers[0]({ rev: 10, items: [{ id: 'a', n: 1 }, { id: 'b', n: 1 }] });
    await until(() => list.phase.peek() === 'ready');
    equal(list.rows.peek(), [{ id: 'a', n: 2 }, { id: 'c', n: 2 }], 'the first answer');
    list.refresh();
    await until(() => given.answers.length > 1);
    given.say({ rev: 14, data: [{ id: 'c', n: 4 }] });
    given.answers[1]({ rev: 13, items: [{ id: 'a', n: 3 }, { id: 'c', n: 3 }] });
    await until(() => list.rows.peek()[0].n === 3);
    equal(list.rows.peek(), [{ id: 'a', n: 3 }, { id: 'c', n: 4 }], 'a later answer');
    end();
    given.close();
  });
}
