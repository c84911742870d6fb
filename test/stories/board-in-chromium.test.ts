/** 看板 in a real browser: on a phone and on a desk each figure opens just its tasks, the report is Word's, and the week's picture is seen in the chat. */
import { readFile } from 'node:fs/promises';
import { type DemoPhones, openDemoPhones, type Phone } from '../support/demo-phones.js';

describe('the board in a browser', () => {
  let demo: DemoPhones;

  beforeAll(async () => {
    demo = await openDemoPhones();
    // From the Wednesday to the Tuesday after: the Monday's word is out.
    for (let day = 0; day < 6; day += 1) await demo.nextDay();
  }, 240_000);

  afterAll(async () => demo?.stop());

  async function opened(path: string, width = 390): Promise<Phone> {
    const phone = await demo.phone('xuyan', { width });
    await phone.open(path);
    return phone;
  }

  test.each([
    ['phone', 390],
    ['desk', 1280],
  ])('on a %s the figure of what is late opens just those tasks, and back leads to the board', async (name, width) => {
    const { page, here, at, says, picture } = await opened('/pages/board/index', width);
    const late = at('light-red');
    await late.waitFor();
    await picture(`board-${name}`);
    const count = Number(/\d+/.exec(await late.innerText())?.[0]);
    expect(count).toBeGreaterThan(0);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    await late.click();
    await says(`共 ${count} 项`);
    await page.goBack();
    await here.getByTestId('board-title').waitFor();
    await page.context().close();
  });

  test('the report is saved as Word’s, the units as a workbook, and what recurs says so in words where nothing does', async () => {
    const { page, at, tap, says, picture } = await opened('/pages/board/index');
    await at('export-week').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), tap('export-week')]);
    expect(file.suggestedFilename()).toBe('督办周报.docx');
    const bytes = await readFile(await file.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    const [table] = await Promise.all([page.waitForEvent('download'), tap('export-units')]);
    expect(table.suggestedFilename()).toBe('各单位情况.xlsx');
    await at('export-units').scrollIntoViewIfNeeded();
    await picture('board-files');
    await tap('recurring');
    await says(/重复出现的问题|可作为下一轮巡察的重点/);
    await picture('recurring');
    await page.context().close();
  });

  test('the leading group’s room shows the picture of the week, and its report is one tap away', async () => {
    const { page, here, picture } = await opened('/pages/chat/index');
    await here.getByText('领导小组群').first().click();
    const shown = here.locator('[data-testid="card-picture"] img').first();
    await shown.waitFor();
    // What a browser knows of an image.
    type Shown = { readonly naturalWidth: number; decode(): Promise<void> };
    const width = await shown.evaluate((one) => (one as unknown as Shown).decode().then(() => (one as unknown as Shown).naturalWidth));
    expect(width).toBe(1080);
    await shown.scrollIntoViewIfNeeded();
    await picture('week-picture');
    const [file] = await Promise.all([page.waitForEvent('download'), here.getByText('下载周报（Word）').first().click()]);
    expect(file.suggestedFilename()).toContain('督办周报');
    expect(demo.faults).toEqual([]);
    await page.context().close();
  });
});
