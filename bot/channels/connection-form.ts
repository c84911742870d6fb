/** What the office fills in to connect an application: rules as data, every fault at once. Calls nobody. */
import type { Fault } from '../../core/refusal.js';
import { readBaseAddress } from './base-address.js';
import type { FormField, ReadForm } from './channel.js';

export interface Rule extends FormField {
  readonly shape: RegExp;
  /** What is wrong when the shape is not that. */
  readonly said: string;
  /** A base address: the platform's own stands in where nothing is given. */
  readonly own?: string;
}

export const field = (name: string, label: string, where: string, shape: RegExp, said: string, traits: Partial<FormField> = {}): Rule => ({
  ...{ name, label, where, shape, said, isSecret: false, isNeeded: true },
  ...traits,
});

export const SECRET = { isSecret: true };
export const OPTIONAL = { isNeeded: false };

export const baseField = (name: string, label: string, where: string, own: string): Rule => ({
  ...field(name, label, where, /^\S{1,200}$/, '', OPTIONAL),
  own,
});

/** One of a few; where nothing is given, the first. */
export const choiceField = (name: string, label: string, where: string, options: NonNullable<FormField['options']>): Rule => ({
  ...field(name, label, where, new RegExp(`^(?:${options.map(({ value }) => value).join('|')})$`), '请从列出的方式中选一种。', OPTIONAL),
  options,
});

/** The fields as they are shown. */
export const formOf = (rules: readonly Rule[]): readonly FormField[] => rules.map(({ shape: _shape, said: _said, own: _own, ...shown }) => shown);

function faultOf({ label, shape, said, isNeeded }: Rule, given: string, isKept: boolean): readonly Fault[] {
  if (given === '') return isNeeded && !isKept ? [{ place: label, message: '没有填写。' }] : [];
  return shape.test(given) ? [] : [{ place: label, message: `${said}请重新完整复制。` }];
}

/** `kept`: secrets that stay where nothing is given. `more`: what is wrong only of several fields together. */
export function readForm(
  rules: readonly Rule[],
  given: Readonly<Record<string, string>>,
  kept: readonly string[],
  allowedHosts: readonly string[],
  more: (has: (name: string) => boolean) => readonly Fault[] = () => [],
): ReadForm {
  const values = new Map(rules.map(({ name }) => [name, (given[name] ?? '').trim()]));
  const bases = rules.flatMap(({ name, label, own }) =>
    own === undefined ? [] : [{ name, read: readBaseAddress(values.get(name) || own, own, label, allowedHosts) }],
  );
  const faults = [
    ...rules.flatMap((rule) => (rule.own === undefined ? faultOf(rule, values.get(rule.name) ?? '', rule.isSecret && kept.includes(rule.name)) : [])),
    ...more((name) => values.get(name) !== '' || kept.includes(name)),
    ...bases.flatMap(({ read }) => (typeof read === 'string' ? [] : [read])),
  ];
  if (faults.length > 0) return { faults };
  const part = (isSecret: boolean) =>
    Object.fromEntries(
      rules.filter((rule) => rule.isSecret === isSecret && values.get(rule.name) !== '').map(({ name }) => [name, values.get(name) ?? '']),
    );
  const addresses = Object.fromEntries(bases.flatMap(({ name, read }) => (typeof read === 'string' ? [[name, read]] : [])));
  return { faults: [], open: { ...part(false), ...addresses }, secret: part(true) };
}
