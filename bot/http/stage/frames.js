// Talks to the service as one of the demo's people, and moves the two frames.

/** Where the H5 keeps its session (Taro wraps what it stores). */
const SESSION = 'duban.session';

let token = null;

/** JSON there and back; an error speaks in the service's own words. */
export async function ask(path, body) {
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const answer = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    cache: 'no-store',
  });
  const found = await answer.json().catch(() => null);
  if (answer.ok) return found;
  throw new Error([found?.error?.message ?? '督办服务没有回应。', found?.error?.remedy ?? '请稍后再试。'].join(''));
}

/** From now on both frames are this person. */
export async function become(personId) {
  const session = await ask('/api/demo/session', { personId });
  token = session.token;
  localStorage.setItem(SESSION, JSON.stringify({ data: session }));
}

let turn = 0;

/** A changed query makes the frame load anew, with the new person. Where it already showed that page the ring tells that something happened. */
export function openPhone(path) {
  turn += 1;
  const frame = document.getElementById('phone-frame');
  frame.src = `/app/?p=${turn}#${path}`;
  const motion = matchMedia('(prefers-reduced-motion: reduce)').matches
    ? []
    : [{ outline: '4px solid #1558c9' }, { outline: '4px solid transparent' }];
  frame.animate(motion, { duration: 1200, easing: 'ease-in' });
}

/** Beside the phone, at one room. A frame of its own each time: where only what is behind the # changes, a frame keeps its page and its person. */
export function showChat(room) {
  if (!matchMedia('(min-width: 1000px)').matches) return;
  const frame = document.getElementById('chat-frame');
  const fresh = frame.cloneNode();
  fresh.src = `/app/?chat#/pages/chat/index?room=${encodeURIComponent(room)}`;
  frame.replaceWith(fresh);
}

/** The room that has the newest message, a person's before a group's; null while nothing was said. */
export async function newestRoom() {
  const { rooms } = await ask('/api/chat/rooms');
  const spoken = rooms.filter(({ lastAt }) => lastAt !== null);
  const order = (a, b) => b.lastAt.localeCompare(a.lastAt) || Number(b.kind === 'person') - Number(a.kind === 'person');
  return spoken.sort(order)[0] ?? null;
}

/** One room by its id; null where nobody spoke there. */
export async function roomOf(id) {
  const { rooms } = await ask('/api/chat/rooms');
  return rooms.find((room) => room.id === id) ?? null;
}
