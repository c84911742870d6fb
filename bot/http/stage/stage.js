// The page at `/`: waits for the H5 if it must, then shows the demo's stage, or goes straight to the H5.
import { drawCard } from './cards.js';
import { ask, become, newestRoom, roomOf, openPhone, showChat } from './frames.js';

const at = (id) => document.getElementById(id);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One look at how things stand; the service may still be starting. */
async function look() {
  try {
    const answer = await fetch('/stage/state', { cache: 'no-store' });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// ------------------------------------------------------------------------------------------- waiting

let isMessageShown = false;

/** The first message that came, of whomever: it is what the product is about. */
async function showFirstMessage() {
  if (isMessageShown) return;
  const { people } = await ask('/api/demo');
  await become(people[0].id);
  const { rooms } = await ask('/api/chat/rooms');
  const room = rooms.find(({ id }) => id === `person:${people[0].id}`);
  if (room === undefined) return;
  const { messages } = await ask(`/api/chat/rooms/${encodeURIComponent(room.id)}/messages`);
  const message = messages[0];
  if (message === undefined) return;
  at('first-message-to').textContent = `第一条督办消息已经到了：${room.name}，${message.atWords}`;
  drawCard(at('first-message-card'), message);
  at('first-message').hidden = false;
  isMessageShown = true;
}

async function untilReady() {
  for (;;) {
    const state = await look();
    if (state?.h5.state === 'ready') return state;
    at('waiting').hidden = false;
    at('waiting-words').textContent = state?.h5.words ?? '正在连接督办服务，请稍候。';
    at('waiting-bar').hidden = state?.h5.state === 'missing';
    at('waiting-bar').value = state?.h5.percent ?? 0;
    if (state?.demo) await showFirstMessage().catch(() => undefined);
    await pause(1_000);
  }
}

// --------------------------------------------------------------------------------------------- stage

let current = null;
let people = [];

function drawPeople() {
  const row = at('people');
  if (row.childElementCount === people.length) {
    for (const button of row.children) button.setAttribute('aria-pressed', String(button.dataset.id === current));
    return;
  }
  row.replaceChildren(
    ...people.map(({ id, name, words }) => {
      const button = document.createElement('button');
      const about = document.createElement('small');
      about.textContent = words;
      button.type = 'button';
      button.title = words;
      button.dataset.id = id;
      button.dataset.testid = `person-${name}`;
      button.append(name, about);
      button.setAttribute('aria-pressed', String(id === current));
      button.addEventListener('click', () => change(id, '/pages/my/index').catch((error) => say(error.message)));
      return button;
    }),
  );
}

/** The chat goes along with a new person; `room` where it stands there already. */
async function change(personId, path, room = null) {
  await become(personId);
  if (personId !== current && room !== `person:${personId}`) showChat(`person:${personId}`);
  current = personId;
  sessionStorage.setItem('duban.stage.person', personId);
  drawPeople();
  const person = people.find(({ id }) => id === personId);
  at('holder').textContent = person ? `${person.name}的手机` : '手机';
  openPhone(path);
  unfold(false);
}

let goNow = null;

function draw(state) {
  people = state.people;
  at('now').textContent = state.nowWords;
  at('step').textContent = `第 ${state.guide.step} 步，共 ${state.guide.of} 步`;
  if (at('guide').textContent !== state.guide.words) at('guide').textContent = state.guide.words;
  // At the end of the play the one thing left is to see time pass.
  goNow = state.guide.go ?? (state.guide.done ? { words: '快进一天', forward: 'day' } : null);
  at('go').hidden = goNow === null;
  if (goNow !== null && at('go').textContent !== goNow.words) at('go').textContent = goNow.words;
  drawPeople();
}

const refresh = async () => draw(await ask('/api/demo'));

/** On a narrow screen the strip stands alone until it is asked for more. */
function unfold(isOpen) {
  at('more').setAttribute('aria-expanded', String(isOpen));
  at('more').textContent = isOpen ? '收起' : '更多';
  document.querySelector('.bar').classList.toggle('open', isOpen);
}

function say(words) {
  at('said').textContent = words;
  at('said').hidden = words === '';
}

/** The leader who was told, where time passed by the day; else whoever was written to last, on the phone and in the chat; a group's message in the chat alone. */
async function leadToNewest(leaderRoom) {
  const room = leaderRoom === null ? await newestRoom() : await roomOf(leaderRoom);
  if (room === null) return '';
  const personId = /^person:(.+)$/.exec(room.id)?.[1];
  const offered = people.find(({ id }) => id === personId);
  await change(offered?.id ?? current, '/pages/my/index', room.id);
  showChat(room.id);
  return leaderRoom === null ? `最新一条发给${room.name}，已经打开。` : `责任领导${room.name}收到了，已经打开。`;
}

async function forward(to) {
  const buttons = [at('day'), at('next'), at('go')];
  for (const button of buttons) button.disabled = true;
  say('正在快进…');
  try {
    const { state, words, sent, leaderRoom } = await ask('/api/demo/forward', { to });
    draw(state);
    say(words);
    if (sent > 0) say(`${words}${await leadToNewest(to === 'day' ? leaderRoom : null)}`);
    else if (current !== null) await change(current, '/pages/my/index');
  } catch (error) {
    say(error.message);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

async function clearDemo() {
  at('clear-yes').disabled = true;
  try {
    const { words, link } = await ask('/api/demo/clear', {});
    localStorage.removeItem('duban.session');
    sessionStorage.removeItem('duban.stage.person');
    at('clear-title').textContent = '演示已清空';
    at('clear-words').textContent = words;
    at('clear-no').hidden = true;
    at('clear-yes').hidden = true;
    at('clear-on').hidden = false;
    const { hash } = new URL(link);
    at('clear-on').addEventListener('click', () => (hash === '' ? location.reload() : location.assign(`/app/${hash}`)));
    at('clear-dialog').addEventListener('cancel', (event) => event.preventDefault());
  } catch (error) {
    at('clear-words').textContent = error.message;
    at('clear-yes').disabled = false;
  }
}

function listen() {
  at('day').addEventListener('click', () => forward('day'));
  at('next').addEventListener('click', () => forward('next'));
  at('go').addEventListener('click', () => goNow && (goNow.forward ? forward(goNow.forward) : change(goNow.personId, goNow.path)));
  at('more').addEventListener('click', () => unfold(at('more').getAttribute('aria-expanded') !== 'true'));
  at('to-chat').addEventListener('click', () => {
    openPhone('/pages/chat/index');
    unfold(false);
  });
  at('clear').addEventListener('click', () => at('clear-dialog').showModal());
  at('clear-yes').addEventListener('click', clearDemo);
  addEventListener('message', ({ origin, data }) => {
    if (origin !== location.origin || typeof data !== 'object' || data === null) return;
    if (data.type === 'duban.acted') refresh().catch(() => undefined);
    if (data.type !== 'duban.open' || typeof data.url !== 'string') return;
    const personId = /^person:(.+)$/.exec(data.room ?? '')?.[1] ?? current;
    change(personId, data.url, data.room ?? null).catch((error) => say(error.message));
  });
}

async function play() {
  const state = await ask('/api/demo');
  people = state.people;
  const remembered = sessionStorage.getItem('duban.stage.person');
  const first = people.find(({ id }) => id === remembered)?.id ?? people[0]?.id;
  at('waiting').hidden = true;
  at('stage').hidden = false;
  listen();
  // A link in a message ends with its page behind the #.
  const path = location.hash.startsWith('#/pages/') ? location.hash.slice(1) : '/pages/my/index';
  await change(first, path);
  draw(state);
  setInterval(() => {
    if (!document.hidden) refresh().catch(() => undefined);
  }, 2_000);
}

const state = await untilReady();
if (state.demo) await play();
else if (state.isNew && !location.hash.startsWith('#/pages/')) {
  at('waiting').hidden = true;
  at('new').hidden = false;
} else location.replace(`/app/${location.search}${location.hash}`);
