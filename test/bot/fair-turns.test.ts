/** Turns at something that costs. */
import { fairTurns } from '../../bot/fair-turns.js';

/** Works that end when they are told to, and in what order they began. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
    end: async (name: string) => {
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('fair turns', () => {
  test('no more run at once than may, in all and of one lane; one that ends lets the next begin', async () => {
    const { begun, work, end } = works();
    const { inTurn } = fairTurns({ atOnce: 3, ofOne: 2, waiting: 5, lanes: 100 });
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2']) void inTurn(name[0] ?? '', work(name));
    await settled();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'b2']);
    await end('b1');
    expect(begun.at(-1)).toBe('a3');
  });

  test('a lane with many waiting keeps nobody else waiting: whoever comes has the next turn', async () => {
    const { begun, work, end } = works();
    const { inTurn } = fairTurns({ atOnce: 1, ofOne: 1, waiting: 100, lanes: 100 });
    for (let index = 0; index < 50; index += 1) void inTurn('flood', work(`flood${index}`));
    void inTurn('honest', work('honest'));
    await settled();
    await end('flood0');
    expect(begun).toEqual(['flood0', 'honest']);
    void inTurn('other', work('other'));
    await end('honest');
    expect(begun.slice(2)).toEqual(['flood1']);
    await end('flood1');
    expect(begun.slice(3)).toEqual(['other']);
  });

  test('too many of one lane are turned away at once, without being begun; another lane is not', async () => {
    const { begun, work } = works();
    const { inTurn } = fairTurns({ atOnce: 1, ofOne: 1, waiting: 2, lanes: 100 });
    const asked = Array.from({ length: 5 }, (_one, index) => inTurn('flood', work(`flood${index}`)));
    expect(asked.map((one) => one === null)).toEqual([false, false, false, true, true]);
    expect(inTurn('honest', work('honest'))).not.toBeNull();
    await settled();
    expect(begun).toEqual(['flood0']);
  });

  test('under however many names somebody asks: no more lanes wait than may, and one that is through makes room', async () => {
    const { begun, work, end } = works();
    const { inTurn } = fairTurns({ atOnce: 1, ofOne: 1, waiting: 1, lanes: 2 });
    void inTurn('a', work('a'));
    void inTurn('b', work('b'));
    expect(inTurn('c', work('c'))).toBeNull();
    expect(inTurn('b', work('b2'))).not.toBeNull();
    await settled();
    await end('a');
    expect(inTurn('c', work('c'))).not.toBeNull();
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  test('a work that fails gives its turn on and its error to whoever asked', async () => {
    const { begun, work, end } = works();
    const { inTurn } = fairTurns({ atOnce: 1, ofOne: 1, waiting: 2, lanes: 100 });
    const failed = inTurn('a', () => Promise.reject(new Error('no')));
    const thrown = inTurn('a', () => {
      throw new Error('not even begun');
    });
    void inTurn('b', work('b'));
    const told = expect(thrown).rejects.toThrow('not even begun');
    await expect(failed).rejects.toThrow('no');
    await settled();
    expect(begun).toEqual(['b']);
    await end('b');
    await told;
  });
});
