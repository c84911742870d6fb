/** The log: one line an event, and nothing in it that should not be there. */
import { createLog, heldBack } from '../../bot/log.js';

function logged(isTerminal: boolean, write: (log: ReturnType<typeof createLog>) => void): string {
  let said = '';
  write(createLog('info', { write: (line) => void (said += line) }, isTerminal));
  return said;
}

test('a robot’s address, a token and a telephone number never reach it', () => {
  const said = logged(false, (log) =>
    log.info('robot refused', {
      url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4',
      token: 'abc123',
      nested: { secret: 'SECxyz', phone: '13812345678' },
      header: 'Bearer abcdefghijklmnop',
      uri: 'mongodb://office:geheim@db1:27017/duban',
    }),
  );
  for (const secret of ['693a91f6', 'abc123', 'SECxyz', '13812345678', 'abcdefghijklmnop', 'geheim']) expect(said).not.toContain(secret);
  expect(said).toContain('138****5678');
});

test('the key of a notice says why it exists and stays', () => {
  expect(logged(false, (log) => log.info('notice sent', { key: 't1 : 1 : late-3 : person:p1' }))).toContain('t1 : 1 : late-3 : person:p1');
});

test('is plain text on a terminal and JSON elsewhere', () => {
  const write = (log: ReturnType<typeof createLog>): void => log.warn('sweep made notices', { made: 3 });
  expect(logged(true, write)).toMatch(/^\d\d:\d\d:\d\d 提醒 sweep made notices made=3\n$/);
  expect(JSON.parse(logged(false, write))).toMatchObject({ msg: 'sweep made notices', made: 3 });
});

test('what is held back follows the first lines of a start in its order, and an error never waits', () => {
  const said: string[] = [];
  const { log, release } = heldBack(createLog('info', { write: (line) => void said.push(String(JSON.parse(line).msg)) }, false));
  log.info('ledger read');
  log.error('tick failed');
  log.warn('embedded MongoDB moved');
  expect(said).toEqual(['tick failed']);
  release();
  log.info('notice sent');
  expect(said).toEqual(['tick failed', 'ledger read', 'embedded MongoDB moved', 'notice sent']);
});

test('an error keeps its stack', () => {
  expect(logged(false, (log) => log.error('tick failed', { error: new Error('boom') }))).toMatch(/boom.*log\.test/);
});
