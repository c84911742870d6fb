/** Two people of one name in one list. */
import { rosterOf } from '../../../core/people/roster.js';
import { toldApart } from '../../../core/people/told-apart.js';
import { aPerson, CENTRE } from '../../support/make.js';

const he = aPerson('he', '贺强', { unitId: 'section' });
const other = aPerson('other', '贺强', { unitId: 'other' });
const nowhere = aPerson('nowhere', '贺强', { unitId: null, phone: '13812345678' });
const left = aPerson('left', '周敏', { active: false });
const zhou = aPerson('zhou', '周敏');
const roster = rosterOf([he, other, nowhere, left, zhou], CENTRE.units, []);

test('are told apart by their unit, or by how the phone number ends', () => {
  expect([he, other, nowhere].map((person) => toldApart(person, roster))).toEqual(['贺强（政务服务科）', '贺强（综合科）', '贺强（尾号 5678）']);
});

test('a name that nobody else in service has stands alone', () => {
  expect(toldApart(zhou, roster)).toBe('周敏');
});
