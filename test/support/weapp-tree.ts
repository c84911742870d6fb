/** What a mini-program page shows: its data walked as base.wxml (DingTalk: base.axml) walks it, so that a node without a template is found out. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** A node as Taro's setData leaves it: `nn` its kind, `cn` its children, `v` a text, `cl` its class. */
export interface Data {
  readonly nn?: string;
  readonly sid?: string;
  readonly uid?: string;
  readonly cl?: string;
  readonly v?: string;
  readonly cn?: readonly Data[];
  readonly [name: string]: unknown;
}

export interface Shown {
  readonly data: Data;
  readonly tag: string;
  /** Events this node's template binds, e.g. `tap`, `input`. */
  readonly binds: ReadonlySet<string>;
  /** What the template gives it under this name, e.g. `src`, `placeholder`; undefined: nothing. */
  readonly given: (name: string) => unknown;
  readonly parent: Shown | null;
  readonly children: readonly Shown[];
  readonly text: string;
}

interface Scripts {
  a(level: number, kind: string, stack: string): string;
  f(stack: string, kind: string): string;
}

interface Template {
  readonly tag: string;
  readonly binds: ReadonlySet<string>;
  /** Where a node's data holds what its mark says, by the mark's name: Taro shortens them to `p0`, `p1`. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

export interface Templates {
  readonly named: ReadonlyMap<string, Template>;
  readonly scripts: Scripts;
  readonly isRecursive: boolean;
}

/** DingTalk's templates call themselves, WeChat's are written out level by level. */
export function readTemplates(folder: string): Templates {
  const isDing = existsSync(join(folder, 'base.axml'));
  const wxml = readFileSync(join(folder, isDing ? 'base.axml' : 'base.wxml'), 'utf8');
  const named = new Map<string, Template>();
  for (const [, name = '', body = ''] of wxml.matchAll(/<template name="([^"]+)">([\s\S]*?)<\/template>\s*(?=<template name|$)/g)) {
    // A field has two templates, with and without focus; the plain one only chooses between them.
    const [head = '', tag = ''] = /<([a-z-]+)[^>]*/.exec(body.replace(/<template is="\{\{xs\.c\([\s\S]*?\/>/, '')) ?? [];
    const binds = [...body.matchAll(/(?:bind|catch|on)([A-Za-z]+)="eh"/g)].map(([, event = '']) => event.toLowerCase());
    const marks = [...head.matchAll(/([a-z-]+)="\{\{([^}]*)\}\}"/g)];
    const fields = new Map(marks.map(([, mark = '', said = '']) => [mark, [...said.matchAll(/\bi\.(\w+)/g)].map(([, field = '']) => field)]));
    named.set(name, { tag, binds: new Set(binds), fields });
  }
  const box: { module: { exports: Scripts | null } } = { module: { exports: null } };
  const scripts = readFileSync(join(folder, isDing ? 'utils.sjs' : 'utils.wxs'), 'utf8').replace('export default', 'module.exports =');
  runInNewContext(scripts, box);
  if (box.module.exports === null) throw new Error('the scripts of the templates export nothing');
  return { named, scripts: box.module.exports, isRecursive: isDing };
}

const TEXT = '#text';

export function showTree(root: Data, { named, scripts, isRecursive }: Templates): Shown {
  const templateOf = (level: number, kind: string, stack: string): { template: Template; isNewRoot: boolean } => {
    const name = scripts.a(level, kind, stack);
    const isNewRoot = name.endsWith('_container');
    const found = named.get(isNewRoot ? `tmpl_0_${kind}` : name);
    if (found === undefined || (isNewRoot && !named.has(name))) throw new Error(`no template ${name} for a node of kind ${kind}`);
    const plain = found.tag === '' ? (named.get(`tmpl_0_${kind}_blur`) ?? found) : found;
    return { template: plain, isNewRoot };
  };
  const show = (data: Data, parent: Shown | null, level: number, stack: string): Shown => {
    const kind = data.nn ?? '';
    const { template, isNewRoot } = templateOf(level, kind, stack);
    const children: Shown[] = [];
    const isText = data.v !== undefined && data.cn === undefined;
    const shown = {
      data,
      tag: isText ? TEXT : template.tag,
      binds: template.binds,
      given: (name: string) =>
        template.fields
          .get(name)
          ?.map((field) => data[field])
          .find((value) => value !== undefined),
      parent,
      children,
      get text(): string {
        return isText ? String(data.v) : children.map((child) => child.text).join('');
      },
    };
    const [nextLevel, nextStack] = isRecursive ? [0, ''] : isNewRoot ? [1, scripts.f('', kind)] : [level + 1, scripts.f(stack, kind)];
    children.push(...(data.cn ?? []).map((child) => show(child, shown, nextLevel, nextStack)));
    return shown;
  };
  const top: Shown & { children: Shown[] } = {
    data: root,
    tag: 'page',
    binds: new Set(),
    given: () => undefined,
    parent: null,
    children: [],
    get text(): string {
      return this.children.map((child) => child.text).join('\n');
    },
  };
  for (const child of root.cn ?? []) top.children.push(show(child, top, 0, ''));
  return top;
}

export const everyNode = (node: Shown): readonly Shown[] => [node, ...node.children.flatMap(everyNode)];

export const ancestorsOf = (node: Shown): readonly Shown[] => (node.parent === null ? [] : [node.parent, ...ancestorsOf(node.parent)]);

const DRAWN_APART = new Set(['view', 'input', 'textarea', 'image']);

/** The words on the page, a line a box. */
export function wordsOf(node: Shown): string {
  if (node.tag === TEXT) return node.text;
  const inner = node.children.map(wordsOf).join('');
  return DRAWN_APART.has(node.tag) ? `\n${inner}\n`.replace(/\n+/g, '\n') : inner;
}
