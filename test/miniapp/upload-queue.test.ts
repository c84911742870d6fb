import { type Draft, type DraftPhoto, changePhoto, emptyDraft, withPhoto } from '../../miniapp/src/drafts.js';
import { Trouble, offline } from '../../miniapp/src/trouble.js';
import { createQueue } from '../../miniapp/src/upload-queue.js';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A queue whose pauses are run by hand and whose uploads go as told. */
function deskOf(ids: readonly string[], send: (photo: DraftPhoto) => Promise<string>) {
  let draft: Draft = ids.reduce((made, id) => changePhoto(withPhoto(made, id, { name: id, path: id }), id, { state: 'waiting' }), emptyDraft(0));
  const pauses: { run: () => void; ms: number }[] = [];
  const queue = createQueue({
    read: () => draft,
    change: (edit) => {
      draft = edit(draft);
    },
    send,
    later: (run, ms) => {
      const pause = { run, ms };
      pauses.push(pause);
      return () => void pauses.splice(pauses.indexOf(pause), 1);
    },
  });
  return { queue, pauses, states: () => draft.photos.map((photo) => photo.state), draft: () => draft };
}

describe('the upload queue', () => {
  test('uploads each photo once, one after another', async () => {
    const sent: string[] = [];
    const desk = deskOf(['a', 'b', 'c'], async ({ uploadId }) => {
      sent.push(uploadId);
      return `e-${uploadId}`;
    });
    desk.queue.run();
    desk.queue.run();
    await settle();
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(desk.states()).toEqual(['sent', 'sent', 'sent']);
    expect(desk.draft().photos.map((photo) => photo.evidenceId)).toEqual(['e-a', 'e-b', 'e-c']);
  });

  test('waits when the network fails, longer each time, and goes on with the same id', async () => {
    let isOffline = true;
    const tried: string[] = [];
    const desk = deskOf(['a'], async ({ uploadId }) => {
      tried.push(uploadId);
      if (isOffline) throw offline();
      return 'e1';
    });
    desk.queue.run();
    await settle();
    expect(desk.states()).toEqual(['waiting']);
    desk.pauses.shift()?.run();
    await settle();
    expect(desk.pauses.map((pause) => pause.ms)).toEqual([5_000]);
    isOffline = false;
    desk.queue.run();
    await settle();
    expect(desk.states()).toEqual(['sent']);
    expect(tried).toEqual(['a', 'a', 'a']);
    expect(desk.pauses).toEqual([]);
  });

  test('a photo the service refuses says why and does not hold up the next', async () => {
    const desk = deskOf(['heic', 'jpg'], async ({ uploadId }) => {
      if (uploadId === 'heic') throw new Trouble(400, 'not-a-photo', '这张照片的格式不能识别', { remedy: '请换成 JPEG。' });
      return 'e1';
    });
    desk.queue.run();
    await settle();
    expect(desk.states()).toEqual(['refused', 'sent']);
    expect(desk.draft().photos[0]?.words).toBe('这张照片的格式不能识别。请换成 JPEG。');
  });

  test('nothing is sent once the page is closed', async () => {
    const desk = deskOf(['a'], () => Promise.reject(offline()));
    desk.queue.run();
    await settle();
    desk.queue.stop();
    expect(desk.pauses).toEqual([]);
    desk.queue.run();
    await settle();
    expect(desk.states()).toEqual(['waiting']);
  });
});
