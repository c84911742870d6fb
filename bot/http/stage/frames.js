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

/** A changed query makes the frame load anew, with the new person. */
export function openPhone(path) {
  turn += 1;
  document.getElementById('phone-frame').src = `/app/?p=${turn}#${path}`;
}

/** Beside the phone, on the room where the play begins. */
export function showChat(room) {
  if (!matchMedia('(min-width: 1000px)').matches) return;
  document.getElementById('chat-frame').src = `/app/?chat#/pages/chat/index?room=${encodeURIComponent(room)}`;
}
