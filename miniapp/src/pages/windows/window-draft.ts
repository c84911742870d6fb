/** A window as it is typed: staff as lines `012 李丽`, services as lines; and what is missing. Needs no Taro. */
import type { WindowLine, WindowRoom, WindowSave } from '../../../../core/contract/window.js';

export interface WindowDraft {
  readonly name: string;
  readonly unitId: string | null;
  readonly handlerId: string | null;
  readonly leaderId: string | null;
  readonly staff: string;
  readonly services: string;
  readonly active: boolean;
}

export const NEW_WINDOW: WindowDraft = { name: '', unitId: null, handlerId: null, leaderId: null, staff: '', services: '', active: true };

export const draftOf = ({ name, unitId, handlerId, leaderId, staff, services, active }: WindowLine): WindowDraft => ({
  ...{ name, unitId, handlerId, leaderId, active },
  staff: staff.map((one) => `${one.workNumber} ${one.name}`).join('\n'),
  services: services.join('\n'),
});

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

type Staff = WindowSave['staff'][number];

const NUMBER_FIRST = /^([0-9A-Za-z-]{1,20})[\s,，、]+(\S.{0,39})$/;

/** Whom a member of staff is among the users: the one who bears the name; of two nobody, so that none is taken for the other. */
export function staffIn(text: string, people: WindowRoom['people'], known: readonly Staff[]): readonly Staff[] {
  return linesOf(text).flatMap((line) => {
    const [, workNumber, name] = NUMBER_FIRST.exec(line) ?? [];
    if (workNumber === undefined || name === undefined) return [];
    const before = known.find((one) => one.workNumber === workNumber && one.name === name.trim());
    const named = people.filter(({ words }) => words.split(' · ')[0] === name.trim());
    return [{ workNumber, name: name.trim(), personId: before?.personId ?? (named.length === 1 ? (named[0]?.id ?? null) : null) }];
  });
}

/** The lines that say no work number and name. */
export const oddStaff = (text: string): readonly string[] => linesOf(text).filter((line) => !NUMBER_FIRST.test(line));

export function missingOf({ name, unitId, staff }: WindowDraft): string | null {
  if (name.trim() === '') return '请填写窗口名称。';
  if (unitId === null) return '请选择所属单位。';
  const [odd] = oddStaff(staff);
  return odd === undefined ? null : `窗口人员“${odd}”没有工号。请写成“012 李丽”，一人一行。`;
}

export const savedOf = (draft: WindowDraft, people: WindowRoom['people'], known: readonly Staff[]): Omit<WindowSave, 'requestId'> => ({
  name: draft.name.trim(),
  unitId: draft.unitId ?? '',
  handlerId: draft.handlerId,
  leaderId: draft.leaderId,
  staff: [...staffIn(draft.staff, people, known)],
  services: [...linesOf(draft.services)],
  active: draft.active,
});
