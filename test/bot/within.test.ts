/** Work that is never answered does not keep a process waiting for good. */
import { within } from '../../bot/actions/within.js';

test('what is never answered is given up, and what is answered is passed on', async () => {
  await expect(within(20, 'a look', new Promise(() => undefined))).rejects.toThrow('a look was not answered within 20 ms');
  await expect(within(1_000, 'a look', Promise.resolve(7))).resolves.toBe(7);
  await expect(within(1_000, 'a look', Promise.reject(new Error('no')))).rejects.toThrow('no');
});
