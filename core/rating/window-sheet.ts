/** A sheet of windows 窗口清单 → windows to be kept, or every fault with its row. One row a member of staff; what stands above holds on below. Pure. */
import type { Roster } from '../people/roster.js';
import type { Fault } from '../refusal.js';
import type { ServiceWindow, Staff } from './model.js';

type WindowDraft = Omit<ServiceWindow, 'id' | 'codeNumber'>;

export interface ReadWindows {
  readonly windows: readonly WindowDraft[];
  readonly faults: readonly Fault[];
}

const HEADS = {
  name: ['窗口', '窗口名称', '窗口号'],
  unit: ['单位', '所属单位', '责任单位', '科室', '所属科室'],
  handler: ['差评处理人', '处理人'],
  leader: ['责任领导', '分管领导'],
  workNumber: ['工号', '人员工号'],
  staff: ['姓名', '窗口人员', '人员'],
  services: ['事项', '办理事项', '服务事项'],
} as const;
type Column = keyof typeof HEADS;

const closed = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

interface Head {
  readonly row: number;
  readonly at: ReadonlyMap<Column, number>;
}

/** Within the first ten rows the one that names window and unit. */
function headOf(rows: readonly (readonly string[])[]): Head | null {
  for (const [row, cells] of rows.slice(0, 10).entries()) {
    const at = new Map<Column, number>();
    for (const [column, words] of Object.entries(HEADS) as [Column, readonly string[]][]) {
      const found = cells.findIndex((cell) => words.includes(closed(cell)));
      if (found >= 0) at.set(column, found);
    }
    if (at.has('name') && at.has('unit')) return { row, at };
  }
  return null;
}

interface Gathered {
  readonly place: string;
  readonly unit: string;
  readonly handler: string;
  readonly leader: string;
  readonly staff: Staff[];
  readonly services: string[];
}

function personNamed(name: string, what: string, place: string, roster: Roster, faults: Fault[]): string | null {
  if (name === '') return null;
  const found = roster.people.filter((person) => person.active && person.name === name);
  if (found.length !== 1)
    faults.push({
      place,
      message: `${what}“${name}”${found.length === 0 ? '不在人员里，请先添加。' : '有同名的人，请导入后在窗口里选择，这里留空。'}`,
    });
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

function unitNamed(name: string, place: string, roster: Roster, faults: Fault[]): string {
  const found = roster.units.filter((unit) => closed(unit.name) === closed(name));
  if (found.length !== 1)
    faults.push({
      place,
      message: name === '' ? '没有写所属单位。' : `所属单位“${name}”${found.length === 0 ? '不存在。' : '有重名，请改用窗口页面添加。'}`,
    });
  return found[0]?.id ?? '';
}

/** A member of staff who bears the name of one user is that user. */
const staffOf = (workNumber: string, name: string, roster: Roster): Staff => {
  const users = roster.people.filter((person) => person.active && person.name === name);
  return { workNumber, name, personId: users.length === 1 ? (users[0]?.id ?? null) : null };
};

/** `rows` as text, from the first row of the sheet `sheet`. */
export function readWindowSheet(sheet: string, rows: readonly (readonly string[])[], roster: Roster): ReadWindows {
  const head = headOf(rows);
  if (head === null)
    return {
      windows: [],
      faults: [
        { place: `“${sheet}”`, message: '没有找到表头。表头至少要有“窗口名称”和“所属单位”，还可以有差评处理人、责任领导、工号、姓名、办理事项。' },
      ],
    };
  const faults: Fault[] = [];
  const gathered = new Map<string, Gathered>();
  let above = '';
  for (const [index, cells] of rows.entries()) {
    if (index <= head.row || cells.every((cell) => cell.trim() === '')) continue;
    const cell = (column: Column): string => (cells[head.at.get(column) ?? -1] ?? '').trim();
    const place = `“${sheet}”第 ${index + 1} 行：`;
    const name = cell('name') === '' ? above : cell('name');
    above = name;
    if (name === '') {
      faults.push({ place, message: '没有写窗口名称。' });
      continue;
    }
    if (name.length > 40) faults.push({ place, message: '窗口名称超过 40 个字。' });
    const known = gathered.get(name) ?? { place, unit: cell('unit'), handler: cell('handler'), leader: cell('leader'), staff: [], services: [] };
    if (cell('unit') !== '' && cell('unit') !== known.unit) faults.push({ place, message: `“${name}”的所属单位和前面写的不同。` });
    gathered.set(name, known);
    readStaff(cell('workNumber'), cell('staff'), place, known, roster, faults);
    const offered = cell('services').split(/[、；;,，\n]/);
    for (const service of offered.map((one) => one.trim()).filter((one) => one !== ''))
      if (!known.services.includes(service)) known.services.push(service);
  }
  const windows = [...gathered].map(
    ([name, { place, unit, handler, leader, staff, services }]): WindowDraft => ({
      name,
      unitId: unitNamed(unit, place, roster, faults),
      handlerId: personNamed(handler, '差评处理人', place, roster, faults),
      leaderId: personNamed(leader, '责任领导', place, roster, faults),
      staff,
      services,
      active: true,
    }),
  );
  if (windows.length === 0 && faults.length === 0) faults.push({ place: `“${sheet}”`, message: '表头下面没有窗口。' });
  return { windows, faults };
}

function readStaff(workNumber: string, name: string, place: string, { staff }: Gathered, roster: Roster, faults: Fault[]): void {
  if (workNumber === '' && name === '') return;
  if (workNumber === '' || name === '') faults.push({ place, message: '窗口人员要同时写工号和姓名。' });
  else if (!/^[0-9A-Za-z-]{1,20}$/.test(workNumber)) faults.push({ place, message: `工号“${workNumber}”只能用字母、数字和短横。` });
  else if (staff.some((one) => one.workNumber === workNumber)) faults.push({ place, message: `工号 ${workNumber} 在这个窗口写了两次。` });
  else staff.push(staffOf(workNumber, name, roster));
}
