import { kindOfPicked, leftOutWords, photosLeftOutWords, sizeWords } from '../../miniapp/src/picked.js';

const nothing = { broken: 0, foreign: 0, beyond: 0 };

describe('what is picked for a report', () => {
  test.each([
    ['现场.JPG', '', 'photo'],
    ['IMG_1.heic', '', 'photo'],
    ['image', 'image/png', 'photo'],
    ['会议纪要.pdf', 'application/pdf', 'file'],
    ['名单.xlsx', '', 'file'],
    ['名单.xls', '', null],
    ['页面.html', 'text/html', null],
    ['图.svg', 'image/svg+xml', null],
  ])('%s (%s) is %s', (name, type, kind) => {
    expect(kindOfPicked(name, type)).toBe(kind);
  });

  test('what could not be added is said with what to do, and that the rest is safe', () => {
    expect(leftOutWords(nothing, 3, 9)).toBeNull();
    expect(leftOutWords({ ...nothing, broken: 1 }, 1, 9)).toBe('有 1 张照片打不开，没有添加。请换成 JPG 或 PNG 照片再选；已选的 1 份不受影响。');
    expect(leftOutWords({ ...nothing, foreign: 1 }, 0, 9)).toBe(
      '有 1 个文件不能作为佐证材料，没有添加。可以选 JPG、PNG 照片，PDF、Word（.docx）、Excel（.xlsx）文件。',
    );
    expect(leftOutWords({ ...nothing, beyond: 2 }, 9, 9)).toBe('最多 9 份，多选的 2 份没有添加；已选的 9 份不受影响。');
  });

  test('a citizen may add photos alone, and reads what else was left out', () => {
    expect(photosLeftOutWords(nothing, 3)).toBeNull();
    expect(photosLeftOutWords({ broken: 1, foreign: 1, beyond: 2 }, 3)).toBe(
      '有 1 张照片打不开，没有添加。请换一张。有 1 个文件不是照片，没有添加。最多 3 张，多选的 2 张没有添加。',
    );
  });

  test('sizes are said as people say them', () => {
    expect([0, 430_000, 1_400_000].map(sizeWords)).toEqual(['1 KB', '420 KB', '1.3 MB']);
  });
});
